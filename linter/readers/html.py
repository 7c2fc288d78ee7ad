"""HTML to lines: paragraphs as plain lines, tables as rows with their true columns.

Every character keeps its place in the file, through entities, tags between the digits of a number, and white space. A
cell is one field however many tags are in it; a break or a block inside a cell is one ``\\n`` in its text that stands
where the tag does. What a browser would not show (scripts, comments, tags) is left out; broken markup is read as
browsers read it.

A cell that holds another table, or alone in its row holds paragraphs, is page layout and no cell: its text is plain
lines.
"""

from __future__ import annotations

from collections.abc import Callable

from linter.blocks import Field, Line
from linter.limits import LINES
from linter.readers.flow import NOTHING, Flow
from linter.readers.grid import Cell, Table, cell_size
from linter.readers.shown import Shown
from linter.readers.tags import tags
from linter.source import Passage, Source, Span, plain

_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog"),
    *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup"),
    *("option", "p", "search", "section", "select", "summary", "ul"),
)
_LAYOUT_CELL = 200
"""How long, in characters, the several paragraphs of a row's only cell are when they are the page and no cell."""


def read(source: Source, span: Span | None = None, first_table: int = 1) -> tuple[Line, ...]:
    """The lines of an HTML file, or of the part of a file at ``span``, whose tables are numbered from ``first_table``.

    Raises nothing, whatever the text.
    """
    start, end = span or (0, len(source.text))
    page = _Page(source, first_table)
    at = start
    for begin, behind, name in tags(source.text, start, end):
        if begin > at:
            page.write(at, begin)
        at = behind
        if page.shown.count > LINES:  # it is too long to be judged, whatever follows
            break
        act = _ACTS.get(name)
        if act:
            act(page, begin, behind)
    if end > at:
        page.write(at, end)
    return page.finish(end)


