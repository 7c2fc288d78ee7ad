"""Whether a table without any figure says why it is empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, Outcome, TableRef
from linter.diagnostic import Finding, Message
from linter.document import BoundTable, Document
from linter.source import Span


@dataclass(frozen=True, slots=True)
class EmptyTableNote:
    """A table whose figures are all nought or blank is explained, in its part or beside it.

    Options:
        tables: the tables to judge.
        says: patterns of an explanation, searched in the part of the table.
    """

    placeholders: ClassVar[tuple[str, ...]] = ()

    tables: tuple[TableRef, ...]
    says: tuple[re.Pattern[str], ...]

    def run(self, document: Document) -> Outcome:
        empty = [document.tables[table] for table in self.tables if _is_empty(document.tables[table])]
        if not empty:
            return NOT_APPLICABLE if all(document.tables[table].state != "read" for table in self.tables) else Outcome()
        return Outcome(
            tuple(
                Finding(_place(table, document), Message("empty-table-note.none"), missing=True)
                for table in empty
                if not self._explained(table, document)
            )
        )

    def _explained(self, table: BoundTable, document: Document) -> bool:
        texts = [paragraph.folded.text for paragraph in document.scope(table.form.section)]
        texts += [text.text for text in table.texts]
        return any(pattern.search(text) for pattern in self.says for text in texts)


def _is_empty(table: BoundTable) -> bool:
    cells = [cell for row in table.rows for cell in row.cells]
    return table.state == "read" and bool(cells) and not any(cell.figure.value for cell in cells)


def _place(table: BoundTable, document: Document) -> Span:
    section = document.sections.get(table.form.section)
    return section.heading.span() if section else table.span
