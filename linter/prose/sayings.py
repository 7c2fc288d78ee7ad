"""Clauses of running text as they speak of figures: what sentence each belongs to, and of which year it speaks."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLAUSE = re.compile("[，。；：！？）]|（(?:[^，。；：！？（）\\d]{1,4}）)?")
_ANY_YEAR = re.compile(r"(20\d{2})年")
_YEAR = re.compile(r"(?<![较比与同])(20\d{2})年")
_YEARS = re.compile(r"20\d{2}年?度?[至到—~-]{1,2}20\d{2}年(?!\d)")
_SENTENCE_END = "。！？"
_GOES_ON = "其中"
_FAR = 500


class Clause(NamedTuple):
    """A clause of folded text; ``sentence`` begins its sentence, ``inside`` says that it stands in brackets."""

    text: str
    start: int
    end: int
    sentence: int
    inside: bool


def clauses_of(text: str) -> list[Clause]:
    """The clauses of folded text; a sentence that begins with 其中 goes on with the one before it."""
    found: list[Clause] = []
    start = sentence = depth = 0
    for mark in _CLAUSE.finditer(text):
        if len(mark[0]) > 1:
            continue  # 各县（区）: a bracket in a name
        if mark.start() > start:
            found.append(Clause(text, start, mark.start(), sentence, depth > 0))
        start = mark.end()
        depth += (mark[0] == "（") - (mark[0] == "）" and depth > 0)
        if mark[0] in _SENTENCE_END and not text.startswith(_GOES_ON, start):
            sentence = start
    if start < len(text):
        found.append(Clause(text, start, len(text), sentence, depth > 0))
    return found


def is_of_year(clause: Clause, year: str | None) -> bool:
    """Whether a clause speaks of the report's year: no other year stands in its sentence before its end, but for one
    that is compared with, no stretch of years, and in the clause itself no other year beside it."""
    text, start, end, sentence, _ = clause
    if year is None:
        return True
    sentence = max(sentence, start - _FAR)
    if _YEARS.search(text, sentence, end):
        return False
    years = [*_YEAR.findall(text, sentence, start), *_ANY_YEAR.findall(text, start, end)]
    return not years or (years[-1] == year and set(_YEAR.findall(text, start, end)) <= {year})
