"""Places of a file and texts from it, as commands print them for people and for programs."""

from __future__ import annotations

from linter.messages import Catalogue
from linter.output.excerpt import one_line
from linter.source import Source, Span

_QUOTED = 60


def place(source: Source, span: Span) -> dict[str, int]:
    """A place for programs."""
    return source.region(span)._asdict()


def at(source: Source, span: Span) -> str:
    """A place for people: ``line:column``."""
    line, column = source.place(span.start)
    return f"{line}:{column}"


def headed(words: Catalogue, key: str, value: str = "") -> str:
    """A heading of the catalogue, a colon, and what stands behind it on the same line."""
    return (words.text(key) + words.text("list.colon") + value).rstrip()


def quoted(text: str) -> str:
    """The beginning of a text from a file, on one line."""
    text = one_line(text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
