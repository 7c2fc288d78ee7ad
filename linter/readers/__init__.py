"""One reader an input format: a source in, its lines out. No section and no table of a form is decided here."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from linter.blocks import Line
from linter.readers import html, markdown, text
from linter.readers.embedded import with_html_tables
from linter.readers.hidden import without_hidden
from linter.source import Source

Reader = Callable[[Source], tuple[Line, ...]]

_HTML = re.compile(
    r"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_PART_OF_HTML = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p|table)\b", re.IGNORECASE
)


def _read_text(source: Source) -> tuple[Line, ...]:
    """The lines of a text. What a converter has left as HTML is read so: the whole, or tables in it."""
    if _PART_OF_HTML.match(source.text):
        return html.read(source)
    return with_html_tables(source, text.read(source))


READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
}
"""Which reader reads the files of which suffix."""

SUFFIXES = frozenset(READERS)
"""The suffixes, in small letters, of the files that are looked for in a folder."""


def read_lines(source: Source) -> tuple[Line, ...]:
    """The lines of a source, read as its suffix says; without a known one as HTML or plain text. Raises nothing."""
    return without_hidden(source, _reader(source)(source))


def is_markdown(source: Source) -> bool:
    """Whether the source is read as Markdown."""
    return _reader(source) is markdown.read


def is_html(source: Source) -> bool:
    """Whether the source is read as HTML."""
    return _reader(source) is html.read


def _reader(source: Source) -> Reader:
    reader = READERS.get(PurePath(source.path).suffix.lower())
    return reader or (html.read if _HTML.match(source.text[:4096]) else _read_text)
