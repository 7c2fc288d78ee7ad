"""Which files of a folder may be a body's: told by how they begin, without reading them whole.

A run looks for one or two other reports of each file's body among thousands. Nothing is kept of a file but its path,
the years that its beginning names, and which of the names stand in it that the run is going to ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from linter.files import beginning
from linter.folding import fold_text

_HEAD = 16_384
"""Bytes of a file in which its title has to stand for the file to be looked at more closely."""
_SEARCHED = 1500
"""Characters of a text that are looked at; of a page, which begins with menus, all that was read is."""
_TITLE = 200
"""Characters of these in which a title and a lead stand as a rule. Of what follows what stands near a year
is looked at."""
_NEAR = 80
"""Characters before and behind a year in which a title that holds it stands."""
_TAIL = 6
"""Characters at the end of a body's name that its files are looked up by; what stands before may be a district."""
_YEAR = re.compile(r"20\d\d")
_TAG = re.compile(r"<[^<>]*>")
_FULL_WIDTH = re.compile("[０-９〇零]")
_DIGITS = str.maketrans("０１２３４５６７８９〇零", "012345678900")


def tail_of(body: str) -> str:
    """The end of a body's name, by which its files are looked up."""
    return fold_text(body)[-_TAIL:]


class Shelf:
    """The files of one place."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = sorted(paths, key=lambda path: path.replace("/", "\0"))  # folder by folder
        self._years: list[frozenset[str]] = []
        self._sought: list[Set[str]] = []
        self._holding: dict[str, list[int]] = {}

    def knows(self, tail: str) -> bool:
        """Whether the end of a name was looked for."""
        return not self._paths or any(tail in sought for sought in self._sought)

    def look_for(self, tails: Set[str]) -> None:
        """Look through all files for the ends of names."""
        new = {tail for tail in tails if not self.knows(tail)}
        lengths = {len(tail) for tail in new}
        same = {years: years for years in self._years}
        for index, path in enumerate(self._paths):
            head = _head(beginning_of(path))
            if index == len(self._years):
                years = frozenset(_YEAR.findall(head))
                self._years.append(same.setdefault(years, years))
            if self._years[index]:
                kept = _kept(head)
                pieces = {kept[at : at + length] for length in lengths for at in range(len(kept) - length + 1)}
                for tail in pieces & new:
                    self._holding.setdefault(tail, []).append(index)
        self._sought.append(tails)

    def holding(self, tail: str, year: str) -> Iterator[str]:
        """The files in whose beginnings the end of a name stands, and the year."""
        for index in self._holding.get(tail, ()):
            if year in self._years[index]:
                yield self._paths[index]


def beginning_of(path: str) -> str:
    """The text with which a file begins; "" where it cannot be read."""
    data = beginning(path, _HEAD)
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        text = _decoded(data, encoding)
        if text is not None:
            return text
    return ""


def _decoded(data: bytes, encoding: str) -> str | None:
    """Bytes that may end within a character; None where they are of another encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return data[: error.start].decode(encoding, "ignore") if error.start >= len(data) - 4 else None


def _head(text: str) -> str:
    """A beginning without white space, digits made ASCII."""
    head = "".join((_TAG.sub("", text) if "<" in text[:_SEARCHED] else text[:_SEARCHED]).split())
    if _FULL_WIDTH.search(head):
        head = head.translate(_DIGITS)
    return head.replace("(", "（").replace(")", "）")


def _kept(head: str) -> str:
    """What of a beginning may hold the name of the body: its title and lead, and what stands near a year."""
    pieces = [head[:_TITLE]]
    end = _TITLE
    for year in _YEAR.finditer(head, _TITLE):
        start, end = max(end, year.start() - _NEAR), min(len(head), year.end() + _NEAR)
        pieces.append(head[start:end])
    return "".join(pieces)
