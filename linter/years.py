"""The reports of other years that a run needs: last year's beside this year's, and this year's where only last
year's was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from linter.decoding import Undecodable, decode
from linter.diagnostic import FileResult
from linter.engine import compared_by, needs_last_year, speaking_packs
from linter.files import one_name, read_bytes
from linter.previous import Archive
from linter.readers import SUFFIXES, read_lines
from linter.reading import Reading, read_outline
from linter.selection import Options
from linter.shelves import beginning_of
from linter.source import Source

_FIRST = 600
"""Characters of a report in which its title stands as a rule; of a page, which begins with menus, more are read."""
_FIRST_OF_A_PAGE = 4000


def open_archive(
    options: Options,
    given: Iterable[str],
    patterns: tuple[str, ...] = (),
    root: str = ".",
    others: Iterable[str] = (),
    shelved: frozenset[str] | None = None,
) -> Archive:
    """Where a run with these options looks for other years' reports; ``others`` are files that are not judged,
    ``shelved`` the one names of all of these."""
    given, others = tuple(given), tuple(others)
    if shelved is None:
        shelved = frozenset(map(one_name, (*given, *others)))
    compared = [pack for pack in options.packs if needs_last_year(pack) or pack.family]

    def read(path: str) -> Reading | None:
        source = _source(path, options)
        return compared_by(speaking_packs(source, options)) if source else None

    def names(path: str) -> Iterator[str]:
        text = beginning_of(path)
        source = Source.of(path, text[:_FIRST_OF_A_PAGE] if "<" in text[:_FIRST] else text[:_FIRST])
        lines = read_lines(source)
        for pack in compared:
            issuer = read_outline(source, lines, pack.form).document.facts.get("issuer")
            if issuer:
                yield str(issuer.value)

    return Archive(read, given, patterns, root, SUFFIXES, others, shelved, names)


def next_years(result: FileResult, options: Options, archive: Archive, shown: frozenset[str]) -> Iterator[str]:
    """This year's reports where last year's was given: those that are not ``shown`` anyway."""
    issuer, year = result.facts.get("issuer"), result.facts.get("year")
    if result.source is None or not issuer or not year or not year.isdecimal():
        return
    if not archive.may_hold(result.path, issuer, str(int(year) + 1), shown):  # told cheaply, and so as a rule
        return
    for _, reading in speaking_packs(result.source, options):
        found = archive.find(reading.document, 1).document
        if found is not None and one_name(found.source.path) not in shown:
            yield found.source.path


def comparing(options: Options) -> Options | None:
    """The options by which this year's report answers where last year's was given: with those rules alone that compare
    the two. None where there are none."""
    wanted = frozenset(
        f"{pack.name}/{rule.id}"
        for pack in options.packs
        for rule in pack.rules
        if rule.asks_for("last_year") and options.shows(rule.id, pack.name)
    )
    return replace(options, select=wanted) if wanted else None


def _source(path: str, options: Options) -> Source | None:
    data = read_bytes(path)
    if not isinstance(data, bytes):
        return None
    text = decode(data, options.encoding)
    return None if isinstance(text, Undecodable) else Source.of(path, text.text, text.encoding)
