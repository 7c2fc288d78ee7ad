"""Whether the brackets around the numbers of one series are of one width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Message, Related
from linter.document import Document, Paragraph
from linter.prose.enumerators import read_enumerator
from linter.source import Span


@dataclass(frozen=True, slots=True)
class BracketStyle:
    """The numbers of one series stand all in full-width brackets or all in half-width ones.

    Where the form has no parts, the whole text is judged as one series.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ()

    def run(self, document: Document) -> Outcome:
        parts = [section.paragraphs for section in document.sections.values()]
        if not document.form.sections:
            parts = [document.paragraphs]
        findings = [finding for paragraphs in parts if (finding := _judge(list(_numbers(paragraphs))))]
        return Outcome(tuple(findings)) if findings else PASS


def _numbers(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, str]]:
    """The bracketed numbers that paragraphs begin with: each its place and how its brackets are written."""
    for paragraph in paragraphs:
        number = read_enumerator(paragraph.folded.text)
        if number and number.style == "bracket":
            span = paragraph.folded.span(number.start, number.end)
            raw = paragraph.raw.text
            start = raw.find(raw.lstrip()[0])
            opening = next((char for char in raw[start:] if char in "(（"), "（")
            closing = next((char for char in raw[start:] if char in ")）"), "）")
            yield span, opening + closing


def _judge(series: Sequence[tuple[Span, str]]) -> Finding | None:
    """The first number whose brackets are not those of the first one."""
    odd = next((span for span, brackets in series if brackets != series[0][1]), None)
    if odd is None:
        return None
    related = Related(Message("bracket-style.first"), series[0][0])
    return Finding(odd, Message("bracket-style.mixed"), related=(related,))
