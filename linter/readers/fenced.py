"""Tables between two fences of ``|===``: a bar begins each cell, and rows may run over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.blocks import Field, Line
from linter.source import Source, Span, join, plain

FENCE = re.compile(r"^\|={3,}[ \t]*$", re.MULTILINE)
_COLUMNS = re.compile(r"cols=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s,\]]+))")
_REPEATED = re.compile(r"\s*(\d{1,3})\*")
_MOST_COLUMNS = 100


def join_fenced(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, those between two fences as the rows of their table, one line each. A table whose cells do not make
    whole rows is left as it is."""
    joined: list[Line] = []
    open_at: int | None = None
    for index, line in enumerate(lines):
        joined.append(line)
        if line.layout != "rule" or not FENCE.match(source.text[slice(*line.span)]):
            continue
        if open_at is None:
            open_at = len(joined)
            columns = _columns(source, lines[index - 1]) if index else 0
        else:
            rows = _rows(source, joined[open_at:-1], columns)
            joined[open_at:-1] = rows or joined[open_at:-1]
            open_at = None
    return joined


def _columns(source: Source, line: Line) -> int:
    """How many columns the line above a table says it has, 0 if it does not."""
    found = _COLUMNS.search(source.text, *line.span)
    if not found:
        return 0
    columns = 0
    for column in (found[1] or found[2] or found[3] or "").split(","):
        repeated = _REPEATED.match(column)
        columns += int(repeated[1]) if repeated else 1
    return columns if columns <= _MOST_COLUMNS else 0


def _rows(source: Source, lines: Sequence[Line], columns: int) -> list[Line]:
    found: list[tuple[Line, list[Field]]] = []
    for line in lines:
        for field in _fields(source, line):
            if line.layout == "pipe":
                found.append((line, [field]))
            elif found:
                found[-1][1].append(field)
    if not found:
        return []
    columns = columns or sum(line is found[0][0] for line, _ in found)
    if len(found) % columns:
        return []
    return [_row(found[at : at + columns]) for at in range(0, len(found), columns)]


def _fields(source: Source, line: Line) -> tuple[Field, ...]:
    """The fields of a line, where the bar at its end begins an empty cell and encloses none."""
    if line.layout != "pipe" or not source.text[slice(*line.span)].rstrip().endswith("|"):
        return line.fields
    return (*line.fields, Field(plain("", line.span.end), Span(line.span.end, line.span.end)))


def _row(cells: Sequence[tuple[Line, list[Field]]]) -> Line:
    first, last = cells[0][0], cells[-1][0]
    fields = tuple(_cell(column, pieces) for column, (_, pieces) in enumerate(cells))
    return Line(first.number, last.last, Span(first.span.start, last.span.end), "pipe", fields)


def _cell(column: int, pieces: Sequence[Field]) -> Field:
    """A cell, with the lines on which its text goes on."""
    if len(pieces) == 1:
        return pieces[0]._replace(column=column)
    passage = join([piece.passage for piece in pieces])
    return Field(passage, Span(pieces[0].span.start, pieces[-1].span.end), column)
