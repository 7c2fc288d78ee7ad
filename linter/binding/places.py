"""Where the figures of a row with too few of them stand: what the text itself says of it.

Three kinds of evidence: the fields of a delimited line, the empty lines (or marked empty cells) where a figure stands
on each line, and the columns in which the figures of full rows stand. Each gives the placements it allows: the piece
(or empty place) of every column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from linter.binding.cuts import is_spread, screen_width
from linter.binding.labels import pairs
from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading

Placement = list[Piece | None]


def allowed_placements(reading: Reading, row: RowReading) -> list[Placement]:
    """The placements that the text allows; none where it says nothing, or says that places are gone."""
    run = reading.runs[row.runs[0]]
    if run.alone:
        return _by_fields(reading, row)
    if len(row.figures) == len(reading.numbers_on(row)):
        return _by_lines(reading, row)
    if len(reading.numbers_on(row)) == 1:
        return _by_columns(reading, row)
    return []


# ---------------------------------------------------------------- fields of a delimited line


def _by_fields(reading: Reading, row: RowReading) -> list[Placement]:
    run, width = reading.runs[row.runs[0]], reading.width(row)
    before = [text for text in reading.gaps[row.runs[0]].texts if text.line == run.first]
    behind = [text for text in reading.gaps[row.runs[0] + 1].texts if text.line == run.first]
    if any(other.first == run.first for other in reading.runs[row.runs[0] + 1 : row.runs[0] + 2]):
        behind = []  # of the next row, on the same line
    fields = sorted((*before, *run.figures, *run.texts, *run.empties, *behind), key=lambda piece: piece.field)
    first, last = row.figures[0].field, row.figures[-1].field
    windows = [
        fields[at : at + width]
        for at in range(len(fields) - width + 1)
        if fields[at].field <= first and fields[at + width - 1].field >= last
    ]
    usual = _usual_starts(reading, len(reading.lines[run.first].fields))
    chosen = [window for window in windows if window[0].field in usual and not _holds_label(reading, window)]
    label = before[-1].field if before and reading.shape.labels.owners else -1
    return [list(window) for window in chosen or windows if chosen or window[0].field > label]


def _holds_label(reading: Reading, window: Sequence[Piece]) -> bool:
    """One of the texts is a row's label, and not a text in the place of a figure."""
    texts = [piece.passage.text for piece in window if piece.kind == "text"]
    return any(max(reading.shape.labels.scores(pairs(text)).values(), default=0.0) > 0.3 for text in texts)


def _usual_starts(reading: Reading, fields: int) -> set[int]:
    """In which fields the figures begin of the rows that are bound, where lines have as many fields."""
    starts: set[int] = set()
    for row in reading.rows:
        if row.state == "bound" and row.figures and row.cells and row.cells[0] and row.cells[0].field >= 0:
            line = reading.lines[row.figures[0].line]
            if len(line.fields) == fields or line.layout == "grid":
                starts.add(row.cells[0].field)
    return starts


# ---------------------------------------------------------------- one figure a line


def _by_lines(reading: Reading, row: RowReading) -> list[Placement]:
    if any(reading.lines[piece.line].layout == "tab" for piece in row.figures):
        return _by_marked_lines(reading, row)
    return _by_empty_lines(reading, row)


def _by_marked_lines(reading: Reading, row: RowReading) -> list[Placement]:
    """Empty cells have a mark of their own; an empty line ends the row."""
    first, last = row.runs[0], row.runs[-1]
    label = reading.gaps[first].texts[-1].line if reading.gaps[first].texts else -1
    marks = [piece for piece in reading.gaps[first].empties if piece.line > label]
    for run in range(first, last + 1):
        marks += reading.runs[run].empties
    cells = sorted((*marks, *row.figures), key=lambda piece: piece.line)
    kept: list[Piece] = []
    for cell in cells:
        if kept and any(line.layout != "tab" and line.blank for line in reading.lines[kept[-1].line + 1 : cell.line]):
            if cell.line > row.figures[-1].line:
                break
            kept = []
        kept.append(cell)
    return [list(kept)] if len(kept) == reading.width(row) else []


