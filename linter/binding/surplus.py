"""Figures of a row that are none: repeats of one over the fields of a merged cell, and page numbers.

They are left over, never lost. A figure inside a delimited line is always one.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

from linter.binding.pieces import Piece, as_figure
from linter.binding.rows import Reading, RowReading

_MOST_APART = 3


def leave_repeats(reading: Reading, row: RowReading) -> None:
    """Equal figures over the fields of one merged cell are one figure."""
    width = reading.width(row)
    if width == 1:
        values = {piece.figure.value for piece in row.figures if piece.figure}
        kept = row.figures[:1] if len(values) == 1 else row.figures
    else:
        repeated = _repeated_fields(reading, row)
        kept = [piece for piece in row.figures if piece.field not in repeated]
    if len(kept) == width:
        row.figures = kept


def _repeated_fields(reading: Reading, row: RowReading) -> set[int]:
    """The fields that repeat the one before them in every line of as many fields (figures, headers and all)."""
    count = len(reading.lines[row.figures[0].line].fields) if reading.runs[row.runs[0]].alone else 0
    if not count:
        return set()
    repeated = set(range(1, count))
    headers: set[int] = set()
    first, last = reading.runs[0].first, reading.runs[-1].last
    for line in reading.lines[max(0, first - 10) : last + 1]:
        if len(line.fields) == count:
            texts = [field.passage.text for field in line.fields]
            repeated -= {at + 1 for at, (one, other) in enumerate(pairwise(texts)) if one != other}
            headers |= {at for at, text in enumerate(texts) if text and as_figure(text) is None}
    return repeated & headers


def leave_page_numbers(reading: Reading, row: RowReading, across: bool = False) -> bool:
    """A surplus figure on a line of its own may be a page number: what stands beside a whole row, what alone has no
    cell's mark, or the one without which the sums hold (``across``: those across rows too, once these are known).
    True if there is one, whether or not it could be told which."""
    if reading.runs[row.runs[0]].alone:
        return False
    whole = _whole_line(reading, row)
    if whole:
        row.figures = whole
        return True
    if len(row.figures) != reading.width(row) + 1:
        return False
    found = _without_one(reading, row, across)
    if len({tuple(piece.passage.text for piece in kept) for kept in found}) == 1:
        row.figures = found[0]
    return bool(found)


def are_digits_apart(reading: Reading, row: RowReading) -> bool:
    """Whether a row that has too many figures adds up once some of them are taken for the digits of one number, as
    converters leave them that put every piece of a text on its line. They stay apart: nobody can be sure of it."""
    texts = [piece.passage.text for piece in row.figures]
    surplus = len(texts) - reading.width(row)
    if reading.runs[row.runs[0]].alone or surplus > _MOST_APART or not all(map(str.isdecimal, texts)):
        return False
    for joints in combinations(range(1, len(texts)), surplus):
        ends = [at for at in range(1, len(texts)) if at not in joints]
        joined = ["".join(texts[start:end]) for start, end in pairwise((0, *ends, len(texts)))]
        whole = all(text == "0" or text[0] != "0" for text in joined)
        if whole and reading.shape.sums.row_holds(row.number, list(map(Decimal, joined))):
            return True
    return False


def _whole_line(reading: Reading, row: RowReading) -> list[Piece]:
    """The one line that holds a whole row (if of one figure, then with its label), where all others hold one each."""
    width = reading.width(row)
    by_line = reading.numbers_on(row)
    labels = reading.gaps[row.runs[0]].texts
    for line in by_line.values():
        beside = width > 1 or (bool(labels) and labels[-1].line == line[0].line)
        if len(line) == width and beside and len(row.figures) - width == len(by_line) - 1:
            return line
    return []


def _without_one(reading: Reading, row: RowReading, across: bool) -> list[list[Piece]]:
    """The rows that are left if a figure that stands alone on a line is a page number."""
    by_line = reading.numbers_on(row)
    sums = reading.shape.sums
    found: list[tuple[bool, list[Piece]]] = []
    for surplus in row.figures:
        if len(by_line[surplus.number]) > 1 or reading.lines[surplus.line].layout != "plain":
            continue
        kept = [piece for piece in row.figures if piece is not surplus]
        values = [piece.figure.value for piece in kept if piece.figure and piece.figure.value is not None]
        if len(values) < len(kept):
            continue
        holds = sums.row_holds(row.number, values)
        if holds and across:
            holds = sums.check(row.number, values, reading.known(row)).fits
        unmarked = _is_unmarked(reading, surplus, row)
        if holds or (holds is None and unmarked):
            found.append((unmarked, kept))
    return [kept for unmarked, kept in found if unmarked] or [kept for _, kept in found]


def _is_unmarked(reading: Reading, piece: Piece, row: RowReading) -> bool:
    """The other figures of the row stand in marked cells, this one does not."""
    layouts = [reading.lines[other.line].layout for other in row.figures if other is not piece]
    return reading.lines[piece.line].layout == "plain" and "plain" not in layouts
