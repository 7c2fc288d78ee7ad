"""Whether the figures of a document stand in the relation they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linter.checks.base import NOT_APPLICABLE, Outcome, TableRef
from linter.diagnostic import Gap, Message
from linter.document import Document
from linter.equations import Relation, cell_sums
from linter.equations.evaluation import evaluate
from linter.equations.references import speaks_of_last_year
from linter.form import CellSum, Form, TableForm


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
        any: several relations, of which one has to hold.
        table: the table to hold it against, with `each`.
        each: row, column or group (the columns of one innermost group).
        only: the rows, columns or groups it is held against; all where none is named.
        tolerance: how far the sides may differ: `stated` (the default, what the stated places leave open) or a number.
        trust: how much figures of the relation are trusted when one must be wrong (1 is as much as any other).
    """

    holds: Relation | None = None
    any: tuple[Relation, ...] = ()
    table: TableRef | None = None
    each: Literal["row", "column", "group"] | None = None
    only: tuple[str, ...] = ()
    tolerance: Literal["stated"] | Decimal = "stated"
    trust: Mapping[str, int] = field(default_factory=dict)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All accepted readings."""
        return (self.holds, *self.any) if self.holds else self.any

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
        if table.id != self.table or self.holds is None or self.any:
            return ()
        return cell_sums(self.holds, self.each, table, self.only)

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together: the option and why."""
        if not self.relations:
            yield "holds", Message("equation.no-relation")
        if self.each and not self.table:
            yield "each", Message("equation.each-without-table")
        if self.table and not self.each:
            yield "table", Message("equation.table-without-each")
        table = form.tables.get(self.table or "")
        known = _paths(table) if table and self.only else frozenset(self.only)
        for name in self.only:
            if not self.each or name not in known:
                yield "only", Message("equation.only-nothing", {"name": name})
        if isinstance(self.tolerance, Decimal) and self.tolerance < 0:
            yield "tolerance", Message("equation.negative-tolerance")
        if len({relation.comparison for relation in self.relations}) > 1:
            yield "any", Message("equation.mixed-readings")
        names = {name.text for relation in self.relations for name in relation.names}
        for name, weight in self.trust.items():
            if name not in names:
                yield "trust", Message("equation.trust-of-nothing", {"name": name})
            elif weight < 1:
                yield "trust", Message("equation.trust-too-low", {"name": name})


def _paths(table: TableForm) -> frozenset[str]:
    """All ids of rows, columns and their groups."""
    rows = [row for shape in table.shapes for row in shape]
    return frozenset(
        part for row in rows for path in (row.path, *(column.path for column in row.columns)) for part in path
    )
