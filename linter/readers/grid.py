"""True columns: where the cells of an HTML table stand, some of which cover several rows and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from linter.blocks import Field
from linter.readers.tags import attributes

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
"""What the HTML standard allows a cell to span. Columns beyond it are counted, but none of them is kept free."""

_COUNT = re.compile(r"\s*\+?([0-9]{1,9})")


class Grid:
    """The rows and columns of a table, filled in the order of reading.

    The columns that cells of earlier rows reach down into are the bits of one number, so that a cell finds its place
    at once, however many such cells there are.
    """

    def __init__(self) -> None:
        self._row = 0
        self._column = 0
        self._covered = 0
        self._freed: dict[int, int] = {}

    def next_row(self) -> None:
        self._row += 1
        self._column = 0
        self._covered &= ~self._freed.pop(self._row, 0)

    def end_group(self) -> None:
        """No cell reaches beyond the group of rows (``tbody``) it stands in."""
        self._covered = 0
        self._freed.clear()

    def place(self, width: int, height: int) -> int:
        """The column (from 0) of the row's next cell. ``height`` 0 means to the end of the group."""
        free = ~(self._covered >> self._column)
        column = self._column + (free & -free).bit_length() - 1
        self._column = column + width
        if height != 1 and self._column <= _MOST_COLUMNS:
            bits = ((1 << width) - 1) << column
            self._covered |= bits
            if height:
                self._freed[self._row + height] = self._freed.get(self._row + height, 0) | bits
        return column


class Cell(NamedTuple):
    """An open cell: its place in the grid, and where its content begins."""

    column: int
    width: int
    start: int


@dataclass(slots=True)
class Table:
    """An open table.

    ``number`` is 0 until it has shown a row. ``row`` is where its open row begins, or what of it is not shown yet;
    ``fields`` are the row's cells so far.
    """

    grid: Grid = field(default_factory=Grid)
    number: int = 0
    in_row: bool = False
    row: int | None = None
    fields: list[Field] = field(default_factory=list)

    def begin_row(self, start: int) -> None:
        self.in_row, self.row = True, start
        self.grid.next_row()


def cell_size(text: str, start: int, end: int) -> tuple[int, int]:
    """How many columns and rows the cell covers whose tag begins at ``start``; 0 rows: all to the end of the group."""
    if end - start < len("<td colspan=2>") or "span" not in text[start:end].lower():
        return 1, 1
    given = dict(reversed([*attributes(text, start, end)]))  # of two attributes of one name the first holds
    width = _COUNT.match(given.get("colspan", "1"))
    height = _COUNT.match(given.get("rowspan", "1"))
    return min(max(1, int(width[1]) if width else 1), _MOST_COLUMNS), min(int(height[1]) if height else 1, _MOST_ROWS)
