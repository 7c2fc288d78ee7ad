"""The sums that a form states over the cells of a table, by place: what a reading is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from linter.equations.references import column_key
from linter.equations.sums import Sum
from linter.form import CellSum, RowForm

Values = Sequence[Decimal | None]
Place = tuple[int, int]

_ZERO = Decimal(0)


class Check(NamedTuple):
    """How the sums that touch a row fare: within the row, and across rows as far as the other figures are known."""

    own_failed: int
    across: int
    across_failed: int

    @property
    def fits(self) -> bool:
        return not self.own_failed and not self.across_failed


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """The sums of one shape of a table over (row, column) numbers: ``own`` those within one row, for each row as
    (coefficient, column), and as ``sums`` to be taken; ``across`` the others, for each cell."""

    own: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
    sums: tuple[tuple[Sum, ...], ...]
    across: Mapping[Place, tuple[tuple[tuple[int, Place], ...], ...]]

    @classmethod
    def of(cls, rows: Sequence[RowForm], sums: Sequence[CellSum]) -> Arithmetic:
        """The sums by place; one over a cell that the rows do not have is left out."""
        places = {
            (row.id, column_key(row, column)): (r, c)
            for r, row in enumerate(rows)
            for c, column in enumerate(row.columns)
        }
        own: list[list[tuple[tuple[int, int], ...]]] = [[] for _ in rows]
        across: dict[Place, list[tuple[tuple[int, Place], ...]]] = {}
        for cells in sums:
            if any((row, column) not in places for _, row, column in cells):
                continue
            terms = tuple((factor, places[row, column]) for factor, row, column in cells)
            if len({row for _, (row, _) in terms}) == 1:
                own[terms[0][1][0]].append(tuple((factor, column) for factor, (_, column) in terms))
            else:
                for _, place in terms:
                    across.setdefault(place, []).append(terms)
        return cls(
            tuple(map(tuple, own)),
            tuple(tuple(map(Sum.of, terms)) for terms in own),
            {place: tuple(found) for place, found in across.items()},
        )

    def row_holds(self, row: int, values: Sequence[Decimal]) -> bool | None:
        """Whether the sums within a row hold; None where the form states none."""
        sums = self.sums[row]
        if not sums:
            return None
        return not any(each.over(values) for each in sums)

    def implied_in_row(self, row: int, column: int, values: Values) -> set[Decimal]:
        """What the sums within a row say that one unknown figure of it is."""
        found: set[Decimal] = set()
        for terms in self.own[row]:
            factor = next((factor for factor, at in terms if at == column), 0)
            if factor and all(values[at] is not None for _, at in terms if at != column):
                others = sum((f * (values[at] or _ZERO) for f, at in terms if at != column), _ZERO)
                found.add(-others / factor)
        return found

    def check(self, row: int, values: Sequence[Decimal], known: Mapping[int, Values]) -> Check:
        """How all sums fare that touch a row if it held ``values``; ``known`` are the figures of the other rows."""
        failed = sum(1 for terms in self.own[row] if sum(factor * values[at] for factor, at in terms))
        seen: set[int] = set()
        across = across_failed = 0
        for column in range(len(values)):
            for terms in self.across.get((row, column), ()):
                if id(terms) in seen:
                    continue
                seen.add(id(terms))
                residual = _residual(terms, row, values, known)
                if residual is not None:
                    across += 1
                    across_failed += residual != 0
        return Check(failed, across, across_failed)


def _residual(
    terms: Sequence[tuple[int, Place]], row: int, values: Sequence[Decimal], known: Mapping[int, Values]
) -> Decimal | None:
    total = _ZERO
    for factor, (r, c) in terms:
        value = values[c] if r == row else known[r][c] if r in known else None
        if value is None:
            return None
        total += factor * value
    return total
