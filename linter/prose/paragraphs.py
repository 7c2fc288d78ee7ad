"""Running text: the lines between headings and tables drawn together into paragraphs.

Converters cut lines where a page was full, at every space, or not at all; a page break cuts a sentence and leaves blank
lines. Whether a line goes on with the text before it is decided by evidence: how that text ends, whether its last line
was full, and whether a new point begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from linter.blocks import Field, Line
from linter.document import Paragraph
from linter.folding import fold, fold_text
from linter.prose.enumerators import begins_point
from linter.prose.outline import Outline
from linter.prose.roles import PAUSE, closing_date, has_ended, is_name, mark_headings, mark_signature
from linter.source import Passage, Span, join, plain

_OPEN = re.compile(r"[（(“《〈【，、,至]\s*$")
_GOES_ON = re.compile("[至，。；：、）”》]")
_NUMBER_CUT = re.compile(r"\d\s*$")
_SENTENCE = re.compile(r"[。！？；]|[\u3400-\u9fff]，[\u3400-\u9fff]")
_WORD = re.compile(r"\w")
_MANY, _LONG = 12, 30
_SLACK = 6
"""How many columns short of full a line may be and still have been cut because it was full: no line begins with a
full stop or ends with an opening mark, and no number is divided."""


class _Piece(NamedTuple):
    """The text of one line; ``gap`` says that blank lines stand before it, ``width`` is its width on a screen."""

    raw: Passage
    number: int
    gap: bool
    indent: int
    width: int
    marked: bool


class _Segment(NamedTuple):
    """Pieces with no heading and no table between them."""

    scope: str
    pieces: list[_Piece]


def paragraphs(
    lines: Sequence[Line], outline: Outline, taken: Sequence[tuple[int, int]], known: Sequence[Paragraph] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of a document, its title and signature among them. ``taken`` are the ranges of line indexes that
    tables cover; delimited rows outside them are no running text either. ``known`` are paragraphs of the same lines
    that were drawn together before: what they hold is not folded again."""
    segments = list(_segments(lines, outline, taken))
    width = _full_width(segments)
    found: list[Paragraph] = [outline.title] if outline.title else []
    folded = {each.raw.span(): each for each in known}
    for segment in segments:
        found.extend(_draw_together(segment, width, folded))
    if outline.title:
        found = [_as_title(each) if each.folded.text == outline.title.folded.text else each for each in found]
    mark_signature(found)
    return mark_headings(found)


# ---------------------------------------------------------------- pieces


def _segments(lines: Sequence[Line], outline: Outline, taken: Sequence[tuple[int, int]]) -> Iterator[_Segment]:
    skip = sorted((*taken, outline.title_lines))
    headings = {heading.lines[0]: heading for heading in outline.headings}
    titles = (outline.title.raw.text, outline.title.folded.text) if outline.title else ()
    segment = _Segment("lead", [])
    gap, at, index = False, 0, 0
    while index < len(lines):
        while at < len(skip) and skip[at][1] <= index:
            at += 1
        heading = headings.get(index)
        if at < len(skip) and skip[at][0] <= index and not heading:
            yield segment
            segment, gap = _Segment(segment.scope, []), False
            index = min([skip[at][1], *(start for start in headings if index < start < skip[at][1])])
            continue
        line = lines[index]
        index += 1
        filled = [field for field in line.fields if field.passage.text]
        if heading:
            before, behind = _around(filled, heading.heading)
            segment.pieces.extend(_piece(line, each, gap) for each in before)
            yield segment
            segment, gap = _Segment(heading.form.id, []), False
            while index < len(lines) and lines[index].span.start < heading.heading.ends[-1]:
                index += 1
            segment.pieces.extend(_piece(line, each, gap) for each in behind)
        elif line.layout == "tab" and len(filled) > 1 and any(_SENTENCE.search(each.passage.text) for each in filled):
            segment.pieces.append(_piece(line, _with_tabs(filled), gap))
            gap = False
        elif line.layout == "rule" or len(filled) > 1:
            yield segment
            segment, gap = _Segment(segment.scope, []), False
        elif filled and (segment.scope == "lead" or filled[0].passage.text not in titles):
            segment.pieces.append(_piece(line, filled[0].passage, gap))
            gap = False
        elif filled:
            continue  # the title above a new page
        elif line.layout != "furniture":
            gap = True
    yield segment


def _with_tabs(fields: Sequence[Field]) -> Passage:
    """A line of running text in which tabs stand, whole."""
    parts = [fields[0].passage]
    for before, field in pairwise(fields):
        parts += (plain("\t", before.passage.ends[-1]), field.passage)
    return join(parts)


