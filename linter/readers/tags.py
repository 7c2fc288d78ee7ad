"""The tags of an HTML text and where they stand, found as the HTML standard's tokenizer finds them.

No parser that is kept well gives what is needed here, the place of every character: lxml knows lines only, html5lib and
selectolax know nothing of it. The standard library's ``html.parser`` does know, but in the Pythons we support it raises
on ``<![x``, takes five seconds for 24 KB of unclosed ``<a``, and its answers depend on the Python. What a reader needs
of the standard is small: where a tag begins and ends, and what is no markup at all. It is here, and linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGIN = re.compile(r"<(?:(/?[a-zA-Z][^\t\n\f\r />]*)([^>\"']*>)?|[!?/])")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*(?:(?P<close>>)|(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?P<value>\"[^\"]*\"?|'[^']*'?|[^\t\n\f\r >\"'][^\t\n\f\r >]*|))?)"
)
_UNSEEN = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in ("script", "style", "noscript", "textarea", "iframe", "noframes", "noembed", "xmp", "title")
}
"""Elements that hold no markup, and where they end. Of these only the text of ``title`` is for readers."""


def tags(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of the tags of ``text[start:end]`` in order. What lies between them is text.

    The name is "td", "/td", or "" for a comment and the like. The tag of an element whose content is not for readers
    (a script) ends where the element ends.
    """
    at = start
    while found := _BEGIN.search(text, at, end):
        begin, behind = found.span()
        name, whole = found.groups()
        if name is None:
            at = _after_comment(text, begin, end)
            yield begin, at, ""
            continue
        closed = behind if whole else _after_attributes(text, behind, end)
        if closed is None:  # the file ends inside the tag
            yield begin, end, ""
            return
        at, name = closed, name.lower()
        if name in _UNSEEN and text[at - 2] != "/":
            closing = _UNSEEN[name].search(text, at, end)
            at = closing.start() if closing else end
        yield begin, closed if name == "title" else at, name


def attributes(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The attributes of the tag that begins at ``start``: names in small letters, values without their quotes."""
    named = _BEGIN.match(text, start, end)
    at = named.end(1) if named and named[1] else end
    while (found := _ATTRIBUTE.match(text, at, end)) and not found["close"]:
        value = found["value"] or ""
        yield found["name"].lower(), value.strip(value[0]) if value[:1] in ('"', "'") else value
        at = found.end()


def _after_attributes(text: str, at: int, end: int) -> int | None:
    """Where the tag ends whose name ends at ``at``; a ``>`` in the value of an attribute is not its end."""
    while found := _ATTRIBUTE.match(text, at, end):
        at = found.end()
        if found["close"]:
            return at
    return None


def _after_comment(text: str, start: int, end: int) -> int:
    closing = "-->" if text.startswith("<!--", start) else ">"
    found = text.find(closing, start + 2, end)
    return found + len(closing) if found >= 0 else end