def _by_empty_lines(reading: Reading, row: RowReading) -> list[Placement]:
    """Empty lines beyond those that stand between any two figures are empty cells."""
    width = reading.width(row)
    step = _usual_step(reading)
    numbers = [piece.number for piece in row.figures]
    texts = reading.gaps[row.runs[0]].texts
    starts = [texts[-1].number, *numbers] if texts else numbers
    cells: Placement = []
    for at, (one, other) in enumerate(pairwise(starts)):
        if (other - one) % step:
            return []
        cells += [reading.empty_line(one + step * k, row.figures[0].line) for k in range(1, (other - one) // step)]
        cells.append(row.figures[at if texts else at + 1])
    if not texts:
        cells.insert(0, row.figures[0])
    room = (_next_number(reading, row.figures[-1]) - numbers[-1]) // step - 1
    lacking = width - len(cells)
    if lacking < 0 or room < lacking:
        return []
    line = row.figures[-1].line
    cells += [reading.empty_line(numbers[-1] + step * (k + 1), line + step * (k + 1)) for k in range(lacking)]
    return [cells]


def _next_number(reading: Reading, piece: Piece) -> int:
    """The number of the next line on which something stands."""
    rest = reading.lines[piece.line + 1 : piece.line + 40]
    return next((line.number for line in rest if not line.blank), piece.number + 1)


def _usual_step(reading: Reading) -> int:
    """How many lines on the next figure of a row stands, in the rows that are full."""
    steps = Counter(
        other.number - one.number
        for row in reading.full_rows()
        for one, other in pairwise(row.figures)
        if other.number > one.number
    )
    return steps.most_common(1)[0][0] if steps else 1


# ---------------------------------------------------------------- columns of an aligned text


def _by_columns(reading: Reading, row: RowReading) -> list[Placement]:
    """The columns of the nearest full rows, measured in the way in which these agree best."""
    width = reading.width(row)
    line = row.figures[0].line
    full = [
        other
        for other in reading.full_rows()
        if reading.width(other) == width and len({piece.number for piece in other.figures}) == 1
    ]
    nearest = sorted(full, key=lambda other: abs(other.figures[0].line - line))[:4]
    if len(nearest) < 2 or not any(is_spread(other.figures) for other in nearest):
        return []
    best: tuple[float, list[float], list[float]] | None = None
    for measure in _MEASURES:
        places = [[measure(reading, piece) for piece in other.figures] for other in nearest]
        spread = sum(max(column) - min(column) for column in zip(*places, strict=True))
        if best is None or spread < best[0]:
            means = [sum(column) / len(column) for column in zip(*places, strict=True)]
            best = spread, means, [measure(reading, piece) for piece in row.figures]
    assert best is not None
    return _nearest_columns(row.figures, best[2], best[1])


def _nearest_columns(figures: Sequence[Piece], places: Sequence[float], columns: Sequence[float]) -> list[Placement]:
    cells: Placement = [None] * len(columns)
    last = -1
    for piece, place in zip(figures, places, strict=True):
        near = sorted(range(len(columns)), key=lambda column: abs(columns[column] - place))
        if near[0] <= last:
            return []
        away = abs(columns[near[0]] - place)
        if away > 6 or (len(near) > 1 and 2 * away > abs(columns[near[1]] - place)):
            return []
        last = near[0]
        cells[last] = piece
    return [cells]


def _left(reading: Reading, piece: Piece) -> float:
    return piece.at


def _right(reading: Reading, piece: Piece) -> float:
    return piece.at + len(piece.passage.text)


def _middle(reading: Reading, piece: Piece) -> float:
    return piece.at + len(piece.passage.text) / 2


def _screen_left(reading: Reading, piece: Piece) -> float:
    return screen_width(reading.source.text[piece.span.start - piece.at : piece.span.start])


def _screen_right(reading: Reading, piece: Piece) -> float:
    return _screen_left(reading, piece) + screen_width(piece.passage.text)


def _screen_middle(reading: Reading, piece: Piece) -> float:
    return _screen_left(reading, piece) + screen_width(piece.passage.text) / 2


_MEASURES = (_left, _right, _middle, _screen_left, _screen_right, _screen_middle)
