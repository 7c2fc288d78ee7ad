"""The labels of a form's rows, made ready to be recognised in pieces.

Converters cut labels, move them about and print others beside them; what survives is most of their pairs of
characters. So a label is the set of its pairs, and a text speaks of a row as far as it holds the row's pairs, each
weighing the less the more rows share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from linter.binding.arithmetic import Arithmetic
from linter.folding import fold_text, key
from linter.form import RowForm, TableForm

_REMARK = re.compile("（[^（）]{4,}）$")


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, signs and white space left out."""
    bare = key(text)
    return frozenset(map("".join, zip(bare, bare[1:], strict=False))) or frozenset((bare,) if bare else ())


@dataclass(frozen=True, eq=False)
class Labels:
    """The row labels of one shape of a table. ``index`` gives for a pair of characters the spellings that have it and
    its weight there; the weights of a spelling add up to 1."""

    rows: tuple[RowForm, ...]
    owners: tuple[int, ...]
    index: Mapping[str, tuple[tuple[int, float], ...]]

    def scores(self, found: Iterable[str]) -> dict[int, float]:
        """How much of each row's label the pairs found make up, 0 to 1; rows with nothing are left out."""
        spellings: dict[int, float] = {}
        for pair in found:
            for spelling, weight in self.index.get(pair, ()):
                spellings[spelling] = spellings.get(spelling, 0.0) + weight
        best: dict[int, float] = {}
        for spelling, score in spellings.items():
            row = self.owners[spelling]
            if score > best.get(row, 0.0):
                best[row] = score
        return best


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
    """A table's form made ready for reading. ``words`` are the pairs of every text of the form that may stand in the
    table, ``row_words`` those of its row labels alone."""

    form: TableForm
    shapes: tuple[Shape, ...]
    words: frozenset[str]
    least_width: int

    def share(self, text: str) -> float:
        """How much of a text is made of the form's words, 0 to 1."""
        found = pairs(text)
        return len(found & self.words) / len(found) if found else 0.0


_READY: dict[int, Vocabulary] = {}


def vocabulary(form: TableForm) -> Vocabulary:
    """The vocabulary of a table's form, made once."""
    ready = _READY.get(id(form))
    if ready is None or ready.form is not form:
        ready = _READY[id(form)] = _prepare(form)
    return ready


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
    words: set[str] = set()
    for text in _texts(form):
        words |= pairs(text)
    return Vocabulary(form, shapes, frozenset(words), min((min(shape.widths) for shape in shapes if shape.widths)))


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
        tuple(rows),
        tuple(number for number, _ in spellings),
        {pair: tuple(entries) for pair, entries in index.items()},
    )


def _core(label: str) -> str:
    """A label without the remark in brackets behind it, which is often shortened or left out."""
    folded = fold_text(label)
    return _REMARK.sub("", folded) or folded
