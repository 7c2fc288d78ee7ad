"""What an option takes beside plain texts and numbers: each type says once what it asks of a value.

``Annotated[int, Between(1, 100)]`` is a whole number with a ``Constraint``: the loader refuses what the constraint
objects to, and the JSON Schema and the documentation say the same. ``Day`` and ``Stretch`` are texts with a form of
their own, read once while a pack is loaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from linter.checks.base import FactRef, Word
from linter.diagnostic import Message
from linter.equations.references import cell_named
from linter.equations.relation import Relation
from linter.form import Form
from linter.patterns.groups import has_group, holds_digits


class Constraint:
    """What is asked of the values of an option beside their type."""

    __slots__ = ()

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        """What is wrong with a value, ``written`` so in YAML."""
        raise NotImplementedError

    def said(self, base: str) -> str:
        """The type in words, for the documentation; ``base`` is the type without the constraint."""
        return base

    def schema(self) -> dict[str, object]:
        """What JSON Schema can say of it."""
        return {}


@dataclass(frozen=True, slots=True)
class Between(Constraint):
    """A number of at least ``least`` and at most ``most``, if there is a most."""

    least: int
    most: int | None = None

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        if value is None or (value >= self.least and (self.most is None or value <= self.most)):
            return None
        if self.most is None:
            return Message("option.too-low", {"least": self.least})
        return Message("option.out-of-range", {"least": self.least, "most": self.most})

    def said(self, base: str) -> str:
        return f"{base} from {self.least}" + ("" if self.most is None else f" to {self.most}")

    def schema(self) -> dict[str, object]:
        least: dict[str, object] = {"minimum": self.least}
        return least if self.most is None else least | {"maximum": self.most}


@dataclass(frozen=True, slots=True)
class AtLeastLong(Constraint):
    """A text of some characters at least."""

    least: int

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        too_short = 0 < len(value) < self.least
        return Message("option.too-short", {"least": self.least}) if too_short else None

    def said(self, base: str) -> str:
        return f"{base} of {self.least} characters or more"

    def schema(self) -> dict[str, object]:
        return {"minLength": self.least}


@dataclass(frozen=True, slots=True)
class OfKind(Constraint):
    """A fact whose values are of a kind."""

    kind: Literal["text", "year", "date"]

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        fact = form.facts.get(value)
        if fact is None or fact.kind == self.kind:
            return None
        values = {"name": value, "found": Message(f"option.fact-{fact.kind}")}
        return Message(f"option.needs-{self.kind}", values)

    def said(self, base: str) -> str:
        return f"{base} that is a {self.kind}"


@dataclass(frozen=True, slots=True)
class WithGroup(Constraint):
    """A pattern with a group that every match has; ``digits``: of digits alone."""

    digits: bool = False

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        if value is None:
            return None
        if not has_group(written):
            return Message("option.no-group")
        return Message("option.group-of-digits") if self.digits and not holds_digits(written) else None

    def said(self, base: str) -> str:
        return f"{base} with a group" + (" of digits" if self.digits else "")

    def schema(self) -> dict[str, object]:
        return {"pattern": r"\("}


@dataclass(frozen=True, slots=True)
class Telling(Constraint):
    """A relation that some figures could break; ``of_text``: with a figure that the text states."""

    of_text: bool = False

    def objection(self, written: str, value: Any, form: Form) -> Message | None:
        if value is None:
            return None
        of_text = not self.of_text or any(name.text in form.figures for name in value.names)
        if not of_text and all(cell_named(form, name.text) for name in value.names):
            return Message("stated-figures.no-figure")
        return Message("equation.says-nothing") if _cancels_out(value) else None


def _cancels_out(relation: Relation) -> bool:
    """Whether a relation is true, or false, whatever the figures are."""
    if relation.linear is None or relation.rounding:
        return False
    sums: Counter[tuple[str, bool]] = Counter()
    for coefficient, index in relation.linear[0]:
        name = relation.names[index]
        sums[name.text, name.summed] += coefficient
    return not any(sums.values())


Places = Annotated[int, Between(0, 9)]
Percent = Annotated[int, Between(1, 100)]
Weight = Annotated[int, Between(1, 1000)]
Count = Annotated[int, Between(1, 100_000)]
LongName = Annotated[Word, AtLeastLong(5)]
YearFactRef = Annotated[FactRef, OfKind("year")]
DateFactRef = Annotated[FactRef, OfKind("date")]
TextFactRef = Annotated[FactRef, OfKind("text")]
GroupPattern = Annotated[re.Pattern[str], WithGroup()]
NumberPattern = Annotated[re.Pattern[str], WithGroup(digits=True)]
AtLeastZero = Annotated[Decimal, Between(0)]
TellingRelation = Annotated[Relation, Telling()]
FigureRelation = Annotated[Relation, Telling(of_text=True)]

_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_YEAR = r"([12][0-9]{3}|\{year\})"
_LEAP_YEAR = 2000


class Day(NamedTuple):
    """A day of any year, MM-DD; 02-29 is the last day of February."""

    month: int
    day: int

    @classmethod
    def read(cls, text: str) -> Day | Message:
        """The day that a text states, or what is wrong with it."""
        found = re.fullmatch(WRITTEN[cls], text)
        day = cls(int(found[1]), int(found[2])) if found else None
        return day if day and day.is_one() else Message("option.no-day", {"found": text})

    def is_one(self) -> bool:
        """Whether the calendar has it."""
        try:
            return bool(date(_LEAP_YEAR, *self))
        except ValueError:
            return False

    def of(self, year: int) -> date:
        """The day in a year."""
        year = min(year, MAXYEAR)
        try:
            return date(year, *self)
        except ValueError:
            return date(year, self.month, self.day - 1)


class Stretch(NamedTuple):
    """From a day to a day, each of a year or (None) of the report's year."""

    first_year: int | None
    first: Day
    last_year: int | None
    last: Day

    @classmethod
    def read(cls, text: str) -> Stretch | Message:
        """The stretch that a text states, or what is wrong with it."""
        found = re.fullmatch(WRITTEN[cls], text)
        if not found:
            return Message("option.no-stretch", {"found": text, "example": "{year}-01-01..{year}-12-31"})
        ends: list[tuple[int | None, Day]] = []
        for at in (1, 4):
            year = None if found[at] == "{year}" else int(found[at])
            day = Day(int(found[at + 1]), int(found[at + 2]))
            if not day.is_one():
                return Message("option.no-day", {"found": f"{found[at + 1]}-{found[at + 2]}"})
            ends.append((year, day))
        stretch = cls(ends[0][0], ends[0][1], ends[1][0], ends[1][1])
        same = stretch.first_year is None and stretch.last_year is None
        known = stretch.first_year is not None and stretch.last_year is not None
        backwards = (same or known) and stretch.of(_LEAP_YEAR)[0] > stretch.of(_LEAP_YEAR)[1]
        return Message("option.backwards") if backwards else stretch

    def of(self, year: int) -> tuple[date, date]:
        """The first and last day, for a report of a year."""
        first_year = year if self.first_year is None else self.first_year
        last_year = year if self.last_year is None else self.last_year
        return self.first.of(first_year), self.last.of(last_year)


WRITTEN: Mapping[type[Day] | type[Stretch], str] = {Day: _DAY, Stretch: rf"{_YEAR}-{_DAY}\.\.{_YEAR}-{_DAY}"}
"""How the texts of these types are written."""
