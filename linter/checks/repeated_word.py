"""Whether a word stands twice in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome, Word
from linter.diagnostic import Finding, Message
from linter.document import Document

_TWICE = re.compile("([\u4e00-\u9fff]{2,4})\\1")


@dataclass(frozen=True, slots=True)
class RepeatedWord:
    """No word of two to four Chinese characters stands twice in a row.

    Options:
        except: doublets that are good Chinese; a word that begins with one of these is not reported.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("word",)

    except_: tuple[Word, ...] = ()

    def run(self, document: Document) -> Outcome:
        if not _TWICE.search(document.running_text):
            return PASS
        findings = tuple(
            Finding(paragraph.folded.span(*found.span()), Message("repeated-word.twice", {"word": found[1]}))
            for paragraph in document.paragraphs
            for found in _TWICE.finditer(paragraph.folded.text)
            if len(set(found[1])) > 1 and not found[1].startswith(self.except_ or ("\0",))
        )
        return Outcome(findings) if findings else PASS
