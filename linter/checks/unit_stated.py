"""Whether the header of a column states its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linter.checks.base import NOT_APPLICABLE, PASS, CellRef, Outcome
from linter.diagnostic import Finding, Gap, Message
from linter.document import BoundTable, Document
from linter.folding import fold, fold_text
from linter.source import Passage, Span, join, plain

_TOKEN = re.compile(r"[^，、；：。（）()\s|]+")
_BRACKET = re.compile(r"[\s|│]*（([^）]{0,40})）?")


@dataclass(frozen=True, slots=True)
class UnitStated:
    """The header of a column states the unit its figures are in, and it is the unit of the form.

    The unit may stand in brackets behind the header's label (`金额（单位：万元）`) or in the cell behind the figure.

    Options:
        cell: the column, as table.row.column or as much of it as leaves no doubt.
        unit: the unit the form asks for.
        multiples: words that make another unit of it when they stand in front (千, 百).
    """

    cell: CellRef
    unit: str
    multiples: tuple[str, ...] = ("十", "百", "千", "万", "亿")

    def run(self, document: Document) -> Outcome:
        table, row_id, column_id = self.cell.split(".", 2)
        bound = document.tables[table]
        row = next((row for row in bound.rows if row.form.id == row_id), None)
        if bound.state != "read" or row is None or row.state == "missing":
            return NOT_APPLICABLE
        if any(cell.column.id == column_id and self._is_unit(cell.figure.unit) for cell in row.cells):
            return PASS
        column = next(column for column in row.form.columns if column.id == column_id)
        header = find_header(document, bound, column.labels)
        if header is None:
            return Outcome(gaps=(Gap(Message("unit-stated.no-header", {"label": column.labels[0]}), table),))
        span, stated = header
        tokens = _TOKEN.findall(stated)
        if any(self._is_unit(token) for token in tokens):
            return PASS
        values = {"label": column.labels[0], "unit": self.unit, "stated": stated}
        return Outcome((Finding(span, Message("unit-stated.wrong" if stated else "unit-stated.none", values)),))

    def _is_unit(self, token: str) -> bool:
        """``token`` ends in the unit, and not in a multiple of it."""
        before = token.removesuffix(self.unit)
        return before != token and not before.endswith(self.multiples)


def find_header(document: Document, bound: BoundTable, labels: tuple[str, ...]) -> tuple[Span, str] | None:
    """The place of a column's header and what stands in brackets behind it, "" if nothing does."""
    text = _folded_table(document, bound)
    for label in labels:
        at = text.text.find(fold_text(label))
        if at >= 0:
            end = at + len(fold_text(label))
            bracket = _BRACKET.match(text.text, end)
            return text.span(at, bracket.end() if bracket else end), bracket[1] if bracket else ""
    return None


def _folded_table(document: Document, bound: BoundTable) -> Passage:
    """The folded text of a table, field by field, so that a header cut by a line end is whole again."""
    memo = f"folded table {bound.form.id}"
    known = document.memo.get(memo)
    if isinstance(known, Passage):
        return known
    first, last = bound.lines
    pieces: list[Passage] = []
    for line in document.lines[first:last]:
        for field in line.fields:
            if field.passage.text:
                pieces += (field.passage, plain("\n", field.span.end))
    text = fold(join(pieces)) if pieces else plain("", 0)
    document.memo[memo] = text
    return text
