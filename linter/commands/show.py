"""``reportlint show``: what was read of a file, down to every cell, and what could not be judged and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from linter.commands.linting import Task, judge, read
from linter.commands.options import OptionsFor
from linter.commands.settings import Wanted
from linter.diagnostic import FileResult, Message
from linter.discovery import Given
from linter.document import BoundCell, BoundRow, BoundTable, Document
from linter.engine import speaking_packs
from linter.messages import Catalogue, catalogue
from linter.output.excerpt import one_line
from linter.output.view import shown_path
from linter.reading import with_tables
from linter.source import Source, Span

_QUOTED = 60


def run(file: str, wanted: Wanted, form: str, encoding: str | None) -> int:
    """Print one file as each of its packs sees it. Returns 1 where the file cannot be read."""
    chooser = wanted.chooser()
    settings = chooser.for_file(file)
    chooser.settle()
    words = catalogue(settings.language)
    options = OptionsFor(settings.language, encoding)
    options.prepare([settings])
    task = Task(Given(file), options.of(settings), file)
    source = read(task)
    documents: dict[str, Document] = {}
    if isinstance(source, Source):
        speaking = speaking_packs(source, task.options)
        documents = {pack.name: with_tables(reading) for pack, reading in speaking}
    result = judge(task)
    if form == "json":
        said = _object(result, documents, words)
        sys.stdout.write(dumps(said, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(result, documents, words)) + "\n")
    return 0 if result.source else 1


def cell_name(table: BoundTable, row: BoundRow, cell: BoundCell) -> str:
    """The name of a cell as rules write it: ``table.row.column``, groups left out where ids are enough."""
    column = ".".join((*cell.column.groups, cell.column.id))
    return ".".join(part for part in (table.form.id, row.form.block, row.form.id, column) if part)


def _object(result: FileResult, documents: Mapping[str, Document], words: Catalogue) -> dict[str, Any]:
    return {
        "version": 1,
        "path": shown_path(result.path),
        "encoding": result.encoding,
        "lines": result.source.line_count if result.source else None,
        "packs": [_document(name, document, words) for name, document in documents.items()],
        "not_assessed": [
            {"rule": gap.rule, "reason": gap.reason, "table": gap.table, "rows": list(gap.rows), "line": gap.line}
            for gap in result.not_assessed
        ],
    }


def _document(pack: str, document: Document, words: Catalogue) -> dict[str, Any]:
    source = document.source
    title = document.title
    return {
        "pack": pack,
        "title": {"text": title.folded.text, **_place(source, title.raw.span())} if title else None,
        "facts": {
            name: {
                "value": fact.value,
                **(_place(source, fact.span) if fact.span else {}),
                "others": [{"value": value, **_place(source, span)} for value, span in fact.others],
            }
            for name, fact in document.facts.items()
        },
        "unknown_facts": [name for name in document.form.facts if name not in document.facts],
        "sections": [
            {"section": part.id, "heading": section.heading.text, **_place(source, section.heading.span())}
            for part in document.form.sections
            if (section := document.sections.get(part.id))
        ],
        "missing_sections": [part.id for part in document.form.sections if part.id not in document.sections],
        "tables": [_table(table, source, words) for table in document.tables.values()],
        "last_year": shown_path(document.last_year.source.path) if document.last_year else None,
    }


def _table(table: BoundTable, source: Source, words: Catalogue) -> dict[str, Any]:
    return {
        "table": table.form.id,
        "state": table.state,
        "reason": words.render(table.reason) if table.reason else None,
        **_place(source, table.span),
        "rows": [
            {
                "row": row.form.id,
                "state": row.state,
                "label": row.label.text if row.label else None,
                "reason": words.render(row.reason) if row.reason else None,
                **_place(source, row.span),
                "printed": [text for text, _ in row.printed],
                "cells": [
                    {
                        "cell": cell_name(table, row, cell),
                        "value": None if cell.figure.value is None else str(cell.figure.value),
                        "printed": cell.printed,
                        "state": cell.state,
                        **_place(source, cell.span),
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
        "left_over": [{"text": text, **_place(source, span)} for text, span in table.left_over],
    }


def _place(source: Source, span: Span) -> dict[str, int]:
    return source.region(span)._asdict()


def _lines(result: FileResult, documents: Mapping[str, Document], words: Catalogue) -> Iterator[str]:
    source = result.source
    if source is None:
        yield from (f"{shown_path(result.path)}: {found.message}" for found in result.diagnostics)
        return
    values = {"file": shown_path(result.path), "encoding": source.encoding, "lines": source.line_count}
    yield words.render(Message("cli.show-file", values))
    if not documents:
        yield from (found.message for found in result.diagnostics if found.rule == "no-pack")
    for name, document in documents.items():
        yield f"\n{words.render(Message('cli.show-pack', {'pack': name}))}"
        yield from _outline(document, words)
        for table in document.tables.values():
            yield ""
            yield from _table_lines(table, source, words)
    if result.not_assessed:
        yield f"\n{words.text('cli.show-unassessed')}"
        for gap in result.not_assessed:
            yield f"  {gap.rule}{f' {_at_line(gap.line)}' if gap.line else ''}: {gap.reason}"


def _outline(document: Document, words: Catalogue) -> Iterator[str]:
    source, title = document.source, document.title
    nothing = words.text("cli.show-nothing")
    heading = f"{_at(source, title.raw.span())} {_quoted(title.folded.text)}" if title else nothing
    yield f"{words.text('cli.show-title')}: {heading}"
    yield f"{words.text('cli.show-facts')}:"
    for name in document.form.facts:
        fact = document.facts.get(name)
        if fact is None:
            yield f"  {name}: {nothing}"
            continue
        place = f"  {_at(source, fact.span)}" if fact.span else ""
        others = "".join(f"  ({_at(source, span)} {_quoted(value)})" for value, span in fact.others)
        yield f"  {name}: {_quoted(str(fact.value))}{place}{others}"
    yield f"{words.text('cli.show-sections')}:"
    for part in document.form.sections:
        section = document.sections.get(part.id)
        found = f"{_at(source, section.heading.span())} {_quoted(section.heading.text)}" if section else nothing
        yield f"  {part.id}: {found}"
    if document.last_year:
        yield f"{words.text('cli.show-last-year')}: {shown_path(document.last_year.source.path)}"


def _table_lines(table: BoundTable, source: Source, words: Catalogue) -> Iterator[str]:
    state = words.text(f"cli.show-table-{table.state}")
    reason = f" ({words.render(table.reason)})" if table.reason else ""
    yield f"{table.form.id} {_at(source, table.span)}: {state}{reason}"
    for row in table.rows:
        label = _quoted(row.label.text if row.label else row.form.labels[0] if row.form.labels else "")
        said = "" if row.state == "bound" else f" - {words.text(f'cli.show-row-{row.state}')}"
        why = f": {words.render(row.reason)}" if row.reason else ""
        yield f"  {_at(source, row.span)} {row.form.id} {label}{said}{why}"
        for cell in row.cells:
            value = cell.printed or words.text(f"cli.show-cell-{cell.state}")
            yield f"    {_at(source, cell.span):8} {cell_name(table, row, cell)} = {_quoted(value)}"
        if not row.cells and row.printed:
            yield "    " + " ".join(f"{_at(source, span)} {_quoted(text)}" for text, span in row.printed)
    if table.left_over:
        yield f"  {words.text('cli.show-left-over')}:"
        yield from (f"    {_at(source, span):8} {_quoted(text)}" for text, span in table.left_over)


def _at(source: Source, span: Span) -> str:
    line, column = source.place(span.start)
    return f"{line}:{column}"


def _at_line(line: int) -> str:
    return f"({line})"


def _quoted(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
