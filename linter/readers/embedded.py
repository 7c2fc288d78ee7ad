"""HTML tables that stand in another text, as converters write them where a format has no merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.blocks import Line
from linter.readers import html
from linter.source import Source, Span

_OPENING = re.compile(
    r"^[ \t]*(?:(?P<fence>`{3,}|~{3,})|(?:<[^>\n]*>[ \t]*)*?<table(?=[\s/>]))",
    re.IGNORECASE | re.MULTILINE,
)
_TABLE_TAG = re.compile(r"<(/?)table(?=[\s/>])", re.IGNORECASE)


def with_html_tables(source: Source, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those on which an HTML table stands read as HTML."""
    if "</table" not in source.text.lower():
        return tuple(lines)
    table = max((line.table for line in lines), default=0) + 1
    merged: list[Line] = []
    at = 0
    for span in _tables(source):
        first, last = source.place(span.start)[0], source.place(span.end)[0]
        rows = html.read(source, span, table)
        table = max(table, *(row.table + 1 for row in rows)) if rows else table
        while at < len(lines) and lines[at].number < first:
            merged.append(lines[at])
            at += 1
        merged.extend(rows)
        while at < len(lines) and lines[at].number <= last:
            at += 1
    merged.extend(lines[at:])
    return tuple(merged)


def _tables(source: Source) -> Iterator[Span]:
    """The places of the HTML tables that stand in no fence of code, in whole lines."""
    text = source.text
    last_closing = text.lower().rfind("</table")
    at = 0
    while (found := _OPENING.search(text, at)) and found.start() <= last_closing:
        if found["fence"]:
            at = _after_fence(text, found.end(), found["fence"])
            continue
        end = _after_table(text, found.end() - len("<table"))
        start = source.line_span(source.place(found.start())[0]).start
        at = source.line_span(source.place(end)[0]).end
        yield Span(start, at)


def _after_fence(text: str, at: int, fence: str) -> int:
    closing = re.compile(rf"^[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(text, at)
    return closing.end() if closing else len(text)


def _after_table(text: str, start: int) -> int:
    """Where the table ends that begins at ``start``, with the tables in it; an unclosed one ends with the last."""
    depth, end = 0, start
    for tag in _TABLE_TAG.finditer(text, start):
        depth += -1 if tag[1] else 1
        end = tag.end() if tag[1] else end
        if not depth:
            break
    closing = text.find(">", end)
    return closing + 1 if closing >= 0 else len(text)
