"""What the points of a part are about: its sub-headings, and what its numbered points begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.document import Paragraph
from linter.prose.enumerators import read_enumerator

_STOP = re.compile("[。；：]")
_CLAUSE_END = re.compile("[，。；：！？]")
_POINT = re.compile("(?:^|[，。；：！？、）”])(?:\\[[^\\]]*\\])?[一二三四五六七八九十]{1,2}是")
_MAYBE_POINT = re.compile("[一二三四五六七八九十]是")
_LONGEST = 60
_LEAD_IN = 16


def topics(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The topics of a part, folded.

    They are its sub-headings, run-in ones up to their first full stop; where it has none, the lead clause of each
    ``一是…``, and what stands before the first full stop or colon of a paragraph if that is short.
    """
    headed = tuple(_headings(paragraphs))
    return headed or tuple(_points(paragraphs))


def _headings(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        text = paragraph.folded.text
        number = read_enumerator(text)
        if number and number.style != "point":
            end = number.end + _LONGEST
            stop = _STOP.search(text, number.end, end)
            yield text[number.end : stop.start() if stop else end]
        elif paragraph.heading and not number:
            yield text


def _points(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        text = paragraph.folded.text
        points = list(_POINT.finditer(text)) if _MAYBE_POINT.search(text) else []
        for point in points:
            end = point.end() + _LONGEST
            stop = _CLAUSE_END.search(text, point.end(), end)
            yield text[point.end() : stop.start() if stop else end]
        stop = _CLAUSE_END.search(text)
        if not points and stop and stop.start() <= _LEAD_IN and stop[0] in "。：" and stop.end() < len(text):
            yield text[: stop.start()]
