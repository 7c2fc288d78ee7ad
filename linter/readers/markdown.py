"""Markdown: a text, but for the HTML tables that converters write where Markdown has no merged cells."""

from __future__ import annotations

from linter.blocks import Line
from linter.readers import text
from linter.readers.embedded import with_html_tables
from linter.source import Source


def read(source: Source) -> tuple[Line, ...]:
    """The lines of a Markdown file; those on which an HTML table stands are read as HTML. Raises nothing."""
    return with_html_tables(source, text.read(source, markdown=True))
