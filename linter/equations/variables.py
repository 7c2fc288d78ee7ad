"""The figures of a document as variables: one object for each figure, shared by all equations that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import is_
from typing import Literal

from linter.diagnostic import CellName
from linter.document import BoundCell, BoundRow, BoundTable, Document, StatedFigure
from linter.equations import Variable
from linter.form import ColumnForm, RowForm, TableForm
from linter.source import Source, Span

_MOST_DIGITS = 30
"""A figure with more digits than this is no figure anyone counted; it is taken as text."""


class RowVariables:
    """A row of a table as variables, in the order of the form's columns; they are made when first asked for."""

    __slots__ = ("_cells", "_number", "_source", "_table", "bound", "form")

    def __init__(self, table: TableForm, bound: BoundRow, number: int, source: Source | None) -> None:
        self.bound = bound
        self.form = bound.form
        self._table = table
        self._number = number
        self._source = source
        self._cells: tuple[Variable | None, ...] | Literal["unmade"] | None = "unmade"

    @property
    def cells(self) -> tuple[Variable | None, ...] | None:
        """None where the row's figures could not be given their places; a single None in it is a cell whose figure is
        not known to be its own."""
        if self._cells == "unmade":
            self._cells = self._made()
        return self._cells

    def _made(self) -> tuple[Variable | None, ...] | None:
        row, table = self.bound, self._table
        cells = _in_order(row)
        if cells is None:
            return None
        if row.state != "bound":
            lost = [cell for cell in cells if cell is not None and cell.state == "missing"]
            completed = lost and None not in cells and all(cell.figure.value is not None for cell in lost)
            if row.state != "short" or not completed:
                return None
        return tuple(
            [
                None if cell is None else _variable(table, cell, (table.id, self._number, column), self._source)
                for column, cell in enumerate(cells)
            ]
        )


class Variables:
    """The variables of one document. Last year's are constants: they are never accused."""

    def __init__(self, document: Document, source: Source | None = None) -> None:
        self._document = document
        self._source = source
        self._tables: dict[str, tuple[RowVariables, ...] | None] = {}
        self._stated: dict[str, tuple[Variable, ...]] = {}
        self._numbers: dict[Span, Variable] = {}
        self._last_year: Variables | None = None

    @property
    def document(self) -> Document:
        return self._document

    def last_year(self) -> Variables | None:
        """The variables of last year's report, or None where there is none."""
        before = self._document.last_year
        if self._last_year is None and before is not None:
            self._last_year = Variables(before, before.source)
        return self._last_year

    def table(self, table: str) -> tuple[RowVariables, ...] | None:
        """The rows of a table in the form's order, or None where the table was not read."""
        if table not in self._tables:
            bound = self._document.tables.get(table)
            read = bound is not None and bound.state == "read"
            self._tables[table] = self._rows(bound) if bound is not None and read else None
        return self._tables[table]

    def stated(self, figure: str) -> tuple[Variable, ...]:
        """What prose states of a figure, each time it does so exactly."""
        if figure not in self._stated:
            stated = self._document.figures.get(figure, ())
            self._stated[figure] = tuple(self.number(each, figure) for each in stated if each.exact)
        return self._stated[figure]

    def number(self, stated: StatedFigure, name: str = "") -> Variable:
        """A number of the running text as a variable: the same object for every rule that reads it there."""
        known = self._numbers.get(stated.span)
        if known is None:
            known = self._numbers[stated.span] = self._number(stated, name)
        return known

    def _rows(self, bound: BoundTable) -> tuple[RowVariables, ...]:
        return tuple([RowVariables(bound.form, row, number, self._source) for number, row in enumerate(bound.rows)])

    def _number(self, stated: StatedFigure, name: str) -> Variable:
        return Variable(
            name=name,
            value=stated.value,
            span=stated.span,
            printed=stated.printed,
            places=stated.places,
            whole=not (stated.places or stated.amount),
            fixed=self._source is not None,
            source=self._source,
        )


_ZERO = Decimal(0)


def _variable(table: TableForm, cell: BoundCell, at: tuple[str, int, int], source: Source | None) -> Variable | None:
    if cell.state == "unread":
        return None
    figure = cell.figure
    value, state = figure.value, "given"
    if cell.state == "missing":
        value, state = None, "missing"
    elif value is None:
        state = "text" if figure.kind == "text" else "blank"
    elif value.adjusted() + figure.places > _MOST_DIGITS:
        value, state = None, "text"
    asked = cell.column.cell
    return Variable(
        cell.column.id,
        value,
        cell.span,
        cell.printed,
        figure.places,
        asked.kind == "count",
        None if asked.negative or asked.kind == "number" else _ZERO,
        source is not None,
        1,
        cell_name(table, cell.row, cell.column),
        source,
        state,  # type: ignore[arg-type]
        at,
    )


def _in_order(row: BoundRow) -> Sequence[BoundCell | None] | None:
    """The cells in the order of the form's columns; None where the row holds none."""
    columns = row.form.columns
    cells = row.cells
    if len(cells) == len(columns) and all(map(is_, [cell.column for cell in cells], columns)):
        return cells
    if not cells:
        return None
    by_path = {cell.column.path: cell for cell in cells}
    return [by_path.get(column.path) for column in columns]


def cell_name(table: TableForm, row: RowForm, column: ColumnForm) -> CellName:
    """The official labels of a cell; in a table of one row the column's innermost group stands for the row."""
    if table.one_row:
        label = column.group_labels[-1][0] if column.group_labels else ""
    else:
        label = row.labels[0] if row.labels else ""
    return CellName(table.id, label, column.labels[0])


def variables(document: Document) -> Variables:
    """The variables of a document: made once, and the same objects for every rule."""
    known = document.memo.get("variables")
    if not isinstance(known, Variables):
        known = document.memo["variables"] = Variables(document)
    return known
