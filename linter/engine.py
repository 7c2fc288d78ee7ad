"""One file from bytes to its result: read, choose packs, bind, judge, stamp.

This is the one walk; the command, the hook and an editor all come through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linter import budget, limits
from linter.blocks import Line
from linter.decoding import is_utf8
from linter.diagnostic import Diagnostic, FileResult, Finding, Gap, Message, PackUsed, Severity, Unassessed
from linter.document import Document
from linter.judging import judge
from linter.messages import Catalogue, catalogue
from linter.pack import Pack
from linter.previous import Archive
from linter.readers import is_markdown, read_lines
from linter.reading import Names, Reading, read_outline, with_tables
from linter.selection import Options
from linter.source import Source, Span
from linter.stamping import fingerprinted, stamp, state_gap


def lint_text(path: str, text: str, options: Options, archive: Archive | None = None) -> FileResult:
    """The result of a text that is at hand, under the name ``path``."""
    return lint_source(Source.of(path, text), options, archive)


def lint_source(source: Source, options: Options, archive: Archive | None = None) -> FileResult:
    """Everything there is to say of one decoded file; ``archive`` is where last year's report is looked for."""
    words = catalogue(options.language)
    diagnostics: list[Diagnostic] = []
    unassessed: list[Unassessed] = []
    facts: dict[str, str | None] = {}
    if not is_utf8(source.encoding) and options.shows("encoding"):
        diagnostics.append(_own(source, options, "encoding", Severity.INFO, {"encoding": source.encoding}))
    lines, excess = _read(source)
    seen = [] if excess else _seen(source, lines, options, archive)
    if excess or seen is None:
        _stop(excess or budget.too_slow(source), source, options, words, diagnostics, unassessed, "budget")
        seen = []
    elif not seen and options.shows("no-pack"):
        severity = Severity.WARNING if options.named else Severity.INFO
        diagnostics.append(_own(source, options, "no-pack", severity, {}))
    compared = compared_by([(pack, reading) for pack, reading, _ in seen])
    for pack, reading, document in seen:
        facts |= {name: _fact(fact.value) for name, fact in document.facts.items()}
        _judge(document, pack, options, words, diagnostics, unassessed)
        if archive is not None and reading is compared:
            archive.remember(reading, replace(document, draft=False, last_year=None, previous_doubt=None))
    return FileResult(
        path=source.path,
        given=True,
        source=source,
        packs=tuple(PackUsed(pack.name, pack.version, pack.digest) for pack, _, _ in seen),
        facts=facts,
        diagnostics=fingerprinted(diagnostics, source),
        not_assessed=tuple(unassessed),
    )


def _seen(
    source: Source, lines: tuple[Line, ...], options: Options, archive: Archive | None
) -> list[tuple[Pack, Reading, Document]] | None:
    """A file as each pack that speaks for it sees it; None where that takes too long."""

    def read() -> list[tuple[Pack, Reading, Document]]:
        speaking = _speaking(source, lines, options)
        return [(pack, reading, document_of(pack, reading, options, archive)) for pack, reading in speaking]

    with budget.timed(limits.READING) as limited:
        return limited(read)


def _judge(
    document: Document,
    pack: Pack,
    options: Options,
    words: Catalogue,
    diagnostics: list[Diagnostic],
    unassessed: list[Unassessed],
) -> None:
    """Add what one pack has to say of a document."""
    source = document.source
    shown = frozenset(rule.id for rule in pack.rules if options.shows(rule.id, pack.name))
    verdict = judge(document, pack, shown)
    for rule, finding in verdict.findings:
        severity = options.weighs(rule, pack, finding)
        wording = words.choose(rule.message) if rule.message else None
        diagnostics.append(stamp(finding, source, words, rule.id, severity, pack.name, rule.kind, wording))
    for rule, gap in verdict.gaps:
        unassessed.append(state_gap(gap, source, words, rule.id))
    for rule in verdict.stopped:
        values = {"rule": rule.id, "seconds": f"{limits.SECONDS:g}"}
        place = document.title.raw.span() if document.title and document.title.raw.text else Span(0, 0)
        said = Finding(place, Message("budget.rule", values))
        _stop(said, source, options, words, diagnostics, unassessed, rule.id)
    for table in document.tables.values():
        if table.state == "misread" and options.shows("misread"):
            reason = table.reason or Message("engine.misread-unknown")
            finding = Finding(table.span, Message("engine.misread", {"reason": reason}))
            severity = options.severity_of("misread", Severity.INFO)
            diagnostics.append(stamp(finding, source, words, "misread", severity))


