"""Yearly reports of ferries that do not exist, and the shapes in which converters leave their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
        return [*_headers(kept[0].columns, 0), [Cell(text, figure=True) for text in figures[kept[0].id]]]
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
    grid: Grid = [[Cell(table.notes[1], 3, 3), Cell(table.notes[0], len(columns))], *_headers(columns, 1)]
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


def _headers(columns: tuple[ColumnForm, ...], _offset: int) -> Grid:
    depth = max(len(column.groups) for column in columns) + 1
    lines: Grid = [[] for _ in range(depth)]
    seen: tuple[str, ...] = ()
    for column in columns:
        for level, group in enumerate(column.groups):
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


# ---------------------------------------------------------------- what converters make of it


def pipes(grid: Grid) -> str:
    lines = ["| " + " | ".join(p.cell.text if p.begins else "" for p in row) + " |" for row in places(grid)]
    return "\n".join([lines[0], "|" + "---|" * len(places(grid)[0]), *lines[1:]])


def short_pipes(grid: Grid) -> str:
    """Covered cells are left out, at the side as empty ones, below not at all."""
    rows = [
        "| " + " | ".join(p.cell.text if p.begins else "" for p in row if p.same_row) + " |" for row in places(grid)
    ]
    return "\n".join(["|  |  |", "| --- | --- |", *rows])


def shifted_pipes(grid: Grid) -> str:
    """Figures move left over the empty label cells, which turn up at the end."""
    lines = []
    for row in places(grid):
        texts = [p.cell.text if p.begins else "" for p in row]
        first = next((at for at, text in enumerate(texts) if text), 0)
        rest = [text for text in texts[first:] if text]
        lines.append("| " + " | ".join([""] * first + rest + [""] * (len(texts) - first - len(rest))) + " |")
    return "\n".join(lines)


def bare_bars(grid: Grid) -> str:
    """No outer bars, merged cells simply absent."""
    rows = [" | ".join(p.cell.text for p in row if p.begins) + "  " for row in places(grid)]
    return "\n".join([rows[0], "---|---  ", *rows[1:]])


def tabs(grid: Grid) -> str:
    return "\n".join("\t".join(p.cell.text if p.begins else "" for p in row) for row in places(grid))


def ghost_tabs(grid: Grid) -> str:
    """An empty column stands behind the labels, another at the end."""
    lines = []
    for row in places(grid):
        texts = [p.cell.text if p.begins else "" for p in row]
        figure = next((at for at, p in enumerate(row) if p.cell.figure), len(texts))
        lines.append("\t".join([*texts[:figure], "", *texts[figure:], ""]))
    return "\n".join(lines)


def repeated(grid: Grid) -> str:
    return "\n".join("\t".join(p.cell.text for p in row) for row in places(grid))


def repeated_lines(grid: Grid) -> str:
    return "\n".join(p.cell.text for row in places(grid) for p in row)


def marked_lines(grid: Grid) -> str:
    """A tab before each cell, an empty line behind each row."""
    rows = ("\n".join("\t" + (p.cell.text if p.begins else "") for p in row if _left(p, row)) for row in places(grid))
    return "\n\n".join(rows) + "\n"


def lines(grid: Grid) -> str:
    """One cell a line; a cell covered from above is an empty line."""
    return "\n".join(p.cell.text if p.begins else "" for row in places(grid) for p in row if _left(p, row))


def paragraphs(grid: Grid) -> str:
    return "\n\n".join(p.cell.text if p.begins else "" for row in places(grid) for p in row if _left(p, row))


def texts(grid: Grid) -> str:
    """One text a line; empty cells are lost."""
    return "\n".join(p.cell.text for row in places(grid) for p in row if p.begins and p.cell.text)


def _left(place: Place, row: list[Place]) -> bool:
    """Not covered from the left: of a merged cell, only one place a row counts."""
    return place.begins or (not place.same_row and next(p for p in row if p.cell is place.cell) is place)


def sentences(grid: Grid) -> str:
    """A row a line, single spaces, labels cut: the figures stand behind the last piece."""
    return "\n".join(_cut_rows(grid, 11))


def _cut_rows(grid: Grid, length: int) -> Iterator[str]:
    for row in places(grid):
        figures = [p.cell.text for p in row if p.begins and p.cell.figure and p.cell.text]
        labels = [p.cell.text for p in row if p.begins and not p.cell.figure]
        pieces = [piece for label in labels for piece in _cut(label, length)]
        if figures and pieces and len(pieces) == len(labels):
            yield " ".join([*pieces, *figures])
        else:
            yield from pieces
            if figures:
                yield " ".join(figures)


def _cut(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)] or [""]


def aligned(grid: Grid, centred: bool = False, length: int = 9) -> str:
    """Columns of spaces; labels cut, the figures on their first line, or in the middle (perhaps on a line alone)."""
    out = []
    for row in places(grid):
        columns: list[list[str]] = []
        for p in row:
            columns.append(_cut(p.cell.text, 99 if p.cell.figure else length) if p.begins else [])
        height = max(len(column) for column in columns) or 1
        middle = height // 2 if centred else 0
        if centred and height == 2:
            height, middle = 3, 1
        for at in range(height):
            line = ""
            for column, p in zip(columns, row, strict=True):
                figure = p.begins and p.cell.figure
                spread = [column[0], "", *column[1:]] if height == 3 and len(column) == 2 else column
                text = (p.cell.text if at == middle else "") if figure else spread[at] if at < len(spread) else ""
                line += text.rjust(max(7, len(text) + 1)) if figure else text.ljust(12)
            out.append(line.rstrip())
    return "\n".join(out)


def centred(grid: Grid) -> str:
    return aligned(grid, centred=True)


def boxes(grid: Grid) -> str:
    """A rule between any two rows, labels cut inside their cells."""
    out = []
    for row in places(grid):
        columns = [_cut(p.cell.text, 8) if p.begins else [""] for p in row]
        out.append("├" + "┼".join("─" * 8 for _ in row) + "┤")
        for at in range(max(map(len, columns))):
            out.append("│" + "│".join((column[at] if at < len(column) else "").ljust(8) for column in columns) + "│")
    return "\n".join([out[0].replace("├", "┌").replace("┼", "┬").replace("┤", "┐"), *out[1:], out[0]])


def html(grid: Grid) -> str:
    rows = (
        "<tr>" + "".join(f'<td colspan="{c.across}" rowspan="{c.down}"><p>{c.text}</p></td>' for c in row) + "</tr>"
        for row in grid
    )
    return "<table>\n" + "\n".join(rows) + "\n</table>"


LAYOUTS: dict[str, Callable[[Grid], str]] = {
    render.__name__: render
    for render in (
        *(pipes, short_pipes, shifted_pipes, bare_bars, tabs, ghost_tabs, repeated, repeated_lines, marked_lines),
        *(lines, paragraphs, texts, sentences, aligned, centred, boxes, html),
    )
}
