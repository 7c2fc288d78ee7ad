"""Whether what stands in a cell is a figure that the cell may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import Outcome, TableRef, unread
from linter.diagnostic import Finding, Message
from linter.document import BoundCell, BoundTable, Document
from linter.equations.variables import cell_name
from linter.figures import Figure


@dataclass(frozen=True, slots=True)
class CellValue:
    """A cell holds a figure of the kind its column asks for: a count is whole and not negative, an amount a decimal.

    Style is no fault: thousands separators, full-width digits, a sign for nothing, a unit or a note behind the figure.

    Options:
        tables: the tables to judge.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("cell", "actual")

    tables: tuple[TableRef, ...]

    def run(self, document: Document) -> Outcome:
        findings = [
            finding
            for table in self.tables
            for row in document.tables[table].rows
            for cell in row.cells
            if cell.state == "given"
            and not _is_count(cell.figure)
            and (finding := _judge(document.tables[table], cell))
        ]
        return Outcome(tuple(findings), gaps=unread(document, self.tables))


def _is_count(figure: Figure) -> bool:
    """Whether a figure is what any column may hold: a whole number that is not negative. Nearly all are."""
    return not figure.places and figure.value is not None and figure.value >= 0


def _judge(table: BoundTable, cell: BoundCell) -> Finding | None:
    asked, figure = cell.column.cell, cell.figure
    if figure.kind == "text":
        key = "cell-value.text"
    elif figure.value is None:
        return None
    elif asked.kind != "number" and figure.value < 0 and not asked.negative:
        key = "cell-value.negative"
    elif asked.kind == "count" and figure.places and figure.value != figure.value.to_integral_value():
        key = "cell-value.fraction"
    else:
        return None
    name = cell_name(table.form, cell.row, cell.column)
    return Finding(cell.span, Message(key, {"cell": name, "actual": cell.printed}), cell=name, actual=cell.printed)
