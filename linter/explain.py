"""From failing equations to findings: one on each wrong figure, one for each tie, and what became of the blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from linter.culprit import Alternative, Explanation, Repair, fails, localise
from linter.diagnostic import Candidate, CellName, Finding, Message, Related
from linter.equations import Equation, Variable
from linter.figures import plain_number
from linter.slips import likely_slip
from linter.source import Span
from linter.standing import Standing, standing
from linter.wording import difference, name_of, own_label

_MOST_NAMED = 6
_MOST_RELATED = 20
_FEW = 3


class BlankVerdict(NamedTuple):
    """What the equations say of a blank: 0 satisfies them all ("zero"), it must be another value ("forced": a finding
    of the equations says so), or they leave it open. A blank that stands in no equation has no verdict."""

    cell: CellName | None
    span: Span
    verdict: Literal["zero", "forced", "open"]
    value: Decimal | None = None
    equations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Findings, each with the id it carries, and the verdicts on the blanks in the order of their places."""

    findings: tuple[tuple[str, Finding], ...] = ()
    blanks: tuple[BlankVerdict, ...] = ()


def explain(equations: Sequence[Equation], rule_order: Sequence[str]) -> Explained:
    """Explain all equations of a document together.

    ``rule_order`` are the ids whose findings are shown, in the pack's order: a finding carries the first of them that
    it breaks. What is not among them is known all the same.
    """
    failing = [each for each in equations if fails(each)]
    blanks = _blanks(equations)
    if not failing and not blanks:
        return Explained()
    with localcontext() as context:
        context.prec = 100
        return _Explainer(equations, rule_order).explained(failing, blanks)


def _blanks(equations: Iterable[Equation]) -> dict[Variable, list[Equation]]:
    """The blanks that equations speak of, each with these equations."""
    blanks: dict[Variable, list[Equation]] = {}
    for equation in equations:
        if equation.relation == "==":
            for form in equation.readings:
                for _, variable in form.terms:
                    if variable.value is None and variable.state == "blank":
                        blanks.setdefault(variable, []).append(equation)
    return blanks


