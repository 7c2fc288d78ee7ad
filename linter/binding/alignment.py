"""Which run of figures is which row: found by the order of the rows and their labels together.

Every way to walk through runs and rows at once has a score; the best one is the reading. Runs that are beyond doubt
(a row's label, its number of figures, its sums) are set first, so that only what lies between them is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from linter.binding.labels import Shape
from linter.binding.runs import Gap, Run
from linter.binding.speech import speech_of

_MOST_STATES = 60_000
_MOST_JOINED = 4
_MOST_SURPLUS = 3
_NEVER = 9.0
_LEAST_COUNTED = 4
_FIRST = (Decimal(0), Decimal(1))


class Match(NamedTuple):
    """A row, the runs that are its figures (one, or several cut by texts), and which part of the run: figures
    ``start`` to ``end`` of the first run (``end`` None: all)."""

    row: int
    runs: tuple[int, ...]
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, eq=False)
class Alignment:
    """The reading of one shape: its matches in order, and its score. ``speech[i]`` says how far the texts around run
    ``i`` speak of each row; ``held`` whether the sums of a row hold for a run (by run and row), as far as was asked."""

    shape: Shape
    matches: tuple[Match, ...]
    score: float
    speech: Sequence[Mapping[int, float]]
    held: Mapping[tuple[int, int], bool | None] = field(default_factory=dict)


class TooLongError(Exception):
    """There is too much in the region to search it."""


Speech = Callable[[Sequence[Run], Sequence[Gap], Shape], Sequence[Mapping[int, float]]]


def align(runs: Sequence[Run], gaps: Sequence[Gap], shape: Shape, listen: Speech = speech_of) -> Alignment:
    """The best reading of the runs as the rows of a shape, the labels heard as ``listen`` does. Raises
    ``TooLongError`` where the search has no bounds."""
    speech = listen(runs, gaps, shape)
    walk = _Walk(runs, gaps, speech, shape)
    matches: list[Match] = []
    score = 0.0
    run = row = 0
    for at, match in (*walk.anchors(), (len(runs), Match(len(shape.rows), ()))):
        if (run, row) != (at, match.row):
            found, worth = walk.search(run, at, row, match.row)
            matches += found
            score += worth
        if match.runs:
            matches.append(match)
            score += walk.worth_of(at, match.row)
        run, row = at + 1, match.row + 1
    return Alignment(shape, tuple(matches), score, speech, walk.held)


class _Walk:
    def __init__(
        self, runs: Sequence[Run], gaps: Sequence[Gap], speech: Sequence[Mapping[int, float]], shape: Shape
    ) -> None:
        self._runs = runs
        self._gaps = gaps
        self._speech = speech
        self._shape = shape
        self._counts = [len(run.figures) for run in runs]
        self._values = [run.values for run in runs]
        self.held: dict[tuple[int, int], bool | None] = {}
        self._counting = {at for at, run in enumerate(runs) if run.counting or _count_up(self._values[at])}

    def anchors(self) -> list[tuple[int, Match]]:
        """The runs whose row is beyond doubt, in order; none where they contradict the order of the form."""
        claims: dict[int, list[int]] = {}
        for run, scores in enumerate(self._speech):
            if not scores:
                continue
            best, *rest = sorted(scores.values(), reverse=True)
            row = max(scores, key=scores.__getitem__)
            if best >= 0.75 and (not rest or rest[0] < best - 0.1) and self._fits(run, row):
                claims.setdefault(row, []).append(run)
        found = sorted((runs[0], Match(row, (runs[0],))) for row, runs in claims.items() if len(runs) == 1)
        rows = [match.row for _, match in found]
        return found if rows == sorted(rows) else []

    def _fits(self, run: int, row: int) -> bool:
        width = self._shape.widths[row]
        if self._runs[run].followed or self._width(run, width) != width:
            return False
        return self._holds(run, row) is not False

    def _width(self, run: int, width: int) -> int:
        """How many figures a run has; equal ones over the fields of one merged cell are one figure."""
        values = self._values[run]
        return 1 if width == 1 and len(values) > 1 and values.count(values[0]) == len(values) else len(values)

    def _holds(self, run: int, row: int) -> bool | None:
        """Whether the sums of a row hold for a run's first figures; None where that cannot be told."""
        if (run, row) not in self.held:
            width = self._shape.widths[row]
            known = [value for value in self._values[run][:width] if value is not None]
            self.held[run, row] = self._shape.sums.row_holds(row, known) if len(known) == width else None
        return self.held[run, row]

    def worth_of(self, run: int, row: int) -> float:
        """What it is worth to read a run as a row; below 0 it is out of the question."""
        if run in self._counting:
            return -_NEVER
        width = self._shape.widths[row]
        count = self._width(run, width)
        said = self._speech[run].get(row, 0.0)
        prose = (0.6 if self._shape.sums.own[row] else _NEVER) if self._runs[run].followed else 0.0
        if count == width:
            return 1 + 1.5 * said + (0.4 if self._holds(run, row) else 0.0) - prose
        if count < width and self._runs[run].places >= width:
            return 0.7 + 1.5 * said - prose if said > 0.3 or not self._shape.labels.owners else -_NEVER
        if count < width:
            near = count >= width - 2
            return 0.2 * count / width + 1.5 * said - 0.2 - prose if said > 0.3 or near else -_NEVER
        if count > width + _MOST_SURPLUS:
            return -_NEVER
        if not self._runs[run].alone and not self._shape.sums.own[row]:
            return 0.6 + 1.5 * said - prose
        return said - 0.2 - prose

    def search(self, run: int, run_end: int, row: int, row_end: int) -> tuple[list[Match], float]:
        """The best walk through runs ``run`` to ``run_end`` and rows ``row`` to ``row_end``, and its score."""
        runs, rows = run_end - run, row_end - row
        if not runs and not rows:
            return [], 0.0
        if runs * (rows + 1) > _MOST_STATES:
            raise TooLongError
        skipped = [-0.2 - (0.25 * min(self._counts[i], 6) if self._counts[i] > 1 else 0) for i in range(run, run_end)]
        best = [[-1e9] * (rows + 1) for _ in range(runs + 1)]
        step: list[list[tuple[int, int]]] = [[(0, 0)] * (rows + 1) for _ in range(runs + 1)]
        best[0][0] = 0.0
        for i in range(runs + 1):
            for r in range(rows + 1):
                score = best[i][r]
                if r < rows:
                    self._improve(best, step, i, r, 0, 1, score - 1.0)
                if i == runs:
                    continue
                self._improve(best, step, i, r, 1, 0, score + skipped[i])
                if r == rows:
                    continue
                self._improve(best, step, i, r, 1, 1, score + self.worth_of(run + i, row + r))
                for joined, taken, worth in self._joined(run + i, run_end, row + r, row_end):
                    self._improve(best, step, i, r, joined, taken, score + worth)
        return self._trace(step, run, run_end, row, row_end), best[runs][rows]

    @staticmethod
    def _improve(
        best: list[list[float]], step: list[list[tuple[int, int]]], i: int, r: int, runs: int, rows: int, score: float
    ) -> None:
        if score > best[i + runs][r + rows]:
            best[i + runs][r + rows] = score
            step[i + runs][r + rows] = (runs, rows)

    def _joined(self, run: int, run_end: int, row: int, row_end: int) -> list[tuple[int, int, float]]:
        """Several runs as one row that texts have cut, or that stands on delimited lines without another text on them;
        and one run as several rows whose labels are lost."""
        width = self._shape.widths[row]
        found: list[tuple[int, int, float]] = []
        total = self._counts[run]
        if total < width:
            alone = self._runs[run].alone
            for end in range(run + 1, min(run_end, run + _MOST_JOINED)):
                total += self._counts[end]
                mixed = alone and not self._runs[end].alone  # the end of a line of cells, on a line without delimiters
                apart = self._gaps[end].texts if alone else self._runs[end].alone
                if total > width or apart or self._runs[end - 1].followed or end in self._counting:
                    break
                if total == width:
                    values = [value for at in range(run, end + 1) for value in self._values[at]]
                    whole = [value for value in values if value is not None]
                    holds = len(whole) == width and self._shape.sums.row_holds(row, whole)
                    if not holds and (mixed or not (alone or self._shape.labels.owners)):
                        continue
                    said = self._speech[run].get(row, 0.0)
                    found.append((end + 1 - run, 1, 0.5 + 1.5 * said + (0.4 if holds else 0.0)))
        elif total > width and not self._runs[run].alone:
            rows = 1
            while total > width and row + rows < row_end:
                width += self._shape.widths[row + rows]
                rows += 1
            if total == width and self._all_hold(run, row, rows):
                said = max(self._speech[run].get(row + at, 0.0) for at in range(rows))
                found.append((1, rows, 0.8 * rows + said))
        return found

    def _all_hold(self, run: int, row: int, rows: int) -> bool:
        at = 0
        for number in range(row, row + rows):
            width = self._shape.widths[number]
            values: list[Decimal] = [value for value in self._values[run][at : at + width] if value is not None]
            if len(values) < width or not self._shape.sums.row_holds(number, values):
                return False
            at += width
        return True

    def _trace(self, step: list[list[tuple[int, int]]], run: int, run_end: int, row: int, row_end: int) -> list[Match]:
        matches: list[Match] = []
        i, r = run_end - run, row_end - row
        while i or r:
            runs, rows = step[i][r]
            i, r = i - runs, r - rows
            if runs and rows == 1:
                matches.append(Match(row + r, tuple(range(run + i, run + i + runs))))
            elif runs and rows > 1:
                matches += reversed(self._parts(run + i, row + r, rows))
        return matches[::-1]

    def _parts(self, run: int, row: int, rows: int) -> list[Match]:
        parts: list[Match] = []
        at = 0
        for number in range(row, row + rows):
            parts.append(Match(number, (run,), at, at + self._shape.widths[number]))
            at += self._shape.widths[number]
        return parts


def _count_up(values: Sequence[Decimal | None]) -> bool:
    """Whether the figures of a run are the numbers of the table's columns."""
    first = values[0]
    if len(values) < _LEAST_COUNTED or first is None or first not in _FIRST or values[1] != first + 1:
        return False
    return all(value == first + at for at, value in enumerate(values))