def _around(fields: Sequence[Field], heading: Passage) -> tuple[list[Passage], list[Passage]]:
    """What stands on a heading's line before and behind it."""
    before: list[Passage] = []
    behind: list[Passage] = []
    for field in fields:
        raw = field.passage
        for part, side in (
            (raw.cut(0, bisect_right(raw.ends, heading.starts[0])), before),
            (raw.cut(bisect_left(raw.starts, heading.ends[-1]), len(raw.text)), behind),
        ):
            if _WORD.search(part.text):
                side.append(part.strip())
    return before, behind


def _piece(line: Line, raw: Passage, gap: bool) -> _Piece:
    text = raw.text
    marks = len(text) - len(text.lstrip("# "))
    marked = "#" in text[:marks]
    if marked:
        raw = raw.cut(min(marks, len(text) - 1), len(text))
    indent = raw.starts[0] - line.span.start
    wide = (len(text) + len(text.encode("utf-8", "replace"))) // 2  # of a Chinese character 1 + 3 by 2, of others 1 + 1
    return _Piece(raw, line.number, gap, indent, wide, marked)


def _full_width(segments: Sequence[_Segment]) -> int | None:
    """The width at which the lines of this document were cut, or None where each paragraph has one line: a line that is
    much longer says so."""
    widths = sorted(
        piece.width
        for segment in segments
        for piece, following in zip(segment.pieces, segment.pieces[1:], strict=False)
        if not following.gap and piece.width >= 30
    )
    if len(widths) < 3:
        return None
    best, full = max((_within(widths, at), widths[at]) for at in range(len(widths)))
    if best < 3 or best < 0.35 * len(widths):
        return None
    longest = max(piece.width for segment in segments for piece in segment.pieces)
    return full if longest <= 1.5 * full else None


def _within(widths: Sequence[int], at: int) -> int:
    """How many widths lie in the slack below the one at ``at``."""
    count = at
    while count >= 0 and widths[count] >= widths[at] - _SLACK:
        count -= 1
    return at - count


# ---------------------------------------------------------------- paragraphs


def _draw_together(segment: _Segment, full: int | None, known: Mapping[Span, Paragraph]) -> Iterator[Paragraph]:
    run: list[_Piece] = []
    closing = _closing(segment.pieces)
    for index, piece in enumerate(segment.pieces):
        if run and (index >= closing or not _goes_on(run, piece, full)):
            yield _paragraph(run, segment.scope, known)
            run = []
        run.append(piece)
    if run:
        yield _paragraph(run, segment.scope, known)


def _closing(pieces: Sequence[_Piece]) -> int:
    """The index from which the pieces are a signing body and a date, each on its line."""
    last = len(pieces) - 1
    text = fold_text(pieces[last].raw.text) if last > 0 else ""
    date = closing_date(text)
    if not date:
        return len(pieces)
    if date.start() == 0:
        return last - 1 if is_name(fold_text(pieces[last - 1].raw.text)) else last
    return last if is_name(text[: date.start()]) else len(pieces)


def _goes_on(run: Sequence[_Piece], piece: _Piece, full: int | None) -> bool:
    """Whether a line goes on with the paragraph that the lines of ``run`` began."""
    last, text = run[-1], piece.raw.text
    if last.marked or piece.marked:
        return False
    was_full = full is not None and last.width >= full - _SLACK
    if has_ended(last.raw.text):
        flush = not piece.indent or piece.indent < last.indent
        return was_full and not piece.gap and flush and not _begins_point(text)
    if piece.gap and (_begins_point(text) or not _is_sentence(run)):
        return False
    if was_full or _OPEN.search(last.raw.text) or _GOES_ON.match(text):
        return True
    if _begins_point(text):
        return False
    if _NUMBER_CUT.search(last.raw.text):
        return True
    return _is_sentence(run) or (full is not None and not _begins_point(run[0].raw.text))


def _is_sentence(run: Sequence[_Piece]) -> bool:
    """Whether the text so far is running text rather than a heading, a name or a date."""
    if len(run) > _MANY:
        return True
    return any(PAUSE.search(piece.raw.text) for piece in run) or sum(len(piece.raw.text) for piece in run) > _LONG


def _begins_point(text: str) -> bool:
    return begins_point(fold_text(text[:16]))


def _paragraph(run: Sequence[_Piece], scope: str, known: Mapping[Span, Paragraph]) -> Paragraph:
    parts = [run[0].raw]
    for before, piece in pairwise(run):
        parts.append(Passage("\n", (before.raw.ends[-1],), (piece.raw.starts[0],)))
        parts.append(piece.raw)
    raw = join(parts)
    same = known.get(raw.span()) if known else None
    folded = same.folded if same and same.raw.text == raw.text else fold(raw)
    return Paragraph(raw, folded, scope, run[0].number, heading=run[0].marked)


def _as_title(paragraph: Paragraph) -> Paragraph:
    """The title, or its repetition above or below it (the page's title in text made of HTML)."""
    return paragraph._replace(scope="title")
