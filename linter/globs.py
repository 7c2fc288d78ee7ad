"""Path patterns of a config, relative to the folder it stands in.

``*`` and ``?`` match within one part of a path, ``**`` any number of parts, ``[...]`` one of some characters. A
pattern without ``/`` matches a name at any depth; a pattern that matches a folder matches all that is in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPECIAL = re.compile(
    r"(?P<any>\*\*/?)|(?P<part>\*)|(?P<one>\?)|(?P<set>\[[!^]?(?:\][^\]]*|[^\]]+)\])|(?P<plain>.)", re.DOTALL
)


def matches(pattern: str, path: str) -> bool:
    """Whether ``path`` (relative, ``/`` between its parts) or a folder that it is in fits the pattern."""
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    bare = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    body = "".join(_translated(match) for match in _SPECIAL.finditer(bare.lstrip("/")))
    try:
        return re.compile(f"{anywhere}{body}(?:/.*)?", re.DOTALL)
    except re.error:  # a range that runs backwards: as the shell does, take it for plain text
        return re.compile(re.escape(bare))


def _translated(match: re.Match[str]) -> str:
    text = match.group()
    if match["any"]:
        return "(?:.*/)?" if text.endswith("/") else ".*"
    if match["part"]:
        return "[^/]*"
    if match["one"]:
        return "[^/]"
    if match["set"]:
        inside = text[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]"
    return re.escape(text)
