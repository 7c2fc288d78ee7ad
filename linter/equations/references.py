"""What the names in a relation stand for in a form: rows, columns, groups, cells, figures of prose.

A name is looked up in what the relation is held against: in each row its columns and groups of columns, in each column
its rows and groups of rows, in each group of a table's columns the columns of that group, and without ``each`` the
cells of all tables by path (``requests.new.total``; parts that leave no doubt may be left out) and the figures of
prose. ``last_year.`` in front, and a table's id before the name, lead to another table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, cast

from linter.equations.relation import NameUse, Relation
from linter.form import ColumnForm, Form, RowForm, TableForm

Each = Literal["row", "column", "group"]

LAST_YEAR = "last_year"


class UnknownName(NamedTuple):
    """A name in a relation that stands for nothing, or for several things; ``candidates`` are what could be meant."""

    text: str
    start: int
    end: int
    candidates: tuple[str, ...]
    ambiguous: bool = False


class Address(NamedTuple):
    """A name taken apart: of last year or not, the table where one is named, and the path in it."""

    last_year: bool
    table: str | None
    path: tuple[str, ...]


def address(name: str, form: Form) -> Address:
    """The parts of a name; a table's id is one only if something follows it."""
    parts = tuple(name.split("."))
    last_year = len(parts) > 1 and parts[0] == LAST_YEAR
    parts = parts[last_year:]
    if len(parts) > 1 and parts[0] in form.tables:
        return Address(last_year, parts[0], parts[1:])
    return Address(last_year, None, parts)


def speaks_of_last_year(relation: Relation) -> bool:
    """Whether a relation holds a figure against last year's."""
    return any(name.text.startswith(f"{LAST_YEAR}.") for name in relation.names)


def leads_along(parts: Sequence[str], path: Iterable[str]) -> bool:
    """Whether all parts occur in the path, in their order."""
    steps = iter(path)
    return all(part in steps for part in parts)


def column_key(row: RowForm, column: ColumnForm) -> str:
    """The id of a column, with its groups before it where another column of the row has the same id."""
    twins = [each.id for each in row.columns].count(column.id)
    return column.id if twins == 1 else ".".join((*column.groups, column.id))


def columns_named(columns: Sequence[ColumnForm], path: tuple[str, ...], summed: bool) -> tuple[int, ...]:
    """The indexes of the columns a name stands for: one column, or all of a group where it is summed."""
    return _named([column.path for column in columns], path, summed)


def rows_named(rows: Sequence[RowForm], path: tuple[str, ...], summed: bool) -> tuple[int, ...]:
    """The indexes of the rows a name stands for: one row, or all of a group where it is summed."""
    return _named([row.path for row in rows], path, summed)


def _named(paths: Sequence[tuple[str, ...]], name: tuple[str, ...], summed: bool) -> tuple[int, ...]:
    *before, last = name
    alone = tuple(index for index, path in enumerate(paths) if path[-1] == last and leads_along(before, path[:-1]))
    if alone or not summed:
        return alone
    return tuple(index for index, path in enumerate(paths) if last in path[:-1] and leads_along(name, path[:-1]))


def all_named(paths: Sequence[tuple[str, ...]], relation: Relation) -> list[tuple[int, ...]]:
    """What each name of a relation stands for among some rows or columns; [] where one stands for nothing."""
    named = [_named(paths, tuple(name.text.split(".")), name.summed) for name in relation.names]
    return named if all(named) else []


def cells_named(table: TableForm, path: tuple[str, ...]) -> list[tuple[RowForm, ColumnForm]]:
    """The cells a path may mean: those it names by row and column, else those its parts lead to."""
    named: list[tuple[RowForm, ColumnForm]] = []
    led_to: list[tuple[RowForm, ColumnForm]] = []
    for row in table.every_row():
        before = row.path
        if not any(part in before for part in path) and not (table.one_row or _only_row(table)):
            continue
        for column in row.columns:
            whole = (*before, *column.path)
            if path[-1] not in whole or not leads_along(path, whole):
                continue
            by_name = (row.id in path or table.one_row) and path[-1] == whole[-1]
            (named if by_name else led_to).append((row, column))
    return named or led_to


