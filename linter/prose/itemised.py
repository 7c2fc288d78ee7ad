"""Totals and their items in running text: ``共2487条，其中A 2145条、B 342条``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from sys import maxsize
from typing import NamedTuple

from linter.prose.clauses import Number, behind_last, is_inexact, numbers

_UNIT = re.compile("万元|亿元|人次|[\u4e00-\u9fff]")
_BRACKETED = re.compile("（[^（）]*）")
_OPENING = re.compile("[，：、]*")
_SEPARATOR = re.compile("[，；、]?[和及与]?")
_COUNTED_FIRST = re.compile("[为是属系由][^，]{1,12}，")
_SENTENCE_END = re.compile("[。！？]")
_MOST = 40
"""How many lists one paragraph may hold; a text with more is none."""
_FAR = 600
"""How far from its marker a list or its total may reach."""
_NO_ITEM = "年月日号第"
_CLAUSE_END = "，。；、）："


class Counted(NamedTuple):
    """A number and what it counts; ``end`` is behind the unit."""

    number: Number
    unit: str
    end: int
    inexact: bool


class Share(NamedTuple):
    """A percentage that is said of the item with index ``item``."""

    item: int
    number: Number


class Breakdown(NamedTuple):
    """A total and the items, of one unit, that it is said to be made of.

    ``loose``: only a colon or a word of ``loose_markers`` opens the list. ``others`` are further numbers of that unit
    before it that may be the total; ``partial`` says that the list does not claim to be whole; ``shares`` are the
    percentages it gives. ``ends`` are the numbers of items behind which the list may end: at a semicolon, and at its
    last item.
    """

    loose: bool
    total: Counted
    items: tuple[Counted, ...]
    others: tuple[Counted, ...]
    partial: bool
    shares: tuple[Share, ...]
    ends: tuple[int, ...]


class Words(NamedTuple):
    """How lists are known.

    ``markers`` and ``loose_markers`` open one; ``open_ended`` behind the marker or the last item says that it is not
    whole; ``ends`` begin something else; ``totals`` begin a total of its own; a number in a clause with ``compared`` is
    no total; ``shares`` stand before an item's percentage.
    """

    markers: re.Pattern[str]
    loose_markers: re.Pattern[str]
    open_ended: re.Pattern[str]
    ends: re.Pattern[str]
    totals: re.Pattern[str]
    compared: re.Pattern[str]
    shares: re.Pattern[str]


def counted(text: str, start: int = 0, end: int = maxsize) -> Iterator[Counted]:
    """Every number with a unit in folded text."""
    for number in numbers(text, start, end):
        unit = None if number.percent else _UNIT.match(text, number.unit, end)
        if unit:
            yield Counted(number, unit[0], unit.end(), is_inexact(text, number, unit.end(), end))


def breakdowns(text: str, words: Words) -> Iterator[Breakdown]:
    """Every total with its items in folded text."""
    seen: set[int] = set()
    for start, end in islice(_markers(text, words), _MOST):
        found = _List(text, end, words, _limit(text, start)).read()
        if not found.items or found.items[0].number.start in seen:
            continue
        seen.add(found.items[0].number.start)
        total, others = _total(text, start, found.items[0].unit, words)
        if total:
            loose = not words.markers.fullmatch(text, start, end)
            ends = (*found.ends, len(found.items))
            yield Breakdown(loose, total, tuple(found.items), others, found.partial, tuple(found.shares), ends)


def _markers(text: str, words: Words) -> Iterator[tuple[int, int]]:
    for pattern in (words.markers, words.loose_markers):
        for marker in pattern.finditer(text):
            yield marker.span()
    at = text.find("：")
    while at >= 0:
        if at > 1 and _UNIT.fullmatch(text[at - 1]) and text[at - 2].isdigit():
            yield at, at + 1
        at = text.find("：", at + 1)


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


@dataclass
class _List:
    """The items behind a marker, read one after the other."""

    text: str
    at: int
    words: Words
    limit: int
    items: list[Counted] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    partial: bool = False

    def read(self) -> _List:
        opening = _OPENING.match(self.text, self.at)
        self.at = opening.end() if opening else self.at
        self.partial = bool(self.words.open_ended.match(self.text, self.at))
        for number in numbers(self.text, self.at, self.limit):
            if number.start >= self.at and not self._take(number):
                break
        self.partial = self.partial or bool(self.items and self.words.open_ended.match(self.text, self.items[-1].end))
        return self

    def _take(self, number: Number) -> bool:
        """Whether the list goes on with a number; it is taken as an item or a share, or passed over."""
        label = self.text[self.at : number.start]
        if "（" in label:
            return self._behind_brackets(number)
        if self._ends(label, number):
            return False
        if number.percent:
            if not self.items or not self.words.shares.search(label):
                return False
            self.shares.append(Share(len(self.items) - 1, number))
            self.at = number.end + 1
            return True
        unit = _UNIT.match(self.text, number.unit)
        if unit is None or unit[0] in _NO_ITEM:
            return True
        if self.items and unit[0] != self.items[0].unit:
            return self.text[unit.end() : unit.end() + 1] not in _CLAUSE_END
        if self.items and "；" in label:
            self.ends.append(len(self.items))
        inexact = is_inexact(self.text, number, unit.end())
        self.partial = self.partial or inexact
        self.items.append(Counted(number, unit[0], unit.end(), inexact))
        self.at = unit.end()
        return True

    def _behind_brackets(self, number: Number) -> bool:
        """A bracket behind an item is a note on it: what stands in it is no item."""
        closed = self.text.find("）", self.at, self.limit)
        if closed < 0:
            return False
        self.at = closed + 1
        return number.start < self.at or self._take(number)

    def _ends(self, label: str, number: Number) -> bool:
        if self.items and self.words.ends.search(label):
            return True
        if "；" not in label and "，" not in label:
            return False
        if "；" in label and self._own_total(number):
            return True
        words = label[_SEPARATOR.match(label).end() :]  # type: ignore[union-attr]
        words = _COUNTED_FIRST.sub("", words, count=1)
        return "；" in words or ("，" in words and not number.percent)

    def _own_total(self, number: Number) -> bool:
        """Whether what follows a semicolon has a total of its own."""
        stop = self.text.find("；", number.start, self.limit)
        following = (self.at, stop if stop >= 0 else self.limit)
        return bool(self.words.totals.search(self.text, *following) or self.words.markers.search(self.text, *following))
