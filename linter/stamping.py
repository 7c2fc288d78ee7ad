"""From a finding to a diagnostic: rule, severity, words, lines, fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from linter.diagnostic import (
    CandidatePlace,
    Diagnostic,
    Finding,
    Fix,
    FixPlace,
    Gap,
    RelatedPlace,
    Severity,
    Unassessed,
)
from linter.folding import fold_text
from linter.messages import Catalogue
from linter.source import Source


def stamp(
    finding: Finding,
    source: Source,
    words: Catalogue,
    rule: str,
    severity: Severity,
    pack: str | None = None,
    check: str | None = None,
    message: str | None = None,
) -> Diagnostic:
    """The diagnostic of a finding; no fingerprint yet. ``message`` is the rule's own wording, if it has one: it gives
    way to the kind's where the finding has nothing to say for one of its placeholders."""
    values = finding.message.values
    own = message is not None and words.can_fill(message, values)
    text = words.fill(message, values) if message and own else words.render(finding.message)
    return Diagnostic(
        rule=rule,
        pack=pack,
        check=check,
        severity=severity,
        message=text,
        region=source.region(finding.span),
        cell=finding.cell,
        actual=finding.actual,
        expected=finding.expected,
        equations=finding.equations,
        candidates=tuple(
            CandidatePlace(each.cell, each.actual, each.expected, home.path, home.region(each.span), each.source)
            for each in finding.candidates
            for home in (each.source or source,)
        ),
        related=tuple(
            RelatedPlace(words.render(each.message), home.path, home.region(each.span), each.source)
            for each in finding.related
            for home in (each.source or source,)
        ),
        fix=_fix(finding.fix, source) if finding.fix else None,
    )


def _fix(fix: Fix, source: Source) -> FixPlace:
    return FixPlace(tuple((source.region(edit.span), edit.text) for edit in fix.edits), fix.safe)


def state_gap(gap: Gap, source: Source, words: Catalogue, rule: str) -> Unassessed:
    """A gap in words and lines."""
    line = source.place(gap.span.start)[0] if gap.span else None
    return Unassessed(rule, words.render(gap.reason), gap.table, gap.rows, line)


def fingerprinted(diagnostics: Iterable[Diagnostic], source: Source | None) -> tuple[Diagnostic, ...]:
    """The diagnostics, sorted by place, each with a fingerprint that survives edits elsewhere in the file.

    It is made of rule, table, labels, values or quoted text, and an index among equals; of no line number.
    """
    seen: Counter[str] = Counter()
    stamped: list[Diagnostic] = []
    for each in sorted(diagnostics, key=_by_place):
        cell = each.cell
        content = "\x1f".join(
            (
                each.rule,
                *((cell.table, cell.row, cell.column) if cell else ()),
                each.actual or "",
                each.expected or "",
                "" if cell or source is None else _quoted(each, source),
            )
        )
        seen[content] += 1
        digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        stamped.append(replace(each, fingerprint=f"v1:{digest[:20]}"))
    return tuple(stamped)


def _by_place(each: Diagnostic) -> tuple[int, int, int, str]:
    """What one rule says of one place stays in the rule's own order."""
    region = each.region
    return region.line, region.column, -each.severity, each.rule


def _quoted(each: Diagnostic, source: Source) -> str:
    """What stands at the diagnostic's place, folded; the first 200 characters of its first line."""
    region = each.region
    line = source.line(region.line)
    end = region.end_column - 1 if region.end_line == region.line else len(line)
    return fold_text(line[region.column - 1 : end][:200])
