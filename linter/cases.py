"""The cases of rule packs run: each text judged by the whole pack, and what one rule says compared with the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linter.conditions import Always
from linter.diagnostic import CellName, Diagnostic, FileResult, Message
from linter.document import BoundCell, Document
from linter.engine import lint_text, speaking_packs
from linter.equations.references import cells_named
from linter.equations.variables import cell_name
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.mutation import Protection, protection
from linter.pack import Pack
from linter.packs.case_files import Case, CaseFile, Expected, read_cases
from linter.previous import Archive, Previous
from linter.reading import with_tables
from linter.selection import Options
from linter.source import Source, Span

_SAMPLE = "sample.txt"


@dataclass(frozen=True, slots=True)
class PackReport:
    """What came of the cases of one pack; ``has_cases`` where there is a file of them at ``path``.

    ``failures`` stand at their cases; ``untested`` are the rules that lack a failing case, a passing one or both, each
    with what it lacks. ``protected`` says which parts of the pack's samples no rule watches; empty if not asked for.
    """

    pack: str
    path: str
    passed: int
    has_cases: bool = True
    failures: tuple[Mistake, ...] = ()
    untested: tuple[tuple[str, Message], ...] = ()
    protected: tuple[Protection, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What came of the cases of several packs. ``ok`` where nothing failed, and nothing is untested that has to be."""

    packs: tuple[PackReport, ...]
    require_tests: bool = False

    @property
    def ok(self) -> bool:
        return not any(pack.failures or (self.require_tests and pack.untested) for pack in self.packs)


def run_cases(
    packs: Sequence[Pack], require_tests: bool = False, mutate: bool = False, language: str = "en"
) -> CaseReport:
    """Run the cases beside the packs. Raises ``UserError`` with all the mistakes in the files of cases."""
    words = catalogue(language)
    mistakes: list[Mistake] = []
    files = [_cases_of(pack, words, mistakes) for pack in packs]
    if mistakes:
        raise UserError(tuple(mistakes))
    reports = (_run(pack, file, words, mutate) for pack, file in zip(packs, files, strict=True))
    return CaseReport(tuple(reports), require_tests)


def _cases_of(pack: Pack, words: Catalogue, mistakes: list[Mistake]) -> CaseFile:
    try:
        return read_cases(pack, words)
    except UserError as error:
        mistakes.extend(error.mistakes)
        return CaseFile(pack.path)


def _run(pack: Pack, file: CaseFile, words: Catalogue, mutate: bool) -> PackReport:
    failures = [failure for case in file.cases for failure in _failures(case, pack, words)]
    failed = {(failure.line, failure.column) for failure in failures}
    passed = sum((case.place.line, case.place.column) not in failed for case in file.cases)
    protected = tuple(protection(speaking(pack), file.samples.values())) if mutate else ()
    untested = tuple(_untested(pack, file))
    return PackReport(pack.name, file.path, passed, file.found, tuple(failures), untested, protected)


def _untested(pack: Pack, file: CaseFile) -> Iterator[tuple[str, Message]]:
    failing = {case.rule for case in file.cases if case.expect}
    passing = {case.rule for case in file.cases if case.expect == ()}
    for rule in pack.rules:
        lacks = ("failing",) * (rule.id not in failing) + ("passing",) * (rule.id not in passing)
        if lacks:
            yield rule.id, Message("case.lacks-both" if len(lacks) == 2 else f"case.lacks-{lacks[0]}")


def speaking(pack: Pack) -> Pack:
    """The pack as one that speaks for any text: a case may be a single sentence."""
    return replace(pack, applies=Always(True), years=(None, None))


# ---------------------------------------------------------------- one case


def _failures(case: Case, pack: Pack, words: Catalogue) -> Iterator[Mistake]:
    """What is wrong with a case, at its place."""
    options = Options((speaking(pack),), named=True, language=case.language, draft=case.draft)
    try:
        text = changed(case.text, case, options)
        result = lint_text(_SAMPLE, text, options, _archive(case, options))
    except _CannotChangeError as error:
        yield replace(case.place, message=words.render(error.message))
        return
    for message in _differences(case, pack, result):
        yield replace(case.place, message=words.render(message))


