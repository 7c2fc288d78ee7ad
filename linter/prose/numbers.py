"""Numbers in folded running text, read as a person reads them: ``3.5万``, ``1,200余``, ``十二``, ``近50%``."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple

from linter.figures import NUMERALS, read_numeral
from linter.source import make

WRITTEN_OUT = f"两{NUMERALS}百千零〇"
_FIGURE = re.compile(
    rf"([\d{WRITTEN_OUT}](?:"
    rf"(?<=\d)(?:\d{{0,2}}(?:[,， ]\d{{3}})+(?:\.\d+)?(?!\d)|\d*(?:\.\d+)?)"
    rf"|(?<=[{WRITTEN_OUT}])[{WRITTEN_OUT}]*))"
    r"([万亿])?([余多几])?(%|个?百分点)?"
)
"""Figures, their scale, 余 and per cent; it begins with a set of characters, so that it is found quickly."""
_THOUSANDS = re.compile("[,， ]")
_ABOUT = ("近", "约", "超", "超过", "逾", "不足", "不到", "至少")
_ABOUT_ENDS = frozenset(word[-1] for word in _ABOUT)
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
        before = text[at - 1] if at else ""
        about = before in _ABOUT_ENDS and text.endswith(_ABOUT, start, at)
        found.starts.append(at - 2 if about else at)
        found.ends.append(figure.end())
        found.numbers.append(None if before == "第" else _number_of(figure, about))
    return found


def _number_of(figure: re.Match[str], about: bool) -> Number | None:
    digits, scale, more, percent = figure.groups()
    read = _value_of(digits)
    if read is None:
        return None
    value, places, numeral = read
    if scale:
        value *= 10_000 if scale == "万" else 100_000_000
    start, end = figure.start(), figure.end(2 if scale else 1)
    inexact = bool(about or more or scale)
    return make(Number, (value, places, start, end, end + bool(more), inexact, percent == "%", numeral))


@lru_cache(maxsize=4096)  # most are small, and come again and again
def _value_of(digits: str) -> tuple[Decimal, int, bool] | None:
    """The value of the digits of a number, how many decimal places they have, and whether they are numerals."""
    if not digits[0].isascii():
        whole = read_numeral(digits)
        return None if whole is None else (Decimal(whole), 0, True)
    plain = _THOUSANDS.sub("", digits)
    return Decimal(plain), len(plain.partition(".")[2]), False


def is_more(text: str, unit_end: int, end: int = maxsize) -> bool:
    """Whether what stands behind a number's unit says that it means about so many."""
    return bool(_MORE_BEHIND.match(text, unit_end, end))


def scale_of(text: str, number: Number) -> str:
    """The 万 or 亿 of a number that means no more and no less than it says; "" where it has none."""
    scale = text[number.end - 1]
    exact = number.unit == number.end and not text.endswith(_ABOUT, max(number.start - 2, 0), number.start)
    return scale if scale in "万亿" and exact else ""
