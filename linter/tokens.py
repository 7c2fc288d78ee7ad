"""The tokens of the little languages in packs: relations between figures, and conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """``text[start:end]`` of what was read; ``kind`` names the group of the pattern that matched, or is "end"."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str, known: re.Pattern[str], refused: Callable[[int], Exception]) -> Iterator[Token]:
    """The tokens that ``known`` matches one after the other, the last of kind "end". Raises what ``refused`` makes of
    the offset at which nothing matches. ``known`` takes white space before a token by itself; each of its groups is a
    kind of token."""
    at = 0
    while found := known.match(text, at):
        kind = found.lastgroup or ""
        at = found.end()
        yield Token(kind, found[kind], found.start(kind), at)
    at = len(text) - len(text[at:].lstrip())
    if at < len(text):
        raise refused(at)
    yield Token("end", "", at, at)
