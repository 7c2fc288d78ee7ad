"""How a run is to be shown, what a format is, and what is counted while a run goes by."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from linter.diagnostic import CandidatePlace, Diagnostic, FileResult, Message, RelatedPlace, Severity
from linter.output.columns import Unit


@dataclass(frozen=True, slots=True)
class View:
    """What the reader of the output asked for.

    ``say`` puts a message into the reader's language. ``unit`` is that of the columns of text formats; ``color`` and
    ``carets`` are for terminals only. ``rule`` gives the words of a rule, by pack and id, where they are known.
    """

    say: Callable[[Message], str]
    language: str = "en"
    unit: Unit = "codepoint"
    color: bool = False
    carets: bool = False
    rule: Callable[[str | None, str], RuleWords | None] = lambda pack, rule: None


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a format may say about a rule besides its findings."""

    title: str
    why: str
    source: str


@dataclass(slots=True)
class Tally:
    """What a run came to. ``hidden`` are the findings below the level that text formats show."""

    files: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    hidden: Counter[Severity] = field(default_factory=Counter)
    suppressed: int = 0
    gaps: int = 0
    unassessed: int = 0
    unassessed_files: int = 0
    first_unassessed: str | None = None
    at_fault: int = 0

    def add(self, result: FileResult, level: Severity) -> None:
        """Count one file; of those with rules that could not run the first is kept, to be named."""
        self.files += 1
        shown = False
        for diagnostic in result.diagnostics:
            if diagnostic.suppressed:
                self.suppressed += 1
                continue
            self.severities[diagnostic.severity] += 1
            self.rules[diagnostic.severity, diagnostic.rule] += 1
            if diagnostic.severity < level:
                self.hidden[diagnostic.severity] += 1
            else:
                shown = True
        self.at_fault += shown
        self.gaps += len(result.not_assessed)
        rules = {gap.rule for gap in result.not_assessed}
        self.unassessed += len(rules)
        if rules:
            self.unassessed_files += 1
            self.first_unassessed = self.first_unassessed or result.path


def _nothing() -> str:
    return ""


def _nothing_more(tally: Tally) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Format:
    """What a format writes: before the files, for each file as it comes, and behind them.

    ``file`` is given the level of the file's own settings; formats for machines pay no heed to it.
    """

    file: Callable[[FileResult, Severity], str]
    start: Callable[[], str] = _nothing
    end: Callable[[Tally], str] = _nothing_more


def shown_path(path: str) -> str:
    """A path as it is printed: `/` between parts; bytes that are not UTF-8, and control characters, as ``\\xNN``."""
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    if path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else _bytes(letter) for letter in text)


def _bytes(letter: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "surrogatepass"))


def shown(result: FileResult, level: Severity) -> list[Diagnostic]:
    """The diagnostics that a text format shows."""
    return [found for found in result.unaccepted if found.severity >= level]


def candidate_words(candidate: CandidatePlace, view: View) -> str:
    """A figure that may be the wrong one, in words."""
    values = {"cell": candidate.cell, "actual": candidate.actual, "expected": candidate.expected}
    return view.say(Message("output.candidate" if candidate.cell else "output.candidate-unnamed", values))


def related_places(found: Diagnostic, view: View) -> list[tuple[CandidatePlace | RelatedPlace, str]]:
    """What people are shown beside a finding, with words: the figures that may be the wrong ones, unless the finding
    itself stands on the only one, and the places that belong to it."""
    elsewhere = any(candidate.region != found.region for candidate in found.candidates)
    return [
        *((candidate, candidate_words(candidate, view)) for candidate in found.candidates if elsewhere),
        *((related, related.message) for related in found.related),
    ]
