"""Whether the rows and columns of a table are worded as in the form."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar, cast

from linter.checks.base import Outcome, TableRef, unread
from linter.checks.spelling import edits
from linter.diagnostic import Finding, Message
from linter.document import BoundTable, Document
from linter.folding import key
from linter.form import Form, Spellings, TableForm
from linter.source import Passage


@dataclass(frozen=True, slots=True)
class TableLabels:
    """A row or a column is worded otherwise than in the form, accepted spellings included.

    A label that a converter has cut in pieces, or printed together with its neighbours, is not judged.

    Options:
        tables: the tables to judge.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "label")

    tables: tuple[TableRef, ...]

    def run(self, document: Document) -> Outcome:
        findings = tuple(
            Finding(found.span(), Message("table-labels.otherwise", {"found": found.text.strip(), "label": label}))
            for table in self.tables
            if document.tables[table].state == "read"
            for found, label in (*_rows(document.tables[table]), *_columns(document.tables[table], document.form))
        )
        return Outcome(findings, gaps=unread(document, self.tables))


def _rows(table: BoundTable) -> Iterator[tuple[Passage, str]]:
    for row in table.rows:
        if row.label and row.label.text.strip() and row.form.labels and differs(row.label.text, row.form.labels):
            yield row.label, row.form.labels[0]


def _columns(table: BoundTable, form: Form) -> Iterator[tuple[Passage, str]]:
    """Header texts that are an accepted spelling of a column whose own wording stands nowhere in the table."""
    spellings = _spellings(table.form, form)
    texts = {key(text.text): text for text in reversed(table.texts) if text.text.strip()} if spellings else {}
    for own, *others in spellings:
        if key(own) not in texts:
            yield from ((texts[key(other)], own) for other in others if key(other) in texts)


def _spellings(table: TableForm, form: Form) -> Collection[Spellings]:
    """The labels of the columns that have several, each by the first one."""
    memo = ("spellings of columns", table.id)
    if memo not in form.memo:
        columns: dict[str, Spellings] = {}
        for row in table.every_row():
            for column in row.columns:
                columns.setdefault(column.labels[0], column.labels)
        form.memo[memo] = [labels for labels in columns.values() if len(labels) > 1]
    return cast("Collection[Spellings]", form.memo[memo])


def differs(found: str, spellings: tuple[str, ...]) -> bool:
    """Whether ``found`` is a label of its own wording: an accepted spelling other than the form's, or a near miss."""
    if found == spellings[0]:
        return False
    own, *others = (key(spelling) for spelling in spellings)
    seen = key(found)
    if own in seen or (seen in own and len(seen) < len(own) - 3):
        return False
    return seen in others or any(_near(seen, spelling) for spelling in (own, *others))


def _near(seen: str, own: str) -> bool:
    """One label is the other with a few characters changed, lost or added (at most a quarter of them, and three)."""
    most = min(3, len(own) // 4)
    return edits(seen, own, most) <= most
