"""The tokens of the little languages in packs: relations between figures, and conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_SPACE = re.compile(r"\s*")


class Token(NamedTuple):
    """``text[start:end]`` of what was read; ``kind`` names the group of the pattern that matched, or is "end"."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str, known: re.Pattern[str], refused: Callable[[int], Exception]) -> Iterator[Token]:
    """The tokens that ``known`` matches one after the other, the last of kind "end". Raises what ``refused`` makes of
    the offset at which nothing matches."""
    at = 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if at == len(text):
            yield Token("end", "", at, at)
            return
        found = known.match(text, at)
        if not found:
            raise refused(at)
        yield Token(found.lastgroup or "", found[found.lastgroup or 0], at, found.end())
        at = found.end()
