"""Rows with fewer figures than columns: which one is missing, as far as the text and the sums tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import comb
from typing import NamedTuple

from linter.binding.arithmetic import Check
from linter.binding.places import Placement, allowed_placements
from linter.binding.rows import Reading, RowReading

_MOST_PLACEMENTS = 120
_MOST_CUT_OFF = 2
_ZERO = Decimal(0)


class _Completed(NamedTuple):
    """A placement with a value for each column, and how the sums then fare."""

    cells: Placement
    values: tuple[Decimal, ...]
    check: Check


def complete_short_rows(reading: Reading, rows: Sequence[RowReading]) -> None:
    """Give the figures of short rows their columns where the text, or the sums, leave one way to do so."""
    if not rows:
        return
    evidence = {row.number: allowed_placements(reading, row) for row in rows}
    cut = _cut_rows(reading, rows, evidence)
    for row in rows:
        if row.number in cut:
            row.reason = reading.reason("binding.cut", row)
        elif len(evidence[row.number]) == 1:
            _place(row, evidence[row.number][0])
    for row in rows:
        if row.number not in cut and len(evidence[row.number]) > 1:
            evidence[row.number] = allowed_placements(reading, row)
            if len(evidence[row.number]) == 1:
                _place(row, evidence[row.number][0])
    for row in sorted(rows, key=lambda row: reading.width(row) - len(row.figures)):
        if row.number not in cut:
            _complete(reading, row, evidence[row.number])


def _place(row: RowReading, cells: Placement) -> None:
    row.cells = list(cells)
    row.state = "bound"


def _cut_rows(reading: Reading, rows: Sequence[RowReading], evidence: dict[int, list[Placement]]) -> set[int]:
    """Three or more neighbouring rows that lost the same, and one of them its very place: the converter has cut the
    table off."""
    cut: set[int] = set()
    streak: list[RowReading] = []
    for row in (*rows, None):
        if row and streak and row.number == streak[-1].number + 1:
            lost = _lost(reading, row, evidence[row.number])
            if lost and lost == _lost(reading, streak[-1], evidence[streak[-1].number]):
                streak.append(row)
                continue
        if len(streak) > 2 and any(not evidence[other.number] for other in streak):
            cut |= {other.number for other in streak if reading.shape.sums.own[other.number]}
        streak = [row] if row else []
    return cut


def _lost(reading: Reading, row: RowReading, allowed: list[Placement]) -> str | int:
    """What a row lost: of a delimited line its last column, of other lines so many figures; "" if it is something
    else, or too much for a table that was cut off."""
    run = reading.runs[row.runs[0]]
    if reading.width(row) - (run.places if run.alone else len(row.figures)) > _MOST_CUT_OFF:
        return ""
    if not reading.runs[row.runs[0]].alone:
        return reading.width(row) - len(row.figures)
    last = [cells[-1] for cells in allowed]
    return "" if any(cell is not None and cell.kind != "empty" for cell in last) else "last"


def _complete(reading: Reading, row: RowReading, allowed: list[Placement]) -> None:
    own = reading.shape.sums.own[row.number]
    if not own:
        if len(allowed) != 1:
            _leave(reading, row)
        return
    fitting = list(_fitting(reading, row, allowed))
    if len({completed.values for completed in fitting}) == 1:
        sure = any(completed.check.across >= reading.width(row) for completed in fitting)
        if not sure and len(allowed) == 1 and _zeros_fit_elsewhere(reading, row, allowed[0]):
            _leave(reading, row)
        else:
            _place(row, fitting[0].cells)
        return
    everywhere = [] if fitting else list(_fitting(reading, row, _all_placements(reading, row)))
    proven = len(own) > 1 or any(completed.check.across for completed in everywhere)
    if len({completed.values for completed in everywhere}) == 1 and (proven or not allowed):
        _bind_with_missing(row, everywhere)
    elif len(allowed) != 1 or everywhere or _zeros_fit_elsewhere(reading, row, allowed[0]):
        _leave(reading, row)


def _zeros_fit_elsewhere(reading: Reading, row: RowReading, cells: Placement) -> bool:
    """The row adds up with zeros in other places than those that look empty: the figures may have moved."""
    if _adds_up(reading, row, cells):
        return False
    return any(_adds_up(reading, row, other) for other in _all_placements(reading, row))


def _adds_up(reading: Reading, row: RowReading, cells: Placement) -> bool:
    values = [cell.figure.value if cell and cell.figure and cell.figure.value is not None else _ZERO for cell in cells]
    return reading.shape.sums.row_holds(row.number, values) is True


def _leave(reading: Reading, row: RowReading) -> None:
    row.state = "short"
    row.cells = None
    row.reason = reading.reason("binding.short", row)


def _all_placements(reading: Reading, row: RowReading) -> Iterator[Placement]:
    width, count = reading.width(row), len(row.figures)
    if comb(width, count) > _MOST_PLACEMENTS:
        return
    for columns in combinations(range(width), count):
        cells: Placement = [None] * width
        for column, piece in zip(columns, row.figures, strict=True):
            cells[column] = piece
        yield cells


def _fitting(reading: Reading, row: RowReading, placements: Iterable[Placement]) -> Iterator[_Completed]:
    """The completions that let every sum hold which can be looked at: with zeros, or with the one value that is
    missing."""
    known = reading.known(row)
    for cells in placements:
        given = [cell.figure.value if cell and cell.figure else None for cell in cells]
        unknown = [column for column, value in enumerate(given) if value is None]
        fillings = [_ZERO]
        if len(unknown) == 1:
            implied = reading.shape.sums.implied_in_row(row.number, unknown[0], given)
            fillings += [value for value in implied if value > 0 and value == int(value)]
        for filling in fillings:
            values = tuple(filling if value is None else value for value in given)
            check = reading.shape.sums.check(row.number, values, known)
            if check.fits:
                yield _Completed(cells, values, check)


def _bind_with_missing(row: RowReading, completions: Sequence[_Completed]) -> None:
    """The figures are certain, and so is what is missing; where several columns would do, they are said."""
    first = completions[0]
    row.cells = list(first.cells)
    row.state = "short"
    row.expected = {column: first.values[column] for column, cell in enumerate(first.cells) if cell is None}
    row.candidates = tuple(
        sorted({column for other in completions for column, cell in enumerate(other.cells) if cell is None})
    )
