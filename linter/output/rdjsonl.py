"""reviewdog's diagnostics, one JSON object a line. Its columns are UTF-8 bytes."""

from __future__ import annotations

from json import dumps

from linter.diagnostic import Diagnostic, FileResult, Severity
from linter.output import columns
from linter.output.view import Format, View, shown_path
from linter.source import Region, Source

_SOURCE = {"name": "reportlint"}


def rdjsonl(view: View) -> Format:
    """Every finding that no reviewer has accepted, with its suggestion and related places."""

    def file(result: FileResult, level: Severity) -> str:
        return "".join(dumps(_object(result, found), ensure_ascii=False) + "\n" for found in result.unaccepted)

    return Format(file)


def _object(result: FileResult, found: Diagnostic) -> dict[str, object]:
    said: dict[str, object] = {
        "message": found.message,
        "location": {"path": shown_path(result.path), "range": _range(result.source, found.region)},
        "severity": "WARNING" if found.severity is Severity.WARNING else str(found.severity).upper(),
        "source": _SOURCE,
        "code": {"value": found.rule},
    }
    if found.fix:
        said["suggestions"] = [
            {"range": _range(result.source, region), "text": text} for region, text in found.fix.edits
        ]
    if found.related:
        said["related_locations"] = [
            {
                "message": related.message,
                "location": {
                    "path": shown_path(related.path),
                    "range": _range(result.source_of(related), related.region),
                },
            }
            for related in found.related
        ]
    return said


def _range(source: Source | None, region: Region) -> dict[str, object]:
    """A range in UTF-8 bytes; lines alone where the text to count in is not at hand."""
    if source is None:
        return {"start": {"line": region.line}}
    line, column, end_line, end_column = columns.region(source, region, "utf8")
    return {"start": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}}
