"""Whether last year's year stands where this year's belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome, ScopeRef, Word
from linter.checks.values import NumberPattern, YearFactRef
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document, Paragraph
from linter.form import Form
from linter.prose.clauses import sentences

_YEAR_FIRST = re.compile(
    r"(?:（[^（）]{1,6}）|[一二三四五六七八九十]{1,2}是|[^，。；：《》]{1,20}。)?(20\d{2})年度?"
    r"(?![\d一二三四五六七八九十]{1,2}月|第|[上下]半|[年底末初《])"
)
_CITED = re.compile("《[^《》]*》|[（〔][^（）〔〕]*[）〕]")


@dataclass(frozen=True, slots=True)
class StaleYear:
    """A sentence about what was done in the year of the report names that year, and not the year before.

    Judged are sentences that open with the year before and say what was done then, and this report's own name with the
    year before in it. Comparisons, what was improved since, cited documents and plans are about other years, and so is
    a sentence that names the report's year too.

    Options:
        year: the fact that holds the report's year.
        in: where sentences are judged.
        says: what a sentence about the year's work says.
        except: words of a sentence that may rightly speak of the year before.
        names: patterns of this report's own name, with the year as first group.
        names-in: where this report's own name is looked for.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "year")

    year: YearFactRef
    in_: tuple[ScopeRef, ...]
    says: tuple[Word, ...]
    except_: tuple[Word, ...] = ()
    names: tuple[NumberPattern, ...] = ()
    names_in: tuple[ScopeRef, ...] = ()

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together."""
        if bool(self.names) != bool(self.names_in):
            yield "names" if self.names else "names_in", Message("stale-year.names-in")

    def run(self, document: Document) -> Outcome:
        fact = document.facts.get(self.year)
        if fact is None:
            return Outcome(gaps=(Gap(Message("stale-year.no-year")),))
        year = str(fact.value)
        before = str(int(year) - 1)
        findings = [
            Finding(
                paragraph.folded.span(start, start + 4),
                Message("stale-year.stale", {"found": before, "year": year}),
                actual=before,
                expected=year,
            )
            for paragraph in document.paragraphs
            for start in self._stale(paragraph, before, year)
        ]
        return Outcome(tuple(findings)) if findings else PASS

    def _stale(self, paragraph: Paragraph, before: str, year: str) -> Iterator[int]:
        text = paragraph.folded.text
        if before not in text:
            return
        if paragraph.scope in self.in_:
            for start, end in sentences(text):
                opening = _YEAR_FIRST.match(text, start, end)
                if opening and opening[1] == before and self._is_about_work(text[opening.end() : end], year):
                    yield opening.start(1)
        if paragraph.scope in self.names_in:
            for pattern in self.names:
                yield from (found.start(1) for found in pattern.finditer(text) if found[1] == before)

    def _is_about_work(self, sentence: str, year: str) -> bool:
        sentence = _CITED.sub("", sentence)
        if year in sentence:
            return False
        return any(word in sentence for word in self.says) and not any(word in sentence for word in self.except_)
