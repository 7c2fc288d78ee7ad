"""A relation over known figures as a linear form: exact for sums, the tangent where figures are multiplied or divided.

The tangent of ``100 * a / b == c`` is exact in each of ``a``, ``b`` and ``c`` alone, so a single wrong figure is found
with its right value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from linter.equations import Linear, Variable
from linter.equations.relation import Expression, NameUse, Number, Relation, Terms, names_of


class DivisionByZeroError(Exception):
    """A figure that something is divided by is 0."""


class Reading(NamedTuple):
    """A linear form and how far from 0 it may be and still count as 0."""

    linear: Linear
    slack: Decimal


Bound = Sequence[Sequence[Variable]]
"""The figures that each name of a relation stands for, in the order of the names."""

_ZERO = Decimal(0)

_Slope = tuple[tuple[Decimal, Variable], ...]
"""By how much something grows with each figure."""


def linearise(relation: Relation, bound: Bound, tolerance: Decimal | None) -> Reading | None:
    """``left - right`` of a relation over the figures its names stand for; None where a product has an unknown figure.

    Without a tolerance, amounts may be off by half a unit of their last stated place, counts are exact, and a rounded
    side by half a unit of the places it is rounded to. Raises ``DivisionByZeroError``.
    """
    if relation.linear is not None:
        linear, multiple, slope = _linear(relation.linear, relation.scale, bound)
    else:
        tangent = _tangent(relation, dict(zip(relation.names, bound, strict=True)))
        if tangent is None:
            return None
        linear, multiple, slope = tangent
    if tolerance is not None:
        return Reading(_spread(linear, tolerance, slope), tolerance * multiple)
    rounded = _ZERO
    outside: set[Variable] = set()
    if relation.rounding is not None:
        other = relation.right if relation.rounding.side == "left" else relation.left
        names = set(names_of(other))
        outside = {each for name, held in zip(relation.names, bound, strict=True) if name in names for each in held}
        places = relation.rounding.places
        if places is None:
            places = max((variable.places for variable in outside), default=0)
        half = Decimal(5).scaleb(-places - 1)
        linear = _spread(linear, half, slope)
        rounded = half * multiple
    for factor, each in linear.terms:
        if not each.whole and each not in outside:
            rounded += abs(factor) * each.half_unit
    return Reading(linear, rounded)


def _spread(linear: Linear, half: Decimal, slope: _Slope) -> Linear:
    """The form whose slack grows as what the relation was multiplied by does."""
    return linear._replace(spread=tuple((half * by, each) for by, each in slope)) if slope else linear


def _linear(sum_: tuple[Terms, int], scale: int, bound: Bound) -> tuple[Linear, Decimal, _Slope]:
    terms, constant = sum_
    factors: dict[Variable, int] = {}
    for factor, name in terms:
        for variable in bound[name]:
            factors[variable] = factors.get(variable, 0) + factor
    whole = tuple([(_decimal(factor), each) for each, factor in factors.items() if factor])
    return Linear(whole, _decimal(constant)), _decimal(scale), ()


_SMALL = {number: Decimal(number) for number in range(-4, 5)}


def _decimal(number: int) -> Decimal:
    return _SMALL[number] if -4 <= number <= 4 else Decimal(number)


class _Dual(NamedTuple):
    """A polynomial's value and its derivative by each figure."""

    value: Fraction
    slope: dict[Variable, Fraction]

    def plus(self, other: _Dual, sign: int = 1) -> _Dual:
        slope = dict(self.slope)
        for variable, by in other.slope.items():
            slope[variable] = slope.get(variable, Fraction(0)) + sign * by
        return _Dual(self.value + sign * other.value, slope)

    def times(self, other: _Dual) -> _Dual:
        slope = {variable: by * other.value for variable, by in self.slope.items()}
        for variable, by in other.slope.items():
            slope[variable] = slope.get(variable, Fraction(0)) + by * self.value
        return _Dual(self.value * other.value, slope)


_ONE = _Dual(Fraction(1), {})

_Named = Mapping[NameUse, Sequence[Variable]]


class _UnknownFigureError(Exception):
    """A blank stands in a product."""


def _tangent(relation: Relation, bound: _Named) -> tuple[Linear, Decimal, _Slope] | None:
    try:
        left, under_left = _quotient(relation.left, bound)
        right, under_right = _quotient(relation.right, bound)
    except _UnknownFigureError:
        return None
    under = under_left.times(under_right)
    if not under.value:
        raise DivisionByZeroError
    difference = left.times(under_right).plus(right.times(under_left), -1)
    sign = 1 if under.value > 0 else -1
    terms = tuple((_exact(sign * by), variable) for variable, by in difference.slope.items() if by)
    at_printed = sum((by * Fraction(each.value or 0) for each, by in difference.slope.items()), Fraction(0))
    linear = Linear(terms, _exact(sign * (difference.value - at_printed)))
    slope = tuple((_exact(sign * by), each) for each, by in under.slope.items() if by)
    return linear, _exact(abs(under.value)), slope


def _quotient(expression: Expression, bound: _Named) -> tuple[_Dual, _Dual]:
    """What stands above and below the fraction line of an expression."""
    if isinstance(expression, Number):
        return _Dual(expression.value, {}), _ONE
    if isinstance(expression, NameUse):
        held = bound[expression]
        if any(variable.value is None for variable in held):
            raise _UnknownFigureError
        value = sum((Fraction(variable.value or 0) for variable in held), Fraction(0))
        return _Dual(value, dict.fromkeys(held, Fraction(1))), _ONE
    left, under_left = _quotient(expression.left, bound)
    right, under_right = _quotient(expression.right, bound)
    if expression.sign == "*":
        return left.times(right), under_left.times(under_right)
    if expression.sign == "/":
        return left.times(under_right), under_left.times(right)
    sign = 1 if expression.sign == "+" else -1
    return left.times(under_right).plus(right.times(under_left), sign), under_left.times(under_right)


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
