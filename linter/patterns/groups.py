"""What the first group of a pattern is: whether there is one, whether every match has it, what it can hold."""

from __future__ import annotations

from collections.abc import Iterator

from linter.characters import DIGIT, complement, meet
from linter.patterns.runaway import every_place, nullable
from linter.patterns.syntax import Group, Repeat, parse_pattern

_NO_DIGIT = complement(DIGIT)


def has_group(pattern: str) -> bool:
    """Whether a pattern has a group whose text every match has: one that is not optional and no mere alternative."""
    return _first_group(parse_pattern(pattern)) is not None


def holds_digits(pattern: str) -> bool:
    """Whether what a match stands for (its first group, or all of it where there is none) can only be digits."""
    whole = parse_pattern(pattern)
    held = _first_group(whole) or (None if _captures(whole) else whole)
    if held is None or nullable(held):
        return False
    return not any(meet(chars, _NO_DIGIT) for chars in every_place(held))


def _first_group(group: Group) -> Group | None:
    """The first group that captures, if every match passes through it."""
    if len(group.branches) > 1:
        return None
    for item in group.branches[0]:
        inner = item.item if isinstance(item, Repeat) else item
        if isinstance(inner, Group) and _captures(inner):
            if isinstance(item, Repeat) and item.least == 0:
                return None
            return inner if _is_capturing(inner) else _first_group(inner)
    return None


def _is_capturing(group: Group) -> bool:
    return group.opening not in ("", "(?:")


def _captures(group: Group) -> bool:
    """Whether a group, or one inside it, captures."""
    return _is_capturing(group) or any(_captures(each) for each in _groups(group))


def _groups(group: Group) -> Iterator[Group]:
    for branch in group.branches:
        for item in branch:
            inner = item.item if isinstance(item, Repeat) else item
            if isinstance(inner, Group):
                yield inner
