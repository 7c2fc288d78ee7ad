"""Which command is meant, where options stand before its name or none is named."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence


def command_first(words: Sequence[str], commands: Iterable[str], valued: Container[str]) -> list[str]:
    """The words of a command line with the command first: ``check``, if they name none of the ``commands``.

    It is named by the first word that is neither an option nor the value of one of the ``valued`` options.
    """
    at = _command_in(words, frozenset(commands), valued)
    if at is not None:
        return [words[at], *words[:at], *words[at + 1 :]]
    return list(words) if words and words[0] in ("--help", "-h") else ["check", *words]


def _command_in(words: Sequence[str], commands: Container[str], valued: Container[str]) -> int | None:
    rest = iter(enumerate(words))
    for at, word in rest:
        if word in valued:
            next(rest, None)
        elif word in ("--", "--version"):
            return None
        elif word == "-" or not word.startswith("-"):
            return at if word in commands else None
    return None
