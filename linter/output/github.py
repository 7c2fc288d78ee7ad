"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request."""

from __future__ import annotations

from linter.diagnostic import Diagnostic, FileResult, Severity
from linter.output.excerpt import visible
from linter.output.view import Format, View, shown_path

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(view: View) -> Format:
    """One command a finding, heavier ones first in each file: GitHub shows ten of a kind a step and drops the rest."""

    def file(result: FileResult, level: Severity) -> str:
        heaviest_first = sorted(result.unaccepted, key=lambda found: -found.severity)
        return "".join(f"{_command(result.path, found)}\n" for found in heaviest_first)

    return Format(file)


def _command(path: str, found: Diagnostic) -> str:
    region = found.region
    properties = {"file": shown_path(path), "line": region.line, "endLine": region.end_line}
    if region.line == region.end_line:  # columns across lines are drawn wrongly
        properties |= {"col": region.column, "endColumn": region.end_column}
    properties["title"] = f"reportlint {found.rule}"
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    place = f"{shown_path(path)}:{region.line}:{region.column}: "
    return f"::{_COMMANDS[found.severity]} {listed}::{_escaped(place + _printable(found.message))} [{found.rule}]"


def _printable(message: str) -> str:
    return "\n".join(visible(line) for line in message.split("\n"))


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for character in more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
