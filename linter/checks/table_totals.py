"""Whether the totals of any table are the sums of what stands above or beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple

from linter.blocks import Field, Line
from linter.checks.base import EXPLAINED, NOT_APPLICABLE, Outcome
from linter.diagnostic import CellName, Gap, Message
from linter.document import Document
from linter.equations import Equation, Linear, Variable
from linter.figures import Figure, read_figure
from linter.folding import key
from linter.source import Span

_DELIMITED = frozenset(["pipe", "tab", "grid"])


class GridCell(NamedTuple):
    """A cell of such a table."""

    figure: Figure
    field: Field

    @property
    def span(self) -> Span:
        return self.field.passage.span() if self.field.passage.text else self.field.span


class Grid(NamedTuple):
    """A table as it stands in the text: its number, the labels of its columns and rows, its cells, and where it is."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[GridCell, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TableTotals:
    """In any table, a row or column of totals is the sum of the others.

    No form says what the table is: the totals are known by their labels. A table is judged if its rows are all of one
    length, have a header and hold figures; one with sub-totals is not. Where no column (or row) of several agrees with
    its total, the total is of something else, and the table is not assessed.

    Options:
        totals: labels of rows and columns of totals.
        parts: labels of sub-totals and of rows that are part of another; a table with one of them is not judged.
    """

    placeholders: ClassVar[tuple[str, ...]] = EXPLAINED

    totals: tuple[str, ...]
    parts: tuple[str, ...] = ()

    def run(self, document: Document) -> Outcome:
        equations: list[Equation] = []
        gaps: list[Gap] = []
        judged = False
        for grid, down, across in self._judged(document):
            judged = True
            figures = [[_variable(grid, r, c) for c in range(len(grid.columns))] for r in range(len(grid.rows))]
            for found in (list(_down(grid, figures, down)), list(_across(grid, figures, across))):
                if len(found) > 1 and not any(map(_holds, found)):
                    gaps.append(Gap(Message("table-totals.of-something-else"), span=grid.span))
                else:
                    equations += found
        return Outcome(equations=tuple(equations), gaps=tuple(gaps)) if judged else NOT_APPLICABLE

    def judged_tables(self, document: Document) -> Iterator[Grid]:
        """The tables that are judged."""
        return (grid for grid, _, _ in self._judged(document))

    def _judged(self, document: Document) -> Iterator[tuple[Grid, int | None, int | None]]:
        """The tables that have totals, each with its row of totals and its column of totals."""
        totals, parts = frozenset(map(key, self.totals)), tuple(map(key, self.parts))
        for grid in _grids(document.lines):
            down, across = _only(grid.rows, totals, parts), _only(grid.columns, totals, parts)
            if down is not None or across is not None:
                yield grid, down, across


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables of a document whose rows are all of one length."""
    run: list[Line] = []
    count = 0
    for line in (*lines, None):
        if line is not None and line.layout == "rule" and run:
            continue
        if line is not None and line.layout in _DELIMITED and (not run or line.table == run[-1].table):
            run.append(line)
            continue
        grid = _grid(run, count + 1)
        if grid:
            count += 1
            yield grid
        run = [line] if line is not None and line.layout in _DELIMITED else []


def _grid(lines: Sequence[Line], number: int) -> Grid | None:
    width = len(lines[0].fields) if lines else 0
    if len(lines) < 3 or width < 2 or any(len(line.fields) != width for line in lines):
        return None
    if any(field.width > 1 for line in lines for field in line.fields):
        return None
    header, *body = lines
    if any(read_figure(field.passage.text).kind == "number" for field in header.fields):
        return None
    cells = tuple(tuple(GridCell(read_figure(field.passage.text), field) for field in line.fields[1:]) for line in body)
    return Grid(
        f"table-{number}",
        tuple(field.passage.text for field in header.fields[1:]),
        tuple(line.fields[0].passage.text for line in body),
        cells,
        Span(lines[0].span.start, lines[-1].span.end),
    )


def _only(labels: Sequence[str], totals: frozenset[str], parts: Sequence[str]) -> int | None:
    """Where the only total among some labels stands; None where there is none, several, or a part of another."""
    keys = [key(label) for label in labels]
    found = [at for at, each in enumerate(keys) if each in totals]
    if len(found) != 1 or len(labels) < 3 or any(part in each for each in keys for part in parts):
        return None
    return found[0]


def _variable(grid: Grid, row: int, column: int) -> Variable | None:
    """The figure of a cell, or None where it is none that can be added up."""
    cell = grid.cells[row][column]
    figure = cell.figure
    if figure.value is None or figure.unit.startswith(("%", "‰")):
        return None
    name = CellName(grid.name, grid.rows[row], grid.columns[column])
    whole = all(cells[column].figure.places == 0 for cells in grid.cells)
    return Variable(
        name=f"{grid.name}.{row}.{column}",
        value=figure.value,
        span=cell.span,
        printed=cell.field.passage.text,
        places=figure.places,
        whole=whole,
        lowest=None if figure.value < 0 else Decimal(0),
        cell=name,
    )


_Figures = Sequence[Sequence[Variable | None]]


def _down(grid: Grid, figures: _Figures, total: int | None) -> Iterator[Equation]:
    """The row of totals against the rows before it, or behind it where it is the first."""
    if total is None:
        return
    rows = range(total) if total else range(1, len(grid.rows))
    for column, label in enumerate(grid.columns):
        words = Message("equation.column", {"total": grid.rows[total], "column": label})
        yield from _sum([figures[row][column] for row in rows], figures[total][column], words)


def _across(grid: Grid, figures: _Figures, total: int | None) -> Iterator[Equation]:
    """The column of totals against all others."""
    if total is None:
        return
    for row, label in enumerate(grid.rows):
        others = [figures[row][column] for column in range(len(grid.columns)) if column != total]
        words = Message("equation.row", {"total": grid.columns[total], "row": label})
        yield from _sum(others, figures[row][total], words)


def _sum(items: Sequence[Variable | None], total: Variable | None, words: Message) -> Iterator[Equation]:
    known = [item for item in items if item is not None]
    if total is None or len(known) < 2 or len(known) < len(items):
        return
    terms = ((Decimal(-1), total), *((Decimal(1), item) for item in known))
    slack = sum((each.half_unit for each in (total, *known)), Decimal(0))
    yield Equation("", (Linear(terms),), total, words, slack=slack)


def _holds(equation: Equation) -> bool:
    terms = equation.readings[0].terms
    return abs(sum((factor * (each.value or 0) for factor, each in terms), Decimal(0))) <= equation.slack
