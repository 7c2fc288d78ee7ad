"""From an alignment to rows: what each row's figures are, and in which columns they stand."""

from __future__ import annotations

from collections.abc import Sequence

from linter.binding.alignment import Alignment, Match
from linter.binding.completion import complete_short_rows
from linter.binding.cuts import mend_cut_figures
from linter.binding.rows import Reading, RowReading
from linter.binding.runs import Gap, Run
from linter.binding.surplus import are_digits_apart, leave_page_numbers, leave_repeats
from linter.blocks import Line
from linter.source import Source


def settle(
    source: Source, lines: Sequence[Line], runs: Sequence[Run], gaps: Sequence[Gap], alignment: Alignment
) -> Reading:
    """The rows of the shape in order, those without figures still ``missing``."""
    rows = [RowReading(number, "missing") for number in range(len(alignment.shape.rows))]
    reading = Reading(source, lines, runs, gaps, alignment, rows)
    taken = {run for match in alignment.matches for run in match.runs}
    for match in alignment.matches:
        _take(reading, rows[match.row], match)
    for row in rows:
        if row.runs:
            _settle_row(reading, row, taken)
    for row in rows:
        if row.state == "long" and leave_page_numbers(reading, row, across=True):
            row.state, row.reason = "unread", reading.reason("binding.unclear", row)
            if len(row.figures) == reading.width(row):
                _bind(reading, row)
    complete_short_rows(reading, [row for row in rows if row.state == "short"])
    return reading


def _take(reading: Reading, row: RowReading, match: Match) -> None:
    row.runs = match.runs
    row.figures = [piece for run in match.runs for piece in reading.runs[run].figures][match.start : match.end]


def _bind(reading: Reading, row: RowReading) -> bool:
    """Bind a row with a figure in each column; whether all of them are numbers, and add up as far as is known."""
    row.state, row.cells, row.reason = "bound", list(row.figures), None
    if len(row.runs) == 1 and len(row.figures) == len(reading.runs[row.runs[0]].figures):
        row.adds_up = reading.alignment.held.get((row.runs[0], row.number))
        if row.adds_up is not None:
            return row.adds_up
    values = [piece.figure.value for piece in row.figures if piece.figure and piece.figure.value is not None]
    if len(values) < len(row.figures):
        return False
    row.adds_up = reading.shape.sums.row_holds(row.number, values)
    return row.adds_up is not False


def _settle_row(reading: Reading, row: RowReading, taken: set[int]) -> None:
    width = reading.width(row)
    if len(row.figures) > width:
        leave_repeats(reading, row)
    if len(row.figures) > width:
        leave_page_numbers(reading, row)
    if len(row.figures) == width:
        if not _bind(reading, row):
            mend_cut_figures(reading, row, taken)
        return
    row.state = "long" if len(row.figures) > width else "short"
    mend_cut_figures(reading, row, taken)
    if row.state == "long":
        row.reason = reading.reason("binding.long", row)
        if are_digits_apart(reading, row):
            row.state, row.reason = "unread", reading.reason("binding.digits-apart", row)
        if not reading.shape.sums.own[row.number] and len(reading.numbers_on(row)) == len(row.figures):
            row.state = "unread"
            row.reason = reading.reason("binding.unclear", row)