def _stop(
    said: Finding,
    source: Source,
    options: Options,
    words: Catalogue,
    diagnostics: list[Diagnostic],
    unassessed: list[Unassessed],
    rule: str,
) -> None:
    """Say that the file, or one rule, was too much; that it was not assessed is said even to those who ignore it."""
    if options.shows("budget"):
        severity = options.severity_of("budget", Severity.WARNING)
        diagnostics.append(stamp(said, source, words, "budget", severity))
    unassessed.append(state_gap(Gap(said.message, span=said.span), source, words, rule))


def _own(source: Source, options: Options, rule: str, severity: Severity, values: dict[str, object]) -> Diagnostic:
    """A diagnostic of the engine itself, about the whole file."""
    first = source.line_span(1)
    finding = Finding(first if first.end > first.start else Span(0, 0), Message(f"engine.{rule}", values))
    return stamp(finding, source, catalogue(options.language), rule, options.severity_of(rule, severity))


def document_of(pack: Pack, reading: Reading, options: Options, archive: Archive | None = None) -> Document:
    """A file as the rules of a pack judge it: with its tables, and last year's report where a rule asks for it."""
    document = with_tables(reading)
    if options.draft:
        document = replace(document, draft=True)
    if archive is None or not needs_last_year(pack):
        return document
    found = archive.find(document)
    return replace(document, last_year=found.document, previous_doubt=found.doubt)


def speaking_packs(source: Source, options: Options) -> list[tuple[Pack, Reading]]:
    """The packs whose ``applies`` holds for a file, one of a family, each with the file as its form sees it.

    Of a family the newest whose years hold the report's speaks; with the year unknown the newest of all.
    """
    lines, excess = _read(source)
    return [] if excess else _speaking(source, lines, options)


def _read(source: Source) -> tuple[tuple[Line, ...], Finding | None]:
    """The lines of a file; and why they are too much to judge, if they are."""
    excess = budget.too_large(source)
    if excess:
        return (), excess
    lines = read_lines(source)
    return lines, budget.too_much(source, lines)


def _speaking(source: Source, lines: tuple[Line, ...], options: Options) -> list[tuple[Pack, Reading]]:
    markdown = is_markdown(source)
    speaking: list[tuple[Pack, Reading]] = []
    for family in _families(options):
        for pack in family:
            reading = read_outline(source, lines, pack.form, markdown)
            names = Names(reading)
            if _in_years(pack, names) and pack.applies.holds(names):
                speaking.append((pack, reading))
                break
    return speaking


def _families(options: Options) -> list[list[Pack]]:
    """The packs that may speak, by family, the newest first."""
    families: dict[str, list[Pack]] = {}
    for pack in options.packs:
        if options.named or not pack.on_request:
            families.setdefault(pack.family or f"pack {pack.name}", []).append(pack)
    return [sorted(family, key=lambda pack: pack.years[0] or 0, reverse=True) for family in families.values()]


def _in_years(pack: Pack, names: Names) -> bool:
    """Whether a pack speaks for the report's year; where the year is unknown nothing speaks against it."""
    first, last = pack.years
    if first is None and last is None:
        return True  # and the year, for which all facts would have to be read, is not asked for
    year = names.get("year")
    if not isinstance(year, int):
        return True
    return (first is None or first <= year) and (last is None or year <= last)


def needs_last_year(pack: Pack) -> bool:
    """Whether any rule of a pack compares with last year's report."""
    return any(rule.asks_for("last_year") for rule in pack.rules)


def compared_by(speaking: Sequence[tuple[Pack, Reading]]) -> Reading | None:
    """The reading of a file by which it is compared with other years' reports."""
    return next((reading for pack, reading in speaking if needs_last_year(pack) or pack.family), None)


def _fact(value: str | bool) -> str:
    """A fact as it is told outside."""
    return value if isinstance(value, str) else str(value).lower()
