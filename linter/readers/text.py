"""Plain text and Markdown: physical lines with the fields that tabs, bars and boxes make of them.

Lines end at ``\\n`` alone (``Source``). Nothing is dropped: a rule or a page number is a line without fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.blocks import Field, Line
from linter.readers.boxes import BORDER, join_boxes
from linter.readers.cells import cells, without_marks
from linter.readers.fenced import FENCE, join_fenced
from linter.readers.listed import FIGURE, join_listed
from linter.readers.pages import without_page_numbers
from linter.readers.separated import join_separated
from linter.readers.unbroken import LONG, break_lines
from linter.readers.wiki import join_wiki
from linter.source import Passage, Source, Span, make, plain

_BARS = "|│┃║｜"
_BAR = re.compile(f"[{_BARS}]")
_MARKDOWN_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_RULE_CHARACTERS = " \t\u3000-=_+*:|" + "".join(map(chr, range(0x2500, 0x2580)))
_RULE = re.compile(
    r"-{3}|={3}|_{3}|\u2014{3}|\*{3}|\* \* \*|--(?=[\s|:])|:-|-:|\|-+\||[\u2500\u2501\u2504-\u250b\u2550]"
)
_FURNITURE = re.compile(
    r"[-\u2010-\u2015~\u00b7]\s*(?!0+\s*\D)\d{1,4}\s*[-\u2010-\u2015~\u00b7]"
    r"|第\s*\d{1,4}\s*页\s*[,，/、(（]?(\s*共\s*\d{1,4}\s*页)?[)）]?|共\s*\d{1,4}\s*页"
    r"|(?i:page)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?"
)
_BEGINS_FURNITURE = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015~\u00b7第共pP")
_LONGEST_FURNITURE = 30
_WHOLLY_MARKED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


def read(source: Source, markdown: bool = False) -> tuple[Line, ...]:
    """The lines of a text; physical lines that are one row of a box are one line."""
    text = source.text
    bar = _MARKDOWN_BAR if markdown else _BAR
    barred = any(sign in text for sign in _BARS)
    numbers = range(1, source.line_count + 1)
    places = zip(numbers, source.line_starts, text.split("\n"), strict=False)
    lines = [_line(number, start, raw, bar if barred else None) for number, start, raw in places]
    if barred:
        lines = _with_empty_first_cells(source, lines, bar)
        if BORDER.search(text):
            lines = join_boxes(source, lines)
        if FENCE.search(text):
            lines = join_fenced(source, lines)
        lines = join_wiki(source, lines)
    if "\f" in text:
        lines = without_page_numbers(source, lines)
    if FIGURE.search(text):
        lines = join_listed(source, lines)
    whole = join_separated(source, lines)
    return tuple(break_lines(whole) if len(text) > LONG * source.line_count else whole)


def _line(number: int, at: int, raw: str, bar: re.Pattern[str] | None) -> Line:
    """The line of ``raw``, which begins at offset ``at``; a carriage return behind it belongs to the line end. ``bar``
    is None where the whole file has none."""
    raw = raw.removesuffix("\r")
    text = raw.strip()
    layout = "plain"
    fields: tuple[Field, ...] = ()
    if not text:
        if "\t" in raw:
            layout, fields = "tab", cells(*_tab_cells(raw, at))
        elif "\f" in raw:
            layout = "furniture"
    elif text[0] in _RULE_CHARACTERS and not text.strip(_RULE_CHARACTERS) and _RULE.search(text):
        layout = "rule"
    elif text[0] in _BEGINS_FURNITURE and len(text) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(text):
        layout = "furniture"
    elif bar and bar.search(text):
        layout, fields = "pipe", cells(*_bar_cells(raw, at, bar))
    elif "\t" in raw:
        layout, fields = "tab", cells(*_tab_cells(raw, at))
    else:
        start = at + raw.index(text)
        passage = _plain_passage(text, start)
        fields = (Field(passage, Span(start, start + len(text))),) if passage.text else ()
    return make(Line, (number, number, make(Span, (at, at + len(raw))), layout, fields, 0))


def _with_empty_first_cells(source: Source, lines: list[Line], bar: re.Pattern[str]) -> list[Line]:
    """The lines, those that seem to begin with an enclosing bar read anew where it stands behind an empty cell: no bar
    stands in front of the lines above, and none encloses this line behind (or it has one cell less)."""
    read = lines
    above: Line | None = None
    for index, line in enumerate(lines):
        if line.layout != "pipe":
            above = above if line.layout == "rule" else None
            continue
        raw = source.text[slice(*line.span)]
        if above and bar.match(raw.lstrip()):
            fields = cells(bar.split(raw), line.span.start)
            if len(fields) == len(above.fields) or not bar.match(raw.rstrip()[-1]):
                read = [*lines] if read is lines else read
                read[index] = line._replace(fields=fields)
                continue
            above = None
        elif not bar.match(raw.lstrip()):
            above = line
    return read


def _plain_passage(text: str, start: int) -> Passage:
    """A line of prose: only marks that enclose all of it, and escapes, are taken off."""
    marked = _WHOLLY_MARKED.fullmatch(text) if text[0] in "*_" else None
    if marked and marked[1] not in marked[2]:
        text, start = marked[2], start + len(marked[1])
    if "\\" not in text:
        return plain(text, start)
    return without_marks(text, start, _ESCAPE)


_ESCAPE = re.compile(r"\\(?=[^\w\s]|$)")


def _tab_cells(raw: str, at: int) -> tuple[Sequence[str], int]:
    """A single tab in front of a line is a mark that a cell begins, not an empty cell before it."""
    pieces = raw.split("\t")
    if len(pieces) == 2 and not pieces[0].strip():
        return pieces[1:], at + len(pieces[0]) + 1
    return pieces, at


def _bar_cells(raw: str, at: int, bar: re.Pattern[str]) -> tuple[Sequence[str], int]:
    """A bar in front of a line encloses cells, and so does then the one behind it; they do not make empty ones."""
    pieces = bar.split(raw)
    if pieces[0].strip():
        return pieces, at
    end = len(pieces) if len(pieces) == 2 or pieces[-1].strip() else -1
    return pieces[1:end], at + len(pieces[0]) + 1