class Cell(NamedTuple):
    """A cell of a form, in the report itself or in last year's."""

    last_year: bool
    table: TableForm
    row: RowForm
    column: ColumnForm


def cell_named(form: Form, name: str) -> Cell | None:
    """The cell a name leads to: in the first table in which it leads to one alone."""
    key = ("cell", name)
    if key not in form.memo:
        last_year, table_id, path = address(name, form)
        tables = [form.tables[table_id]] if table_id else form.tables.values()
        found = ((table, cells_named(table, path)) for table in tables)
        form.memo[key] = next((Cell(last_year, table, *cells[0]) for table, cells in found if len(cells) == 1), None)
    return cast("Cell | None", form.memo[key])


def _only_row(table: TableForm) -> bool:
    return len(table.rows) == 1


def check_names(relation: Relation, form: Form, each: Each | None, table: TableForm | None) -> list[UnknownName]:
    """The names of a relation that stand for nothing in the form, or for more than one thing, with their places."""
    return [unknown for use in relation.names if (unknown := _check(use, form, each, table))]


def _check(use: NameUse, form: Form, each: Each | None, table: TableForm | None) -> UnknownName | None:
    where = address(use.text, form)
    if each is None:
        return _check_cell(use, form, where)
    held = form.tables[where.table] if where.table else table
    if held is None:
        return UnknownName(use.text, use.start, use.end, tuple(form.tables))
    found = 0
    candidates: dict[str, None] = {}
    for shape in held.shapes:
        if each == "column":
            found = max(found, _count([row.path for row in shape], where.path, use.summed))
            candidates.update(dict.fromkeys(_words([row.path for row in shape], use.summed)))
            continue
        for row in shape:
            for columns in sets_of(row, each):
                paths = [column.path for column in columns]
                found = max(found, _count(paths, where.path, use.summed))
                candidates.update(dict.fromkeys(_words(paths, use.summed)))
    if found == 1:
        return None
    return UnknownName(use.text, use.start, use.end, tuple(candidates), ambiguous=found > 1)


def _count(paths: Sequence[tuple[str, ...]], path: tuple[str, ...], summed: bool) -> int:
    """How many things a name stands for; all rows or columns of a group are one."""
    found = _named(paths, path, summed)
    return 1 if found and summed else len(found)


def _words(paths: Iterable[tuple[str, ...]], summed: bool) -> Iterator[str]:
    for path in paths:
        yield path[-1]
        if summed:
            yield from path[:-1]


def sets_of(row: RowForm, each: Each) -> list[tuple[ColumnForm, ...]]:
    """The sets of columns among which a name is looked up: the whole row, or each innermost group."""
    if each == "row":
        return [row.columns]
    groups: dict[tuple[str, ...], list[ColumnForm]] = {}
    for column in row.columns:
        groups.setdefault(column.groups, []).append(column)
    return [tuple(columns) for columns in groups.values()]


def _check_cell(use: NameUse, form: Form, where: Address) -> UnknownName | None:
    if where.table is None and len(where.path) == 1 and where.path[0] in form.figures and not where.last_year:
        return None
    tables = [form.tables[where.table]] if where.table else list(form.tables.values())
    cells = [(held.id, *cell) for held in tables for cell in cells_named(held, where.path)]
    if len(cells) == 1:
        return None
    prefix = f"{LAST_YEAR}." if where.last_year else ""
    if cells:
        meant = [".".join((id_, *row.path, *column.path)) for id_, row, column in cells]
    else:
        meant = [*form.figures, *(name for held in tables for name in _short_names(held))]
    return UnknownName(use.text, use.start, use.end, tuple(prefix + name for name in meant), ambiguous=bool(cells))


def _short_names(table: TableForm) -> Iterator[str]:
    for row in table.every_row():
        for column in row.columns:
            yield ".".join((table.id, *((row.id,) if not table.one_row else column.groups), column.path[-1]))
