"""How the rows' labels are worded in the file: the words that make up each, wherever a converter has put them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.binding.labels import pairs
from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading
from linter.folding import key
from linter.form import RowForm
from linter.source import Passage, join

_WORD = re.compile(r"\S+")
_ENOUGH = 0.6
_FOUND = 0.7


class Word(NamedTuple):
    """A word of a text between the runs."""

    piece: Piece
    passage: Passage


class Wording:
    """Gives each row its label, and each word to one row only."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.used: set[int] = set()
        """The identities of the pieces that labels are made of."""
        self.labels: dict[int, Passage] = {}
        self.lines: dict[int, list[int]] = {}
        """By row: the lines its label stands on."""

    def give(self, rows: Sequence[RowReading]) -> None:
        """Find the labels of rows that have figures, in order."""
        gaps = self._reading.gaps
        for row in rows:
            if row.runs:
                before = gaps[row.runs[0]].texts[-12:]
                behind = gaps[row.runs[-1] + 1].texts[:6]
                self._give(row.number, self._reading.shape.rows[row.number], before, behind)

    def find(self, number: int, texts: Sequence[Piece]) -> bool:
        """Whether texts that belong to no other row hold the label of a row; they are then its label."""
        form = self._reading.shape.rows[number]
        known = {key(label) for label in form.labels}
        if not any(key(word.passage.text) in known for word in self._whole(texts)):
            free: frozenset[str] = frozenset().union(*[pairs(word.passage.text) for word in self._words(texts)])
            if self._reading.shape.labels.scores(free).get(number, 0.0) <= _FOUND:
                return False
        self._give(number, form, texts, ())
        return number in self.labels

    def _whole(self, texts: Sequence[Piece]) -> Iterator[Word]:
        return (Word(piece, piece.passage) for piece in texts if id(piece) not in self.used)

    def _words(self, texts: Sequence[Piece]) -> Iterator[Word]:
        for piece in texts:
            if id(piece) in self.used:
                continue
            text = piece.passage.text
            if " " not in text and "\u3000" not in text:
                yield Word(piece, piece.passage)
                continue
            for word in _WORD.finditer(text):
                yield Word(piece, piece.passage.cut(word.start(), word.end()))

    def _give(self, number: int, form: RowForm, before: Sequence[Piece], behind: Sequence[Piece]) -> None:
        known = {key(label) for label in form.labels}
        for piece in reversed(before):
            if id(piece) not in self.used and key(piece.passage.text) in known:
                self._set(number, [Word(piece, piece.passage)])
                return
        every = frozenset().union(*(pairs(label) for label in form.labels))
        wanted = set(every)
        chosen = self._choose(list(self._words(before)), wanted, every)
        if wanted or "".join([key(word.passage.text) for word in chosen]) not in known:
            chosen += self._choose(list(self._words(behind)), wanted, every, chosen[-1] if chosen else None)
        chosen = _in_order(chosen, known)
        if chosen:
            self._set(number, chosen)

    def _choose(
        self, words: Sequence[Word], wanted: set[str], every: frozenset[str], last: Word | None = None
    ) -> list[Word]:
        """The words that are made of pairs still wanted, with single characters that join on to them."""
        chosen: list[Word] = []
        for at, word in enumerate(words):
            found = pairs(word.passage.text)
            bare = key(word.passage.text)
            if not bare:
                continue
            if len(bare) == 1:
                follower = key(words[at + 1].passage.text)[:1] if at + 1 < len(words) else ""
                leader = key(last.passage.text)[-1:] if last else ""
                fits = bare + follower in wanted or leader + bare in every
                found = frozenset((bare + follower, leader + bare))
            else:
                fits = len(found & wanted) >= _ENOUGH * len(found)
            if fits:
                wanted -= found
                chosen.append(word)
                last = word
        return chosen

    def _set(self, number: int, words: Sequence[Word]) -> None:
        self.labels[number] = join([word.passage for word in words])
        self.lines[number] = [word.piece.line for word in words]
        self.used.update(id(word.piece) for word in words)


def _in_order(words: Sequence[Word], known: set[str]) -> list[Word]:
    """The words without those that stand before what they follow in the label: they are a neighbour's."""
    kept: list[Word] = []
    places: list[int] = []
    for word in words:
        bare = key(word.passage.text)
        place = max((label.find(bare[:2]) for label in known), default=-1)
        while places and place >= 0 and places[-1] > place:
            kept.pop()
            places.pop()
        kept.append(word)
        places.append(place)
    return kept
