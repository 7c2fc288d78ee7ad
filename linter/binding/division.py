"""Cells that hold several figures, or a label and its figures, cut where that makes their row whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from linter.binding.labels import Vocabulary
from linter.binding.pieces import Piece, as_figure
from linter.folding import key

_WORD = re.compile(r"\S+")
_FIGURE = r"-?\d[\d,]*(?:\.\d+)?[\u4e00-\u9fff]{0,2}"
_SEVERAL = re.compile(rf"(?P<figures>{_FIGURE}(?: +{_FIGURE})+)")
_LABELLED = re.compile(rf"(?:.*[^\d\s.,，:：-] +)?(?P<figures>{_FIGURE}(?: +{_FIGURE})*)")


def divided(row: list[Piece], words: Vocabulary) -> list[Piece]:
    """The pieces of a delimited line, those with several whole numbers divided where a row has as many figures then,
    and has not without; else also those with a label in front of the numbers. A single ``1 234`` is one number."""
    spaced = [piece for piece in row if " " in piece.passage.text and _LABELLED.fullmatch(piece.passage.text)]
    if not spaced or (len(spaced) == 1 and spaced[0].figure) or _count(row) in words.widths:
        return row
    for pattern in (_SEVERAL, _LABELLED):
        cut: list[Piece] = []
        for piece in row:
            found = pattern.fullmatch(piece.passage.text)
            cut += _parts(piece, found, words.endings) if found else [piece]
        if _count(cut) in words.widths:
            return cut
    return row


def _count(row: Sequence[Piece]) -> int:
    return sum([piece.kind == "figure" for piece in row])


def _parts(piece: Piece, found: re.Match[str], labels: Collection[str]) -> Iterator[Piece]:
    """The figures of a piece, and the label in front of them."""
    figures = found.start("figures")
    if figures:
        if key(found.string[:figures]) not in labels:
            yield piece
            return
        label = piece.passage.cut(0, figures).strip()
        yield piece._replace(passage=label, span=label.span())
    for word in _WORD.finditer(found.string, figures):
        passage = piece.passage.cut(*word.span())
        at = piece.at + passage.starts[0] - piece.span.start
        yield piece._replace(kind="figure", passage=passage, span=passage.span(), at=at, figure=as_figure(passage.text))
