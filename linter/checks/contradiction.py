"""Whether the running text denies what a table says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, OneCellRef, Outcome, ScopeRef, Word
from linter.diagnostic import Finding, Gap, Message, Related
from linter.document import BoundCell, Document, Paragraph
from linter.equations.references import cells_named
from linter.equations.variables import cell_name
from linter.prose.clauses import behind_last
from linter.source import Passage, Span

_FAR = 200
_CLAUSE_END = re.compile("[，。；：！？]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that some cells are nought: ``says`` are patterns of the text that makes it, ``cells`` the cells by path
    (table.row.column), ``but-not`` words of the claim's sentence that make it another claim."""

    says: tuple[re.Pattern[str], ...]
    cells: tuple[OneCellRef, ...]
    but_not: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The running text does not deny what a cell says: 未发生投诉 beside a table with two complaints.

    Options:
        claims: each claim by name, with `says` (patterns), `cells` that must be nought for it to be true (by path), and
            `but-not` (words that make it another claim).
        in: where to read; everywhere unless named.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("found", "cell", "printed")

    claims: Mapping[str, Claim]
    in_: tuple[ScopeRef, ...] = (ScopeRef("document"),)

    def run(self, document: Document) -> Outcome:
        findings: list[Finding] = []
        gaps: list[Gap] = []
        made = False
        paragraphs = document.scope(*self.in_)
        everything = "\n".join([paragraph.folded.text for paragraph in paragraphs])
        for claim in self.claims.values():
            patterns = [pattern for pattern in claim.says if pattern.search(everything)]
            said = [each for paragraph in paragraphs if patterns for each in _said(paragraph, patterns, claim.but_not)]
            made = made or bool(said)
            for path in claim.cells if said else ():
                cell = _cell(document, path)
                if cell is None or cell.figure.value is None:
                    gaps.append(Gap(Message("contradiction.unread", {"path": path}), path.partition(".")[0]))
                elif cell.figure.value > 0:
                    findings += [_finding(document, path, cell, claimed) for claimed in said]
                    break
        if not made:
            return NOT_APPLICABLE
        return Outcome(tuple(findings), gaps=tuple(gaps)) if findings or gaps else PASS

    def seen(self, document: Document) -> Iterator[tuple[str, Span]]:
        """Where each claim is made."""
        for name, claim in self.claims.items():
            for paragraph in document.scope(*self.in_):
                yield from ((name, said.span()) for said in _said(paragraph, claim.says, claim.but_not))


def _said(paragraph: Paragraph, patterns: Sequence[re.Pattern[str]], but_not: Sequence[str]) -> Iterator[Passage]:
    """Where a paragraph makes a claim."""
    text = paragraph.folded.text
    for pattern in patterns:
        for found in pattern.finditer(text):
            start = behind_last("。；！？", text, max(found.start() - _FAR, 0), found.start())
            end = _CLAUSE_END.search(text, found.end())
            said = text[start : end.start() if end else len(text)]
            if not any(word in said for word in but_not):
                yield paragraph.folded.cut(*found.span())


def _cell(document: Document, path: str) -> BoundCell | None:
    """The cell of a path, where it was read."""
    name, *rest = path.split(".")
    bound = document.tables.get(name)
    if bound is None or bound.state != "read":
        return None
    ((row, column),) = cells_named(bound.form, tuple(rest))
    cells = (cell for each in bound.rows if each.form == row for cell in each.cells)
    return next((cell for cell in cells if cell.column == column and cell.state == "given"), None)


def _finding(document: Document, path: str, cell: BoundCell, said: Passage) -> Finding:
    table = document.tables[path.partition(".")[0]]
    name = cell_name(table.form, cell.row, cell.column)
    related = (Related(Message("contradiction.cell", {"cell": name, "printed": cell.printed}), cell.span),)
    words = Message("contradiction.denied", {"found": said.text, "cell": name, "printed": cell.printed})
    return Finding(said.span(), words, related=related, actual=said.text)
