"""Whether the sums over a table come out, told from its bare figures.

In most reports all do, and then no equation has to be made: equations, with all that they know of each figure, are for
finding out which one is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from operator import is_
from typing import NamedTuple, cast, overload

from linter.document import BoundTable, Document
from linter.equations import Equation
from linter.equations.references import Each, cell_named, column_key
from linter.equations.relation import Relation
from linter.equations.sums import Sum
from linter.equations.table_sums import cell_sums
from linter.equations.whole import EXACTLY
from linter.form import CellSum, Form, RowForm, TableForm

_LARGEST = Decimal(10**18)
_MOST_PLACES = 9
"""Of larger figures, and of finer ones, the equations themselves decide."""

_ZERO = Decimal(0)


class Balanced(Sequence[Equation]):
    """Equations that are known to hold, over figures that are all known. They are made when they are asked for."""

    def __init__(self, make: Callable[[], Sequence[Equation]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[Equation]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Equation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Equation]: ...
    def __getitem__(self, index: int | slice) -> Equation | Sequence[Equation]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)

    def __bool__(self) -> bool:
        """There is at least one; to say so none is made."""
        return True


class _Table(NamedTuple):
    """A table of which every cell is read: which of its form's lists of rows it has, and its figures in their order."""

    shape: int
    figures: tuple[Decimal, ...]


class _Claim(NamedTuple):
    """What a relation says: ``factor`` times a number in prose, a constant and a sum over a table, compared with 0."""

    factor: int
    constant: int
    sum: Sum


class _Plan(NamedTuple):
    """What relations without ``each`` say of one table, and of one figure of prose or ("") of none; the claims are
    those of each shape of the table, as far as it has the cells they name."""

    figure: str
    table: str
    comparison: str
    claims: tuple[tuple[_Claim, ...], ...]


def holds_plainly(
    relations: Sequence[Relation], document: Document, table: str | None, each: Each | None, only: Sequence[str]
) -> bool:
    """Whether relations hold wherever they apply, as far as that is plain: they compare exact sums over a table of
    which every cell is read. False says nothing: the equations have to be made to tell."""
    if table is None or each is None:
        return _fits(relations, document)
    return len(relations) == 1 and _balances(relations[0], document, table, each, only)


def _balances(relation: Relation, document: Document, table: str, each: Each, only: Sequence[str]) -> bool:
    """Whether every sum that a relation states over a table comes out."""
    held = _table(document, table)
    sums = _sums(relation, document, document.tables[table].form, each, only, held.shape) if held else ()
    if not held or not sums:
        return False
    with localcontext(EXACTLY):
        return not any(each.over(held.figures) for each in sums)


def _fits(relations: Sequence[Relation], document: Document) -> bool:
    """Whether cells, and every number that prose states exactly of a figure, fit one of several relations."""
    plan = _plan(relations, document.form)
    held = _table(document, plan.table) if plan else None
    if plan is None or held is None or not plan.claims[held.shape]:
        return False
    stated = [each.value for each in document.figures.get(plan.figure, ()) if each.exact] if plan.figure else [_ZERO]
    with localcontext(EXACTLY):
        sides = [(claim.factor, claim.constant + claim.sum.over(held.figures)) for claim in plan.claims[held.shape]]
        return bool(stated) and all(
            any(_compared(factor * value + rest, plan.comparison) for factor, rest in sides) for value in stated
        )


def _compared(off: Decimal, comparison: str) -> bool:
    if comparison == "<=":
        return off <= 0
    return off >= 0 if comparison == ">=" else not off


def _plan(relations: Sequence[Relation], form: Form) -> _Plan | None:
    """What relations say, the same for every document of the form; None where that is more than a plan can hold."""
    key = ("plan", *[relation.text for relation in relations])
    if key not in form.memo:
        form.memo[key] = _planned(relations, form)
    return cast("_Plan | None", form.memo[key])


