"""Whether every row of a table's form is there, and in the form in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from linter.checks.base import PASS, Outcome, TableRef
from linter.diagnostic import Finding, Message
from linter.document import BoundRow, Document


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table are those of the form.

    `find: missing` speaks of rows of the form that the table does not have; `find: outdated` of rows that belong to
    another accepted shape of the table (a group that stands as a single row).

    Options:
        table: the table to judge.
        find: missing (the default) or outdated.
    """

    table: TableRef
    find: Literal["missing", "outdated"] = "missing"

    def run(self, document: Document) -> Outcome:
        bound = document.tables[self.table]
        if bound.state != "read":
            return PASS
        judge = self._missing if self.find == "missing" else self._outdated
        findings = (judge(row, {form.id for form in bound.form.rows}) for row in bound.rows)
        return Outcome(tuple(finding for finding in findings if finding))

    def _missing(self, row: BoundRow, _ids: set[str]) -> Finding | None:
        if row.state != "missing":
            return None
        return Finding(row.span, Message("table-rows.missing", {"row": row.form.labels[0]}), missing=True)

    def _outdated(self, row: BoundRow, ids: set[str]) -> Finding | None:
        if row.form.id in ids or row.state == "missing":
            return None
        return Finding(row.span, Message("table-rows.outdated", {"row": row.form.labels[0]}))