class _Page:
    """What has been shown so far, and what is open: a paragraph, tables within tables, the cell of the innermost."""

    def __init__(self, source: Source, first_table: int) -> None:
        self._text = source.text
        self.shown = Shown(source, first_table)
        self._tables: list[Table] = []
        self._cell: Cell | None = None
        self._paragraph = Flow(source.text)
        self._in_cell = Flow(source.text)
        self._between_cells = Flow(source.text)
        self._in_title = Flow(source.text)
        self._flow = self._paragraph
        self._preformatted = 0
        self._title: Passage | None = None
        self._headed = False

    def write(self, start: int, end: int) -> None:
        """The text from ``start`` to ``end`` is shown next."""
        while self._preformatted and (line_end := self._text.find("\n", start, end)) >= 0:
            self._flow.write(start, line_end, spaced=True)
            self.line_break(line_end, line_end + 1)
            start = line_end + 1
        self._flow.write(start, end, spaced=self._preformatted > 0)

    def line_break(self, start: int, end: int) -> None:
        if self._flow is not self._paragraph:
            self._flow.end_line(Span(start, end))
        elif self._paragraph.empty:
            self.shown.set_apart(start)
        else:
            self.shown.add_text(self._paragraph.take())

    def block(self, start: int, end: int) -> None:
        """A block begins or ends."""
        self.line_break(start, end)
        if self._cell is None:
            self.shown.set_apart(start)

    def heading(self, start: int, end: int) -> None:
        """The page says what it is."""
        self._headed = True
        self.block(start, end)

    def preformatted(self, start: int, end: int) -> None:
        """The text of ``pre`` keeps its lines and its white space."""
        self.block(start, end)
        self._preformatted += 1

    def end_preformatted(self, start: int, end: int) -> None:
        self.block(start, end)
        self._preformatted = max(0, self._preformatted - 1)

    def title(self, start: int, end: int) -> None:
        self.block(start, end)
        self._flow = self._in_title

    def end_title(self, _start: int, _end: int) -> None:
        title = self._in_title.take().strip()
        if title.text and self.shown.empty and not self._tables:
            self._title = self._title or title
        self._direct()

    def _direct(self) -> None:
        """Where goes what is written next: into the open cell, beside it, or into a paragraph."""
        if self._cell:
            self._flow = self._in_cell
        elif self._tables and self._tables[-1].row is not None:
            self._flow = self._between_cells
        else:
            self._flow = self._paragraph

    def open_table(self, start: int, end: int) -> None:
        if self._tables:
            self._spread_row(start)
        self.block(start, end)
        self._tables.append(Table())
        self._direct()

    def close_table(self, start: int, end: int) -> None:
        if self._tables:
            self._close_row(start)
            self._tables.pop()
            self._direct()
        self.block(start, end)

    def group(self, start: int, end: int) -> None:
        """``thead``, ``tbody`` or ``tfoot`` begins or ends."""
        if self._tables:
            self._close_row(start)
            self._tables[-1].grid.end_group()
        self.block(start, end)

    def open_row(self, start: int, end: int) -> None:
        if self._tables:
            self._close_row(start)
        self.block(start, end)
        if self._tables:
            self._tables[-1].begin_row(start)
            self._direct()

    def close_row(self, start: int, end: int) -> None:
        if self._tables:
            self._close_row(start, end)
        self.block(start, end)

    def open_cell(self, start: int, end: int) -> None:
        self.close_cell(start, end)
        if not self._tables:
            return
        table = self._tables[-1]
        if not table.in_row:
            table.begin_row(start)
        elif table.row is None:
            table.row = start
        width, height = cell_size(self._text, start, end)
        self._cell = Cell(table.grid.place(width, height), width, end)
        self._flow = self._in_cell

    def close_cell(self, start: int, end: int) -> None:
        if self._cell:
            self._close_cell(self._cell, start)
        else:
            self.block(start, end)

    def _close_cell(self, cell: Cell, end: int) -> None:
        passage = self._in_cell.take().strip()
        if passage.text:
            span = passage.span()
        else:  # nothing to see: the place is what is written in the cell, or where something could be written
            content = plain(self._text[cell.start : end], cell.start).strip()
            span = content.span() if content.text else Span(cell.start, cell.start)
        self._tables[-1].fields.append(Field(passage, span, cell.column, cell.width))
        self._cell = None
        self._direct()

    def _close_row(self, at: int, end: int = 0) -> None:
        """The row of the innermost table ends before ``at``, or at ``end`` where a tag of its own says so."""
        if self._cell:
            self._close_cell(self._cell, at)
        self._show_row(end)
        self._tables[-1].in_row, self._tables[-1].row = False, None
        self._direct()

    def _spread_row(self, end: int) -> None:
        """A table begins in a row: the cell turns out to be layout, and what was read of the row is shown first."""
        table = self._tables[-1]
        passage = NOTHING
        if self._cell:
            self._close_cell(self._cell, end)
            passage = table.fields.pop().passage
        if not any(field.passage.text for field in table.fields):
            table.fields = []
        self._show_row(layout=passage)
        table.row = None
        self._direct()

    def _show_row(self, end: int = 0, layout: Passage = NOTHING) -> None:
        """Show the cells so far, then what is no cell: the text beside them, and that of a cell that is ``layout``."""
        table = self._tables[-1]
        fields, table.fields = table.fields, []
        filled = [field.passage for field in fields if field.passage.text]
        if len(filled) == 1 and len(filled[0].text) > _LAYOUT_CELL and "\n" in filled[0].text:
            layout = filled[0]
        elif fields:
            start = fields[0].span.start if table.row is None else table.row
            table.number = self.shown.add_row(Span(start, max(end, fields[-1].span.end)), tuple(fields), table.number)
        self.shown.add_paragraphs(self._between_cells.take(), layout)

    def finish(self, end: int) -> tuple[Line, ...]:
        """All lines; ``end`` is where the text ends. What is still open ends here."""
        self._direct()
        while self._tables:
            self._close_row(end)
            self._tables.pop()
        self.shown.add_text(self._paragraph.take())
        return self.shown.lines(None if self._headed else self._title)


def _acts() -> dict[str, Callable[[_Page, int, int], None]]:
    acts: dict[str, Callable[[_Page, int, int], None]] = {}
    for name in _BLOCKS:
        acts |= {name: _Page.block, "/" + name: _Page.block}
    for name in ("thead", "tbody", "tfoot"):
        acts |= {name: _Page.group, "/" + name: _Page.group}
    for name in ("td", "th"):
        acts |= {name: _Page.open_cell, "/" + name: _Page.close_cell}
    acts |= {"table": _Page.open_table, "/table": _Page.close_table, "tr": _Page.open_row, "/tr": _Page.close_row}
    acts |= {"br": _Page.line_break, "/br": _Page.line_break, "pre": _Page.preformatted, "/pre": _Page.end_preformatted}
    return acts | {"h1": _Page.heading, "title": _Page.title, "/title": _Page.end_title}


_ACTS = _acts()