def _planned(relations: Sequence[Relation], form: Form) -> _Plan | None:
    names = dict.fromkeys(name.text for relation in relations for name in relation.names)
    figures = [name for name in names if name in form.figures]
    cells = [cell_named(form, name) for name in names if name not in form.figures]
    tables = {cell.table.id for cell in cells if cell is not None and not cell.last_year}
    comparisons = {relation.comparison for relation in relations}
    own = all(cell is not None and not cell.last_year for cell in cells)
    if not own or len(figures) > 1 or len(tables) != 1 or len(comparisons) != 1:
        return None
    if any(relation.linear is None or relation.rounding for relation in relations):
        return None
    (table,) = tables
    claims: list[tuple[_Claim, ...]] = []
    for rows in form.tables[table].shapes:
        places = ((*row.path, *column.path) for row in rows for column in row.columns)
        numbers = {path: at for at, path in enumerate(places)}
        found = [_claim(relation, form, numbers) for relation in relations]
        claims.append(tuple(claim for claim in found if claim is not None))
    return _Plan(figures[0] if figures else "", table, comparisons.pop(), tuple(claims))


def _claim(relation: Relation, form: Form, numbers: Mapping[tuple[str, ...], int]) -> _Claim | None:
    stated = 0
    terms: list[tuple[int, int]] = []
    factors, constant = relation.linear or ((), 0)
    for factor, at in factors:
        cell = cell_named(form, relation.names[at].text)
        if cell is None:
            stated += factor
            continue
        number = numbers.get((*cell.row.path, *cell.column.path))
        if number is None:
            return None
        terms.append((factor, number))
    return _Claim(stated, constant, Sum.of(terms))


def _table(document: Document, table: str) -> _Table | None:
    """A table of which every cell is read; None where one is not."""
    key = f"figures of {table}"
    if key not in document.memo:
        bound = document.tables.get(table)
        figures = _known(bound) if bound is not None and bound.state == "read" else None
        shape = _shape(bound) if bound is not None and figures else None
        document.memo[key] = _Table(shape, figures) if figures and shape is not None else None
    return cast("_Table | None", document.memo[key])


def _known(bound: BoundTable) -> tuple[Decimal, ...] | None:
    figures: list[Decimal] = []
    for row in bound.rows:
        columns = row.form.columns
        if row.state != "bound" or len(row.cells) != len(columns):
            return None
        for cell, column in zip(row.cells, columns, strict=True):
            figure = cell.figure
            if cell.state != "given" or figure.value is None or cell.column is not column:
                return None
            if figure.places > _MOST_PLACES:
                return None
            figures.append(figure.value)
    return tuple(figures) if figures and max(figures) < _LARGEST and min(figures) > -_LARGEST else None


def _shape(bound: BoundTable) -> int | None:
    """Which of its form's lists of rows a table has."""
    rows = [row.form for row in bound.rows]
    for number, shape in enumerate(bound.form.shapes):
        if len(shape) == len(rows) and all(map(is_, shape, rows)):
            return number
    return None


def _sums(
    relation: Relation, document: Document, table: TableForm, each: Each, only: Sequence[str], shape: int
) -> tuple[Sum, ...]:
    """The sums a relation states over a table: the same for every document of the form."""
    memo = document.form.memo
    key = ("sums", table.id, shape, each, relation.text, tuple(only))
    if key not in memo:
        memo[key] = tuple(_numbered(cell_sums(relation, each, table, only)[shape], table.shapes[shape]))
    return cast("tuple[Sum, ...]", memo[key])


def _numbered(sums: Sequence[CellSum], rows: Sequence[RowForm]) -> Iterator[Sum]:
    numbers = {
        key: at for at, key in enumerate((row.id, column_key(row, each)) for row in rows for each in row.columns)
    }
    for cells in sums:
        terms = [(factor, numbers[row, column]) for factor, row, column in cells]
        yield Sum.of(terms)
