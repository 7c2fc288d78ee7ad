"""Which report is last year's of the same body.

Reports are paired by what their own text says: the same body, one year apart. Last year's report is looked for where
the config says (``previous``: path patterns with ``{issuer}`` and ``{year}``, or folders), else among the given files
and in the report's own folder, so that any batching of files gives the same answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from linter.diagnostic import Message
from linter.document import Document, Fact
from linter.files import folder_of, listed, one_name, suffix_of
from linter.folding import key
from linter.reading import Reading, with_tables
from linter.shelves import Shelf, tail_of

_SHELVES = 8
"""How many places are remembered: a run goes from folder to folder."""
_REPORTS = 2
"""How many reports are remembered as they were read: the reports of a body often stand side by side."""
_LONG = 50_000
"""Characters of a report that is too long to be remembered."""

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

    ``patterns`` come from the config, relative ones below ``root``; without any, the ``given`` files, the ``others``
    and the report's own folder are searched. ``names`` tells from the beginning of a file which names its body may
    have: the ``given`` files will ask for other reports of these bodies. ``shelved`` are
    the one names of the ``given`` and the ``others``.
    """

    read: Read
    given: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    root: str = "."
    suffixes: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    shelved: frozenset[str] = frozenset()
    names: Callable[[str], Iterable[str]] = lambda path: ()
    _shelves: dict[str, Shelf] = field(default_factory=dict, repr=False, compare=False)
    _bodies: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False, compare=False)
    _figures: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _reports: dict[str, tuple[Reading, Document]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, document: Document, years: int = -1) -> Previous:
        """The report of the same body, ``years`` later (-1: last year's), with its tables."""
        issuer, year = document.facts.get("issuer"), document.facts.get("year")
        if issuer is None or year is None or not str(year.value).isdecimal():
            return Previous()
        wanted = str(int(year.value) + years)
        same: list[str] = []
        doubtful: list[str] = []
        for path in self._candidates(document.source.path, str(issuer.value), wanted):
            match = self._match(path, document, wanted)
            if match is not False:
                (same if match else doubtful).append(path)
        if not same:
            return Previous(doubt=_doubt("previous.same-body", doubtful) if doubtful else None)
        found = self._whole(same[0])
        if any(self._figures_of(path) != self._figures_of(same[0]) for path in same[1:]):
            return Previous(doubt=_doubt("previous.several", same))
        return Previous(found)

    def prepare(self) -> None:
        """Look through the given files now, for all processes that will ask."""
        if not self.patterns:
            self._given_shelf().look_for(self._guessed)

    def may_hold(self, path: str, issuer: str, year: str, shown: frozenset[str] = frozenset()) -> bool:
        """Whether there is a report, other than the one at ``path`` and those that are ``shown``, that
        may be of the same body and of that year."""
        return any(
            one_name(candidate) not in shown and self._is_of(candidate, key(issuer), year)
            for candidate in self._candidates(path, issuer, year)
        )

    def remember(self, reading: Reading, document: Document) -> None:
        """Keep a report, as it was read and with its tables, for the reports of the same body that come next."""
        if len(document.source.text) <= _LONG:
            self._reports[document.source.path] = reading, document
            if len(self._reports) > _REPORTS:
                _, forgotten = self._reports.pop(next(iter(self._reports)))
                forgotten.memo.clear()

    def _read(self, path: str) -> Reading | None:
        return self._reports[path][0] if path in self._reports else self.read(path)

    def _whole(self, path: str) -> Document | None:
        """A report with its tables."""
        if path in self._reports:
            return self._reports[path][1]
        reading = self.read(path)
        if reading is None:
            return None
        document = with_tables(reading)
        self.remember(reading, document)
        return document

    def _figures_of(self, path: str) -> int:
        """The figures of a report's tables in one number: reports are many times compared, and seldom differ."""
        if path not in self._figures:
            self._figures[path] = hash(_figures(self._whole(path)))
        return self._figures[path]

    def _is_of(self, path: str, body: str, year: str) -> bool:
        """Whether a file is a report of that year whose body may be ``body``. What each file is of is found out once:
        the offices of many districts end alike, and each would be read for all the others."""
        if path not in self._bodies:
            reading = self._read(path)
            facts = reading.document.facts if reading else {}
            named = "issuer" in facts and "year" in facts
            self._bodies[path] = (_key(facts["issuer"]), sys.intern(str(facts["year"].value))) if named else None
        known = self._bodies[path]
        return known is not None and known[1] == year and (known[0].endswith(body) or body.endswith(known[0]))

    def _match(self, path: str, document: Document, year: str) -> bool | None:
        """Whether a file is the same body's report of that year; None where it cannot be told."""
        body = _key(document.facts["issuer"])
        if not self._is_of(path, body, year):
            return False
        if self._bodies[path] == (body, year):
            return True
        reading = self._read(path)
        return same_body(document, reading.document) if reading else False

    def _candidates(self, own: str, body: str, year: str) -> Iterator[str]:
        """The files whose beginning has the year and the end of the body's name, the report itself left out."""
        tail = tail_of(body)
        seen = {one_name(own)}
        for shelf in self._shelves_for(own, body, year):
            if not shelf.knows(tail):
                self._look_for(tail, shelf)
            for path in shelf.holding(tail, year):
                name = one_name(path)
                if name not in seen:
                    seen.add(name)
                    yield path

    def _look_for(self, tail: str, shelf: Shelf) -> None:
        """Look through a shelf for the end of a name and, as all files have to be opened for it, for those that other
        files will ask for: first as their beginnings have them; where that was not so, as they are."""
        shelf.look_for(self._guessed)
        if not shelf.knows(tail):
            shelf.look_for(self._known)
        if not shelf.knows(tail):  # of a report that is not one of them
            shelf.look_for({tail})

    @cached_property
    def _guessed(self) -> frozenset[str]:
        return frozenset(tail_of(name) for path in self.given for name in self.names(path))

    @cached_property
    def _known(self) -> frozenset[str]:
        facts = (reading.document.facts for path in self.given if (reading := self.read(path)))
        return frozenset(tail_of(str(each["issuer"].value)) for each in facts if "issuer" in each)

    def _shelves_for(self, own: str, body: str, year: str) -> Iterator[Shelf]:
        if not self.patterns:
            yield self._given_shelf()
            yield self._folder(folder_of(own), self.shelved)
        for pattern in self.patterns:
            place = pattern.replace("{issuer}", body).replace("{year}", year)
            folder = Path(self.root, place)
            if folder.is_dir():
                yield self._folder(folder.as_posix())
            elif "{issuer}" in pattern or "{year}" in pattern or "*" in pattern:
                yield self._shelf(place, lambda place=place: (path.as_posix() for path in Path(self.root).glob(place)))  # type: ignore[misc]

    def _given_shelf(self) -> Shelf:
        return self._shelf("", lambda: dict.fromkeys((*self.given, *self.others)))

    def _folder(self, folder: str, besides: frozenset[str] = frozenset()) -> Shelf:
        """The reports in a folder, without those whose names are in ``besides``."""
        return self._shelf(
            f"{folder}/",
            lambda: (
                path for path in listed(folder) if suffix_of(path) in self.suffixes and one_name(path) not in besides
            ),
        )

    def _shelf(self, name: str, paths: Callable[[], Iterable[str]]) -> Shelf:
        """The files of one place; an unreadable place is an empty one."""
        shelf = self._shelves.pop(name, None)
        if shelf is None:
            try:
                shelf = Shelf(paths())
            except (OSError, ValueError, NotImplementedError):
                shelf = Shelf(())
        self._shelves[name] = shelf
        if len(self._shelves) > _SHELVES:
            del self._shelves[next(iter(self._shelves))]
        return shelf


def same_body(one: Document, other: Document) -> bool | None:
    """Whether two reports are of the same body; None where one name may be the other's with a district in front.

    The longer name then has to be spelt out before the first part of the report that bears the shorter one.
    """
    names = [(_key(document.facts["issuer"]), document) for document in (one, other)]
    (short, bearer), (long, _) = sorted(names, key=lambda pair: len(pair[0]))
    if short == long:
        return True
    if not short or not long.endswith(short):
        return False
    lead = key("".join(paragraph.folded.text for paragraph in bearer.scope("lead")))
    return True if long in lead else None


def _key(body: Fact) -> str:
    """The name of a body to compare it by; not kept as labels are, as every report has another one."""
    return key.__wrapped__(str(body.value))


def _doubt(message: str, paths: list[str]) -> Message:
    return Message(message, {"paths": tuple(paths)})


def _figures(document: Document | None) -> tuple[str, ...]:
    tables = document.tables.values() if document else ()
    return tuple(str(cell.figure.value) for table in tables for row in table.rows for cell in row.cells)
