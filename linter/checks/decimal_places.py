"""Whether an amount is stated with the decimal places the form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, OneCellRef, Outcome
from linter.checks.unit_stated import find_header
from linter.checks.values import NumberPattern, Places
from linter.diagnostic import Finding, Message
from linter.document import Document
from linter.equations.references import cell_named
from linter.equations.variables import cell_name
from linter.form import Form


@dataclass(frozen=True, slots=True)
class DecimalPlaces:
    """An amount has at most so many decimal places, and exactly as many as its own header asks for.

    Nought is never held to a number of places.

    Options:
        cell: the cell, as table.row.column or as much of it as leaves no doubt.
        most: the most decimal places the form allows; as many as it says of the cell (`places`) unless named.
        exactly: a pattern searched in the brackets behind the column's header; its first group is the number of
            places the header asks for.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("cell", "places", "most", "asked")

    cell: OneCellRef
    most: Places | None = None
    exactly: NumberPattern | None = None

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together."""
        named = cell_named(form, self.cell)
        if self.most is None and named is not None and named.column.cell.places is None:
            yield "most", Message("decimal-places.no-most", {"cell": self.cell})

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
        most = cell.column.cell.places if self.most is None else self.most
        if most is not None and places > most:
            message = Message("decimal-places.too-many", {"cell": name, "places": places, "most": most})
        elif asked is not None and places != asked:
            message = Message("decimal-places.not-as-asked", {"cell": name, "places": places, "asked": asked})
        else:
            return PASS
        return Outcome((Finding(cell.span, message, cell=name, actual=cell.printed),))
