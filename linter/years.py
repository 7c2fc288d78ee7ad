"""The reports of other years that a run needs: last year's beside this year's, and this year's where only last
year's was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from linter.decoding import Undecodable, decode
from linter.diagnostic import FileResult
from linter.engine import lint_source, needs_last_year, speaking_packs
from linter.files import read_bytes
from linter.previous import Archive
from linter.readers import SUFFIXES
from linter.reading import Reading
from linter.selection import Options
from linter.source import Source


def open_archive(options: Options, given: Iterable[str], patterns: tuple[str, ...] = (), root: str = ".") -> Archive:
    """Where a run with these options looks for other years' reports."""

    def read(path: str) -> Reading | None:
        source = _source(path, options)
        speaking = speaking_packs(source, options) if source else []
        return next((reading for pack, reading in speaking if needs_last_year(pack) or pack.family), None)

    return Archive(read, tuple(given), patterns, root, SUFFIXES)


def next_year(result: FileResult, options: Options, archive: Archive, shown: frozenset[str]) -> FileResult | None:
    """What this year's report has to answer for when last year's was given: the findings of the rules that compare
    the two. None where there is no such report, where it is among the ``shown`` absolute paths, or all is well."""
    issuer, year = result.facts.get("issuer"), result.facts.get("year")
    if result.source is None or not issuer or not year or not year.isdecimal():
        return None
    if not archive.may_hold(result.path, issuer, str(int(year) + 1)):  # by far the most common case, and told cheaply
        return None
    for _, reading in speaking_packs(result.source, options):
        found = archive.find(reading.document, 1).document
        if found is None or str(Path(found.source.path).absolute()) in shown:
            continue
        wanted = frozenset(
            f"{pack.name}/{rule.id}"
            for pack in options.packs
            for rule in pack.rules
            if rule.asks_for("last_year") and options.shows(rule.id, pack.name)
        )
        if wanted:
            other = lint_source(found.source, replace(options, select=wanted), archive)
            if other.diagnostics:
                return replace(other, given=False)
    return None


def _source(path: str, options: Options) -> Source | None:
    data = read_bytes(path)
    if not isinstance(data, bytes):
        return None
    text = decode(data, options.encoding)
    return None if isinstance(text, Undecodable) else Source.of(path, text.text, text.encoding)
