"""Whether the statistical period is stated, and is the one the report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from linter.checks.base import PASS, Outcome, ScopeRef, Word
from linter.checks.values import Stretch, YearFactRef
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document, Paragraph
from linter.prose.clauses import sentences
from linter.prose.dates import TimeSpan, days, time_spans
from linter.prose.places import top
from linter.source import Span

_LONG = 270


@dataclass(frozen=True, slots=True)
class Period:
    """The period that the report's figures are of is stated and covers the report's year.

    Any spelling of a stretch of time counts: the second year left out, dots or dashes between the parts, Chinese
    digits, the end named first and apart from the beginning. A stretch speaks of the period if its sentence has one of
    ``words`` or if it is nearly a year long; it is wrong only if no other one is right.

    Options:
        covers: the first and last day, YYYY-MM-DD..YYYY-MM-DD, where {year} stands for the report's year.
        year: the fact that holds the report's year.
        in: where the period may be stated.
        words: what marks a sentence about the period; with one of them a bare year is a statement too.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("first", "last", "printed")

    covers: Stretch
    year: YearFactRef
    in_: tuple[ScopeRef, ...]
    words: tuple[Word, ...] = ()

    def run(self, document: Document) -> Outcome:
        fact = document.facts.get(self.year)
        if fact is None:
            return Outcome(gaps=(Gap(Message("period.no-year")),))
        first, last = self.covers.of(int(fact.value))
        wrong: list[tuple[Paragraph, TimeSpan]] = []
        paragraphs = document.scope(*self.in_)
        for paragraph in paragraphs:
            for span in time_spans(paragraph.folded.text):
                if span.covers(first, last):
                    return PASS
                if self._speaks(paragraph.folded.text, span):
                    wrong.append((paragraph, span))
            if self._names_year(paragraph.folded.text, str(fact.value)):
                return PASS
        apart = [(paragraph, span) for paragraph in paragraphs for span in _apart(paragraph.folded.text)]
        if any(span.covers(first, last) for _, span in apart):
            return PASS
        if not wrong and any(self._leaves_out_year(paragraph.folded.text, first, last) for paragraph in paragraphs):
            return PASS
        wrong = wrong or [(paragraph, span) for paragraph, span in apart if self._is_named(paragraph.folded.text, span)]
        expected = f"{first.isoformat()}..{last.isoformat()}"
        values: dict[str, object] = {"first": first.isoformat(), "last": last.isoformat()}
        if not wrong:
            return Outcome(
                (Finding(top(document), Message("period.missing", values), expected=expected, missing=True),)
            )
        return Outcome(tuple(self._wrong(paragraph, span, values, expected) for paragraph, span in wrong))

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """Every stretch of time that is stated where the period may be."""
        for paragraph in document.scope(*self.in_):
            for span in time_spans(paragraph.folded.text):
                yield "", paragraph.folded.span(span.start, span.end)

    def _speaks(self, text: str, span: TimeSpan) -> bool:
        return _days(span) >= _LONG or self._is_named(text, span)

    def _is_named(self, text: str, span: TimeSpan) -> bool:
        around = next((text[start:end] for start, end in sentences(text) if start <= span.start < end), "")
        return any(word in around for word in self.words)

    def _names_year(self, text: str, year: str) -> bool:
        if year not in text:
            return False
        return any(
            re.search(f"{year}年(?:度|全年)", text[start:end])
            for start, end in self._spoken(text)
            if not any(True for _ in time_spans(text[start:end]))
        )

    def _leaves_out_year(self, text: str, first: date, last: date) -> bool:
        """Whether a sentence about the period names both days without a year: 当年1月1日至12月31日."""
        for start, end in self._spoken(text):
            said = text[start:end]
            days_named = all(re.search(rf"(?<!\d){day.month}月{day.day}日", said) for day in (first, last))
            if days_named and set(re.findall(r"\d{4}(?=年)", said)) <= {str(first.year)}:
                return True
        return False

    def _spoken(self, text: str) -> Iterator[tuple[int, int]]:
        return ((start, end) for start, end in sentences(text) if any(word in text[start:end] for word in self.words))

    def _wrong(self, paragraph: Paragraph, span: TimeSpan, values: dict[str, object], expected: str) -> Finding:
        printed = paragraph.folded.text[span.start : span.end]
        words = Message("period.wrong", values | {"printed": printed})
        return Finding(paragraph.folded.span(span.start, span.end), words, actual=printed, expected=expected)


def _apart(text: str) -> Iterator[TimeSpan]:
    """The stretch between the first and the last day that a sentence names, where it is nearly a year long:
    数据截至2023年12月31日，自2023年1月1日起."""
    for start, end in sentences(text):
        named = [(day, start + begins, start + ends) for day, begins, ends in days(text[start:end]) if day.day]
        if len(named) > 1:
            first, last = min(day for day, _, _ in named), max(day for day, _, _ in named)
            span = TimeSpan(first, last, named[0][1], named[-1][2])
            if _days(span) >= _LONG:
                yield span


def _days(span: TimeSpan) -> int:
    """About how many days a stretch has."""
    first, last = span.first, span.last
    return (last.year - first.year) * 365 + (last.month - first.month) * 30 + ((last.day or 30) - (first.day or 1))
