"""The little language of relations: ``person + sum(bodies) == total``.

Numbers, dotted names, ``+ - * /``, brackets, ``sum(name)``, ``round(expression, places)`` as a whole side, and exactly
one of ``== <= >=``. It is parsed here by hand and turned into polynomials; nothing of it is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Literal, NamedTuple

from linter.diagnostic import Message
from linter.tokens import MalformedError, Token, tokens

Comparison = Literal["==", "<=", ">="]

_MOST_TOKENS = 400
_DEEPEST = 40
_MOST_PLACES = 9
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)|(?P<sign>[=<>]=|[-+*/(),]))"
)


class NameUse(NamedTuple):
    """A name in a relation and where it stands in it; ``summed`` inside ``sum( )``: then it may name a group."""

    text: str
    start: int
    end: int
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number, exactly."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and what is done with them."""

    sign: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


Expression = Number | NameUse | Operation

Terms = tuple[tuple[int, int], ...]
"""Whole coefficients, each with the index of its name in ``Relation.names``."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """One side is a rounded value: to ``places``, or (None) to as many places as the other side states."""

    side: Literal["left", "right"]
    places: int | None


@dataclass(frozen=True)
class Relation:
    """A parsed relation. ``names`` are all its names, each use once, in order; ``preferred`` their indexes in the order
    in which they are taken for the relation's total.

    ``linear`` is ``left - right`` as whole coefficients and a constant, both multiplied by ``scale`` to be whole; it is
    None where names are multiplied with or divided by each other.
    """

    text: str
    left: Expression
    comparison: Comparison
    right: Expression
    names: tuple[NameUse, ...]
    rounding: Rounding | None
    linear: tuple[Terms, int] | None
    scale: int
    preferred: tuple[int, ...]

    @property
    def total(self) -> NameUse:
        """The name that stands alone on its side, the right one first; else the first name of the right side."""
        return self.names[self.preferred[0]]


def names_of(expression: Expression) -> Iterator[NameUse]:
    """The names of an expression, in order."""
    if isinstance(expression, NameUse):
        yield expression
    elif isinstance(expression, Operation):
        yield from names_of(expression.left)
        yield from names_of(expression.right)


def parse_relation(text: str) -> Relation:
    """The relation a text states. Raises ``MalformedError`` with the exact place of the first thing wrong with it."""
    return _Parser(text).relation()


class _Parser:
    """Recursive descent, one token ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(islice(tokens(text, _TOKEN, "relation.unknown-character"), _MOST_TOKENS + 1))
        if self.tokens[-1].kind != "end":
            raise MalformedError(self.tokens[-1].start, len(text), Message("relation.too-long", {"most": _MOST_TOKENS}))
        self.at = 0
        self.next = self.tokens[0]
        self.depth = 0

    def take(self) -> Token:
        token = self.next
        self.at += token.kind != "end"
        self.next = self.tokens[self.at]
        return token

    def fail(self, token: Token, key: str, **values: object) -> MalformedError:
        return MalformedError(token.start, token.end, Message(f"relation.{key}", values))

    def expect(self, sign: str) -> Token:
        if self.next.text != sign:
            raise self.fail(self.next, "expected", sign=sign)
        return self.take()

    def relation(self) -> Relation:
        left, left_rounded = self.side()
        sign = self.take()
        if sign.text not in ("==", "<=", ">="):
            raise self.fail(sign, "no-comparison" if sign.kind == "end" else "unexpected", found=sign.text)
        right, right_rounded = self.side()
        if self.next.kind != "end":
            more = self.next.text in ("==", "<=", ">=")
            raise self.fail(self.next, "one-comparison" if more else "unexpected", found=self.next.text)
        if left_rounded and right_rounded:
            raise self.fail(sign, "one-rounding")
        first, second = tuple(names_of(left)), tuple(names_of(right))
        names = first + second
        if not names:
            raise MalformedError(0, len(self.text), Message("relation.no-names"))
        lefts, rights = range(len(first)), range(len(first), len(names))
        alone = isinstance(left, NameUse) and not isinstance(right, NameUse)
        linear, scale = _linear(Operation("-", left, right))
        comparison: Comparison = "==" if sign.text == "==" else "<=" if sign.text == "<=" else ">="
        preferred = (*lefts, *rights) if alone else (*rights, *lefts)
        rounding = left_rounded or right_rounded
        return Relation(self.text, left, comparison, right, names, rounding, linear, scale, preferred)

    def side(self) -> tuple[Expression, Rounding | None]:
        """A whole side: an expression, or a rounded one."""
        first = self.at == 0
        if self.next.text == "round" and self.tokens[self.at + 1].text == "(":
            self.take()
            self.take()
            expression = self.expression()
            self.expect(",")
            places = self.places()
            self.expect(")")
            if self.next.text in ("+", "-", "*", "/"):
                raise self.fail(self.next, "round-whole-side")
            return expression, Rounding("left" if first else "right", places)
        return self.expression(), None

    def places(self) -> int | None:
        token = self.take()
        if token.text == "places":
            return None
        if token.kind != "number" or not token.text.isdigit() or int(token.text) > _MOST_PLACES:
            raise self.fail(token, "places", most=_MOST_PLACES)
        return int(token.text)

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail(self.next, "too-deep", most=_DEEPEST)
        left = self.product()
        while self.next.text in ("+", "-"):
            sign: Literal["+", "-"] = "+" if self.take().text == "+" else "-"
            left = Operation(sign, left, self.product())
        self.depth -= 1
        return left

    def product(self) -> Expression:
        left = self.operand()
        while self.next.text in ("*", "/"):
            sign = self.take()
            place = self.next
            right = self.operand()
            if sign.text == "/" and isinstance(right, Number) and not right.value:
                raise self.fail(place, "by-zero")
            left = Operation("*" if sign.text == "*" else "/", left, right)
        return left

    def operand(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Number(Fraction(token.text))
        if token.text == "-":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.fail(token, "too-deep", most=_DEEPEST)
            negative = Operation("-", Number(Fraction(0)), self.operand())
            self.depth -= 1
            return negative
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        if token.kind == "name":
            if self.next.text == "(":
                return self.call(token)
            return NameUse(token.text, token.start, token.end)
        raise self.fail(token, "no-operand")

    def call(self, function: Token) -> Expression:
        if function.text == "round":
            raise self.fail(function, "round-whole-side")
        if function.text != "sum":
            raise self.fail(function, "unknown-function", found=function.text)
        self.expect("(")
        name = self.take()
        if name.kind != "name":
            raise self.fail(name, "sum-of-name")
        self.expect(")")
        return NameUse(name.text, name.start, name.end, summed=True)


_Polynomial = tuple[list[Fraction | int], Fraction | int]
"""The coefficients of the names, in their order, and the constant."""


def _linear(expression: Expression) -> tuple[tuple[Terms, int] | None, int]:
    """Whole coefficients and constant of a linear expression, and what they were multiplied by."""
    found = _coefficients(expression)
    if found is None:
        return None, 1
    values, constant = found
    scale = lcm(constant.denominator, *[value.denominator for value in values])
    whole = tuple([(int(value * scale), name) for name, value in enumerate(values) if value])
    return (whole, int(constant * scale)), scale


def _coefficients(expression: Expression) -> _Polynomial | None:
    if isinstance(expression, NameUse):
        return [1], 0
    if isinstance(expression, Number):
        return [], expression.value
    left, right = _coefficients(expression.left), _coefficients(expression.right)
    if left is None or right is None:
        return None
    if expression.sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if expression.sign == "-":
        return left[0] + [-value for value in right[0]], left[1] - right[1]
    if not right[0] and (expression.sign == "*" or right[1]):
        factor = right[1] if expression.sign == "*" else Fraction(1) / right[1]
        return [value * factor for value in left[0]], left[1] * factor
    if expression.sign == "*" and not left[0]:
        return [value * left[1] for value in right[0]], left[1] * right[1]
    return None
