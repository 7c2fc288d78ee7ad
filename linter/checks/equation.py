"""Whether the figures of a document stand in the relation they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from linter.checks.base import EXPLAINED, NOT_APPLICABLE, Outcome, TableRef
from linter.checks.values import AtLeastZero, TellingRelation, Weight
from linter.diagnostic import Gap, Message
from linter.document import Document
from linter.equations import Relation, cell_sums
from linter.equations.evaluation import evaluate
from linter.equations.references import speaks_of_last_year
from linter.form import CellSum, ColumnForm, Form, TableForm


@dataclass(frozen=True, slots=True)
class EquationCheck:
    """Figures add up, balance, or follow from each other.

    One relation, held against every row, every column or every innermost group of columns of a table, or once against
    figures named by path: `holds: person + sum(bodies) == total`. Of several under `any` one has to hold. A figure in
    `last_year` is a constant. Counts are compared exactly, amounts within half a unit of the places they state. What
    fails is explained together with all other equations of the document: the wrong figure is named, not the sum.
    `<=` and `>=` are judged and never used to propose a value. A figure of the text that is named has to be stated
    there: else the rule is not assessed. What the text may leave out is for `stated-figures`.

    Options:
        holds: the relation.
        any: instead, several relations, of which one has to hold.
        table: the table to hold it against, with `each`.
        each: row, column or group (the columns of one innermost group).
        only: the rows, columns or groups it is held against; all where none is named.
        tolerance: how far the sides may differ: `stated` (the default, what the stated places leave open) or a number.
        trust: how much figures of the relation are trusted when one must be wrong (1 is as much as any other).
    """

    placeholders: ClassVar[tuple[str, ...]] = EXPLAINED

    holds: TellingRelation | None = None
    any: tuple[TellingRelation, ...] = ()
    table: TableRef | None = None
    each: Literal["row", "column", "group"] | None = None
    only: tuple[str, ...] = ()
    tolerance: Literal["stated"] | AtLeastZero = "stated"
    trust: Mapping[str, Weight] = field(default_factory=dict)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All accepted readings."""
        return (self.holds,) if self.holds else self.any

    def run(self, document: Document) -> Outcome:
        tolerance = self.tolerance if isinstance(self.tolerance, Decimal) else None
        equations, gaps, applies = evaluate(
            self.relations, document, self.table, self.each, tolerance, self.trust, self.only
        )
        if applies:
            return Outcome(equations=equations, gaps=gaps)
        unstated = self._unstated(document)
        reason = Message("equation.unstated", {"figures": unstated})
        return Outcome(gaps=(Gap(reason),)) if unstated else NOT_APPLICABLE

    def _unstated(self, document: Document) -> tuple[str, ...]:
        """The figures that the rule needs and the text does not state, or only roughly."""
        if any(map(speaks_of_last_year, self.relations)) and document.last_year is None:
            return ()
        names = dict.fromkeys(name.text for relation in self.relations for name in relation.names)
        return tuple(
            name
            for name in names
            if name in document.form.figures and not any(each.exact for each in document.figures.get(name, ()))
        )

    def sums(self, table: TableForm) -> tuple[tuple[CellSum, ...], ...]:
        """The exact sums this rule states over the cells of a table, for each of its shapes."""
        if table.id != self.table or self.holds is None:
            return ()
        return cell_sums(self.holds, self.each, table, self.only)

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together: the option and why."""
        if not self.relations:
            yield "holds", Message("equation.no-relation")
        if self.holds and self.any:
            yield "any", Message("equation.holds-and-any")
        if self.each and not self.table:
            yield "each", Message("equation.each-without-table")
        if self.table and not self.each:
            yield "table", Message("equation.table-without-each")
        table = form.tables.get(self.table or "")
        if self.only and not self.each:
            yield "only", Message("equation.only-without-each")
        known = _paths(table, self.each) if table and self.each and self.only else frozenset(self.only)
        for name in self.only:
            if name not in known:
                yield "only", Message("equation.only-nothing", {"name": name, "each": self.each})
        if len({relation.comparison for relation in self.relations}) > 1:
            yield "any", Message("equation.mixed-readings")
        names = {name.text for relation in self.relations for name in relation.names}
        for name in self.trust:
            if name not in names:
                yield "trust", Message("equation.trust-of-nothing", {"name": name})


def _paths(table: TableForm, each: str | None) -> frozenset[str]:
    """The ids of the rows, columns or groups that a relation is held against, and of the groups they stand in."""
    if each == "row":
        paths = [row.path for row in table.every_row()]
    else:
        paths = [column.path if each == "column" else column.groups for column in _columns(table)]
    return frozenset(part for path in paths for part in path)


def _columns(table: TableForm) -> Iterator[ColumnForm]:
    return (column for row in table.every_row() for column in row.columns)
