"""From an alignment to rows: what each row's figures are, and in which columns they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linter.binding.alignment import Alignment, Match
from linter.binding.completion import complete_short_rows
from linter.binding.cuts import mend_cut_figures
from linter.binding.pieces import Piece, as_figure
from linter.binding.rows import Reading, RowReading
from linter.binding.runs import Gap, Run
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
    complete_short_rows(reading, [row for row in rows if row.state == "short"])
    return reading


def _take(reading: Reading, row: RowReading, match: Match) -> None:
    row.runs = match.runs
    row.figures = [piece for run in match.runs for piece in reading.runs[run].figures][match.start : match.end]


def _settle_row(reading: Reading, row: RowReading, taken: set[int]) -> None:
    width = reading.width(row)
    if len(row.figures) > width:
        _leave_repeats(reading, row)
    if len(row.figures) > width:
        _leave_page_number(reading, row)
    if len(row.figures) == width:
        row.state, row.cells = "bound", list(row.figures)
        values = [piece.figure.value for piece in row.figures if piece.figure and piece.figure.value is not None]
        if len(values) < width or reading.shape.sums.row_holds(row.number, values) is False:
            mend_cut_figures(reading, row, taken)
        return
    row.state = "long" if len(row.figures) > width else "short"
    mend_cut_figures(reading, row, taken)
    if row.state == "long":
        row.reason = reading.reason("binding.long", row)
        if not reading.shape.sums.own[row.number] and len(reading.numbers_on(row)) == len(row.figures):
            row.state = "unread"
            row.reason = reading.reason("binding.unclear", row)


def _leave_repeats(reading: Reading, row: RowReading) -> None:
    """Equal figures over the fields of one merged cell are one figure."""
    width = reading.width(row)
    if width == 1:
        values = {piece.figure.value for piece in row.figures if piece.figure}
        kept = row.figures[:1] if len(values) == 1 else row.figures
    else:
        repeated = _repeated_fields(reading, row)
        kept = [piece for piece in row.figures if piece.field not in repeated]
    if len(kept) == width:
        row.left_over += [piece for piece in row.figures if piece not in kept]
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


def _leave_page_number(reading: Reading, row: RowReading) -> None:
    """A surplus figure on a line of its own may be a page number: the one without which the sums hold, or that alone
    has no cell's mark."""
    width = reading.width(row)
    if reading.runs[row.runs[0]].alone:
        return
    by_line = reading.numbers_on(row)
    whole = next((line for line in by_line.values() if len(line) == width > 1), None)
    if whole and len(row.figures) - width == len(by_line) - 1:
        row.left_over += [piece for piece in row.figures if piece not in whole]
        row.figures = whole
        return
    if len(row.figures) != width + 1:
        return
    found: list[tuple[Piece, list[Piece]]] = []
    for surplus in row.figures:
        if len(by_line[surplus.number]) > 1 or reading.lines[surplus.line].layout != "plain":
            continue
        kept = [piece for piece in row.figures if piece is not surplus]
        values = [piece.figure.value for piece in kept if piece.figure and piece.figure.value is not None]
        holds = reading.shape.sums.row_holds(row.number, values) if len(values) == width else False
        if holds or (holds is None and _is_marked_otherwise(reading, surplus, row)):
            found.append((surplus, kept))
    marked = [pair for pair in found if _is_marked_otherwise(reading, pair[0], row)] or found
    if len({tuple(piece.passage.text for piece in kept) for _, kept in marked}) == 1:
        row.left_over.append(marked[0][0])
        row.figures = marked[0][1]


def _is_marked_otherwise(reading: Reading, piece: Piece, row: RowReading) -> bool:
    """The other figures of the row stand in marked cells, this one does not."""
    layouts = [reading.lines[other.line].layout for other in row.figures if other is not piece]
    return reading.lines[piece.line].layout == "plain" and "plain" not in layouts
