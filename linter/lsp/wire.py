"""Results as the protocol has them: lines and columns from 0, columns in the unit that was agreed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from linter.commands.mistakes import printed
from linter.diagnostic import Diagnostic, FileResult, Message, Severity
from linter.errors import Mistake
from linter.lsp.buffer import Judged
from linter.messages import Catalogue
from linter.output import columns
from linter.output.excerpt import one_line
from linter.output.view import View, related_places
from linter.source import Region, Source

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
UNITS: dict[types.PositionEncodingKind, columns.Unit] = {
    types.PositionEncodingKind.Utf8: "utf8",
    types.PositionEncodingKind.Utf16: "utf16",
    types.PositionEncodingKind.Utf32: "codepoint",
}
_NAME = "reportlint"
_START = Region(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Wire:
    """How one document is told of: its URI, its text, the unit of columns, the words."""

    uri: str
    source: Source
    unit: columns.Unit
    words: Catalogue

    def all_of(self, said: Judged) -> Iterator[types.Diagnostic]:
        """All that is to be said of the document itself."""
        if said.mistakes:
            yield self._refusal(said.mistakes)
        if said.result:
            yield from self._findings(said.result)
            yield from self._unassessed(said.result)

    def failure(self, problem: str) -> types.Diagnostic:
        """That reportlint itself failed."""
        message = self.words.render(Message("cli.internal-error", {"problem": problem}))
        return self._about_all(message, code="internal-error")

    def _findings(self, result: FileResult) -> Iterator[types.Diagnostic]:
        """What was found and not accepted by a reviewer."""
        for found in result.unaccepted:
            yield types.Diagnostic(
                range=self._range(found.region),
                message=one_line(found.message),
                severity=SEVERITIES[found.severity],
                code=found.rule,
                source=_NAME,
                related_information=self._related(found, result),
                data=self._edits(found),
            )

    def _refusal(self, mistakes: tuple[Mistake, ...]) -> types.Diagnostic:
        """That nothing was judged because of mistakes in configs or packs."""
        message = self.words.render(Message("lsp.not-judged", {"mistake": headline(mistakes)}))
        placed = [(location_of(each, self.unit), each.message) for each in mistakes]
        related = [types.DiagnosticRelatedInformation(place, one_line(text)) for place, text in placed if place]
        return self._about_all(message, related=related)

    def _about_all(
        self, message: str, code: str | None = None, related: list[types.DiagnosticRelatedInformation] | None = None
    ) -> types.Diagnostic:
        return types.Diagnostic(
            range=self._range(_START),
            message=one_line(message),
            severity=types.DiagnosticSeverity.Error,
            code=code,
            source=_NAME,
            related_information=related,
        )

    def _unassessed(self, result: FileResult) -> Iterator[types.Diagnostic]:
        """One note for all rules that could not run for one reason at one place, unless a finding says it already."""
        said = {found.message for found in result.diagnostics}
        rules: dict[tuple[int, str], dict[str, None]] = {}
        for gap in result.not_assessed:
            if gap.reason not in said:
                rules.setdefault((gap.line or 1, gap.reason), {})[gap.rule] = None
        for (line, reason), names in rules.items():
            message = self.words.render(Message("lsp.unassessed", {"rules": tuple(names), "reason": reason}))
            place = self._range(self.source.region(self.source.line_span(line)))
            yield types.Diagnostic(place, one_line(message), types.DiagnosticSeverity.Information, source=_NAME)

    def _related(self, found: Diagnostic, result: FileResult) -> list[types.DiagnosticRelatedInformation] | None:
        related = []
        for place, text in related_places(found, View(self.words.render, self.words.language)):
            uri = self.uri if place.path == result.path else uri_of(place.path)
            range_ = range_of(place.region, result.source_of(place), self.unit)
            related.append(types.DiagnosticRelatedInformation(types.Location(uri, range_), one_line(text)))
        return related or None

    def _edits(self, found: Diagnostic) -> list[types.TextEdit] | None:
        """The edits that mend a finding, where they cannot change what the report says."""
        if found.fix is None or not found.fix.safe:
            return None
        return [types.TextEdit(self._range(region), text) for region, text in found.fix.edits]

    def _range(self, region: Region) -> types.Range:
        return range_of(region, self.source, self.unit)


def range_of(region: Region, source: Source | None, unit: columns.Unit) -> types.Range:
    """A region as the protocol has it."""
    line, column, end_line, end_column = columns.region(source, region, unit)
    return types.Range(types.Position(line - 1, column - 1), types.Position(end_line - 1, end_column - 1))


def uri_of(path: str) -> str:
    """The URI of a file."""
    return Path(path).absolute().as_uri()


def headline(mistakes: tuple[Mistake, ...]) -> str:
    """The first of some mistakes in one line, and how many there are besides."""
    more = f" (+{len(mistakes) - 1})" if len(mistakes) > 1 else ""
    return printed(mistakes[0]).partition("\n")[0] + more


def location_of(mistake: Mistake, unit: columns.Unit) -> types.Location | None:
    """The place of a mistake; None where it is in no file."""
    if not Path(mistake.path).is_file():
        return None
    line, column = max(mistake.line, 1), max(mistake.column, 1)
    region = Region(1, column, 1, mistake.end_column or column)
    range_ = range_of(region, Source.of(mistake.path, mistake.excerpt) if mistake.excerpt else None, unit)
    range_.start.line = range_.end.line = line - 1
    return types.Location(uri_of(mistake.path), range_)


def misplaced(mistake: Mistake, location: types.Location) -> types.Diagnostic:
    """A mistake in a config or pack, at its place."""
    return types.Diagnostic(location.range, one_line(mistake.message), types.DiagnosticSeverity.Error, source=_NAME)
