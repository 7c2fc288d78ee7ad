"""Tables between two fences of ``|===``: a bar begins each cell, and rows may run over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.blocks import Field, Line
from linter.readers.cells import cell
from linter.source import Source, Span, join

FENCE = re.compile(r"^\|={3,}[ \t]*$", re.MULTILINE)
_COLUMNS = re.compile(r"cols=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s,\]]+))")
_REPEATED = re.compile(r"\s*(\d{1,3})\*")
_GOES_ON = re.compile(r" \+[ \t]*$")
_REACH = re.compile(r"(?:^|(?<=\s))(\d{1,3})?(?:\.(\d{1,3}))?\+[<>^.]*[a-z]?$")
"""What stands before a cell's bar and says how many columns and rows it covers."""

_MOST_COLUMNS = 100


class _Cell(NamedTuple):
    """A cell: the lines on which it begins and ends, its text on each, how many columns and rows it covers."""

    first: Line
    last: Line
    pieces: tuple[Field, ...]
    across: int = 1
    down: int = 1


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
    found: list[_Cell] = []
    for line in lines:
        before, *cells = _pieces(source, line)
        if found and before.pieces[0].passage.text:
            found[-1] = found[-1]._replace(last=line, pieces=(*found[-1].pieces, *before.pieces))
        found += cells
    columns = columns or sum(each.across for each in found if each.first is found[0].first)
    return [_row(row) for row in _placed(found, columns) if row]


def _placed(cells: Sequence[_Cell], columns: int) -> list[list[_Cell]]:
    """The cells by rows, those from above that reach down taking their places; none if they do not make whole rows."""
    rows: list[list[_Cell]] = []
    covered = [0] * columns
    at = columns
    for each in cells:
        while at >= columns or covered[at]:
            if at >= columns:
                rows.append([])
                at = 0
            elif covered[at]:
                covered[at] -= 1
                at += 1
        if at + each.across > columns or any(covered[at : at + each.across]):
            return []
        covered[at : at + each.across] = [each.down - 1] * each.across
        rows[-1].append(each)
        at += each.across
    return rows if all(covered[at:]) else []


def _pieces(source: Source, line: Line) -> Iterator[_Cell]:
    """What stands before the first bar, where the cell above goes on, and the cells."""
    at = line.span.start
    across, down = 1, 1
    for column, piece in enumerate(source.text[slice(*line.span)].split("|")):
        reach = _REACH.search(piece)
        text = _GOES_ON.sub("", piece[: reach.start()] if reach else piece)
        yield _Cell(line, line, (cell(text, at, column),), across, down)
        across, down = (max(1, int(reach[1] or 1)), max(1, int(reach[2] or 1))) if reach else (1, 1)
        at += len(piece) + 1


def _row(cells: Sequence[_Cell]) -> Line:
    first, last = cells[0].first, cells[-1].last
    fields = tuple(_field(column, each.pieces) for column, each in enumerate(cells))
    return Line(first.number, last.last, Span(first.span.start, last.span.end), "pipe", fields)


def _field(column: int, pieces: Sequence[Field]) -> Field:
    """A cell, with the lines on which its text goes on."""
    if len(pieces) == 1:
        return pieces[0]._replace(column=column)
    passage = join([piece.passage for piece in pieces])
    return Field(passage, Span(pieces[0].span.start, pieces[-1].span.end), column)
