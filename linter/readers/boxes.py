"""Boxes drawn with characters: the physical lines between two rules are one row of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from linter.blocks import Field, Line
from linter.figures import read_figure
from linter.source import Source, Span, join, plain

_CELLS = re.compile("[|\u2502\u2503\u2551]")
BORDER = re.compile(r"[\u2500\u2501\u2550][\u252c\u253c\u2534\u2510\u2518\u2524\u2561-\u256c]|[-=]\+")
"""What a line has that is, wholly or in part, a rule between the rows of a box."""

_RULED = 4
"""A box with so many rules has one between any two rows; one with less may have them around its head only."""

_SEGMENT = re.compile(r"[-=+\u2500-\u257f\s]*[-=\u2500\u2501\u2550]{2}[-=+\u2500-\u257f\s]*")


def join_boxes(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of one row of a box joined. A line that is a rule in part (beside a cell that covers several
    rows) keeps the texts of that cell and ends the row all the same."""
    joined: list[Line] = []
    row: list[Line] = []
    aside: list[Line] = []
    enclosed = False
    rules = 0
    for line in lines:
        rules = 0 if line.layout == "plain" else rules
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
        rules += bool(border)
        joined += sorted([*(_rows(source, row, rules) if border and enclosed else row), *aside], key=_number)
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


def _rows(source: Source, lines: list[Line], rules: int) -> list[Line]:
    """The lines between two rules as one row, unless they are rows of their own: two of them hold many figures that
    are not the digits of figures too long for their columns, or the figures of one stand under texts of another."""
    if len(lines) < 2:
        return lines
    full = [sum(_is_figure(field) for field in line.fields) for line in lines]
    several = sum(count > 1 and 2 * count > max(full) for count in full) > 1
    if several and (rules < _RULED or not _go_on(source, lines)):
        return lines
    if max(full) > 1 and _mixed(lines) > 1:
        return lines
    fields = tuple(_join_fields(pieces) for pieces in zip(*(line.fields for line in lines), strict=True))
    first, last = lines[0], lines[-1]
    return [Line(first.number, last.last, Span(first.span.start, last.span.end), "pipe", fields)]


def _mixed(lines: Sequence[Line]) -> int:
    """How many columns hold a figure on one line and a text on another: headers above the figures."""
    columns = list(zip(*(line.fields for line in lines), strict=True))
    figures = [[_is_figure(field) for field in column] for column in columns]
    return sum(
        any(found) and any(field.passage.text and not figure for field, figure in zip(column, found, strict=True))
        for column, found in zip(columns, figures, strict=True)
    )


def _go_on(source: Source, lines: Sequence[Line]) -> bool:
    """Every figure below the first line goes on with digits above it that fill their column."""
    for above, line in pairwise(lines):
        widths = _widths(source, above)
        for column, (upper, lower) in enumerate(zip(above.fields, line.fields, strict=True)):
            text = upper.passage.text
            if _is_figure(lower) and not (text.isdecimal() and len(text) >= widths[column]):
                return False
    return True


def _widths(source: Source, line: Line) -> list[int]:
    """How many digits the columns of a line hold, a space on either side left out."""
    cells = _CELLS.split(source.text[slice(*line.span)].strip())[1:]
    return [max(1, len(cell) - 2) for cell in cells]


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
