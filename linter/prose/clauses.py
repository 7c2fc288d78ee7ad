"""Dates, spans of time, numbers and clauses in folded running text, read as a person reads them."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple

from linter.figures import read_numeral
from linter.source import make

NUMERALS = "一二三四五六七八九十"
_YEAR = r"(?:20\d{2}|19\d{2}|二[〇零○0]?[〇零○一二三四五六七八九]{2,3})"
_MONTH = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,2}}|元)"
_DAY = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_WRITTEN = rf"(?P<y>{_YEAR})年度?[（，]?(?P<m>{_MONTH})月(?:(?P<d>{_DAY})[日号])?"
_SIGNED = r"(?P<sy>(?:19|20)\d{2})(?P<s>[-./])(?P<sm>\d{1,2})(?P=s)(?P<sd>\d{1,2})(?!\d)"
_DATE = re.compile(f"{_WRITTEN}|{_SIGNED}")
_TO = r"(?:[0-9: 零]{0,6}时?(?:（含[^（）]{0,4}）)?(?:开始|[起，]){0,2} ?(?:至|到|—|-|~|_|一(?=\d)) ?){1,2}"
_WRITTEN_TO = rf"(?:(?P<y2>{_YEAR})年度?|[同当本]年度?)?(?P<m2>{_MONTH})月(?:(?P<d2>{_DAY})[日号])?"
_SIGNED_TO = r"(?:(?P<sy2>(?:19|20)\d{2})[-./])?(?P<sm2>\d{1,2})[-./](?P<sd2>\d{1,2})(?!\d)"
_MONTHS_ONLY = rf"(?P<yo>{_YEAR})年度?(?P<mo>\d{{1,2}}) ?[—~-] ?(?P<mo2>\d{{1,2}})月"
_YEAR_DIGITS = 4
_YEAR_BEGINS = re.compile("[12二](?=[90〇零○一二三四五六七八九])")
_RANGE = re.compile(f"(?:{_WRITTEN}|{_SIGNED}){_TO}(?:{_WRITTEN_TO}|{_SIGNED_TO})|{_MONTHS_ONLY}")


class Day(NamedTuple):
    """A date as written: it need not be one of the calendar (31 November). ``day`` is None where only a month is."""

    year: int
    month: int
    day: int | None


class TimeSpan(NamedTuple):
    """A stretch of time that text states, between two days; ``start`` and ``end`` are where in the folded text."""

    first: Day
    last: Day
    start: int
    end: int

    def covers(self, first: date, last: date) -> bool:
        """Whether it is just the time from ``first`` to ``last``; a month without a day counts whole."""
        opening = (self.first.year, self.first.month, self.first.day or 1)
        closing = (self.last.year, self.last.month, self.last.day or _last_day(self.last))
        return opening == (first.year, first.month, first.day) and closing == (last.year, last.month, last.day)


def _last_day(day: Day) -> int:
    return monthrange(day.year, day.month)[1] if 1 <= day.month <= 12 else 0


def read_year(text: str) -> int | None:
    """A year in digits (``2023``) or numerals (``二〇二三``), or None."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) == _YEAR_DIGITS else None
    value = read_numeral(text.replace("○", "〇").replace("0", "〇"))
    return value if value is not None and 1000 <= value <= 9999 else None


