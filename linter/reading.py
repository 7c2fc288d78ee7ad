"""From lines to a document, as one form sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from linter.binding import bind
from linter.blocks import Line
from linter.conditions import Value
from linter.document import RENAMED, BoundTable, Document, Paragraph
from linter.form import Form
from linter.prose.facts import read_facts
from linter.prose.outline import Outline, find_outline, without_joints
from linter.prose.paragraphs import paragraphs
from linter.prose.stated import read_figures
from linter.source import Source


@dataclass(frozen=True)
class Reading:
    """A file as far as one form sees it without its tables: enough to say what it is."""

    source: Source
    lines: tuple[Line, ...]
    form: Form
    outline: Outline
    markdown: bool

    @cached_property
    def document(self) -> Document:
        """The file with its prose and facts; the parts that should hold a table are not read yet. Where the outline
        shows already that the file is of another form, it is never made."""
        regions = [self.outline.region(table.section) for table in self.form.tables.values()]
        return self.taking([lines for lines, certain in regions if certain])

    def taking(
        self,
        taken: Sequence[tuple[int, int]],
        tables: Mapping[str, BoundTable] = MappingProxyType({}),
        known: Sequence[Paragraph] = (),
    ) -> Document:
        """The file with its prose made of all lines but those ``taken``; ``known`` are paragraphs made before."""
        prose = paragraphs(self.lines, self.outline, taken, known)
        document = Document(
            source=self.source,
            form=self.form,
            lines=self.lines,
            title=self.outline.title,
            paragraphs=prose,
            sections=self.outline.with_paragraphs(prose),
            tables=tables,
            markdown=self.markdown,
            headings=self.outline.headings,
        )
        return replace(document, facts=read_facts(document, self.form.facts))


def read_outline(source: Source, lines: tuple[Line, ...], form: Form, markdown: bool = False) -> Reading:
    """Where the title and the parts of a file stand; all else is read when it is asked for."""
    outline = find_outline(lines, form)
    cut = without_joints(lines, outline.headings)
    return Reading(source, cut, form, outline if cut is lines else find_outline(cut, form), markdown)


def with_tables(reading: Reading) -> Document:
    """The document with its tables bound, and its prose made of what is not table."""
    seen, outline = reading.document, reading.outline
    tables: dict[str, BoundTable] = {}
    for table in seen.form.tables.values():
        region, certain = outline.region(table.section)
        bound = bind(seen.source, seen.lines, region, table, certain)
        if bound.state == "missing" and certain:
            elsewhere = bind(seen.source, seen.lines, (0, len(seen.lines)), table, certain=False)
            bound = elsewhere if elsewhere.state != "missing" else bound
        tables[table.id] = bound
    document = seen
    if not _all_was_table(reading, tables):
        taken = [table.lines for table in tables.values() if table.lines[0] < table.lines[1]]
        document = reading.taking(taken, tables, seen.paragraphs)
    return replace(document, tables=tables, figures=read_figures(document))


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


class Names(Mapping[str, Value]):
    """What the names in a condition stand for in one document; unknown facts are None."""

    def __init__(self, seen: Document | Reading) -> None:
        self._reading = seen if isinstance(seen, Reading) else None
        self._outline = seen.outline if isinstance(seen, Reading) else seen
        self._document = None if isinstance(seen, Reading) else seen
        self._form = seen.form

    def __getitem__(self, name: str) -> Value:
        form = self._form
        if name in form.facts:
            fact = self._read().facts.get(name)
            if fact is None:
                return None
            return int(fact.value) if form.facts[name].kind == "year" else fact.value
        if name == "section_count":
            return sum(section.variant != RENAMED for section in self._outline.sections.values())
        if name == "title_like":
            title = self._outline.title
            return bool(form.title_like and title and form.title_like.search(title.folded.text))
        if name == "last_year":
            document = self._read()
            return None if document.previous_doubt else document.last_year is not None
        if name in form.tables:
            return self._bound().tables[name].state == "read"
        raise KeyError(name)

    def _read(self) -> Document:
        """The document, made only when a condition asks for more than its outline."""
        if self._document is None:
            assert self._reading is not None
            self._document = self._reading.document
        return self._document

    def _bound(self) -> Document:
        """The document with its tables, bound only when a condition asks for one."""
        if self._reading is not None and not self._read().tables:
            self._document = with_tables(self._reading)
        return self._read()

    def __iter__(self) -> Iterator[str]:
        return iter(("section_count", "title_like", "last_year", *self._form.facts, *self._form.tables))

    def __len__(self) -> int:
        return sum(1 for _ in self)
