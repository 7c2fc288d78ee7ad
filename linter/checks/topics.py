"""Whether a part has a topic of its own for each thing it should speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome, SectionRef, Word
from linter.checks.values import Between
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document
from linter.prose.topics import topics


@dataclass(frozen=True, slots=True)
class Topics:
    """A part has a topic for each of several things.

    Topics are the part's sub-headings (run-in ones up to the first full stop) or, where it has none, the lead clauses
    of its points: the first clause of the first sentence that names one of the things, if any does. A word somewhere
    in the running text is no topic. A part without any topic is not assessed.

    Options:
        in: the part.
        topics: each thing by the name that messages call it, with the words that name it in a topic.
        fewest: how many topics a part must have to be judged: one or two in running text may only look like topics.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("title", "missing")

    in_: SectionRef
    topics: Mapping[str, tuple[Word, ...]]
    fewest: Annotated[int, Between(1)] = 1

    def run(self, document: Document) -> Outcome:
        section = document.sections.get(self.in_)
        if section is None:
            return NOT_APPLICABLE
        found = topics(section.paragraphs, self._names)
        if len(found) < self.fewest:
            gap = Gap(Message("topics.none", {"title": section.folded.text}), span=section.heading.span())
            return Outcome(gaps=(gap,))
        missing = tuple(
            name for name, words in self.topics.items() if not any(word in topic for topic in found for word in words)
        )
        if not missing:
            return PASS
        words = Message("topics.missing", {"title": section.folded.text, "missing": missing})
        return Outcome((Finding(section.heading.span(), words, missing=True),))

    def _names(self, clause: str) -> bool:
        return any(word in clause for words in self.topics.values() for word in words)
