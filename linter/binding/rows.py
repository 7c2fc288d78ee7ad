"""Rows on their way from a run of figures to the cells of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linter.binding.alignment import Alignment
from linter.binding.labels import Shape
from linter.binding.pieces import Piece
from linter.binding.runs import Gap, Run
from linter.blocks import Line
from linter.diagnostic import Message
from linter.source import Source, Span

State = Literal["bound", "short", "long", "missing", "unread"]


@dataclass(eq=False, slots=True)
class RowReading:
    """A row of the shape and what has been found of it so far.

    ``figures`` are its figures as printed, ``cells`` the piece of each column once that is known (None: no place of
    its own), ``expected`` the values that row and column leave for a missing cell, ``candidates`` the columns it may
    as well be; ``mended`` says that figures were put together from parts, ``adds_up`` of a row with a figure in every
    column whether the sums within it hold (None where there are none, or a figure is no number).
    """

    number: int
    state: State
    figures: list[Piece] = field(default_factory=list)
    runs: tuple[int, ...] = ()
    cells: list[Piece | None] | None = None
    expected: dict[int, Decimal] = field(default_factory=dict)
    candidates: tuple[int, ...] = ()
    mended: bool = False
    adds_up: bool | None = None
    reason: Message | None = None

    def values(self) -> list[Decimal | None]:
        """The values of the cells; None for what is blank, missing or no number."""
        if self.cells is None:
            return []
        printed = [cell.figure.value if cell and cell.figure else None for cell in self.cells]
        return [self.expected.get(column, value) for column, value in enumerate(printed)] if self.expected else printed


@dataclass(frozen=True, eq=False)
class Reading:
    """A table half read: the source, its lines, the runs and gaps found there and how they were aligned."""

    source: Source
    lines: Sequence[Line]
    runs: Sequence[Run]
    gaps: Sequence[Gap]
    alignment: Alignment
    rows: Sequence[RowReading]

    @property
    def shape(self) -> Shape:
        return self.alignment.shape

    def width(self, row: RowReading) -> int:
        return self.shape.widths[row.number]

    def reason(self, key: str, row: RowReading) -> Message:
        """Why a row could not be read, in words that name it and count its figures."""
        labels = self.shape.rows[row.number].labels
        name = labels[0] if labels else Message("binding.only-row")
        return Message(key, {"row": name, "count": len(row.figures), "columns": self.width(row)})

    def known(self, but: RowReading | None = None) -> Mapping[int, Sequence[Decimal | None]]:
        """The figures of the rows that are bound."""
        return {row.number: row.values() for row in self.rows if row is not but and row.state == "bound"}

    def full_rows(self) -> Iterable[RowReading]:
        """The rows that have a figure in every column."""
        return (row for row in self.rows if row.state == "bound" and len(row.figures) == self.width(row))

    def empty_line(self, number: int, line: int) -> Piece:
        """The empty place that a blank line (its physical number) is."""
        span = self.source.line_span(number)
        place = Span(span.start, span.start)
        return Piece("empty", self.source.passage(place), place, line, number, 0, -1)

    def numbers_on(self, row: RowReading) -> Mapping[int, list[Piece]]:
        """The figures of a row by physical line."""
        found: dict[int, list[Piece]] = {}
        for piece in row.figures:
            found.setdefault(piece.number, []).append(piece)
        return found
