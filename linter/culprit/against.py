"""What a number of the running text is held against in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linter.diagnostic import Related
from linter.equations import Equation, Linear, Variable
from linter.equations.whole import residual
from linter.equations.wording import figure_of


def held_against(stated: Variable, equations: Sequence[Equation], value: Decimal | None = None) -> tuple[Related, ...]:
    """The cells of tables that a number of the running text is held against, those that make it ``value`` where any do;
    none for a cell."""
    if stated.cell is not None:
        return ()
    forms = [form for equation in equations for form in equation.readings if names_cells(form)]
    change = Decimal(0) if value is None else value - (stated.value or 0)
    fitting = [form for form in forms if change and not residual(form) + _factor(form, stated) * change]
    cells = dict.fromkeys(each for form in fitting or forms for _, each in form.terms if each.cell is not None)
    return tuple(Related(figure_of(each), each.span, each.source) for each in cells)


def names_cells(form: Linear) -> bool:
    """Whether a form speaks of cells of tables."""
    return any(each.cell is not None for _, each in form.terms)


def _factor(form: Linear, variable: Variable) -> Decimal:
    return next((factor for factor, each in form.terms if each is variable), Decimal(0))
