"""What fails and accuses nobody by arithmetic: inequalities, and figures that constants alone determine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linter.culprit import anchored
from linter.equations import Equation, Linear, Variable
from linter.equations.whole import holds, residual_with


class Standing(NamedTuple):
    """``mended`` are the failing ones that hold once the named figure is put right; ``broken`` the other inequalities;
    ``carried`` the figures that constants determine, each with what it should be and the equations that say so."""

    mended: Mapping[Variable, Sequence[Equation]]
    broken: Sequence[Equation]
    carried: Sequence[tuple[Variable, Decimal, Sequence[Equation]]]


def standing(
    failing: Iterable[Equation], equations: Iterable[Equation], repaired: Mapping[Variable, Decimal]
) -> Standing:
    """Sort out the failing equations that ``culprit.localise`` leaves alone.

    Of the figures of one row that differ from what constants say, the total is named only if it alone differs.
    """
    mended: dict[Variable, list[Equation]] = {}
    broken: list[Equation] = []
    carried: dict[Variable, tuple[Decimal, list[Equation]]] = {}
    for equation in failing:
        only = anchored(equation)
        if only is None and equation.accuses:
            continue
        if any(holds(equation, residual_with(form, repaired)) for form in equation.readings):
            culprit = next(each for form in equation.readings for _, each in form.terms if each in repaired)
            mended.setdefault(culprit, []).append(equation)
        elif only is None:
            broken.append(equation)
        else:
            expected = _determined(equation.readings[0], only)
            carried.setdefault(only, (expected, []))[1].append(equation)
    totals = _totals(equations, carried) if len(carried) > 1 else set()
    kept = [(variable, *found) for variable, found in carried.items() if variable not in totals]
    return Standing(mended, broken, kept)


def _determined(form: Linear, only: Variable) -> Decimal:
    """What a form's only free figure must be."""
    factor = next(factor for factor, variable in form.terms if variable is only)
    others = sum((by * each.value for by, each in form.terms if each is not only and each.value), form.constant)
    return -others / factor


def _totals(equations: Iterable[Equation], carried: Mapping[Variable, object]) -> set[Variable]:
    """Those of some figures that are the total of an equation over another of them."""
    return {
        equation.total
        for equation in equations
        if equation.total in carried
        and any(variable is not equation.total and variable in carried for _, variable in equation.readings[0].terms)
    }
