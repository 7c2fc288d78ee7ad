"""Whether the figures of a document stand in the relation they should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linter.checks.base import NOT_APPLICABLE, Outcome, TableRef
from linter.document import Document
from linter.equations import Relation
from linter.evaluation import evaluate


@dataclass(frozen=True, slots=True)
class EquationCheck:
    """Figures add up, balance, or follow from each other.

    One relation, held against every row, every column or every innermost group of columns of a table, or once against
    figures named by path: `holds: person + sum(bodies) == total`. Of several under `any` one has to hold. A figure in
    `last_year` is a constant. Counts are compared exactly, amounts within half a unit of the places they state. What
    fails is explained together with all other equations of the document: the wrong figure is named, not the sum.
    `<=` and `>=` are judged and never used to propose a value.

    Options:
        holds: the relation.
        any: several relations, of which one has to hold.
        table: the table to hold it against, with `each`.
        each: row, column or group (the columns of one innermost group).
        tolerance: how far the sides may differ: `stated` (the default, what the stated places leave open) or a number.
        trust: how much figures of the relation are trusted when one must be wrong (1 is as much as any other).
    """

    holds: Relation | None = None
    any: tuple[Relation, ...] = ()
    table: TableRef | None = None
    each: Literal["row", "column", "group"] | None = None
    tolerance: Literal["stated"] | Decimal = "stated"
    trust: Mapping[str, int] = field(default_factory=dict)

    def run(self, document: Document) -> Outcome:
        relations = (*((self.holds,) if self.holds else ()), *self.any)
        tolerance = self.tolerance if isinstance(self.tolerance, Decimal) else None
        equations, gaps, applies = evaluate(relations, document, self.table, self.each, tolerance, self.trust)
        return Outcome(equations=equations, gaps=gaps) if applies else NOT_APPLICABLE
