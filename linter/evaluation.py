"""Relations bound to the figures of one document: evaluated equations, and what could not be evaluated and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import product
from typing import NamedTuple

from linter.diagnostic import CellName, Gap, Message
from linter.document import Document
from linter.equations import Equation, Variable
from linter.form import ColumnForm
from linter.linearise import DivisionByZeroError, Reading, linearise
from linter.references import Address, Each, address, cells_named, column_path, columns_named, row_path, rows_named
from linter.relation import NameUse, Relation, names_of
from linter.variables import RowVariables, Variables, variables

Tolerance = Decimal | None
"""How far the two sides may differ; None: by what the stated places leave open."""

_MOST_STATED = 50
"""How many combinations of the places where prose states its figures are held against a table."""

_DIGITS = 100


class Evaluated(NamedTuple):
    """``applies`` is False where there is nothing to hold the relation against: no last year, no such row or figure."""

    equations: tuple[Equation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    applies: bool = True


class _Instance(NamedTuple):
    """One instance of a relation: how its names are looked up here, and how it is called."""

    key: object
    find: Callable[[NameUse], Sequence[Variable | None] | None]
    label: Callable[[Relation, Variable], Message]


def evaluate(
    relations: Sequence[Relation],
    document: Document,
    table: str | None = None,
    each: Each | None = None,
    tolerance: Tolerance = None,
    trust: Mapping[str, int] | None = None,
) -> Evaluated:
    """The equations that relations state over one document; several relations are accepted readings of one.

    Their ``rule`` is empty: who runs the rule knows its id. Rows and cells that could not be read become gaps.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return _Evaluation(variables(document), table, each, tolerance, trust or {}).run(relations)


