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
from linter.equations.references import Each, cell_named, cell_sums, column_key
from linter.equations.relation import Relation
from linter.equations.sums import Sum
from linter.form import CellSum, Form, RowForm, TableForm

_LARGEST = Decimal(10**18)
_MOST_PLACES = 9
_DIGITS = 40
"""Sums of such figures are exact in so many digits; beyond, the equations themselves decide."""

_ZERO = Decimal(0)

_Figures = tuple[Decimal, ...]


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


class _Claim(NamedTuple):
    """What a relation says of a number in prose: ``factor`` times it, a constant and a sum over a table are 0."""

    factor: int
    constant: int
    sum: Sum


def holds_plainly(
    relations: Sequence[Relation], document: Document, table: str | None, each: Each | None, only: Sequence[str]
) -> bool:
    """Whether relations hold wherever they apply, as far as that is plain: they state exact sums over a table of which
    every cell is read. False says nothing: the equations have to be made to tell."""
    if table is None or each is None:
        return _fits(relations, document)
    return len(relations) == 1 and _balances(relations[0], document, table, each, only)


def _balances(relation: Relation, document: Document, table: str, each: Each, only: Sequence[str]) -> bool:
    """Whether every sum that a relation states over a table comes out."""
    bound = document.tables.get(table)
    figures = _figures(document, bound) if bound is not None and bound.state == "read" else None
    if bound is None or not figures:
        return False
    shape = _shape(bound)
    if shape is None:
        return False
    sums = _sums(relation, document, bound.form, each, only, shape)
    if not sums:
        return False
    with localcontext() as context:
        context.prec = _DIGITS
        return not any(each.over(figures) for each in sums)


def _fits(relations: Sequence[Relation], document: Document) -> bool:
    """Whether every number that prose states exactly of one figure fits one of its relations to a table."""
    figure, tables = _subject(relations, document.form)
    bound = document.tables.get(tables[0]) if len(tables) == 1 else None
    figures = _figures(document, bound) if bound is not None and bound.state == "read" else None
    shape = _shape(bound) if bound is not None and figures else None
    if not figure or bound is None or not figures or shape is None:
        return False
    claims = _claims(relations, document.form, bound.form, shape)
    stated = [each.value for each in document.figures.get(figure, ()) if each.exact]
    with localcontext() as context:
        context.prec = _DIGITS
        sides = [(claim.factor, claim.constant + claim.sum.over(figures)) for claim in claims]
        return bool(stated) and all(any(factor * value == -rest for factor, rest in sides) for value in stated)


def _subject(relations: Sequence[Relation], form: Form) -> tuple[str, tuple[str, ...]]:
    """The only figure of prose that relations speak of, "" where they speak of none or several; and of which tables."""
    key = ("subject", *[relation.text for relation in relations])
    if key not in form.memo:
        names = dict.fromkeys(name.text for relation in relations for name in relation.names)
        figures = [name for name in names if name in form.figures]
        cells = [cell_named(form, name) for name in names if name not in form.figures]
        exact = all(each.comparison == "==" and each.linear and not each.rounding for each in relations)
        own = exact and all(cell is not None and not cell.last_year for cell in cells)
        tables = tuple(dict.fromkeys(cell.table.id for cell in cells if cell is not None))
        form.memo[key] = (figures[0] if own and len(figures) == 1 else "", tables)
    return cast("tuple[str, tuple[str, ...]]", form.memo[key])


def _claims(relations: Sequence[Relation], form: Form, table: TableForm, shape: int) -> tuple[_Claim, ...]:
    """What relations say of a number in prose, as far as a table of this shape has the cells they name."""
    key = ("claims", shape, *[relation.text for relation in relations])
    if key not in form.memo:
        numbers = {
            (*row.path, *column.path): at
            for at, (row, column) in enumerate((row, column) for row in table.shapes[shape] for column in row.columns)
        }
        claims = [_claim(relation, form, numbers) for relation in relations]
        form.memo[key] = tuple(claim for claim in claims if claim is not None)
    return cast("tuple[_Claim, ...]", form.memo[key])


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


def _figures(document: Document, bound: BoundTable) -> _Figures | None:
    """All figures of a table in the form's order, or None where one is not known."""
    key = f"figures of {bound.form.id}"
    if key not in document.memo:
        document.memo[key] = _known(bound)
    return cast("_Figures | None", document.memo[key])


def _known(bound: BoundTable) -> _Figures | None:
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
