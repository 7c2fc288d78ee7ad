"""Whether a figure is within what a body may report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from linter.checks.base import NOT_APPLICABLE, PASS, CellRef, FactRef, Outcome
from linter.checks.values import AtLeastZero
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document
from linter.equations.references import cells_named, leads_along
from linter.equations.variables import cell_name
from linter.figures import plain_number
from linter.form import ColumnForm, Form, RowForm


@dataclass(frozen=True, slots=True)
class AtMost:
    """Cells hold at most a number, if the report is of a body for which that is so.

    A figure within the limit passes whatever the body. Above it the facts decide; where they leave it open the rule is
    not assessed.

    Options:
        cells: the cells, by path (table.row.column).
        most: the limit.
        if: the fact that must be true for the limit to hold.
        unless: the fact that lifts the limit.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("cell", "most", "actual")

    cells: tuple[CellRef, ...]
    most: AtLeastZero
    if_: FactRef
    unless: FactRef | None = None

    def run(self, document: Document) -> Outcome:
        findings: list[Finding] = []
        read = False
        for path in self.cells:
            bound = document.tables.get(path.partition(".")[0])
            if bound is None or bound.state != "read":
                continue
            read = True
            wanted = _wanted(document.form, path)
            for cell in [cell for row in bound.rows if row.form.id in wanted for cell in row.cells]:
                value = cell.figure.value
                if value is not None and value > self.most and (cell.row, cell.column) in wanted[cell.row.id]:
                    named = cell_name(bound.form, cell.row, cell.column)
                    values = {"cell": named, "most": plain_number(self.most), "actual": cell.printed}
                    words = Message("at-most.above", values)
                    findings.append(Finding(cell.span, words, cell=named, actual=cell.printed))
        if not findings:
            return PASS if read else NOT_APPLICABLE
        return self._decided(document, findings)

    def _decided(self, document: Document, findings: list[Finding]) -> Outcome:
        limited = document.facts.get(self.if_)
        lifted = document.facts.get(self.unless) if self.unless else None
        if lifted is not None and lifted.value:
            return PASS
        if limited is not None and limited.value:
            return Outcome(tuple(findings))
        return Outcome(gaps=(Gap(Message("at-most.unknown-body"), span=findings[0].span),))


def _wanted(form: Form, path: str) -> Mapping[str, list[tuple[RowForm, ColumnForm]]]:
    """The cells of a path by their rows: the same for every document of the form."""
    memo = ("cells by row", path)
    if memo not in form.memo:
        name, *rest = path.split(".")
        rows: dict[str, list[tuple[RowForm, ColumnForm]]] = {}
        table = form.tables[name]
        every = ((row, column) for row in table.every_row() for column in row.columns)
        led_to = (cell for cell in every if leads_along(rest, (*cell[0].path, *cell[1].path)))
        for row, column in cells_named(table, tuple(rest)) or led_to:
            rows.setdefault(row.id, []).append((row, column))
        form.memo[memo] = rows
    return cast("Mapping[str, list[tuple[RowForm, ColumnForm]]]", form.memo[memo])
