"""Whether an equation holds: as decimals over what is printed, as whole numbers over changes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import NamedTuple

from linter.equations import Equation, Linear, Variable

EXACTLY = Context(prec=100)
"""Digits enough that no sum or product of figures is rounded."""


def residual(form: Linear) -> Decimal:
    """How far a linear form is from 0, blanks taken as 0."""
    total = form.constant
    for factor, variable in form.terms:
        value = variable.value
        if value:
            total += factor * value
    return total


def residual_with(form: Linear, values: Mapping[Variable, Decimal]) -> Decimal:
    """The same where some figures have other values than they say."""
    known = ((factor, values.get(variable, variable.value)) for factor, variable in form.terms)
    return form.constant + sum((factor * value for factor, value in known if value), Decimal(0))


def holds(equation: Equation, off: Decimal) -> bool:
    """Whether an equation holds where one of its forms is ``off`` from 0."""
    if equation.relation == "<=":
        return off <= equation.slack
    if equation.relation == ">=":
        return off >= -equation.slack
    return -equation.slack <= off <= equation.slack


class Whole(NamedTuple):
    """An equation in whole numbers over the numbers of its variables; ``spread``: how its slack grows with them."""

    factors: Mapping[int, int]
    residual: int
    slack: int
    relation: str
    spread: Mapping[int, int]

    def accepts(self, changes: Mapping[int, int | None]) -> bool:
        """Whether the equation holds once its figures are changed."""
        off, slack = self.residual, self.slack
        for variable, change in changes.items():
            if change and variable in self.factors:
                off += self.factors[variable] * change
                if self.spread:
                    slack += self.spread.get(variable, 0) * change
        if self.relation == "<=":
            return off <= slack
        if self.relation == ">=":
            return off >= -slack
        return -slack <= off <= slack
