"""Rows whose cells are separated by another sign than a tab or a bar: commas, semicolons, whatever a script joins with.

No list says what may separate. It is the sign that stands between figures again and again, in rows that end in a
figure or an empty cell. Cells may stand between quotation marks, also over several lines, and rows between brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from linter.blocks import Field, Line
from linter.readers.cells import cell, without_marks
from linter.readers.quoted import Cell, cut_cells
from linter.readers.thousands import with_thousands
from linter.source import Source, Span

_FIGURE = r"(?:\"[^\"\n]{0,24}\"|'[^'\n]{0,24}'|[+-]?\d[\d.]{0,20}|-|nan|NaN|None|null)?"
_REGULAR = re.compile(rf"\d[\"']? ?([^\w\s.\"'“”‘’()（）\[\]{{}}《》|│┃║%％+*=_/-])(?: ?{_FIGURE} ?\1){{2}}")
_NAMED = re.compile(r"(?:[-*+•] )?(.*[^\s\d:：].*?[:：]) *([+-]?\d[\d.,]*|[/-]|) *")
_ROUGHLY = re.compile(r"[+-]?\d[\d.,]*(?: \d+| ?\w{1,2})?")
_SENTENCE = re.compile("[。！？]")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_IN_PROSE = "、，"
"""Signs of prose: headers without a figure or an empty cell are not cut at them."""

_KNOWN = "\t|│┃｜"
"""Signs with which tables are written that need no search: where there are as many of them as lines, none is made."""

_LISTS = ("[", "{")
_LEAST_RUNS = 3
_LEAST_BEFORE = 2
_LEAST_FIGURES = 12
_LONGEST_CELL = 60
_MOST_LINES = 6


class _Row(NamedTuple):
    """A row: the lines it stands on, from ``first`` to ``last`` (indexes), and its cells."""

    first: int
    last: int
    cells: tuple[Cell, ...]

    @property
    def figures(self) -> int:
        return sum(cell.filled for cell in self.cells)

    @property
    def is_plain(self) -> bool:
        """It holds no sentence, and no row within the row."""
        texts = [each.text for each in self.cells]
        return not any(text.startswith(_LISTS) or len(text) > _LONGEST_CELL or _SENTENCE.search(text) for text in texts)

    @property
    def is_row(self) -> bool:
        """It ends in a figure or an empty cell; behind other figures that one may have a unit, or be two."""
        last = self.cells[-1]
        ends = last.filled or last.blank or (self.figures > _LEAST_BEFORE and _ROUGHLY.fullmatch(last.text))
        return bool(ends) and self.is_plain


def join_separated(source: Source, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those with the cells of a row cut where its sign separates them."""
    if any(source.text.count(sign) > source.line_count for sign in _KNOWN):
        return lines
    sign = _sign(source.text)
    if not sign:
        return lines
    rows = {row.first: row for row in _rows(source, lines, sign)}
    if sum(row.figures for row in rows.values() if row.is_row and row.figures > 2) < _LEAST_FIGURES:
        return lines
    kept = {first: row for first, row in rows.items() if row.is_row}
    ending = {row.last: row for row in rows.values()}
    for first in sorted(kept):
        _add_headers(kept, ending, first, sign)
    if sign == ",":
        tables = list(_tables(lines, kept))
        whole = with_thousands([[row.cells for row in table] for table in tables])
        if whole is None:
            return lines
        for row, cells in zip(chain(*tables), chain(*whole), strict=True):
            kept[row.first] = row._replace(cells=cells)
    cut: list[Line] = []
    behind = 0
    for index, line in enumerate(lines):
        if index in kept:
            row = kept[index]
            span = Span(line.span.start, lines[row.last].span.end)
            fields = tuple(_field(each, column) for column, each in enumerate(row.cells))
            cut.append(Line(line.number, lines[row.last].last, span, "pipe", fields))
            behind = row.last + 1
        elif index >= behind:
            cut.append(line)
    return cut


def _sign(text: str) -> str:
    """The sign that stands between figures most often, with a space where one always follows; "" if none does."""
    found = [run for run in _REGULAR.finditer(text) if any(map(str.isdecimal, run[0]))]
    sign, count = Counter(run[1] for run in found).most_common(1)[0] if found else ("", 0)
    if count < _LEAST_RUNS:
        return ""
    return f"{sign} " if all(f"{sign} " in run[0] for run in found if run[1] == sign) else sign


def _rows(source: Source, lines: Sequence[Line], sign: str) -> Iterator[_Row]:
    """What may be rows: the plain lines that have the sign, with those on which a cell between marks goes on."""
    behind = 0
    for index, line in enumerate(lines):
        if index < behind or line.layout != "plain" or not line.fields:
            continue
        raw = source.text[slice(*line.span)]
        if sign[0] not in raw and not _named(raw):
            continue
        for last in range(index, min(index + _MOST_LINES, len(lines))):
            cells = cut_cells(source.text, line.span.start, lines[last].span.end, sign)
            if cells:
                break
        parts = tuple(part for each in cells for part in _parts(each))
        if len(parts) > 1:
            yield _Row(index, last, parts)
            behind = last + 1


def _parts(each: Cell) -> Iterator[Cell]:
    """A label, its colon and the figure behind it are two cells, also where the figure is left out."""
    found = None if each.quoted else _named(each.text)
    if found:
        yield Cell(found[1], each.start + found.start(1), False)
        yield Cell(found[2], each.start + found.start(2), False)
    else:
        yield each


def _named(text: str) -> re.Match[str] | None:
    return _NAMED.fullmatch(text) if len(text) < 2 * _LONGEST_CELL else None


def _add_headers(kept: dict[int, _Row], ending: Mapping[int, _Row], first: int, sign: str) -> None:
    """Keep what stands right above a row and is no prose: its headers. ``ending`` are the rows by their last line."""
    while (above := ending.get(first - 1)) and above.first not in kept:
        apart = sum(each.blank for each in above.cells) > 1 or len(above.cells) > _LEAST_RUNS
        if not above.is_plain or (sign[0] in _IN_PROSE and not apart):
            return
        kept[above.first] = above
        first = above.first


def _tables(lines: Sequence[Line], kept: Mapping[int, _Row]) -> Iterator[list[_Row]]:
    """The rows of each table: only blank lines stand between them."""
    table: list[_Row] = []
    for first in sorted(kept):
        if table and not all(line.blank for line in lines[table[-1].last + 1 : first]):
            yield table
            table = []
        table.append(kept[first])
    if table:
        yield table


def _field(each: Cell, column: int) -> Field:
    """The cell as a field; its line ends are no part of it."""
    field = cell(each.text, each.start, column)
    if "\n" not in each.text:
        return field
    passage = without_marks(each.text, each.start, _LINE_END)
    return field._replace(passage=passage)
