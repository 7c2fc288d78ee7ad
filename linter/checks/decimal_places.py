"""Whether an amount is stated with the decimal places the form asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, OneCellRef, Outcome
from linter.checks.unit_stated import find_header
from linter.checks.values import NumberPattern, Places
from linter.diagnostic import Finding, Message
from linter.document import Document
from linter.equations.variables import cell_name


@dataclass(frozen=True, slots=True)
class DecimalPlaces:
    """An amount has at most so many decimal places, and exactly as many as its own header asks for.

    Nought is never held to a number of places.

    Options:
        cell: the cell, as table.row.column or as much of it as leaves no doubt.
        most: the most decimal places the form allows.
        exactly: a pattern searched in the brackets behind the column's header; its first group is the number of
            places the header asks for.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("cell", "places", "most", "asked")

    cell: OneCellRef
    most: Places
    exactly: NumberPattern | None = None

    def run(self, document: Document) -> Outcome:
        table, row_id, column_id = self.cell.split(".", 2)
        bound = document.tables[table]
        row = next((row for row in bound.rows if row.form.id == row_id), None)
        cell = next((cell for cell in row.cells if cell.column.id == column_id), None) if row else None
        if cell is None or cell.state != "given" or not cell.figure.value:
            return NOT_APPLICABLE
        name, places = cell_name(bound.form, cell.row, cell.column), cell.figure.places
        asked = None
        if self.exactly:
            header = find_header(document, bound, cell.column.labels)
            found = self.exactly.search(header.stated) if header else None
            asked = int(found[1]) if found else None
        if places > self.most:
            message = Message("decimal-places.too-many", {"cell": name, "places": places, "most": self.most})
        elif asked is not None and places != asked:
            message = Message("decimal-places.not-as-asked", {"cell": name, "places": places, "asked": asked})
        else:
            return PASS
        return Outcome((Finding(cell.span, message, cell=name, actual=cell.printed),))
