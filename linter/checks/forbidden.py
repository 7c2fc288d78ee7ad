"""Whether a table has rows or columns of another form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome, TableRef, Word
from linter.diagnostic import Finding, Message, Related
from linter.document import Document
from linter.folding import fold, fold_text
from linter.source import join


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The part that holds a table has none of some labels: they are of another form, or of an earlier one.

    The labels are looked for in the part of the table only, however its lines are cut; the same words in the running
    text of other parts mean nothing.

    Options:
        table: the table.
        labels: what must not stand there.
        form: how messages call the form that the labels belong to.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("label", "form")

    table: TableRef
    labels: tuple[Word, ...]
    form: str

    def run(self, document: Document) -> Outcome:
        lines = self._lines(document)
        if lines is None:
            return NOT_APPLICABLE
        pieces = [
            field.passage for line in document.lines[slice(*lines)] for field in line.fields if field.passage.text
        ]
        everything = fold_text("".join([piece.text for piece in pieces]))
        found = sorted((at, label) for label in self.labels if (at := everything.find(label)) >= 0)
        if not found:
            return PASS
        text = fold(join(pieces))
        at, label = found[0]
        related = tuple(
            Related(Message("forbidden.too", {"label": other}), text.span(place, place + len(other)))
            for place, other in found[1:]
        )
        words = Message("forbidden.label", {"label": label, "form": self.form})
        return Outcome((Finding(text.span(at, at + len(label)), words, related=related),))

    def _lines(self, document: Document) -> tuple[int, int] | None:
        """The lines of the table's part; where its heading was not found, those the table was found on."""
        bound = document.tables[self.table]
        section = document.sections.get(bound.form.section)
        if section is not None:
            return section.lines
        return bound.lines if bound.lines[0] < bound.lines[1] else None
