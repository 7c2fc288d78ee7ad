"""The form a pack declares: its sections and tables, the facts and figures that prose states."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from linter.form import FactForm, FactReading, FigureForm, Form, SectionForm, TableForm
from linter.packs.labels import tell_apart
from linter.packs.nodes import Node
from linter.packs.page import Fields, Page
from linter.packs.tables import read_table

SECTION_KEYS = ("title", "variants", "required")
READING_KEYS = ("in", "pattern", "as", "of", "matches")
FIGURE_KEYS = ("in", "says", "about", "units", "none", "except", "elsewhere", "amount")
FACT_KINDS: Mapping[str, Literal["text", "year", "date"]] = {"text": "text", "year": "year", "date": "date"}
SCOPES = ("title", "lead", "signature", "document")
RESERVED = frozenset(
    [
        "section_count",
        "title_like",
        "last_year",
        "draft",
        "and",
        "or",
        "not",
        "true",
        "false",
        "table",
        "sum",
        "round",
        "places",
    ]
)


def read_form(page: Page, fields: Mapping[str, Node]) -> Form:
    """The form of a pack, as far as it can be made sense of."""
    sections = tuple(_section(page, *entry) for entry in _entries(page, fields.get("sections")).items())
    ids = frozenset(section.id for section in sections)
    tables: dict[str, TableForm] = {}
    keys: dict[str, str] = {}
    for key, node in _entries(page, fields.get("tables")).items():
        table = read_table(page, key, node, ids)
        if table is not None:
            tables[table.id] = table
            keys[table.id] = key
    for table in tables.values():
        for name in sorted(_groups(table) & tables.keys()):
            page.mistake(keys[table.id], "form.group-named-as-table", {"name": name, "table": table.id})
    scopes = (*SCOPES, *ids)
    read = (_figure(page, *entry, scopes) for entry in _entries(page, fields.get("figures")).items())
    figures = {figure.id: figure for figure in read}
    page.doubtful = bool(page.mistakes)
    for name in ("sections", "tables"):
        tell_apart(page, fields.get(name))
    facts: dict[str, FactForm] = {}
    for key, node in _entries(page, fields.get("facts")).items():
        if key in tables or key in figures:
            page.mistake(key, "form.name-taken", {"name": key})
        facts[str(key)] = _fact(page, key, node, scopes, facts)
    like = fields.get("title-like")
    title_like = None if like is None else page.pattern(like)
    return Form(sections, tables, facts, figures, title_like)


def _entries(page: Page, node: Node | None) -> Fields:
    """Named parts of the form; names that the language itself uses are refused."""
    if node is None:
        return {}
    entries = page.named(node)
    for key in entries:
        if key in RESERVED:
            page.mistake(key, "form.reserved", {"name": key})
    return entries


def _groups(table: TableForm) -> set[str]:
    """The names that can stand before another one in a path into a table."""
    return {
        name
        for row in table.every_row()
        for name in (row.block, *row.groups, *(group for column in row.columns for group in column.groups))
    }


def _section(page: Page, key: str, node: Node) -> SectionForm:
    if not isinstance(node, dict):
        return SectionForm(str(key), page.texts(node))
    if key in SCOPES:
        page.mistake(key, "form.reserved", {"name": key})
    fields = page.fields(node, SECTION_KEYS, ("title",))
    titles = (*page.texts(fields.get("title")), *page.texts(fields.get("variants")))
    required = page.flag(fields["required"]) if "required" in fields else True
    return SectionForm(str(key), titles, required)


def _figure(page: Page, key: str, node: Node, scopes: Collection[str]) -> FigureForm:
    fields = page.fields(node, FIGURE_KEYS, ("in", "units"))
    scope = read_scopes(page, fields.get("in"), scopes)
    says, about, units, none, besides, elsewhere = (
        page.texts(fields.get(name)) for name in ("says", "about", "units", "none", "except", "elsewhere")
    )
    if fields and not says and not about:
        page.mistake(key, "form.figure-without-words")
    return FigureForm(str(key), scope, says, about, units, none, besides, elsewhere, page.flag(fields.get("amount")))


def read_scopes(page: Page, node: Node | None, scopes: Collection[str]) -> tuple[str, ...]:
    """Names of places of running text."""
    nodes = node if isinstance(node, list) else () if node is None else (node,)
    if node is not None and not nodes:
        page.mistake(node, "page.empty-list")
    found = tuple((each, page.text(each)) for each in nodes)
    for each, text in found:
        if text and text not in scopes:
            page.unknown(each, "form.unknown-scope", text, scopes)
    return tuple(text for _, text in found if text in scopes)


def _fact(
    page: Page,
    key: str,
    node: Node,
    scopes: Collection[str],
    facts: Mapping[str, FactForm],
) -> FactForm:
    kind: Literal["text", "year", "date", "flag"] = "year" if key == "year" else "text"
    readings: list[FactReading] = []
    if isinstance(node, list) and not node:
        page.mistake(node, "page.empty-list")
    for each in node if isinstance(node, list) else (node,):
        fields = page.fields(each, READING_KEYS)
        if "of" in fields or "matches" in fields:
            kind = "flag"
            readings.extend(_flag(page, each, fields, facts))
            continue
        if "as" in fields:
            kind = FACT_KINDS.get(page.choice(fields["as"], FACT_KINDS), kind)
        for name in ("in", "pattern"):
            if fields and name not in fields:
                page.mistake(each, "page.missing-key", {"key": name})
        pattern = page.pattern(fields["pattern"]) if "pattern" in fields else None
        for scope in read_scopes(page, fields.get("in"), scopes):
            readings += [FactReading(pattern, scope)] if pattern is not None else []
    return FactForm(str(key), tuple(readings), kind)


def _flag(page: Page, node: Node, fields: Mapping[str, Node], facts: Mapping[str, FactForm]) -> list[FactReading]:
    """A reading ``of`` another fact, which has to stand before it."""
    for name in ("of", "matches"):
        if name not in fields:
            page.mistake(node, "page.missing-key", {"key": name})
    for name in ("in", "pattern", "as"):
        if name in fields:
            page.mistake(fields[name], "form.not-with-of", {"key": name})
    of = page.text(fields.get("of"))
    if of and of not in facts:
        page.unknown(fields["of"], "form.unknown-fact", of, facts)
    pattern = page.pattern(fields["matches"]) if "matches" in fields else None
    return [FactReading(pattern, of=of)] if pattern is not None and of in facts else []
