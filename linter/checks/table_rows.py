"""Whether every row of a table's form is there, and in the form in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from linter.checks.base import Outcome, TableRef, unread
from linter.diagnostic import Finding, Message
from linter.document import BoundRow, Document
from linter.form import Form


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table are those of the form.

    `find: missing` speaks of rows of the form that the table does not have; `find: outdated` of rows that belong to
    another accepted shape of the table (a group that stands as a single row).

    Options:
        tables: the tables to judge.
        find: missing or outdated.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("row",)

    tables: tuple[TableRef, ...]
    find: Literal["missing", "outdated"]

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together."""
        for table in self.tables:
            if self.find == "outdated" and len(form.tables[table].shapes) == 1:
                yield "tables", Message("table-rows.one-shape", {"table": table})

    def run(self, document: Document) -> Outcome:
        findings: list[Finding] = []
        for bound in (document.tables[table] for table in self.tables):
            if bound.state == "read":
                own = {form.id for form in bound.form.rows}
                for before, row in zip((None, *bound.rows), bound.rows, strict=False):
                    if _is(row, self.find, own):
                        findings.append(_finding(row, self.find, before))
        return Outcome(tuple(findings), gaps=unread(document, self.tables))


def _is(row: BoundRow, what: str, own: set[str]) -> bool:
    missing = row.state == "missing"
    return missing if what == "missing" else not missing and row.form.id not in own


def _finding(row: BoundRow, what: str, before: BoundRow | None) -> Finding:
    """A missing row stands at the last figure of the row before it, which may be many lines below its label."""
    label = row.form.labels[0] if row.form.labels else ""
    span = before.printed[-1][1] if what == "missing" and before and before.printed else row.span
    return Finding(span, Message(f"table-rows.{what}", {"row": label}), missing=what == "missing")
