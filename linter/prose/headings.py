"""Which lines are the headings of a form's parts.

A heading is known by its words, with or without its number and in any order, so that a part that was renamed, swapped,
repeated or wrongly numbered can be told from one that is missing. What only looks like a heading (a row of a table
``一、…``, a sub-heading with the words of a part) is not one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.blocks import Line
from linter.document import NEARLY, RENAMED, Section
from linter.folding import fold, fold_text, key
from linter.form import Form, SectionForm
from linter.prose.enumerators import read_enumerator
from linter.prose.titles import Titles, bare, is_near, titles_of, without_number, words_of
from linter.source import Passage, join

TOP_STYLES = frozenset({"ordinal", "part"})
"""The styles of enumerators that number the parts of a report."""

_LONGEST = 80
_LONGEST_END = 15


class _Candidate(NamedTuple):
    form: SectionForm
    variant: int
    rank: int
    ordinal: str
    value: int
    line: int
    raw: Passage


def find_headings(lines: Sequence[Line], form: Form) -> tuple[Section, ...]:
    """All headings of parts in the order of the file, repeated ones too."""
    titles = titles_of(form)
    candidates = _choose(list(_candidates(lines, titles)))
    found = {candidate.form.id for candidate in candidates}
    if len(found) < len(form.sections):
        candidates = sorted((*candidates, *_glued(lines, form, found, candidates)), key=_place)
        candidates = sorted((*candidates, *_renamed(lines, form, titles, candidates)), key=_place)
    ends = [candidate.line for candidate in candidates[1:]] + [len(lines)]
    return tuple(_section(candidate, end) for candidate, end in zip(candidates, ends, strict=False))


def _place(candidate: _Candidate) -> int:
    return candidate.raw.starts[0]


def _section(candidate: _Candidate, end: int) -> Section:
    return Section(
        candidate.form,
        candidate.raw,
        fold(candidate.raw),
        candidate.ordinal,
        candidate.variant,
        (candidate.line, max(end, candidate.line + 1)),
    )


# ---------------------------------------------------------------- headings on lines of their own


def _candidates(lines: Sequence[Line], titles: Titles) -> Iterator[_Candidate]:
    maybe, shortest = titles.maybe, titles.shortest
    for index, line in enumerate(lines):
        for field in line.fields:
            raw = field.passage
            if shortest <= len(raw.text) <= _LONGEST and maybe.match(raw.text):
                candidate = _candidate(lines, index, raw, titles.known)
                if candidate:
                    yield candidate


def _candidate(
    lines: Sequence[Line], index: int, raw: Passage, known: Mapping[str, tuple[SectionForm, int]]
) -> _Candidate | None:
    """The heading that a field is, if it is one; a field among others needs a number of the first level."""
    number, words, ordinal, style = _read(raw.text)
    if style not in TOP_STYLES and (words not in known or not _is_alone(lines[index])):
        return None
    if words not in known:
        if not _is_beginning(words, known) or not _is_alone(lines[index]):
            return None
        raw, words = _with_next(lines, index, raw)
        if words not in known:
            return None
    form, variant = known[words]
    rank = 2 if style in TOP_STYLES else 0 if style else 1
    return _Candidate(form, variant, rank, ordinal, number, index, bare(raw))


@lru_cache(maxsize=2048)
def _read(raw: str) -> tuple[int, str, str, str]:
    """A heading's number, the key of its words, its enumerator as written and the enumerator's style."""
    folded = fold_text(raw)
    number = read_enumerator(folded)
    if not number:
        return 0, key(folded), "", ""
    return number.value, key(folded[number.end :]), folded[number.start : number.end], number.style


def _is_alone(line: Line) -> bool:
    return sum(bool(field.passage.text) for field in line.fields) == 1


def _is_beginning(words: str, known: Mapping[str, object]) -> bool:
    return len(words) >= 3 and any(title.startswith(words) for title in known)


def _with_next(lines: Sequence[Line], index: int, raw: Passage) -> tuple[Passage, str]:
    """A heading that a line end has cut in two."""
    following = next((line for line in lines[index + 1 : index + 3] if line.fields and not line.blank), None)
    if following is None or len(following.fields) > 1:
        return raw, ""
    both = join((raw, following.fields[0].passage))
    return both, _read(both.text)[1]


def _choose(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates that are headings: those with a number of the first level, where a part has any; sub-headings
    only where the form's numbers are written so throughout; without the entries of a table of contents."""
    best: dict[str, int] = {}
    for candidate in candidates:
        best[candidate.form.id] = max(best.get(candidate.form.id, -1), candidate.rank)
    lowest = 0 if sum(rank == 0 for rank in best.values()) >= 3 and 2 not in best.values() else 1
    kept = [c for c in candidates if c.rank == best[c.form.id] and c.rank >= lowest]
    counts = Counter(c.form.id for c in kept)
    if len(counts) >= 3 and min(counts.values()) >= 2:
        seen = 0
        firsts: set[str] = set()
        while seen < len(kept) and kept[seen].form.id not in firsts:
            firsts.add(kept[seen].form.id)
            seen += 1
        if len(firsts) == len(counts):
            return kept[seen:]
    return kept


