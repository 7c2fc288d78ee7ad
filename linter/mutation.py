"""Which parts of a report the rules of a pack watch: each figure, heading, unit and date of its samples is changed in
turn, and what no rule noticed is listed by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from linter.diagnostic import FileResult, Severity
from linter.document import BoundCell, BoundTable, Document, Paragraph
from linter.engine import lint_text, speaking_packs
from linter.equations.naming import written_name
from linter.figures import plain_number
from linter.pack import Pack
from linter.prose.enumerators import read_enumerator
from linter.prose.numbers import numbers
from linter.reading import with_tables
from linter.selection import Options
from linter.source import Source, Span

_SAMPLE = "sample.txt"
_AROUND = 6
_WHOLE = re.compile(r"[0-9][0-9,]*")
_YEAR = "年"
_POINT = "是"
_DATES = (_YEAR, "月", "日")

PROSE_PARTS = ("headings", "units", "dates", "prose")
Part = str
"""The id of a table, or one of ``PROSE_PARTS``."""


@dataclass(frozen=True, slots=True)
class Protection:
    """How many things of a part of the samples are watched by some rule, and the names of those that are not."""

    part: Part
    total: int
    unprotected: tuple[str, ...] = ()


class _Change(NamedTuple):
    """Something of a sample and what to put in its place."""

    part: Part
    name: str
    span: Span
    text: str


def protection(pack: Pack, samples: Iterable[str]) -> Iterator[Protection]:
    """What the pack watches of its samples, part by part. A thing that is watched in one sample is watched."""
    options = Options((pack,), named=True)
    seen: dict[Part, dict[str, bool]] = {table: {} for table in pack.form.tables}
    for text in samples:
        source = Source.of(_SAMPLE, text)
        before = _said(lint_text(_SAMPLE, text, options))
        for change in _changes(source, options):
            things = seen.setdefault(change.part, {})
            if things.get(change.name):
                continue
            mutant = text[: change.span.start] + change.text + text[change.span.end :]
            things[change.name] = not _said(lint_text(_SAMPLE, mutant, options)) <= before
    for part, things in seen.items():
        if things:
            yield Protection(part, len(things), tuple(name for name, watched in things.items() if not watched))


def _said(result: FileResult) -> set[tuple[str, str, str | None]]:
    """What is said of a text, apart from its places; notes do not count as noticing."""
    return {(each.rule, each.message, each.actual) for each in result.diagnostics if each.severity > Severity.INFO}


def _changes(source: Source, options: Options) -> Iterator[_Change]:
    for _, reading in speaking_packs(source, options):
        document = with_tables(reading)
        for table in document.tables.values():
            yield from _cells(document, table)
            yield from _units(table, source)
        yield from _headings(document)
        for paragraph in document.paragraphs:
            yield from _figures(paragraph)


def _cells(document: Document, table: BoundTable) -> Iterator[_Change]:
    """Each figure of a table, one more; a sign for nothing becomes 1."""
    for row in table.rows:
        for cell in row.cells:
            if cell.state == "given" and cell.figure.value is not None:
                name = written_name(document.form, table.form, cell.row, cell.column)
                yield _Change(table.form.id, name, cell.span, _one_more(cell))


def _one_more(cell: BoundCell) -> str:
    more = (cell.figure.value or Decimal(0)) + 1
    return f"{more:.{cell.figure.places}f}"


def _units(table: BoundTable, source: Source) -> Iterator[_Change]:
    """The unit that a table states, left out."""
    units = {column.cell.unit for row in table.rows for column in row.form.columns if column.cell.unit}
    for text in table.texts:
        for unit in units:
            at = text.text.find(unit)
            if at >= 0:
                yield _Change("units", f"{table.form.id}: {text.text.strip()}", text.span(at, at + len(unit)), "")


def _headings(document: Document) -> Iterator[_Change]:
    """Each heading of a part, left out; and the title, a word lost from its second half."""
    for name, section in document.sections.items():
        yield _Change("headings", name, section.heading.span(), "")
    title = document.title
    if title and len(title.raw.text) > 8:
        at = len(title.raw.text) * 2 // 3
        yield _Change("headings", "title", title.raw.span(at, at + 2), "")


def _figures(paragraph: Paragraph) -> Iterator[_Change]:
    """Each figure of running text, one more; a year, one less. The numbers of points are none."""
    folded = paragraph.folded
    enumerator = read_enumerator(folded.text)
    for number in numbers(folded.text):
        counts = folded.text[number.unit : number.unit + 1]
        if counts == _POINT or (enumerator and number.start < enumerator.end):
            continue
        step = -1 if counts == _YEAR else 1
        name = _around(paragraph, number.start, number.end)
        whole = _WHOLE.match(folded.text, number.start, number.end)
        end = whole.end() if whole else number.end
        text = str(int(whole[0].replace(",", "")) + step) if whole else plain_number(number.value + step)
        yield _Change("dates" if counts in _DATES else "prose", name, folded.span(number.start, end), text)


def _around(paragraph: Paragraph, start: int, end: int) -> str:
    """A figure of running text by the part it stands in and the words around it."""
    text = paragraph.folded.text
    return f"{paragraph.scope}: …{text[max(0, start - _AROUND) : end + _AROUND]}…"
