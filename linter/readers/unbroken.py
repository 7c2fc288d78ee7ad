"""A document whose line ends are lost: what were its lines stand one behind the other, with a space, a tab or a bar
between. Each is a line again, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.blocks import Field, Line

_WORD = re.compile(r"[^ \u3000]+")
_SENTENCES = re.compile("。")
_LEAST_SENTENCES = 3
_LEAST_PARTS = 60
_LEAST_LENGTH = 1000
LONG = 200
"""How many characters the lines of a file have, one with the other, that may have lost its line ends."""


def break_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those broken up that hold sentences and tables alike."""
    return [part for line in lines for part in (_parts(line) if _is_document(line) else (line,))]


def _is_document(line: Line) -> bool:
    if line.span.end - line.span.start < _LEAST_LENGTH or line.layout not in ("plain", "pipe", "tab"):
        return False
    texts = [field.passage.text for field in line.fields]
    if sum(len(_SENTENCES.findall(text)) for text in texts) < _LEAST_SENTENCES:
        return False
    return len(texts) > _LEAST_PARTS or (len(texts) == 1 and len(_WORD.findall(texts[0])) > _LEAST_PARTS)


def _parts(line: Line) -> Iterator[Line]:
    for field in line.fields:
        passage = field.passage
        parts = (
            [(0, len(passage.text))] if len(line.fields) > 1 else [word.span() for word in _WORD.finditer(passage.text)]
        )
        for part in parts:
            text = passage.cut(*part)
            if text.text:
                span = text.span()
                yield Line(line.number, line.last, span, "plain", (Field(text, span),))
