"""Where a finding stands when what it speaks of is not there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from linter.blocks import Line
from linter.document import Document
from linter.source import Span


def span_of_line(line: Line) -> Span:
    """The text of a line, without the white space around it."""
    filled = [field.passage for field in line.fields if field.passage.text]
    return Span(filled[0].starts[0], filled[-1].ends[-1]) if filled else line.span


def top(document: Document) -> Span:
    """The title, else the first heading, else the first line that says anything."""
    if document.title:
        return document.title.raw.span()
    for heading in document.headings:
        return heading.heading.span()
    return next((span_of_line(line) for line in document.lines if not line.blank), Span(0, 0))


def heading_of(document: Document, names: Iterable[str]) -> Span:
    """The heading of the first of the named parts that was found, else the top of the document."""
    for name in names:
        if name in document.sections:
            return document.sections[name].heading.span()
    return top(document)


def last_line_before(document: Document, index: int) -> Span:
    """The last line that says anything before the line of an index; that line itself where there is none."""
    for line in reversed(document.lines[:index]):
        if not line.blank:
            return span_of_line(line)
    return span_of_line(document.lines[min(index, len(document.lines) - 1)]) if document.lines else Span(0, 0)


def lines_between(document: Document, start: int, end: int) -> Iterable[Line]:
    """The lines that begin between two offsets."""
    first = bisect_left(document.lines, start, key=lambda line: line.span.start)
    for line in document.lines[first:]:
        if line.span.start >= end:
            return
        yield line
