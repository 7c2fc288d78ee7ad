"""Whether the report was signed in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, FactRef, Outcome
from linter.checks.values import DateFactRef, Day, YearFactRef
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document


@dataclass(frozen=True, slots=True)
class Deadline:
    """The date of signature is not after the day on which the report is due in the year after its own.

    A report without a date is not judged.

    Options:
        signed: the fact that holds the date of signature.
        year: the fact that holds the report's year.
        due: the last day.
        due-if: other last days, by the fact that must be true for them; the first true one holds.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("signed", "due")

    signed: DateFactRef
    year: YearFactRef
    due: Day
    due_if: Mapping[FactRef, Day] = field(default_factory=dict)

    def run(self, document: Document) -> Outcome:
        signed, year = document.facts.get(self.signed), document.facts.get(self.year)
        if signed is None or signed.span is None:
            return NOT_APPLICABLE
        if year is None:
            return Outcome(gaps=(Gap(Message("deadline.no-year")),))
        last = self._last_day(document, int(year.value))
        if last is None:
            return Outcome(gaps=(Gap(Message("deadline.no-body")),))
        if date.fromisoformat(str(signed.value)) <= last:
            return PASS
        values = {"signed": str(signed.value), "due": last.isoformat()}
        return Outcome((Finding(signed.span, Message("deadline.late", values), actual=str(signed.value)),))

    def _last_day(self, document: Document, year: int) -> date | None:
        """The day on which this report was due; None where a fact that decides it is unknown."""
        day = self.due
        for fact, other in self.due_if.items():
            known = document.facts.get(fact)
            if known is None:
                return None
            if known.value:
                day = other
                break
        return day.of(year + 1)
