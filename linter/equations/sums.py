"""Sums over figures that stand in a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_ZERO = Decimal(0)


class Sum(NamedTuple):
    """A sum over figures by their numbers: those added once, those taken away once, and the others with their
    coefficients. Told apart because nearly all figures are simply added up, and that is quicker than to multiply."""

    added: tuple[int, ...]
    taken: tuple[int, ...]
    others: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, terms: Sequence[tuple[int, int]]) -> Sum:
        """The sum of (coefficient, number) terms."""
        return cls(
            tuple(at for factor, at in terms if factor == 1),
            tuple(at for factor, at in terms if factor == -1),
            tuple(term for term in terms if abs(term[0]) != 1),
        )

    def over(self, figures: Sequence[Decimal]) -> Decimal:
        """What it comes to."""
        total = sum([figures[at] for at in self.added], _ZERO) - sum([figures[at] for at in self.taken], _ZERO)
        return total + sum([factor * figures[at] for factor, at in self.others]) if self.others else total
