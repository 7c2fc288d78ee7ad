"""One pack over one document: every rule run, all equations explained together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from linter.budget import timed
from linter.checks.base import JudgesBlanks, Outcome
from linter.conditions import Value
from linter.culprit.explain import explain, speaks
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document
from linter.equations import Equation
from linter.equations.balance import Balanced
from linter.pack import Pack, Rule
from linter.reading import Names


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one pack has to say of one document: findings and gaps, each with the rule that has them; and the rules
    that were stopped because they took too long."""

    findings: tuple[tuple[Rule, Finding], ...]
    gaps: tuple[tuple[Rule, Gap], ...]
    stopped: tuple[Rule, ...] = ()


def judge(document: Document, pack: Pack, shown: frozenset[str]) -> Verdict:
    """Run all rules of a pack; ``shown`` are the ids whose findings are wanted.

    Every rule's equations are evaluated whatever is shown, so ignoring a rule never changes what the others know.
    """
    outcomes, stopped = _outcomes(document, pack)
    equations = _equations(outcomes)
    order = [rule.id for rule in pack.rules if rule.id in shown]
    explained = explain(equations, order)
    rules = {rule.id: rule for rule in pack.rules}
    findings = [(rule, finding) for rule, outcome in outcomes if rule.id in shown for finding in outcome.findings]
    findings = _merged(findings, [(rules[id_], finding) for id_, finding in explained.findings])
    for rule in pack.rules:
        if rule.id in shown and hasattr(rule.check, "judge"):
            blanks = cast("JudgesBlanks", rule.check).judge(document, explained.blanks)
            findings += [(rule, finding) for finding in blanks]
    gaps = [(rule, gap) for rule, outcome in outcomes if rule.id in shown for gap in outcome.gaps]
    document.memo.clear()  # figures kept there know their document: both would wait for a search for cycles
    return Verdict(tuple(findings), tuple(gaps), tuple(stopped))


def _equations(outcomes: Sequence[tuple[Rule, Outcome]]) -> list[Equation]:
    """All equations, each under the id of its rule; none where none of them has anything to say."""
    if not any(speaks(equation) for _, outcome in outcomes for equation in _open(outcome.equations)):
        return []
    equations: list[Equation] = []
    for rule, outcome in outcomes:
        for equation in outcome.equations:
            equation.rule = rule.id
            equations.append(equation)
    return equations


def _open(equations: Sequence[Equation]) -> Sequence[Equation]:
    """The equations of which it is not known yet that they hold."""
    return () if isinstance(equations, Balanced) else equations


def _outcomes(document: Document, pack: Pack) -> tuple[list[tuple[Rule, Outcome]], list[Rule]]:
    """What comes of each rule; and the rules that took too long, of which nothing comes."""
    names = Names(document)
    outcomes: list[tuple[Rule, Outcome]] = []
    stopped: list[Rule] = []
    with timed() as limited:
        for rule in pack.rules:
            outcome = limited(partial(outcome_of, rule, document, names))
            if outcome is None:
                stopped.append(rule)
            else:
                outcomes.append((rule, outcome))
    return outcomes, stopped


def _merged(own: list[tuple[Rule, Finding]], explained: list[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """Findings of rules and of equations together, one for each figure: what a rule says of a cell's value takes up
    what the equations say of the same cell."""
    said = {finding.cell: finding for _, finding in explained if finding.cell}
    taken: set[int] = set()
    findings: list[tuple[Rule, Finding]] = []
    for rule, finding in own:
        same = said.get(finding.cell) if finding.cell and finding.actual is not None else None
        if same is not None and same.span == finding.span:
            taken.add(id(same))
            finding = replace(finding, expected=same.expected, equations=same.equations, related=same.related)
        findings.append((rule, finding))
    return findings + [(rule, finding) for rule, finding in explained if id(finding) not in taken]


def outcome_of(rule: Rule, document: Document, names: Mapping[str, Value]) -> Outcome:
    """What comes of one rule by itself, before the equations of all are explained together."""
    if rule.when is not None:
        holds = rule.when.holds(names)
        if holds is None:
            doubt = document.previous_doubt if rule.asks_for("last_year") else None
            reason = doubt or Message("engine.unknown-facts", {"facts": rule.when.unknown(names)})
            return Outcome(gaps=(Gap(reason),))
        if not holds:
            return Outcome(applies=False)
    return rule.check.run(document)
