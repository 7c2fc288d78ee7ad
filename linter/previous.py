"""Which report is last year's of the same body.

Reports are paired by what their own text says: the same body, one year apart. Last year's report is looked for where
the config says (``previous``: path patterns with ``{issuer}`` and ``{year}``, or folders), else among the given files
and in the report's own folder, so that any batching of files gives the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from linter.diagnostic import Message
from linter.document import Document
from linter.folding import fold_text, key
from linter.reading import Reading, with_tables

_HEAD = 16_384
"""Bytes of a file in which its title has to stand for the file to be looked at more closely."""
_SEARCHED = 1500
"""Characters of a text that are looked at; of a page, which begins with menus, all that was read is."""
_TITLE = 200
"""Characters of these in which a title and a lead stand as a rule. Of what follows what stands near a year
is kept."""
_NEAR = 80
"""Characters before and behind a year in which a title that holds it stands."""
_TAIL = 6
"""Characters at the end of a body's name that its files are looked up by; what stands before may be a district."""
_YEAR = re.compile(r"20\d\d")
_TAG = re.compile(r"<[^<>]*>")
_FULL_WIDTH = re.compile("[０-９〇零]")
_DIGITS = str.maketrans("０１２３４５６７８９〇零", "012345678900")

Shelf = dict[str, list[tuple[str, str]]]
"""By each year that files of one place name in their beginning: the files' paths and what is kept of these beginnings.
A run over thousands of files holds them all, so it is little."""

Read = Callable[[str], Reading | None]
"""The reading of the file at a path, or None where there is no such report."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's report; or, where it cannot be told which that is, the ``doubt``. Neither: there is none."""

    document: Document | None = None
    doubt: Message | None = None


@dataclass(frozen=True)
class Archive:
    """Where the reports of other years are looked for.

    ``patterns`` come from the config, relative ones below ``root``; without any, ``given`` files and the report's own
    folder are searched. Each folder is read once.
    """

    read: Read
    given: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    root: str = "."
    suffixes: frozenset[str] = frozenset()
    _shelves: dict[str, Shelf] = field(default_factory=dict, repr=False, compare=False)
    _bodies: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False, compare=False)

    def find(self, document: Document, years: int = -1) -> Previous:
        """The report of the same body, ``years`` later (-1: last year's), with its tables."""
        issuer, year = document.facts.get("issuer"), document.facts.get("year")
        if issuer is None or year is None or not str(year.value).isdecimal():
            return Previous()
        wanted = str(int(year.value) + years)
        same: list[Reading] = []
        doubtful: list[Reading] = []
        for path in self._candidates(document.source.path, str(issuer.value), wanted):
            reading = self._reading(path, key(str(issuer.value)), wanted)
            if reading is None:
                continue
            match = same_body(document, reading.document)
            if match is not False:
                (same if match else doubtful).append(reading)
        if not same:
            return Previous(doubt=_doubt("previous.same-body", doubtful) if doubtful else None)
        found = [with_tables(reading) for reading in same]
        if any(_figures(other) != _figures(found[0]) for other in found[1:]):
            return Previous(doubt=_doubt("previous.several", same))
        return Previous(found[0])

    def may_hold(self, path: str, issuer: str, year: str) -> bool:
        """Whether there is a report, other than the one at ``path``, that may be of the same body and of that year."""
        candidates = self._candidates(path, issuer, year)
        return any(self._reading(candidate, key(issuer), year) for candidate in candidates)

    def _reading(self, path: str, body: str, year: str) -> Reading | None:
        """The reading of a file whose body may be ``body``, in that year. What each file is of is found out once:
        the offices of many districts end alike, and each would be read for all the others."""
        reading = None
        if path not in self._bodies:
            reading = self.read(path)
            facts = reading.document.facts if reading else {}
            named = "issuer" in facts and "year" in facts
            self._bodies[path] = (key(str(facts["issuer"].value)), str(facts["year"].value)) if named else None
        known = self._bodies[path]
        if known is None or known[1] != year or not (known[0].endswith(body) or body.endswith(known[0])):
            return None
        return reading or self.read(path)

    def _candidates(self, own: str, body: str, year: str) -> Iterator[str]:
        """The files whose beginning has the year and the end of the body's name, the report itself left out."""
        tail = fold_text(body)[-_TAIL:]
        seen = {str(Path(own).absolute())}
        for shelf in self._shelves_for(own, body, year):
            for path, head in shelf.get(year, ()):
                if tail in head and (absolute := str(Path(path).absolute())) not in seen:
                    seen.add(absolute)
                    yield path

    def _shelves_for(self, own: str, body: str, year: str) -> Iterator[Shelf]:
        if not self.patterns:
            yield self._shelf("", lambda: map(Path, self.given))
            yield self._folder(Path(own).parent, self._shelved)
        for pattern in self.patterns:
            place = pattern.replace("{issuer}", body).replace("{year}", year)
            folder = Path(self.root, place)
            if folder.is_dir():
                yield self._folder(folder)
            elif "{issuer}" in pattern or "{year}" in pattern or "*" in pattern:
                yield self._shelf(place, lambda place=place: Path(self.root).glob(place))  # type: ignore[misc]

    def _folder(self, folder: Path, besides: frozenset[str] = frozenset()) -> Shelf:
        """The reports in a folder, without those at the absolute paths ``besides``."""
        return self._shelf(
            str(folder),
            lambda: (
                path
                for path in folder.iterdir()
                if path.suffix.lower() in self.suffixes and str(path.absolute()) not in besides
            ),
        )

    @cached_property
    def _shelved(self) -> frozenset[str]:
        """The absolute paths of the given files, which have a shelf of their own."""
        return frozenset(str(Path(path).absolute()) for path in self.given)

    def _shelf(self, name: str, paths: Callable[[], Iterator[Path]]) -> Shelf:
        """The files of one place by the years that their beginnings name; an unreadable place is an empty one."""
        shelf = self._shelves.get(name)
        if shelf is None:
            shelf = self._shelves[name] = {}
            try:
                for path in sorted(paths()):
                    head = _head(path)
                    kept = path.as_posix(), _kept(head)
                    for year in set(_YEAR.findall(head)):
                        shelf.setdefault(year, []).append(kept)
            except (OSError, ValueError, NotImplementedError):
                pass
        return shelf


