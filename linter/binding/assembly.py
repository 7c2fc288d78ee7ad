"""The bound table: cells with their places, what is left over, and which lines the table takes."""

from __future__ import annotations

from collections.abc import Sequence

from linter.binding.labels import Vocabulary
from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading
from linter.binding.wording import Wording
from linter.blocks import Line
from linter.diagnostic import Message
from linter.document import BoundCell, BoundRow, BoundTable
from linter.figures import BLANK, Figure
from linter.form import ColumnForm, RowForm, TableForm
from linter.source import Source, Span, make

_TEXT = Figure("text")


class Assembly:
    """Makes the bound table of one form in one region."""

    def __init__(self, source: Source, lines: Sequence[Line], region: tuple[int, int], form: TableForm) -> None:
        self._source = source
        self._lines = lines
        self._region = region
        self._form = form

    def missing(self) -> BoundTable:
        """The table that the region holds no trace of."""
        return BoundTable(self._form, "missing", self._place(), lines=(self._region[0], self._region[0]))

    def misread(self, reason: Message, seen: Sequence[Piece] | Span) -> BoundTable:
        """The table of which there is something, and no reading to be believed."""
        if isinstance(seen, Span):
            number = self._source.place(seen.start)[0]
            first = next(at for at in range(*self._region) if self._lines[at].last >= number)
            return BoundTable(self._form, "misread", seen, lines=(first, first + 1), reason=reason)
        if not seen:
            return BoundTable(self._form, "misread", self._place(), lines=(self._region[0],) * 2, reason=reason)
        span = Span(seen[0].span.start, max(piece.span.end for piece in seen))
        covered = seen[0].line, max(piece.line for piece in seen) + 1
        return BoundTable(self._form, "misread", span, lines=covered, reason=reason)

    def _place(self) -> Span:
        """Where the region begins."""
        first = self._region[0]
        if first < len(self._lines):
            return self._lines[first].span
        return Span(len(self._source.text), len(self._source.text))

    def read(self, reading: Reading, wording: Wording, words: Vocabulary) -> BoundTable:
        """The table as it was read."""
        lines = self._extent(reading, wording, words)
        span = Span(self._lines[lines[0]].span.start, self._lines[lines[1] - 1].span.end)
        rows: list[BoundRow] = []
        for row in reading.rows:
            before = rows[-1].span if rows else self._lines[lines[0]].span
            rows.append(self._row(reading, wording, row, before))
        left = [piece for piece in _left_over(reading) if lines[0] <= piece.line < lines[1]]
        texts = [
            piece.passage
            for pieces in (*[gap.texts for gap in reading.gaps], *[run.texts for run in reading.runs])
            for piece in pieces
            if id(piece) not in wording.used and lines[0] <= piece.line < lines[1]
        ]
        return BoundTable(
            self._form,
            "read",
            span,
            tuple(rows),
            tuple((piece.passage.text, piece.span) for piece in left),
            tuple(texts),
            lines,
        )

    # ------------------------------------------------------------ rows and cells

    def _row(self, reading: Reading, wording: Wording, row: RowReading, before: Span) -> BoundRow:
        form = reading.shape.rows[row.number]
        label = wording.labels.get(row.number)
        if row.state == "missing":
            return BoundRow(form, "missing", before)
        places = [piece.span for piece in row.figures]
        printed = tuple(zip([piece.passage.text for piece in row.figures], places, strict=True))
        if label is not None:
            places.append(label.span())
        span = Span(min(places).start, max([end for _, end in places])) if places else before
        cells = self._cells(form, row, span)
        candidates = tuple(form.columns[column] for column in row.candidates)
        return BoundRow(form, row.state, span, label, cells, printed, row.reason, candidates)

    def _cells(self, form: RowForm, row: RowReading, span: Span) -> tuple[BoundCell, ...]:
        if row.cells is None:
            return tuple([BoundCell(form, column, BLANK, "", span, "unread") for column in form.columns])
        cells: list[BoundCell] = []
        for at, (column, piece) in enumerate(zip(form.columns, row.cells, strict=True)):
            if piece is None:
                cells.append(self._without_place(form, column, row, at, span))
            elif piece.kind == "empty":
                cells.append(BoundCell(form, column, BLANK, "", piece.span, "blank"))
            else:
                figure = piece.figure or _TEXT
                cells.append(make(BoundCell, (form, column, figure, piece.passage.text, piece.span, "given")))
        return tuple(cells)

    def _without_place(self, form: RowForm, column: ColumnForm, row: RowReading, at: int, span: Span) -> BoundCell:
        """A cell of which nothing stands in the file."""
        assert row.cells is not None
        left = next((cell for cell in reversed(row.cells[:at]) if cell is not None), None)
        right = next((cell for cell in row.cells[at + 1 :] if cell is not None), None)
        beside = left or right
        place = beside.span if beside else Span(span.end, span.end)
        if row.state == "short":
            expected = row.expected.get(at)
            figure = Figure("number", expected) if expected is not None else BLANK
            return BoundCell(form, column, figure, "", place, "missing")
        if left and right and left.number == right.number and left.span.end <= right.span.start:
            place = Span(left.span.end, right.span.start)
        return BoundCell(form, column, BLANK, "", place, "blank")

    # ------------------------------------------------------------ extent

    def _extent(self, reading: Reading, wording: Wording, words: Vocabulary) -> tuple[int, int]:
        """The lines from the first header to the last row: those that rows stand on, and around them all that is
        delimited, empty or worded as in the form."""
        taken = [piece.line for row in reading.rows for piece in row.figures]
        taken += [line for lines in wording.lines.values() for line in lines]
        first, last = min(taken), max(taken)
        top = first
        for at in range(first - 1, self._region[0] - 1, -1):
            if not self._belongs(self._lines[at], words) or (at == self._region[0] and self._is_heading(at, words)):
                break
            if not self._lines[at].blank:
                top = at
        bottom = last
        for at in range(last + 1, min(self._region[1], last + 40)):
            if not self._belongs(self._lines[at], words):
                break
            if not self._lines[at].blank or self._lines[at].layout == "rule":
                bottom = at
        return top, bottom + 1

    @staticmethod
    def _belongs(line: Line, words: Vocabulary) -> bool:
        if line.blank or len(line.fields) > 1 or line.layout in ("rule", "furniture"):
            return True
        return all(words.is_worded(field.passage.text) for field in line.fields)

    def _is_heading(self, at: int, words: Vocabulary) -> bool:
        """The first line of the region may be the part's heading, which is worded much like the table."""
        fields = self._lines[at].fields
        return len(fields) == 1 and not words.is_text(fields[0].passage.text)


def _left_over(reading: Reading) -> list[Piece]:
    """The figures that are no row's. Nearly always each run is a row."""
    done = {
        run
        for row in reading.rows
        if row.mended or (len(row.runs) == 1 and len(row.figures) == len(reading.runs[row.runs[0]].figures))
        for run in row.runs
    }
    open_runs = [run for number, run in enumerate(reading.runs) if number not in done]
    bound = {id(piece) for row in reading.rows for piece in row.figures} if open_runs else set()
    return [piece for run in open_runs for piece in run.figures if id(piece) not in bound]
