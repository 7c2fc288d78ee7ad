"""From failing equations to findings: one on each wrong figure, one for each tie, and what became of the blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from linter.culprit import fails, localise
from linter.culprit.explanation import Explanation
from linter.culprit.standing import Standing, standing
from linter.culprit.statements import (
    MOST_NAMED,
    on_carried,
    on_culprit,
    on_inequality,
    on_row_slip,
    on_tie,
    on_too_many,
    on_unexplained,
)
from linter.diagnostic import CellName, Finding
from linter.equations import Equation, Variable
from linter.equations.whole import EXACTLY
from linter.source import Span

_FEW = 3
"""So many failing equations are told one by one even where what they are due to could not be found out."""


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
    with localcontext(EXACTLY):
        return _Explainer(equations, rule_order).explained(failing, blanks)


def speaks(equation: Equation) -> bool:
    """Whether there is anything to say of an equation: it fails, or a blank stands in it."""
    return fails(equation) or bool(_blanks((equation,)))


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
            self._add(on_inequality(equation), (equation,))
        for variable, expected, broken in others.carried:
            self._add(on_carried(variable, expected, broken), broken)
        verdicts = self._verdicts(blanks, explanations, repaired)
        return Explained(tuple(sorted(self.findings, key=lambda found: found[1].span)), verdicts)

    def _add(self, finding: Finding | None, equations: Iterable[Equation]) -> None:
        """Take a finding in under the first rule it breaks that is shown."""
        if finding is None:
            return
        ids = sorted({each.rule for each in equations}, key=self.order.__getitem__)
        shown = [each for each in ids if each in self.shown]
        if shown:
            rule = min(shown, key=self.shown.__getitem__)
            self.findings.append((rule, replace(finding, equations=tuple(ids))))

    def _explanation(self, explanation: Explanation, others: Standing) -> None:
        equations = explanation.equations
        if explanation.slips:
            self._add(on_row_slip(explanation, self.places), equations)
        elif explanation.certain:
            for repair in explanation.alternatives[0]:
                broken = [each for each in equations if repair.variable in each.figures] or [*equations]
                broken += others.mended.get(repair.variable, ())
                self._add(on_culprit(repair, broken, self.places), broken)
        elif explanation.alternatives:
            self._add(on_tie(explanation), equations)
        elif len(equations) <= (_FEW if explanation.exhausted else MOST_NAMED):
            for equation in equations:
                self._add(on_unexplained(equation), (equation,))
        else:
            self._add(on_too_many(equations), equations)

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
