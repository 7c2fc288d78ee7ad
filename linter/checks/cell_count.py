"""Whether the rows of a table have as many figures as the form has columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from linter.checks.base import Outcome, TableRef, unread
from linter.diagnostic import CellName, Finding, Message
from linter.document import BoundCell, BoundRow, Document
from linter.figures import plain_number
from linter.source import Span


@dataclass(frozen=True, slots=True)
class CellCount:
    """Every row that was found has one figure for each column.

    Where a single completion fits the row and its columns, the missing cell is named with the value it should have;
    where several neighbouring rows lost the same column the grid was cut and no value is proposed.

    Options:
        tables: the tables to judge.
        find: extra (more figures than columns) or missing (fewer).
    """

    placeholders: ClassVar[tuple[str, ...]] = ("row", "count", "columns", "column", "candidates", "expected")

    tables: tuple[TableRef, ...]
    find: Literal["extra", "missing"]

    def run(self, document: Document) -> Outcome:
        findings: list[Finding] = []
        for table in self.tables:
            bound = document.tables[table]
            if bound.state != "read":
                continue
            for row in bound.rows:
                if self.find == "extra" and row.state == "long":
                    findings.append(self._extra(row))
                elif self.find == "missing" and row.state == "short":
                    findings.append(self._missing(table, row))
        return Outcome(tuple(findings), gaps=unread(document, self.tables))

    def _extra(self, row: BoundRow) -> Finding:
        values = {"row": _name(row), "count": len(row.printed), "columns": len(row.form.columns)}
        return Finding(_figures(row), Message("cell-count.extra", values))

    def _missing(self, table: str, row: BoundRow) -> Finding:
        values: dict[str, object] = {"row": _name(row), "count": len(row.printed), "columns": len(row.form.columns)}
        lost = [cell for cell in row.cells if cell.state == "missing"]
        if len(lost) == 1 and lost[0].figure.value is not None:
            return self._missing_cell(table, row, lost[0], values)
        key = "cell-count.missing-column" if row.reason and row.reason.key.endswith("cut") else "cell-count.missing"
        return Finding(_figures(row), Message(key, values))

    def _missing_cell(self, table: str, row: BoundRow, lost: BoundCell, values: dict[str, object]) -> Finding:
        """The one cell that is missing; where several columns give the same values, none of them is named alone."""
        expected = plain_number(lost.figure.value or Decimal(0))
        if len(row.candidates) > 1:
            columns = tuple(column.labels[0] for column in row.candidates)
            words = Message("cell-count.missing-among", values | {"candidates": columns, "expected": expected})
            return Finding(lost.span, words, expected=expected)
        cell = CellName(table, row.form.labels[0] if row.form.labels else "", lost.column.labels[0])
        words = Message("cell-count.missing-cell", values | {"column": cell.column, "expected": expected})
        return Finding(lost.span, words, cell=cell, expected=expected)


def _name(row: BoundRow) -> str | Message:
    """How to call a row: by its label, or as the only row of its table."""
    return row.form.labels[0] if row.form.labels else Message("cell-count.only-row")


def _figures(row: BoundRow) -> Span:
    """Where the figures of a row stand, first to last; the row's place if there are none."""
    return Span(row.printed[0][1].start, row.printed[-1][1].end) if row.printed else row.span
