"""The figures that running text states, read as a person reads them.

A number counts only in its own clause, with a verb and a subject of the form and a unit; a clause about another year,
another scope or a comparison speaks of another figure. All matches are read, not the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, cast

from linter.document import Document, Paragraph, StatedFigure
from linter.form import FigureForm, Form
from linter.prose.clauses import WRITTEN_OUT, Number, behind_last, is_inexact, numbers

_CLAUSE = re.compile("[，。；：！？（）]")
_YEAR = re.compile(r"(20\d{2})年")
_AND = re.compile("[、和及与]")
_ELLIPTIC = 12
_LONGEST = 500
_DIGIT = re.compile(f"[\\d{WRITTEN_OUT}]")
_SCALES = "万亿"


class _Words(NamedTuple):
    """The words of a figure as patterns; None where it has none."""

    says: re.Pattern[str] | None
    about: re.Pattern[str] | None
    units: re.Pattern[str]
    none: re.Pattern[str] | None
    besides: re.Pattern[str] | None
    amount: bool


def _words(form: FigureForm) -> _Words:
    units = _any(form.units) or re.compile("[\u4e00-\u9fff]")
    return _Words(_any(form.says), _any(form.about), units, _any(form.none), _any(form.besides), form.amount)


def _any(words: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def read_figures(document: Document) -> dict[str, tuple[StatedFigure, ...]]:
    """What the running text states of each figure of the form, in the order of the text."""
    fact = document.facts.get("year")
    year = str(fact.value) if fact else None
    found: dict[str, list[StatedFigure]] = {}
    readers = _readers(document.form)
    for paragraph in document.scope(*readers):
        reader = readers.get(paragraph.scope) or readers["document"]
        for id_, figure in reader.read(paragraph, year):
            found.setdefault(id_, []).append(figure)
    return {id_: tuple(figures) for id_, figures in found.items()}


def _readers(form: Form) -> Mapping[str, _Reader]:
    """What reads the figures of each scope: the same for every document of a form."""
    if "figures" not in form.memo:
        scopes = {scope for each in form.figures.values() for scope in each.scope}
        form.memo["figures"] = {
            scope: _Reader({id_: each for id_, each in form.figures.items() if scope in each.scope}) for scope in scopes
        }
    return cast("Mapping[str, _Reader]", form.memo["figures"])


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


class _Reader:
    """Reads the figures that one part of the report may state."""

    def __init__(self, forms: Mapping[str, FigureForm]) -> None:
        self.figures = [(id_, _words(form)) for id_, form in forms.items()]
        self.subjects = _any({word for form in forms.values() for word in (*form.says, *form.about, *form.none)})
        self.none = _any({word for form in forms.values() for word in form.none})

    def read(self, paragraph: Paragraph, year: str | None) -> Iterator[tuple[str, StatedFigure]]:
        text = paragraph.folded.text
        if not self._says_something(text, 0, len(text)):
            return
        for clause in _clauses(text):
            _, start, end, context = clause
            if end - start > _LONGEST or not self._says_something(text, start, end) or not _of_year(clause, year):
                continue
            short = end - start <= _ELLIPTIC and context < start
            for id_, words in self.figures:
                about = words.about is None or words.about.search(text, start, end) is not None
                if about or (short and _is_elliptic(clause, words)):
                    for figure in _stated(paragraph, clause, words, elliptic=not about):
                        yield id_, figure

    def _says_something(self, text: str, start: int, end: int) -> bool:
        """Whether there is a number, or a word for none, and what it may be said of."""
        if not (_DIGIT.search(text, start, end) or (self.none and self.none.search(text, start, end))):
            return False
        return self.subjects is None or self.subjects.search(text, start, end) is not None


def _stated(paragraph: Paragraph, clause: _Clause, words: _Words, elliptic: bool) -> Iterator[StatedFigure]:
    text, start, end, _ = clause
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
    """Whether a short clause is a bare verb and number (``废止7件``) said of the subject of the clause before it,
    which states a number too."""
    text, start, end, context = clause
    if words.says is None or words.about is None:
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


def _of_year(clause: _Clause, year: str | None) -> bool:
    """Whether a clause speaks of the report's year: no other year stands in its sentence before its end."""
    text = clause.text
    if year is None:
        return True
    start = behind_last("。！？", text, max(clause.start - _LONGEST, 0), clause.start)
    years = _YEAR.findall(text, start, clause.end)
    return not years or years[-1] == year
