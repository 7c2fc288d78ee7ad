"""Relations bound to the figures of one document: evaluated equations, and what could not be evaluated and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple, cast

from linter.diagnostic import Gap, Message
from linter.document import Document
from linter.equations import Equation, Variable
from linter.equations.balance import Balanced, holds_plainly
from linter.equations.instances import Instance, Instances
from linter.equations.linearise import Bound, DivisionByZeroError, Reading, linearise
from linter.equations.references import Each, speaks_of_last_year
from linter.equations.relation import Relation
from linter.equations.variables import variables
from linter.equations.whole import EXACTLY
from linter.equations.wording import name_of


class Evaluated(NamedTuple):
    """``applies`` is False where there is nothing to hold the relation against: no last year, no such row or figure."""

    equations: Sequence[Equation] = ()
    gaps: tuple[Gap, ...] = ()
    applies: bool = True


class _Read(NamedTuple):
    """One relation over one instance."""

    reading: Reading
    relation: Relation
    bound: Bound
    total: Variable
    instance: Instance


def evaluate(
    relations: Sequence[Relation],
    document: Document,
    table: str | None = None,
    each: Each | None = None,
    tolerance: Decimal | None = None,
    trust: Mapping[str, int] | None = None,
    only: Sequence[str] = (),
) -> Evaluated:
    """The equations that relations state over one document; several relations are accepted readings of one.

    ``tolerance``: how far the sides may differ, None for what the stated places leave open. ``only``: the rows, columns
    or groups it is held against, all where none is named. The equations' ``rule`` is empty: who runs the rule knows its
    id. Rows and cells that could not be read become gaps.
    """

    def made(instances: Instances) -> tuple[Equation, ...]:
        with localcontext(EXACTLY):
            return _equations(relations, instances, tolerance, trust or {}, table)

    if holds_plainly(relations, document, table, each, only):
        return Evaluated(Balanced(lambda: made(Instances(variables(document), table, each, only))))
    known = variables(document)
    instances = Instances(known, table, each, only)
    if known.last_year() is None and any(map(speaks_of_last_year, relations)):
        return Evaluated(applies=False)
    if table is not None and known.table(table) is None:
        return Evaluated(gaps=(instances.unread_table(table),))
    equations = made(instances)
    gaps = (*instances.gaps, *instances.row_gaps())
    return Evaluated(equations, gaps, applies=bool(equations or gaps))


def _equations(
    relations: Sequence[Relation],
    instances: Instances,
    tolerance: Decimal | None,
    trust: Mapping[str, int],
    table: str | None,
) -> tuple[Equation, ...]:
    found: dict[object, list[_Read]] = {}
    failed: set[object] = set()
    for relation in relations:
        for instance in instances.of(relation):
            if not all(instance.figures):
                continue
            if any(None in figures for figures in instance.figures):
                failed.add(instance.key)
                continue
            bound = cast(Bound, instance.figures)
            total = _total(relation, bound)
            if total is None:
                continue
            read = _linearised(relation, bound, total, tolerance, instances, table)
            if read is None:
                failed.add(instance.key)
            else:
                found.setdefault(instance.key, []).append(_Read(read, relation, bound, total, instance))
    return tuple(_equation(readings, trust) for key, readings in found.items() if key not in failed)


def _linearised(
    relation: Relation,
    bound: Bound,
    total: Variable,
    tolerance: Decimal | None,
    instances: Instances,
    table: str | None,
) -> Reading | None:
    try:
        reading = linearise(relation, bound, tolerance)
    except DivisionByZeroError:
        instances.gaps.append(Gap(Message("equation.by-zero", {"total": name_of(total)}), table, span=total.span))
        return None
    if reading is None:
        instances.gaps.append(Gap(Message("equation.unknown", {"total": name_of(total)}), table, span=total.span))
    return reading


def _total(relation: Relation, bound: Bound) -> Variable | None:
    """The figure that an unexplained failure is placed on: never one of last year's."""
    for index in relation.preferred:
        for each in bound[index]:
            if each.source is None:
                return each
    return None


def _equation(readings: Sequence[_Read], trust: Mapping[str, int]) -> Equation:
    first = readings[0]
    weights: dict[Variable, int] = {}
    for read in readings if trust else ():
        for name, held in zip(read.relation.names, read.bound, strict=True):
            if name.text in trust:
                weights |= dict.fromkeys(held, trust[name.text])
    return Equation(
        "",
        tuple([read.reading.linear for read in readings]),
        first.total,
        first.instance.label(first.relation, first.total),
        first.relation.comparison,
        max([read.reading.slack for read in readings]),
        first.relation.comparison == "==",
        tuple(weights.items()),
    )
