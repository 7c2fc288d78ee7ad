"""Whether official names are written exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from linter.checks.base import PASS, Outcome, Word
from linter.checks.spelling import edits
from linter.checks.values import LongName
from linter.diagnostic import Finding, Message
from linter.document import Document, Paragraph
from linter.form import Form

_QUOTED = re.compile("[《〈<]([^《》〈〉<>]{4,60})[》〉>]")
_MOST_EDITS = 2
_SHARE = 5
_LAST_WORD = 2
_LONG = 12
_SHORTEST_ANCHOR = 4


@dataclass(frozen=True, slots=True)
class NearNames:
    """An official name is written as it is, not nearly.

    Names in 《》 are compared whole; others are looked for by their beginning and their last word. A name is nearly an
    official one at up to two characters' difference and a fifth of its length, if no right name is nearer and its last
    word is the same. A name that merely has something before or behind the official one is another name.

    Options:
        titles: official names that stand in 《》.
        names: official names that stand in running text.
        except: right names that resemble one of these.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "name")

    titles: tuple[LongName, ...] = ()
    names: tuple[LongName, ...] = ()
    except_: tuple[Word, ...] = ()

    def objections(self, form: Form) -> Iterator[tuple[str, Message]]:
        """What is wrong with the options taken together."""
        if not self.titles and not self.names:
            yield "titles", Message("near-names.no-names")

    def run(self, document: Document) -> Outcome:
        text = document.running_text
        quoted = any(_nearest(name, self.titles, self.except_) for name in set(_QUOTED.findall(text)))
        names = [
            name for name in self.names if any(self._is_near(text[slice(*each)], name) for each in _alike(text, name))
        ]
        if not quoted and not names:
            return PASS
        findings = tuple(finding for paragraph in document.paragraphs for finding in self._judge(paragraph, names))
        return Outcome(findings) if findings else PASS

    def _is_near(self, found: str, name: str) -> bool:
        return _nearest(found, (name,), self.except_) is not None

    def _judge(self, paragraph: Paragraph, names: Sequence[str]) -> Iterator[Finding]:
        text = paragraph.folded.text
        for quoted in _QUOTED.finditer(text):
            name = _nearest(quoted[1], self.titles, self.except_)
            if name:
                yield _finding(paragraph, quoted.start(1), quoted.end(1), name)
        for name in names:
            for start, end in _alike(text, name):
                if self._is_near(text[start:end], name):
                    yield _finding(paragraph, start, end, name)


def _finding(paragraph: Paragraph, start: int, end: int, name: str) -> Finding:
    found = paragraph.folded.text[start:end]
    words = Message("near-names.nearly", {"found": found, "name": name})
    return Finding(paragraph.folded.span(start, end), words, actual=found, expected=name)


def _anchor(name: str) -> str:
    """How a name begins, and what is nearly that name."""
    return name[: max(_SHORTEST_ANCHOR, len(name) // 3)]


def _alike(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where something stands in running text that begins and ends like a name and is about as long."""
    anchor, last = _anchor(name), name[-_LAST_WORD - 1 :]
    start = text.find(anchor)
    while start >= 0:
        end = text.find(last, start + len(anchor), start + len(name) + _MOST_EDITS)
        if end >= 0:
            yield start, end + len(last)
        start = text.find(anchor, start + 1)


@lru_cache(maxsize=1024)
def _nearest(found: str, names: tuple[str, ...], right: tuple[str, ...]) -> str | None:
    """The official name that ``found`` is nearly, or None where it is one or is nearer to another right name."""
    if found in names or found in right:
        return None
    best: tuple[int, str] | None = None
    for name in names:
        allowed = min(_MOST_EDITS, len(name) // _SHARE)
        off = edits(found, name, allowed)
        if off > allowed or name in found:
            continue
        if found[-_LAST_WORD:] != name[-_LAST_WORD:] and not _has_slip(found, name, off):
            continue
        if best is None or off < best[0]:
            best = off, name
    if best is None or any(edits(found, other, best[0]) <= best[0] for other in right):
        return None
    return best[1]


def _has_slip(found: str, name: str, off: int) -> bool:
    """Whether nothing but the last character of a name is wrong (条列)."""
    return off == 1 and len(found) == len(name) and found[-1] != name[-1] and len(name) > _LONG
