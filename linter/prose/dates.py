"""Dates and stretches of time in folded running text, read as a person reads them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from linter.figures import NUMERALS, read_numeral

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
    day = next((day for day, _, _ in days(text)), None)
    if day is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def days(text: str) -> Iterator[tuple[Day, int, int]]:
    """Every date in folded text, with where it begins and ends."""
    for found in _DATE.finditer(text):
        if day := _first_day(found):
            yield day, *found.span()


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
