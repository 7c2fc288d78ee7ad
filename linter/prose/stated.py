"""The figures that running text states, read as a person reads them.

A number counts only in its own clause, with a verb and a subject of the form and a unit; a clause about another year,
another scope or a comparison speaks of another figure. All matches are read, not the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from linter.document import Document, Paragraph, StatedFigure
from linter.form import FigureForm
from linter.prose.clauses import Number, is_inexact, numbers

_CLAUSE = re.compile("[，。；：！？（）]")
_YEAR = re.compile(r"(20\d{2})年")
_SENTENCE_END = "。！？"
_AND = re.compile("[、和及与]")
_ELLIPTIC = 12
_LONGEST = 500
_SCALES = "万亿"


class _Words(NamedTuple):
    """The words of a figure as patterns; None where it has none."""

    says: re.Pattern[str] | None
    about: re.Pattern[str] | None
    units: re.Pattern[str]
    none: re.Pattern[str] | None
    besides: re.Pattern[str] | None
    amount: bool


@lru_cache(maxsize=256)
def _words(form: FigureForm) -> _Words:
    units = _any(form.units) or re.compile("[\u4e00-\u9fff]")
    return _Words(_any(form.says), _any(form.about), units, _any(form.none), _any(form.besides), form.amount)


def _any(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def read_figures(document: Document) -> dict[str, tuple[StatedFigure, ...]]:
    """What the running text states of each figure of the form, in the order of the text."""
    forms = document.form.figures
    fact = document.facts.get("year")
    year = str(fact.value) if fact else None
    found: dict[str, list[StatedFigure]] = {}
    by_scope = {
        scope: _reader(tuple(each for each in forms.items() if scope in each[1].scope)) for scope in _scopes(forms)
    }
    for paragraph in document.scope(*by_scope):
        reader = by_scope.get(paragraph.scope) or by_scope["document"]
        for id_, figure in reader.read(paragraph, year):
            found.setdefault(id_, []).append(figure)
    return {id_: tuple(figures) for id_, figures in found.items()}


def _scopes(forms: Mapping[str, FigureForm]) -> set[str]:
    return {scope for form in forms.values() for scope in form.scope}


class _Clause(NamedTuple):
    """A clause of folded text; ``context`` begins the clause before it if it may be said of the same subject."""

    text: str
    start: int
    end: int
    context: int


def _clauses(text: str) -> Iterator[_Clause]:
    start = context = 0
    for mark in _CLAUSE.finditer(text):
        if mark.start() > start:
            yield _Clause(text, start, mark.start(), context)
        if mark[0] != "，":
            context = mark.end()
        elif mark.start() - start > _ELLIPTIC:
            context = start
        start = mark.end()
    if start < len(text):
        yield _Clause(text, start, len(text), context)


@lru_cache(maxsize=64)
def _reader(forms: tuple[tuple[str, FigureForm], ...]) -> _Reader:
    return _Reader(forms)


class _Reader:
    """Reads the figures that one part of the report may state."""

    def __init__(self, forms: tuple[tuple[str, FigureForm], ...]) -> None:
        self.figures = [(id_, _words(form)) for id_, form in forms]
        words = {word for _, form in forms for word in (*form.says, *form.about, *form.none)}
        self.worth_reading = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

    def read(self, paragraph: Paragraph, year: str | None) -> Iterator[tuple[str, StatedFigure]]:
        text = paragraph.folded.text
        if not self.worth_reading.search(text):
            return
        for clause in _clauses(text):
            if clause.end - clause.start > _LONGEST:
                continue
            if self.worth_reading.search(text, clause.start, clause.end) and _of_year(text, clause, year):
                for id_, words in self.figures:
                    for figure in _stated(paragraph, clause, words):
                        yield id_, figure


def _stated(paragraph: Paragraph, clause: _Clause, words: _Words) -> Iterator[StatedFigure]:
    text, start, end, _ = clause
    about = words.about is None or words.about.search(text, start, end) is not None
    elliptic = not about and _is_elliptic(clause, words)
    if not (about or elliptic):
        return
    if words.besides and words.besides.search(text, clause.context if elliptic else start, end):
        return
    denied = words.none.search(text, start, end) if words.none else None
    if denied:
        yield StatedFigure(Decimal(0), paragraph.folded.span(*denied.span()), denied[0])
        return
    before = start
    for number in (_in_unit(text, each, words) for each in numbers(text, start, end)):
        unit = words.units.match(text, number.unit)
        if not unit or number.percent:
            continue
        if elliptic or _speaks(clause, before, number, unit.end(), words):
            span = paragraph.folded.span(number.start, number.end)
            exact = not is_inexact(text, number, unit.end())
            printed = text[number.start : number.end]
            yield StatedFigure(number.value, span, printed, number.places, exact, words.amount)
        before = unit.end()


def _in_unit(text: str, number: Number, words: _Words) -> Number:
    """A number in a unit that begins with its scale, as the unit counts it: ``35万元`` is 35 where the unit is 万元."""
    scale = number.end - 1
    if text[scale] not in _SCALES or not words.units.match(text, scale):
        return number
    bare = next((each for each in numbers(text, max(0, number.start - 2), scale) if each.start == number.start), None)
    return bare or number


def _is_elliptic(clause: _Clause, words: _Words) -> bool:
    """Whether a clause is a bare verb and number (``废止7件``) said of the subject of the clause before it,
    which states a number too."""
    text, start, end, context = clause
    if words.says is None or words.about is None or context == start or end - start > _ELLIPTIC:
        return False
    said = words.says.match(text, start, end)
    number = next(iter(numbers(text, said.end(), end)), None) if said else None
    if said is None or number is None or number.start > said.end() + 1:
        return False
    unit = words.units.match(text, number.unit)
    if unit is None or unit.end() != end or not words.about.search(text, context, start):
        return False
    return any(words.units.match(text, each.unit) for each in numbers(text, context, start))


def _speaks(clause: _Clause, before: int, number: Number, behind: int, words: _Words) -> bool:
    """Whether a number is said of the figure: by what stands between the number before it and itself, or behind it up
    to the next number."""
    text, start, end, _ = clause
    joined = _AND.search(text, behind, end)
    following = next((each.start for each in numbers(text, behind, end)), end)
    following = min(following, joined.start()) if joined else following
    near = words.about is None or any(
        words.about.search(text, *range_) for range_ in ((before, number.start), (behind, following))
    )
    if words.says is None:
        return near
    said = words.says.search(text, before, number.start)
    return bool(said and (near or (words.about and words.about.search(text, start, number.start))))


def _of_year(text: str, clause: _Clause, year: str | None) -> bool:
    """Whether a clause speaks of the report's year: no other year stands in its sentence before its end."""
    if year is None:
        return True
    farthest = max(clause.start - _LONGEST, 0)
    start = max(farthest, max(text.rfind(mark, farthest, clause.start) for mark in _SENTENCE_END) + 1)
    years = _YEAR.findall(text, start, clause.end)
    return not years or years[-1] == year
