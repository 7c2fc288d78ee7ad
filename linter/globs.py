"""Path patterns of a config, relative to the folder it stands in.

``*`` and ``?`` match within one part of a path, ``**`` any number of parts, ``[...]`` one of some characters. A
pattern without ``/`` matches a name at any depth; a pattern that matches a folder matches all that is in it.

A pattern is matched from left to right and nothing is tried twice: between two ``**`` the first place that fits is as
good as any other, and so it is between two ``*`` of a part. No pattern can take long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_SPECIAL = re.compile(r"(?P<star>\*+)|(?P<one>\?)|(?P<set>\[[!^]?(?:\][^\]]*|[^\]]+)\])|(?P<plain>.)", re.DOTALL)


def matches(pattern: str, path: str) -> bool:
    """Whether ``path`` (relative, ``/`` between its parts) or a folder that it is in fits the pattern."""
    parts = path.split("/")
    first, *others = _runs(pattern)
    at = len(first) if _fit(first, parts, 0) else -1
    for run in others if at >= 0 else ():
        starts = range(at, len(parts) - len(run) + 1)
        at = next((start + len(run) for start in starts if _fit(run, parts, start)), -1)
        if at < 0:
            break
    return at >= 0


class _Piece(NamedTuple):
    """What stands between two ``*`` of a part: a pattern of so many characters."""

    pattern: re.Pattern[str]
    length: int


_Part = tuple[_Piece, ...]
"""A part of a pattern, cut at its ``*``."""


def _fit(run: Sequence[_Part], parts: Sequence[str], start: int) -> bool:
    """Whether some parts of a pattern fit the parts of a path from ``start`` on."""
    if start + len(run) > len(parts):
        return False
    return all(_fits(part, name) for part, name in zip(run, parts[start:], strict=False))


def _fits(part: _Part, name: str) -> bool:
    first, *others = part
    if not others:
        return first.pattern.fullmatch(name) is not None
    *middle, last = others
    found = first.pattern.match(name)
    for piece in middle:
        found = piece.pattern.search(name, found.end()) if found else None
    start = len(name) - last.length
    return found is not None and found.end() <= start and last.pattern.fullmatch(name, start) is not None


@lru_cache(maxsize=256)
def _runs(pattern: str) -> tuple[tuple[_Part, ...], ...]:
    """The parts of a pattern, cut at its ``**``; the first run stands at the beginning of a path."""
    bare = pattern.removeprefix("./").rstrip("/").lstrip("/")
    runs: list[list[_Part]] = [[]] if "/" in pattern.rstrip("/") else [[], []]
    parts = bare.split("/")
    for number, text in enumerate(parts):
        last = number == len(parts) - 1
        if text.startswith("**") and (text.strip("*") or not last):
            runs.append([])
        if text.strip("*") or len(text) < 2 or last:  # `**` at the end stands for a name at least
            runs[-1].append(_part(text))
        if text.endswith("**") and text.strip("*"):
            runs.append([])
    return tuple(map(tuple, runs))


def _part(text: str) -> _Part:
    pieces: list[_Piece] = []
    written, length = "", 0
    try:
        for found in _SPECIAL.finditer(text):
            if found["star"]:
                pieces.append(_Piece(re.compile(written, re.DOTALL), length))
                written, length = "", 0
            else:
                written, length = written + _translated(found), length + 1
        return (*pieces, _Piece(re.compile(written, re.DOTALL), length))
    except re.error:  # a range that runs backwards: as the shell does, take it for plain text
        return (_Piece(re.compile(re.escape(text)), len(text)),)


def _translated(match: re.Match[str]) -> str:
    text = match.group()
    if match["one"]:
        return "."
    if match["set"]:
        inside = text[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]"
    return re.escape(text)
