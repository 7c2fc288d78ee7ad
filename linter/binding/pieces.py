"""Lines cut into pieces: figures, texts and empty places, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from linter.blocks import Line
from linter.figures import Figure, read_figure
from linter.folding import key
from linter.source import Passage, Source, Span, join, make

Kind = Literal["figure", "text", "empty"]


class Piece(NamedTuple):
    """A figure, a text or an empty place.

    ``line`` is an index into the lines, ``number`` the physical line (from 1) and ``at`` the column (from 0, in code
    points) where the piece begins; ``field`` is the number of its field in a delimited line, else -1.
    """

    kind: Kind
    passage: Passage
    span: Span
    line: int
    number: int
    at: int
    field: int
    figure: Figure | None = None


_WORD = re.compile(r"\S+")
_BEGINS = frozenset("-+\u2010\u2011\u2012\u2013\u2014\u2015\u2212/\\无,，")
_MAYBE_FIGURE = re.compile(rf"[\d{re.escape(''.join(sorted(_BEGINS)))}]")
_HALF = re.compile(r"\d{1,3}(?:[,，]\d{3})*[,，]|[,，]\d{3}(?:[,，]\d{3})*")
"""Half of a number whose thousands were cut at the separator."""

_GLUED = re.compile(r"(.*[^\d.,，])(\d[\d,，]*(?:\.\d+)?)$")
_INTRODUCED = re.compile(r"[:：][\d,，.]+\s+\d")
_NOTHINGS = frozenset(["nan", "NaN", "None", "null", "NULL", "<NA>"])
"""What scripts write where a cell is empty."""

_POINTS = frozenset(".．")
_FRACTION = re.compile(r"[.．]\d+")
_ENUMERATOR = re.compile(r"[.．、)）]")


def pieces(
    source: Source,
    lines: Sequence[Line],
    first: int,
    last: int,
    labels: Collection[str] = (),
) -> list[list[Piece]]:
    """The pieces of each line of a range that has any, in order. ``labels`` are the keys of labels, and of their ends,
    behind which a figure is one even without a space between."""
    found: list[list[Piece]] = []
    divided = False
    for index in range(first, last):
        line = lines[index]
        if line.layout == "plain" and len(line.fields) == 1:
            found.append(_words_of_line(line, index, labels))
            divided = divided or line.fields[0].passage.text[0] in _POINTS
        elif line.fields:
            found.append(_field_pieces(source, line, index))
    return _with_decimals(found) if divided else found


def _with_decimals(lines: list[list[Piece]]) -> list[list[Piece]]:
    """The lines, those joined on which a converter has left parts of one number alone: its point, with the digits
    behind it or without."""
    joined: list[list[Piece]] = []
    at = 0
    while at < len(lines):
        count = next((count for count in (2, 3) if _is_decimal(lines[at : at + count])), 1)
        if count > 1:
            first, passage = lines[at][0], join([line[0].passage for line in lines[at : at + count]])
            joined.append([first._replace(passage=passage, span=passage.span(), figure=as_figure(passage.text))])
        else:
            joined.append(lines[at])
        at += count
    return joined


def _is_decimal(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether each line holds one part of a number: the first its whole digits, the others the point and the rest."""
    whole, *rest = [line[0].passage.text if len(line) == 1 else "" for line in lines]
    return whole.isdecimal() and _FRACTION.fullmatch("".join(rest)) is not None and rest[-1][-1:].isdecimal()


def _field_pieces(source: Source, line: Line, index: int) -> list[Piece]:
    """A piece for each field of a line."""
    row: list[Piece] = []
    number, last, (begin, _), _, fields, _ = line
    delimited = len(fields) > 1
    at = 0
    for passage, span, column, _ in fields:
        start = span.start
        if last > line.number:
            number, at = source.place(start)
            at -= 1
        else:
            at = start - begin
        text, starts, ends = passage
        place = column if delimited else -1
        first = text[:1]
        figure = as_figure(text) if first.isdecimal() or first in _BEGINS else None
        if not text or (figure is None and text in _NOTHINGS):
            row.append(make(Piece, ("empty", passage, span, index, number, at, place, None)))
            continue
        kind = "figure" if figure else "text"
        within = span if len(text) == span.end - start else make(Span, (starts[0], ends[-1]))
        row.append(make(Piece, (kind, passage, within, index, number, at, place, figure)))
    return row


