"""Whether Markdown stands in a text that is not Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome
from linter.diagnostic import Finding, Message
from linter.document import Document
from linter.source import Span

_MARKS = re.compile(
    r"[*#!\[](?:"
    r"(?<=\*)\*(?=[^\s*])[^*\n]{1,100}\*\*"
    r"|(?<=#)(?<![^\n]#)#{0,5} (?=\S)"
    r"|(?:(?<=\[)|(?<=!)\[)[^\]\n]{1,100}\]\((?:https?:)?[^)\s]{1,200}\))"
)
"""Bold text, heading marks, links; it begins with a set of characters, so that it is found quickly."""

_MARKS_OF = ("**", "](", "# ")


@dataclass(frozen=True, slots=True)
class Markup:
    """A text that is not Markdown has no bold marks, heading marks or links of Markdown in it.

    Reported once a line. Markdown files are not judged.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "count")

    def run(self, document: Document) -> Outcome:
        if document.markdown:
            return NOT_APPLICABLE
        if not any(mark in document.source.text for mark in _MARKS_OF):
            return PASS
        first: dict[int, tuple[Span, str, int]] = {}
        for found in _MARKS.finditer(document.source.text):
            line = document.source.place(found.start())[0]
            span, text, count = first.get(line, (Span(*found.span()), found[0], 0))
            first[line] = span, text, count + 1
        findings = tuple(
            Finding(span, Message("markup.found", {"found": text.strip(), "count": count}))
            for span, text, count in first.values()
        )
        return Outcome(findings) if findings else PASS
