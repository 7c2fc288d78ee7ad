"""Whether percentages in the running text are those of the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product
from typing import ClassVar, NamedTuple

from linter.checks.base import PASS, Outcome, ScopeRef, Word
from linter.checks.itemised_total import list_words
from linter.culprit.slips import likely_slip
from linter.diagnostic import Finding, Message
from linter.document import Document, Paragraph
from linter.figures import plain_number
from linter.prose.clauses import behind_last, sentences
from linter.prose.itemised import breakdowns
from linter.prose.listing import Counted, Words, counted
from linter.prose.numbers import Number, numbers

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率(?:为|达到?|约?达|是|：)?$")
_HUNDRED = Decimal(100)
_LONGEST = 1000
_CLAUSE_ENDS = "，。；："
_DENIED = ("不", "未")
_NEXT = 12
_DATES = "年月日号"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage of a part agrees with the part and its whole in all the places it states.

    Judged are the shares of the items of a list (其中A 857条，占57.7%) and rates named by the verb of their part
    (上报622条，采用535条，采用率86%) where the sentence offers exactly one part and one whole. A share outside a list
    (到场54人，占85.7%) and a growth whose numbers are given (47件，较上年的61件下降22.95%) count as wrong only if
    a slip of the hand explains them, for their whole may be a number that the text does not give. 100 % is not judged.
    A number cut off instead of rounded is accepted.

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

    placeholders: ClassVar[tuple[str, ...]] = ("printed", "part", "whole", "expected")

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
            _finding(paragraph, wrong)
            for paragraph in document.scope(*self.in_)
            if "%" in paragraph.folded.text
            for wrong in _wrong(paragraph.folded.text, words)
        )
        return Outcome(findings) if findings else PASS


class _Rate(NamedTuple):
    """A percentage, and the part and the whole that it is said of."""

    stated: Number
    part: Decimal
    whole: Decimal

    @property
    def right(self) -> Decimal:
        return (_HUNDRED * self.part / self.whole).quantize(Decimal(1).scaleb(-self.stated.places), ROUND_HALF_UP)

    def agrees(self) -> bool:
        """Whether it is that of the part in the whole, rounded or cut off at the places it states."""
        if self.stated.inexact or self.stated.value == _HUNDRED or not self.whole or self.part > self.whole:
            return True
        return abs(_HUNDRED * self.part / self.whole - self.stated.value) < Decimal(1).scaleb(-self.stated.places)


def _wrong(text: str, words: Words) -> Iterator[_Rate]:
    judged: set[int] = set()
    for rate in (*_shares(text, words), *_rates(text, words)):
        judged.add(rate.stated.start)
        if not rate.agrees():
            yield rate
    for stated in numbers(text):
        if stated.percent and not stated.inexact and stated.start not in judged:
            rates = list(_possible(text, stated, words))
            if rates and not any(rate.agrees() for rate in rates) and _is_slip(stated, rates[0].right):
                yield rates[0]


def _is_slip(stated: Number, right: Decimal) -> bool:
    """Whether digits were changed or swapped; the point does not keep them apart."""
    return likely_slip(stated.value.scaleb(stated.places), right.scaleb(stated.places)) is not None


def _shares(text: str, words: Words) -> Iterator[_Rate]:
    """The shares of the items of lists that add up."""
    for breakdown in breakdowns(text, words):
        total = breakdown.total.number
        adds_up = sum((item.number.value for item in breakdown.items), Decimal(0)) <= total.value
        for share in breakdown.shares:
            item = breakdown.items[share.item]
            if adds_up and not breakdown.total.inexact and not item.inexact:
                yield _Rate(share.number, item.number.value, total.value)


def _rates(text: str, words: Words) -> Iterator[_Rate]:
    """The rates that are named by the verb of their part, in sentences with exactly one part and one whole."""
    for start, end in sentences(text):
        if end - start > _LONGEST or "率" not in text[start:end]:
            continue
        found = list(counted(text, start, end))
        for rate in numbers(text, start, end):
            named = _RATE.search(text[start : rate.start]) if rate.percent and not rate.inexact else None
            if named is None or words.compared.search(named[1]):
                continue
            before = [each for each in found if each.number.start < rate.start and not each.inexact]
            parts = [each for each in before if _named(text[: each.number.start], named[1])]
            wholes = [each for each in before if parts and _is_whole(each, parts[0])]
            if len(parts) == 1 and len(wholes) == 1 and not _compared(text, wholes[0], start, words):
                yield _Rate(rate, parts[0].number.value, wholes[0].number.value)


def _is_whole(each: Counted, part: Counted) -> bool:
    return each.unit == part.unit and each != part and each.number.value >= part.number.value


def _named(before: str, verb: str) -> bool:
    """Whether a number is said of a verb, and the verb is not denied."""
    return before.endswith(verb) and not before.removesuffix(verb).endswith(_DENIED)


def _possible(text: str, stated: Number, words: Words) -> Iterator[_Rate]:
    """What a percentage outside a list may be of, the likeliest first."""
    start = behind_last(_CLAUSE_ENDS, text, 0, stated.start)
    said = text[start : stated.start]
    grown, shared = words.compared.search(said), words.shares.match(said.lstrip("、"))
    if not (grown or shared):
        return
    found = counted(text, 0, stated.start)
    before = [each for each in found if not each.inexact and each.unit not in _DATES]
    if grown and before:
        yield from _grown(text, stated, start, before, words)
    elif shared and before and stated.start - before[-1].end <= _NEXT:
        part, unit = before[-1].number.value, before[-1].unit
        wholes = [each.number.value for each in before[:-1] if each.unit == unit and each.number.value >= part]
        for whole in (*sorted(wholes, reverse=True), *(one + other for one, other in combinations(wholes, 2))):
            yield _Rate(stated, part, whole)


def _grown(text: str, stated: Number, start: int, before: Sequence[Counted], words: Words) -> Iterator[_Rate]:
    """What a growth may be of: of the number compared with, or of what it was before it grew by a number."""
    said = [each for each in before if each.end > start]
    if not said and start - before[-1].end <= _NEXT:
        last = behind_last(_CLAUSE_ENDS, text, 0, before[-1].number.start)
        said = [each for each in before if each.end > last] if words.compared.search(text, last, start) else []
    said = [each for each in said if each.unit == said[-1].unit]
    nows = sorted({each.number.value for each in before if said and _is_before(each, said[0])}, reverse=True)
    for now, value in product(nows, [each.number.value for each in said]):
        for part, whole in ((abs(now - value), value), (value, now - value), (value, now + value)):
            if 0 < part <= whole:
                yield _Rate(stated, part, whole)


def _is_before(each: Counted, other: Counted) -> bool:
    return each.end <= other.number.start and each.unit == other.unit


def _compared(text: str, whole: Counted, start: int, words: Words) -> bool:
    clause = behind_last("，；：", text, start, whole.number.start)
    return words.compared.search(text, clause, whole.number.start) is not None


def _finding(paragraph: Paragraph, rate: _Rate) -> Finding:
    printed = paragraph.folded.text[rate.stated.start : rate.stated.end]
    values = {
        "printed": printed,
        "part": plain_number(rate.part),
        "whole": plain_number(rate.whole),
        "expected": format(rate.right, "f"),
    }
    span = paragraph.folded.span(rate.stated.start, rate.stated.end)
    return Finding(span, Message("percentage.wrong", values), actual=printed, expected=format(rate.right, "f"))
