"""From lines to a document, as one form sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from linter.binding import bind
from linter.blocks import Line
from linter.document import BoundTable, Document
from linter.facts import read_facts
from linter.form import Form
from linter.outline import Outline, find_outline, paragraphs
from linter.pack import Value
from linter.source import Source


def read_document(source: Source, lines: tuple[Line, ...], form: Form, markdown: bool = False) -> Document:
    """The document with its outline, prose and facts; its tables are bound by ``with_tables``."""
    return _document(source, lines, form, find_outline(source, lines, form), {}, markdown)


def with_tables(source: Source, lines: tuple[Line, ...], form: Form, markdown: bool = False) -> Document:
    """The document with its tables bound, and its prose made of what is not table."""
    outline = find_outline(source, lines, form)
    tables: dict[str, BoundTable] = {}
    for table in form.tables.values():
        region, certain = outline.region(table.section)
        tables[table.id] = bind(source, lines, region, table, certain)
    return _document(source, lines, form, outline, tables, markdown)


def _document(
    source: Source,
    lines: tuple[Line, ...],
    form: Form,
    outline: Outline,
    tables: Mapping[str, BoundTable],
    markdown: bool,
) -> Document:
    taken = [table.lines for table in tables.values() if table.lines[0] < table.lines[1]]
    prose = paragraphs(source, lines, outline, taken)
    document = Document(
        source=source,
        form=form,
        lines=lines,
        title=outline.title,
        paragraphs=prose,
        sections=outline.with_paragraphs(prose),
        tables=tables,
        markdown=markdown,
    )
    return replace(document, facts=read_facts(document, form.facts))


class Names(Mapping[str, Value]):
    """What the names in a condition stand for in one document; unknown facts are None."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __getitem__(self, name: str) -> Value:
        document = self._document
        if name in document.form.facts:
            fact = document.facts.get(name)
            if fact is None:
                return None
            return int(fact.value) if document.form.facts[name].kind == "year" else fact.value
        if name == "section_count":
            return len(document.sections)
        if name == "title_like":
            like = document.form.title_like
            return bool(like and document.title and like.search(document.title.folded.text))
        if name == "last_year":
            return document.last_year is not None
        if name in document.form.tables:
            return document.tables[name].state == "read" if name in document.tables else None
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(("section_count", "title_like", "last_year", *self._document.form.facts, *self._document.form.tables))

    def __len__(self) -> int:
        return sum(1 for _ in self)
