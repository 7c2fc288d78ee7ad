"""What a check says, and what the engine makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from linter.source import Region, Source, Span

NOTHING: Mapping[str, object] = MappingProxyType({})
"""No values at all."""


class Severity(IntEnum):
    """How much a finding weighs; the order is the weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Message:
    """Words to come: a key of the message catalogue and the values of its placeholders.

    A value may be a ``Message`` itself, or a tuple of values that the catalogue joins as its language joins a list.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellName:
    """The cell of a form: the table's id and the official labels, in full, of its row and column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding. ``source`` is None where it is the finding's own file."""

    message: Message
    span: Span
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be the wrong one, and the value that would mend everything."""

    span: Span
    cell: CellName | None
    actual: str
    expected: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at ``span`` by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend; ``safe`` only where it cannot change what the report says."""

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at ``span``. A check yields it; rule, severity and file are the engine's to add.

    ``missing`` marks what is not there yet, rather than wrong: in a draft it is only an info. ``equations`` are the
    ids of the rules whose equations this one fault breaks.
    """

    span: Span
    message: Message
    cell: CellName | None = None
    actual: str | None = None
    expected: str | None = None
    candidates: tuple[Candidate, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    missing: bool = False
    equations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a rule should have judged and could not, and why. ``rows`` are official labels."""

    reason: Message
    table: str | None = None
    rows: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A ``Related`` with its words and its lines; ``path`` is always said, ``source`` only where it is another file."""

    message: str
    path: str
    region: Region
    source: Source | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class CandidatePlace:
    """A ``Candidate`` with its lines; ``source`` is said only where it is another file."""

    cell: CellName | None
    actual: str
    expected: str
    path: str
    region: Region
    source: Source | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class FixPlace:
    """A ``Fix`` with its lines: (region, replacement) pairs."""

    edits: tuple[tuple[Region, str], ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a diagnostic is not shown: by what, for which reason, until when (ISO date)."""

    by: str
    reason: str = ""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding as it leaves the engine: stamped with rule, pack, kind and severity, put into words and lines."""

    rule: str
    pack: str | None
    check: str | None
    severity: Severity
    message: str
    region: Region
    cell: CellName | None = None
    actual: str | None = None
    expected: str | None = None
    equations: tuple[str, ...] = ()
    candidates: tuple[CandidatePlace, ...] = ()
    related: tuple[RelatedPlace, ...] = ()
    fix: FixPlace | None = None
    fingerprint: str = ""
    suppressed: Suppression | None = None


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A rule that applied and could not run, wholly or for some rows, in words and lines."""

    rule: str
    reason: str
    table: str | None = None
    rows: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PackUsed:
    """Which pack judged a file."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """All that a run has to say of one file. ``source`` is None where the file could not be read."""

    path: str
    given: bool
    source: Source | None
    packs: tuple[PackUsed, ...] = ()
    facts: Mapping[str, str | None] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    not_assessed: tuple[Unassessed, ...] = ()

    @property
    def encoding(self) -> str | None:
        return self.source.encoding if self.source else None

    @property
    def unaccepted(self) -> list[Diagnostic]:
        """The diagnostics that no reviewer has accepted."""
        return [each for each in self.diagnostics if not each.suppressed]

    def source_of(self, place: RelatedPlace | CandidatePlace) -> Source | None:
        """The text in which a place of one of the diagnostics stands, as far as it is known."""
        return place.source or (self.source if place.path == self.path else None)
