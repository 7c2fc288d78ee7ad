"""Whether the figures in the running text agree with the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from linter.checks.base import NOT_APPLICABLE, Outcome
from linter.diagnostic import Gap, Message
from linter.document import Document
from linter.equations import Equation, Relation
from linter.equations.evaluation import evaluate

_LABEL = Message("stated-figures.table")


@dataclass(frozen=True, slots=True)
class StatedFigures:
    """Each number that the text states of a figure fits the tables in one of its accepted readings.

    A word may have two meanings (new requests, or new ones and those carried over): a number is wrong only if no
    reading fits it. What the text states only roughly is not judged.

    Options:
        readings: each thing by name, with the relations of which one has to hold between a figure and cells of tables.
    """

    readings: Mapping[str, tuple[Relation, ...]]

    def run(self, document: Document) -> Outcome:
        equations: list[Equation] = []
        gaps: list[Gap] = []
        for relations in self.readings.values():
            if any(document.figures.get(name.text) for relation in relations for name in relation.names):
                found = evaluate(relations, document)
                equations += map(_settled, found.equations)
                gaps += [gap for gap in found.gaps if gap not in gaps]
        return Outcome(equations=tuple(equations), gaps=tuple(gaps)) if equations or gaps else NOT_APPLICABLE


def _settled(equation: Equation) -> Equation:
    """An equation of which one reading holds, with that reading alone: the others are not what the text means."""
    for reading in equation.readings:
        terms = [coefficient * variable.value for coefficient, variable in reading.terms if variable.value is not None]
        if len(terms) == len(reading.terms) and abs(sum(terms, reading.constant)) <= equation.slack:
            return replace(equation, readings=(reading,), label=_LABEL)
    return replace(equation, label=_LABEL)
