"""Whether a part says anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome, SectionRef
from linter.diagnostic import Finding, Message
from linter.document import Document, Section
from linter.form import Form


@dataclass(frozen=True, slots=True)
class Empty:
    """A part that was found has text or a table under its heading; a single word is text.

    Parts that should hold a table are left to the rules about that table.

    Options:
        sections: the parts to judge; all where none is named.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("title",)

    sections: tuple[SectionRef, ...] = ()

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options in this form."""
        if not form.sections:
            yield "sections", Message("sections.none-declared")

    def run(self, document: Document) -> Outcome:
        with_table = {table.section for table in document.form.tables.values()}
        findings = tuple(
            Finding(section.heading.span(), Message("empty.section", {"title": section.folded.text}), missing=True)
            for id_, section in document.sections.items()
            if (not self.sections or id_ in self.sections) and id_ not in with_table and _is_empty(document, section)
        )
        return Outcome(findings) if findings else PASS


def _is_empty(document: Document, section: Section) -> bool:
    if section.paragraphs:
        return False
    signature = {paragraph.line for paragraph in document.scope("signature")}
    end = section.heading.ends[-1]
    return all(
        line.blank or line.span.start < end or line.number in signature
        for line in document.lines[slice(*section.lines)]
    )