def _words_of_line(line: Line, index: int, labels: Collection[str]) -> list[Piece]:
    """A line without delimiters: figures stand between white space, what stands between figures is text."""
    found: list[Piece] = []
    passage = line.fields[0].passage
    text = passage.text
    words = _words(text, labels) if _MAYBE_FIGURE.search(text) else [Span(0, len(text))]
    if len(words) == 1:
        figure = _figure(text)
        return [_piece("figure" if figure else "text", passage, line, index, figure)]
    whole = _figure(text) if len(words) < 4 else None
    if whole and whole.unit:
        return [_piece("figure", passage, line, index, whole)]
    begin = -1
    figures = [_figure(text[word.start : word.end]) for word in words]
    cells = _first_cell(text, words, figures, labels)
    for position, (word, figure) in enumerate(zip(words, figures, strict=True)):
        nothing = figure is None and text[word.start : word.end] in _NOTHINGS
        follower = text[slice(*words[position + 1])] if position + 1 < len(words) else ""
        stated = figure is not None and figure.unit and position < cells
        if not nothing and (figure is None or stated or _is_enumerator(figure, follower)):
            begin = word.start if begin < 0 else begin
            continue
        if begin >= 0:
            found.append(_piece("text", passage.cut(begin, words[position - 1].end), line, index))
            begin = -1
        found.append(_piece("empty" if nothing else "figure", passage.cut(*word), line, index, figure))
    if begin >= 0:
        found.append(_piece("text", passage.cut(begin, len(text)), line, index))
    return found


def _first_cell(text: str, words: Sequence[Span], figures: Sequence[Figure | None], labels: Collection[str]) -> int:
    """From which word on figures with a unit are cells and no prose: several at the end of a line, or one behind a
    label."""
    first = len(words)
    while first and figures[first - 1]:
        first -= 1
    label = first
    while label and not figures[label - 1]:
        label -= 1
    labelled = label < first < len(words) and key(text[words[label].start : words[first - 1].end]) in labels
    return first if labelled or len(words) - first > 1 else len(words)


def _is_enumerator(figure: Figure, follower: str) -> bool:
    return figure.kind == "number" and _ENUMERATOR.match(follower) is not None


def _words(text: str, labels: Collection[str]) -> list[Span]:
    """What stands between white space; a label and the figure glued to it are two words, and so is whatever ends in a
    colon and the first of several figures."""
    if len(text.split(None, 1)) == 1 and (text.isdecimal() or not text[-1].isdecimal()):
        return [Span(0, len(text))]
    words: list[Span] = []
    for word in _WORD.finditer(text):
        glued = _GLUED.match(word[0]) if word[0][-1].isdecimal() else None
        if glued and (_INTRODUCED.match(text, word.start() + len(glued[1]) - 1) or key(glued[1]) in labels):
            middle = word.start() + len(glued[1])
            words += [Span(word.start(), middle), Span(middle, word.end())]
        else:
            words.append(Span(*word.span()))
    return words


def _piece(kind: Kind, passage: Passage, line: Line, index: int, figure: Figure | None = None) -> Piece:
    start = passage.starts[0]
    return Piece(kind, passage, Span(start, passage.ends[-1]), index, line.number, start - line.span.start, -1, figure)


def _figure(text: str) -> Figure | None:
    """The figure of a field or a word that begins like one."""
    first = text[0]
    return as_figure(text) if first.isdecimal() or first in _BEGINS else None


@lru_cache(maxsize=8192)
def as_figure(text: str) -> Figure | None:
    """The figure that a whole field or word is: a number (a short unit and a note may follow), a sign for nothing, or
    half of a number."""
    figure = read_figure(text)
    if figure.kind == "nil" or (figure.kind == "number" and len(figure.unit) <= 3):
        return figure
    return Figure("text") if _HALF.fullmatch(text) else None
