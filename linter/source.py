"""The text of one file, and where things stand in it.

Inside reportlint every place is an offset into ``Source.text``; lines and columns are made here and nowhere else.
A line ends at ``\\n`` (a ``\\r`` before it belongs to the line end) and at nothing else: form feeds and U+2028 stand
*inside* lines for every editor, for git and for ``wc``, so they must not shift the numbers of the lines after them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

make = tuple.__new__
"""Makes a named tuple of its values: what the call of its class does too, in half the time. For what a file has
hundreds of."""


class Span(NamedTuple):
    """A half-open range of offsets (code points) into ``Source.text``."""

    start: int
    end: int


class Region(NamedTuple):
    """A range as people see it: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Passage(NamedTuple):
    """A piece of text and the place in the source of each of its characters.

    ``starts[i]`` and ``ends[i]`` are the offsets in the source between which character ``i`` was written: one
    character there for plain text, several for an HTML entity or for what folding has drawn together. The characters
    keep the order of the source but need not be neighbours in it.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of ``text[start:end]``, which must not be empty."""
        last = len(self.text) if end is None else end
        return Span(self.starts[start], self.ends[last - 1])

    def cut(self, start: int, end: int) -> Passage:
        """The passage of ``text[start:end]``."""
        return Passage(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self) -> Passage:
        """The passage without white space at either end."""
        whole = self.text
        if len(whole.strip()) == len(whole):
            return self
        start = len(whole) - len(whole.lstrip())
        return self.cut(start, max(start, len(whole.rstrip())))


def plain(text: str, start: int) -> Passage:
    """The passage of ``text`` that stands in the source, character for character, from offset ``start``."""
    end = start + len(text)
    return make(Passage, (text, range(start, end), range(start + 1, end + 1)))


def join(pieces: Sequence[Passage]) -> Passage:
    """The passages one after the other, with nothing between them."""
    if len(pieces) == 1:
        return pieces[0]
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        starts.extend(piece.starts)
        ends.extend(piece.ends)
    return Passage("".join(piece.text for piece in pieces), starts, ends)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file. ``path`` is as the user gave it; ``text`` has no byte order mark."""

    path: str
    text: str
    encoding: str
    line_starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str, encoding: str = "utf-8") -> Source:
        starts = [0]
        at = 0
        for line in text.split("\n")[:-1]:
            at += len(line) + 1
            starts.append(at)
        return cls(path, text, encoding, tuple(starts))

    @property
    def line_count(self) -> int:
        """How many lines an editor shows; an empty last line after a final line end is not one."""
        last_is_empty = len(self.line_starts) > 1 and self.line_starts[-1] == len(self.text)
        return len(self.line_starts) - last_is_empty

    def line_span(self, number: int) -> Span:
        """The span of line ``number`` (from 1), its line end left out."""
        start = self.line_starts[number - 1]
        if number == len(self.line_starts):
            return Span(start, len(self.text))
        end = self.line_starts[number] - 1
        return Span(start, end - 1 if end > start and self.text[end - 1] == "\r" else end)

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), its line end left out."""
        start, end = self.line_span(number)
        return self.text[start:end]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1, in code points) of an offset; the end of the text is a place too."""
        number = bisect_right(self.line_starts, offset)
        return number, offset - self.line_starts[number - 1] + 1

    def region(self, span: Span) -> Region:
        """The lines and columns of a span."""
        return Region(*self.place(span.start), *self.place(span.end))

    def passage(self, span: Span) -> Passage:
        """What stands in the source at ``span``."""
        return plain(self.text[span.start : span.end], span.start)
