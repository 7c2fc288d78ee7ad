"""Equations over named figures: how a pack writes them, and what they say of one document.

A pack writes a *relation* (``person + sum(bodies) == total``). A check binds its names to the figures of a document,
which yields *equations*: linear forms over variables that know their places. Only all equations of a document
together tell which figure is wrong (``linter.culprit``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from linter.diagnostic import CellName, Message
from linter.equations.references import Each, UnknownName, check_names
from linter.equations.relation import NameUse, Relation, parse_relation
from linter.equations.table_sums import cell_sums
from linter.source import Source, Span

__all__ = [
    "Each",
    "Equation",
    "Linear",
    "NameUse",
    "Relation",
    "UnknownName",
    "Variable",
    "cell_sums",
    "check_names",
    "parse_relation",
]


@dataclass(slots=True, eq=False)  # one for each cell of each table: a frozen one takes three times as long to make
class Variable:
    """A figure that equations speak of, with its place. Two variables are the same only if they are one object.

    ``value`` is None for a blank (an unknown). ``places`` are the decimal places stated. ``whole`` values must be
    integers, ``lowest`` bounds them from below (None: no bound). A ``fixed`` one is a constant that is never accused
    (last year's figure). ``weight`` is how much it is trusted: of two explanations the one of less weight wins.
    ``source`` is None where the figure stands in the document itself.

    ``state`` says why a value is None: "blank" (an explicit empty place), "text" (no figure), "missing" (gone from the
    row; the sums may still tell it). ``at`` is the figure's place in its table: table id, number of the row, of the
    column.
    """

    name: str
    value: Decimal | None
    span: Span
    printed: str = ""
    places: int = 0
    whole: bool = True
    lowest: Decimal | None = Decimal(0)
    fixed: bool = False
    weight: int = 1
    cell: CellName | None = None
    source: Source | None = None
    state: Literal["given", "blank", "text", "missing"] = "given"
    at: tuple[str, int, int] | None = None

    @property
    def half_unit(self) -> Decimal:
        """How far the true value may be from the stated one: half a unit of the last place of an amount, 0 of a count
        and of a bare ``0``."""
        if self.whole or not (self.value or self.places):
            return Decimal(0)
        return Decimal(5).scaleb(-self.places - 1)

    def may_be(self, value: Decimal) -> bool:
        """Whether the figure's place may hold a value."""
        if self.lowest is not None and value < self.lowest:
            return False
        return not self.whole or value == value.to_integral_value()


class Linear(NamedTuple):
    """``sum(coefficient * variable) + constant``, each variable once.

    ``spread`` is how much the equation's slack grows with a figure: a rounded percentage of a larger whole may be
    further off, in units of the whole.
    """

    terms: tuple[tuple[Decimal, Variable], ...]
    constant: Decimal = Decimal(0)
    spread: tuple[tuple[Decimal, Variable], ...] = ()


@dataclass(slots=True, eq=False)  # not frozen, as a variable is not
class Equation:
    """A relation that has to hold between figures of one document. ``rule`` is written by who runs the rule: a check
    does not know its id.

    ``readings`` are the accepted readings, each a linear form compared with 0 by ``relation``; the equation fails only
    if none of them holds. ``slack`` is how far from 0 a form may be and still count as 0 (half units of stated places,
    a pack's tolerance); 0 compares exactly. ``total`` is the figure an unexplained failure is placed on. ``label``
    says which equation it is ("row total of ..."), for related places. ``accuses`` is False for relations that are
    judged but never used to propose a value (``<=``, ``>=``). ``trust`` are the weights this equation's rule gives to
    some of its figures.
    """

    rule: str
    readings: tuple[Linear, ...]
    total: Variable
    label: Message
    relation: Literal["==", "<=", ">="] = "=="
    slack: Decimal = Decimal(0)
    accuses: bool = True
    trust: tuple[tuple[Variable, int], ...] = ()

    @property
    def figures(self) -> set[Variable]:
        """All figures that any of its readings speaks of."""
        return {variable for form in self.readings for _, variable in form.terms}
