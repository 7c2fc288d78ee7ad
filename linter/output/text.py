"""The formats for people: one line a finding, or the finding with its excerpt and what belongs to it."""

from __future__ import annotations

from linter.diagnostic import Diagnostic, FileResult, Severity
from linter.output import columns
from linter.output.excerpt import excerpt, one_line
from linter.output.view import Format, View, related_places, shown, shown_path
from linter.source import Region, Source

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"}


def concise(view: View) -> Format:
    """``path:line:column: severity: message [rule]``, one line a finding."""

    def file(result: FileResult, level: Severity) -> str:
        return "".join(f"{_headline(result, found, view)}\n" for found in shown(result, level))

    return Format(file)


def full(view: View) -> Format:
    """The line of ``concise``, the excerpt with the place marked, and the related places with theirs."""

    def file(result: FileResult, level: Severity) -> str:
        return "".join(f"{text}\n\n" for text in (_entry(result, found, view) for found in shown(result, level)))

    return Format(file)


def _headline(result: FileResult, found: Diagnostic, view: View) -> str:
    place = _place(result.path, result.source, found.region, view)
    severity, rule = str(found.severity), f"[{found.rule}]"
    if view.color:
        place = f"{_BOLD}{place}{_END}"
        severity = f"{_COLORS[found.severity]}{severity}{_END}"
        rule = f"{_DIM}{rule}{_END}"
    return f"{place}: {severity}: {one_line(found.message)} {rule}"


def _place(path: str, source: Source | None, region: Region, view: View) -> str:
    line, column, _, _ = columns.region(source, region, view.unit)
    return f"{shown_path(path)}:{line}:{column}"


def _entry(result: FileResult, found: Diagnostic, view: View) -> str:
    lines = [_headline(result, found, view)]
    if result.source:
        lines += excerpt(result.source, found.region, view.carets)
    shown = {(result.path, found.region)}
    for place, words in related_places(found, view):
        source = result.source_of(place)
        lines.append(f"  {_place(place.path, source, place.region, view)}: {one_line(words)}")
        if source and (place.path, place.region) not in shown:
            shown.add((place.path, place.region))
            lines += excerpt(source, place.region, view.carets)
    return "\n".join(lines)
