"""Boxes drawn with characters: the physical lines between two rules are one row of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.blocks import Field, Line
from linter.figures import read_figure
from linter.source import Source, Span, join, plain

BORDER = re.compile(r"[\u2500\u2501\u2550][\u252c\u253c\u2534\u2510\u2518\u2524\u2561-\u256c]|[-=]\+")
"""What a line has that is, wholly or in part, a rule between the rows of a box."""

_SEGMENT = re.compile(r"[-=+\u2500-\u257f\s]*[-=\u2500\u2501\u2550]{2}[-=+\u2500-\u257f\s]*")


def join_boxes(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of one row of a box joined. A line that is a rule in part (beside a cell that covers several
    rows) keeps the texts of that cell and ends the row all the same."""
    joined: list[Line] = []
    row: list[Line] = []
    aside: list[Line] = []
    enclosed = False
    for line in lines:
        border = line.layout in ("rule", "pipe") and BORDER.search(source.text, line.span.start, line.span.end)
        if line.layout == "pipe" and not border and (not row or len(line.fields) == len(row[-1].fields)):
            row.append(line)
            continue
        if (
            row
            and enclosed
            and (line.layout == "furniture" or not line.fields)
            and not border
            and line.layout != "rule"
        ):
            aside.append(line)
            continue
        joined += sorted([*(_rows(row) if border and enclosed else row), *aside], key=_number)
        aside = []
        row = []
        enclosed = bool(border)
        if border and line.layout == "pipe":
            line = _without_rules(line)
        if line.layout == "pipe" and not border:
            row.append(line)
            enclosed = False
        else:
            joined.append(line)
    return [*joined, *sorted([*row, *aside], key=_number)]


def _number(line: Line) -> int:
    return line.number


def _without_rules(line: Line) -> Line:
    texts: list[Field] = []
    for field in line.fields:
        at = 0
        for segment in (*_SEGMENT.finditer(field.passage.text), None):
            passage = field.passage.cut(at, segment.start() if segment else len(field.passage.text)).strip()
            at = segment.end() if segment else at
            if passage.text:
                texts.append(Field(passage, passage.span(), field.column))
    return line._replace(fields=tuple(texts), layout="pipe" if texts else "rule")


def _rows(lines: list[Line]) -> list[Line]:
    """The lines between two rules as one row, unless they are rows of their own: two of them hold many figures."""
    if len(lines) < 2:
        return lines
    full = [sum(_is_figure(field) for field in line.fields) for line in lines]
    if sum(count > 1 and 2 * count > max(full) for count in full) > 1:
        return lines
    fields = tuple(_join_fields(pieces) for pieces in zip(*(line.fields for line in lines), strict=True))
    first, last = lines[0], lines[-1]
    return [Line(first.number, last.last, Span(first.span.start, last.span.end), "pipe", fields)]


def _is_figure(field: Field) -> bool:
    return read_figure(field.passage.text).kind in ("number", "nil")


def _join_fields(pieces: Sequence[Field]) -> Field:
    """One cell of a row: its pieces, one under the other, are one text."""
    filled = [piece for piece in pieces if piece.passage.text]
    if not filled:
        return pieces[0]
    first, last = filled[0], filled[-1]
    passage = join([piece.passage for piece in filled]) if filled else plain("", pieces[0].span.start)
    return Field(passage, Span(first.span.start, last.span.end), first.column)
