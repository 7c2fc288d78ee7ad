"""Whether the parts bear the very titles of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Message
from linter.document import RENAMED, Document
from linter.form import Form
from linter.source import Span


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A part bears the form's own title, not merely an accepted variant of it or one that comes close.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "title")

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the kind in this form."""
        if not form.sections:
            yield "", Message("sections.none-declared")

    def run(self, document: Document) -> Outcome:
        findings = tuple(
            Finding(
                section.heading.span(),
                Message("section-title.variant", {"found": section.folded.text, "title": section.form.titles[0]}),
            )
            for section in document.sections.values()
            if section.variant not in (0, RENAMED)
        )
        return Outcome(findings) if findings else PASS

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """The headings of the parts, by their ids."""
        return ((heading.form.id, heading.heading.span()) for heading in document.headings)
