"""Whether the parts of the form are all there, once, in order and under their numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Gap, Message, Related
from linter.document import RENAMED, Document
from linter.folding import fold_text
from linter.form import Form, SectionForm
from linter.prose.enumerators import read_enumerator
from linter.prose.places import last_line_before
from linter.source import Span


@dataclass(frozen=True, slots=True)
class Sections:
    """Every required part of the form is there, under a title of its own, once, in order and rightly numbered.

    A missing part is reported on the last line of the part before it. A part whose number is wrong only because
    another part is missing or out of place is not reported a second time.

    Options:
        all: in-order (as in the form) or any-order.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("title", "found", "place")

    all: Literal["in-order", "any-order"] = "in-order"

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options in this form."""
        if not form.sections:
            yield "all", Message("sections.none-declared")

    def run(self, document: Document) -> Outcome:
        if not document.headings:
            return Outcome(gaps=(Gap(Message("sections.no-headings")),))
        missing = list(_missing(document))
        misplaced = list(_misplaced(document)) if self.all == "in-order" else []
        findings = [*missing, *_renamed(document), *_repeated(document), *misplaced]
        if self.all == "in-order":
            findings += _misnumbered(document, excused=bool(missing or misplaced))
        return Outcome(tuple(findings)) if findings else PASS

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """The headings of the parts, by their ids."""
        return ((heading.form.id, heading.heading.span()) for heading in document.headings)


def _missing(document: Document) -> Iterator[Finding]:
    found = document.sections
    for position, section in enumerate(document.form.sections):
        if section.id in found or not section.required:
            continue
        later = [found[each.id].lines[0] for each in document.form.sections[position + 1 :] if each.id in found]
        earlier = [found[each.id].lines[0] for each in document.form.sections[:position] if each.id in found]
        behind = [index for index in later if index > max(earlier, default=-1)]
        span = last_line_before(document, min(behind, default=len(document.lines)))
        yield Finding(span, Message("sections.missing", {"title": section.titles[0]}), missing=True)


def _renamed(document: Document) -> Iterator[Finding]:
    for section in document.sections.values():
        if section.variant == RENAMED:
            values = {"found": section.folded.text, "title": section.form.titles[0]}
            yield Finding(section.heading.span(), Message("sections.renamed", values))


def _repeated(document: Document) -> Iterator[Finding]:
    for heading in document.headings:
        kept = document.sections[heading.form.id]
        if heading.heading.starts[0] != kept.heading.starts[0]:
            related = Related(Message("sections.first"), kept.heading.span())
            words = Message("sections.repeated", {"title": heading.folded.text})
            yield Finding(heading.heading.span(), words, related=(related,))


def _misplaced(document: Document) -> Iterator[Finding]:
    position = {section.id: index for index, section in enumerate(document.form.sections)}
    found = sorted(document.sections.values(), key=lambda section: section.heading.starts[0])
    kept = _longest_rise([position[section.form.id] for section in found])
    for index, section in enumerate(found):
        if index not in kept:
            values = {"title": section.folded.text, "place": position[section.form.id] + 1}
            yield Finding(section.heading.span(), Message("sections.misplaced", values))


def _longest_rise(values: Sequence[int]) -> set[int]:
    """The indexes of the longest rising run of values."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        chain = [*(chains[at - 1] if at else ()), index]
        tails[at : at + 1] = [value]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()


def _misnumbered(document: Document, excused: bool) -> Iterator[Finding]:
    found = sorted(document.sections.values(), key=lambda section: section.heading.starts[0])
    for place, section in enumerate(found, start=1):
        asked, number = _number(section.form), read_enumerator(section.ordinal)
        if asked is None or number is None or number.value == asked or (excused and number.value == place):
            continue
        values = {"found": section.folded.text, "title": section.form.titles[0]}
        yield Finding(section.heading.span(), Message("sections.misnumbered", values))


def _number(form: SectionForm) -> int | None:
    number = read_enumerator(fold_text(form.titles[0]))
    return number.value if number else None
