"""Sentences of folded running text, and the marks that divide them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile("[^。！？]+[。！？]?[”’」』）》]*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of folded text, as half-open ranges with their closing marks."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Where what stands behind the last of some marks begins; ``start`` where none of them stands before ``end``."""
    return max([start, *[text.rfind(mark, start, end) + 1 for mark in marks]])