class _Explainer:
    def __init__(self, equations: Sequence[Equation], rule_order: Sequence[str]) -> None:
        self.equations = equations
        self.shown = {rule: number for number, rule in enumerate(rule_order)}
        self.order = {rule: number for number, rule in enumerate(dict.fromkeys(each.rule for each in equations))}
        self.findings: list[tuple[str, Finding]] = []
        self.places = {
            variable.at: variable
            for each in equations
            for form in each.readings
            for _, variable in form.terms
            if variable.at is not None and variable.source is None
        }

    def explained(self, failing: Sequence[Equation], blanks: Mapping[Variable, Sequence[Equation]]) -> Explained:
        explanations = localise(self.equations) if failing else ()
        repaired = {
            repair.variable: repair.value
            for each in explanations
            if each.certain
            for repair in each.alternatives[0]
            if repair.value is not None
        }
        others = standing(failing, self.equations, repaired)
        for explanation in explanations:
            self._explanation(explanation, others)
        for equation in others.broken:
            self._inequality(equation)
        for variable, expected, broken in others.carried:
            self._carried(variable, expected, broken)
        verdicts = self._verdicts(blanks, explanations, repaired)
        return Explained(tuple(sorted(self.findings, key=lambda found: found[1].span)), verdicts)

    def _add(self, finding: Finding, equations: Iterable[Equation]) -> None:
        """Take a finding in under the first rule it breaks that is shown."""
        ids = sorted({each.rule for each in equations}, key=self.order.__getitem__)
        shown = [each for each in ids if each in self.shown]
        if shown:
            rule = min(shown, key=self.shown.__getitem__)
            self.findings.append((rule, replace(finding, equations=tuple(ids))))

    def _explanation(self, explanation: Explanation, others: Standing) -> None:
        if explanation.slips:
            self._row_slip(explanation)
        elif explanation.certain:
            for repair in explanation.alternatives[0]:
                broken = [each for each in explanation.equations if _speaks_of(each, repair.variable)]
                self._culprit(repair, [*broken, *others.mended.get(repair.variable, ())])
        elif explanation.alternatives:
            self._tie(explanation, "explain.likely" if explanation.likely else "explain.tie")
        else:
            self._unexplained(explanation)

    def _culprit(self, repair: Repair, broken: Sequence[Equation]) -> None:
        variable, value = repair
        if variable.state == "missing" or (variable.value is None and value is None):
            return
        values = {
            "cell": name_of(variable),
            "actual": variable.printed,
            "because": _because(broken, variable),
            "expected": _expected(variable, value),
        }
        key = "explain.culprit"
        if variable.value is None:
            key = "explain.text" if variable.state == "text" else "explain.blank"
        elif value is None:
            key = "explain.culprit-open"
        else:
            slip = likely_slip(variable.value, value, self._neighbours(variable))
            if slip is not None:
                key, values["slip"] = "explain.culprit-slip", slip
        related = tuple(self._proof(each, variable) for each in broken[:_MOST_RELATED])
        finding = Finding(
            variable.span,
            Message(key, values),
            cell=variable.cell,
            actual=variable.printed,
            expected=_expected(variable, value) if value is not None else None,
            related=related,
        )
        self._add(finding, broken)

    def _neighbours(self, variable: Variable) -> list[tuple[CellName | None, Decimal | None]]:
        if variable.at is None:
            return []
        table, row, column = variable.at
        places = ((row, column - 1), (row - 1, column), (row, column + 1), (row + 1, column))
        found = [self.places.get((table, *place)) for place in places]
        return [(each.cell, each.value) for each in found if each is not None]

    def _proof(self, equation: Equation, culprit: Variable) -> Related:
        """The figure of an equation that shows best what the culprit should be: its total, else its first figure."""
        place = equation.total
        if place is culprit:
            others = [each for form in equation.readings for _, each in form.terms if each is not culprit]
            place = others[0] if others else place
        words = Message("explain.proof", {"equation": equation.label, "difference": difference(equation)})
        return Related(words, place.span, place.source)

    def _tie(self, explanation: Explanation, key: str) -> None:
        """What nobody can tell for certain stands on the total of the first equation, with all that it may be."""
        alternatives = explanation.alternatives
        suspects = list(dict.fromkeys(repair for each in alternatives for repair in each))
        figures = dict.fromkeys(repair.variable for repair in suspects)
        if all(each.value is None for each in figures):
            return
        only = next(iter(figures)) if len(figures) == 1 and len(alternatives) > 1 else None
        equation = explanation.equations[0]
        place = only or equation.total
        said = [_said(each) for each in alternatives[:_MOST_NAMED]]
        if len(alternatives) > _MOST_NAMED:
            said.append(Message("explain.more", {"count": len(alternatives) - _MOST_NAMED}))
        values = {"equation": equation.label, "difference": difference(equation), "candidates": tuple(said)}
        if only is not None:
            key = "explain.one-of"
            meant = tuple(_expected(only, repair.value) for repair in suspects)
            because = _because(explanation.equations, only)
            values |= {"cell": name_of(only), "actual": only.printed, "values": meant, "because": because}
        finding = Finding(
            place.span,
            Message(key, values),
            cell=only.cell if only else None,
            actual=place.printed if only else None,
            candidates=tuple(_candidate(each) for each in suspects),
            related=tuple(self._proof(each, equation.total) for each in explanation.equations[1:_MOST_RELATED]),
        )
        self._add(finding, explanation.equations)

    def _row_slip(self, explanation: Explanation) -> None:
        slip, alternative = explanation.slips[0], explanation.alternatives[0]
        rows = [[each for at, each in sorted(self.places.items()) if at[:2] == row] for row in slip.rows]
        labels = [_row_label(row) for row in rows]
        key = f"explain.row-{slip.kind}" if explanation.certain else f"explain.row-{slip.kind}-perhaps"
        values = {"row": labels[0], "other": labels[-1], "because": _because(explanation.equations, None)}
        repairs = [_candidate(each) for each in alternative]
        place = [Related(Message("explain.row-here", {"row": labels[-1]}), _whole(rows[-1]))] if rows[1:] else []
        related = [
            Related(_said((repair,)), repair.variable.span) for repair in alternative if repair.value is not None
        ]
        others = [_candidate(repair) for each in explanation.alternatives[1:] for repair in each]
        finding = Finding(
            _whole(rows[0]),
            Message(key, values),
            candidates=(*repairs, *others) if others else (),
            related=(*place, *related),
        )
        self._add(finding, explanation.equations)

    def _unexplained(self, explanation: Explanation) -> None:
        """What no few figures explain is said of the equations: of each, or, where there are many, of all at once."""
        if len(explanation.equations) <= (_FEW if explanation.exhausted else _MOST_NAMED):
            for equation in explanation.equations:
                values = {"equation": equation.label, "difference": difference(equation)}
                self._add(Finding(equation.total.span, Message("explain.unexplained", values)), (equation,))
            return
        first = explanation.equations[0]
        values = {
            "count": len(explanation.equations),
            "equations": tuple(each.label for each in explanation.equations[:_MOST_NAMED]),
        }
        related = tuple(
            Related(Message("explain.proof", {"equation": each.label, "difference": difference(each)}), each.total.span)
            for each in explanation.equations[1 : _MOST_RELATED + 1]
        )
        self._add(
            Finding(first.total.span, Message("explain.too-many", values), related=related), explanation.equations
        )

    def _inequality(self, equation: Equation) -> None:
        values = {
            "equation": equation.label,
            "difference": difference(equation),
            "figures": tuple(_figure(each) for _, each in equation.readings[0].terms),
        }
        related = tuple(
            Related(Message("explain.figure", {"cell": name_of(each), "actual": each.printed}), each.span, each.source)
            for _, each in equation.readings[0].terms
            if each is not equation.total
        )
        key = "explain.not-above" if equation.relation == "<=" else "explain.not-below"
        self._add(Finding(equation.total.span, Message(key, values), related=related), (equation,))

    def _carried(self, variable: Variable, expected: Decimal, broken: Sequence[Equation]) -> None:
        """A figure that constants alone determine."""
        constants = [each for equation in broken for _, each in equation.readings[0].terms if each is not variable]
        values = {
            "cell": name_of(variable),
            "actual": variable.printed,
            "expected": plain_number(expected),
            "constants": tuple(_figure(each) for each in constants),
        }
        related = tuple(
            Related(Message("explain.figure", {"cell": name_of(each), "actual": each.printed}), each.span, each.source)
            for each in constants
        )
        finding = Finding(
            variable.span,
            Message("explain.carried", values),
            cell=variable.cell,
            actual=variable.printed,
            expected=plain_number(expected),
            related=related,
        )
        self._add(finding, broken)

    def _verdicts(
        self,
        blanks: Mapping[Variable, Sequence[Equation]],
        explanations: Sequence[Explanation],
        repaired: Mapping[Variable, Decimal],
    ) -> tuple[BlankVerdict, ...]:
        in_doubt = {
            repair.variable
            for each in explanations
            if not each.certain or any(repair.value is None for repair in each.alternatives[0])
            for alternative in each.alternatives
            for repair in alternative
        }
        unexplained = {equation for each in explanations if not each.alternatives for equation in each.equations}
        verdicts: list[BlankVerdict] = []
        for variable, equations in blanks.items():
            ids = tuple(dict.fromkeys(each.rule for each in equations))
            if repaired.get(variable):
                verdict = BlankVerdict(variable.cell, variable.span, "forced", repaired[variable], ids)
            elif variable in in_doubt or not unexplained.isdisjoint(equations):
                verdict = BlankVerdict(variable.cell, variable.span, "open", None, ids)
            else:
                verdict = BlankVerdict(variable.cell, variable.span, "zero", Decimal(0), ids)
            verdicts.append(verdict)
        return tuple(sorted(verdicts, key=lambda each: each.span))


