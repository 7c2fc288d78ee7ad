"""A rule pack as the engine holds it: a form, and the rules over it. Built by ``linter.packs``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linter.checks.base import Check
from linter.conditions import Condition
from linter.diagnostic import Severity
from linter.errors import Mistake
from linter.form import Form

ENGINE_IDS = ("unreadable", "encoding", "no-pack", "misread", "budget", "internal-error")
"""The ids under which the engine itself speaks."""

Words = Mapping[str, str]
"""A text in the languages of the pack, by language code."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a kind of check with its options set, and all that people are told about it."""

    id: str
    kind: str
    check: Check
    severity: Severity
    why: Words
    source: Words
    title: Words = field(default_factory=dict)
    when: Condition | None = None
    message: Words = field(default_factory=dict)
    place: Mistake | None = None

    def asks_for(self, name: str) -> bool:
        """Whether the rule's condition depends on a name."""
        return self.when is not None and any(use.name == name for use in self.when.uses())


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack. ``years`` are the first and last year of the reports it speaks for, None for open.

    Of the packs of one ``family`` only one speaks for a document. ``on_request`` packs speak only when asked for.
    """

    name: str
    version: str
    digest: str
    path: str
    title: Words
    source: Words
    form: Form
    rules: tuple[Rule, ...]
    applies: Condition
    family: str = ""
    years: tuple[int | None, int | None] = (None, None)
    on_request: bool = False
