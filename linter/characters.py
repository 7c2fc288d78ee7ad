"""Sets of characters, as ranges of code points: what one place of a pattern can match."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable

CharSet = tuple[tuple[int, int], ...]
"""Sorted, disjoint, inclusive ranges of code points."""

_LAST = sys.maxunicode


def charset(ranges: Iterable[tuple[int, int]]) -> CharSet:
    """The union of some ranges."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def chars(text: str) -> CharSet:
    """The characters of a text."""
    return charset((ord(char), ord(char)) for char in text)


def complement(ranges: CharSet) -> CharSet:
    """All other characters."""
    edges = [-1, *(edge for each in ranges for edge in each), _LAST + 1]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1)


def meet(one: CharSet, other: CharSet) -> bool:
    """Whether two sets have a character in common."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    starts = [low for low, _ in large]
    for low, high in small:
        at = bisect_right(starts, high) - 1
        if at >= 0 and large[at][1] >= low:
            return True
    return False


ANY = complement(chars("\n"))
DIGIT = charset([(ord("0"), ord("9"))])
SPACE = charset([*chars("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), (0x2000, 0x200A)])
HAN = charset([(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)])
# What "\w" and "\W" match is taken a little too wide: a set that is too wide can only refuse more.
WORD = complement(
    charset(
        [
            (0, 0x2F), (0x3A, 0x40), (0x5B, 0x5E), (0x60, 0x60), (0x7B, 0xA9), (0x2010, 0x2027), (0x3000, 0x3003),
            (0x3008, 0x3011), (0x3014, 0x301F), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20),
        ]
    )
)  # fmt: skip
NOT_WORD = complement(charset([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0x4E00, 0x9FFF)]))
