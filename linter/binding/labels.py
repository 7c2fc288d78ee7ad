"""The labels of a form's rows, made ready to be recognised in pieces.

Converters cut labels, move them about and print others beside them; what survives is most of their pairs of
characters. So a label is the set of its pairs, and a text speaks of a row as far as it holds the row's pairs, each
weighing the less the more rows share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from linter.binding.arithmetic import Arithmetic
from linter.folding import fold_text, key
from linter.form import RowForm, TableForm

_OF_THE_FORM = 0.6
_LONGEST_HEADER = 60
_SENTENCE = re.compile("[。；;！!？?]")
_BEGINNING = 3
_MOST_PAIRS = 60
_MOST_KNOWN = 128
_REMARK = re.compile("（[^（）]{4,}）$")


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, signs and white space left out."""
    bare = key(text)
    return frozenset([bare[at : at + 2] for at in range(len(bare) - 1)] or [bare] * len(bare))


@dataclass(frozen=True, eq=False)
class Labels:
    """The row labels of one shape of a table. ``index`` gives for a pair of characters the spellings that have it and
    its weight there; the weights of a spelling add up to 1. ``beginnings`` are the first characters of each row's
    labels."""

    beginnings: tuple[tuple[str, ...], ...]
    owners: tuple[int, ...]
    index: Mapping[str, tuple[tuple[int, float], ...]]
    known: dict[frozenset[str], Mapping[int, float]] = field(default_factory=dict, repr=False)

    def scores(self, found: frozenset[str]) -> Mapping[int, float]:
        """How much of each row's label the pairs found make up, 0 to 1; rows with nothing are left out. Reports of one
        form find much the same pairs."""
        if len(found) > _MOST_PAIRS:
            return self._scores(found)
        known = self.known.get(found)
        if known is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            known = self.known[found] = self._scores(found)
        return known

    def _scores(self, found: Iterable[str]) -> dict[int, float]:
        spellings: dict[int, float] = {}
        for pair in found:
            for spelling, weight in self.index.get(pair, ()):
                spellings[spelling] = spellings.get(spelling, 0.0) + weight
        best: dict[int, float] = {}
        for spelling, score in spellings.items():
            row = self.owners[spelling]
            score = round(score, 9)  # the order in which pairs were added is no one's to say
            if score > best.get(row, 0.0):
                best[row] = score
        return best

    def last_begun(self, text: str, rows: Sequence[int]) -> int:
        """Of several rows, the one whose label begins last in a text (a key)."""
        return max(rows, key=lambda row: max(map(text.rfind, self.beginnings[row])))


@dataclass(frozen=True, eq=False)
class Shape:
    """One accepted list of rows, with all that reading needs to know of it."""

    number: int
    rows: tuple[RowForm, ...]
    widths: tuple[int, ...]
    labels: Labels
    sums: Arithmetic


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A table's form made ready for reading. ``texts`` are the keys of all texts of the form that may stand in the
    table, ``words`` their pairs of characters, ``characters`` their characters; ``row_labels`` are the keys of the row
    labels, ``endings`` these and all that they may end in where they are cut; ``widths`` are the numbers of columns
    that rows have, ``least_width`` the least."""

    form: TableForm
    shapes: tuple[Shape, ...]
    texts: frozenset[str]
    words: frozenset[str]
    characters: frozenset[str]
    row_labels: frozenset[str]
    endings: frozenset[str]
    least_width: int
    widths: frozenset[int]

    def share(self, text: str) -> float:
        """How much of a text is made of the form's words, 0 to 1."""
        found = pairs(text)
        return len(found & self.words) / len(found) if found else 0.0

    def is_worded(self, text: str) -> bool:
        """Whether a text is made of the form's words, whole or in pieces, and is no prose about them."""
        bare = key(text)
        if bare in self.texts or self.share(text) >= _OF_THE_FORM:
            return True
        strange = sum(char not in self.characters for char in bare)
        return 10 * strange <= len(bare) <= _LONGEST_HEADER and not _SENTENCE.search(text)

    def is_text(self, text: str) -> bool:
        """Whether each word of a text is a text of the form."""
        return all(key(word) in self.texts for word in text.split())


def vocabulary(form: TableForm) -> Vocabulary:
    """The vocabulary of a table's form, made once."""
    if "vocabulary" not in form.memo:
        form.memo["vocabulary"] = _prepare(form)
    return cast("Vocabulary", form.memo["vocabulary"])


def _prepare(form: TableForm) -> Vocabulary:
    shapes = tuple(
        Shape(
            number,
            rows,
            tuple(len(row.columns) for row in rows),
            _labels(rows),
            Arithmetic.of(rows, form.sums[number] if number < len(form.sums) else ()),
        )
        for number, rows in enumerate(form.shapes)
    )
    texts = frozenset(map(key, _texts(form)))
    return Vocabulary(
        form,
        shapes,
        texts,
        frozenset().union(*map(pairs, texts)),
        frozenset().union(*texts),
        frozenset(key(label) for row in form.every_row() for label in row.labels),
        frozenset(ending for row in form.every_row() for label in row.labels for ending in _endings(key(label))),
        min((min(shape.widths) for shape in shapes if shape.widths), default=1),
        frozenset(width for shape in shapes for width in shape.widths),
    )


def _endings(label: str) -> Iterable[str]:
    return (label[at:] for at in range(max(1, len(label) - 1)))


def _texts(form: TableForm) -> Iterable[str]:
    yield from form.notes
    for row in form.every_row():
        yield from row.labels
        yield from row.headers
        for spellings in row.group_labels:
            yield from spellings
        for column in row.columns:
            yield from column.labels
            for spellings in column.group_labels:
                yield from spellings


def _labels(rows: Sequence[RowForm]) -> Labels:
    spellings = [(number, pairs(_core(label))) for number, row in enumerate(rows) for label in row.labels]
    having: dict[str, set[int]] = {}
    for number, found in spellings:
        for pair in found:
            having.setdefault(pair, set()).add(number)
    index: dict[str, list[tuple[int, float]]] = {}
    for spelling, (_, found) in enumerate(spellings):
        whole = sum(1 / len(having[pair]) for pair in found)
        for pair in found:
            index.setdefault(pair, []).append((spelling, 1 / len(having[pair]) / whole))
    return Labels(
        tuple(tuple(key(label)[:_BEGINNING] for label in row.labels) for row in rows),
        tuple(number for number, _ in spellings),
        {pair: tuple(entries) for pair, entries in index.items()},
    )


def _core(label: str) -> str:
    """A label without the remark in brackets behind it, which is often shortened or left out."""
    folded = fold_text(label)
    return _REMARK.sub("", folded) or folded
