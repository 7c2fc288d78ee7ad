"""Plain text and Markdown: physical lines with the fields that tabs, bars and boxes make of them.

Lines end at ``\\n`` alone (``Source``). Nothing is dropped: a rule or a page number is a line without fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from linter.blocks import Field, Line
from linter.readers.boxes import BORDER, join_boxes
from linter.readers.cells import cell, without_marks
from linter.readers.fenced import FENCE, join_fenced
from linter.readers.pages import without_page_numbers
from linter.source import Passage, Source, Span, plain

_BAR = re.compile(r"[|│┃║]")
_MARKDOWN_BAR = re.compile(r"(?<!\\)[|│┃║]")
_RULE_CHARACTERS = " \t\u3000-=_+*:|" + "".join(map(chr, range(0x2500, 0x2580)))
_RULE = re.compile(
    r"-{3}|={3}|_{3}|\u2014{3}|\*{3}|\* \* \*|--(?=[\s|:])|:-|-:|\|-+\||[\u2500\u2501\u2504-\u250b\u2550]"
)
_FURNITURE = re.compile(
    r"[-\u2010-\u2015~\u00b7]\s*(?!0+\s*\D)\d{1,4}\s*[-\u2010-\u2015~\u00b7]"
    r"|第\s*\d{1,4}\s*页\s*[,，/、(（]?(\s*共\s*\d{1,4}\s*页)?[)）]?|共\s*\d{1,4}\s*页"
    r"|(?i:page)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?"
)
_LONGEST_FURNITURE = 30
_WHOLLY_MARKED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


def read(source: Source, markdown: bool = False) -> tuple[Line, ...]:
    """The lines of a text; physical lines that are one row of a box are one line."""
    bar = _MARKDOWN_BAR if markdown else _BAR
    text = source.text
    lines: list[Line] = []
    start, last = 0, source.line_count
    for number in range(1, last + 1):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.append(_line(number, start, text[start:end], bar))
        start = end + 1
    lines = _with_empty_first_cells(source, lines, bar)
    if BORDER.search(source.text):
        lines = join_boxes(source, lines)
    if FENCE.search(source.text):
        lines = join_fenced(source, lines)
    if "\f" in source.text:
        lines = without_page_numbers(source, lines)
    return tuple(lines)


def _line(number: int, at: int, raw: str, bar: re.Pattern[str]) -> Line:
    """The line of ``raw``, which begins at offset ``at``; a carriage return behind it belongs to the line end."""
    raw = raw.removesuffix("\r")
    span = Span(at, at + len(raw))
    text = raw.strip()
    if not text:
        if "\t" in raw:
            return Line(number, number, span, "tab", tuple(_tab_fields(raw, span)))
        return Line(number, number, span, "furniture" if "\f" in raw else "plain", ())
    if text[0] in _RULE_CHARACTERS and not text.strip(_RULE_CHARACTERS) and _RULE.search(text):
        return Line(number, number, span, "rule", ())
    if len(text) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(text):
        return Line(number, number, span, "furniture", ())
    if bar.search(text):
        return Line(number, number, span, "pipe", tuple(_bar_fields(raw, span, bar)))
    if "\t" in raw:
        return Line(number, number, span, "tab", tuple(_tab_fields(raw, span)))
    start = span.start + len(raw) - len(raw.lstrip())
    whole = Span(start, start + len(text))
    return Line(number, number, span, "plain", (Field(_plain_passage(text, start), whole),))


def _with_empty_first_cells(source: Source, lines: list[Line], bar: re.Pattern[str]) -> list[Line]:
    """The lines, those that seem to begin with an enclosing bar read anew where it stands behind an empty cell: no bar
    stands in front of the lines above, and none encloses this line behind (or it has one cell less)."""
    read = lines
    above: Line | None = None
    for index, line in enumerate(lines):
        if line.layout != "pipe":
            above = above if line.layout == "rule" else None
            continue
        raw = source.text[slice(*line.span)]
        if above and bar.match(raw.lstrip()):
            fields = tuple(_bar_fields(raw, line.span, bar, open_at_front=True))
            if len(fields) == len(above.fields) or not bar.match(raw.rstrip()[-1]):
                read = [*lines] if read is lines else read
                read[index] = line._replace(fields=fields)
                continue
            above = None
        elif not bar.match(raw.lstrip()):
            above = line
    return read


def _plain_passage(text: str, start: int) -> Passage:
    """A line of prose: only marks that enclose all of it, and escapes, are taken off."""
    marked = _WHOLLY_MARKED.fullmatch(text) if text[0] in "*_" else None
    if marked and marked[1] not in marked[2]:
        text, start = marked[2], start + len(marked[1])
    if "\\" not in text:
        return plain(text, start)
    return without_marks(text, start, _ESCAPE)


_ESCAPE = re.compile(r"\\(?=[^\w\s]|$)")


def _tab_fields(raw: str, span: Span) -> Iterator[Field]:
    """A single tab in front of a line is a mark that a cell begins, not an empty cell before it."""
    pieces = raw.split("\t")
    at = span.start
    if len(pieces) == 2 and not pieces[0].strip():
        at += len(pieces[0]) + 1
        pieces = pieces[1:]
    for column, piece in enumerate(pieces):
        yield cell(piece, at, column)
        at += len(piece) + 1


def _bar_fields(raw: str, span: Span, bar: re.Pattern[str], open_at_front: bool = False) -> Iterator[Field]:
    """A bar in front of a line encloses cells, and so does then the one behind it; they do not make empty ones.
    ``open_at_front``: in this table no bar stands in front, so what stands before the first bar is a cell."""
    edges = [-1, *(found.start() for found in bar.finditer(raw)), len(raw)]
    if not open_at_front and not raw[: edges[1]].strip():
        edges = edges[1:]
        if len(edges) > 2 and not raw[edges[-2] + 1 :].strip():
            edges = edges[:-1]
    for column, (before, after) in enumerate(pairwise(edges)):
        yield cell(raw[before + 1 : after], span.start + before + 1, column)
