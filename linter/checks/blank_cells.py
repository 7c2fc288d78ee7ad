"""What to make of the cells of a table that were left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from linter.checks.base import PASS, Outcome, TableRef
from linter.culprit.explain import BlankVerdict
from linter.diagnostic import CellName, Finding, Message
from linter.document import BoundCell, Document
from linter.equations.variables import cell_name
from linter.source import Span


@dataclass(frozen=True, slots=True)
class BlankCells:
    """A cell was left blank where the form asks for a figure, 0 included.

    What a blank must be is for the equations to say. One that they force to be something other than zero is a wrong
    figure and is told under the equation's rule. `says: zero` speaks once a table of the blanks that zero satisfies;
    `says: open` of every blank that the equations leave open or that stands in none of them.

    Options:
        tables: the tables to judge.
        says: zero or open.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("count", "cell")

    tables: tuple[TableRef, ...]
    says: Literal["zero", "open"]

    def run(self, document: Document) -> Outcome:
        """Nothing can be said before the equations are explained; ``judge`` says it."""
        return PASS

    def judge(self, document: Document, verdicts: Sequence[BlankVerdict]) -> tuple[Finding, ...]:
        known = {(verdict.cell, verdict.span): verdict for verdict in verdicts}
        findings: list[Finding] = []
        for table in self.tables:
            blanks = _blanks(document, table)
            if self.says == "zero":
                zeros = [span for key, span in blanks.items() if key in known and known[key].verdict == "zero"]
                if zeros:
                    message = Message("blank-cells.zero", {"count": len(zeros)})
                    findings.append(Finding(zeros[0], message, missing=True))
            else:
                findings += (
                    Finding(span, Message("blank-cells.open", {"cell": key[0]}), cell=key[0], missing=True)
                    for key, span in blanks.items()
                    if key not in known or known[key].verdict == "open"
                )
        return tuple(findings)


def _blanks(document: Document, table: str) -> Mapping[tuple[CellName, Span], Span]:
    """The blank cells of a table: their names with their places, and their places."""
    bound = document.tables[table]
    memo = f"blanks of {table}"
    if memo not in document.memo:
        document.memo[memo] = [cell for row in bound.rows for cell in row.cells if cell.state == "blank"]
    blanks = cast("list[BoundCell]", document.memo[memo])
    return {(cell_name(bound.form, cell.row, cell.column), cell.span): cell.span for cell in blanks}
