"""Whether the header of a column states its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from linter.blocks import Field
from linter.checks.base import NOT_APPLICABLE, PASS, OneCellRef, Outcome, Word
from linter.diagnostic import Finding, Gap, Message
from linter.document import BoundTable, Document
from linter.folding import fold, fold_text
from linter.form import TableForm
from linter.source import Span, join, plain

_TOKEN = re.compile(r"[^，、；：。（）()\s|]+")
_FAR = 80
"""How far behind its label the brackets of a header may end."""
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

    placeholders: ClassVar[tuple[str, ...]] = ("label", "unit", "stated")

    cell: OneCellRef
    unit: Word
    multiples: tuple[Word, ...] = tuple(map(Word, "十百千万亿"))

    def run(self, document: Document) -> Outcome:
        table, row_id, column_id = self.cell.split(".", 2)
        bound = document.tables[table]
        row = next((row for row in bound.rows if row.form.id == row_id), None)
        if bound.state != "read" or row is None or row.state == "missing":
            return NOT_APPLICABLE
        if any(cell.column.id == column_id and self._is_unit(cell.figure.unit) for cell in row.cells):
            return PASS
        column = next(column for column in row.form.columns if column.id == column_id)
        if any(self._states(field.passage.text, column.labels) for field in _fields(document, bound)):
            return PASS
        header = find_header(document, bound, column.labels)
        if header is None:
            return Outcome(gaps=(Gap(Message("unit-stated.no-header", {"label": column.labels[0]}), table),))
        stated = header.stated
        tokens = _TOKEN.findall(stated)
        if any(self._is_unit(token) for token in tokens):
            return PASS
        values = {"label": column.labels[0], "unit": self.unit, "stated": stated}
        words = Message("unit-stated.wrong" if stated else "unit-stated.none", values)
        return Outcome((Finding(_span(document, bound, header), words),))

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """The header that should state the unit."""
        table, row_id, column_id = self.cell.split(".", 2)
        bound = document.tables[table]
        columns = (column for row in bound.rows if row.form.id == row_id for column in row.form.columns)
        labels = next((column.labels for column in columns if column.id == column_id), ())
        header = find_header(document, bound, labels)
        if header is not None:
            yield "", _span(document, bound, header)

    def _states(self, text: str, labels: tuple[str, ...]) -> bool:
        """Whether a field is the header with the unit behind it, as it nearly always is."""
        label = next((label for label in labels if label in text), "")
        bracket = _BRACKET.match(fold_text(text.partition(label)[2])) if label else None
        return bracket is not None and any(map(self._is_unit, _TOKEN.findall(bracket[1])))

    def _is_unit(self, token: str) -> bool:
        """``token`` ends in the unit, and not in a multiple of it."""
        before = token.removesuffix(self.unit)
        return before != token and not before.endswith(self.multiples)


class Header(NamedTuple):
    """Where a column's header and the brackets behind it stand in the folded text of their table; ``stated`` is what
    stands in them, "" if nothing does."""

    start: int
    end: int
    stated: str


def find_header(document: Document, bound: BoundTable, labels: tuple[str, ...]) -> Header | None:
    """A column's header. Where it goes on below its first line, the header beside it may stand between."""
    text = _folded_text(document, bound)
    for label in map(fold_text, labels):
        at = text.find(label)
        if at >= 0:
            end = at + len(label)
            bracket = _BRACKET.match(text, end)
            stated = _BRACKET.match(_without_headers(text[end : end + _FAR], bound.form))
            return Header(at, bracket.end() if bracket else end, stated[1] if stated else "")
    return None


def _without_headers(text: str, form: TableForm) -> str:
    for header in form.notes:
        text = text.replace(fold_text(header), "")
    return text


def _folded_text(document: Document, bound: BoundTable) -> str:
    """The folded text of a table, field by field, so that a header cut by a line end is whole again."""
    memo = f"folded table {bound.form.id}"
    known = document.memo.get(memo)
    if not isinstance(known, str):
        texts = [field.passage.text for field in _fields(document, bound)]
        known = document.memo[memo] = fold_text("".join([f"{text}\n" for text in texts]))
    return known


def _span(document: Document, bound: BoundTable, header: Header) -> Span:
    """Where a header stands in the file."""
    pieces = [piece for field in _fields(document, bound) for piece in (field.passage, plain("\n", field.span.end))]
    return fold(join(pieces)).span(header.start, header.end)


def _fields(document: Document, bound: BoundTable) -> list[Field]:
    return [field for line in document.lines[slice(*bound.lines)] for field in line.fields if field.passage.text]
