"""Whether a table of the form is there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import Outcome, TableRef
from linter.diagnostic import Finding, Message
from linter.document import BoundTable, Document


@dataclass(frozen=True, slots=True)
class TablePresent:
    """A table of the form is missing: its part holds no trace of it, neither label nor header nor figures.

    Silent where the part itself is missing (`sections` speaks) and where something is there that could not be read.

    Options:
        tables: the tables that have to be there.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("section",)

    tables: tuple[TableRef, ...]

    def run(self, document: Document) -> Outcome:
        bound = [
            document.tables[table] for table in self.tables if document.tables[table].form.section in document.sections
        ]
        findings = tuple(_missing(document, table) for table in bound if table.state == "missing")
        return Outcome(findings, applies=bool(bound))


def _missing(document: Document, table: BoundTable) -> Finding:
    section = document.sections[table.form.section]
    message = Message("table-present.missing", {"section": section.form.titles[0]})
    return Finding(section.heading.span(), message, missing=True)
