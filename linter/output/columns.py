"""Columns as other programs count them.

Inside reportlint columns are code points. Editors, terminals and services count otherwise; this module is the border
where their units are made, and nothing behind it knows them.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, get_args

from linter.source import Region, Source

Unit = Literal["codepoint", "utf16", "utf8", "display"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_TAB = 8


def width(text: str, start: int = 0) -> int:
    """How many cells of a terminal ``text`` takes when it begins in cell ``start`` (from 0).

    Wide characters take two, combining and invisible ones none; a tab runs to the next multiple of eight.
    Characters of ambiguous width count as one, as they do in every Linux and macOS terminal.
    """
    at = start
    for character in text:
        if character == "\t":
            at += _TAB - at % _TAB
        elif " " <= character <= "~":
            at += 1
        elif unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        else:
            at += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return at - start


def _length(text: str, unit: Unit) -> int:
    if unit == "codepoint" or (unit != "display" and text.isascii()):
        return len(text)
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "utf8":
        return len(text.encode("utf-8", "surrogatepass"))
    return width(text)


def column(source: Source, line: int, column: int, unit: Unit) -> int:
    """The column (from 1) of a code point column, counted in ``unit``."""
    if unit == "codepoint":
        return column
    start = source.line_starts[line - 1]
    return 1 + _length(source.text[start : start + column - 1], unit)


def region(source: Source | None, region: Region, unit: Unit) -> Region:
    """The region with its columns counted in ``unit``; unchanged where there is no text to count in."""
    if unit == "codepoint" or source is None:
        return region
    return Region(
        region.line,
        column(source, region.line, region.column, unit),
        region.end_line,
        column(source, region.end_line, region.end_column, unit),
    )
