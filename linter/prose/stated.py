"""The figures that running text states, read as a person reads them.

A number counts only in its own clause, with a verb and a subject of the form and a unit; a clause about another year,
another scope or a comparison speaks of another figure. All matches are read, not the first alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from linter.document import Document, Paragraph, StatedFigure
from linter.form import FigureForm, Form
from linter.prose.enumerators import read_enumerator
from linter.prose.numbers import WRITTEN_OUT, Number, is_more, numbers
from linter.prose.sayings import Clause, clauses_of, is_of_year

_ADVERBS = re.compile(
    r"(?:20\d{2}年度?|全年|年内|本年度?|[我本][局委办厅县市区镇乡]|其中)?(?:先后|累计|[共均已总]){0,2}"
)
_NAMED_BEHIND = re.compile("的?(?:[为是系属]|来自)")
_AND = re.compile("[、和及与]")
_ELLIPTIC = 12
_LONGEST = 500
_DIGIT = re.compile(f"[\\d{WRITTEN_OUT}]")
_SCALES = "万亿"
_HEADING_END = re.compile("[。：]")
_LONGEST_HEADING = 30
_LONGEST_LEAD = 16


class _Words(NamedTuple):
    """The words of a figure as patterns; None where it has none."""

    says: re.Pattern[str] | None
    about: re.Pattern[str] | None
    units: re.Pattern[str]
    none: re.Pattern[str] | None
    besides: re.Pattern[str] | None
    elsewhere: re.Pattern[str] | None
    amount: bool
    tails: frozenset[str]

    def says_of(self, text: str) -> bool:
        """Whether a few words beside a bare number are of the subject, or there are none."""
        return text in self.tails


def _words(form: FigureForm) -> _Words:
    units = _any(form.units) or re.compile("[\u4e00-\u9fff]")
    tails = frozenset({"", "的", *(word[at:] for word in form.about for at in range(len(word)))})
    says, about, none, besides, elsewhere = map(_any, (form.says, form.about, form.none, form.besides, form.elsewhere))
    return _Words(says, about, units, none, besides, elsewhere, form.amount, tails)


def _any(words: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def read_figures(document: Document) -> dict[str, tuple[StatedFigure, ...]]:
    """What the running text states of each figure of the form, in the order of the text."""
    fact = document.facts.get("year")
    year = str(fact.value) if fact else None
    found: dict[str, list[StatedFigure]] = {}
    readers = _readers(document.form)
    heading = ""
    for paragraph in document.scope(*readers):
        reader = readers.get(paragraph.scope) or readers["document"]
        heading = _heading_of(paragraph) or heading
        for id_, figure in reader.read(paragraph, heading, year):
            found.setdefault(id_, []).append(figure)
    return {id_: tuple(figures) for id_, figures in found.items()}


def _heading_of(paragraph: Paragraph) -> str:
    """The sub-heading that a paragraph is or begins with; "" where it has none."""
    text = paragraph.folded.text
    number = read_enumerator(text)
    start = number.end if number else 0
    stop = _HEADING_END.search(text, start, start + (_LONGEST_HEADING if number else _LONGEST_LEAD))
    if paragraph.heading or stop is None:
        return text if paragraph.heading else ""
    return "" if "，" in text[start : stop.start()] and not number else text[start : stop.start()]


def _readers(form: Form) -> Mapping[str, _Reader]:
    """What reads the figures of each scope: the same for every document of a form."""
    if "figures" not in form.memo:
        scopes = {scope for each in form.figures.values() for scope in each.scope}
        form.memo["figures"] = {
            scope: _Reader({id_: each for id_, each in form.figures.items() if scope in each.scope}) for scope in scopes
        }
    return cast("Mapping[str, _Reader]", form.memo["figures"])


class _Reader:
    """Reads the figures that one part of the report may state."""

    def __init__(self, forms: Mapping[str, FigureForm]) -> None:
        self.figures = [(id_, _words(form)) for id_, form in forms.items()]
        self.subjects = _any({word for form in forms.values() for word in (*form.says, *form.about, *form.none)})
        self.abouts = _any({word for form in forms.values() for word in form.about})
        self.none = _any({word for form in forms.values() for word in form.none})

    def read(self, paragraph: Paragraph, heading: str, year: str | None) -> Iterator[tuple[str, StatedFigure]]:
        """The figures of a paragraph under a sub-heading."""
        text = paragraph.folded.text
        if not self._says_something(text, 0, len(text)):
            return
        clauses = clauses_of(text)
        outside = True
        for index, clause in enumerate(clauses):
            _, start, end, _, inside = clause
            if not inside:
                outside = self.abouts is None or self.abouts.search(text, start, end) is not None
            elif not outside:
                continue  # a note on what the form knows nothing of
            if end - start > _LONGEST or not self._says_something(text, start, end) or not is_of_year(clause, year):
                continue
            short = end - start <= _ELLIPTIC
            for id_, words in self.figures:
                subject: tuple[int, int] | None = None
                if words.about is None or words.about.search(text, start, end):
                    subject = (start, start)
                elif short and words.says:
                    subject = self._left_out(clauses, index, words, heading)
                if subject:
                    for figure in _stated(paragraph, clause, words, subject):
                        yield id_, figure

    def _says_something(self, text: str, start: int, end: int) -> bool:
        """Whether there is a number, or a word for none, and what it may be said of."""
        if not (_DIGIT.search(text, start, end) or (self.none and self.none.search(text, start, end))):
            return False
        return self.subjects is None or self.subjects.search(text, start, end) is not None

    def _left_out(self, clauses: Sequence[Clause], index: int, words: _Words, heading: str) -> tuple[int, int] | None:
        """Where the subject stands that a bare verb and number (``废止7件``) leaves out: in a clause of the sentence
        that states a number of it too, or in the heading. What stands between speaks of the form's other figures."""
        clause = clauses[index]
        text = clause.text
        if words.about is None or not _is_bare(clause, words):
            return None
        for before in reversed(clauses[:index]):
            if before.inside:
                continue
            _, start, end, _, _ = before
            counted = any(words.units.match(text, each.unit) for each in numbers(text, start, end) if not each.percent)
            if words.about.search(text, start, end):
                if counted and before.sentence == clause.sentence:
                    return start, end
            elif counted:
                others = self.abouts is not None and self.abouts.search(text, start, end)
                if not (others or any(_is_bare(before, each) for _, each in self.figures)):
                    return None
            elif words.besides and words.besides.search(text, start, end) and not _DIGIT.search(text, start, end):
                return None
        return (clause.end, clause.end) if words.about.search(heading) else None


