"""What the little languages of packs (relations between figures, conditions, patterns) are taken apart with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.diagnostic import Message


class Token(NamedTuple):
    """``text[start:end]`` of what was read; ``kind`` names the group of the pattern that matched, or is "end"."""

    kind: str
    text: str
    start: int
    end: int


class MalformedError(Exception):
    """A relation, a condition or a pattern that is not accepted: ``text[start:end]`` of it is where, ``message`` says
    why."""

    def __init__(self, start: int, end: int, message: Message) -> None:
        super().__init__(message.key)
        self.start = start
        self.end = end
        self.message = message


def tokens(text: str, known: re.Pattern[str], refusal: str) -> Iterator[Token]:
    """The tokens that ``known`` matches one after the other, the last of kind "end". ``known`` takes white space before
    a token by itself; each of its groups is a kind of token. Raises ``MalformedError`` with the message ``refusal``
    where nothing matches."""
    at = 0
    while found := known.match(text, at):
        kind = found.lastgroup or ""
        at = found.end()
        yield Token(kind, found[kind], found.start(kind), at)
    at = len(text) - len(text[at:].lstrip())
    if at < len(text):
        raise MalformedError(at, at + 1, Message(refusal, {"found": text[at]}))
    yield Token("end", "", at, at)
