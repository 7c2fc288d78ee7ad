"""Equations in whole numbers: what a change of some figures does to them, solved exactly.

Every equation is ``sum(factor * change) = -residual`` over the changes of its figures, within its slack. All numbers
are scaled to whole ones; nothing is rounded but a proposed amount, to the places its table states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from linter.equations import Equation, Linear, Variable
from linter.equations.whole import Whole, holds, residual
from linter.figures import plain_number

_ZERO = Decimal(0)


Changes = Mapping[int, int | None]
"""The change of each variable, in the system's unit; None where the equations leave it open."""


class _Pivot(NamedTuple):
    variable: int
    factors: dict[int, int]
    rhs: int
    slack: int
    proof: frozenset[int]


class System:
    """The equations of a document that may accuse, each in one reading.

    ``wholes[i]`` is equation ``i`` in whole numbers, made when first asked for; ``of[v]`` are the equations of variable
    ``v``, ``failing`` those that do not hold.
    """

    def __init__(self, equations: Sequence[Equation], readings: Mapping[Equation, int]) -> None:
        self.equations = equations
        self.variables: list[Variable] = []
        self.number: dict[Variable, int] = {}
        self.of: list[list[int]] = []
        self.failing: set[int] = set()
        self._forms: list[Linear] = []
        self._wholes: dict[int, Whole] = {}
        self._members: dict[int, frozenset[int]] = {}
        self._offs: list[Decimal] = []
        places = 0
        for index, equation in enumerate(equations):
            form = equation.readings[readings.get(equation, 0)]
            off = residual(form)
            self._forms.append(form)
            self._offs.append(off)
            if not holds(equation, off):
                self.failing.add(index)
            for _, variable in form.terms:
                if variable.fixed:
                    continue
                number = self.number.get(variable)
                if number is None:
                    number = self.number[variable] = len(self.variables)
                    self.variables.append(variable)
                    self.of.append([])
                    places = max(places, variable.places)
                self.of[number].append(index)
        self._places = places + 1 if places or any(not each.whole for each in self.variables) else 0
        self.one = 10**self._places

    def whole(self, index: int) -> Whole:
        """Equation ``index`` in whole numbers."""
        known = self._wholes.get(index)
        if known is None:
            known = self._wholes[index] = self._made_whole(index)
        return known

    def _made_whole(self, index: int) -> Whole:
        form, equation = self._forms[index], self.equations[index]
        spare = max(
            [_places(factor) for factor, _ in (*form.terms, *form.spread)]
            + [_places(self._offs[index]) - self._places, _places(equation.slack) - self._places]
        )
        factors, spread = (
            {self.number[each]: int(factor.scaleb(spare)) for factor, each in terms if not each.fixed}
            for terms in (form.terms, form.spread)
        )
        up = self._places + spare
        off, slack = int(self._offs[index].scaleb(up)), int(equation.slack.scaleb(up))
        return Whole(factors, off, slack, equation.relation, spread)

    def members(self, index: int) -> frozenset[int]:
        """The variables of equation ``index`` that may be accused."""
        known = self._members.get(index)
        if known is None:
            known = self._members[index] = frozenset(self.whole(index).factors)
        return known

    def printed(self, variable: int) -> int:
        """What a variable says, in the system's unit; a blank says 0."""
        value = self.variables[variable].value
        return int(value.scaleb(self._places)) if value else 0

    def value(self, variable: int, change: int) -> Decimal:
        """What a variable would say after a change, without superfluous places."""
        return Decimal(plain_number(Decimal(self.printed(variable) + change).scaleb(-self._places)))

    def admits(self, variable: int, change: int) -> bool:
        """Whether a variable may say what a change would make it say."""
        held = self.variables[variable]
        new = self.printed(variable) + change
        if held.lowest is not None and new < held.lowest * self.one:
            return False
        return not new % (self.one if held.whole else min(self.one, 10))

    def touched(self, chosen: Iterable[int]) -> list[int]:
        """The equations that any of some variables stands in: exact ones first, then failing ones."""
        found = dict.fromkeys(index for variable in chosen for index in self.of[variable])
        return sorted(found, key=self._rank)

    def _rank(self, index: int) -> tuple[bool, bool, bool]:
        whole = self.whole(index)
        return bool(whole.spread), whole.slack > 0, index not in self.failing

    def solve(self, chosen: Sequence[int]) -> Changes | frozenset[int] | None:
        """The changes of the chosen variables that satisfy every equation they stand in.

        Where there are none: the other variables of equations that contradict each other, one of which has to change
        as well; or None where no further change is to be looked for (an inequality would break).
        """
        pivots: list[_Pivot] = []
        touched = self.touched(chosen)
        for index in touched:
            whole = self.whole(index)
            if whole.relation != "==":
                continue
            row = self._reduced(whole, index, chosen, pivots)
            if row.factors:
                pivots.append(row._replace(variable=next(iter(row.factors))))
            elif abs(row.rhs) > row.slack and whole.spread.keys().isdisjoint(chosen):
                return self._others(row.proof, chosen)
        return self._substituted(chosen, pivots, touched)

    def _reduced(self, whole: Whole, index: int, chosen: Sequence[int], pivots: Sequence[_Pivot]) -> _Pivot:
        """An equation over the chosen variables with the earlier pivots eliminated."""
        factors = {each: whole.factors[each] for each in chosen if each in whole.factors}
        rhs, slack, proof = -whole.residual, whole.slack, frozenset((index,))
        for pivot in pivots:
            here = factors.get(pivot.variable)
            if here:
                there = pivot.factors[pivot.variable]
                mixed = {
                    each: factors.get(each, 0) * there - here * pivot.factors.get(each, 0)
                    for each in {*factors, *pivot.factors}
                }
                factors = {each: factor for each, factor in mixed.items() if factor}
                rhs = rhs * there - here * pivot.rhs
                slack = slack * abs(there) + abs(here) * pivot.slack
                proof |= pivot.proof
        return _Pivot(-1, factors, rhs, slack, proof)

    def _others(self, proof: Iterable[int], chosen: Sequence[int]) -> frozenset[int]:
        return frozenset().union(*(self.members(index) for index in proof)).difference(chosen)

    def _substituted(
        self, chosen: Sequence[int], pivots: Sequence[_Pivot], touched: Sequence[int]
    ) -> Changes | frozenset[int] | None:
        changes: dict[int, int | None] = dict.fromkeys(chosen)
        exact: dict[int, Fraction] = {}
        proofs: dict[int, frozenset[int]] = {}
        for pivot in reversed(pivots):
            rest = [each for each in pivot.factors if each != pivot.variable]
            if any(each not in exact for each in rest):
                continue
            known = sum((pivot.factors[each] * exact[each] for each in rest), Fraction(0))
            variable = pivot.variable
            proofs[variable] = pivot.proof.union(*(proofs[each] for each in rest))
            exact[variable] = (pivot.rhs - known) / pivot.factors[variable]
            change = self._nearest(variable, exact[variable], Fraction(pivot.slack, abs(pivot.factors[variable])))
            if change is None:
                return self._others(proofs[variable], chosen)
            changes[variable] = change
        return self._verified(chosen, changes, touched)

    def _nearest(self, variable: int, change: Fraction, slack: Fraction) -> int | None:
        """The change itself where the variable may take it; where there is slack the nearest that it may take, in its
        own places if these are fine enough."""
        if not slack:
            return change.numerator if change.denominator == 1 and self.admits(variable, change.numerator) else None
        held, printed = self.variables[variable], self.printed(variable)
        finest = self.one if held.whole else min(self.one, 10)
        for unit in (max(self.one // 10**held.places, finest), finest):
            rounded = round((change + printed) / unit) * unit - printed
            if abs(rounded - change) <= slack:
                return rounded if self.admits(variable, rounded) else None
        return None

    def _verified(
        self, chosen: Sequence[int], changes: dict[int, int | None], touched: Sequence[int]
    ) -> Changes | frozenset[int] | None:
        open_ = {each for each, change in changes.items() if change is None}
        for index in touched:
            whole = self.whole(index)
            if open_ and not open_.isdisjoint(whole.factors):
                continue
            if whole.accepts(changes):
                continue
            if whole.relation != "==":
                return None
            return self._within(chosen[0]) if len(chosen) == 1 else self._others(touched, chosen)
        return changes

    def _within(self, variable: int) -> Changes | frozenset[int]:
        """The change of one variable that all its loose equations allow, though none of them is met exactly."""
        low, high = Fraction(-(10**60)), Fraction(10**60)
        for index in self.of[variable]:
            whole = self.whole(index)
            factor, spread = whole.factors[variable], whole.spread.get(variable, 0)
            if whole.relation == "==":
                for by, most in (
                    (factor - spread, whole.slack - whole.residual),
                    (-factor - spread, whole.slack + whole.residual),
                ):
                    if by > 0:
                        high = min(high, Fraction(most, by))
                    elif by < 0:
                        low = max(low, Fraction(most, by))
        change = self._nearest(variable, (low + high) / 2, (high - low) / 2) if low <= high else None
        if change is None or not all(self.whole(index).accepts({variable: change}) for index in self.of[variable]):
            return self._others(self.of[variable], (variable,))
        return {variable: change}


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
