"""What was read of a file, as it is given to programs: facts, figures, parts, and tables down to every cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linter.commands.places import place
from linter.diagnostic import FileResult
from linter.document import BoundCell, BoundTable, Document
from linter.equations.naming import written_name
from linter.messages import Catalogue
from linter.output.view import shown_path
from linter.pack import Pack

Seen = list[tuple[Pack, Document]]
"""The packs that speak for a file, each with the file as it sees it."""


def whole(result: FileResult, seen: Seen, words: Catalogue) -> dict[str, Any]:
    return {
        "lines": result.source.line_count if result.source else None,
        "packs": [_document(pack, document, words) for pack, document in seen],
        "not_assessed": [
            {"rule": gap.rule, "reason": gap.reason, "table": gap.table, "rows": list(gap.rows), "line": gap.line}
            for gap in result.not_assessed
        ],
    }


def _document(pack: Pack, document: Document, words: Catalogue) -> dict[str, Any]:
    source = document.source
    title = document.title
    return {
        "pack": pack.name,
        "title": {"text": title.folded.text, **place(source, title.raw.span())} if title else None,
        "facts": {
            name: {
                "value": fact.value,
                **(place(source, fact.span) if fact.span else {}),
                "others": [{"value": value, **place(source, span)} for value, span in fact.others],
            }
            for name, fact in document.facts.items()
        },
        "figures": {
            name: [
                {"value": str(each.value), "printed": each.printed, "exact": each.exact, **place(source, each.span)}
                for each in document.figures.get(name, ())
            ]
            for name in document.form.figures
        },
        "unknown_facts": [name for name in document.form.facts if name not in document.facts],
        "sections": [
            {"section": part.id, "heading": section.heading.text, **place(source, section.heading.span())}
            for part in document.form.sections
            if (section := document.sections.get(part.id))
        ],
        "missing_sections": [part.id for part in document.form.sections if part.id not in document.sections],
        "tables": [_table(table, document, words) for table in document.tables.values()],
        "judged_tables": list(judged_tables(pack, document)),
        "last_year": shown_path(document.last_year.source.path) if document.last_year else None,
    }


def _table(table: BoundTable, document: Document, words: Catalogue) -> dict[str, Any]:
    source = document.source
    return {
        "table": table.form.id,
        "state": table.state,
        "reason": words.render(table.reason) if table.reason else None,
        **place(source, table.span),
        "rows": [
            {
                "row": row.form.id,
                "state": row.state,
                "label": row.label.text if row.label else None,
                "reason": words.render(row.reason) if row.reason else None,
                **place(source, row.span),
                "printed": [text for text, _ in row.printed],
                "cells": [
                    {
                        "cell": name_of(document, table, cell),
                        "value": None if cell.figure.value is None else str(cell.figure.value),
                        "printed": cell.printed,
                        "state": cell.state,
                        **place(source, cell.span),
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
        "left_over": [{"text": text, **place(source, span)} for text, span in table.left_over],
    }


def name_of(document: Document, table: BoundTable, cell: BoundCell) -> str:
    return written_name(document.form, table.form, cell.row, cell.column)


def judged_tables(pack: Pack, document: Document) -> Iterator[dict[str, Any]]:
    """The tables that rules judge without a form that declares them."""
    for rule in pack.rules:
        for grid in getattr(rule.check, "judged_tables", _no_tables)(document):
            yield {
                "table": grid.name,
                "rule": rule.id,
                **place(document.source, grid.span),
                "cells": [
                    {
                        "row_label": row,
                        "column_label": column,
                        "value": None if cell.figure.value is None else str(cell.figure.value),
                        "printed": cell.field.passage.text,
                        **place(document.source, cell.span),
                    }
                    for row, cells in zip(grid.rows, grid.cells, strict=True)
                    for column, cell in zip(grid.columns, cells, strict=True)
                ],
            }


def _no_tables(document: Document) -> Iterator[Any]:
    return iter(())
