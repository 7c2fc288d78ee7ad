"""The lines of a page as a reader sees them, in the order in which they are shown."""

from __future__ import annotations

import re

from linter.blocks import Field, Line
from linter.source import Passage, Source, Span

_LINE = re.compile(r"[^\n]+")
_TITLE_PART = re.compile(r"[^-_|–—»·\s][^-_|–—»·]*")


class Shown:
    """Lines under way. A blank line stands between two blocks of text, as it does in a text file."""

    def __init__(self, source: Source, first_table: int) -> None:
        self._source = source
        self._next_table = first_table
        self._lines: list[Line] = []
        self._apart: int | None = None

    @property
    def count(self) -> int:
        """How many lines are shown so far."""
        return len(self._lines)

    @property
    def empty(self) -> bool:
        """Nothing is shown yet."""
        return not self._lines

    def set_apart(self, at: int) -> None:
        """A block ended at ``at``: what comes next is no part of the same paragraph."""
        if self._apart is None:
            self._apart = at

    def add_text(self, raw: Passage) -> None:
        """A line of text, if anything of it is visible."""
        passage = raw.strip()
        if not passage.text:
            return
        if self._apart is not None and self._lines and self._lines[-1].layout == "plain":
            self._lines.append(self._line(Span(self._apart, self._apart), "plain", ()))
        self._apart = None
        span = Span(raw.starts[0], passage.ends[-1])
        self._lines.append(self._line(span, "plain", (Field(passage, passage.span()),)))

    def add_paragraphs(self, *texts: Passage) -> None:
        """Text that turned out to be no cell: each of its lines is a block. They come in the order of the file."""
        blocks = [raw.cut(*line.span()) for raw in texts for line in _LINE.finditer(raw.text)]
        for block in sorted(blocks, key=lambda block: block.starts[0]):
            self.set_apart(block.starts[0])
            self.add_text(block)

    def add_row(self, span: Span, fields: tuple[Field, ...], table: int) -> int:
        """Add a row and return the number of its table, a new one where ``table`` is 0."""
        if not table:
            table = self._next_table
            self._next_table += 1
        self._lines.append(self._line(span, "grid", fields, table))
        return table

    def lines(self, title: Passage | None) -> tuple[Line, ...]:
        """All lines. The longest part of ``title`` (sites add their own name) comes first, unless the page says it."""
        if title:
            text = "".join("".join(field.passage.text for field in line.fields) for line in self._lines)
            text = _squeezed(text)
            parts = [part.span() for part in _TITLE_PART.finditer(title.text)]
            if parts and not any(_squeezed(title.text[start:end]) in text for start, end in parts):
                passage = title.cut(*max(parts, key=lambda part: part[1] - part[0])).strip()
                span = passage.span()
                blank = self._line(Span(span.end, span.end), "plain", ())
                self._lines[:0] = (self._line(span, "plain", (Field(passage, span),)), blank)
        return tuple(self._lines)

    def _line(self, span: Span, layout: str, fields: tuple[Field, ...], table: int = 0) -> Line:
        place = self._source.place
        return Line(place(span.start)[0], place(span.end)[0], span, layout, fields, table)


def _squeezed(text: str) -> str:
    return "".join(text.split())
