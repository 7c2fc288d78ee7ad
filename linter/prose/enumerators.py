"""What numbers the points of a text: ``一、`` ``（一）`` ``1.`` ``（1）`` ``①`` ``一是`` ``第一部分``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from linter.figures import read_numeral

Style = Literal["ordinal", "bracket", "arabic", "bracket-arabic", "circled", "point", "part"]

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_ENUMERATOR = re.compile(
    rf"(?P<part>第(?:{_NUMERAL}|\d{{1,2}})(?:部分|[章节]))[、：:]?"
    rf"|(?P<bracket>（{_NUMERAL}）)、?"
    r"|(?P<bracket_arabic>（\d{1,2}）|\d{1,2}）)、?"
    rf"|(?P<ordinal>{_NUMERAL})[、.．]"
    rf"|(?P<point>{_NUMERAL})是(?!否)"
    r"|(?P<arabic>\d{1,2})(?:[、．]|\.(?!\d))"
    r"|(?P<circled>[①-⑳])"
)
_RESIDUE = re.compile(r"(?:\[[a-z]+: ?\w*\]|[#>*·•\s])+")
_NUMBER = re.compile(rf"{_NUMERAL}|\d{{1,2}}")


_POINT = re.compile(f"[●■◆▲★○•※➢]|第{_NUMERAL}[，、：]")


def begins_point(folded: str) -> bool:
    """Whether folded text begins a point: with a number, a bullet, or an ordinal (``第二，``)."""
    return read_enumerator(folded) is not None or _POINT.match(folded) is not None


class Enumerator(NamedTuple):
    """The number of a point. ``style`` is how it is written, ``start`` and ``end`` are where in the folded text it
    stands; the point's own words begin at ``end``."""

    style: Style
    value: int
    start: int
    end: int


@lru_cache(maxsize=1024)  # several rooms ask it of each paragraph
def read_enumerator(folded: str, start: int = 0) -> Enumerator | None:
    """The enumerator that folded text begins with at ``start``; marks that converters leave before it are passed."""
    passed = _RESIDUE.match(folded, start)
    found = _ENUMERATOR.match(folded, passed.end() if passed else start)
    return _enumerator(found) if found else None


def _enumerator(found: re.Match[str]) -> Enumerator:
    style = (found.lastgroup or "").replace("_", "-")
    text = found[0]
    if style == "circled":
        value: int | None = ord(text[0]) - ord("①") + 1
    else:
        digits = _NUMBER.search(text)
        number = digits[0] if digits else ""
        value = int(number) if number.isascii() and number.isdigit() else read_numeral(number)
    return Enumerator(style, value or 0, found.start(), found.end())  # type: ignore[arg-type]
