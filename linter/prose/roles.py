"""What paragraphs are for: which close a document as its signature, which are sub-headings, which are broken off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.document import Paragraph
from linter.prose.enumerators import begins_point, read_enumerator

_ENDED = re.compile(r"[。！？；：!?;:….](?:(?<![.])|(?=\s*$))[”’」』）》〉)\]\"'*_\s]*$")
_LONGEST_END = 40
PAUSE = re.compile("[，。；：！？,;!?]|[:]")
_DATE = re.compile(
    r"(?P<date>(?:20\d{2}|[二〇零○一三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|20\d{2}[-./]\d{1,2}[-./]\d{1,2})$"
)
_LONGEST_CLOSING = 60
_BODY = re.compile("[^，。；：！？、]{2,40}")
_NOTE = re.compile("（[^（）]*）")
_SUB_STYLES = frozenset({"bracket", "arabic", "bracket-arabic", "ordinal", "circled"})


def mark_signature(found: list[Paragraph]) -> None:
    """Sets the scope of the signing body and date at the end of a document."""
    last = len(found) - 1
    for index in range(last, max(last - 4, -1), -1):
        if found[index].scope in ("title", "lead"):
            return
        text = found[index].folded.text
        date = closing_date(text)
        if not date or not (date.start() == 0 or _BODY.fullmatch(text[: date.start()])):
            continue
        found[index] = found[index]._replace(scope="signature")
        signed, before = index - 1, found[index - 1]
        while index and date.start() == 0 and before.scope not in ("title", "lead") and is_name(before.folded.text):
            if index <= signed and found[index - 2].scope != before.scope:
                return  # all that a part says is not the upper line of a name
            index -= 1
            found[index] = before._replace(scope="signature")
            before = found[index - 1]
        return
    title = found[0].folded.text if found and found[0].scope == "title" else ""
    if last > 0 and is_name(found[last].folded.text) and found[last].folded.text in title:
        found[last] = found[last]._replace(scope="signature")


def has_ended(text: str) -> bool:
    """Whether a sentence ends where a text does."""
    return _ENDED.search(text, max(0, len(text) - _LONGEST_END)) is not None


def closing_date(text: str) -> re.Match[str] | None:
    """The date that a text ends with; no signature is long."""
    return _DATE.search(text) if len(text) <= _LONGEST_CLOSING else None


def is_name(text: str) -> bool:
    return len(text) >= 4 and bool(_BODY.fullmatch(text)) and not _NOTE.fullmatch(text) and not read_enumerator(text)


def mark_headings(found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with sub-headings and broken-off sentences marked."""
    marked: list[Paragraph] = []
    for index, paragraph in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        goes_on = following is not None and following.scope == paragraph.scope
        text = paragraph.folded.text
        if paragraph.heading or (goes_on and paragraph.scope not in ("title", "signature") and _is_heading(text)):
            marked.append(paragraph._replace(heading=True))
        elif (
            following
            and goes_on
            and paragraph.scope != "signature"
            and not has_ended(text)
            and not begins_point(following.folded.text)
        ):
            marked.append(paragraph._replace(continued=not following.heading))
        else:
            marked.append(paragraph)
    return tuple(marked)


def _is_heading(text: str) -> bool:
    number = read_enumerator(text)
    words = text[number.end :] if number else text
    if PAUSE.search(words.rstrip("。：" if number else "：")):
        return False
    return len(words) <= (40 if number and number.style in _SUB_STYLES else 20)
