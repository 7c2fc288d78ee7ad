"""Totals and their items in running text: ``共2487条，其中A 2145条、B 342条``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from linter.prose.clauses import behind_last
from linter.prose.listing import UNIT, Counted, List, Share, Words, counted
from linter.prose.numbers import WRITTEN_OUT

_BRACKETED = re.compile("（[^（）]*）")
_SENTENCE_END = re.compile("[。！？]")
_COUNTING = f"[\\d{WRITTEN_OUT}万亿]"
_OPENS = re.compile("[：（](?:" + "|".join(f"(?<={_COUNTING}{unit}.)" for unit in UNIT.pattern.split("|")) + ")")
"""A colon or a bracket behind a counted number; it begins with few signs, so that it is found quickly."""
_MOST = 40
"""How many lists one paragraph may hold; a text with more is none."""
_CLAUSE_ENDS = "，；。）"
_CLAUSE_END = re.compile("[，。；]")
_DATES = "年月日号"
_SHORT = 4
"""How many characters may stand in a clause before the word for a total: 全年共, 三项合计."""
_NEXT = 12
_FAR = 600
"""How far from its marker a list or its total may reach."""


class Breakdown(NamedTuple):
    """A total and the items, of one unit, that it is said to be made of.

    ``behind``: the total stands behind its items (``A 35件、B 42件，共77件``), or is compared with one of them.
    ``loose``: only a colon or a word of ``loose_markers`` opens the list. ``others`` are further numbers of that unit
    before it that may be the total; ``partial`` says that the list does not claim to be whole, ``open`` are the numbers
    of items behind which it does not; ``shares`` are the percentages it gives. ``ends`` are the numbers of items behind
    which the list may end: at a semicolon, and at its last item.
    """

    loose: bool
    total: Counted
    items: tuple[Counted, ...]
    others: tuple[Counted, ...]
    partial: bool
    open: tuple[int, ...]
    shares: tuple[Share, ...]
    ends: tuple[int, ...]
    behind: bool = False


@lru_cache(maxsize=64)  # several rules read the same ones
def breakdowns(text: str, words: Words) -> tuple[Breakdown, ...]:
    """Every total with its items in folded text."""
    found = tuple(_breakdowns(text, words))
    if not _behind_comma((words.totals, _SHORT), (words.compared, 0)).search(
        text
    ):  # told for both at once: most paragraphs have none
        return found
    return (*found, *_summed_up(text, words), *_grown(text, words))


def _breakdowns(text: str, words: Words) -> Iterator[Breakdown]:
    seen: set[int] = set()
    for start, end in islice(_markers(text, words), _MOST):
        found = List(text, end, words, _limit(text, end)).read()
        if not found.items or found.items[0].number.start in seen:
            continue
        loose = not words.markers.fullmatch(text, start, end)
        if loose and len(found.items) < 2:
            continue
        seen.add(found.items[0].number.start)
        total, others = _total(text, start, found.items[0].unit, words)
        if total:
            ends = (*found.ends, len(found.items))
            yield Breakdown(
                loose, total, tuple(found.items), others, found.partial, tuple(found.open), found.every_share(), ends
            )


def _summed_up(text: str, words: Words) -> Iterator[Breakdown]:
    """The totals that stand behind their items, in a clause that says nothing else, or what was said of an item."""
    for found in _behind_comma((words.totals, _SHORT)).finditer(text):
        clause = found.start() + 1
        total = next(counted(text, found.end(), found.end() + _NEXT), None)
        if not total or text[total.end : total.end + 1] not in _CLAUSE_ENDS:
            continue
        said = text[found.end() : total.number.start]
        if len(said) > 1 and said not in text[max(clause - _FAR, 0) : clause]:
            continue
        items = _items_before(text, clause - 1, total.unit, words)
        sums = accumulate(item.number.value for item in reversed(items))
        whole = next((at for at, value in enumerate(sums, 1) if value == total.number.value and at > 1), len(items))
        if whole > 1:
            yield Breakdown(True, total, items[-whole:], (), False, (), (), (whole,), behind=True)


@lru_cache(maxsize=16)
def _behind_comma(*words: tuple[re.Pattern[str], int]) -> re.Pattern[str]:
    """One of some words in a clause, each with at most so many characters before it: looked for by the comma before
    these, which is found sooner."""
    return re.compile("，(?:" + "|".join(f"[^，；。]{{0,{most}}}?(?:{word.pattern})" for word, most in words) + ")")


def _grown(text: str, words: Words) -> Iterator[Breakdown]:
    """A number, the one it is compared with and how much more or less it is: 656条，比上年的598条增加58条."""
    for found in _behind_comma((words.compared, 0)).finditer(text):
        stop = _CLAUSE_END.search(text, found.end())
        said = [
            each for each in counted(text, found.end(), stop.start() if stop else len(text)) if each.unit not in _DATES
        ]
        if len(said) != 2 or said[0].unit != said[1].unit:
            continue
        before, more = said
        if words.compared.search(text, before.end, more.number.start):
            for now in _items_before(text, found.start(), before.unit, words)[-1:]:
                less, total = sorted((before, now), key=lambda each: each.number.value)
                yield Breakdown(True, total, (less, more), (), False, (), (), (2,), behind=True)


def _items_before(text: str, end: int, unit: str, words: Words) -> tuple[Counted, ...]:
    """The numbers of a unit that stand one behind the other in the sentence up to ``end``, without what stands in
    brackets or is compared with; dates may stand between, a number of another unit ends them."""
    start = behind_last("。！？；", text, max(end - _FAR, 0), end)
    before = _BRACKETED.sub(lambda found: "\0" * len(found[0]), text[start:end])
    items: list[Counted] = []
    for each in counted(text, start, end):
        at = each.number.start - start
        if before[at] == "\0" or each.unit in _DATES:
            continue
        if not words.compared.search(before, behind_last("，、：", before, 0, at), at):
            items = [*items, each] if each.unit == unit else []
    return tuple(items)


def _markers(text: str, words: Words) -> Iterator[tuple[int, int]]:
    for pattern in (words.markers, words.loose_markers):
        for marker in pattern.finditer(text):
            yield marker.span()
    for opening in _OPENS.finditer(text):
        yield opening.span()


def _limit(text: str, marker: int) -> int:
    """Where a list must end: at the full stop, or at the bracket that was open at its marker."""
    farthest = min(marker + _FAR, len(text))
    opened = text.rfind("（", max(marker - _FAR, 0), marker)
    if opened >= 0 and text.find("）", opened, marker) < 0:
        closed = text.find("）", marker, farthest)
        return closed if closed >= 0 else farthest
    stop = _SENTENCE_END.search(text, marker, farthest)
    return stop.start() if stop else farthest


def _total(text: str, marker: int, unit: str, words: Words) -> tuple[Counted | None, tuple[Counted, ...]]:
    """The number that a list's items make up: the last of their unit in the sentence before, brackets left out."""
    start = behind_last("。！？", text, max(marker - _FAR, 0), max(marker - 1, 0))
    before = text[start:marker]
    if "（" in before:
        before = _BRACKETED.sub(lambda found: "\0" * len(found[0]), before)
    candidates: list[Counted] = []
    for each in counted(text, start, marker):
        at = each.number.start - start
        if each.unit != unit or before[at] == "\0":
            continue
        if not words.compared.search(before, behind_last("，。；：", before, 0, at), at):
            candidates.append(each)
    return (candidates[-1], tuple(candidates[:-1])) if candidates else (None, ())
