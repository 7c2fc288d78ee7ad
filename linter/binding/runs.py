"""Runs of figures and the texts between them: what is left of rows when all layout is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from linter.binding.division import divided
from linter.binding.labels import Vocabulary
from linter.binding.pieces import Piece
from linter.folding import key

_MOST_TEXTS = 40
_MOST_HALVES = 1
_PROSE = re.compile("[，。；：、,;:]|.{4}")
"""What a text behind a figure on its line is, if it is more than a unit."""


@dataclass(eq=False)
class Run:
    """Figures with no text between them, or all figures of one delimited line.

    ``texts`` are the texts between the figures of a delimited line, ``empties`` its empty places or, in a column of
    lines, those among and behind the figures. ``alone``: the run is one delimited line. ``followed``: a text stands
    behind it on its own line, as in prose. ``counting``: it is the running number of a row.
    """

    figures: list[Piece]
    texts: list[Piece] = field(default_factory=list)
    empties: list[Piece] = field(default_factory=list)
    alone: bool = False
    followed: bool = False
    counting: bool = False

    @property
    def places(self) -> int:
        """How many places it has for figures, filled or not."""
        return len(self.figures) + len(self.empties) + len(self.texts)

    @cached_property
    def values(self) -> list[Decimal | None]:
        """The values of its figures, None for what is no number."""
        return [piece.figure.value if piece.figure else None for piece in self.figures]

    @property
    def first(self) -> int:
        return self.figures[0].line

    @property
    def last(self) -> int:
        return self.figures[-1].line


@dataclass(eq=False)
class Gap:
    """The texts before a run (or behind the last), with the empty places among them."""

    texts: list[Piece] = field(default_factory=list)
    empties: list[Piece] = field(default_factory=list)

    @cached_property
    def bare(self) -> str:
        """What is left of its texts to compare them by, one behind the other."""
        return "".join([key(text.passage.text) for text in self.texts[-_MOST_TEXTS:]])

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of its texts, seams included: a label may be cut there."""
        bare = self.bare
        return frozenset([bare[at : at + 2] for at in range(len(bare) - 1)])


def runs_and_gaps(lines: Iterable[list[Piece]], words: Vocabulary) -> tuple[list[Run], list[Gap]]:
    """The runs of the pieces of some lines in order, and the gaps around them: gap ``i`` stands before run ``i``, one
    more behind the last.

    What stands before a row label on its line belongs to no row (a running number). Where a text of the form begins
    behind a figure the table goes on, and no prose. A run ends at a text, at the end of a delimited line, and at a line
    end once a row may be whole: the line held at least three figures and the run the least number of columns.
    """
    builder = _Builder(words)
    for line in lines:
        builder.add(line)
    return builder.runs, builder.gaps


class _Builder:
    """Takes the pieces line by line."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.runs: list[Run] = []
        self.gaps: list[Gap] = [Gap()]
        self._open = False
        self._counted = 0
        self._next: Decimal | None = None

    def add(self, line: list[Piece]) -> None:
        if self._is_counted(line):
            self._set_aside(line[:1])
            line = line[1:]
        if len(line) > 1 and line[0].field >= 0:
            self._add_delimited(divided(line, self._words))
        else:
            self._add_words(line)

    def _is_counted(self, line: list[Piece]) -> bool:
        """Whether the line begins with a running number: the lines above count up to it from 0 or 1, with texts behind
        the numbers of the first two."""
        value = line[0].figure.value if line[0].figure and len(line) > 1 else None
        if value is None or value != self._next:
            self._counted = 0
        starts = value in (0, 1) if not self._counted else True
        texts = self._counted > 1 or (len(line) > 1 and line[1].kind != "figure")
        self._counted = self._counted + 1 if value is not None and starts and texts else 0
        self._next = value + 1 if value is not None and self._counted else None
        return self._counted > 2

    def _set_aside(self, pieces: list[Piece]) -> None:
        """What stands before a row on its line and is none of it: a running number."""
        self._open = False
        self._add_words(pieces)
        self.runs[-1].followed = self.runs[-1].counting = True
        self._open = False

    def _add_delimited(self, line: list[Piece]) -> None:
        """A row, or several. Behind a figure, a row label is the text of the line's second half (income and spending
        side by side), or without a label before that figure the figure is a running number; more labels there are
        those of all the rows of a table on one line."""
        self._open = False
        texts = [place for place, piece in enumerate(line) if piece.kind == "text"]
        labels = [place for place in texts if key(line[place].passage.text) in self._words.row_labels]
        figure = next((place for place, piece in enumerate(line) if piece.kind == "figure"), len(line))
        behind = [place for place in labels if place > figure]
        if len(behind) > _MOST_HALVES:
            for row in _rows_of(line):
                self._add_row(row)
        elif behind and behind == labels:
            self._set_aside(line[: behind[0]])
            self._add_row(line[behind[0] :])
        else:
            self._add_row(line)
        self._open = False

    def _add_row(self, line: list[Piece]) -> None:
        gap = self.gaps[-1]
        figures: list[Piece] = []
        between: list[Piece] = []
        since: list[Piece] = []  # the texts since the last figure
        empties: list[Piece] = []
        for piece in line:
            kind = piece.kind
            if kind == "figure":
                if since:
                    (between if figures else gap.texts).extend(since)
                    since = []
                figures.append(piece)
            else:
                (since if kind == "text" else empties).append(piece)
        if figures:
            self.runs.append(Run(figures, between, empties, alone=True))
            self.gaps.append(Gap(since))
        else:
            gap.texts += since
            gap.empties += empties

    def _add_words(self, line: list[Piece]) -> None:
        for piece in line:
            if piece.kind == "figure":
                if self._open:
                    self.runs[-1].figures.append(piece)
                else:
                    self.runs.append(Run([piece]))
                    self.gaps.append(Gap())
                    self._open = True
            elif piece.kind == "empty":
                if self._open:
                    self.runs[-1].empties.append(piece)
                else:
                    self.gaps[-1].empties.append(piece)
            else:
                if self._open and line[0] is not piece and self._is_prose(piece.passage.text):
                    self.runs[-1].followed = True
                self._open = False
                self.gaps[-1].texts.append(piece)
        if self._open and len(line) >= 3 and len(self.runs[-1].figures) >= self._words.least_width:
            on_line = sum(piece.kind == "figure" for piece in line)
            self._open = on_line < 3

    def _is_prose(self, text: str) -> bool:
        """Whether the text behind a figure is more than a unit, and not the next row of a table on one line."""
        if not _PROSE.search(text):
            return False
        figure = self.runs[-1].figures[-1].figure
        return not (figure and figure.kind == "number" and key(text.split(None, 1)[0]) in self._words.texts)


def _rows_of(line: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The rows of a table that stands on one line: each ends where a text follows a figure."""
    start, filled = 0, False
    for place, piece in enumerate(line):
        if filled and piece.kind == "text":
            yield list(line[start:place])
            start, filled = place, False
        filled = filled or piece.kind == "figure"
    yield list(line[start:])
