"""Where the title and the parts of a report stand: lines and the form in, an outline out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from linter.blocks import Field, Line
from linter.document import Paragraph, Section
from linter.folding import fold, fold_text
from linter.form import Form
from linter.prose.headings import find_headings
from linter.prose.titles import bare
from linter.source import Passage, join


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the parts of a document stand, in half-open ranges of line indexes.

    ``title_lines`` is empty where there is no ``title``. ``headings`` are all headings of parts in the order of the
    file, repeated ones too; ``sections`` holds the one that counts of each part. ``extents`` says of every part of the
    form where to look for it, those too whose heading was not found.
    """

    title: Paragraph | None
    title_lines: tuple[int, int]
    headings: tuple[Section, ...]
    sections: Mapping[str, Section]
    extents: Mapping[str, tuple[int, int]]

    def region(self, section: str) -> tuple[tuple[int, int], bool]:
        """Where a part stands, and whether that is certain: without its heading it is guessed from its neighbours."""
        return self.extents[section], section in self.sections

    def with_paragraphs(self, paragraphs: Sequence[Paragraph]) -> dict[str, Section]:
        """The parts that were found, each with its paragraphs."""
        grouped: dict[str, list[Paragraph]] = {}
        for paragraph in paragraphs:
            grouped.setdefault(paragraph.scope, []).append(paragraph)
        return {id: replace(section, paragraphs=tuple(grouped.get(id, ()))) for id, section in self.sections.items()}


def find_outline(lines: Sequence[Line], form: Form) -> Outline:
    """The outline of a document."""
    headings = find_headings(lines, form)
    sections = {heading.form.id: heading for heading in reversed(_in_order(headings, form))}
    for heading in headings:
        sections.setdefault(heading.form.id, heading)
    first = headings[0].lines[0] if headings else len(lines)
    title_lines = _title(lines, first, form.title_like)
    title = _title_paragraph(lines[slice(*title_lines)])
    return Outline(title, title_lines, headings, sections, _extents(form, sections, len(lines)))


def without_joints(lines: tuple[Line, ...], headings: Sequence[Section]) -> tuple[Line, ...]:
    """The lines, those cut before and behind headings that hold several: all line ends of the document are lost."""
    counts = Counter(heading.lines[0] for heading in headings)
    if len(counts) == len(headings):
        return lines
    cut: list[Line] = []
    for index, line in enumerate(lines):
        if counts[index] < 2 or len(line.fields) > 1:
            cut.append(line)
            continue
        passage = line.fields[0].passage
        places = {0, len(passage.text)}
        for heading in headings:
            if heading.lines[0] == index:
                places |= {bisect_left(passage.starts, place) for place in heading.heading.span()}
        for start, end in pairwise(sorted(places)):
            text = passage.cut(start, end).strip()
            if text.text:
                cut.append(line._replace(span=text.span(), layout="plain", fields=(Field(text, text.span()),)))
    return tuple(cut)


# ---------------------------------------------------------------- extents


def _in_order(headings: Sequence[Section], form: Form) -> list[Section]:
    """The longest run of headings in the order of the form (of repeated ones, the first that fits)."""
    position = {section.id: index for index, section in enumerate(form.sections)}
    tails: list[int] = []
    chains: list[list[Section]] = []
    for heading in headings:
        at = bisect_left(tails, position[heading.form.id])
        if at < len(tails) and tails[at] == position[heading.form.id]:
            continue
        chain = [*(chains[at - 1] if at else []), heading]
        tails[at : at + 1] = [position[heading.form.id]]
        chains[at : at + 1] = [chain]
    return chains[-1] if chains else []


def _extents(form: Form, sections: Mapping[str, Section], end: int) -> dict[str, tuple[int, int]]:
    extents: dict[str, tuple[int, int]] = {}
    for position, section in enumerate(form.sections):
        if section.id in sections:
            extents[section.id] = sections[section.id].lines
            continue
        before = [sections[other.id].lines[0] for other in form.sections[:position] if other.id in sections]
        behind = [sections[other.id].lines[0] for other in form.sections[position + 1 :] if other.id in sections]
        start = max(before, default=0)
        extents[section.id] = (start, min((index for index in behind if index > start), default=end))
    return extents


# ---------------------------------------------------------------- the title

_AROUND = " \t\u3000\f#*_>|="


