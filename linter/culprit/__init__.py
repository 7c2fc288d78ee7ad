"""Which figures are wrong: the fewest whose change explains every failing equation (Fellegi and Holt 1976).

- Only equations accuse; inequalities (``accuses`` False) that hold may only veto a change.
- An equation of which all figures but one are constants names that figure itself and accuses no other
  (``anchored``): last year's figures are not in doubt, and this year's are judged among themselves.
- Blanks, texts and figures gone from a row are unknowns that say 0 and cost less to suspect than a printed figure.
- A figure that its cell may not hold (negative, a fraction) is suspected first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import localcontext
from itertools import product
from math import prod

from linter.culprit.explanation import Alternative, Explanation, Repair, taken_apart
from linter.culprit.rowslips import RowSlip, row_slips
from linter.culprit.search import PRINTED, Budget, Search, WorkDoneError
from linter.culprit.system import Changes, System
from linter.culprit.unfilled import unfilled_totals
from linter.equations import Equation, Variable
from linter.equations.whole import EXACTLY, holds, residual

WORK = 60_000
"""The budget of one document, in steps of about half a microsecond."""

_MOST_COMBINATIONS = 16
_MOST_UNKNOWNS = 40
_BUILDING = 20
"""The work of putting one equation into another system."""


def localise(equations: Sequence[Equation], work: int = WORK) -> tuple[Explanation, ...]:
    """Explain the failing equations among all equations of a document, as far as a budget of work reaches.

    Independent faults are explanations of their own. Inequalities and anchored equations are left out: see
    ``standing``.
    """
    with localcontext(EXACTLY):
        failing = tuple(each for each in equations if each.accuses and fails(each) and anchored(each) is None)
        if not failing:
            return ()
        if sum(len(form.terms) for each in failing for form in each.readings) > work:
            return (Explanation(failing, (), exhausted=True),)
        blanks = unfilled_totals(equations, failing)
        if blanks:
            totals = {repair.variable for each in blanks for found in each.alternatives for repair in found}
            equations = [each for each in equations if totals.isdisjoint(each.figures)]
        return (*blanks, *_Localiser(equations, Budget(work)).run())


def anchored(equation: Equation) -> Variable | None:
    """The only figure of an equation that is not a constant, if it says something."""
    free = {variable for variable in equation.figures if not variable.fixed}
    if len(free) == 1 and equation.relation == "==":
        (only,) = free
        return only if only.value is not None else None
    return None


def fails(equation: Equation) -> bool:
    """Whether no reading of an equation holds; blanks count as 0."""
    return not any(holds(equation, residual(form)) for form in equation.readings)


class _Localiser:
    def __init__(self, equations: Sequence[Equation], budget: Budget) -> None:
        self.budget = budget
        self.equations = [each for each in equations if anchored(each) is None and (each.accuses or not fails(each))]
        self.readings = {each: _held(each) for each in self.equations if len(each.readings) > 1}
        self.system = System(self.equations, self.readings)
        self.weights = self._weights(self.system)

    def run(self) -> tuple[Explanation, ...]:
        try:
            groups = self._groups()
        except WorkDoneError:
            return (self._unexplained(frozenset(self.system.failing), exhausted=True),)
        found: list[Explanation] = []
        hard: list[frozenset[int]] = []
        for group in groups:
            try:
                explanations = self._explained(group, most=PRINTED)
            except WorkDoneError:
                explanations = []
            if not explanations:
                hard.append(group)
            found.extend(explanations)
        if len(groups) > 1 or hard:
            try:
                slips = row_slips(self.system, frozenset(self.system.failing), self.budget)
            except WorkDoneError:
                slips = []
            if slips:
                return (self._slipped(slips),)
        for done, group in enumerate(sorted(hard, key=len)):
            found.extend(self._searched(group, len(hard) - done))
        return tuple(found)

    def _searched(self, group: frozenset[int], waiting: int) -> list[Explanation]:
        """Explain a group with its share of the work that is left for all that wait."""
        whole = self.budget
        self.budget = Budget(whole.left // waiting)
        share = self.budget.left
        try:
            return self._explained(group) or [self._unexplained(group)]
        except WorkDoneError:
            return [self._unexplained(group, exhausted=True)]
        finally:
            whole.left -= share - max(self.budget.left, 0)
            self.budget = whole

    def _weights(self, system: System) -> dict[int, int]:
        """The trust that rules give to figures, where it is not their own weight; the highest holds."""
        weights: dict[int, int] = {}
        for equation in self.equations:
            for variable, weight in equation.trust:
                number = system.number.get(variable)
                if number is not None:
                    weights[number] = max(weight, weights.get(number, 0))
        return weights

    def _groups(self) -> list[frozenset[int]]:
        """The failing equations that hang together: by a figure in common, or by an equation that has one of each."""
        system = self.system
        parent: dict[int, int] = {}

        def root(index: int) -> int:
            while parent.setdefault(index, index) != index:
                parent[index] = index = parent[parent[index]]
            return index

        for index in sorted(system.failing):
            members = system.members(index)
            self.budget.spend(len(members))
            for variable in members:
                for other in system.of[variable]:
                    parent[root(other)] = root(index)
        groups: dict[int, list[int]] = {}
        for index in sorted(system.failing):
            groups.setdefault(root(index), []).append(index)
        return [frozenset(group) for group in groups.values()]

    def _explained(self, group: frozenset[int], most: int | None = None) -> list[Explanation]:
        """The explanations of one group up to a cost; raises ``WorkDoneError``."""
        best: int | None = None
        alternatives: dict[Alternative, None] = {}
        for system, failing in self._combinations(group):
            weights = self.weights if system is self.system else self._weights(system)
            search = Search(system, failing, self.budget, weights)
            least, found = search.smallest(most if best is None else best)
            if most is not None and not found:
                found, least = self._unknowns(system, failing, search)
            if not found or (best is not None and least > best):
                continue
            if best is None or least < best:
                best, alternatives = least, {}
            alternatives.update(dict.fromkeys(_alternative(system, changes) for changes in found))
        failing_here = [self.equations[index] for index in sorted(group)]
        return taken_apart(tuple(alternatives), failing_here) if alternatives else []

    def _unknowns(self, system: System, failing: frozenset[int], search: Search) -> tuple[list[Changes], int]:
        """What the unknowns of some equations must be if nothing printed is wrong; nothing where that is left open."""
        unknowns: dict[int, None] = {}
        waiting = list(failing)
        seen = set(waiting)
        while waiting:
            for variable in system.members(waiting.pop()):
                if variable in unknowns or system.variables[variable].value is not None:
                    continue
                unknowns[variable] = None
                for index in system.of[variable]:
                    if index not in seen:
                        seen.add(index)
                        waiting.append(index)
        if not unknowns or len(unknowns) > _MOST_UNKNOWNS:
            return [], 0
        self.budget.spend(4 * len(unknowns) ** 2)
        solved = system.solve(tuple(unknowns))
        touched = set(system.touched(unknowns))
        if not isinstance(solved, dict) or not failing <= touched or None in solved.values():
            return [], 0
        changed = {variable: change for variable, change in solved.items() if change}
        return [changed], sum(map(search.cost, changed))

    def _combinations(self, group: frozenset[int]) -> Iterable[tuple[System, frozenset[int]]]:
        """The system in every choice among the readings of the failing equations of a group."""
        several = [self.equations[index] for index in sorted(group) if len(self.equations[index].readings) > 1]
        choices = [range(len(equation.readings)) for equation in several]
        if not several or prod(map(len, choices)) > _MOST_COMBINATIONS:
            yield self.system, group
            return
        for choice in product(*choices):
            self.budget.spend(_BUILDING * len(self.equations))
            system = System(self.equations, {**self.readings, **dict(zip(several, choice, strict=True))})
            yield system, group

    def _slipped(self, slips: Sequence[RowSlip]) -> Explanation:
        failing = tuple(self.equations[index] for index in sorted(self.system.failing))
        alternatives = tuple(
            _alternative(self.system, {each: change for each, change in slip.changes.items() if change})
            for slip in slips
        )
        return Explanation(failing, alternatives, slips=tuple(slips))

    def _unexplained(self, group: frozenset[int], exhausted: bool = False) -> Explanation:
        return Explanation(tuple(self.equations[index] for index in sorted(group)), (), exhausted)


def _held(equation: Equation) -> int:
    """The first reading of an equation that holds, else the first."""
    for number, form in enumerate(equation.readings):
        if holds(equation, residual(form)):
            return number
    return 0


def _alternative(system: System, changes: Changes) -> Alternative:
    repairs = [
        Repair(system.variables[each], None if change is None else system.value(each, change))
        for each, change in changes.items()
    ]
    return tuple(sorted(repairs, key=lambda repair: repair.variable.span))
