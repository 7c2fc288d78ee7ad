"""The line a finding stands on, with its place marked.

In a terminal a line of carets stands beneath it. Elsewhere (web logs, editors' panes) Chinese characters are rarely
two cells wide and carets drift, so the place is marked inside the line: ``公示【收费】标准``.
"""

from __future__ import annotations

import unicodedata

from linter.output.columns import width
from linter.source import Region, Source, Span

_AROUND = 48
"""How many characters of the line are shown before and after the place."""
_LONGEST = 96
"""How many characters of the place itself are shown."""
_MORE = "…"


def visible(text: str) -> str:
    """``text`` safe to print: nothing in it moves the cursor, ends the line, turns the direction or is hidden."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _shown(character) for character in text)


def one_line(text: str) -> str:
    """``text`` on one line, without control characters."""
    return text if text.isprintable() else " ".join(visible(text.replace("\r", " ").replace("\n", " ")).split(" "))


def _shown(character: str) -> str:
    if character == "\t":
        return "    "
    if character < " ":
        return chr(0x2400 + ord(character))
    return " " if unicodedata.category(character) in ("Zs", "Zl", "Zp") else ""


def pieces(source: Source, region: Region) -> tuple[str, str, str]:
    """What stands before, at and after a place on its first line, cut to what a person can take in."""
    start, end = source.line_span(region.line)
    at = min(start + region.column - 1, end)
    stop = min(start + region.end_column - 1, end) if region.end_line == region.line else end
    shown = Span(max(start, at - _AROUND), min(end, stop + _AROUND))
    before = (_MORE if shown.start > start else "") + visible(source.text[shown.start : at]).lstrip()
    marked = visible(source.text[at : min(stop, at + _LONGEST)]) + (_MORE if stop - at > _LONGEST else "")
    after = "" if stop - at > _LONGEST else visible(source.text[stop : shown.end]).rstrip()
    return before, marked, after + (_MORE if shown.end < end and after else "")


def excerpt(source: Source, region: Region, carets: bool) -> list[str]:
    """The lines of an excerpt: the line with its number, and carets beneath it or brackets within."""
    before, marked, after = pieces(source, region)
    number = f"{region.line:5}"
    if not carets:
        place = f"【{marked}】" if marked else "【】"
        return [f"{number} | {before}{place}{after}"]
    return [
        f"{number} | {before}{marked}{after}",
        f"{' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}",
    ]
