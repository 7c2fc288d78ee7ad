"""Whether Chinese running text has Chinese punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Edit, Finding, Fix, Message
from linter.document import Document, Paragraph

_HAN = "\u3400-\u9fff"
_HALF = re.compile(f"[,;:?!](?!//)(?:(?<=[{_HAN}”》）].)|(?=[{_HAN}“《（]))")
"""A sign directly beside a Chinese character or mark, and not before the // of an address."""
_TWICE = re.compile("[，。；：、][，。；：、]+")
_FULL = dict(zip(",;:?!", "，；：？！", strict=True))


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Beside a Chinese character stand full-width commas, semicolons, colons, question and exclamation marks, and no
    two of them in a row. Reported once a paragraph, with all the places to mend.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("count", "signs", "found")

    def run(self, document: Document) -> Outcome:
        written = "\n".join([paragraph.raw.text for paragraph in document.paragraphs])
        if not _HALF.search(written) and not _TWICE.search(document.running_text):
            return PASS
        findings = [finding for paragraph in document.paragraphs if (finding := _judge(paragraph))]
        return Outcome(tuple(findings)) if findings else PASS


def _judge(paragraph: Paragraph) -> Finding | None:
    raw = paragraph.raw
    half = list(_HALF.finditer(raw.text))
    if half:
        edits = tuple(Edit(raw.span(*found.span()), _FULL[found[0]]) for found in half)
        signs = tuple(dict.fromkeys(found[0] for found in half))
        words = Message("punctuation.half-width", {"count": len(half), "signs": " ".join(signs)})
        return Finding(edits[0].span, words, fix=Fix(edits, safe=True))
    twice = _TWICE.search(paragraph.folded.text)
    if twice:
        words = Message("punctuation.twice", {"found": twice[0]})
        return Finding(paragraph.folded.span(*twice.span()), words)
    return None
