"""Whether the title has all that the form's titles have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Gap, Message
from linter.document import Document
from linter.source import Span


@dataclass(frozen=True, slots=True)
class Title:
    """The title is worded as the form has it.

    A document without any title line is not assessed.

    Options:
        whole: patterns of right titles; one of them has to match.
        parts: what a title has to have, each by the name that messages call it and a pattern; used to say what is
            missing.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("title", "missing")

    whole: tuple[re.Pattern[str], ...]
    parts: Mapping[str, re.Pattern[str]]

    def run(self, document: Document) -> Outcome:
        if document.title is None:
            return Outcome(gaps=(Gap(Message("title.none")),))
        text = document.title.folded.text
        if any(pattern.search(text) for pattern in self.whole):
            return PASS
        missing = tuple(name for name, pattern in self.parts.items() if not pattern.search(text))
        key = "title.lacks" if missing else "title.otherwise"
        words = Message(key, {"title": text, "missing": missing} if missing else {"title": text})
        return Outcome((Finding(document.title.raw.span(), words),))

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """What the title has of all that it should have."""
        title = document.title.folded if document.title else None
        for name, pattern in self.parts.items() if title else ():
            found = pattern.search(title.text) if title else None
            if title and found:
                yield name, title.span(*found.span())
