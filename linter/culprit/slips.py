"""The slip of the hand that likely made one figure into another."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from linter.diagnostic import CellName, Message
from linter.figures import plain_number

Neighbour = tuple[CellName | None, Decimal | None]
"""A cell beside or above, and what it says."""


def likely_slip(actual: Decimal, expected: Decimal, neighbours: Iterable[Neighbour] = ()) -> Message | None:
    """What likely happened when ``expected`` should have been written and ``actual`` was; None where nothing tells."""
    if actual == expected:
        return None
    if actual == -expected:
        return Message("slip.sign")
    if (actual < 0) != (expected < 0):
        return None
    there, here = plain_number(abs(expected)), plain_number(abs(actual))
    return _point(here, there) or _digits(here, there) or _copied(actual, neighbours)


def _point(here: str, there: str) -> Message | None:
    """The same digits with the decimal point elsewhere."""
    if "." not in here + there:
        return None
    same = here.replace(".", "").strip("0") == there.replace(".", "").strip("0")
    return Message("slip.point") if same else None


def _digits(here: str, there: str) -> Message | None:
    whole, part = _aligned(here, there)
    if len(whole) == len(part):
        return _replaced(whole, part)
    if len(whole) + 1 == len(part):
        lost = _inserted(whole, part)
        return Message("slip.missing", {"digit": part[lost]}) if lost is not None else None
    if len(whole) == len(part) + 1:
        more = _inserted(part, whole)
        if more is None:
            return None
        doubled = whole[more] in (whole[more - 1 : more], whole[more + 1 : more + 2])
        return Message("slip.doubled" if doubled else "slip.extra", {"digit": whole[more]})
    return None


def _aligned(here: str, there: str) -> tuple[str, str]:
    """Both with as many places as the longer fraction has: 12.5 and 12.53 are 12.50 and 12.53."""
    if "." not in here + there:
        return here, there
    places = max(len(each.partition(".")[2]) for each in (here, there))
    wholes = [each.partition(".") for each in (here, there)]
    one, other = (f"{whole}.{fraction.ljust(places, '0')}" for whole, _, fraction in wholes)
    return one, other


def _replaced(here: str, there: str) -> Message | None:
    """Two neighbouring digits swapped, or one of several digits changed."""
    differ = [index for index, (one, other) in enumerate(zip(here, there, strict=True)) if one != other]
    first = differ[0]
    if len(differ) == 2 and differ[1] == first + 1 and here[first : first + 2] == there[first : first + 2][::-1]:
        return Message("slip.swapped")
    if len(differ) == 1 and sum(map(str.isdigit, here)) > 1:
        return Message("slip.changed", {"actual": here[first], "expected": there[first]})
    return None


def _inserted(short: str, long: str) -> int | None:
    """The index of the only character that ``long`` has and ``short`` has not."""
    at = next((index for index, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    return at if short[at:] == long[at + 1 :] and long[at].isdigit() else None


def _copied(actual: Decimal, neighbours: Iterable[Neighbour]) -> Message | None:
    if not actual:
        return None
    cell = next((cell for cell, value in neighbours if value == actual and cell is not None), None)
    return Message("slip.copied", {"cell": cell}) if cell is not None else None
