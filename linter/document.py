"""A report as its form sees it: title, sections, paragraphs, bound tables, facts. This is what checks judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from linter.blocks import Line
from linter.diagnostic import Message
from linter.figures import Figure
from linter.form import ColumnForm, Form, RowForm, SectionForm, TableForm
from linter.source import Passage, Source, Span


class Paragraph(NamedTuple):
    """Running text between two breaks, soft-wrapped lines joined, page furniture left out.

    ``scope`` is where it stands: "title", "lead" (before the first section), a section's id, or "signature". ``raw``
    has the line ends that stand inside it. ``continued`` says that the next block goes on with this one's sentence;
    ``heading`` that it is a sub-heading of its own line.
    """

    raw: Passage
    folded: Passage
    scope: str
    line: int
    heading: bool = False
    continued: bool = False


NEARLY = -1
RENAMED = -2


@dataclass(frozen=True, slots=True)
class Section:
    """A part that was found. ``ordinal`` is the enumerator as written (``三、``), "" where there is none; ``variant``
    is the index of the spelling that matched in ``form.titles`` (0 the form's own), ``NEARLY`` for a title that comes
    close to one of them, ``RENAMED`` for another title that stands in the part's place under its number. ``lines`` is
    the half-open range of indexes into ``Document.lines`` from the heading to the next part."""

    form: SectionForm
    heading: Passage
    folded: Passage
    ordinal: str
    variant: int
    lines: tuple[int, int]
    paragraphs: tuple[Paragraph, ...] = ()


class BoundCell(NamedTuple):
    """A cell of the form and what the file says in it.

    ``state``: "given" (a figure, a sign for nothing or a text stands there), "blank" (an explicit empty place),
    "missing" (the row has fewer figures than columns and this one is gone), "unread" (the text leaves open which figure
    belongs here). ``span`` is the figure's place; of a blank, the empty place; of a missing one, its neighbour's.
    Where the row and its columns leave one value for a missing cell, ``figure`` is that value; else it is blank. The
    pieces of a figure that a narrow column has cut stand apart: ``printed`` is all of it, ``span`` from first to last.
    """

    row: RowForm
    column: ColumnForm
    figure: Figure
    printed: str
    span: Span
    state: Literal["given", "blank", "missing", "unread"] = "given"


class BoundRow(NamedTuple):
    """A row of the form and where it stands.

    ``state``: "bound" (every cell has its place, though it may be blank), "short" (fewer figures than columns and
    which one is missing could not be told, or could be only by the sums: then the cell is "missing"), "long" (more
    figures than columns), "missing" (not in the file), "unread" (there, but not to be read). ``label`` is the text
    found as its label, None where none was; ``printed`` are the figures as they stand, in order. ``span`` is the
    row's place; for a missing row the place where it should be (the row before). ``candidates`` are the columns in any
    of which a missing cell may stand, where several give the same values (5 2 0 0 0 1 8 without one of its zeros).
    """

    form: RowForm
    state: Literal["bound", "short", "long", "missing", "unread"]
    span: Span
    label: Passage | None = None
    cells: tuple[BoundCell, ...] = ()
    printed: tuple[tuple[str, Span], ...] = ()
    reason: Message | None = None
    candidates: tuple[ColumnForm, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table of the form as it was read.

    ``state``: "read", "missing" (the part holds no trace of it) or "misread" (there is something, and it could not be
    read: ``reason``). ``left_over`` are the figures of the table's lines that belong to no row (page numbers, repeats
    of merged cells). ``texts`` are the other texts that were found in it (headers, group labels, notes). ``lines`` is
    the half-open range of indexes into ``Document.lines`` that the table covers; prose starts again behind it.
    """

    form: TableForm
    state: Literal["read", "missing", "misread"]
    span: Span
    rows: tuple[BoundRow, ...] = ()
    left_over: tuple[tuple[str, Span], ...] = ()
    texts: tuple[Passage, ...] = ()
    lines: tuple[int, int] = (0, 0)
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was read: its value, where, and the values of the readings that did not hold."""

    value: str | bool
    span: Span | None
    others: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A number that prose states for one of the form's figures. ``exact`` is False where it is only said roughly;
    ``amount`` says that it is known to half a unit of its last place only."""

    value: Decimal
    span: Span
    printed: str
    places: int = 0
    exact: bool = True
    amount: bool = False


@dataclass(frozen=True)
class Document:
    """A report as its form sees it. ``last_year`` is the same body's report of the year before, where there is one;
    ``previous_doubt`` says why it could not be told which report that is. ``sections`` holds each part once;
    ``headings`` every heading of a part in the order of the file, repeated ones too. ``figures`` are the numbers that
    prose states, by the form's ids; ``memo`` keeps what later rooms derive from the document once and use often."""

    source: Source
    form: Form
    lines: tuple[Line, ...]
    title: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    sections: Mapping[str, Section]
    tables: Mapping[str, BoundTable]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    last_year: Document | None = None
    previous_doubt: Message | None = None
    draft: bool = False
    markdown: bool = False
    headings: tuple[Section, ...] = ()
    figures: Mapping[str, tuple[StatedFigure, ...]] = field(default_factory=dict)
    memo: dict[str, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def _by_scope(self) -> Mapping[str, tuple[Paragraph, ...]]:
        scopes = dict.fromkeys(paragraph.scope for paragraph in self.paragraphs)
        return {scope: tuple(each for each in self.paragraphs if each.scope == scope) for scope in scopes}

    def scope(self, *names: str) -> tuple[Paragraph, ...]:
        """The paragraphs of the named scopes ("title", "lead", "signature", section ids; "document" is all)."""
        if "document" in names:
            return self.paragraphs
        if len(names) == 1:
            return self._by_scope.get(names[0], ())
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.scope in names)

    @property
    def running_text(self) -> str:
        """All paragraphs folded, a line each: to tell quickly that something stands nowhere in them."""
        text = self.memo.get("running text")
        if not isinstance(text, str):
            text = self.memo["running text"] = "\n".join(paragraph.folded.text for paragraph in self.paragraphs)
        return text
