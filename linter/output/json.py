"""JSON, version 1: one object a run, or one a line and file. Fields are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, repeat
from json import dumps

import linter
from linter.diagnostic import (
    CandidatePlace,
    CellName,
    Diagnostic,
    FileResult,
    FixPlace,
    RelatedPlace,
    Severity,
    Suppression,
    Unassessed,
)
from linter.output.view import Format, Tally, View, shown_path

VERSION = 1


def whole(view: View) -> Format:
    """One object: ``version``, ``tool``, ``files`` and ``summary``; each file is written as soon as it is judged."""
    separators = chain(["\n  "], repeat(",\n  "))

    def start() -> str:
        tool = {"name": "reportlint", "version": linter.__version__}
        return f'{{"version": {VERSION}, "tool": {_text(tool)},\n "files": ['

    def file(result: FileResult, level: Severity) -> str:
        return next(separators) + _text(file_object(result))

    def end(tally: Tally) -> str:
        return f'],\n "summary": {_text(summary(tally))}}}\n'

    return Format(file, start, end)


def lines(view: View) -> Format:
    """One object a line: each file as in ``json``, then the summary, each with ``version``."""

    def file(result: FileResult, level: Severity) -> str:
        return _text({"version": VERSION, "file": file_object(result)}) + "\n"

    def end(tally: Tally) -> str:
        return _text({"version": VERSION, "summary": summary(tally)}) + "\n"

    return Format(file, end=end)


def file_object(result: FileResult) -> dict[str, object]:
    """What is said of one file."""
    return {
        "path": shown_path(result.path),
        "given": result.given,
        "encoding": result.encoding,
        "packs": [{"name": pack.name, "version": pack.version, "digest": pack.digest} for pack in result.packs],
        "facts": dict(result.facts),
        "diagnostics": [_diagnostic(found) for found in result.diagnostics],
        "not_assessed": [_unassessed(gap) for gap in result.not_assessed],
    }


def summary(tally: Tally) -> Mapping[str, int]:
    """The counts of a run; what is suppressed is counted apart."""
    counts = {str(severity): tally.severities[severity] for severity in reversed(Severity)}
    return {"files": tally.files, **counts, "suppressed": tally.suppressed, "not_assessed": tally.gaps}


def _text(value: object) -> str:
    return dumps(value, ensure_ascii=False)


def _diagnostic(found: Diagnostic) -> dict[str, object]:
    return {
        "rule": found.rule,
        "pack": found.pack,
        "check": found.check,
        "severity": str(found.severity),
        "message": found.message,
        **found.region._asdict(),
        "cell": _cell(found.cell),
        "actual": found.actual,
        "expected": found.expected,
        "equations": list(found.equations),
        "candidates": [_candidate(candidate) for candidate in found.candidates],
        "related": [_related(related) for related in found.related],
        "fix": _fix(found.fix),
        "fingerprint": found.fingerprint,
        "suppressed": _suppressed(found.suppressed),
    }


def _cell(cell: CellName | None) -> dict[str, object] | None:
    return None if cell is None else {"table": cell.table, "row": cell.row, "column": cell.column}


def _candidate(candidate: CandidatePlace) -> dict[str, object]:
    values = {"cell": _cell(candidate.cell), "actual": candidate.actual, "expected": candidate.expected}
    return {**values, "path": shown_path(candidate.path), **candidate.region._asdict()}


def _related(related: RelatedPlace) -> dict[str, object]:
    return {"message": related.message, "path": shown_path(related.path), **related.region._asdict()}


def _fix(fix: FixPlace | None) -> dict[str, object] | None:
    if fix is None:
        return None
    return {"safe": fix.safe, "edits": [{**region._asdict(), "text": text} for region, text in fix.edits]}


def _suppressed(suppressed: Suppression | None) -> dict[str, object] | None:
    if suppressed is None:
        return None
    return {"by": suppressed.by, "reason": suppressed.reason, "until": suppressed.until}


def _unassessed(gap: Unassessed) -> dict[str, object]:
    return {"rule": gap.rule, "reason": gap.reason, "table": gap.table, "rows": list(gap.rows), "line": gap.line}
