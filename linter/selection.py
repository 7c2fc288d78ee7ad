"""What a run was asked to judge, and how severely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linter.diagnostic import Finding, Severity
from linter.pack import Pack, Rule


@dataclass(frozen=True, slots=True)
class Options:
    """How one file is to be judged.

    ``packs`` are the loaded packs that may speak for it; ``named`` says that the user asked for them by name.
    ``select`` (empty: all), ``ignore`` and ``severity`` name rules as ``id`` or ``pack/id``. ``language`` is that of
    the messages. In a ``draft`` what is missing is only an info. ``encoding`` forces the decoding.
    """

    packs: tuple[Pack, ...] = ()
    named: bool = False
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    language: str = "en"
    draft: bool = False
    encoding: str | None = None

    def shows(self, rule: str, pack: str | None = None) -> bool:
        """Whether the diagnostics of a rule are wanted."""
        names = {rule, f"{pack}/{rule}"}
        return (not self.select or not names.isdisjoint(self.select)) and names.isdisjoint(self.ignore)

    def weighs(self, rule: Rule, pack: Pack, finding: Finding) -> Severity:
        """The severity of a finding of a rule."""
        severity = self.severity_of(rule.id, rule.severity, pack.name)
        return Severity.INFO if self.draft and finding.missing else severity

    def severity_of(self, rule: str, own: Severity, pack: str | None = None) -> Severity:
        """The severity of a rule: the one asked for, else its own."""
        asked = self.severity.get(f"{pack}/{rule}", self.severity.get(rule))
        return own if asked is None else asked
