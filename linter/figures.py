"""Figures as people write them: ``1,234.5`` ``１２`` ``十二`` ``22（其中修订16件）`` ``/`` ``0.11 万元``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from linter.folding import fold_text

Kind = Literal["number", "nil", "blank", "text"]


class Figure(NamedTuple):
    """What a cell says.

    ``kind`` is "number", "nil" (a sign for nothing, as ``/`` or ``-``; its value is 0), "blank" (nothing is written)
    or "text" (something that is no figure). ``value`` is None for blank and text. ``places`` is the number of decimal
    places written, the precision the author states. ``unit`` is what follows the number, ``note`` what stands in
    brackets behind it, both folded.
    """

    kind: Kind
    value: Decimal | None = None
    places: int = 0
    unit: str = ""
    note: str = ""


BLANK = Figure("blank")
NIL = Figure("nil", Decimal(0))

_NILS = frozenset(["/", "-", "—", "\\", "无", "//"])
_NUMBER = re.compile(
    r"(?P<sign>[-+]?) ?(?P<whole>\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.(?P<part>\d+))?"
    r"(?P<unit>[^\d\s（,.，。、）-][^\d（]{0,7})?(?P<note>（[^（）]*）)?$"
)
_APART = re.compile(r"(?<!\d)\d\s+\d(?!\d)|\d\s*\n\s*\d")
"""Digits set apart one by one, or on two lines: in a table they may be the figures of several cells."""

_DIGITS = {
    char: value
    for value, chars in enumerate(["零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"])
    for char in chars
}
NUMERALS = "一二三四五六七八九十"
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿]+")


@lru_cache(maxsize=8192)
def read_figure(text: str) -> Figure:
    """The figure a cell holds."""
    folded = fold_text(text).strip().strip("_").strip()
    if not folded:
        return BLANK
    if _APART.search(text):
        return Figure("text")
    if folded in _NILS:
        return NIL
    found = _NUMBER.match(folded)
    if found:
        part = found["part"] or ""
        digits = re.sub("[,， ]", "", found["whole"])
        value = Decimal(f"{found['sign']}{digits}" + (f".{part}" if part else ""))
        return Figure("number", value, len(part), (found["unit"] or "").strip(), (found["note"] or "")[1:-1])
    if _NUMERAL.fullmatch(folded):
        numeral = read_numeral(folded)
        if numeral is not None:
            return Figure("number", Decimal(numeral))
    return Figure("text")


@lru_cache(maxsize=1024)
def read_numeral(text: str) -> int | None:
    """The value of a Chinese numeral (``十二``, ``两千零五``, ``二〇二三``), or None where it is none."""
    if not _NUMERAL.fullmatch(text):
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _MYRIADS[char]
            section, digit = 0, None
    return total + section + (digit or 0)


def plain_number(value: Decimal) -> str:
    """A value as it is written in ``expected``: no exponent, no superfluous zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
