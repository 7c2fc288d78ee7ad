"""Lists of counted things in running text, read one item after the other: ``A 2145条、B 342条，占13.8%``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from sys import maxsize
from typing import NamedTuple

from linter.prose.numbers import Number, is_more, numbers, scale_of
from linter.source import make

UNIT = re.compile("万元|亿元|人次|[\u4e00-\u9fff]")
_OPENING = re.compile("[，：、]*")
_SEPARATOR = re.compile("[，；、]?[和及与]?")
_COUNTED_FIRST = re.compile("[为是属系由][^，]{1,12}，")
_SHORT = 3
_NO_ITEM = "年月日号第"
_CLAUSE_END = "，。；、）："


class Counted(NamedTuple):
    """A number and what it counts; ``end`` is behind the unit. ``scale`` is the 万 or 亿 of a number that is inexact
    for no other reason."""

    number: Number
    unit: str
    end: int
    inexact: bool
    scale: str = ""


class Share(NamedTuple):
    """A percentage that is said of the item with index ``item``."""

    item: int
    number: Number


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """How lists are known. Those of one rule are one object: what is read with them is remembered by it.

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
        unit = None if number.percent else UNIT.match(text, number.unit, end)
        if unit:
            yield _counted(text, number, unit, end)


def _counted(text: str, number: Number, unit: re.Match[str], end: int = maxsize) -> Counted:
    behind = unit.end()
    about = is_more(text, behind, end)
    scale = "" if about or not number.inexact else scale_of(text, number)
    return make(Counted, (number, unit[0], behind, about or number.inexact, scale))


@dataclass
class List:
    """The items behind a marker, read one after the other."""

    text: str
    at: int
    words: Words
    limit: int
    items: list[Counted] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    series: list[Number] = field(default_factory=list)
    partial: bool = False
    left: Decimal | None = None

    def read(self) -> List:
        opening = _OPENING.match(self.text, self.at)
        self.at = opening.end() if opening else self.at
        self.partial = bool(self.words.open_ended.match(self.text, self.at))
        for number in numbers(self.text, self.at, self.limit):
            if number.start >= self.at and not self._take(number):
                break
        return self

    def every_share(self) -> tuple[Share, ...]:
        """The percentages of the items: those behind each, and a series of as many as there are items."""
        series = self.series if len(self.series) == len(self.items) else []
        return (*self.shares, *(Share(index, number) for index, number in enumerate(series)))

    def _take(self, number: Number) -> bool:
        """Whether the list goes on with a number; it is taken as an item or a share, or passed over."""
        label = self.text[self.at : number.start]
        if "（" in label:
            return self._behind_brackets(number)
        if self._ends(label, number):
            return False
        if number.percent:
            return self._take_share(number, label)
        unit = UNIT.match(self.text, number.unit)
        if unit is None or unit[0] in _NO_ITEM:
            return True
        behind = unit.end()
        if self.items:
            if unit[0] != self.items[0].unit:
                return self.text[behind : behind + 1] not in _CLAUSE_END
            if self._is_compared(label) or self._is_part_of_item(label, number):
                self.at = behind
                return True
            if self.words.totals.search(label) and number.value == sum(item.number.value for item in self.items):
                return False  # what the items so far come to
            if "；" in label:
                self.ends.append(len(self.items))
        self.items.append(_counted(self.text, number, unit))
        if self.words.open_ended.match(self.text, behind):
            self.open.append(len(self.items))
        self.at = behind
        return True

    def _take_share(self, number: Number, label: str) -> bool:
        """Whether a percentage belongs to the list: behind an item, or in a series behind all (占比分别为3%、5%)."""
        shared = self.words.shares.match(label.lstrip("，、；"))
        if not self.items or not (shared or (self.series and len(label) == 1)):
            return False
        if self.series or self.words.loose_markers.search(label):
            self.series.append(number)
        else:
            self.shares.append(Share(len(self.items) - 1, number))
        self.at = number.end + 1
        return True

    def _is_compared(self, label: str) -> bool:
        """Whether a number is only how much an item grew (39件，减少12件)."""
        said = label.lstrip("，、（")
        return len(said) <= _SHORT and self.words.compared.match(said) is not None

    def _is_part_of_item(self, label: str, number: Number) -> bool:
        """Whether a number is part of an item: in a list of its own behind a marker or a colon, until it is made up."""
        if self.words.markers.search(label) or label.startswith("："):
            self.left = self.items[-1].number.value
        if self.left is None:
            return False
        self.left -= number.value
        if self.left >= 0 and "；" not in label:
            self.left = self.left or None
            return True
        self.partial = self.partial or "；" not in label
        self.left = None
        return False

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
        if "，" in words:
            words = _COUNTED_FIRST.sub("", words, count=1)
        return "；" in words or ("，" in words and not number.percent)

    def _own_total(self, number: Number) -> bool:
        """Whether what follows a semicolon has a total of its own."""
        stop = self.text.find("；", number.start, self.limit)
        following = (self.at, stop if stop >= 0 else self.limit)
        return bool(self.words.totals.search(self.text, *following) or self.words.markers.search(self.text, *following))
