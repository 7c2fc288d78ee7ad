"""Rows that have a label and no figure at all."""

from __future__ import annotations

from collections.abc import Sequence

from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading
from linter.binding.wording import Wording


def find_blank_rows(reading: Reading, wording: Wording) -> None:
    """Bind the rows whose label stands, without figures, where the row should be."""
    taken = {run for row in reading.rows for run in row.runs}
    behind = len(reading.gaps)
    for row in reversed(reading.rows):
        if row.runs:
            behind = row.runs[0] + 1
        elif row.state == "missing":
            ahead = next((other.runs[-1] + 1 for other in reversed(reading.rows[: row.number]) if other.runs), 0)
            _bind_blank(reading, wording, row, range(ahead, behind), taken)


def _bind_blank(reading: Reading, wording: Wording, row: RowReading, gaps: range, taken: set[int]) -> None:
    texts = [text for gap in gaps for text in reading.gaps[gap].texts]
    if not texts or not wording.find(row.number, texts):
        return
    last = wording.lines[row.number][-1]
    beside = next((run for run in gaps if run < len(reading.runs) and reading.runs[run].last >= last), None)
    if beside is not None and beside not in taken and not reading.runs[beside].followed:
        row.state = "unread"
        row.reason = reading.reason("binding.unclear", row)
        return
    row.state = "bound"
    row.cells = list(_empty_places(reading, row, gaps, last))


def _empty_places(reading: Reading, row: RowReading, gaps: range, line: int) -> Sequence[Piece | None]:
    """The empty cells behind the label: on its line, or marked on the lines below it."""
    width = reading.width(row)
    empties = [piece for gap in gaps for piece in reading.gaps[gap].empties]
    label = max((text.field for gap in gaps for text in reading.gaps[gap].texts if text.line == line), default=-1)
    same = [piece for piece in empties if piece.line == line and piece.field > label]
    below = [piece for piece in empties if piece.line > line]
    found = same or below
    return found[-width:] if same and len(found) >= width else found[:width] if len(found) >= width else [None] * width
