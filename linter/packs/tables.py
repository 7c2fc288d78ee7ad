"""The tables of a form, as a pack declares them: rows, columns, groups, blocks, accepted shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from linter.form import CellForm, ColumnForm, RowForm, Spellings, TableForm
from linter.packs.nodes import Node
from linter.packs.page import Fields, Page

TABLE_KEYS = ("section", "columns", "rows", "one-row", "blocks", "cells", "notes")
BLOCK_KEYS = ("header", "columns", "rows", "cells")
COLUMN_KEYS = ("label", "unit", "cells", "columns")
ROW_KEYS = ("label", "cells", "rows", "or")
CELL_KEYS = ("unit", "places", "negative")
CELL_KINDS: Mapping[str, Literal["count", "amount", "number"]] = {
    "count": "count",
    "amount": "amount",
    "number": "number",
}

_LIKE = "like "
_MOST_SHAPES = 16
_COUNT = CellForm()


@dataclass(frozen=True, slots=True)
class _Group:
    """Where a row or column stands: the ids of the groups around it and their labels, outermost first."""

    ids: tuple[str, ...] = ()
    labels: tuple[Spellings, ...] = ()

    def inside(self, id_: str, labels: Spellings) -> _Group:
        return _Group((*self.ids, id_), (*self.labels, labels))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A group of rows that may stand as a single row."""

    rows: tuple[RowForm, ...]
    single: RowForm


def read_table(page: Page, key: str, node: Node, sections: frozenset[str]) -> TableForm | None:
    """One table of the form, or None where it cannot be made sense of."""
    fields = page.fields(node, TABLE_KEYS, ("section",))
    section = page.text(fields.get("section"))
    if section and section not in sections:
        page.unknown(fields["section"], "form.unknown-section", section, sections)
    one_row = page.flag(fields.get("one-row"))
    items: list[RowForm | _Choice] = []
    if "blocks" in fields:
        for name in ("columns", "rows", "cells", "one-row"):
            if name in fields:
                page.mistake(fields[name], "form.not-with-blocks", {"key": name})
        for block, value in page.named(fields["blocks"]).items():
            items.extend(_block(page, str(block), value))
    elif one_row:
        if "rows" in fields:
            page.mistake(fields["rows"], "form.one-row-has-rows")
        items.append(RowForm(str(key), (), _columns(page, fields)))
    else:
        for name in ("columns", "rows"):
            if fields and name not in fields:
                page.mistake(key, "page.missing-key", {"key": name})
        items.extend(_rows(page, fields, _columns(page, fields)))
    shapes = _shapes(page, key, items)
    return TableForm(str(key), section, shapes, one_row, page.texts(fields.get("notes"))) if shapes[0] else None


def _block(page: Page, name: str, node: Node) -> list[RowForm | _Choice]:
    fields = page.fields(node, BLOCK_KEYS, ("header", "columns", "rows"))
    headers = page.texts(fields.get("header"))
    return [
        _in_block(item, name, headers)
        if isinstance(item, RowForm)
        else _Choice(tuple(_in_block(row, name, headers) for row in item.rows), _in_block(item.single, name, headers))
        for item in _rows(page, fields, _columns(page, fields))
    ]


def _in_block(row: RowForm, block: str, headers: Spellings) -> RowForm:
    return replace(row, block=block, headers=headers)


# ---------------------------------------------------------------- columns


def _columns(page: Page, fields: Fields) -> tuple[ColumnForm, ...]:
    """The columns of a table or block, those of groups too, each id once."""
    node = fields.get("columns")
    if node is None:
        return ()
    known: dict[str, Node] = {}
    columns = _level(page, node, _Group(), _cells(page, fields.get("cells"), _COUNT), known)
    twins = Counter(column.id for column in columns)
    return tuple(
        replace(column, id=".".join((*column.groups, column.id))) if twins[column.id] > 1 else column
        for column in columns
    )


