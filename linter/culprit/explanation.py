"""Explanations of failing equations: which figures, what they should say, and how certain that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import NamedTuple

from linter.culprit.rowslips import RowSlip
from linter.equations import Equation, Variable

_MANY = 3
"""From so many wrong figures on, the smallest explanation need not be the true one."""


class Repair(NamedTuple):
    """A figure and what it should say; None where the equations leave that open."""

    variable: Variable
    value: Decimal | None


Alternative = tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why some equations fail.

    ``alternatives`` are all the smallest explanations: one is certain, of several nobody can tell which, none means
    that nothing small explains it (``exhausted``: or that it was too much to find out). ``likely``: the only smallest
    explanation, but of so many figures that it may be chance. ``slips`` are the whole rows that stand in the wrong
    place, one for each alternative, where that is the explanation.
    """

    equations: tuple[Equation, ...]
    alternatives: tuple[Alternative, ...]
    exhausted: bool = False
    likely: bool = False
    slips: tuple[RowSlip, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether there is one explanation and nothing speaks against it."""
        return len(self.alternatives) == 1 and not self.likely


def taken_apart(alternatives: tuple[Alternative, ...], failing: Sequence[Equation]) -> list[Explanation]:
    """One explanation for each fault that is independent of the others: each figure of an only alternative is one.
    ``failing`` are the equations they explain."""
    doubtful = _doubtful(alternatives, failing)
    return [
        Explanation(_concerning(failing, factor), factor, likely=len(factor) == 1 and factor[0][0] in doubtful)
        for whole in _factors(alternatives)
        for factor in ([((repair,),) for repair in whole[0]] if len(whole) == 1 else [whole])
    ]


def _concerning(equations: Sequence[Equation], alternatives: Sequence[Alternative]) -> tuple[Equation, ...]:
    """The equations that speak of any figure of some alternatives; all where it stands only in ones that hold."""
    concerned = {repair.variable for alternative in alternatives for repair in alternative}
    return tuple(each for each in equations if not concerned.isdisjoint(each.figures)) or tuple(equations)


def _doubtful(alternatives: Sequence[Alternative], failing: Sequence[Equation]) -> set[Repair]:
    """The repairs that are not to be called certain where many figures are wrong at once.

    Many small faults may cancel in a sum or look like fewer others. Trusted is what more equations agree on than there
    are wrong figures in them, and what is off by an amount that no other one is off by.
    """
    repairs = {repair for each in alternatives for repair in each if repair.variable.value is not None}
    if max((len(each) for each in alternatives), default=0) < _MANY or len(repairs) < _MANY:
        return set()
    offs = [abs(repair.value - (repair.variable.value or 0)) for repair in repairs if repair.value is not None]
    doubtful: set[Repair] = set()
    for repair in repairs:
        if repair.value is None or offs.count(abs(repair.value - (repair.variable.value or 0))) > 1:
            doubtful.add(repair)
            continue
        cluster, concerned = {repair.variable}, _concerning(failing, [(repair,)])
        for _ in range(_MANY):
            more = {each.variable for each in repairs for equation in concerned if each.variable in equation.figures}
            if more <= cluster:
                break
            cluster |= more
            concerned = _concerning(failing, [tuple(each for each in repairs if each.variable in cluster)])
        if len(concerned) <= len(cluster):
            doubtful.add(repair)
    return doubtful


def _factors(alternatives: tuple[Alternative, ...]) -> list[tuple[Alternative, ...]]:
    """Take independent choices apart: {a, b} or {a, c} is certainly a, and b or c.

    Repairs that never stand in one alternative exclude each other and belong to one choice. Taking apart is right only
    if the choices can be combined freely.
    """
    repairs = sorted({repair for each in alternatives for repair in each}, key=lambda repair: repair.variable.span)
    together = {repair: set[Repair]() for repair in repairs}
    for each in alternatives:
        for repair in each:
            together[repair].update(each)
    choices: list[set[Repair]] = []
    for repair in repairs:
        joined = {repair}
        apart = []
        for choice in choices:
            if any(other not in together[repair] for other in choice):
                joined |= choice
            else:
                apart.append(choice)
        choices = [*apart, joined]
    factors = [
        tuple(dict.fromkeys(tuple(repair for repair in each if repair in choice) for each in alternatives))
        for choice in choices
    ]
    return factors if prod(map(len, factors)) == len(alternatives) else [alternatives]
