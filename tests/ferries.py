"""Yearly reports of ferries that do not exist, and their tables with merged cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from linter.document import BoundTable
from linter.form import ColumnForm, RowForm, TableForm
from tests.forms import appeals, crossings, fleet

_BUSY = """
new: 2645 326 37 340 477 43 3868
carried: 112 11 5 45 2 3 178
granted: 194 0 1 0 3 1 199
partial: 71 1 1 2 5 0 80
flood: 276 0 1 0 2 1 280
law: 169 5 0 5 0 0 179
safety: 90 0 3 8 0 8 109
owner: 231 3 0 5 5 0 244
inner: 55 0 8 176 181 8 428
draft: 279 5 1 174 0 2 461
elsewhere: 273 2 0 2 0 0 277
special: 106 3 8 0 0 3 120
vague: 232 0 5 0 5 0 242
complaint: 193 8 8 2 5 0 216
again: 32 3 0 2 263 3 303
confirm: 242 3 2 2 3 0 252
late: 179 2 2 3 2 5 193
unpaid: 40 3 0 0 3 2 48
rest: 92 297 2 2 1 8 402
handled: 2754 335 42 383 478 41 4033
forward: 3 2 0 2 1 5 13
charters: 1 0 11
notices: 3 6 184
permits: 39853
fines: 3146
stops: 169
tolls: 97584.2488
figures: 13 2 8 7 30 2 0 3 3 8 24 10 4 7 45
"""
_QUIET = """
new: 3 1 0 0 0 0 4
carried: 0 0 0 0 0 0 0
granted: 1 0 0 0 0 0 1
partial: 0 0 0 0 0 0 0
flood: 0 0 0 0 0 0 0
law: 0 0 0 0 0 0 0
safety: 0 0 0 0 0 0 0
owner: 0 1 0 0 0 0 1
inner: 0 0 0 0 0 0 0
draft: 0 0 0 0 0 0 0
elsewhere: 2 0 0 0 0 0 2
special: 0 0 0 0 0 0 0
vague: 0 0 0 0 0 0 0
complaint: 0 0 0 0 0 0 0
again: 0 0 0 0 0 0 0
confirm: 0 0 0 0 0 0 0
late: 0 0 0 0 0 0 0
unpaid: 0 0 0 0 0 0 0
rest: 0 0 0 0 0 0 0
handled: 3 1 0 0 0 0 4
forward: 0 0 0 0 0 0 0
charters: 0 0 0
notices: 2 0 40
permits: 0
fines: 7
stops: 0
tolls: 0.11
figures: 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0
"""

Figures = dict[str, list[str]]


def _figures(text: str) -> Figures:
    return {line.split(":")[0]: line.split(":")[1].split() for line in text.split("\n") if line}


BUSY = _figures(_BUSY)
QUIET = _figures(_QUIET)
NOTHING = {row: ["0"] * len(figures) for row, figures in BUSY.items()}
FORMS = {form.id: form for form in (fleet(), crossings(), appeals())}


def figures_of(bound: BoundTable) -> Figures:
    """The figures of the rows that are bound, as printed."""
    return {row.form.id: [cell.printed for cell in row.cells] for row in bound.rows if row.state == "bound"}


# ---------------------------------------------------------------- a table with merged cells


class Cell(NamedTuple):
    """A cell, how many columns and rows it covers, and whether a figure belongs there."""

    text: str
    across: int = 1
    down: int = 1
    figure: bool = False


class Place(NamedTuple):
    """A place of the grid: its cell, and whether the cell begins here, in this row, in this column."""

    cell: Cell
    begins: bool
    same_row: bool


Grid = list[list[Cell]]


def grid_of(table: TableForm, figures: Mapping[str, list[str]], rows: tuple[RowForm, ...] | None = None) -> Grid:
    """The table as its form draws it; rows that ``figures`` does not have are left out."""
    kept = tuple(row for row in rows or table.rows if row.id in figures)
    if table.one_row:
        return [*_headers(kept[0].columns), [Cell(text, figure=True) for text in figures[kept[0].id]]]
    return _blocks(kept, figures) if kept[0].block else _groups(table, kept, figures)


def _blocks(rows: tuple[RowForm, ...], figures: Mapping[str, list[str]]) -> Grid:
    grid: Grid = []
    block = ""
    for row in rows:
        across = 3 // len(row.columns)
        if row.block != block:
            block = row.block
            unit = "（单位：万元）" if row.columns[0].cell.kind == "amount" else ""
            grid.append([Cell(row.headers[0], 4)])
            grid.append([Cell("项目内容"), *(Cell(column.labels[0] + unit, across) for column in row.columns)])
        grid.append([Cell(row.labels[0]), *(Cell(text, across, figure=True) for text in figures[row.id])])
    return grid


def _groups(table: TableForm, rows: tuple[RowForm, ...], figures: Mapping[str, list[str]]) -> Grid:
    columns = rows[0].columns
    grid: Grid = [[Cell(table.notes[1], 3, 3), Cell(table.notes[0], len(columns))], *_headers(columns)]
    open_groups: tuple[str, ...] = ()
    for row in rows:
        cells: list[Cell] = []
        for level, group in enumerate(row.groups):
            if group not in open_groups:
                members = sum(group in other.groups for other in rows)
                cells.append(Cell(row.group_labels[level][0], 1, members))
        open_groups = row.groups
        cells.append(Cell(row.labels[0], 3 - len(row.groups)))
        grid.append([*cells, *(Cell(text, figure=True) for text in figures[row.id])])
    return grid


def _headers(columns: tuple[ColumnForm, ...]) -> Grid:
    depth = max(len(column.groups) for column in columns) + 1
    lines: Grid = [[] for _ in range(depth)]
    seen: tuple[str, ...] = ()
    for column in columns:
        for level in range(len(column.groups)):
            if column.groups[: level + 1] != seen[: level + 1]:
                across = sum(other.groups[: level + 1] == column.groups[: level + 1] for other in columns)
                lines[level].append(Cell(column.group_labels[level][0], across))
        seen = column.groups
        lines[len(column.groups)].append(Cell(column.labels[0], 1, depth - len(column.groups)))
    return lines


def places(grid: Grid) -> list[list[Place]]:
    """The grid with every place filled: by a cell that begins there, or by the one that covers it."""
    taken: dict[tuple[int, int], Place] = {}
    for r, cells in enumerate(grid):
        at = 0
        for cell in cells:
            while (r, at) in taken:
                at += 1
            for down in range(cell.down):
                for over in range(cell.across):
                    taken[r + down, at + over] = Place(cell, not down and not over, not down)
            at += cell.across
    width = max(column for _, column in taken) + 1
    return [[taken[r, c] for c in range(width) if (r, c) in taken] for r in range(len(grid))]
