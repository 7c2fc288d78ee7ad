"""The equations of a rule, as they are given to programs: every figure with its name, value and place."""

from __future__ import annotations

from typing import Any

from linter.commands.places import place
from linter.culprit import fails
from linter.document import Document
from linter.equations import Equation, Linear, Variable
from linter.equations.naming import written_name
from linter.equations.wording import difference
from linter.figures import plain_number
from linter.messages import Catalogue
from linter.output.view import shown_path


def compared(equation: Equation, document: Document, words: Catalogue) -> dict[str, Any]:
    """An equation, whether it holds, and the figures of each of its accepted readings."""
    holds = not fails(equation)
    return {
        "label": words.render(equation.label),
        "holds": holds,
        "relation": equation.relation,
        "difference": None if holds else difference(equation),
        "within": plain_number(equation.slack),
        "readings": [_form(form, document, words) for form in equation.readings],
    }


def _form(form: Linear, document: Document, words: Catalogue) -> dict[str, Any]:
    terms = [
        {"coefficient": plain_number(factor), **_figure(variable, document, words)} for factor, variable in form.terms
    ]
    return {"terms": terms, "constant": plain_number(form.constant)}


def _figure(variable: Variable, document: Document, words: Catalogue) -> dict[str, Any]:
    source = variable.source or document.source
    return {
        "figure": _called(variable, document, words),
        "value": None if variable.value is None else plain_number(variable.value),
        "printed": variable.printed,
        "path": shown_path(source.path) if variable.source else None,
        **place(source, variable.span),
    }


def _called(variable: Variable, document: Document, words: Catalogue) -> str:
    """The name that rules have for a figure; of a table that no form declares, its labels."""
    home = document.last_year if variable.source else document
    if variable.at is None or home is None:
        return words.word(variable.cell) if variable.cell else variable.name
    table, row, column = variable.at
    bound = home.tables[table]
    form = bound.rows[row].form
    name = written_name(home.form, bound.form, form, form.columns[column])
    return f"last_year.{name}" if variable.source else name
