"""The sums that a relation states over a table's own cells: the reading of tables uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.equations.references import LAST_YEAR, Each, all_named, column_key, sets_of
from linter.equations.relation import Relation
from linter.form import CellSum, RowForm, TableForm


def cell_sums(
    relation: Relation, each: Each | None, table: TableForm, only: Sequence[str] = ()
) -> tuple[tuple[CellSum, ...], ...]:
    """The sums a relation states over a table's own cells, for each of its shapes; empty where it is no exact sum.

    Columns are named by ``column_key``. ``only``: the rows, columns or groups it is held against.
    """
    exact = relation.linear is not None and not relation.linear[1] and relation.comparison == "=="
    elsewhere = any(name.text.split(".")[0] in (LAST_YEAR, table.id) for name in relation.names if "." in name.text)
    if each is None or not exact or elsewhere or relation.rounding:
        return tuple(() for _ in table.shapes)
    wanted = frozenset(only)
    if each == "column":
        return tuple(tuple(_column_sums(relation, shape, wanted)) for shape in table.shapes)
    rows = {id(row): row for shape in table.shapes for row in shape}
    sums = dict(zip(rows, _row_sums(relation, each, rows.values(), wanted), strict=True))
    return tuple(tuple([every for row in shape for every in sums[id(row)]]) for shape in table.shapes)


_Keyed = list[tuple[tuple[str, ...], list[tuple[int, str]]]]


def _row_sums(
    relation: Relation, each: Each, rows: Iterable[RowForm], wanted: frozenset[str]
) -> Iterator[list[CellSum]]:
    """The sums over the cells of each row."""
    known: dict[int, _Keyed] = {}  # rows share their columns
    for row in rows:
        if id(row.columns) not in known:
            known[id(row.columns)] = _named_columns(relation, each, row)
        yield [
            tuple([(factor, row.id, key) for factor, key in terms])
            for groups, terms in known[id(row.columns)]
            if not wanted or not wanted.isdisjoint(row.path if each == "row" else groups)
        ]


def _named_columns(relation: Relation, each: Each, row: RowForm) -> _Keyed:
    """For each set of columns of a row that has all the names of a relation, its groups, and the keys they stand for
    with their coefficients."""
    keyed: _Keyed = []
    for columns in sets_of(row, each):
        named = all_named([column.path for column in columns], relation)
        if named:
            terms = _terms(relation, named)
            keyed.append((columns[0].groups, [(factor, column_key(row, columns[index])) for factor, index in terms]))
    return keyed


def _column_sums(relation: Relation, shape: tuple[RowForm, ...], wanted: frozenset[str]) -> Iterator[CellSum]:
    """The sums over the cells of each column."""
    named = all_named([row.path for row in shape], relation)
    if not named:
        return
    terms = [(factor, shape[at].id, id(shape[at].columns)) for factor, at in _terms(relation, named)]
    alike = {id(row.columns): row for row in shape}  # rows share their columns
    keys = {id_: {column.path: column_key(row, column) for column in row.columns} for id_, row in alike.items()}
    for path in (column.path for column in shape[named[0][0]].columns):
        if wanted and wanted.isdisjoint(path):
            continue
        own = {id_: among[path] for id_, among in keys.items() if path in among}
        if len(own) == len(keys) or all(any(id(shape[at].columns) in own for at in found) for found in named):
            yield tuple([(factor, row, own[columns]) for factor, row, columns in terms if columns in own])


def _terms(relation: Relation, named: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The coefficients of a relation, each with the index of a row or column, each index once."""
    factors: dict[int, int] = {}
    for factor, name in relation.linear[0] if relation.linear else ():
        for index in named[name]:
            factors[index] = factors.get(index, 0) + factor
    return [(factor, index) for index, factor in factors.items() if factor]
