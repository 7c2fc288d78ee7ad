"""Whether the numbers of points follow on from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, NamedTuple

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Message, Related
from linter.document import Document, Paragraph
from linter.figures import read_numeral
from linter.prose.enumerators import read_enumerator
from linter.source import Passage, Span

_NUMERALS = "一二三四五六七八九十"
_POINT = re.compile(f"([{_NUMERALS}][{_NUMERALS}]?)是(?!否)")
_IN_WORDS = frozenset("统唯单同第之其万" + _NUMERALS)
_BARE = re.compile(f"[{_NUMERALS}]{{1,2}}(?![{_NUMERALS}年月些个次位名项条方直定般旦起致系])(?=[\u4e00-\u9fff])")


_ANNEX = re.compile(f"附[件录表注]?[{_NUMERALS}\\d]{{0,3}}(?:[：、.]|$)")
_DEEPEST = 8
"""How deep series nest in each other."""
_MOST = 20
"""How many breaks are reported in one part; a text with more has no series."""


class _Item(NamedTuple):
    """A numbered point: ``text`` is its number as written, ``at`` its place among the part's paragraphs."""

    style: str
    value: int
    text: str
    paragraph: Paragraph
    at: tuple[int, int]

    @property
    def span(self) -> Span:
        """Where its number stands."""
        start = self.at[1]
        return self.paragraph.folded.span(start, start + len(self.text))


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of the points of a part run without gaps, and none of them is numbered like the parts themselves.

    Series may nest and may begin anew. A series of one is not judged, nor are parts that hold a table, nor what follows
    as an annex. Where the form has no parts, the whole text is judged as one.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "expected", "bare")

    def run(self, document: Document) -> Outcome:
        by_ordinals = any(_style(heading.ordinal) == "ordinal" for heading in document.headings)
        findings: list[Finding] = []
        for paragraphs in _parts(document):
            items = list(_items(paragraphs))
            findings += islice(_broken(items, paragraphs), _MOST)
            findings += _like_parts(items) if by_ordinals else ()
        return Outcome(tuple(findings)) if findings else PASS

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """The numbers that were found."""
        return ((item.style, item.span) for paragraphs in _parts(document) for item in _items(paragraphs))


def _parts(document: Document) -> list[tuple[Paragraph, ...]]:
    """The paragraphs of each part that is judged."""
    if not document.form.sections:
        return [document.paragraphs]
    with_table = {table.section for table in document.form.tables.values()}
    parts = [section.paragraphs for id_, section in document.sections.items() if id_ not in with_table]
    annexes = (next((at for at, each in enumerate(part) if _ANNEX.match(each.folded.text)), None) for part in parts)
    return [part[:annex] for part, annex in zip(parts, annexes, strict=True)]


def _style(ordinal: str) -> str:
    number = read_enumerator(ordinal)
    return number.style if number else ""


def _items(paragraphs: Sequence[Paragraph]) -> Iterator[_Item]:
    """The numbered points of a part: the numbers paragraphs begin with, and every ``一是`` inside them."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.folded.text
        number = read_enumerator(text)
        if number and number.style != "point":
            yield _Item(number.style, number.value, text[number.start : number.end], paragraph, (index, number.start))
        for point in _POINT.finditer(text):
            start = point.start()
            if start and text[start - 1] in _IN_WORDS:
                continue
            value = read_numeral(point[1]) or 0
            yield _Item("point", value, point[0], paragraph, (index, start))


def _broken(items: Sequence[_Item], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    for style in dict.fromkeys(item.style for item in items):
        series = [item for item in items if item.style == style]
        if len(series) < 2 and not _bare(series[0], paragraphs):
            continue
        open_: list[_Item] = []
        for last, item in zip((None, *series), series, strict=False):
            kept = next((at for at in range(len(open_) - 1, -1, -1) if open_[at].value == item.value - 1), None)
            if kept is not None:
                del open_[kept:]
            elif item.value != 1 and not _written_between(last, item, paragraphs):
                yield _gap(item, last, paragraphs)
            del open_[:-_DEEPEST]
            open_.append(item)


def _before(item: _Item) -> str:
    """How the number before an item's is written in its series."""
    value = item.value - 1
    if item.style in ("arabic", "bracket-arabic"):
        return re.sub(r"\d+", str(value), item.text)
    if item.style == "circled":
        return chr(ord("①") + value - 1)
    return re.sub(f"[{_NUMERALS}]+", _numeral(value), item.text)


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _written_between(last: _Item | None, item: _Item, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the number before an item's stands in the text since the last item, if not as a point of its own."""
    first, start = last.at if last else (0, 0)
    texts = [paragraph.folded.text for paragraph in paragraphs[first : item.at[0] + 1]]
    texts[-1] = texts[-1][: item.at[1]]
    texts[0] = texts[0][start:]
    before = _before(item)
    return any(before in text for text in texts)


def _gap(item: _Item, last: _Item | None, paragraphs: Sequence[Paragraph]) -> Finding:
    """Where a series breaks: at the bare numeral that should be the number before, else at the number after."""
    values: dict[str, object] = {"found": item.text, "expected": _before(item)}
    bare = _bare(item, paragraphs)
    if bare:
        following = Related(Message("numbering.next"), item.span)
        return Finding(bare.span(), Message("numbering.bare", values | {"bare": bare.text}), related=(following,))
    related = (Related(Message("numbering.last"), last.span),) if last else ()
    return Finding(item.span, Message("numbering.gap", values), related=related)


def _bare(item: _Item, paragraphs: Sequence[Paragraph]) -> Passage | None:
    """The numeral before an item's, standing alone at the beginning of a paragraph (``一加强领导``, ``一是`` meant)."""
    if item.style == "point" and item.value > 1:
        for paragraph in reversed(paragraphs[: item.at[0]]):
            bare = _BARE.match(paragraph.folded.text)
            if bare and read_numeral(bare[0]) == item.value - 1:
                return paragraph.folded.cut(*bare.span())
    return None


def _like_parts(items: Sequence[_Item]) -> Iterator[Finding]:
    series = [item for item in items if item.style == "ordinal"]
    if len(series) >= 2:
        related = tuple(Related(Message("numbering.same-series"), item.span) for item in series[1:])
        yield Finding(series[0].span, Message("numbering.like-parts", {"found": series[0].text}), related=related)
