"""Whether the items of a list add up to the total that the text gives for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import ClassVar

from linter.checks.base import EXPLAINED, PASS, Outcome, ScopeRef, Word
from linter.culprit.slips import likely_slip
from linter.diagnostic import Message
from linter.document import Document, Paragraph, StatedFigure
from linter.equations import Equation, Linear
from linter.equations.balance import Balanced
from linter.equations.variables import variables
from linter.prose.itemised import Breakdown, breakdowns
from linter.prose.listing import Counted, Words

_REST = Decimal("0.15")
_FAR = Decimal("0.25")
_FEW = Decimal(2)
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_NEAR = Decimal("0.2")
_WORDS = tuple(each.name for each in fields(Words))


@dataclass(frozen=True, slots=True)
class ItemisedTotal:
    """The items of a list in running text add up to their total: 共9件，其中A 5件、B 4件.

    A list needs a marker or a colon behind its total. One with its total behind it (A 5件、B 4件，共9件), and a number
    that is compared with another (9件，比上年的5件增加4件), is wrong only if a slip of the hand in one number explains
    it. A list ends at the full stop, at a bracket, at a number of another unit, or where something else begins; at a
    semicolon if it then fits its total better. Lists that do not claim to be whole and numbers that are only about so
    many are not judged; a single item may not exceed its total. A list of two that leaves much of the total open is
    taken for examples, and so is a longer one that is more than a quarter off where no slip explains it.

    Options:
        in: where to read; everywhere unless named.
        markers: words that open a list of items.
        loose-markers: words that may open one; like a colon they count only if the sum comes near the total.
        open-ended: words that say, before or behind the items, that a list is not whole.
        ends: words that begin something else.
        totals: words that begin a total of its own.
        compared: words of comparison; a number in a clause with one of them is no total.
        shares: words before the percentage of an item.
    """

    placeholders: ClassVar[tuple[str, ...]] = EXPLAINED

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
        found: list[tuple[Paragraph, Breakdown]] = []
        right = True
        for paragraph in document.scope(*self.in_):
            for breakdown, off in _judged(paragraph, words):
                found.append((paragraph, breakdown))
                right = right and (off <= 0 if len(breakdown.items) == 1 else not off)
        if not found:
            return PASS

        def made() -> tuple[Equation, ...]:
            return tuple([_equation(document, *each) for each in found])

        return Outcome(equations=Balanced(made) if right else made())


def list_words(rule: object) -> Words:
    """The options of a rule that say how lists are known, as patterns; they bear the names of ``Words``."""
    return _patterns(*[getattr(rule, name) for name in _WORDS])


@lru_cache(maxsize=16)
def _patterns(*words: tuple[str, ...]) -> Words:
    return Words(*(re.compile("|".join(map(re.escape, each)) or r"\Z.") for each in words))


def _judged(paragraph: Paragraph, words: Words) -> Iterator[tuple[Breakdown, Decimal]]:
    """The lists of a paragraph that are to be judged, each with what its items come to above its total."""
    for found in breakdowns(paragraph.folded.text, words):
        if found.partial or _is_rough(found.total):
            continue
        breakdown = _ended(found)
        items = breakdown.items
        if any(count <= len(items) for count in found.open) or any(
            _is_rough(each) or each.scale != breakdown.total.scale for each in items
        ):
            continue
        off = _sum(items) - breakdown.total.number.value
        if not off or _is_wrong(breakdown, off):
            yield breakdown, off


def _is_wrong(breakdown: Breakdown, off: Decimal) -> bool:
    """Whether a list whose items come to so much above its total is meant to make it up."""
    items, value = breakdown.items, breakdown.total.number.value
    if breakdown.behind:
        return abs(off) <= value * _NEAR and _is_slip(items, value, value + off)
    if any(other.number.value == value + off for other in breakdown.others):
        return False
    if len(items) == 1:
        return not breakdown.loose or abs(off) <= value * _NEAR
    if off > 0 and any(each.number.value == value for each in items):
        return False
    if len(items) == 2 and -off > max(value * _REST, _FEW):
        return False
    if breakdown.loose and abs(off) > value * _NEAR:
        return False
    return abs(off) <= value * _FAR or _is_slip(items, value, value + off)


def _is_rough(each: Counted) -> bool:
    """Whether a number means about so many, beyond what its scale leaves out."""
    return each.inexact and not each.scale


def _is_slip(items: Sequence[Counted], total: Decimal, whole: Decimal) -> bool:
    """Whether a slip of the hand in one number explains why items do not make up their total."""
    rights = [(each.number.value, each.number.value - whole + total) for each in items]
    return any(right >= 0 and likely_slip(stated, right) for stated, right in (*rights, (total, whole)))


def _ended(breakdown: Breakdown) -> Breakdown:
    """A list ended where it makes up its total, else where it comes nearest to it at a place where it may end."""
    total = breakdown.total.number.value
    if breakdown.items[-1].number.value and _sum(breakdown.items) == total:
        return breakdown
    off = [abs(whole - total) for whole in accumulate(item.number.value for item in breakdown.items)]
    exact = next((count for count, left in enumerate(off, 1) if not left and count > 1), 0)
    count = exact or min(reversed(breakdown.ends), key=lambda end: off[end - 1])
    return breakdown if count == len(breakdown.items) else breakdown._replace(items=breakdown.items[:count])


def _sum(items: Sequence[Counted]) -> Decimal:
    return sum([item.number.value for item in items], Decimal(0))


def _equation(document: Document, paragraph: Paragraph, breakdown: Breakdown) -> Equation:
    known = variables(document)
    total = known.number(_stated(paragraph, breakdown.total))
    items = [known.number(_stated(paragraph, item)) for item in breakdown.items]
    terms = ((Decimal(-1), total), *((Decimal(1), item) for item in items))
    printed = tuple(item.printed for item in items)
    single = len(items) == 1
    label = Message(
        "itemised-total.part" if single else "itemised-total.sum", {"items": printed, "total": total.printed}
    )
    relation = "<=" if single else "=="
    slack = sum((each.half_unit for each in (total, *items)), Decimal(0))
    return Equation("", (Linear(terms),), total, label, relation, slack, accuses=not single)  # type: ignore[arg-type]


def _stated(paragraph: Paragraph, item: Counted) -> StatedFigure:
    number, end = item.number, item.number.end - len(item.scale)
    value = number.value / _SCALES[item.scale]
    printed = paragraph.folded.text[number.start : end]
    return StatedFigure(
        value, paragraph.folded.span(number.start, end), printed, number.places, amount=bool(item.scale)
    )
