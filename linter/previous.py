"""Which report is last year's of the same body.

A report is paired with the one of the year before by its own title: the same body, one year less. It is looked for
where the config says (``previous``: path patterns with ``{issuer}`` and ``{year}``, or folders), else among the given
files and in the report's own folder, so that any batching of files gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.diagnostic import Message
from linter.document import BoundTable, Document
from linter.folding import fold_text, key

READ_FIRST = 16_384
"""Bytes of a file in which its title must stand for the file to be looked at more closely."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Last year's report, or why there is none: nothing to say where none was found, ``doubt`` where several were."""

    document: Document | None = None
    doubt: Message | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: ``patterns`` from the config (relative ones below ``root``), else ``given`` and the folder."""

    given: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    root: str = "."
    suffixes: frozenset[str] = frozenset()


def find_previous(document: Document, search: Search, read: Callable[[str], Document | None]) -> Previous:
    """The report of the same body for the year before; ``read`` gives a file's document, or None."""
    issuer, year = document.facts.get("issuer"), document.facts.get("year")
    if issuer is None or year is None or not str(year.value).isdigit():
        return Previous()
    body, before = str(issuer.value), int(year.value) - 1
    found: list[Document] = []
    doubtful: list[Document] = []
    for path in _promising(document.source.path, body, before, search):
        other = read(path)
        theirs = other.facts.get("issuer") if other else None
        if (
            other is None
            or theirs is None
            or "year" not in other.facts
            or str(other.facts["year"].value) != str(before)
        ):
            continue
        same = same_body(document, other)
        if same:
            found.append(other)
        elif same is None:
            doubtful.append(other)
    if not found:
        return Previous(doubt=_doubt("previous.same-body", doubtful)) if doubtful else Previous()
    if any(_figures(other) != _figures(found[0]) for other in found[1:]):
        return Previous(doubt=_doubt("previous.several", found))
    return Previous(found[0])


def same_body(one: Document, other: Document) -> bool | None:
    """Whether two reports are of the same body; None where one name may be the other's with a district in front.

    The longer name then has to be spelt out in the text before the first part of the report that bears the shorter.
    """
    names = [(key(str(document.facts["issuer"].value)), document) for document in (one, other)]
    (short, bearer), (long, _) = sorted(names, key=lambda pair: len(pair[0]))
    if short == long:
        return True
    if not short or not long.endswith(short):
        return False
    lead = key("".join(paragraph.folded.text for paragraph in bearer.scope("lead")))
    return True if long in lead else None


def _promising(path: str, body: str, year: int, search: Search) -> Iterable[str]:
    """The files whose first bytes name the year and the end of the body's name, the report itself left out."""
    own = Path(path).absolute()
    tail = fold_text(body)[-6:]
    seen: set[Path] = set()
    for candidate in sorted(_candidates(own, body, year, search)):
        if candidate != own and candidate not in seen and _names(candidate, str(year), tail):
            seen.add(candidate)
            yield str(candidate)


def _candidates(own: Path, body: str, year: int, search: Search) -> Iterable[Path]:
    if search.patterns:
        for pattern in search.patterns:
            filled = pattern.replace("{issuer}", body).replace("{year}", str(year))
            place = Path(search.root, filled)
            if place.is_dir():
                yield from _reports(place, search.suffixes)
            else:
                yield from (path.absolute() for path in Path(search.root).glob(filled) if path.is_file())
        return
    yield from (Path(path).absolute() for path in search.given)
    yield from _reports(own.parent, search.suffixes)


def _reports(folder: Path, suffixes: frozenset[str]) -> list[Path]:
    try:
        return [path.absolute() for path in folder.iterdir() if path.suffix.lower() in suffixes]
    except OSError:
        return []


def _names(path: Path, year: str, tail: str) -> bool:
    """A cheap look: whether the beginning of a file can be that of a report of this body and year."""
    try:
        with path.open("rb") as file:
            head = file.read(READ_FIRST)
    except OSError:
        return False
    encodings: Sequence[str] = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    return any(_has(head, year, encoding) for encoding in encodings) and any(
        _has(head, tail[-2:], encoding) for encoding in encodings
    )


def _has(head: bytes, text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore") in head


def _doubt(key_: str, documents: Sequence[Document]) -> Message:
    return Message(key_, {"paths": tuple(document.source.path for document in documents)})


def _figures(document: Document) -> tuple[tuple[str, ...], ...]:
    return tuple(_values(table) for table in document.tables.values())


def _values(table: BoundTable) -> tuple[str, ...]:
    return tuple(str(cell.figure.value) for row in table.rows for cell in row.cells)
