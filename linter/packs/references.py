"""What the options of a rule name in the form: its parts, facts and figures, and cells by path."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from linter.checks.base import CellRef, FactRef, FigureRef, OneCellRef, ScopeRef, SectionRef, TableRef
from linter.diagnostic import Message
from linter.equations.references import Each, cells_named, check_names, leads_along
from linter.equations.relation import Relation
from linter.form import Form, TableForm
from linter.packs.forms import SCOPES
from linter.packs.nodes import Node
from linter.packs.page import Page

REFERENCES = (SectionRef, TableRef, FactRef, FigureRef, ScopeRef)
CELLS = (CellRef, OneCellRef)
EACH: tuple[Each, ...] = ("row", "column", "group")
_MOST_MEANT = 6
_UNKNOWN = {
    SectionRef: "form.unknown-section",
    TableRef: "form.unknown-table",
    FactRef: "form.unknown-fact",
    FigureRef: "form.unknown-figure",
    ScopeRef: "form.unknown-scope",
}
_UNKNOWN_IN: Mapping[str | None, str] = {
    "row": "rule.unknown-column",
    "group": "rule.unknown-column",
    "column": "rule.unknown-row",
    None: "rule.unknown-figure",
}


def names_in(form: Form) -> Mapping[Any, Collection[str]]:
    """The names that each type of reference may be."""
    return {
        SectionRef: form.section_ids,
        TableRef: form.tables,
        FactRef: form.facts,
        FigureRef: form.figures,
        ScopeRef: (*SCOPES, *form.section_ids),
    }


def read_name(page: Page, node: Node, hint: Any, known: Collection[str]) -> str:
    """The name of a part of the form, a fact or a figure."""
    text = page.text(node)
    if text and text not in known:
        page.unknown(node, _UNKNOWN[hint], text, known)
    return text


def read_cells(page: Page, node: Node, hint: Any, form: Form) -> str:
    """A cell, row, column, group or block; a single cell in full, as ``table.row.column``."""
    text = page.text(node)
    if not text:
        return ""
    name, *path = text.split(".")
    table = form.tables.get(name)
    if table is None:
        page.unknown(node, "form.unknown-table", name, form.tables)
        return ""
    cells = cells_named(table, tuple(path)) if path else []
    if len(cells) == 1:
        ((row, column),) = cells
        return ".".join((name, row.id, column.id))
    if not cells and not _leads(table, path):
        words = sorted({word for row in table.every_row() for word in _words(row)})
        wrong = next((part for part in path if part not in words), path[-1])
        page.mistake(node, "rule.unknown-cell", {"name": wrong, "table": name}, (wrong, words))
    elif hint is OneCellRef or not path:
        page.mistake(node, "rule.several-cells", {"name": text, "example": _example(table)})
    return text


def _words(row: Any) -> tuple[str, ...]:
    return (*row.path, *(part for column in row.columns for part in column.path))


def _example(table: TableForm) -> str:
    """How the first cell of a table is written."""
    row = table.rows[0]
    return ".".join((table.id, row.id, row.columns[0].id))


def _leads(table: TableForm, path: list[str]) -> bool:
    """Whether a path leads to any cells at all: it names a row, a column, a group or a block."""
    return any(leads_along(path, (*row.path, *column.path)) for row in table.every_row() for column in row.columns)


def check_relation(
    page: Page, place: Node, relation: Relation, form: Form, table: TableForm | None, each: Sequence[Each | None]
) -> None:
    """Note the names of a relation that stand for nothing, or for several things; of several readings of ``each``,
    where the word for it is misspelt, those that stand for nothing in any."""
    first, *others = (check_names(relation, form, one, table) for one in each)
    for unknown in first:
        if not all(any(unknown.start == other.start for other in more) for more in others):
            continue
        unknown_in = "rule.unknown-in-table" if others else _UNKNOWN_IN[each[0]]
        key = "rule.ambiguous-name" if unknown.ambiguous else unknown_in
        said = {"name": unknown.text, "table": table.id if table else "", "meant": unknown.candidates[:_MOST_MEANT]}
        known = [word for more in (first, *others) for other in more for word in other.candidates]
        near = None if unknown.ambiguous else (unknown.text, known if others else unknown.candidates)
        if isinstance(place, str) and place[unknown.start : unknown.end] == unknown.text:
            page.mistake_within(place, unknown.start, unknown.end, Message(key, said), near)
        else:
            page.mistake(place, key, said, near)
