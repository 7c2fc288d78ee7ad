"""How far the texts around each run of figures speak of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.binding.labels import Shape, pairs
from linter.binding.pieces import Piece
from linter.binding.runs import Gap, Run

_TAIL = 0.6
_SURE = 0.8
_LIKELY = 0.35
_EARLIER = 0.35


def speech_of(runs: Sequence[Run], gaps: Sequence[Gap], shape: Shape) -> list[Mapping[int, float]]:
    """For each run, how much of each row's label stands before it, or (counting less) only behind it. What stands on
    a delimited line itself, or right before a run, counts most: the labels before it may be those of empty rows."""
    if not shape.labels.owners:
        return [{} for _ in runs]
    found = [gap.pairs for gap in gaps]
    speech: list[Mapping[int, float]] = []
    for number, run in enumerate(runs):
        texts = gaps[number].texts
        if run.alone:
            own = shape.labels.scores(_line_pairs(texts, run.first))
            if max(own.values(), default=0.0) >= _SURE:
                speech.append(own)
                continue
        scores = shape.labels.scores(found[number])
        likely = [row for row, score in scores.items() if score > _LIKELY]
        if len(likely) != 1 or scores[likely[0]] < 0.95:
            for row, score in shape.labels.scores(found[number + 1] - found[number]).items():
                scores[row] = min(1.0, scores.get(row, 0.0) + _TAIL * score)
        if len(likely) > 1:
            last = shape.labels.last_begun(gaps[number].bare, likely)
            scores.update({row: scores[row] - _EARLIER for row in likely if row != last})
        speech.append(scores)
    return speech


def _line_pairs(texts: Sequence[Piece], line: int) -> set[str]:
    found: set[str] = set()
    for text in reversed(texts):
        if text.line != line:
            break
        found |= pairs(text.passage.text)
    return found