class _Evaluation:
    """The state of one evaluation: what could not be used so far."""

    def __init__(
        self,
        known: Variables,
        table: str | None,
        each: Each | None,
        tolerance: Tolerance,
        trust: Mapping[str, int],
    ) -> None:
        self.known = known
        self.form = known.document.form
        self.table = table
        self.each = each
        self.tolerance = tolerance
        self.trust = trust
        self.unread: dict[str, RowVariables] = {}
        self.gaps: list[Gap] = []
        self.columns: dict[tuple[int, NameUse], tuple[int, ...]] = {}

    def run(self, relations: Sequence[Relation]) -> Evaluated:
        of_last_year = any(address(name.text, self.form).last_year for each in relations for name in each.names)
        if of_last_year and self.known.last_year() is None:
            return Evaluated(applies=False)
        if self.table is not None and self.known.table(self.table) is None:
            return Evaluated(gaps=(self._unread_table(self.table),))
        found: dict[object, list[tuple[Reading, Relation, Variable, _Instance]]] = {}
        failed: set[object] = set()
        for relation in relations:
            for instance in self._instances(relation):
                read = self._read(relation, instance)
                if read is None:
                    failed.add(instance.key)
                elif read:
                    found.setdefault(instance.key, []).append((*read, instance))
        equations = tuple(self._equation(readings) for key, readings in found.items() if key not in failed)
        gaps = (*self.gaps, *self._row_gaps())
        return Evaluated(equations, gaps, applies=bool(equations or gaps))

    def _equation(self, readings: Sequence[tuple[Reading, Relation, Variable, _Instance]]) -> Equation:
        _, relation, total, instance = readings[0]
        weights: dict[Variable, int] = {}
        if self.trust:
            for _, each, _, here in readings:
                for name in each.names:
                    if name.text in self.trust:
                        weights |= dict.fromkeys((v for v in here.find(name) or () if v), self.trust[name.text])
        return Equation(
            rule="",
            readings=tuple(reading.linear for reading, *_ in readings),
            total=total,
            label=instance.label(relation, total),
            relation=relation.comparison,
            slack=max(reading.slack for reading, *_ in readings),
            accuses=relation.comparison == "==",
            trust=tuple(weights.items()),
        )

    def _read(self, relation: Relation, instance: _Instance) -> tuple[Reading, Relation, Variable] | tuple[()] | None:
        """The reading of one instance; () where it does not apply here, None where a figure of it is not known."""
        bound: dict[NameUse, list[Variable]] = {}
        for name in relation.names:
            found = instance.find(name)
            if not found:
                return ()
            held = [variable for variable in found if variable is not None]
            if len(held) < len(found):
                return None
            bound[name] = held
        total = _total(relation, bound)
        if total is None:
            return ()
        try:
            reading = linearise(relation, bound, total, self.tolerance)
        except DivisionByZeroError:
            self.gaps.append(Gap(Message("equation.by-zero", {"total": _name(total)}), self.table, span=total.span))
            return None
        if reading is None:
            self.gaps.append(Gap(Message("equation.unknown", {"total": _name(total)}), self.table, span=total.span))
            return None
        return reading, relation, total

    def _instances(self, relation: Relation) -> Iterator[_Instance]:
        if self.table is None or self.each is None:
            return self._figures(relation)
        rows = self.known.table(self.table) or ()
        if self.each == "column":
            return self._columns(relation, rows)
        return self._rows(rows) if self.each == "row" else self._groups(rows)

    # each: row, each: group

    def _rows(self, rows: Sequence[RowVariables]) -> Iterator[_Instance]:
        for row in rows:
            if row.bound.state != "missing":
                columns = row.form.columns
                yield _Instance(row_path(row.form), self._in_row(row, columns, None), _row_label)

    def _groups(self, rows: Sequence[RowVariables]) -> Iterator[_Instance]:
        for row in rows:
            for group in dict.fromkeys(column.groups for column in row.form.columns):
                columns = tuple(column for column in row.form.columns if column.groups == group)
                yield _Instance((row_path(row.form), group), self._in_row(row, columns, group), _group_label)

    def _in_row(
        self, row: RowVariables, columns: tuple[ColumnForm, ...], group: tuple[str, ...] | None
    ) -> Callable[[NameUse], Sequence[Variable | None] | None]:
        def find(name: NameUse) -> Sequence[Variable | None] | None:
            where = address(name.text, self.form) if "." in name.text else _HERE
            held = row if where is _HERE else self._twin(where, row)
            if held is None:
                return None
            among = columns if group is not None and held is row else held.form.columns
            path = where.path or (name.text,)
            indexes = columns_named(among, path, name.summed) if group else self._indexes(among, name, path)
            if not indexes:
                return None
            if held.cells is None:
                self.unread.setdefault(_label(held), held)
                return (None,)
            if among is not held.form.columns:
                places = {id(column): index for index, column in enumerate(held.form.columns)}
                indexes = tuple(places[id(among[index])] for index in indexes)
            return self._picked(held, indexes)

        return find

    def _indexes(self, columns: tuple[ColumnForm, ...], name: NameUse, path: tuple[str, ...]) -> tuple[int, ...]:
        """``columns_named``, once for all rows that have the same columns of the form."""
        key = (id(columns), name)
        if key not in self.columns:
            self.columns[key] = columns_named(columns, path, name.summed)
        return self.columns[key]

    def _picked(self, row: RowVariables, indexes: Sequence[int]) -> Sequence[Variable | None]:
        cells = row.cells or ()
        found = [cells[index] for index in indexes]
        if None in found:
            self.unread.setdefault(_label(row), row)
        return found

    def _twin(self, where: Address, row: RowVariables) -> RowVariables | None:
        """The row of the same name in the table an address leads to."""
        rows = self._other(where)
        wanted = row_path(row.form)
        return next((each for each in rows or () if row_path(each.form) == wanted), None)

    def _other(self, where: Address) -> tuple[RowVariables, ...] | None:
        """The rows of the table an address leads to; a gap where it was not read."""
        known = self.known.last_year() if where.last_year else self.known
        table = where.table or self.table
        rows = known.table(table) if known and table else None
        if rows is None and table:
            gap = self._unread_table(table, where.last_year)
            if gap not in self.gaps:
                self.gaps.append(gap)
        return rows

    # each: column

    def _columns(self, relation: Relation, rows: Sequence[RowVariables]) -> Iterator[_Instance]:
        named: dict[NameUse, list[RowVariables]] = {}
        for name in relation.names:
            where = address(name.text, self.form) if "." in name.text else _HERE
            among = rows if where is _HERE else self._other(where) or ()
            found = rows_named([row.form for row in among], where.path or (name.text,), name.summed)
            if not found:
                return
            named[name] = [among[index] for index in found]
        first = named[relation.names[0]][0].form.columns
        for index, column in enumerate(first):
            yield _Instance(column_path(column), self._in_column(named, first, index), _column_label(named, column))

    def _in_column(
        self, named: Mapping[NameUse, Sequence[RowVariables]], first: tuple[ColumnForm, ...], index: int
    ) -> Callable[[NameUse], Sequence[Variable | None] | None]:
        def find(name: NameUse) -> Sequence[Variable | None] | None:
            found: list[Variable | None] = []
            for row in named[name]:
                at: int | None = index
                if row.form.columns is not first:
                    paths = [column_path(column) for column in row.form.columns]
                    wanted = column_path(first[index])
                    at = paths.index(wanted) if wanted in paths else None
                if at is None:
                    continue
                if row.cells is None:
                    self.unread.setdefault(_label(row), row)
                    found.append(None)
                else:
                    found.extend(self._picked(row, (at,)))
            return found

        return find

    # without each: cells of all tables by path, and figures of prose

    def _figures(self, relation: Relation) -> Iterator[_Instance]:
        stated = [name for name in dict.fromkeys(name.text for name in relation.names) if name in self.form.figures]
        for number, chosen in enumerate(product(*map(self.known.stated, stated))):
            if number >= _MOST_STATED:
                return
            fixed = dict(zip(stated, chosen, strict=True))
            yield _Instance(chosen, lambda name, fixed=fixed: self._figure(name, fixed), _figures_label)  # type: ignore[misc]

    def _figure(self, name: NameUse, stated: Mapping[str, Variable]) -> Sequence[Variable | None] | None:
        if name.text in stated:
            return (stated[name.text],)
        where = address(name.text, self.form)
        tables = [self.form.tables[where.table]] if where.table else list(self.form.tables.values())
        for table in tables:
            cells = cells_named(table, where.path)
            if len(cells) != 1:
                continue
            row, column = cells[0]
            rows = self._other(Address(where.last_year, table.id, where.path))
            held = next((each for each in rows or () if row_path(each.form) == row_path(row)), None)
            if held is None:
                return (None,) if rows is None else None
            if held.cells is None:
                self.unread.setdefault(_label(held), held)
                return (None,)
            paths = [column_path(each) for each in held.form.columns]
            return self._picked(held, (paths.index(column_path(column)),))
        return None

    # what could not be used

    def _unread_table(self, table: str, last_year: bool = False) -> Gap:
        bound = self.known.document.tables.get(table)
        if last_year:
            return Gap(Message("equation.last-year-unread"), table)
        reason = bound.reason if bound is not None and bound.reason else Message("equation.table-unread")
        return Gap(reason, table, span=bound.span if bound is not None else None)

    def _row_gaps(self) -> Iterator[Gap]:
        for label, row in self.unread.items():
            reason = row.bound.reason or Message("equation.row-unread", {"row": label})
            yield Gap(reason, self.table, (label,) if label else (), row.bound.span)


