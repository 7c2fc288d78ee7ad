"""Whether paragraphs end as sentences do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import PASS, Outcome
from linter.diagnostic import Finding, Message
from linter.document import Document, Paragraph
from linter.prose.dates import days
from linter.prose.enumerators import begins_point
from linter.prose.places import lines_between
from linter.prose.roles import closing_date

_ENDED = re.compile("[。！？；：…”’」』）》〉】\\])!?;:.A-Za-z0-9]")
_PAUSE = re.compile("[，。；：！？]")
_SENTENCE = re.compile("[。！？]")
_GAP = re.compile(r"©|(?<=\S)[^\S\n]*(?:[\u3000\t]|\s\s)")
"""What stands between the parts of an imprint; sentences have none."""
_CAPTION = re.compile(r"图[一二三四五六七八九十\d]|!\[|\[图|<img\b")
_SHORT = 20


@dataclass(frozen=True, slots=True)
class UnfinishedSentence:
    """A paragraph before a heading, before a numbered point, or at the end closes with a full stop or its like.

    Headings, the title, the signature and short entries that are no sentences are exempt, and so
    is what the next block goes on with, and what leads to a figure. Parts that hold a table are not judged.

    Options:
        none.
    """

    placeholders: ClassVar[tuple[str, ...]] = ()

    def run(self, document: Document) -> Outcome:
        findings = tuple(
            Finding(paragraph.folded.span(len(paragraph.folded.text) - 1), Message("unfinished-sentence.end"))
            for paragraph in _breaking_off(document)
        )
        return Outcome(findings) if findings else PASS


def _breaking_off(document: Document) -> Iterator[Paragraph]:
    with_table = {table.section for table in document.form.tables.values()}
    paragraphs = document.paragraphs
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.folded.text
        if _ENDED.match(text[-1:]) or paragraph.heading or paragraph.continued:
            continue
        if paragraph.scope in with_table or paragraph.scope in ("title", "signature"):
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if _is_entry(text) or _is_imprint(text, paragraph.raw.text, following is None):
            continue
        beneath = following.folded.text if following else ""
        if _CAPTION.match(beneath) or _CAPTION.match(paragraph.raw.text.rpartition("\n")[2].strip()):
            continue
        in_part = following is not None and following.scope == paragraph.scope
        if following and in_part and not following.heading and not begins_point(following.folded.text):
            continue
        if not _before_table(document, paragraph, following if in_part else None):
            yield paragraph


def _is_entry(text: str) -> bool:
    """Whether a paragraph is no sentence: a few words without a pause, or labels and values (an address)."""
    if len(text) <= _SHORT and not _PAUSE.search(text):
        return True
    return not _SENTENCE.search(text) and text.count("：") >= max(1, text.count("，") + text.count("；"))


def _is_imprint(text: str, raw: str, last: bool) -> bool:
    """Whether words set apart, or a name and a date, stand behind the last sentence of a paragraph; behind the last one
    of a page also labels and values (上一篇：…)."""
    behind = _SENTENCE.split(text)[-1]
    if last and _is_entry(behind) and "：" in behind:
        return True
    if _PAUSE.search(behind):
        return False
    signed = closing_date(behind) and len([*days(behind)]) == 1
    return bool(signed or _GAP.search(_SENTENCE.split(raw)[-1]))


def _before_table(document: Document, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether rows of a table stand between a paragraph and the next text or heading."""
    end = paragraph.raw.ends[-1]
    heading = min((each.heading.starts[0] for each in document.headings if each.heading.starts[0] >= end), default=None)
    stop = following.raw.starts[0] if following else heading if heading is not None else len(document.source.text)
    return any(len(line.fields) > 1 and not line.blank for line in lines_between(document, end, stop))
