"""The instances of a relation in one document: for each row, column or group, the figures its names stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from linter.diagnostic import Gap, Message
from linter.equations import Variable
from linter.equations.references import Each, address, cell_named, columns_named, rows_named
from linter.equations.relation import NameUse, Relation, names_of
from linter.equations.variables import RowVariables, Variables
from linter.equations.wording import name_of
from linter.form import ColumnForm

Figures = Sequence[Variable | None]
"""What a name stands for here; None among them is a figure that was not read."""

Label = Callable[[Relation, Variable], Message]

_MOST_STATED = 50
"""How many combinations of the places where prose states its figures are held against a table."""


class Instance(NamedTuple):
    """``figures`` has what each name of the relation stands for, in their order; nothing where it has no meaning here.

    ``key`` is the same for the instances of several relations in one place; ``label`` says which equation it is.
    """

    key: object
    figures: Sequence[Figures]
    label: Label


class Instances:
    """Finds the instances; ``unread`` collects the rows that were needed and not read, ``gaps`` the tables."""

    def __init__(self, known: Variables, table: str | None, each: Each | None, only: Sequence[str]) -> None:
        self.known = known
        self.form = known.document.form
        self.table = table
        self.each = each
        self.only = frozenset(only)
        self.unread: dict[str, RowVariables] = {}
        self.gaps: list[Gap] = []

    def of(self, relation: Relation) -> Iterator[Instance]:
        """The instances of a relation, in the order of the form."""
        if self.table is None or self.each is None:
            return self._by_path(relation)
        rows = self.known.table(self.table) or ()
        if self.each == "column":
            return self._columns(relation, rows)
        return self._rows(relation, rows) if self.each == "row" else self._groups(relation, rows)

    # each: row, each: group

    def _rows(self, relation: Relation, rows: Sequence[RowVariables]) -> Iterator[Instance]:
        plans: dict[int, list[tuple[int, ...] | None]] = {}
        for row in rows:
            if row.bound.state == "missing" or not self._wanted(row.form.path):
                continue
            columns = row.form.columns
            if id(columns) not in plans:
                plans[id(columns)] = self._plan(relation, columns)
            yield Instance(row.form.path, self._planned(relation, row, plans[id(columns)]), row_label)

    def _groups(self, relation: Relation, rows: Sequence[RowVariables]) -> Iterator[Instance]:
        for row in rows:
            columns = row.form.columns
            for group in dict.fromkeys(column.groups for column in columns):
                if row.bound.state == "missing" or not self._wanted(group):
                    continue
                places = [index for index, column in enumerate(columns) if column.groups == group]
                plan = self._plan(relation, [columns[index] for index in places])
                inside = [named and tuple(places[index] for index in named) for named in plan]
                yield Instance((row.form.path, group), self._planned(relation, row, inside), group_label)

    def _plan(self, relation: Relation, columns: Sequence[ColumnForm]) -> list[tuple[int, ...] | None]:
        """For each name the indexes of its columns; None for a name that leads to another table."""
        addresses = [address(name.text, self.form) for name in relation.names]
        return [
            None if where.table or where.last_year else columns_named(columns, where.path, name.summed)
            for where, name in zip(addresses, relation.names, strict=True)
        ]

    def _planned(
        self, relation: Relation, row: RowVariables, plan: Sequence[tuple[int, ...] | None]
    ) -> Sequence[Figures]:
        return [
            self._twin(name, row) if indexes is None else self._picked(row, indexes)
            for name, indexes in zip(relation.names, plan, strict=True)
        ]

    def _picked(self, row: RowVariables, indexes: Sequence[int]) -> Figures:
        cells = row.cells
        found: Figures = [cells[index] for index in indexes] if cells is not None else [None for _ in indexes]
        if None in found:
            self.unread.setdefault(label_of(row), row)
        return found

    def _twin(self, name: NameUse, row: RowVariables) -> Figures:
        """The columns a name stands for in the row of the same name of another table."""
        where = address(name.text, self.form)
        twin = next(
            (each for each in self._other(where.last_year, where.table) if each.form.path == row.form.path), None
        )
        if twin is None:
            return ()
        return self._picked(twin, columns_named(twin.form.columns, where.path, name.summed))

    def _other(self, last_year: bool, table: str | None) -> tuple[RowVariables, ...]:
        """The rows of a table, the own one where none is named; a gap where it was not read."""
        known = self.known.last_year() if last_year else self.known
        table = table or self.table
        rows = known.table(table) if known and table else None
        if rows is None and table:
            gap = self.unread_table(table, last_year)
            if gap not in self.gaps:
                self.gaps.append(gap)
        return rows or ()

    def _wanted(self, path: Sequence[str]) -> bool:
        return not self.only or not self.only.isdisjoint(path)

    # each: column

    def _columns(self, relation: Relation, rows: Sequence[RowVariables]) -> Iterator[Instance]:
        named: list[list[RowVariables]] = []
        for name in relation.names:
            where = address(name.text, self.form)
            among = self._other(where.last_year, where.table) if where.table or where.last_year else rows
            found = rows_named([row.form for row in among], where.path, name.summed)
            if not found:
                return
            named.append([among[index] for index in found])
        first = named[0][0].form.columns
        label = _column_label(dict(zip(relation.names, named, strict=True)))
        for index, column in enumerate(first):
            path = column.path
            if self._wanted(path):
                yield Instance(path, [self._in_column(found, first, index) for found in named], label)

    def _in_column(self, rows: Sequence[RowVariables], first: Sequence[ColumnForm], index: int) -> Figures:
        found: list[Variable | None] = []
        for row in rows:
            if row.form.columns is first and row.cells is not None and row.cells[index] is not None:
                found.append(row.cells[index])
                continue
            place = row.form.places.get(first[index].path)
            if place is not None:
                found.extend(self._picked(row, (place,)))
        return found

    # without each: cells of all tables by path, and figures of prose

    def _by_path(self, relation: Relation) -> Iterator[Instance]:
        stated = [name for name in dict.fromkeys(name.text for name in relation.names) if name in self.form.figures]
        others = {name.text: self._cell(name) for name in relation.names if name.text not in stated}
        for number, chosen in enumerate(product(*map(self.known.stated, stated))):
            if number >= _MOST_STATED:
                return
            here = dict(zip(stated, ((each,) for each in chosen), strict=True))
            yield Instance(chosen, [here.get(name.text) or others[name.text] for name in relation.names], path_label)

    def _cell(self, name: NameUse) -> Figures:
        cell = cell_named(self.form, name.text)
        if cell is None:
            return ()
        rows = self._other(cell.last_year, cell.table.id)
        held = next((each for each in rows if each.form.path == cell.row.path), None)
        if held is None:
            return () if rows else (None,)
        place = held.form.places.get(cell.column.path)
        return self._picked(held, (place,)) if place is not None else ()

    # what could not be used

    def unread_table(self, table: str, last_year: bool = False) -> Gap:
        """Why nothing of a table could be judged."""
        bound = self.known.document.tables.get(table)
        if last_year:
            return Gap(Message("equation.last-year-unread"), table)
        reason = bound.reason if bound is not None and bound.reason else Message("equation.table-unread")
        return Gap(reason, table, span=bound.span if bound is not None else None)

    def row_gaps(self) -> Iterator[Gap]:
        """The rows that were needed and not read."""
        for label, row in self.unread.items():
            reason = row.bound.reason or Message("equation.row-unread", {"row": label})
            yield Gap(reason, self.table, (label,) if label else (), row.bound.span)


def label_of(row: RowVariables) -> str:
    """The official label of a row, "" for the only row of a table."""
    return row.form.labels[0] if row.form.labels else ""


def row_label(_relation: Relation, total: Variable) -> Message:
    cell = total.cell
    return Message("equation.row", {"row": cell.row if cell else "", "total": cell.column if cell else ""})


def group_label(_relation: Relation, total: Variable) -> Message:
    cell = total.cell
    return Message("equation.group", {"row": cell.row if cell else "", "total": cell.column if cell else ""})


def path_label(_relation: Relation, total: Variable) -> Message:
    return Message("equation.figures", {"total": name_of(total)})


def _column_label(named: dict[NameUse, list[RowVariables]]) -> Label:
    def label(relation: Relation, total: Variable) -> Message:
        cell = total.cell
        column = cell.column if cell else ""
        if relation.total in (relation.left, relation.right):
            return Message("equation.column", {"column": column, "total": cell.row if cell else ""})
        sides = (relation.left, relation.right)
        rows = [tuple(label_of(row) for name in names_of(side) for row in named[name]) for side in sides]
        return Message("equation.balance", {"column": column, "left": rows[0], "right": rows[1]})

    return label
