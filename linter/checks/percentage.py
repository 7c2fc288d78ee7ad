"""Whether percentages in the running text are those of the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from linter.checks.base import PASS, Outcome, ScopeRef, Word
from linter.checks.itemised_total import list_words
from linter.diagnostic import Finding, Message
from linter.document import Document, Paragraph
from linter.figures import plain_number
from linter.prose.clauses import Number, behind_last, numbers, sentences
from linter.prose.itemised import Counted, Words, breakdowns, counted

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率(?:为|达到?|约?达|是|：)?$")
_HUNDRED = Decimal(100)
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage of a part agrees with the part and its whole in all the places it states.

    Judged are the shares of the items of a list (其中A 857条，占57.7%) and rates named by the verb of their part
    (上报622条，采用535条，采用率86%) where the sentence offers exactly one part and one whole. 100 % and comparisons
    with another year are not judged. A number cut off instead of rounded is accepted.

    Options:
        in: where to read; everywhere unless named.
        markers: words that open a list of items.
        loose-markers: words that may open one; like a colon they count only if the sum comes near the total.
        open-ended: words that say that a list is not whole.
        ends: words that begin something else.
        totals: words that begin a total of its own.
        compared: words of comparison.
        shares: words before the percentage of an item.
    """

    markers: tuple[Word, ...]
    loose_markers: tuple[Word, ...]
    open_ended: tuple[Word, ...]
    ends: tuple[Word, ...]
    totals: tuple[Word, ...]
    compared: tuple[Word, ...]
    shares: tuple[Word, ...]
    in_: tuple[ScopeRef, ...] = (ScopeRef("document"),)

    def run(self, document: Document) -> Outcome:
        words = list_words(self)
        findings = tuple(
            _finding(paragraph, rate, part, whole)
            for paragraph in document.scope(*self.in_)
            if "%" in paragraph.folded.text
            for rate, part, whole in (*_shares(paragraph.folded.text, words), *_rates(paragraph.folded.text, words))
            if not _agrees(rate, part, whole)
        )
        return Outcome(findings) if findings else PASS


_Rate = tuple[Number, Number, Number]


def _shares(text: str, words: Words) -> Iterator[_Rate]:
    """The shares of the items of lists that add up."""
    for breakdown in breakdowns(text, words):
        total = breakdown.total.number
        adds_up = sum((item.number.value for item in breakdown.items), Decimal(0)) <= total.value
        for share in breakdown.shares:
            if adds_up and not breakdown.total.inexact and not breakdown.items[share.item].inexact:
                yield share.number, breakdown.items[share.item].number, total


def _rates(text: str, words: Words) -> Iterator[_Rate]:
    """The rates that are named by the verb of their part, in sentences with exactly one part and one whole."""
    for start, end in sentences(text):
        if end - start > _LONGEST or "率" not in text[start:end]:
            continue
        found = list(counted(text, start, end))
        for rate in numbers(text, start, end):
            named = _RATE.search(text[start : rate.start]) if rate.percent and not rate.inexact else None
            if named is None:
                continue
            before = [each for each in found if each.number.start < rate.start and not each.inexact]
            parts = [each for each in before if text[: each.number.start].endswith(named[1])]
            wholes = [each for each in before if parts and each.unit == parts[0].unit and each not in parts]
            if len(parts) == 1 and len(wholes) == 1 and not _compared(text, wholes[0], start, words):
                yield rate, parts[0].number, wholes[0].number


def _compared(text: str, whole: Counted, start: int, words: Words) -> bool:
    clause = behind_last("，；：", text, start, whole.number.start)
    return words.compared.search(text, clause, whole.number.start) is not None


def _agrees(rate: Number, part: Number, whole: Number) -> bool:
    """Whether a rate is that of the part in the whole, rounded or cut off at the places it states."""
    if rate.inexact or rate.value == _HUNDRED or not whole.value or part.value > whole.value:
        return True
    return abs(_HUNDRED * part.value / whole.value - rate.value) < Decimal(1).scaleb(-rate.places)


def _finding(paragraph: Paragraph, rate: Number, part: Number, whole: Number) -> Finding:
    right = (_HUNDRED * part.value / whole.value).quantize(Decimal(1).scaleb(-rate.places), ROUND_HALF_UP)
    printed = paragraph.folded.text[rate.start : rate.end]
    values = {
        "printed": printed,
        "part": plain_number(part.value),
        "whole": plain_number(whole.value),
        "expected": format(right, "f"),
    }
    span = paragraph.folded.span(rate.start, rate.end)
    return Finding(span, Message("percentage.wrong", values), actual=printed, expected=format(right, "f"))
