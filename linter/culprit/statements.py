"""The findings that explanations become: what is said, where, with which figures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from linter.culprit.against import held_against, names_cells
from linter.culprit.explanation import Alternative, Explanation, Repair
from linter.culprit.slips import likely_slip
from linter.diagnostic import Candidate, CellName, Finding, Message, Related
from linter.equations import Equation, Variable
from linter.equations.wording import difference, figure_of, name_of, own_label
from linter.figures import plain_number
from linter.source import Span

MOST_NAMED = 6
MOST_RELATED = 20

_ROW_SLIPS = {
    "right": ("explain.row-right", "explain.row-right-perhaps"),
    "left": ("explain.row-left", "explain.row-left-perhaps"),
    "swapped": ("explain.row-swapped", "explain.row-swapped-perhaps"),
}
"""What is said of a row in the wrong place: for certain, or of several possibilities."""

_REPAIRS = {
    True: ("explain.repair-open", "explain.repair-slip", "explain.repair"),
    False: ("explain.repair-stated-open", "explain.repair-stated-slip", "explain.repair-stated"),
}
"""What is said of a cell and of a number in the text that may be wrong: its value left open, a slip, or neither."""

Places = Mapping[tuple[str, int, int], Variable]
"""The figures of the tables by table, row and column."""


def on_culprit(repair: Repair, broken: Sequence[Equation], places: Places) -> Finding | None:
    """A figure that is certainly wrong; None for one that is gone from its row or left open, which others speak of."""
    variable, value = repair
    if variable.state == "missing" or (variable.value is None and value is None):
        return None
    values = {**_named(variable), "because": _because(broken, variable, value), "expected": _expected(value)}
    key = "explain.culprit"
    if variable.value is None:
        key = "explain.text" if variable.state == "text" else "explain.blank"
    elif value is None:
        key = "explain.culprit-open"
    else:
        slip = likely_slip(variable.value, value, _neighbours(variable, places))
        if slip is not None:
            key, values["slip"] = "explain.culprit-slip", slip
    return Finding(
        variable.span,
        Message(key, values),
        cell=variable.cell,
        actual=variable.printed,
        expected=None if value is None else plain_number(value),
        related=held_against(variable, broken, value)
        or tuple(_proof(each, variable) for each in broken[:MOST_RELATED]),
    )


def _named(variable: Variable) -> dict[str, object]:
    """A figure's name and what it says; of a number in the text the name says it already."""
    says = Message("explain.says", {"actual": variable.printed}) if variable.cell else ""
    return {"cell": name_of(variable), "actual": variable.printed, "says": says}


def _neighbours(variable: Variable, places: Places) -> list[tuple[CellName | None, Decimal | None]]:
    if variable.at is None:
        return []
    table, row, column = variable.at
    around = ((row, column - 1), (row - 1, column), (row, column + 1), (row + 1, column))
    found = [places.get((table, *place)) for place in around]
    return [(each.cell, each.value) for each in found if each is not None]


def _proof(equation: Equation, culprit: Variable) -> Related:
    """The figure of an equation that shows best what the culprit should be: its total, else its first figure."""
    place = equation.total
    if place is culprit:
        others = [each for form in equation.readings for _, each in form.terms if each is not culprit]
        place = others[0] if others else place
    words = Message("explain.proof", {"equation": equation.label, "difference": difference(equation)})
    return Related(words, place.span, place.source)


def on_tie(explanation: Explanation) -> Finding | None:
    """What nobody can tell for certain stands on the total of the first equation, with all that it may be."""
    alternatives = explanation.alternatives
    suspects = list(dict.fromkeys(repair for each in alternatives for repair in each))
    figures = dict.fromkeys(repair.variable for repair in suspects)
    if all(each.value is None for each in figures):
        return None  # blanks that the equations leave open
    only = next(iter(figures)) if len(figures) == 1 and len(alternatives) > 1 else None
    equation = explanation.equations[0]
    place = only or equation.total
    slip = _only_slip(alternatives)
    said = [_said(each, slip) for each in alternatives[:MOST_NAMED]]
    if any(len(each) > 1 for each in alternatives):
        said = [Message("explain.numbered", {"number": at, "repairs": each}) for at, each in enumerate(said, 1)]
    if len(alternatives) > MOST_NAMED:
        said.append(Message("explain.more", {"count": len(alternatives) - MOST_NAMED}))
    values = {"equation": equation.label, "difference": difference(equation), "candidates": tuple(said)}
    key = "explain.likely" if explanation.likely else "explain.tie"
    if only is not None:
        key = "explain.one-of"
        meant = tuple(_expected(repair.value) for repair in suspects)
        because = _because(explanation.equations, only)
        values |= {**_named(only), "values": meant, "because": because}
    others = tuple(_proof(each, equation.total) for each in explanation.equations[1:MOST_RELATED])
    return Finding(
        place.span,
        Message(key, values),
        cell=only.cell if only else None,
        actual=place.printed if only else None,
        candidates=tuple(_candidate(each) for each in suspects),
        related=(held_against(only, explanation.equations)[:MOST_RELATED] if only else ()) or others,
    )


