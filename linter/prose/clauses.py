"""Clauses and sentences of folded running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLAUSE = re.compile("[^，。；：！？,;:!?]+")
_SENTENCE = re.compile("[^。！？]+[。！？]?[”’」』）》]*")


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of folded text, as half-open ranges. A comma between the digits of one number does not end one."""
    start = 0
    for found in re.finditer("[，。；：！？,;:!?]", text):
        at = found.start()
        if text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
            continue
        if at > start:
            yield start, at
        start = at + 1
    if start < len(text):
        yield start, len(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of folded text, as half-open ranges with their closing marks."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Where what stands behind the last of some marks begins; ``start`` where none of them stands before ``end``."""
    return max([start, *[text.rfind(mark, start, end) + 1 for mark in marks]])
