"""The facts of a document: year, issuing body, date of signature, as the form's readings find them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linter.document import Document, Fact
from linter.folding import fold_text
from linter.form import FactForm, FactReading
from linter.prose.dates import read_date, read_year
from linter.source import Span


def read_facts(document: Document, forms: Mapping[str, FactForm]) -> dict[str, Fact]:
    """The facts that were found, by id. Of a fact's readings the first that is found holds, the others are kept; a fact
    that no reading finds is left out: it is unknown. Readings ``of`` another fact follow it in ``forms``."""
    facts: dict[str, Fact] = {}
    for id, form in forms.items():
        values: list[tuple[str | bool, Span | None]] = []
        for reading in form.readings:
            values.extend(_of_fact(facts, reading) if reading.of else _in_text(document, reading, form.kind))
        if values:
            value, span = values[0]
            others = tuple((str(other), place) for other, place in values[1:] if place)
            facts[id] = Fact(value, span, others)
    return facts


def _of_fact(facts: Mapping[str, Fact], reading: FactReading) -> Iterator[tuple[str | bool, Span | None]]:
    fact = facts.get(reading.of)
    if fact is not None:
        yield bool(reading.pattern.search(str(fact.value))), fact.span


def _in_text(document: Document, reading: FactReading, kind: str) -> Iterator[tuple[str, Span]]:
    """The first match of a reading; without a group it is the whole match."""
    for paragraph in document.scope(reading.scope):
        found = reading.pattern.search(paragraph.folded.text)
        if found:
            group = 1 if found.re.groups else 0
            value = _value(found[group] or "", kind)
            if value:
                yield value, paragraph.folded.span(*found.span(group))
                return


def _value(text: str, kind: str) -> str:
    """A value as facts hold it: a year in four digits, a date as YYYY-MM-DD; "" where it is none."""
    if kind == "year":
        return str(read_year(text) or "")
    if kind == "date":
        date = read_date(text)
        return date.isoformat() if date else ""
    return fold_text(text).strip()
