"""Whether a part speaks of what it should speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome, ScopeRef, Word
from linter.diagnostic import Finding, Message
from linter.document import Document
from linter.prose.clauses import behind_last
from linter.prose.places import heading_of
from linter.source import Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """The running text of a part has words for each of several things.

    A part that was not found, or that says nothing at all, is left to other rules.

    Options:
        in: the parts whose text is read, as one.
        things: each thing by the name that messages call it, with the words that speak of it.
        fails-when: one-missing (any thing is missing), some-missing (some are, but not all), all-missing.
        but-not: phrases that have one of the words and mean something else.
        lacking: words that say in a clause that what follows is lacking; a word behind one of them does not count.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("missing",)

    in_: tuple[ScopeRef, ...]
    things: Mapping[str, tuple[Word, ...]]
    fails_when: Literal["one-missing", "some-missing", "all-missing"] = "one-missing"
    but_not: tuple[Word, ...] = ()
    lacking: tuple[Word, ...] = ()

    def run(self, document: Document) -> Outcome:
        paragraphs = document.scope(*self.in_)
        if not paragraphs:
            return NOT_APPLICABLE
        text = self._read("\n".join(paragraph.folded.text for paragraph in paragraphs))
        missing = tuple(name for name, words in self.things.items() if not self._speaks(text, words))
        all_missing = len(missing) == len(self.things)
        fails = {"one-missing": missing, "some-missing": missing and not all_missing, "all-missing": all_missing}
        if not fails[self.fails_when]:
            return PASS
        words = Message("mentions.missing", {"missing": missing})
        return Outcome((Finding(heading_of(document, self.in_), words, missing=True),))

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """The words that were found, by the thing that they speak of."""
        for paragraph in document.scope(*self.in_):
            text = self._read(paragraph.folded.text)
            for name, words in self.things.items():
                for word in words:
                    at = self._place(text, word)
                    if at >= 0:
                        yield name, paragraph.folded.span(at, at + len(word))

    def _read(self, text: str) -> str:
        """A text without the phrases that mean something else; every other character stays in its place."""
        for phrase in self.but_not:
            text = text.replace(phrase, "\n" * len(phrase))
        return text

    def _speaks(self, text: str, words: tuple[str, ...]) -> bool:
        return any(self._place(text, word) >= 0 for word in words)

    def _place(self, text: str, word: str) -> int:
        """Where a text has a word that does not say what is lacking; -1 where it has none."""
        at = text.find(word)
        while at >= 0 and self.lacking:
            clause = behind_last("，。；：\n", text, 0, at)
            if not any(each in text[clause:at] for each in self.lacking):
                return at
            at = text.find(word, at + 1)
        return at
