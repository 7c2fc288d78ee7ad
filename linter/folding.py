"""Folded text: one typography for matching, with the way back to the raw text.

Authors of rules write a label or a pattern once; drafts spell it in a dozen typographies. Folding

- makes full-width letters, digits and signs half-width, and Kangxi radicals (PDF) the characters they stand for;
- makes round brackets full-width everywhere, and ``, ; : ! ?`` full-width beside a Chinese character;
- draws dashes together (``--``, ``---``, ``–`` become ``—``);
- drops white space (line ends and form feeds too) beside a Chinese character, between digits that are set apart one by
  one and within a number that a line end divides, and makes every other run one space;
- drops what Markdown adds: ``**`` and backslashes before signs and line ends;
- drops characters without width.

A folded passage keeps the source span of each of its characters, so what is found in it is reported in raw text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from linter.source import Passage


def _table() -> dict[int, int]:
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），；：！？"}
    table |= {ord("("): ord("（"), ord(")"): ord("）")}
    table |= dict.fromkeys(
        map(
            ord,
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
            "\u205f\u3000\u2028\u2029\x0b\x0c\x85\x1c\x1d\x1e\x1f",
        ),
        ord(" "),
    )
    table |= dict.fromkeys(map(ord, "\u2012\u2013\u2015\u2e3a\u2500"), 0x2014)
    table |= {ord("〜"): ord("~"), ord("−"): ord("-")}
    table |= {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
    return table


_TABLE = _table()
_CHANGED = "".join(re.escape(chr(code)) for code in sorted(_TABLE))
_TO_FOLD = re.compile(f"[{_CHANGED}]")
_SIGNS = dict(zip(",;:!?", "，；：！？", strict=True))
_SIGN = re.compile("[,;:!?]")
_RUNS = "\t\n\r \u1680\\-\u2014*\\\\\u200b-\u200f\u2060\ufeff\xad"
_RUN = re.compile(f"[{_RUNS}][{_RUNS}]*")  # found sooner than "[…]+"
_TOUCHED = re.compile(
    "\\s*(?:-{2,}|\u2014{2,})\\s*|(?:\\s|\\*\\*|[\u200b-\u200f\u2060\ufeff\xad]|\\\\(?=[^\\w\\s]|\\s|$))+"
)
_MAY_CHANGE = re.compile(f"[{_CHANGED},;:!?{_RUNS}]")
"""What folding changes, or may change for what stands beside it: most paragraphs hold nothing of it."""
_BEFORE_SIGN = "”》）〕"
_BEHIND_SIGN = "“《（〔"


def fold_text(text: str) -> str:
    """The folded form of a string (a label, a word of a pack)."""
    return _fold(text)[0]


def fold(passage: Passage) -> Passage:
    """The folded form of a passage, each character with its source span."""
    text, kept = _fold(passage.text)
    if kept is None:
        return Passage(text, passage.starts, passage.ends)
    starts: list[int] = []
    ends: list[int] = []
    for start, end, merged in kept:
        if merged:
            starts.append(passage.starts[start])
            ends.append(passage.ends[end - 1])
        else:
            starts.extend(passage.starts[start:end])
            ends.extend(passage.ends[start:end])
    return Passage(text, starts, ends)


_Kept = list[tuple[int, int, bool]]


def _widened(sign: re.Match[str]) -> str:
    """The full-width form of a sign that stands beside a Chinese character."""
    text, start, end = sign.string, sign.start(), sign.end()
    before = start and (_is_han(text[start - 1]) or text[start - 1] in _BEFORE_SIGN)
    end += text.startswith(" ", end)
    behind = end < len(text) and (_is_han(text[end]) or text[end] in _BEHIND_SIGN)
    return _SIGNS[sign[0]] if before or behind else sign[0]


# These are no patterns: a set of so many characters takes longer to compile than most runs take to ask.


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _is_wide(char: str) -> bool:
    """Whether a character is as wide as a Chinese one: white space beside it means nothing."""
    if char < "\u2e80":
        return char in "\u2014\u2018\u2019\u201a\u201b\u201c\u201d\u2026"
    return char <= "\u9fff" or _is_han(char) or "\uff01" <= char <= "\uff60" or "\uffe0" <= char <= "\uffe6"


def _fold(raw: str) -> tuple[str, _Kept | None]:
    """Folded text, and the ranges of ``raw`` it is made of (merged: the range became one character)."""
    if not _MAY_CHANGE.search(raw):
        return raw, None
    text = _SIGN.sub(_widened, _TO_FOLD.sub(lambda char: chr(_TABLE[ord(char[0])]), raw))
    kept: _Kept = []
    pieces: list[str] = []
    at = 0
    for start, end in _touched(text):
        if start > at:
            kept.append((at, start, False))
            pieces.append(text[at:start])
        at = end
        dash = text[start:end].lstrip()[:1]
        if dash and dash in "-\u2014":
            kept.append((start, end, True))
            pieces.append("\u2014")
        elif start and end < len(text) and not _is_wide(text[start - 1]) and not _is_wide(text[end]):
            space = next((i for i in range(start, end) if text[i].isspace()), None)
            if space is not None and not _is_inside_number(text, start, end):
                kept.append((space, space + 1, True))
                pieces.append(" ")
    if not at:
        return text, None
    if at < len(text):
        kept.append((at, len(text), False))
        pieces.append(text[at:])
    return "".join(pieces), kept


_DIVIDED = re.compile(r"\d[.,]?\n\d|\d\n[.,]\d")


def _is_inside_number(text: str, start: int, end: int) -> bool:
    """Whether white space stands between digits that are set apart one by one (2 0 2 3), or where a line end divides a
    number."""
    if "\n" in text[start:end]:
        return _DIVIDED.search(f"{text[max(start - 2, 0) : start]}\n{text[end : end + 2]}") is not None
    before, behind = text[start - 1], text[end]
    around = text[max(start - 2, 0) : start - 1] + text[end + 1 : end + 2]
    if end - start > 1 or not (before.isdigit() or before in ".,") or not (behind.isdigit() or behind in ".,"):
        return False
    return not any(char.isdigit() or char in ".," for char in around)


def _touched(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text that folding draws together or drops: white space, runs of dashes, marks of Markdown."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run[0].isspace():
            yield start, end
        elif end - start > 1 or run[0] not in "-\u2014*":
            for found in _TOUCHED.finditer(text, start, min(end + 1, len(text))):
                yield found.span()


_DROPPED = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What is left of a label to compare it by: folded, without signs and white space, in small letters."""
    return _DROPPED.sub("", fold_text(text)).lower()
