"""Whether something was left over from a conversion or a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome, ScopeRef
from linter.diagnostic import Finding, Message
from linter.document import Document
from linter.source import Passage


@dataclass(frozen=True, slots=True)
class Residue:
    """The running text, the title and the headings hold none of some patterns.

    Options:
        patterns: what must not stand there, searched in folded text.
        not-in-markdown: patterns that are no fault in Markdown.
        in: where to search; everywhere unless named.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found",)

    patterns: tuple[re.Pattern[str], ...]
    not_in_markdown: tuple[re.Pattern[str], ...] = ()
    in_: tuple[ScopeRef, ...] = (ScopeRef("document"),)

    def run(self, document: Document) -> Outcome:
        patterns = self.patterns if document.markdown else (*self.patterns, *self.not_in_markdown)
        everything = "\n".join((document.running_text, *(heading.folded.text for heading in document.headings)))
        patterns = tuple(pattern for pattern in patterns if pattern.search(everything))
        if not patterns:
            return PASS
        findings = tuple(
            Finding(text.span(*found.span()), Message("residue.found", {"found": found[0]}), actual=found[0])
            for text in self._texts(document)
            for pattern in patterns
            for found in pattern.finditer(text.text)
            if found[0]
        )
        return Outcome(findings) if findings else PASS

    def _texts(self, document: Document) -> Iterator[Passage]:
        for paragraph in document.scope(*self.in_):
            yield paragraph.folded
        for heading in document.headings:
            if "document" in self.in_ or heading.form.id in self.in_:
                yield heading.folded
