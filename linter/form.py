"""What a pack declares of a form: its sections, its tables, the facts and figures its prose states.

Plain frozen data, built by ``linter.packs``, read by the outline, the binding and the checks. Labels come in spellings:
the first is the form's own, the others are accepted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Spellings = tuple[str, ...]

CellSum = tuple[tuple[int, str, str], ...]
"""A sum over cells of one table that has to be 0: (coefficient, row id, column id), each cell once."""


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A part of the report. ``titles`` are whole, with the ordinal where the form has one (``一、…``)."""

    id: str
    titles: Spellings
    required: bool = True


@dataclass(frozen=True, slots=True)
class CellForm:
    """What a cell may hold: a count (whole, not negative), an amount (decimal, ``negative`` or not), or anything."""

    kind: Literal["count", "amount", "number"] = "count"
    unit: str | None = None
    places: int | None = None
    negative: bool = False


@dataclass(frozen=True)
class ColumnForm:
    """A column of figures. ``groups`` are the ids of the header groups above it, outermost first."""

    id: str
    labels: Spellings
    groups: tuple[str, ...] = ()
    group_labels: tuple[Spellings, ...] = ()
    cell: CellForm = CellForm()

    @cached_property
    def path(self) -> tuple[str, ...]:
        """Groups and id. An id that already is a path (``review.total``) counts by its last part."""
        return (*self.groups, self.id.rpartition(".")[2])


@dataclass(frozen=True)
class RowForm:
    """A row of figures and the columns it has.

    ``groups`` are the ids of the row groups it stands in, outermost first; ``block`` names the small block of a table
    made of several (each with a header of its own, ``headers``), else it is empty. ``labels`` is empty for the only
    row of a table without row labels.
    """

    id: str
    labels: Spellings
    columns: tuple[ColumnForm, ...]
    groups: tuple[str, ...] = ()
    group_labels: tuple[Spellings, ...] = ()
    block: str = ""
    headers: Spellings = ()

    @cached_property
    def path(self) -> tuple[str, ...]:
        """Block, groups and id."""
        return (self.block, *self.groups, self.id) if self.block else (*self.groups, self.id)

    @cached_property
    def places(self) -> Mapping[tuple[str, ...], int]:
        """The indexes of the columns by their paths."""
        return {column.path: index for index, column in enumerate(self.columns)}


@dataclass(frozen=True)
class TableForm:
    """A table of the form.

    ``shapes`` are the accepted lists of rows, the form's own first (the others are, say, a group that may stand as a
    single row); all rows of a shape are in the form's order. ``one_row``: a single row of figures without a label.
    ``notes`` are texts that may stand inside the table and name neither a row nor a column (a reconciliation note).
    ``sums`` are, for each shape, the exact sums that the pack's rules state over the table's own cells: the reading of
    a table is a hypothesis, and among the readings the text leaves open the one that lets most of them hold wins.
    ``memo`` keeps what later rooms derive from the table once and use for each document.
    """

    id: str
    section: str
    shapes: tuple[tuple[RowForm, ...], ...]
    one_row: bool = False
    notes: Spellings = ()
    sums: tuple[tuple[CellSum, ...], ...] = ()
    memo: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def rows(self) -> tuple[RowForm, ...]:
        return self.shapes[0]

    def every_row(self) -> Iterator[RowForm]:
        """Each row of any shape once, by id."""
        seen: set[str] = set()
        for shape in self.shapes:
            for row in shape:
                if row.id not in seen:
                    seen.add(row.id)
                    yield row


@dataclass(frozen=True, slots=True)
class FactReading:
    """One way to read a fact: ``pattern`` searched in ``scope`` (title, lead, signature, document or a section's id);
    the value is the first group. Instead of a scope, ``of`` names another fact whose value ``pattern`` is held against
    (the value is then whether it matches)."""

    pattern: re.Pattern[str]
    scope: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class FactForm:
    """A fact of the document: the first reading that is found holds; none found means unknown."""

    id: str
    readings: tuple[FactReading, ...]
    kind: Literal["text", "year", "date", "flag"] = "text"


@dataclass(frozen=True, slots=True)
class FigureForm:
    """A number that prose states: ``says`` (verbs) and ``about`` (subjects) in one clause with a number in one of
    ``units``; ``none`` are phrases that mean 0; a clause with one of ``besides`` speaks of another figure, and
    so does a sentence with one of ``elsewhere``. An ``amount`` is said in a precision (``1906万元`` is 1905.70 too);
    any other number is exact."""

    id: str
    scope: tuple[str, ...]
    says: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    amount: bool = False


@dataclass(frozen=True)
class Form:
    """A form: what the reports of one kind are made of. ``memo`` keeps what later rooms derive from the form once and
    use for each document."""

    sections: tuple[SectionForm, ...] = ()
    tables: Mapping[str, TableForm] = field(default_factory=dict)
    facts: Mapping[str, FactForm] = field(default_factory=dict)
    figures: Mapping[str, FigureForm] = field(default_factory=dict)
    title_like: re.Pattern[str] | None = None
    memo: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def section_ids(self) -> frozenset[str]:
        return frozenset(section.id for section in self.sections)