class _CannotChangeError(Exception):
    """A case asks for a change that its text does not allow."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def changed(text: str, case: Case, options: Options) -> str:
    """The text with the changes of a case. Raises ``_CannotChangeError`` where there is nothing to change."""
    for old, new in case.replace.items():
        if old not in text:
            raise _CannotChangeError(Message("case.not-in-text", {"text": old}))
        text = text.replace(old, new, 1)
    if not case.change:
        return text
    document = read(text, options)
    spans = [(_cell(document, name).span, new) for name, new in case.change.items()]
    for span, new in sorted(spans, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def read(text: str, options: Options) -> Document:
    """A text as the only pack of the options sees it."""
    ((_, reading),) = speaking_packs(Source.of(_SAMPLE, text), options)
    return with_tables(reading)


def _cell(document: Document, name: str) -> BoundCell:
    """The cell of a document that a name stands for."""
    table, *path = name.split(".")
    bound = document.tables.get(table)
    found = cells_named(bound.form, tuple(path)) if bound and path else []
    if bound is None or len(found) != 1:
        raise _CannotChangeError(Message("case.unknown-cell", {"cell": name}))
    row, column = found[0]
    for held in bound.rows:
        for cell in held.cells:
            if held.form.id == row.id and cell.column.id == column.id and cell.state in ("given", "blank"):
                return cell
    raise _CannotChangeError(Message("case.unread-cell", {"cell": name}))


@dataclass(frozen=True)
class _Archive(Archive):
    """An archive that holds one report: the one a case gives as last year's."""

    document: Document | None = None

    def find(self, document: Document, years: int = -1) -> Previous:
        return Previous(self.document)


def _archive(case: Case, options: Options) -> Archive | None:
    if case.last_year is None:
        return None
    return _Archive(read=lambda path: None, document=read(case.last_year, options))


def _differences(case: Case, pack: Pack, result: FileResult) -> Iterator[Message]:
    """How what the rule says differs from what the case expects."""
    said = [each for each in result.diagnostics if each.rule == case.rule or case.rule in each.equations]
    gaps = [gap for gap in result.not_assessed if gap.rule == case.rule]
    if case.expect is None:
        if not gaps:
            yield Message("case.assessed", {"rule": case.rule})
        return
    if gaps and not case.expect:
        yield Message("case.not-assessed", {"rule": case.rule, "reason": gaps[0].reason})
    if len(said) != len(case.expect):
        words = {"rule": case.rule, "expected": len(case.expect), "count": len(said), "said": _lines(said)}
        yield Message("case.count" if said else "case.silent", words)
        return
    for expected, diagnostic in zip(case.expect, said, strict=True):
        for key, wanted, found in _compared(expected, diagnostic, pack, result):
            values = {"rule": case.rule, "wanted": wanted, "found": found or Message("case.nothing")}
            yield Message(f"case.differs-{key.replace('_', '-')}", values)


def _lines(said: Iterable[Diagnostic]) -> str:
    return "; ".join(f"{each.region.line}:{each.region.column} {each.message}" for each in said)


def _compared(
    expected: Expected, found: Diagnostic, pack: Pack, result: FileResult
) -> Iterator[tuple[str, object, object]]:
    """(key, wanted, found) of everything that differs."""
    source = result.source
    marked = source.text[_span(source, found)] if source else ""
    texts: Mapping[str, str | None] = {
        "quote": marked,
        "actual": found.actual,
        "expected": found.expected,
        "severity": str(found.severity),
    }
    for key, wanted in expected.texts.items():
        if key == "at" and found.cell != _official(wanted, pack):
            yield key, wanted, found.cell or Message("case.line", {"line": found.region.line})
        elif key == "message" and wanted not in found.message:
            yield key, wanted, found.message
        elif key in texts and texts[key] != wanted:
            yield key, wanted, texts[key]
    for key, number in expected.numbers.items():
        if getattr(found.region, key) != number:
            yield key, number, getattr(found.region, key)
    for key, names in expected.lists.items():
        if key == "equations" and set(found.equations) != set(names):
            yield key, names, found.equations
        elif key == "candidates":
            cells = {each.cell for each in found.candidates}
            if cells != {_official(name, pack) for name in names}:
                yield key, names, tuple(each.cell or each.actual for each in found.candidates)


def _span(source: Source, found: Diagnostic) -> slice:
    line, column, end_line, end_column = found.region
    span = Span(source.line_starts[line - 1] + column - 1, source.line_starts[end_line - 1] + end_column - 1)
    return slice(*span)


def _official(name: str, pack: Pack) -> CellName | None:
    """The official name of a cell that a case names."""
    table, *path = name.split(".")
    form = pack.form.tables.get(table)
    found = cells_named(form, tuple(path)) if form else []
    return cell_name(form, *found[0]) if form and len(found) == 1 else None
