"""How far the texts around each run of figures speak of each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linter.binding.labels import Shape, pairs
from linter.binding.pieces import Piece
from linter.binding.runs import Gap, Run

_TAIL = 0.6
_SURE = 0.8
_LIKELY = 0.35
_EARLIER = 0.35
_MOST_PARTS = 40
_BEGUN = re.compile(r"(?:^|(?<=\s))(?=[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}) ?[)）.．、])")
"""Where a word begins with an enumerator, and so, very likely, a label."""


def speech_of(runs: Sequence[Run], gaps: Sequence[Gap], shape: Shape) -> list[Mapping[int, float]]:
    """For each run, how much of each row's label stands before it, or (counting less) only behind it. What stands on
    a delimited line itself, or right before a run, counts most: the labels before it may be those of empty rows."""
    if not shape.labels.owners:
        return [{} for _ in runs]
    speech: list[Mapping[int, float]] = []
    for number, run in enumerate(runs):
        texts = gaps[number].texts
        if run.alone:
            own = shape.labels.scores(_line_pairs(texts, run.first))
            sure = [row for row, score in own.items() if score >= _SURE]
            if sure:
                speech.append(_latest(own, sure, shape, gaps[number]))
                continue
        scores = dict(shape.labels.scores(gaps[number].pairs))
        likely = [row for row, score in scores.items() if score > _LIKELY]
        if len(likely) != 1 or scores[likely[0]] < 0.95:
            for row, score in shape.labels.scores(gaps[number + 1].pairs - gaps[number].pairs).items():
                scores[row] = min(1.0, scores.get(row, 0.0) + _TAIL * score)
        speech.append(_latest(scores, likely, shape, gaps[number]))
    return speech


def _latest(scores: Mapping[int, float], rows: Sequence[int], shape: Shape, gap: Gap) -> Mapping[int, float]:
    """The scores, less for all of several rows but the one whose label begins last."""
    if len(rows) < 2:
        return scores
    last = shape.labels.last_begun(gap.bare, sorted(rows))
    return {row: score - _EARLIER if row in rows and row != last else score for row, score in scores.items()}


def speech_around(runs: Sequence[Run], gaps: Sequence[Gap], shape: Shape) -> list[Mapping[int, float]]:
    """For each run, how much of each row's label stands around it, where enumerators say which row a text is of: a row
    begins with the last enumerator before its figures, and goes on behind them up to the next enumerator."""
    parts = [_parts(gap) for gap in gaps]
    tails = [behind[0] if len(behind) > 1 or at == len(runs) else "" for at, behind in enumerate(parts)]
    return [shape.labels.scores(pairs(parts[at][-1] + tails[at + 1])) for at in range(len(runs))]


def _parts(gap: Gap) -> list[str]:
    """The texts of a gap, each cut where a word begins with an enumerator; what comes before the first is the first
    part, perhaps an empty one."""
    parts = [""]
    for text in gap.texts[-_MOST_PARTS:]:
        before, *begun = _BEGUN.split(text.passage.text)
        parts[-1] += before
        parts += begun
    return parts


def _line_pairs(texts: Sequence[Piece], line: int) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for text in reversed(texts):
        if text.line != line:
            break
        here = pairs(text.passage.text)
        found = found | here if found else here
    return found