_HERE = Address(False, None, ())


def _total(relation: Relation, bound: Mapping[NameUse, Sequence[Variable]]) -> Variable | None:
    """The figure that an unexplained failure is placed on: never one of last year's."""
    preferred = (relation.total, *names_of(relation.right), *names_of(relation.left))
    return next((each for name in preferred for each in bound[name] if each.source is None), None)


def _label(row: RowVariables) -> str:
    return row.form.labels[0] if row.form.labels else ""


def _name(variable: Variable) -> CellName | str:
    return variable.cell or variable.printed


def _row_label(relation: Relation, total: Variable) -> Message:
    cell = total.cell
    return Message("equation.row", {"row": cell.row if cell else "", "total": cell.column if cell else ""})


def _group_label(relation: Relation, total: Variable) -> Message:
    cell = total.cell
    return Message("equation.group", {"row": cell.row if cell else "", "total": cell.column if cell else ""})


def _column_label(
    named: Mapping[NameUse, Sequence[RowVariables]], column: ColumnForm
) -> Callable[[Relation, Variable], Message]:
    def label(relation: Relation, total: Variable) -> Message:
        if relation.total in (relation.left, relation.right):
            return Message(
                "equation.column", {"column": column.labels[0], "total": total.cell.row if total.cell else ""}
            )
        sides = (relation.left, relation.right)
        rows = [tuple(_label(row) for name in names_of(side) for row in named[name]) for side in sides]
        return Message("equation.balance", {"column": column.labels[0], "left": rows[0], "right": rows[1]})

    return label


def _figures_label(relation: Relation, total: Variable) -> Message:
    return Message("equation.figures", {"total": _name(total)})
