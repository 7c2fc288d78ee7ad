"""SARIF 2.1.0: what code scanning services read. Results are written as they come, the rules seen behind them."""

from __future__ import annotations

from itertools import chain, repeat
from json import dumps
from urllib.parse import quote

import linter
from linter.diagnostic import CandidatePlace, Diagnostic, FileResult, RelatedPlace, Severity, Unassessed
from linter.output.view import Format, Tally, View, candidate_words, shown_path
from linter.source import Region

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def sarif(view: View) -> Format:
    """One run; findings are results, rules that could not run are results of the kind ``open``.

    Columns are code points and the run says so.
    """
    rules: dict[str, dict[str, object]] = {}
    separators = chain(["\n  "], repeat(",\n  "))

    def start() -> str:
        return (
            f'{{"$schema": "{_SCHEMA}", "version": "2.1.0",\n'
            ' "runs": [{"columnKind": "unicodeCodePoints",\n "results": ['
        )

    def file(result: FileResult, level: Severity) -> str:
        results: list[dict[str, object]] = []
        for found in result.diagnostics:
            rules.setdefault(found.rule, _rule(found.rule, found.pack, view))
            results.append(_result(result.path, found, view))
        pack = result.packs[0].name if result.packs else None
        for gap in result.not_assessed:
            rules.setdefault(gap.rule, _rule(gap.rule, pack, view))
            results.append(_open(result.path, gap))
        return "".join(next(separators) + _text(each) for each in results)

    def end(tally: Tally) -> str:
        driver = {"name": "reportlint", "version": linter.__version__, "rules": [rules[name] for name in sorted(rules)]}
        invocation = {"executionSuccessful": True}
        return f'],\n "tool": {_text({"driver": driver})},\n "invocations": [{_text(invocation)}]}}]}}\n'

    return Format(file, start, end)


def _text(value: object) -> str:
    return dumps(value, ensure_ascii=False)


def _rule(name: str, pack: str | None, view: View) -> dict[str, object]:
    said: dict[str, object] = {"id": name}
    words = view.rule(pack, name)
    if words is not None:
        said["shortDescription"] = {"text": words.title or words.why}
        said["fullDescription"] = {"text": words.why}
        said["help"] = {"text": f"{words.why}\n{words.source}".strip()}
    return said


def _result(path: str, found: Diagnostic, view: View) -> dict[str, object]:
    related: list[tuple[CandidatePlace | RelatedPlace, str]]
    related = [(each, candidate_words(each, view)) for each in found.candidates]
    related += [(each, each.message) for each in found.related]
    said: dict[str, object] = {
        "ruleId": found.rule,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [_location(path, found.region)],
        "partialFingerprints": {"reportlint/v1": found.fingerprint},
    }
    if found.cell:
        names = (found.cell.table, found.cell.row, found.cell.column)
        said["locations"] = [
            {
                **_location(path, found.region),
                "logicalLocations": [{"fullyQualifiedName": "/".join(filter(None, names))}],
            }
        ]
    if related:
        said["relatedLocations"] = [
            {**_location(place.path, place.region), "message": {"text": words}} for place, words in related
        ]
    if found.fix:
        change = {
            "artifactLocation": _artifact(path),
            "replacements": [
                {"deletedRegion": _region(region), "insertedContent": {"text": text}}
                for region, text in found.fix.edits
            ],
        }
        said["fixes"] = [{"artifactChanges": [change]}]
    if found.suppressed:
        said["suppressions"] = [{"kind": "external", "status": "accepted", "justification": found.suppressed.reason}]
    return said


def _open(path: str, gap: Unassessed) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": _artifact(path)}
    if gap.line is not None:
        place["region"] = {"startLine": gap.line}
    return {
        "ruleId": gap.rule,
        "kind": "open",
        "level": "none",
        "message": {"text": gap.reason},
        "locations": [{"physicalLocation": place}],
    }


def _location(path: str, region: Region) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": _region(region)}}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """The place of a file as a URI: percent-encoded, relative to the root of the sources unless it is absolute."""
    shown = shown_path(path).removeprefix("./")
    if shown.startswith("/"):
        return {"uri": "file://" + quote(shown)}
    return {"uri": quote(shown), "uriBaseId": _ROOT}
