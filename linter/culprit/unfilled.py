"""Totals that were left blank: the commonest way in which many equations fail at once, and the easiest to explain.

An office fills in the figures and leaves the column of totals empty. Every row then lacks its total, far too many for
a search of the smallest change, yet each blank has one value: what its own row adds up to. If all equations that speak
of these blanks hold once they are filled in, that is the explanation.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linter.culprit.explanation import Explanation, Repair
from linter.equations import Equation, Variable
from linter.equations.whole import holds, residual, residual_with

_FEWEST = 3
"""Fewer blanks are found by the search for the smallest change, which also weighs other explanations."""
_MENDED = 3
"""So many blanks have to be explained for each equation that stays unexplained."""


def unfilled_totals(equations: Sequence[Equation], failing: Sequence[Equation]) -> tuple[Explanation, ...]:
    """An explanation for each total that was left blank; none unless filling in all of them breaks nothing and mends
    most of what they stand in. What they leave unmended (text that says otherwise) is an explanation of its own,
    without a repair."""
    filled: dict[Variable, Decimal] = {}
    for equation in failing:
        value = _own_total(equation)
        if value is not None and filled.setdefault(equation.total, value) != value:
            return ()
    concerned = [each for each in equations if any(variable in filled for variable in each.figures)]
    broken = [each for each in concerned if not _holds(each, filled)]
    unmended = [each for each in broken if each in failing]
    if len(filled) < max(_FEWEST, _MENDED * len(unmended)) or len(broken) > len(unmended):
        return ()
    mended = [
        Explanation(
            tuple(each for each in failing if total in each.figures and each not in unmended),
            ((Repair(total, value),),),
        )
        for total, value in filled.items()
    ]
    return (*mended, *(Explanation((each,), ()) for each in unmended))


def _own_total(equation: Equation) -> Decimal | None:
    """What the blank total of an equation has to be for it to hold; None where its total is not blank."""
    total = equation.total
    if total.value is not None or total.state != "blank" or equation.relation != "==" or len(equation.readings) > 1:
        return None
    (form,) = equation.readings
    factor = next((factor for factor, variable in form.terms if variable is total), None)
    if not factor:
        return None
    value = -residual(form) / factor
    too_low = total.lowest is not None and value < total.lowest
    return None if too_low or (total.whole and value != value.to_integral_value()) else value


def _holds(equation: Equation, filled: dict[Variable, Decimal]) -> bool:
    return any(holds(equation, residual_with(form, filled)) for form in equation.readings)