def _number(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isascii() and text.isdigit() else read_numeral(text) or 0


def read_date(text: str) -> date | None:
    """The first date in folded text, or None where there is none or it is not in the calendar."""
    found = _DATE.search(text)
    day = _first_day(found) if found else None
    if day is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def time_spans(text: str) -> Iterator[TimeSpan]:
    """Every stretch of time in folded text that names both ends: ``2023年1月1日至12月31日``, ``2024.1.1—2024.12.31``,
    ``自二〇二三年一月一日起至十二月三十一日止``. The second year may be left out."""
    behind = 0
    for begin in _YEAR_BEGINS.finditer(text):
        found = _RANGE.match(text, begin.start()) if begin.start() >= behind else None
        if found is None:
            continue
        behind = found.end()
        if found["yo"]:
            year = read_year(found["yo"])
            first, last = (year and Day(year, _number(found[side]), None) for side in ("mo", "mo2"))
        else:
            first = _first_day(found)
            last = _last(found, first.year) if first else None
        if first and last:
            yield TimeSpan(first, last, found.start(), found.end())


def _first_day(found: re.Match[str]) -> Day | None:
    if found["sy"]:
        return Day(int(found["sy"]), int(found["sm"]), int(found["sd"]))
    year = read_year(found["y"])
    return Day(year, _number(found["m"]), _number(found["d"]) if found["d"] else None) if year else None


def _last(found: re.Match[str], year: int) -> Day | None:
    if found["sm2"]:
        return Day(int(found["sy2"] or year), int(found["sm2"]), int(found["sd2"]))
    stated = read_year(found["y2"]) if found["y2"] else year
    return Day(stated, _number(found["m2"]), _number(found["d2"]) if found["d2"] else None) if stated else None


# ---------------------------------------------------------------- numbers

WRITTEN_OUT = f"两{NUMERALS}百千零〇"
_FIGURE = re.compile(
    rf"([\d{WRITTEN_OUT}](?:"
    rf"(?<=\d)(?:\d{{0,2}}(?:[,，]\d{{3}})+(?:\.\d+)?(?!\d)|\d*(?:\.\d+)?)"
    rf"|(?<=[{WRITTEN_OUT}])[{WRITTEN_OUT}]*))"
    r"([万亿])?([余多几])?(%|个?百分点)?"
)
"""Figures, their scale, 余 and per cent; it begins with a set of characters, so that it is found quickly."""
_ABOUT = ("近", "约", "超", "超过", "逾", "不足", "不到", "至少")
_MORE_BEHIND = re.compile("以上|左右|上下|以内|余|多")


class Number(NamedTuple):
    """A number in folded text.

    ``value`` is as written (``3.5万`` is 35000) and ``places`` its decimal places; ``inexact`` says that the text means
    about so many (余, 近, 以上; 万 and 亿 too). ``start`` and ``end`` bound the digits and the scale; what is counted
    begins at ``unit``. ``percent``: it is a percentage; ``numeral``: it is written in Chinese numerals.
    """

    value: Decimal
    places: int
    start: int
    end: int
    unit: int
    inexact: bool
    percent: bool
    numeral: bool


class _Numbers(NamedTuple):
    """What looks like a number, in order: where it begins and ends, with the words beside it; and the number, or None
    where it is none."""

    starts: list[int]
    ends: list[int]
    numbers: list[Number | None]


def numbers(text: str, start: int = 0, end: int = maxsize) -> list[Number]:
    """Every number in folded text, in order; ordinals (第三) are none."""
    found = _all_numbers(text)
    first = bisect_left(found.starts, start)
    last = bisect_left(found.starts, end, first)
    if (first and found.ends[first - 1] > start) or (last and found.ends[last - 1] > end):
        found, first, last = _find_numbers(text, start, end), 0, end  # an edge divides a number
    return [each for each in found.numbers[first:last] if each]


@lru_cache(maxsize=64)  # every rule reads the same ones
def _all_numbers(text: str) -> _Numbers:
    return _find_numbers(text, 0, maxsize)


def _find_numbers(text: str, start: int, end: int) -> _Numbers:
    found = _Numbers([], [], [])
    for figure in _FIGURE.finditer(text, start, end):
        at = figure.start()
        about = text.endswith(_ABOUT, start, at)
        found.starts.append(at - 2 if about else at)
        found.ends.append(figure.end())
        found.numbers.append(None if at and text[at - 1] == "第" else _number_of(figure, about))
    return found


def _number_of(figure: re.Match[str], about: bool) -> Number | None:
    digits, scale, more, percent = figure.groups()
    numeral = not digits[0].isascii()
    places = 0
    if numeral:
        whole = read_numeral(digits)
        if whole is None:
            return None
        value = Decimal(whole)
    elif digits.isdecimal():
        value = Decimal(digits)
    else:
        plain = digits.replace(",", "").replace("，", "")
        value, places = Decimal(plain), len(plain.partition(".")[2])
    if scale:
        value *= 10_000 if scale == "万" else 100_000_000
    start, end = figure.start(), figure.end(2 if scale else 1)
    inexact = bool(about or more or scale)
    return make(Number, (value, places, start, end, end + bool(more), inexact, percent == "%", numeral))


def is_more(text: str, unit_end: int, end: int = maxsize) -> bool:
    """Whether what stands behind a number's unit says that it means about so many."""
    return bool(_MORE_BEHIND.match(text, unit_end, end))


def scale_of(text: str, number: Number) -> str:
    """The 万 or 亿 of a number that means no more and no less than it says; "" where it has none."""
    scale = text[number.end - 1]
    exact = number.unit == number.end and not text.endswith(_ABOUT, max(number.start - 2, 0), number.start)
    return scale if scale in "万亿" and exact else ""


# ---------------------------------------------------------------- clauses

_CLAUSE = re.compile("[^，。；：！？,;:!?]+")
_SENTENCE = re.compile("[^。！？]+[。！？]?[”’」』）》]*")


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of folded text, as half-open ranges. A comma between the digits of one number does not end one."""
    start = 0
    for found in re.finditer("[，。；：！？,;:!?]", text):
        at = found.start()
        if text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
            continue
        if at > start:
            yield start, at
        start = at + 1
    if start < len(text):
        yield start, len(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of folded text, as half-open ranges with their closing marks."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Where what stands behind the last of some marks begins; ``start`` where none of them stands before ``end``."""
    return max([start, *[text.rfind(mark, start, end) + 1 for mark in marks]])
