"""From lines to a document, as one form sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linter.binding import bind
from linter.blocks import Line
from linter.conditions import Value
from linter.document import RENAMED, BoundTable, Document, Paragraph
from linter.form import Form
from linter.prose.facts import read_facts
from linter.prose.outline import Outline, find_outline
from linter.prose.paragraphs import paragraphs
from linter.prose.stated import read_figures
from linter.source import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as far as one form sees it without its tables: enough to say what it is."""

    document: Document
    outline: Outline


def read_outline(source: Source, lines: tuple[Line, ...], form: Form, markdown: bool = False) -> Reading:
    """The outline, title and facts of a file; the parts that should hold a table are not read yet."""
    outline = find_outline(lines, form)
    regions = [outline.region(table.section) for table in form.tables.values()]
    unread = [lines for lines, certain in regions if certain]
    return Reading(_document(source, lines, form, outline, {}, markdown, unread), outline)


def with_tables(reading: Reading) -> Document:
    """The document with its tables bound, and its prose made of what is not table."""
    seen, outline = reading.document, reading.outline
    tables: dict[str, BoundTable] = {}
    for table in seen.form.tables.values():
        region, certain = outline.region(table.section)
        bound = bind(seen.source, seen.lines, region, table, certain)
        if bound.state == "missing" and certain:
            elsewhere = bind(seen.source, seen.lines, (0, len(seen.lines)), table, certain=False)
            bound = elsewhere if elsewhere.state == "read" else bound
        tables[table.id] = bound
    if _all_was_table(reading, tables):
        document = replace(seen, tables=tables)
    else:
        taken = [table.lines for table in tables.values() if table.lines[0] < table.lines[1]]
        known = seen.paragraphs
        document = _document(seen.source, seen.lines, seen.form, outline, tables, seen.markdown, taken, known)
    return replace(document, figures=read_figures(document))


def _all_was_table(reading: Reading, tables: Mapping[str, BoundTable]) -> bool:
    """Whether the tables take all that was no prose before they were read, and nothing else: the prose is the same."""
    lines = reading.document.lines
    for table in tables.values():
        (heading, end), certain = reading.outline.region(table.form.section)
        first, last = table.lines
        if certain:
            if not all(line.blank for line in (*lines[heading + 1 : first], *lines[max(last, heading + 1) : end])):
                return False
        elif first < last:
            return False
    return True


def _document(
    source: Source,
    lines: Sequence[Line],
    form: Form,
    outline: Outline,
    tables: Mapping[str, BoundTable],
    markdown: bool,
    taken: Sequence[tuple[int, int]],
    known: Sequence[Paragraph] = (),
) -> Document:
    prose = paragraphs(lines, outline, taken, known)
    document = Document(
        source=source,
        form=form,
        lines=tuple(lines),
        title=outline.title,
        paragraphs=prose,
        sections=outline.with_paragraphs(prose),
        tables=tables,
        markdown=markdown,
        headings=outline.headings,
    )
    return replace(document, facts=read_facts(document, form.facts))


class Names(Mapping[str, Value]):
    """What the names in a condition stand for in one document; unknown facts are None."""

    def __init__(self, seen: Document | Reading) -> None:
        self._reading = seen if isinstance(seen, Reading) else None
        self._document = seen.document if isinstance(seen, Reading) else seen

    def __getitem__(self, name: str) -> Value:
        document = self._document
        if name in document.form.facts:
            fact = document.facts.get(name)
            if fact is None:
                return None
            return int(fact.value) if document.form.facts[name].kind == "year" else fact.value
        if name == "section_count":
            return sum(section.variant != RENAMED for section in document.sections.values())
        if name == "title_like":
            like = document.form.title_like
            return bool(like and document.title and like.search(document.title.folded.text))
        if name == "last_year":
            return None if document.previous_doubt else document.last_year is not None
        if name in document.form.tables:
            return self._bound().tables[name].state == "read"
        raise KeyError(name)

    def _bound(self) -> Document:
        """The document with its tables, bound only when a condition asks for one."""
        if self._reading is not None and not self._document.tables:
            self._document = with_tables(self._reading)
        return self._document

    def __iter__(self) -> Iterator[str]:
        return iter(
            ("section_count", "title_like", "last_year", *self._document.form.facts, *self._document.form.tables)
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)
