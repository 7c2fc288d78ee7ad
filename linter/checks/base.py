"""What a kind of check is.

A kind is one frozen dataclass in a file of its own. Its fields are the options a rule may give under ``with:``; the
loader converts and validates them by their annotations (see ``OPTION TYPES`` below), so a mistake is found, with its
place in the YAML, before anything is linted. Its docstring is its documentation: a line that says what it judges, a
paragraph of meaning, and an ``Options:`` list that names every field. ``run`` judges one document and yields findings;
it never knows the rule's id, its severity, or whether it is silenced.

OPTION TYPES: ``str`` ``int`` ``bool`` ``Decimal`` ``Literal[...]`` ``X | None`` ``tuple[X, ...]`` (one X alone is
accepted too) ``Mapping[str, X]`` ``re.Pattern[str]`` (folded, checked) ``Relation`` (an equation) a nested frozen
dataclass (a mapping), the references below, each checked against the pack's form, and the types of ``values.py``: a
number within bounds, a fact that is a year, a pattern with a group. What a value must be is said by its type wherever a
type can say it. A field named ``in_`` is written ``in``; ``not_below`` is written ``not-below``.

``placeholders`` names what the values of its messages are called, for rules with words of their own.

Four methods more, where a kind has use for them: ``objections(form)`` yields (field, message) for what is wrong with
options taken together, found while loading; ``sums(table)`` gives the exact sums it states over a table's own cells,
for each of the table's shapes: the reading of tables uses them; ``seen(document)`` yields (what it is, place) of what
it found where it looked, and ``judged_tables(document)`` the tables it judges though no form declares them: both are
for people who ask what a rule made of a file (``show --rule``), and come from what judges it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NewType, Protocol

from linter.culprit.explain import BlankVerdict
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document
from linter.equations import Equation

Word = NewType("Word", str)
"""A text that is looked for in folded text: folded like it, so that it is found however it is typed."""
SectionRef = NewType("SectionRef", str)
"""The id of a section of the form."""
TableRef = NewType("TableRef", str)
"""The id of a table of the form."""
FactRef = NewType("FactRef", str)
"""The id of a fact of the form."""
FigureRef = NewType("FigureRef", str)
"""The id of a figure that prose states."""
ScopeRef = NewType("ScopeRef", str)
"""A place of running text: "title", "lead", "signature", "document", or the id of a section."""
CellRef = NewType("CellRef", str)
"""A cell, row, column, group or block of a table: ``table.row.column``; parts that leave no doubt may be left out."""
OneCellRef = NewType("OneCellRef", str)
"""A single cell of a table, by such a path."""


EXPLAINED = ("cell", "actual", "expected", "equation", "difference", "candidates")
"""The placeholders of kinds whose equations are explained together with all others: the figure that is wrong; or, where
that cannot be told, what fails, by how much, and which figures it may be."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check has to say of one document.

    ``findings`` and failing ``equations`` are faults; ``gaps`` say what could not be judged and why. Nothing at all is
    a pass. ``applies`` is False where the rule has nothing to judge here (it is then neither pass nor fault).
    """

    findings: tuple[Finding, ...] = ()
    equations: Sequence[Equation] = ()
    gaps: tuple[Gap, ...] = ()
    applies: bool = True


PASS = Outcome()
NOT_APPLICABLE = Outcome(applies=False)


def unread(document: Document, tables: Iterable[str]) -> tuple[Gap, ...]:
    """Why rules over these tables cannot run: a gap for each table that was found and could not be read."""
    return tuple(
        Gap(bound.reason or Message("engine.misread-unknown"), table, span=bound.span)
        for table in tables
        if (bound := document.tables[table]).state == "misread"
    )


class Check(Protocol):
    """A kind with its options set, ready to judge.

    ``placeholders`` are what the own ``message`` of a rule may have in braces; a finding need not have all of them.
    """

    placeholders: ClassVar[tuple[str, ...]]

    def run(self, document: Document) -> Outcome: ...


class JudgesBlanks(Protocol):
    """A kind that also judges what the equations leave of the blank cells, once all are explained together."""

    def judge(self, document: Document, verdicts: Sequence[BlankVerdict]) -> tuple[Finding, ...]: ...
