"""The little language of conditions: ``government and year >= 2021 or table(requests)``.

Names, ``and or not``, brackets, comparisons with whole numbers and quoted texts, and ``table(name)``. Judged in three
values: an unknown name is not false, it leaves the condition open unless the rest decides it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from linter.diagnostic import Message
from linter.tokens import MalformedError, Token, tokens

Value = bool | int | str | None
"""What a name in a condition stands for; None is unknown, which is not false."""

_LONGEST = 1000
_DEEPEST = 40
_MOST_DIGITS = 9
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,9})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<word>[a-z][a-z0-9_]*)|(?P<sign>[=!<>]=|[<>()]))"
)
_COMPARE: Mapping[str, Callable[[object, object], bool]] = {"==": operator.eq, "!=": operator.ne}
_ORDER: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name and where it stands in the condition; ``table`` where it was written ``table(name)``."""

    name: str
    start: int
    end: int
    table: bool = False

    def holds(self, names: Mapping[str, Value]) -> bool | None:
        value = names.get(self.name)
        return None if value is None else bool(value)

    def unknown(self, names: Mapping[str, Value]) -> tuple[str, ...]:
        return (self.name,) if names.get(self.name) is None else ()

    def uses(self) -> Iterator[NameUse]:
        yield self


@dataclass(frozen=True, slots=True)
class Comparison:
    """``name >= 2021``. With a number a text compares as the number it states; one that states none is unknown."""

    use: NameUse
    sign: str
    value: int | str

    def holds(self, names: Mapping[str, Value]) -> bool | None:
        value = names.get(self.use.name)
        if isinstance(value, str) and isinstance(self.value, int):
            value = int(value) if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS else None
        if value is None:
            return None
        if self.sign in _COMPARE:
            return _COMPARE[self.sign](value, self.value)
        return _ORDER[self.sign](int(value), int(self.value))

    def unknown(self, names: Mapping[str, Value]) -> tuple[str, ...]:
        return (self.use.name,) if self.holds(names) is None else ()

    def uses(self) -> Iterator[NameUse]:
        yield self.use


@dataclass(frozen=True, slots=True)
class Always:
    """``true`` or ``false``, written out."""

    value: bool

    def holds(self, names: Mapping[str, Value]) -> bool | None:
        return self.value

    def unknown(self, names: Mapping[str, Value]) -> tuple[str, ...]:
        return ()

    def uses(self) -> Iterator[NameUse]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Not:
    """``not`` something."""

    part: Condition

    def holds(self, names: Mapping[str, Value]) -> bool | None:
        held = self.part.holds(names)
        return None if held is None else not held

    def unknown(self, names: Mapping[str, Value]) -> tuple[str, ...]:
        return self.part.unknown(names)

    def uses(self) -> Iterator[NameUse]:
        return self.part.uses()


@dataclass(frozen=True, slots=True)
class Several:
    """Parts joined by ``and`` (``or``): one that is false (true) decides, else one that is open leaves it open."""

    word: Literal["and", "or"]
    parts: tuple[Condition, ...]

    def holds(self, names: Mapping[str, Value]) -> bool | None:
        decides = self.word == "or"
        left_open = False
        for part in self.parts:  # the first that decides is the last that is asked: a name may be costly to know
            held = part.holds(names)
            if held is decides:
                return decides
            left_open = left_open or held is None
        return None if left_open else not decides

    def unknown(self, names: Mapping[str, Value]) -> tuple[str, ...]:
        if self.holds(names) is not None:
            return ()
        return tuple(dict.fromkeys(name for part in self.parts for name in part.unknown(names)))

    def uses(self) -> Iterator[NameUse]:
        for part in self.parts:
            yield from part.uses()


Condition = NameUse | Comparison | Always | Not | Several
"""``holds`` is None where unknown names leave it open, and ``unknown`` says which; ``uses`` are all names in it."""


def parse_condition(text: str) -> Condition:
    """The condition a text states. Raises ``MalformedError`` at the exact place of the first thing wrong with it."""
    if len(text) > _LONGEST:
        raise MalformedError(_LONGEST, len(text), Message("condition.too-long", {"most": _LONGEST}))
    parser = _Parser(text)
    condition = parser.any_of()
    if parser.next.kind != "end":
        raise parser.fail("unexpected")
    return condition


class _Parser:
    """Recursive descent, one token ahead."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text, _TOKEN, "condition.unknown-character"))
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += token.kind != "end"
        return token

    def fail(self, key: str) -> MalformedError:
        token = self.next
        key = "ended" if token.kind == "end" else key
        return MalformedError(token.start, token.end, Message(f"condition.{key}", {"found": token.text}))

    def any_of(self) -> Condition:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fail("too-deep")
        parts = [self.all_of()]
        while self.next.text == "or":
            self.take()
            parts.append(self.all_of())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Several("or", tuple(parts))

    def all_of(self) -> Condition:
        parts = [self.single()]
        while self.next.text == "and":
            self.take()
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else Several("and", tuple(parts))

    def single(self) -> Condition:
        negated = False
        while self.next.text == "not":
            self.take()
            negated = not negated
        part = self.operand()
        return Not(part) if negated else part

    def operand(self) -> Condition:
        if self.next.text == "(":
            self.take()
            inner = self.any_of()
            self.expect(")")
            return inner
        if self.next.kind != "word" or self.next.text in ("and", "or"):
            raise self.fail("expected-name")
        token = self.take()
        if token.text in ("true", "false"):
            return Always(token.text == "true")
        if self.next.text == "(":
            return self.call(token)
        use = NameUse(token.text, token.start, token.end)
        if self.next.text in _COMPARE or self.next.text in _ORDER:
            return self.comparison(use)
        return use

    def comparison(self, use: NameUse) -> Comparison:
        sign = self.take()
        if self.next.kind == "number":
            return Comparison(use, sign.text, int(self.take().text))
        if self.next.kind == "text" and sign.text in _COMPARE:
            return Comparison(use, sign.text, self.take().text[1:-1])
        raise self.fail("expected-value")

    def call(self, function: Token) -> Condition:
        if function.text != "table":
            found = Message("condition.unknown-function", {"found": function.text})
            raise MalformedError(function.start, function.end, found)
        self.take()
        if self.next.kind != "word":
            raise self.fail("expected-name")
        name = self.take()
        self.expect(")")
        return NameUse(name.text, name.start, name.end, table=True)

    def expect(self, sign: str) -> None:
        if self.next.text != sign:
            raise self.fail("unexpected")
        self.take()
