"""How equations and figures are called in messages."""

from __future__ import annotations

from decimal import Decimal

from linter.diagnostic import CellName, Message
from linter.equations import Equation, Variable
from linter.equations.whole import residual
from linter.figures import plain_number

_MILLIONTH = Decimal("0.000001")
_OWN = {
    "equation.row": ("row", "equation.own-row"),
    "equation.group": ("row", "equation.own-group"),
    "equation.column": ("column", "equation.own-column"),
    "equation.balance": ("column", "equation.own-balance"),
}
"""The label of a cell that says it stands in the equation's own row or column, and how the equation is called then."""


def name_of(variable: Variable) -> CellName | Message:
    """A figure's name: its cell's, or, in prose, what it says there."""
    return variable.cell or Message("explain.in-prose", {"actual": variable.printed})


def figure_of(variable: Variable) -> Message:
    """A figure's name and what it says."""
    name = name_of(variable)
    return name if isinstance(name, Message) else Message("explain.figure", {"cell": name, "actual": variable.printed})


def own_label(equation: Equation, culprit: Variable | None) -> Message:
    """The label of an equation, shorter where it stands in the row or column of the figure that is spoken of."""
    label = equation.label
    side, shorter = _OWN.get(label.key, ("", ""))
    cell = culprit.cell if culprit is not None else None
    if not side or cell is None or label.values.get(side) != getattr(cell, side):
        return label
    return Message(shorter, label.values)


def difference(equation: Equation) -> str:
    """By how much an equation fails, in units of its total."""
    form = min(equation.readings, key=lambda each: abs(residual(each)))
    off = abs(residual(form))
    factor = next((abs(factor) for factor, variable in form.terms if variable is equation.total), Decimal(1))
    if factor != 1:
        off = (off / factor).quantize(_MILLIONTH) if off / factor < 10**20 else off / factor
    return plain_number(off)
