"""Rows whose figures all stand in the wrong place: shifted by one cell, or swapped with another row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from linter.culprit.search import Budget
from linter.culprit.system import System

_FEWEST_CHANGED = 2
_MOST_ROWS = 80


@dataclass(frozen=True, slots=True)
class RowSlip:
    """``kind``: the figures of ``rows`` stand one cell too far right or left, or two rows stand in each other's place.

    ``changes`` puts every figure right, by its number in the system.
    """

    kind: Literal["right", "left", "swapped"]
    rows: tuple[tuple[str, int], ...]
    changes: dict[int, int]


def row_slips(system: System, failing: frozenset[int], budget: Budget) -> list[RowSlip]:
    """The slips of whole rows of which each alone satisfies all the failing equations and breaks none.

    Raises ``WorkDoneError``.
    """
    rows = _rows(system)
    touching = {key: _touched(system, row, failing) for key, row in rows.items()}
    found: list[RowSlip] = []
    for key, row in rows.items():
        if touching[key] == failing and len(failing) > _FEWEST_CHANGED:
            found.extend(_shifted(system, key, row, failing, budget))
    near = [key for key, touched in touching.items() if touched]
    if len(near) > _MOST_ROWS:
        return found
    for one, other in combinations(near, 2):
        budget.spend(1)
        if touching[one] | touching[other] == failing and one[0] == other[0]:
            found.extend(_swapped(system, (one, other), rows, failing, budget))
    return found


def _rows(system: System) -> dict[tuple[str, int], list[int]]:
    """The rows of all tables, each with its variables from left to right."""
    rows: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for number, variable in enumerate(system.variables):
        if variable.at is not None:
            table, row, column = variable.at
            rows.setdefault((table, row), []).append((column, number))
    return {key: [number for _, number in sorted(cells)] for key, cells in rows.items()}


def _touched(system: System, row: Sequence[int], failing: frozenset[int]) -> frozenset[int]:
    return failing.intersection(index for variable in row for index in system.of[variable])


def _shifted(
    system: System, key: tuple[str, int], row: Sequence[int], failing: frozenset[int], budget: Budget
) -> Iterator[RowSlip]:
    """A row whose figures belong one cell further left or right; what the shift pushed out is solved for."""
    if len(row) <= _FEWEST_CHANGED:
        return
    printed = [system.printed(variable) for variable in row]
    kinds: tuple[tuple[Literal["right", "left"], list[int], int], ...] = (
        ("right", printed[1:], -1),
        ("left", printed[:-1], 0),
    )
    for kind, meant, lost in kinds:
        kept = row[:-1] if kind == "right" else row[1:]
        was = printed[:-1] if kind == "right" else printed[1:]
        moved = {each: to - at for each, to, at in zip(kept, meant, was, strict=True)}
        budget.spend(20 * len(row))
        changes = _completed(system, moved, row[lost], failing)
        if changes is not None and sum(map(bool, changes.values())) >= _FEWEST_CHANGED:
            yield RowSlip(kind, (key,), changes)


def _swapped(
    system: System,
    keys: tuple[tuple[str, int], tuple[str, int]],
    rows: dict[tuple[str, int], list[int]],
    failing: frozenset[int],
    budget: Budget,
) -> Iterator[RowSlip]:
    one, other = rows[keys[0]], rows[keys[1]]
    if [system.variables[each].name for each in one] != [system.variables[each].name for each in other]:
        return
    budget.spend(20 * len(one))
    changes: dict[int, int] = {}
    for here, there in zip(one, other, strict=True):
        difference = system.printed(there) - system.printed(here)
        changes[here], changes[there] = difference, -difference
    if sum(map(bool, changes.values())) > _FEWEST_CHANGED and _satisfied(system, changes, failing):
        yield RowSlip("swapped", keys, changes)


def _satisfied(system: System, changes: dict[int, int], failing: frozenset[int]) -> bool:
    """Whether all equations hold after the changes, and every figure may say what it then says."""
    concerned = {*failing, *(index for variable in changes for index in system.of[variable])}
    return all(system.whole(index).accepts(changes) for index in sorted(concerned)) and all(
        system.admits(variable, change) for variable, change in changes.items()
    )


def _completed(system: System, moved: dict[int, int], lost: int, failing: frozenset[int]) -> dict[int, int] | None:
    """The moved figures and the lost one, whose value must follow from every equation it stands in."""
    for index in system.of[lost]:
        whole = system.whole(index)
        off = whole.residual + sum(whole.factors.get(each, 0) * change for each, change in moved.items())
        if whole.relation == "==" and not off % whole.factors[lost]:
            changes = {**moved, lost: -off // whole.factors[lost]}
            return changes if _satisfied(system, changes, failing) else None
    return None
