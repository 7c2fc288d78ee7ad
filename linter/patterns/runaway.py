"""Which patterns can run away: take time that explodes with the length of the text.

A backtracking engine tries every way in which a text can be divided over the parts of a pattern. So the ways are
bounded here, before a pattern is accepted:

- what is repeated is not empty, holds no unbounded repetition, and reads any text in one way only (each next character
  decides where in the pattern it belongs: its position automaton is deterministic);
- parts of varying length that follow each other and can match the same characters multiply; their product is bounded,
  and two unbounded ones are refused unless something that only one place can match stands between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import NamedTuple

from linter.characters import CharSet, charset, meet
from linter.diagnostic import Message
from linter.patterns.syntax import Edge, Group, Item, Literal, OneOf, Repeat, Sequence
from linter.tokens import MalformedError

MOST_WAYS = 30_000
_UNBOUNDED = 500
_SMALL = 31
"""In how many lengths a repetition may match that needs no smaller bounds: those of ``{0,30}``."""
_MOST_POSITIONS = 400
_MOST_SIZE = 20_000


def refuse_runaway(pattern: Group) -> None:
    """Raise ``MalformedError`` at the part of the pattern that may run away."""
    if _size(pattern) > _MOST_SIZE:
        raise MalformedError(pattern.start, pattern.end, Message("pattern.too-large"))
    if nullable(pattern):
        raise MalformedError(pattern.start, max(pattern.end, 1), Message("pattern.matches-nothing"))
    _Walk().group(pattern, ())


def _size(item: Item) -> int:
    if isinstance(item, Group):
        return sum(_size(each) for branch in item.branches for each in branch)
    if isinstance(item, Repeat):
        return _size(item.item) * max(item.least, item.most or 1)
    return 1


def nullable(item: Item) -> bool:
    """Whether an item can match without taking a character."""
    if isinstance(item, Group):
        return any(all(map(nullable, branch)) for branch in item.branches)
    if isinstance(item, Repeat):
        return item.least == 0 or nullable(item.item)
    return isinstance(item, Edge)


def every_place(item: Item) -> Iterator[CharSet]:
    """The sets of all places of an item."""
    if isinstance(item, Group):
        for branch in item.branches:
            for each in branch:
                yield from every_place(each)
    elif isinstance(item, Repeat):
        yield from every_place(item.item)
    elif not isinstance(item, Edge):
        yield item.chars


def _unbounded(item: Item) -> Repeat | None:
    """The first unbounded repetition inside an item."""
    if isinstance(item, Repeat):
        return item if item.most is None else _unbounded(item.item)
    if isinstance(item, Group):
        return next((found for branch in item.branches for each in branch if (found := _unbounded(each))), None)
    return None


class _Open(NamedTuple):
    """A part of varying length whose end is still open: what it can match, in how many lengths, where it stands."""

    chars: CharSet
    width: int
    start: int


_Opens = tuple[_Open, ...]


class _Walk:
    """Follows every path through a pattern with the parts that are still open on it."""

    def __init__(self) -> None:
        self.ways = 1

    def group(self, group: Group, opens: _Opens) -> _Opens:
        if len(group.branches) > 1 and _ambiguous(group):
            self.ways *= len(group.branches)
            if self.ways > MOST_WAYS:
                raise MalformedError(group.start, group.end, Message("pattern.too-many-ways"))
        after: dict[_Open, None] = {}
        for branch in group.branches:
            after.update(dict.fromkeys(self.sequence(branch, opens)))
        return tuple(after)

    def sequence(self, items: Sequence, opens: _Opens) -> _Opens:
        for item in items:
            opens = self.item(item, opens)
        return opens

    def item(self, item: Item, opens: _Opens) -> _Opens:
        if isinstance(item, Edge):
            return opens
        if isinstance(item, Group):
            return self.group(item, opens)
        if isinstance(item, Repeat):
            return self.repeat(item, opens)
        return tuple(each for each in opens if meet(each.chars, item.chars))

    def repeat(self, repeat: Repeat, opens: _Opens) -> _Opens:
        if repeat.most == 1:
            inside = self.item(repeat.item, opens)
            if repeat.least == 1:
                return inside
            return self._open(repeat, 2, tuple(dict.fromkeys((*opens, *inside))))
        _refuse_body(repeat)
        kept = self.item(repeat.item, opens) if repeat.least else opens
        if repeat.least == repeat.most and isinstance(repeat.item, Literal | OneOf):
            return kept
        width = _UNBOUNDED if repeat.most is None else repeat.most - repeat.least + 1
        return self._open(repeat, width, kept)

    def _open(self, repeat: Repeat, width: int, opens: _Opens) -> _Opens:
        """Add a part of varying length; refuse it where it and the open parts can be divided in too many ways."""
        found = charset(each for places in every_place(repeat.item) for each in places)
        widths = [width, *(each.width for each in opens if meet(each.chars, found))]
        if prod(widths) > MOST_WAYS:
            key = "pattern.adjacent" if max(widths) > _SMALL else "pattern.too-many-in-a-row"
            raise MalformedError(repeat.start, repeat.end, Message(key, {"found": repeat.text, "count": len(widths)}))
        return (*opens, _Open(found, width, repeat.start))


def _refuse_body(repeat: Repeat) -> None:
    """Refuse a repetition of something that is empty, unbounded or can be read in several ways."""
    inner = _unbounded(repeat.item)
    if inner:
        raise MalformedError(inner.start, inner.end, Message("pattern.nested", {"found": inner.text}))
    if nullable(repeat.item):
        raise MalformedError(repeat.start, repeat.end, Message("pattern.repeats-nothing", {"found": repeat.text}))
    if isinstance(repeat.item, Group) and not _Positions.of(repeat.item).deterministic(loops=True):
        raise MalformedError(repeat.start, repeat.end, Message("pattern.ambiguous", {"found": repeat.text}))


def _ambiguous(group: Group) -> bool:
    """Whether two alternatives can begin with the same character."""
    firsts = [
        charset(each for place in found.first for each in found.chars[place])
        for branch in group.branches
        for found in (_Positions.of(Group((branch,), "", group.start, group.end)),)
    ]
    return any(meet(one, other) for at, one in enumerate(firsts) for other in firsts[at + 1 :])


@dataclass
class _Positions:
    """The position automaton (Glushkov) of an item: where it can begin and end, and what can follow what."""

    chars: list[CharSet]
    follow: list[set[int]]
    first: set[int]
    last: set[int]
    empty: bool

    @classmethod
    def of(cls, group: Group) -> _Positions:
        found = cls([], [], set(), set(), True)
        found.first, found.last, found.empty = found._build(group)
        return found

    def deterministic(self, loops: bool) -> bool:
        """Whether the next character always decides the next place; ``loops``: also over the end to the beginning."""
        if loops:
            for place in self.last:
                self.follow[place] |= self.first
        return all(self._apart(places) for places in (self.first, *self.follow))

    def _apart(self, places: set[int]) -> bool:
        sets = [self.chars[place] for place in places]
        return not any(meet(one, other) for at, one in enumerate(sets) for other in sets[at + 1 :])

    def _build(self, item: Item) -> tuple[set[int], set[int], bool]:
        """First and last places of an item, and whether it can be empty."""
        if isinstance(item, Edge):
            return set(), set(), True
        if isinstance(item, Group):
            parts = [self._sequence(branch) for branch in item.branches]
            firsts: set[int] = set().union(*(first for first, _, _ in parts))
            lasts: set[int] = set().union(*(last for _, last, _ in parts))
            return firsts, lasts, any(empty for _, _, empty in parts)
        if isinstance(item, Repeat):
            return self._repeat(item)
        if len(self.chars) >= _MOST_POSITIONS:
            raise MalformedError(item.start, item.end, Message("pattern.too-large"))
        self.chars.append(item.chars)
        self.follow.append(set())
        place = {len(self.chars) - 1}
        return place, set(place), False

    def _sequence(self, items: Sequence) -> tuple[set[int], set[int], bool]:
        first: set[int] = set()
        last: set[int] = set()
        empty = True
        for starts, ends, optional in map(self._build, items):
            for place in last:
                self.follow[place] |= starts
            if empty:
                first |= starts
            last = last | ends if optional else set(ends)
            empty = empty and optional
        return first, last, empty

    def _repeat(self, repeat: Repeat) -> tuple[set[int], set[int], bool]:
        """A bounded repetition as that many copies one behind the other, an unbounded one as a loop."""
        copies = max(repeat.least, 1) if repeat.most is None else repeat.most
        parts = [self._build(repeat.item) for _ in range(copies)]
        first, last, empty = parts[0]
        for (_, ends, _), (starts, _, _) in pairwise(parts):
            for place in ends:
                self.follow[place] |= starts
        if repeat.most is None:
            starts, ends, _ = parts[-1]
            for place in ends:
                self.follow[place] |= starts
        last = set().union(*(ends for _, ends, _ in parts[max(repeat.least, 1) - 1 :]))
        return first, last, empty or repeat.least == 0
