"""Characters without width, which web pages and converters leave in texts: nobody sees them, so nobody reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.blocks import Field, Line
from linter.source import Passage, Source

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WRITTEN = re.compile(r"&(?:#|shy;|zwn?j;|ZeroWidthSpace;)")
"""How HTML may write them."""


def without_hidden(source: Source, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without characters that have no width."""
    if not any(sign in source.text for sign in _HIDDEN) and not _WRITTEN.search(source.text):
        return tuple(lines)
    return tuple([_without(line) for line in lines])


def _without(line: Line) -> Line:
    fields = tuple(map(_shown, line.fields))
    blank = line.layout == "plain" and not any(field.passage.text for field in fields)
    return line._replace(fields=() if blank else fields)


def _shown(field: Field) -> Field:
    text, starts, ends = field.passage
    kept = [at for at, char in enumerate(text) if char not in _HIDDEN]
    if len(kept) == len(text):
        return field
    shown = Passage("".join([text[at] for at in kept]), [starts[at] for at in kept], [ends[at] for at in kept])
    return field._replace(passage=shown.strip())