def _level(page: Page, node: Node, group: _Group, cells: CellForm, known: dict[str, Node]) -> list[ColumnForm]:
    """The columns of one level of the header; ``known`` are the groups declared so far, for ``like``."""
    if isinstance(node, str) and node.startswith(_LIKE):
        name = node.removeprefix(_LIKE).strip()
        if name not in known:
            page.unknown(node, "form.unknown-group", name, known)
            return []
        node = known[name]
    columns: list[ColumnForm] = []
    for key, value in page.named(node).items():
        if not isinstance(value, dict):
            columns.append(ColumnForm(str(key), page.texts(value), group.ids, group.labels, cells))
            continue
        fields = page.fields(value, COLUMN_KEYS, ("label",))
        labels = page.texts(fields.get("label"))
        own = _cells(page, fields.get("cells"), cells)
        if "unit" in fields:
            own = replace(own, unit=page.text(fields["unit"]))
        if "columns" in fields:
            columns += _level(page, fields["columns"], group.inside(str(key), labels), own, known)
            if isinstance(fields["columns"], dict):
                known[str(key)] = fields["columns"]
        else:
            columns.append(ColumnForm(str(key), labels, group.ids, group.labels, own))
    return columns


def _cells(page: Page, node: Node | None, otherwise: CellForm) -> CellForm:
    """What cells may hold: ``count``, or ``amount`` with its details."""
    if node is None:
        return otherwise
    if isinstance(node, str):
        return replace(otherwise, kind=CELL_KINDS.get(page.choice(node, CELL_KINDS), otherwise.kind))
    found = page.fields(node, CELL_KINDS)
    if len(found) != 1:
        if found:
            page.mistake(node, "form.one-kind-of-cell")
        return otherwise
    ((kind, value),) = found.items()
    fields = page.fields(value, CELL_KEYS)
    places = page.integer(fields.get("places"))
    if places is not None and not 0 <= places <= 9:
        page.mistake(fields["places"], "form.places")
    unit = page.text(fields["unit"]) if "unit" in fields else otherwise.unit
    return CellForm(CELL_KINDS[kind], unit, places, page.flag(fields.get("negative")))


# ---------------------------------------------------------------- rows


def _rows(page: Page, fields: Fields, columns: tuple[ColumnForm, ...]) -> list[RowForm | _Choice]:
    node = fields.get("rows")
    return [] if node is None else _row_level(page, node, _Group(), columns)


def _row_level(page: Page, node: Node, group: _Group, columns: tuple[ColumnForm, ...]) -> list[RowForm | _Choice]:
    items: list[RowForm | _Choice] = []
    for key, value in page.named(node).items():
        if not isinstance(value, dict):
            items.append(RowForm(str(key), page.texts(value), columns, group.ids, group.labels))
            continue
        fields = page.fields(value, ROW_KEYS, ("label",))
        labels = page.texts(fields.get("label"))
        held = columns
        if "cells" in fields:
            held = tuple(replace(column, cell=_cells(page, fields["cells"], column.cell)) for column in columns)
        single = RowForm(str(key), labels, held, group.ids, group.labels)
        if "rows" not in fields:
            if "or" in fields:
                page.mistake(fields["or"], "form.or-without-rows")
            items.append(single)
            continue
        inner = _row_level(page, fields["rows"], group.inside(str(key), labels), held)
        if page.choice(fields.get("or"), ("single-row",)):
            items.append(_Choice(tuple(_plain(page, fields["or"], inner)), single))
        else:
            items.extend(inner)
    return items


def _plain(page: Page, node: Node, items: list[RowForm | _Choice]) -> list[RowForm]:
    if any(isinstance(item, _Choice) for item in items):
        page.mistake(node, "form.nested-or")
    return [item for item in items if isinstance(item, RowForm)]


def _shapes(page: Page, key: str, items: list[RowForm | _Choice]) -> tuple[tuple[RowForm, ...], ...]:
    """All accepted lists of rows, the form's own first."""
    choices = sum(isinstance(item, _Choice) for item in items)
    if 2**choices > _MOST_SHAPES:
        page.mistake(key, "form.too-many-shapes", {"most": _MOST_SHAPES.bit_length() - 1})
        items, choices = [item for item in items if isinstance(item, RowForm)], 0
    options = [((item,),) if isinstance(item, RowForm) else (item.rows, (item.single,)) for item in items]
    shapes = tuple(tuple(row for part in parts for row in part) for parts in product(*options))
    counts = Counter(row.id for row in shapes[0])
    for name, count in counts.items():
        if count > 1:
            page.mistake(key, "form.repeated-row", {"row": name})
    return shapes