def on_row_slip(explanation: Explanation, places: Places) -> Finding:
    """Whole rows in the wrong place: one finding on the first, with what each figure should say."""
    slip, alternative = explanation.slips[0], explanation.alternatives[0]
    rows = [[each for at, each in sorted(places.items()) if at[:2] == row] for row in slip.rows]
    labels = [_row_label(row) for row in rows]
    key = _ROW_SLIPS[slip.kind][not explanation.certain]
    values = {"row": labels[0], "other": labels[-1], "because": _because(explanation.equations, None)}
    repairs = [_candidate(each) for each in alternative]
    place = [Related(Message("explain.row-here", {"row": labels[-1]}), _whole(rows[-1]))] if rows[1:] else []
    related = [Related(_said((repair,)), repair.variable.span) for repair in alternative if repair.value is not None]
    others = [_candidate(repair) for each in explanation.alternatives[1:] for repair in each]
    return Finding(
        _whole(rows[0]),
        Message(key, values),
        candidates=(*repairs, *others) if others else (),
        related=(*place, *related),
    )


def on_unexplained(equation: Equation) -> Finding:
    """An equation that no few figures explain."""
    values = {"equation": equation.label, "difference": difference(equation)}
    return Finding(equation.total.span, Message("explain.unexplained", values))


def on_too_many(equations: Sequence[Equation]) -> Finding:
    """Many failing equations at once, of which nobody can tell what they are due to."""
    values = {"count": len(equations), "equations": tuple(each.label for each in equations[:MOST_NAMED])}
    related = tuple(
        Related(Message("explain.proof", {"equation": each.label, "difference": difference(each)}), each.total.span)
        for each in equations[1 : MOST_RELATED + 1]
    )
    return Finding(equations[0].total.span, Message("explain.too-many", values), related=related)


def on_inequality(equation: Equation) -> Finding:
    """A figure that is above or below another and should not be; no value is proposed."""
    values = {
        "equation": equation.label,
        "difference": difference(equation),
        "figures": tuple(figure_of(each) for _, each in equation.readings[0].terms),
    }
    related = tuple(
        Related(figure_of(each), each.span, each.source)
        for _, each in equation.readings[0].terms
        if each is not equation.total
    )
    key = "explain.not-above" if equation.relation == "<=" else "explain.not-below"
    return Finding(equation.total.span, Message(key, values), related=related)


def on_carried(variable: Variable, expected: Decimal, broken: Sequence[Equation]) -> Finding:
    """A figure that constants alone determine."""
    constants = [each for equation in broken for _, each in equation.readings[0].terms if each is not variable]
    figures = tuple(map(figure_of, constants))
    values = {**_named(variable), "expected": plain_number(expected), "constants": figures}
    related = tuple(Related(words, each.span, each.source) for words, each in zip(figures, constants, strict=True))
    return Finding(
        variable.span,
        Message("explain.carried", values),
        cell=variable.cell,
        actual=variable.printed,
        expected=plain_number(expected),
        related=related,
    )


def _because(equations: Sequence[Equation], culprit: Variable | None, value: Decimal | None = None) -> Message:
    """What proves it: the equations that fail; for a number of the running text the cells it is held against."""
    held = held_against(culprit, equations, value) if culprit is not None else ()
    failing = [each for each in equations if not (held and any(map(names_cells, each.readings)))]
    labels = tuple(own_label(each, culprit) for each in failing[:MOST_NAMED])
    because = Message("explain.because-all" if len(labels) > 1 else "explain.because-one", {"equations": labels})
    if not held:
        return because
    figures = tuple(each.message for each in held[:MOST_NAMED])
    if not labels:
        return Message("explain.table-has", {"figures": figures})
    return Message("explain.and-table-has", {"because": because, "figures": figures})


def _expected(value: Decimal | None) -> str:
    return plain_number(value) if value is not None else ""


def _only_slip(alternatives: Sequence[Alternative]) -> tuple[Repair, Message] | None:
    """The only one of several repairs that mends what looks like a slip of the hand, and the slip."""
    slips = [
        (repair, slip)
        for alternative in alternatives
        for repair in alternative
        if repair.value is not None and repair.variable.value is not None
        if (slip := likely_slip(repair.variable.value, repair.value)) is not None
    ]
    return slips[0] if len(slips) == 1 < len(alternatives) else None


def _said(alternative: Alternative, slip: tuple[Repair, Message] | None = None) -> Message:
    repairs = tuple(_mended(each, slip[1] if slip and slip[0] == each else None) for each in alternative)
    return repairs[0] if len(repairs) == 1 else Message("explain.together", {"repairs": repairs})


def _mended(repair: Repair, slip: Message | None) -> Message:
    """What a figure should say; the name of a number in the text is what it says there."""
    variable, value = repair
    open_, slipped, plain = _REPAIRS[variable.cell is not None]
    values = {"cell": name_of(variable), "actual": variable.printed, "expected": _expected(value), "slip": slip}
    return Message(open_ if value is None else slipped if slip else plain, values)


def _candidate(repair: Repair) -> Candidate:
    variable = repair.variable
    return Candidate(variable.span, variable.cell, variable.printed, _expected(repair.value), variable.source)


def _row_label(row: Sequence[Variable]) -> str | Message:
    """How to call a row: by its label, or as the only row of its table."""
    labels = {each.cell.row for each in row if each.cell}
    return labels.pop() if len(labels) == 1 else Message("explain.only-row")


def _whole(row: Sequence[Variable]) -> Span:
    return Span(min(each.span.start for each in row), max(each.span.end for each in row))
