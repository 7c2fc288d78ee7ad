"""Whether a table of the form is there at all."""

from __future__ import annotations

from dataclasses import dataclass

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome, TableRef
from linter.diagnostic import Finding, Message
from linter.document import Document


@dataclass(frozen=True, slots=True)
class TablePresent:
    """A table of the form is missing: its part holds no trace of it, neither label nor header nor figures.

    Silent where the part itself is missing (`sections` speaks) and where something is there that could not be read.

    Options:
        table: the table that has to be there.
    """

    table: TableRef

    def run(self, document: Document) -> Outcome:
        bound = document.tables[self.table]
        section = document.sections.get(bound.form.section)
        if section is None:
            return NOT_APPLICABLE
        if bound.state != "missing":
            return PASS
        message = Message("table-present.missing", {"section": section.form.titles[0]})
        return Outcome((Finding(section.heading.span(), message, missing=True),))