def _title(lines: Sequence[Line], first: int, like: re.Pattern[str] | None) -> tuple[int, int]:
    """The range of lines of the title, which stands on the first lines before the first part. A menu above it may name
    the kind of report alone, without a body or a year."""
    heads = [index for index in range(first) if lines[index].fields and not lines[index].blank][:_FURTHEST]
    if like is None:
        return (heads[0], heads[0] + 1) if heads and _title_like_line(_title_text(lines[heads[0]])) else (0, 0)
    found = [(0, 0)]
    for last in (_NEAR, _FURTHEST):
        texts = [_title_text(lines[index]) for index in heads[:last]]
        if not _ANCHORS.search(like.pattern) and not like.search("".join(texts)):
            continue
        for window in _windows(texts, like):
            start, end = _widen(texts, like, *window)
            found.append((heads[start], heads[end - 1] + 1))
            if _YEAR.search("".join(texts[start:end])) or not like.match("".join(texts[slice(*window)])):
                return found[-1]
    return found[min(1, len(found) - 1)]


def _title_text(line: Line) -> str:
    """What stands on a line, folded and without marks around it; "" where that is too long to be a title."""
    whole = _whole(line)
    return fold_text(whole).strip(_AROUND) if len(whole) <= _LONGEST_RAW else ""


def _windows(texts: Sequence[str], like: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The lines that may be a title, no more than it takes, in order; a covering letter only quotes it."""
    known: dict[tuple[int, int], bool] = {}

    def may_be(start: int, end: int) -> bool:
        if (start, end) not in known:
            whole = "".join(texts[start:end])
            hit = like.search(whole) if all(map(_title_like_line, texts[start:end])) else None
            quoted = hit is None or not _is_whole(whole) or _QUOTED.search(whole, 0, hit.start()) is not None
            known[start, end] = not quoted
        return known[start, end]

    for start in range(len(texts)):
        ends = range(start + 1, min(start + _MOST_LINES, len(texts)) + 1)
        end = next((end for end in ends if may_be(start, end)), start)
        if end > start and not any(may_be(*part) for part in combinations(range(start + 1, end + 1), 2)):
            yield start, end


_MOST_LINES = 3
_LONGEST = 60
_LONGEST_RAW = 4 * _LONGEST
"""How long a line may be that is a title once it is folded."""
_NEAR, _FURTHEST = 8, 40
_IN_MARKS = re.compile("《[^《》]*》|〈[^〈〉]*〉|（[^（）]*）|“[^“”]*”|〔[^〔〕]*〕")
_MARK = re.compile("[《》〈〉（）“”〔〕]")
_NO_TITLE = re.compile("[。；！？，>|]|：.")
_QUOTED = re.compile(r"\w《[^》]*$")
_ANCHORS = re.compile("[$^]")
_YEAR_ONLY = re.compile(r"（?[\d二〇零○一三四五六七八九]{4}年?度?）?")
_YEAR = re.compile(r"[\d二〇零○一三四五六七八九]{4}年?度?|^的")
_SHORTEST_NAME = 3
_NUMBERS = re.compile(r"[\d\W]+")


def _title_like_line(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and not _NO_TITLE.search(text)


def _is_whole(text: str) -> bool:
    """Whether quotations and brackets begin and end in a text: a line of running text may hold half of one."""
    bare = _IN_MARKS.sub("", _IN_MARKS.sub("", text))
    return not _MARK.search(bare)


def _widen(texts: Sequence[str], like: re.Pattern[str], start: int, end: int) -> tuple[int, int]:
    """A title with the lines that belong to it: the body's name or the year above it, the year below it."""
    whole = "".join(texts[start:end])
    hit = like.search(whole)
    if hit and len(_YEAR.sub("", whole[: hit.start()])) < _SHORTEST_NAME:
        while start and _title_like_line(texts[start - 1]) and not _NUMBERS.fullmatch(texts[start - 1]):
            start -= 1
            if not _YEAR_ONLY.fullmatch(texts[start]):
                break
    if start and not _YEAR.search(whole) and _YEAR_ONLY.fullmatch(texts[start - 1]):
        start -= 1
    if end < len(texts) and _YEAR_ONLY.fullmatch(texts[end]):
        end += 1
    return start, end


def _title_paragraph(lines: Sequence[Line]) -> Paragraph | None:
    if not lines:
        return None
    fields = [field.passage for line in lines for field in line.fields if field.passage.text]
    parts = [bare(fields[0])]
    for before, field in pairwise(fields):
        parts.append(Passage("\n", (before.ends[-1],), (field.starts[0],)))
        parts.append(bare(field))
    raw = join(parts)
    return Paragraph(raw, fold(raw), "title", lines[0].number)


def _whole(line: Line) -> str:
    return "".join(field.passage.text for field in line.fields)
