"""Tables as wikis write them: between ``{|`` and ``|}`` with rows over several lines, with doubled bars between cells,
with marks in front of a cell that say how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.blocks import Field, Line
from linter.readers.cells import cell
from linter.source import Source, Span, join

_OPENING = re.compile(r"^[ \t:]*\{\|", re.MULTILINE)
_CLOSING = "|}"
_CELLS = {"|": re.compile(r"\|\|"), "!": re.compile(r"\|\||!!")}
_ATTRIBUTES = re.compile(r"\s*(?:[\w-]+\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s|\"']+)\s*)+\|(?!\|)")
_SINGLE_BAR = re.compile(r"(?<![|<])\|(?:\|\|)*(?!\|)")
_REACH = re.compile(r"[<>=^~_]*(?:[\\/]\d+)*\.(?:\s+|$)|(?:<[-|]\d+>)+\s*")
_REACHING = re.compile(r"\|(?:(?:[<>=^~_]|[\\/]\d+)+\.\s|<[-|]\d+>)")
"""What says how many columns or rows a cell reaches over, and on which side its text stands."""


def join_wiki(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a wiki's table as its rows."""
    text = source.text
    read = list(lines)
    if "||" in text and not _SINGLE_BAR.search(text):
        read = [_doubled(source, line) if line.layout == "pipe" else line for line in read]
    if _REACHING.search(text):
        read = [line._replace(fields=tuple(map(_without_reach, line.fields))) for line in read]
    return list(_between_braces(source, read)) if _OPENING.search(text) else read


def _doubled(source: Source, line: Line) -> Line:
    """A line whose cells stand between doubled bars, as all in the file do."""
    raw = source.text[slice(*line.span)]
    pieces = list(_split(raw, _CELLS["|"], line.span.start))
    pieces = pieces[not pieces[0][0].strip() :]
    pieces = pieces[: len(pieces) - (len(pieces) > 1 and not pieces[-1][0].strip() and raw.rstrip().endswith("||"))]
    return line._replace(fields=tuple(cell(text, at, column) for column, (text, at) in enumerate(pieces)))


def _split(raw: str, signs: re.Pattern[str], at: int) -> Iterator[tuple[str, int]]:
    behind = 0
    for sign in signs.finditer(raw):
        yield raw[behind : sign.start()], at + behind
        behind = sign.end()
    yield raw[behind:], at + behind


def _without_reach(field: Field) -> Field:
    found = _REACH.match(field.passage.text)
    return field._replace(passage=field.passage.cut(found.end(), len(field.passage.text))) if found else field


def _between_braces(source: Source, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a row of a table between braces as one line and its other marks as rules."""
    row: list[Field] = []
    covered: list[Line] = []
    inside = False
    for line in lines:
        raw = source.text[slice(*line.span)]
        text = raw.strip()
        opens, closes = not inside and _OPENING.match(raw), inside and text.startswith(_CLOSING)
        if opens or closes or (inside and text.startswith(("|-", "|+"))):
            yield from _row(row, covered)
            row, covered = [], []
            inside = not closes
            yield line._replace(layout="rule", fields=())
        elif not inside:
            yield line
        elif text[:1] in _CELLS:
            begin = raw.index(text) + 1
            for piece, at in _split(raw[begin:], _CELLS[text[0]], line.span.start + begin):
                named = _ATTRIBUTES.match(piece)
                skip = named.end() if named else 0
                row.append(cell(piece[skip:], at + skip, len(row)))
            covered.append(line)
        elif row and line.fields:
            row[-1] = _longer(row[-1], line.fields)
            covered.append(line)
        else:
            yield line
    yield from _row(row, covered)


def _longer(last: Field, more: Sequence[Field]) -> Field:
    """A cell that goes on over the next line."""
    passages = [field.passage for field in (last, *more) if field.passage.text]
    return last._replace(passage=join(passages)) if passages else last


def _row(fields: Sequence[Field], lines: Sequence[Line]) -> Iterator[Line]:
    if fields:
        span = Span(lines[0].span.start, lines[-1].span.end)
        yield Line(lines[0].number, lines[-1].last, span, "pipe", tuple(fields))
