"""What a run came to, in one line."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping

from linter.diagnostic import Message, Severity
from linter.messages import Catalogue
from linter.output.view import Tally, shown_path

STDIN_NAME = "<stdin>"
"""What standard input is called unless the user says otherwise."""


def verdict(tally: Tally, words: Catalogue, stdin: str | None = None) -> str:
    """What was found and in how many files, what was not shown, what could not be judged and where to look.

    ``stdin`` is what standard input was called, if it was read.
    """
    return words.text("cli.verdict-join").join(_parts(tally, words, stdin))


def empty(folder: str, words: Catalogue) -> str:
    """That there is nothing to check in a folder."""
    return _say(words, "cli.no-files", folder=shown_path(folder))


def excluded(paths: Collection[str], config: str, words: Catalogue) -> str:
    """That files were named that a config leaves out."""
    return _say(words, "cli.excluded", files=_counted("file", len(paths), words), config=shown_path(config))


def statistics(tally: Tally) -> Iterator[str]:
    """How often each rule spoke, most often first."""
    for (severity, rule), count in sorted(tally.rules.items(), key=lambda item: (-item[1], -item[0][0], item[0][1])):
        yield f"{count:6} {severity!s:7} {rule}"


def _parts(tally: Tally, words: Catalogue, stdin: str | None) -> Iterator[str]:
    shown = {severity: tally.severities[severity] - tally.hidden[severity] for severity in reversed(Severity)}
    found = words.word(_counts(shown, words)) or words.text("cli.verdict-nothing")
    files = _counted("file", tally.files, words)
    if 0 < tally.at_fault < tally.files:
        yield _say(words, "cli.verdict-some", found=found, some=str(tally.at_fault), files=files)
    else:
        yield _say(words, "cli.verdict", found=found, files=files)
    if tally.hidden.total():
        lowest = min(severity for severity, count in tally.hidden.items() if count)
        hidden = words.word(_counts(tally.hidden, words))
        yield f"{hidden}{words.text('list.colon')}--level {lowest}"
    if tally.suppressed:
        yield _say(words, "cli.verdict-suppressed", count=str(tally.suppressed))
    if tally.unassessed:
        yield _unassessed(tally, words, stdin)


def _unassessed(tally: Tally, words: Catalogue, stdin: str | None) -> str:
    first = tally.first_unassessed or ""
    name = ["-", "--stdin-filename", first] if first != STDIN_NAME else ["-"]
    command = shlex.join(["reportlint", "show", *(name if first == stdin else [shown_path(first)])])
    rules, files = _counted("rule", tally.unassessed, words), _counted("file", tally.unassessed_files, words)
    key = "cli.verdict-unassessed" if tally.unassessed_files == 1 else "cli.verdict-unassessed-several"
    said = _say(words, key, rules=rules, files=files, command=command)
    return said + (words.text("cli.verdict-same-text") if first == stdin else "")


def _counts(counts: Mapping[Severity, int], words: Catalogue) -> tuple[str, ...]:
    heaviest: Iterable[Severity] = reversed(Severity)
    return tuple(_counted(str(severity), counts[severity], words) for severity in heaviest if counts.get(severity))


def _counted(what: str, count: int, words: Catalogue) -> str:
    return _say(words, f"cli.count-{what}{'' if count == 1 else 's'}", count=str(count))


def _say(words: Catalogue, key: str, **values: str) -> str:
    return words.render(Message(key, values))
