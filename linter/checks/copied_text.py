"""Whether a part repeats last year's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome, SectionRef
from linter.checks.values import Count, Percent
from linter.diagnostic import Finding, Message, Related
from linter.document import Document, Paragraph

_FIGURES = re.compile(r"[\d.,%]+")


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A part does not largely repeat what last year's report of the same body says in it.

    Measured is how much of the part stands in runs of text that last year's part has too; figures are masked, and what
    every report says anyhow is left out. Short parts are not judged.

    Options:
        in: the parts, each judged alone.
        share: from how many per cent on a part counts as copied.
        run: how many characters in a row make a common run.
        least: how many characters a part must have to be judged.
        boilerplate: patterns of what every report says.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("title", "percent")

    in_: tuple[SectionRef, ...]
    share: Percent = 70
    run_: Count = 8
    least: Count = 200
    boilerplate: tuple[re.Pattern[str], ...] = ()

    def run(self, document: Document) -> Outcome:
        before = document.last_year
        if before is None:
            return NOT_APPLICABLE
        findings: list[Finding] = []
        for id_ in self.in_:
            section, earlier = document.sections.get(id_), before.sections.get(id_)
            if section is None or earlier is None:
                continue
            mine, theirs = self._masked(section.paragraphs), self._masked(earlier.paragraphs)
            if len(mine) < self.least:
                continue
            percent = 100 * _in_common(mine, theirs, self.run_) // len(mine)
            if percent >= self.share:
                related = Related(Message("copied-text.earlier"), earlier.heading.span(), before.source)
                words = Message("copied-text.copied", {"title": section.folded.text, "percent": percent})
                findings.append(Finding(section.heading.span(), words, related=(related,)))
        return Outcome(tuple(findings)) if findings else PASS

    def _masked(self, paragraphs: Sequence[Paragraph]) -> str:
        """The text of a part without figures and boilerplate."""
        text = "\n".join(paragraph.folded.text for paragraph in paragraphs)
        for pattern in self.boilerplate:
            text = pattern.sub("", text)
        return _FIGURES.sub("0", text)


def _in_common(mine: str, theirs: str, run: int) -> int:
    """How many characters of one text stand in runs that the other has too."""
    known = {theirs[at : at + run] for at in range(len(theirs) - run + 1)}
    count = covered = 0
    for at in range(len(mine) - run + 1):
        if mine[at : at + run] in known:
            count += at + run - max(at, covered)
            covered = at + run
    return count
