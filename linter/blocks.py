"""What a reader yields: the lines of a document and the fields in them.

A reader knows its format (tabs, pipes, boxes, HTML) and nothing of any form: which lines are a heading, a row of a
table or prose is decided later, by the form.
"""

from __future__ import annotations

from typing import NamedTuple

from linter.source import Passage, Span


class Field(NamedTuple):
    """One field of a line: a cell where the line is delimited, else the whole line.

    ``passage`` is stripped of white space, emphasis marks and escapes, and may be empty; ``span`` is the field's
    place all the same. ``column`` is the field's number in its line, or its true column of the grid where the format
    has one (HTML, boxes); ``width`` is how many columns a merged cell covers there.
    """

    passage: Passage
    span: Span
    column: int = 0
    width: int = 1


class Line(NamedTuple):
    """A line of a document.

    ``number`` is the first physical line (from 1), ``last`` the last one (a row of a box or of an HTML table may
    stand on several). ``layout`` says what delimits the fields: "plain" (nothing: one field, or none where the line
    is blank), "tab", "pipe", "grid" (true columns are known), "rule" (a line of rule characters only: no fields),
    "furniture" (page number, form feed: no fields). ``table`` numbers the true tables of the file ("grid") from 1.
    """

    number: int
    last: int
    span: Span
    layout: str
    fields: tuple[Field, ...]
    table: int = 0

    @property
    def blank(self) -> bool:
        """Nothing to read on this line."""
        return not any(field.passage.text for field in self.fields)
