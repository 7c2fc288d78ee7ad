"""Whether the figures in the running text agree with the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from linter.checks.base import EXPLAINED, NOT_APPLICABLE, Outcome
from linter.checks.values import FigureRelation
from linter.diagnostic import Gap, Message
from linter.document import Document
from linter.equations import Equation, Relation
from linter.equations.balance import Balanced
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

    placeholders: ClassVar[tuple[str, ...]] = EXPLAINED

    readings: Mapping[str, tuple[FigureRelation, ...]]

    def run(self, document: Document) -> Outcome:
        asked = [relations for relations in self.readings.values() if _is_stated(relations, document)]
        found = [evaluate(relations, document) for relations in asked]
        gaps: list[Gap] = []
        for each in found:
            gaps += [gap for gap in each.gaps if gap not in gaps]

        def made() -> tuple[Equation, ...]:
            return tuple([_settled(equation) for each in found for equation in each.equations])

        balanced = all(isinstance(each.equations, Balanced) for each in found)
        equations = Balanced(made) if found and balanced else made()
        return Outcome(equations=equations, gaps=tuple(gaps)) if gaps or equations else NOT_APPLICABLE


def _is_stated(relations: Sequence[Relation], document: Document) -> bool:
    """Whether the text states any figure that relations name."""
    return any(name.text in document.figures for relation in relations for name in relation.names)


def _settled(equation: Equation) -> Equation:
    """An equation of which one reading holds, with that reading alone: the others are not what the text means."""
    for reading in equation.readings:
        terms = [coefficient * variable.value for coefficient, variable in reading.terms if variable.value is not None]
        if len(terms) == len(reading.terms) and abs(sum(terms, reading.constant)) <= equation.slack:
            return replace(equation, readings=(reading,), label=_LABEL)
    return replace(equation, label=_LABEL)