def _speaks_of(equation: Equation, variable: Variable) -> bool:
    return any(each is variable for form in equation.readings for _, each in form.terms)


def _because(equations: Sequence[Equation], culprit: Variable | None) -> Message:
    labels = tuple(own_label(each, culprit) for each in equations[:_MOST_NAMED])
    return Message("explain.because-all" if len(labels) > 1 else "explain.because-one", {"equations": labels})


def _expected(variable: Variable, value: Decimal | None) -> str:
    """A value as it should be printed: an amount keeps its places."""
    if value is None:
        return ""
    return plain_number(value)


def _figure(variable: Variable) -> Message:
    return Message("explain.figure", {"cell": name_of(variable), "actual": variable.printed})


def _said(alternative: Alternative) -> Message:
    repairs = tuple(
        Message(
            "explain.repair" if repair.value is not None else "explain.repair-open",
            {
                "cell": name_of(repair.variable),
                "actual": repair.variable.printed,
                "expected": _expected(repair.variable, repair.value),
            },
        )
        for repair in alternative
    )
    return repairs[0] if len(repairs) == 1 else Message("explain.together", {"repairs": repairs})


def _candidate(repair: Repair) -> Candidate:
    variable = repair.variable
    return Candidate(variable.span, variable.cell, variable.printed, _expected(variable, repair.value), variable.source)


def _row_label(row: Sequence[Variable]) -> str | Message:
    """How to call a row: by its label, or as the only row of its table."""
    labels = {each.cell.row for each in row if each.cell}
    return labels.pop() if len(labels) == 1 else Message("explain.only-row")


def _whole(row: Sequence[Variable]) -> Span:
    return Span(min(each.span.start for each in row), max(each.span.end for each in row))