# ---------------------------------------------------------------- headings in the midst of other text


def _glued(
    lines: Sequence[Line], form: Form, found: set[str], candidates: Sequence[_Candidate]
) -> Iterator[_Candidate]:
    """Headings of the parts not found that stand behind or before other text on their line."""
    text = "\n".join(["".join(field.passage.text.split()) for line in lines for field in line.fields])
    patterns = [
        (section, _glued_pattern(section.titles))
        for section in form.sections
        if section.id not in found and any(_glued_words(title) in text for title in section.titles)
    ]
    if not patterns:
        return
    taken = {candidate.line for candidate in candidates}
    for index, line in enumerate(lines):
        for field in line.fields:
            if len(field.passage.text) < 6 or index in taken:
                continue
            for section, pattern in patterns:
                hit = pattern.search(field.passage.text)
                if hit and section.id not in found and not _is_longer_title(field.passage.text[hit.end() :]):
                    found.add(section.id)
                    raw = field.passage.cut(*hit.span("title"))
                    number, words, ordinal, _ = _read(raw.text)
                    variants = [words_of(title) for title in section.titles]
                    variant = variants.index(words) if words in variants else 0
                    yield _Candidate(section, variant, 2, ordinal, number, index, raw)


def _is_longer_title(behind: str) -> bool:
    """Whether what stands behind the words of a title only makes another title of it."""
    return bool(re.match(r"\w", behind)) and len(behind) < _LONGEST_END and not _IN_SENTENCES.search(fold_text(behind))


@lru_cache(maxsize=256)
def _glued_words(title: str) -> str:
    """What of a title has to stand in a text, spaces left out."""
    return "".join(without_number(title).split())


@lru_cache(maxsize=256)
def _glued_pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    spaced = "|".join(r"\s*".join(map(re.escape, without_number(title))) for title in titles)
    return re.compile(
        rf"(?:^|[。！？；”）|\d])[\s*#]*(?P<title>(?:[一二三四五六七八九十]{{1,3}}\s*[、.．])\s*(?:{spaced}))(?!\s*[、，,；;”》])"
    )


# ---------------------------------------------------------------- headings with other words


def _renamed(
    lines: Sequence[Line], form: Form, titles: Titles, candidates: Sequence[_Candidate]
) -> Iterator[_Candidate]:
    """Headings that stand in the place of a missing part, under its number and with other words."""
    found = {candidate.form.id: candidate.line for candidate in candidates}
    numbered = list(_numbered(lines))
    places = [index for index, _ in numbered]
    for position, section in enumerate(form.sections):
        number = titles.numbers[section.id]
        if section.id in found or not number:
            continue
        before = [found[other.id] for other in form.sections[:position] if other.id in found]
        behind = [found[other.id] for other in form.sections[position + 1 :] if other.id in found]
        start, end = max(before, default=-1) + 1, min(behind, default=len(lines))
        for index, raw in numbered[bisect_left(places, start) : bisect_left(places, end)]:
            candidate = _other_title(raw, index, section, number, titles)
            if candidate:
                yield candidate
                break


_ORDINAL = re.compile(r"[\s#*>_]*[第]?\s*[一二三四五六七八九十]{1,3}\s*[、.．章节部]")
_IN_SENTENCES = re.compile("[。；！？，]")


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[int, Passage]]:
    """The short lines that begin with a number, and what stands on them."""
    for index, line in enumerate(lines):
        filled = [field for field in line.fields if field.passage.text]
        if len(filled) == 1 and len(filled[0].passage.text) <= _LONGEST and _ORDINAL.match(filled[0].passage.text):
            yield index, filled[0].passage


def _other_title(raw: Passage, index: int, section: SectionForm, number: int, titles: Titles) -> _Candidate | None:
    value, words, ordinal, style = _read(raw.text)
    if value != number or style not in TOP_STYLES or len(words) < 3 or len(words) > 30:
        return None
    if titles.is_label(words) or _IN_SENTENCES.search(fold_text(raw.text)):
        return None
    near = any(is_near(words, words_of(title)) for title in section.titles)
    return _Candidate(section, NEARLY if near else RENAMED, 2, ordinal, value, index, bare(raw))
