"""What is wrong with a command line, in the language asked for. In English click says it itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from linter import LANGUAGES
from linter.commands import console
from linter.commands.language import from_environment
from linter.diagnostic import Message
from linter.messages import Catalogue, catalogue

USAGE = 2
_WRONG = {
    "cli.usage-choice": re.compile(r"is not one of (.*)"),
    "cli.usage-form": re.compile(r"is not of the form (.*)"),
    "cli.usage-range": re.compile(r"is not in the range (.*)"),
}
"""What is said of a wrong value, by what click and the command line say in English."""
_EXTRA = re.compile(r"extra arguments? \((.*)\)")


def refuse(problem: Any, arguments: Sequence[str]) -> int:
    """Say on standard error what click found wrong, and return the exit code; ``problem`` is its exception, as this
    room knows no click."""
    words = words_of(arguments)
    if words.language == "en":
        problem.show()
    else:
        console.complain("\n".join(_lines(problem, words)))
    return USAGE


def words_of(arguments: Sequence[str]) -> Catalogue:
    """The words of the language that a command line, else the environment asks for."""
    return catalogue(_asked(arguments) or from_environment(os.environ)[0])


def _asked(arguments: Sequence[str]) -> str | None:
    """The language that ``--lang`` names: the command line could not be read, so it is looked for."""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[at + 1 : at + 2])
            return value if value in LANGUAGES else None
    return None


def _lines(problem: Any, words: Catalogue) -> Iterator[str]:
    context = problem.ctx
    if context is not None:
        pieces = " ".join(context.command.collect_usage_pieces(context))
        yield words.render(Message("cli.usage", {"command": context.command_path, "pieces": pieces}))
        yield words.render(Message("cli.usage-help", {"command": context.command_path}))
        yield ""
    yield words.render(Message("cli.usage-error", {"problem": _problem(problem)}))


def _problem(problem: Any) -> Message:
    """What is wrong, by the kind of click's exception; what it has no kind for stays as click says it."""
    kind = type(problem).__name__
    name, said = getattr(problem, "option_name", ""), problem.format_message().rstrip(".")
    if kind == "NoSuchOption":
        near = tuple(problem.possibilities or ())
        return Message("cli.usage-near" if near else "cli.usage-no-option", {"name": name, "near": near})
    if kind == "BadOptionUsage":
        return Message("cli.usage-no-value" if "not take" in said else "cli.usage-needs-value", {"name": name})
    asked = getattr(problem, "param", None)
    if asked is None:
        extra = _EXTRA.search(said)
        return Message("cli.usage-extra" if extra else "cli.usage-other", {"said": said, "extra": extra and extra[1]})
    name = asked.opts[-1] if asked.param_type_name == "option" else asked.human_readable_name
    if kind == "MissingParameter":
        return Message("cli.usage-missing", {"name": name})
    for key, pattern in _WRONG.items():
        found = pattern.search(said)
        if found:
            return Message(key, {"name": name, "asked": found[1].replace("'", "")})
    return Message("cli.usage-wrong", {"name": name, "said": problem.message.rstrip(".")})
