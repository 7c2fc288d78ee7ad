"""What a misspelt word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from linter.diagnostic import Message
from linter.messages import Catalogue

_LONGEST = 60
_MOST_NAMED = 30


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Of the known words the one that ``word`` was probably meant to be."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:_LONGEST], list(known), 1, 0.6)), None)


def did_you_mean(words: Catalogue, word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: which one was probably meant, "" where that cannot be told."""
    meant = nearest(word, known)
    return words.render(Message("page.did-you-mean", {"meant": meant})) if meant else ""


def hint(words: Catalogue, word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: which one was meant, or which there are if these are not too many."""
    every = tuple(sorted(set(known)))
    meant = did_you_mean(words, word, every)
    if meant:
        return meant
    if not every:
        return words.render(Message("page.none-known"))
    return words.render(Message("page.known", {"known": every})) if len(every) <= _MOST_NAMED else ""
