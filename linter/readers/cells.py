"""A cell between two delimiters of a text, without what only marks it up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.blocks import Field
from linter.source import Passage, Span, join, make, plain

_NOTHING = plain("", 0)
_QUOTED = re.compile(r'=?"([^"]*)"')
"""A cell between quotation marks, perhaps as a formula, as spreadsheets keep what is not to be reckoned with."""

_MARKS = re.compile(r"\\(?=[^\w\s]|$)|\*\*|__+|<br ?/?>|&nbsp;")


def cells(pieces: Sequence[str], at: int) -> tuple[Field, ...]:
    """The cells that stand one behind the other from offset ``at``, each with its delimiter."""
    fields: list[Field] = []
    for column, raw in enumerate(pieces):
        end = at + len(raw)
        if raw.isalnum():  # most cells, and no mark is a letter or a digit
            passage = make(Passage, (raw, range(at, end), range(at + 1, end + 1)))
            fields.append(make(Field, (passage, make(Span, (at, end)), column, 1)))
        else:
            fields.append(cell(raw, at, column))
        at = end + 1
    return tuple(fields)


def cell(raw: str, start: int, column: int) -> Field:
    """The field that stands between two delimiters, stripped of white space, emphasis, escapes and fill."""
    text = raw.strip()
    if not text:
        return make(Field, (_NOTHING, make(Span, (start, start + len(raw))), column, 1))
    begin = start if len(text) == len(raw) else start + raw.index(text)
    span = make(Span, (begin, begin + len(text)))
    if text.isalnum():
        return make(Field, (plain(text, begin), span, column, 1))
    if text[-1] == '"' and (quoted := _QUOTED.fullmatch(text)):
        if not quoted[1]:
            return make(Field, (_NOTHING, span, column, 1))
        begin += quoted.start(1)
        text = quoted[1]
    elif text[0] in "_*" or text[-1] in "_*":
        bare = text.strip("_* \t\u3000")
        if bare or "_" in text or "**" in text:
            begin += text.index(bare)
            text = bare
    if _MARKS.search(text):
        return Field(without_marks(text, begin, _MARKS).strip(), span, column)
    return Field(plain(text, begin), span, column)


def without_marks(text: str, start: int, marks: re.Pattern[str]) -> Passage:
    """The passage of a text without its marks."""
    pieces: list[Passage] = []
    at = 0
    for found in marks.finditer(text):
        if found.start() > at:
            pieces.append(plain(text[at : found.start()], start + at))
        at = found.end()
    if at < len(text):
        pieces.append(plain(text[at:], start + at))
    return join(pieces) if pieces else plain("", start)
