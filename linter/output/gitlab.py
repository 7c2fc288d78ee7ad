"""GitLab's code quality report: one array of issues."""

from __future__ import annotations

import hashlib
from itertools import chain, repeat
from json import dumps

from linter.diagnostic import Diagnostic, FileResult, Severity
from linter.output.view import Format, Tally, View, shown_path

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(view: View) -> Format:
    """Every finding that no reviewer has accepted; a widget shows the description only, so it names the rule."""
    separators = chain(["\n  "], repeat(",\n  "))

    def file(result: FileResult, level: Severity) -> str:
        issues = (_issue(result.path, found) for found in result.unaccepted)
        return "".join(next(separators) + dumps(issue, ensure_ascii=False) for issue in issues)

    def end(tally: Tally) -> str:
        return "\n]\n"

    return Format(file, lambda: "[", end)


def _issue(path: str, found: Diagnostic) -> dict[str, object]:
    shown = shown_path(path).removeprefix("./")
    # one fingerprint is unique in its file only, and GitLab shows just the first of several that are equal
    fingerprint = hashlib.sha256(f"{shown}\n{found.fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": f"{found.rule}: {found.message}",
        "check_name": found.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": shown, "lines": {"begin": found.region.line, "end": found.region.end_line}},
    }
