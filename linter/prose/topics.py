"""What the points of a part are about: its sub-headings, and what its numbered points begin with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from linter.document import Paragraph
from linter.prose.enumerators import read_enumerator

_STOP = re.compile("[。；：]")
_CLAUSE_END = re.compile("[，。；：！？]")
_POINT = re.compile(
    "(?:^|[，。；：！？、）”])(?:\\[[^\\]]*\\])?"
    "(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、：]|[①-⑳]|（[一二三四五六七八九十\\d]{1,2}）)"
)
_LONGEST = 60
_LEAD_IN = 16
_FEWEST_HEADINGS = 2


def topics(paragraphs: Sequence[Paragraph], names: Callable[[str], bool] = bool) -> tuple[str, ...]:
    """The topics of a part, folded.

    They are its sub-headings, run-in ones up to their first full stop; where it has none, the lead clause of each
    ``一是…`` (the first clause of its first sentence that ``names`` something), and what stands before the first full
    stop or colon of a paragraph if that is short.
    """
    found = tuple(_headings(paragraphs))
    return found if len(found) >= _FEWEST_HEADINGS else (*found, *_points(paragraphs, names))


def _headings(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        text = paragraph.folded.text
        number = read_enumerator(text)
        if number and number.style != "point":
            yield _up_to(_STOP, text, number.end, _LONGEST)
        elif paragraph.heading and not number:
            yield text


def _points(paragraphs: Sequence[Paragraph], names: Callable[[str], bool]) -> Iterator[str]:
    for paragraph in paragraphs:
        text = paragraph.folded.text
        points = list(_POINT.finditer(text))
        for point in points:
            clauses = _up_to(_STOP, text, point.end(), _LONGEST).split("，")
            yield next(filter(names, clauses), clauses[0])
        stop = _CLAUSE_END.search(text)
        if not points and stop and stop.start() <= _LEAD_IN and stop[0] in "。：" and stop.end() < len(text):
            yield text[: stop.start()]


def _up_to(mark: re.Pattern[str], text: str, start: int, most: int) -> str:
    stop = mark.search(text, start, start + most)
    return text[start : stop.start() if stop else start + most]
