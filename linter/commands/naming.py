"""Which command is meant, where options stand before its name or none is named."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

_HELP = ("--help", "-h")


def command_first(words: Sequence[str], commands: Iterable[str], valued: Container[str]) -> list[str]:
    """The words of a command line with the command first: ``check``, if they name none of the ``commands``.

    It is named by the first word that is neither an option nor the value of one of the ``valued`` options. Who asks for
    help and names none is asking about all of them.
    """
    own = dict(_own_words(words, valued))
    named = next((at for at, word in own.items() if word == "-" or not word.startswith("-")), None)
    if named is not None and words[named] in frozenset(commands):
        return [words[named], *words[:named], *words[named + 1 :]]
    return ["--help"] if any(word in _HELP for word in own.values()) else ["check", *words]


def _own_words(words: Sequence[str], valued: Container[str]) -> Iterator[tuple[int, str]]:
    """The words that are no option's value, up to what ends them all, each with its number."""
    rest = iter(enumerate(words))
    for at, word in rest:
        if word in ("--", "--version"):
            return
        yield at, word
        if word in valued:
            next(rest, None)
