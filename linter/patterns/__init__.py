"""Patterns of packs: written once, folded like the text they are matched on, and unable to run away.

A pattern is a checked part of ``re`` (``syntax``, ``runaway``). Its literal characters are folded as text is:
``\\(`` means ``（``, ``２０`` means ``20``, white space beside a Chinese character means nothing. In folded text

- ``\\d`` is one of ``0-9`` (full-width digits have become these);
- ``\\s`` is a space: line ends within a paragraph and white space beside Chinese characters are gone;
- ``\\w`` is a letter, a digit, ``_`` or a Chinese character, which is why ``\\b`` beside Chinese is refused: it would
  never match there;
- ``^`` and ``$`` are the beginning and the end of the paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from linter.characters import HAN, meet
from linter.diagnostic import Message
from linter.folding import fold_text
from linter.patterns.runaway import refuse_runaway
from linter.patterns.syntax import (
    SIGNS,
    Edge,
    Group,
    Item,
    Literal,
    Repeat,
    Sequence,
    fold_character,
    parse_pattern,
)
from linter.tokens import MalformedError

__all__ = ["check_pattern", "compile_pattern", "lazy_pattern", "written"]

_OPEN_SPACE = " ?"
_NEVER = re.compile(r"(?!)")


def check_pattern(text: str) -> str:
    """The folded pattern as ``re`` takes it. Raises ``MalformedError`` with the exact place of what is refused."""
    tree = parse_pattern(text)
    _refuse_word_edges(tree)
    refuse_runaway(tree)
    return "|".join(_sequence(branch) for branch in tree.branches)


@lru_cache(maxsize=2048)
def compile_pattern(text: str) -> re.Pattern[str]:
    """The pattern, checked, folded and compiled. Raises ``MalformedError``."""
    return re.compile(check_pattern(text))


class _LazyPattern:
    """A pattern that is compiled (and checked) when it is first used: most runs use a few of a pack's patterns."""

    __slots__ = ("_compiled", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if self._compiled is None:
            try:
                self._compiled = compile_pattern(self._text)
            except MalformedError:  # it was checked when its pack was read: only a forged cache leads here
                self._compiled = _NEVER
        return getattr(self._compiled, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LazyPattern) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"lazy_pattern({self._text!r})"


def written(pattern: object) -> str:
    """A pattern of ``lazy_pattern`` as its author wrote it."""
    assert isinstance(pattern, _LazyPattern)
    return pattern._text


def lazy_pattern(text: str) -> re.Pattern[str]:
    """Something that behaves as ``compile_pattern(text)`` and costs nothing until it is used."""
    return _LazyPattern(text)  # type: ignore[return-value]


# ---------------------------------------------------------------- folding


def _sequence(items: Sequence) -> str:
    """A sequence as ``re`` takes it; runs of literal characters are folded together, as running text is."""
    pieces: list[str] = []
    run = ""
    for item in items:
        if isinstance(item, Literal):
            run += item.char
            continue
        pieces += (_run(run), _item(item))
        run = ""
    return "".join((*pieces, _run(run)))


def _item(item: Item) -> str:
    if isinstance(item, Group):
        return f"{item.opening}{'|'.join(_sequence(branch) for branch in item.branches)})"
    if isinstance(item, Repeat):
        inner = _character(item.item.char) if isinstance(item.item, Literal) else _item(item.item)
        return f"{inner}{item.text}{'?' * item.lazy}"
    return _character(item.char) if isinstance(item, Literal) else item.text


def _character(char: str) -> str:
    """One character by itself: what stands beside it in the text is not known."""
    folded = fold_character(char)
    return f"[{folded}{SIGNS[folded]}]" if folded in SIGNS else re.escape(folded)


def _run(run: str) -> str:
    """A run of literal characters; at its ends, what folding makes of signs and white space is left open."""
    if not run:
        return ""
    folded = fold_text(run)
    if not folded:
        return _OPEN_SPACE
    before = _OPEN_SPACE if run[0].isspace() else ""
    after = _OPEN_SPACE if run[-1].isspace() else ""
    if len(folded) == 1:
        return before + _character(folded) + after
    return before + _character(folded[0]) + re.escape(folded[1:-1]) + _character(folded[-1]) + after


# ---------------------------------------------------------------- \b


def _refuse_word_edges(tree: Group) -> None:
    """Refuse ``\\b`` beside something that can be a Chinese character."""
    for branch in tree.branches:
        for before, item, after in zip((None, *branch), branch, (*branch[1:], None), strict=False):
            if isinstance(item, Group):
                _refuse_word_edges(item)
            elif isinstance(item, Repeat) and isinstance(item.item, Group):
                _refuse_word_edges(item.item)
            elif isinstance(item, Edge) and item.text == r"\b" and (_may_be_han(before) or _may_be_han(after)):
                raise MalformedError(item.start, item.end, Message("pattern.word-edge"))


def _may_be_han(item: Item | None) -> bool:
    if isinstance(item, Group):
        return any(_may_be_han(each) for branch in item.branches for each in branch)
    if isinstance(item, Repeat):
        return _may_be_han(item.item)
    return item is not None and not isinstance(item, Edge) and meet(item.chars, HAN)
