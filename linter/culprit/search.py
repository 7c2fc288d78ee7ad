"""The smallest sets of figures whose change satisfies every failing equation and breaks none that holds.

Branch and bound over conflicts: an equation that fails, or several that contradict each other over the figures chosen
so far, needs the change of one more of its figures, and of nothing else; conflicts without a figure in common need one
figure each, which bounds the cost from below. So the search is exact, and short where the faults are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from linter.culprit.system import Changes, System

PRINTED = 10
ILLEGAL = 3
"""A figure that its cell may not hold is known to be wrong; it is the first to be suspected."""
BLANK = 4
UNKNOWN = 1
"""A text, or a figure that is gone from its row: whatever it should be, it says nothing now."""


class WorkDoneError(Exception):
    """The budget of work is spent."""


@dataclass
class Budget:
    """How much work may still be done, in steps of about a microsecond. Of work, not of time: the same everywhere."""

    left: int

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise WorkDoneError


class Packing(NamedTuple):
    """Conflicts without a figure in common, and the least that settling them costs."""

    least: int
    conflicts: Sequence[frozenset[int]]


def cost(system: System, variable: int, weights: dict[int, int]) -> int:
    """What it takes to suspect a figure: least for what is no figure, most for what is trusted."""
    held = system.variables[variable]
    if held.value is None:
        return BLANK if held.state in ("blank", "given") else UNKNOWN
    if not held.may_be(held.value):
        return ILLEGAL
    return PRINTED * weights.get(variable, held.weight)


@dataclass
class Search:
    """The search over one system for the failing equations that hang together."""

    system: System
    failing: frozenset[int]
    budget: Budget
    weights: dict[int, int] = field(default_factory=dict)
    found: list[Changes] = field(default_factory=list)
    next_limit: int | None = None
    _costs: dict[int, int] = field(default_factory=dict)

    def smallest(self, most: int | None = None) -> tuple[int, list[Changes]]:
        """The least cost of an explanation and all explanations of that cost; none of them where there is none up to
        ``most``. Raises ``WorkDoneError``."""
        packing = self._packing(self._conflicts(()), frozenset())
        limit = packing.least if packing else None
        while limit is not None and (most is None or limit <= most):
            self.found, self.next_limit = [], None
            self._extend((), 0, frozenset(), limit)
            if self.found:
                return limit, self.found
            limit = self.next_limit
        return limit or 0, []

    def cost(self, variable: int) -> int:
        if variable not in self._costs:
            self._costs[variable] = cost(self.system, variable, self.weights)
        return self._costs[variable]

    def _conflicts(self, chosen: Sequence[int]) -> list[frozenset[int]]:
        """The failing equations that no chosen figure stands in."""
        members = self.system.members
        return [each for index in self.failing if (each := members(index)).isdisjoint(chosen)]

    def _extend(self, chosen: tuple[int, ...], spent: int, excluded: frozenset[int], limit: int) -> None:
        """Try every explanation that contains ``chosen`` and nothing ``excluded``, up to ``limit``."""
        conflicts = self._conflicts(chosen)
        solved = self._solved(chosen)
        if solved is None:
            return
        if isinstance(solved, frozenset):
            conflicts.append(solved)
        elif not conflicts:
            if all(solved.values()) or None in solved.values():
                self.found.append(solved)
            return
        packing = self._packing(conflicts, excluded.union(chosen))
        if packing is None:
            return
        if spent + packing.least > limit:
            self._reached(spent + packing.least)
            return
        branch = min(packing.conflicts, key=len)
        # Where no figure can be afforded beyond one for each packed conflict, a second one of this conflict cannot.
        second = spent + packing.least + min(map(self.cost, branch))
        alone = second > limit
        if alone:
            self._reached(second)
        for variable in sorted(branch):
            after = spent + self.cost(variable)
            if after > limit:
                self._reached(after)
            else:
                self._extend((*chosen, variable), after, excluded | branch if alone else excluded, limit)
            excluded |= {variable}

    def _solved(self, chosen: tuple[int, ...]) -> Changes | frozenset[int] | None:
        if not chosen:
            return self.system.members(min(self.failing))
        self.budget.spend(5 + len(self.failing) + 4 * len(chosen) * sum(len(self.system.of[each]) for each in chosen))
        return self.system.solve(chosen)

    def _reached(self, cost: int) -> None:
        if self.next_limit is None or cost < self.next_limit:
            self.next_limit = cost

    def _packing(self, conflicts: Iterable[frozenset[int]], closed: frozenset[int]) -> Packing | None:
        """As many conflicts as can be without a figure in common; None where one of them cannot be settled at all.

        Two packings are tried, narrow conflicts first and wide ones first; the dearer one bounds better.
        """
        open_ = sorted({each - closed for each in conflicts}, key=len)
        if not open_[0]:
            return None
        self.budget.spend(sum(map(len, open_)) // 4)
        priced = [(each, min(map(self.cost, each))) for each in open_]
        narrow, wide = _packed(priced), _packed(priced[::-1])
        return wide if wide.least > narrow.least else narrow


def _packed(conflicts: Sequence[tuple[frozenset[int], int]]) -> Packing:
    taken: set[int] = set()
    least = 0
    packed: list[frozenset[int]] = []
    for members, cheapest in conflicts:
        if taken.isdisjoint(members):
            taken |= members
            least += cheapest
            packed.append(members)
    return Packing(least, packed)
