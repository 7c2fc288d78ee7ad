"""Checkstyle's XML: what many review tools read."""

from __future__ import annotations

from linter.diagnostic import FileResult, Severity
from linter.output.view import Format, Tally, View, shown_path
from linter.output.xml import element

_START = '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'


def checkstyle(view: View) -> Format:
    """One element a file and one a finding; places are where findings begin."""

    def file(result: FileResult, level: Severity) -> str:
        errors = "".join(
            "\n  "
            + element(
                "error",
                {
                    "line": found.region.line,
                    "column": found.region.column,
                    "severity": found.severity,
                    "message": found.message,
                    "source": f"reportlint.{found.rule}",
                },
            )
            for found in result.unaccepted
        )
        return element("file", {"name": shown_path(result.path)}, f"{errors}\n") + "\n"

    def end(tally: Tally) -> str:
        return "</checkstyle>\n"

    return Format(file, lambda: _START, end)
