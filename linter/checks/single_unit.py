"""Whether a report states the unit of its amounts, and one unit only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome
from linter.checks.values import GroupPattern
from linter.diagnostic import Finding, Message, Related
from linter.document import Document
from linter.folding import fold
from linter.source import Passage, Span


@dataclass(frozen=True, slots=True)
class SingleUnit:
    """Where tables state the unit of their figures, they all state the same one.

    A statement of the unit stands by itself on a line or in a cell, beside a table or in it. A report that states none
    is not judged, unless `needed`.

    Options:
        stated: patterns of a statement of the unit; the first group is the unit.
        needed: whether a unit has to be stated at all.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("unit", "first")

    stated: tuple[GroupPattern, ...]
    needed: bool = False

    def run(self, document: Document) -> Outcome:
        found = self.seen(document)
        if not found:
            if not self.needed or not document.title:
                return NOT_APPLICABLE
            return Outcome((Finding(document.title.raw.span(), Message("single-unit.none"), missing=True),))
        unit, first = found[0]
        findings = tuple(
            Finding(
                span,
                Message("single-unit.other", {"unit": other, "first": unit}),
                actual=other,
                expected=unit,
                related=(Related(Message("single-unit.first", {"first": unit}), first),),
            )
            for other, span in found[1:]
            if other != unit
        )
        return Outcome(findings) if findings else PASS

    def seen(self, document: Document) -> list[tuple[str, Span]]:
        """The units that are stated, and where."""
        return [
            (match[1], folded.span(*match.span(1)))
            for line in document.lines
            for field in line.fields
            for folded in (fold(field.passage),)
            for match in (self._search(folded),)
            if match
        ]

    def _search(self, folded: Passage) -> re.Match[str] | None:
        return next((match for pattern in self.stated if (match := pattern.search(folded.text))), None)
