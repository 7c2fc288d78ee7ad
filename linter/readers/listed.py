"""Tables as lists of lists: a cell a line behind a dash, another sign in front of each row's first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from linter.blocks import Line
from linter.readers.cells import cell
from linter.source import Source, Span

FIGURE = re.compile(r"^[ \t]*- +['\"]?\d[\d.,]*['\"]?[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"[ \t]*(?P<row>[*+-][ \t]+)?-(?:[ \t]+(?P<cell>.*))?")
_LEAST_FIGURES = 7


def join_listed(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, the cells of a list marked as such, with a blank line before each row."""
    read: list[Line] = []
    for is_list, group in groupby(lines, lambda line: _match(source, line) is not None):
        listed = list(group)
        figures = sum(FIGURE.match(source.text, *line.span) is not None for line in listed)
        read += _cells(source, listed) if is_list and figures >= _LEAST_FIGURES else listed
    return read


def _match(source: Source, line: Line) -> re.Match[str] | None:
    return _CELL.fullmatch(source.text, *line.span) if line.layout == "plain" and line.fields else None


def _cells(source: Source, lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        found = _match(source, line)
        assert found is not None
        start, end = line.span
        if found["row"]:
            yield Line(line.number, line.last, Span(start, start), "plain", ())
        text, at = (found["cell"], found.start("cell")) if found["cell"] else ("", end)
        if len(text) > 1 and text[0] == text[-1] == "'":
            text, at = text[1:-1], at + 1
        yield line._replace(layout="tab", fields=(cell(text, at, 0),))