def _head(path: Path) -> str:
    """The beginning of a file without white space, digits made ASCII; "" where it cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return ""
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                continue
            text = data[: error.start].decode(encoding, "ignore")
        head = "".join((_TAG.sub("", text) if "<" in text[:_SEARCHED] else text[:_SEARCHED]).split())
        if _FULL_WIDTH.search(head):
            head = head.translate(_DIGITS)
        return head.replace("(", "（").replace(")", "）")
    return ""


def _kept(head: str) -> str:
    """What of a beginning may hold the name of the body: its title and lead, and what stands near a year."""
    pieces = [head[:_TITLE]]
    end = _TITLE
    for year in _YEAR.finditer(head, _TITLE):
        start, end = max(end, year.start() - _NEAR), min(len(head), year.end() + _NEAR)
        pieces.append(head[start:end])
    return "".join(pieces)


def same_body(one: Document, other: Document) -> bool | None:
    """Whether two reports are of the same body; None where one name may be the other's with a district in front.

    The longer name then has to be spelt out before the first part of the report that bears the shorter one.
    """
    names = [(key(str(document.facts["issuer"].value)), document) for document in (one, other)]
    (short, bearer), (long, _) = sorted(names, key=lambda pair: len(pair[0]))
    if short == long:
        return True
    if not short or not long.endswith(short):
        return False
    lead = key("".join(paragraph.folded.text for paragraph in bearer.scope("lead")))
    return True if long in lead else None


def _doubt(message: str, readings: list[Reading]) -> Message:
    return Message(message, {"paths": tuple(reading.document.source.path for reading in readings)})


def _figures(document: Document) -> list[str]:
    return [str(cell.figure.value) for table in document.tables.values() for row in table.rows for cell in row.cells]