def _stated(paragraph: Paragraph, clause: Clause, words: _Words, subject: tuple[int, int]) -> Iterator[StatedFigure]:
    text, start, end, sentence, _ = clause
    besides = words.besides
    if words.elsewhere and words.elsewhere.search(text, sentence, end):
        return
    if besides and besides.search(text, *subject):
        return
    denied = words.none.search(text, start, end) if words.none else None
    if denied:
        if not (besides and besides.search(text, start, end)):
            yield StatedFigure(Decimal(0), paragraph.folded.span(*denied.span()), denied[0])
        return
    before = start
    for number in (_in_unit(text, each, words) for each in numbers(text, start, end)):
        unit = words.units.match(text, number.unit)
        if not unit or number.percent:
            continue
        behind, following = unit.end(), _following(text, unit.end(), end)
        if besides and besides.search(text, start, following):
            return
        if subject[1] != start or _speaks(clause, before, number, (behind, following), words):
            span = paragraph.folded.span(number.start, number.end)
            exact = not number.inexact and not is_more(text, behind)
            printed = text[number.start : number.end]
            yield StatedFigure(number.value, span, printed, number.places, exact, words.amount)
        before = behind


def _following(text: str, behind: int, end: int) -> int:
    """Where what is said behind a number ends: at the next one, or at a word that joins the two."""
    joined = _AND.search(text, behind, end)
    following = next((each.start for each in numbers(text, behind, end)), end)
    return min(following, joined.start()) if joined else following


def _in_unit(text: str, number: Number, words: _Words) -> Number:
    """A number in a unit that begins with its scale, as the unit counts it: ``35万元`` is 35 where the unit is 万元."""
    scale = number.end - 1
    if text[scale] not in _SCALES or not words.units.match(text, scale):
        return number
    bare = next((each for each in numbers(text, max(0, number.start - 2), scale) if each.start == number.start), None)
    return bare or number


def _is_bare(clause: Clause, words: _Words) -> bool:
    """Whether a clause is nothing but a verb and a number: ``共办结7件`` ``收到申请3件``."""
    text, start, end, _, _ = clause
    if words.says is None or end - start > _ELLIPTIC:
        return False
    adverbs = _ADVERBS.match(text, start, end)
    said = words.says.match(text, adverbs.end() if adverbs else start, end)
    number = next(iter(numbers(text, said.end(), end)), None) if said else None
    if said is None or number is None or not words.says_of(text[said.end() : number.start]):
        return False
    unit = words.units.match(text, number.unit)
    return unit is not None and words.says_of(text[unit.end() : end])


def _speaks(clause: Clause, before: int, number: Number, behind: tuple[int, int], words: _Words) -> bool:
    """Whether a number is said of the figure: by what stands between the number before it and itself, or behind it up
    to the next number."""
    text, start, _, _, _ = clause
    joined = _AND.search(text, before, number.start) if before > start else None
    before = joined.end() if joined else before
    if words.about is None:
        near = True
    elif _NAMED_BEHIND.match(text, *behind):
        near = words.about.search(text, *behind) is not None
    else:
        near = any(words.about.search(text, *range_) for range_ in ((before, number.start), behind))
    if words.says is None:
        return near
    said = words.says.search(text, before, number.start)
    return bool(said and (near or (words.about and words.about.search(text, start, number.start))))
