"""Figures that a narrow column has cut: ``1,`` above ``039``, the digits of a number one under the other.

Only text without delimiters is read so, and only if the sums of the row then hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading
from linter.figures import read_figure
from linter.source import Source, Span, join

_NEAR = 2
_MOST_STRAYS = 4
_TWO_SEPARATORS = re.compile("[,，]{2}")

Place = Callable[[Source, Piece], tuple[int, int]]


def mend_cut_figures(reading: Reading, row: RowReading, taken: set[int]) -> None:
    """Read a row whose figures do not fit together with the stray figures right above and below it, if that makes its
    sums hold. ``taken`` are the runs that rows are made of; those it uses are added."""
    before = _strays(reading, row.runs[0] - 1, -1, row, taken)
    behind = _strays(reading, row.runs[-1] + 1, 1, row, taken)
    figures = [
        *(piece for run in before for piece in reading.runs[run].figures),
        *row.figures,
        *(piece for run in behind for piece in reading.runs[run].figures),
    ]
    width = reading.width(row)
    if len(figures) <= width or len(figures) > width + _MOST_STRAYS or any(piece.field >= 0 for piece in figures):
        return
    if max(map(len, _lines(figures))) < max(2, width - _MOST_STRAYS):
        return
    best: tuple[bool, list[Piece]] | None = None
    for cells in _readings(reading.source, figures, width):
        values = [cell.figure.value for cell in cells if cell.figure and cell.figure.value is not None]
        if len(values) < width or not reading.shape.sums.row_holds(row.number, values):
            continue
        fits = _fits(reading, row, values)
        if best is None or (fits and not best[0]):
            best = fits, cells
    if best:
        row.figures = best[1]
        row.cells = list(best[1])
        row.state = "bound"
        row.mended = row.adds_up = True
        row.runs = (*before, *row.runs, *behind)
        taken.update(row.runs)


def _fits(reading: Reading, row: RowReading, values: Sequence[Decimal]) -> bool:
    return reading.shape.sums.check(row.number, values, reading.known(row)).fits


def _strays(reading: Reading, run: int, step: int, row: RowReading, taken: set[int]) -> list[int]:
    """The runs next to a row that no row is made of and that stand on the lines right beside it."""
    found: list[int] = []
    edge = (row.figures[0] if step < 0 else row.figures[-1]).number
    while 0 <= run < len(reading.runs) and run not in taken and not reading.runs[run].alone:
        figures = reading.runs[run].figures
        near = (figures[-1] if step < 0 else figures[0]).number
        if abs(near - edge) > _NEAR:
            break
        found.append(run)
        edge = (figures[0] if step < 0 else figures[-1]).number
        run += step
    return found[::step]


def _readings(source: Source, figures: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """The ways to make ``width`` figures of too many: those that stand under each other belong together; where places
    say nothing, one at a line end and one at a line beginning."""
    for place in (_by_characters, _on_screen):
        columns = _columns(source, figures, place)
        if len(columns) == width:
            yield [_joined(column) for column in columns]
    main = max(_lines(figures), key=len)
    if is_spread(main):
        return
    surplus = len(figures) - width
    ends = [at for at in range(1, len(figures)) if figures[at].number != figures[at - 1].number]
    for seams in combinations(ends, surplus):
        yield _glued(figures, seams)
    strays = [piece for piece in figures if piece.number != main[0].number]
    if len(main) == width and len(strays) == surplus:
        for chosen in combinations(range(width), surplus):
            cells = [[piece] for piece in main]
            for stray, at in zip(strays, chosen, strict=True):
                cells[at].append(stray)
            yield [_joined(sorted(cell, key=lambda piece: piece.number)) for cell in cells]


def _lines(figures: Sequence[Piece]) -> list[list[Piece]]:
    lines: dict[int, list[Piece]] = {}
    for piece in figures:
        lines.setdefault(piece.number, []).append(piece)
    return list(lines.values())


def _by_characters(source: Source, piece: Piece) -> tuple[int, int]:
    return piece.at, piece.at + len(piece.passage.text)


def _on_screen(source: Source, piece: Piece) -> tuple[int, int]:
    left = screen_width(source.text[piece.span.start - piece.at : piece.span.start])
    return left, left + screen_width(piece.passage.text)


def is_spread(figures: Sequence[Piece]) -> bool:
    """More than single spaces stand between most figures of a line: their places mean something."""
    wide = sum(other.span.start - one.span.end > 1 for one, other in pairwise(figures))
    return 2 * wide > len(figures) - 1


def screen_width(text: str) -> int:
    """How many columns a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _columns(source: Source, figures: Sequence[Piece], place: Place) -> list[list[Piece]]:
    """The figures by column: those whose places overlap, from left to right, each from top to bottom."""
    placed = sorted(((place(source, piece), piece) for piece in figures), key=lambda pair: pair[0])
    columns: list[list[Piece]] = []
    right = -1
    for (left, end), piece in placed:
        if columns and left < right:
            columns[-1].append(piece)
        else:
            columns.append([piece])
            right = -1
        right = max(right, end)
    return [sorted(column, key=lambda piece: piece.number) for column in columns]


def _glued(figures: Sequence[Piece], seams: Sequence[int]) -> list[Piece]:
    cells: list[list[Piece]] = []
    for at, piece in enumerate(figures):
        if at in seams:
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return [_joined(cell) for cell in cells]


def _joined(pieces: Sequence[Piece]) -> Piece:
    """The figure whose parts these are."""
    if len(pieces) == 1:
        return pieces[0]
    passage = join([piece.passage for piece in pieces])
    figure = read_figure(_TWO_SEPARATORS.sub(",", passage.text))
    span = Span(min(piece.span.start for piece in pieces), max(piece.span.end for piece in pieces))
    return pieces[0]._replace(passage=passage, span=span, figure=figure)
