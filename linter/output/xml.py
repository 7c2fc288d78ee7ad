"""What the two XML formats share: text that any XML reader accepts."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_SPECIAL = re.compile('[&<>"\n\r\t]')


def escaped(text: str) -> str:
    """``text`` for an attribute or an element; characters that XML cannot hold become U+FFFD."""
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], _ILLEGAL.sub("\ufffd", text))


def element(name: str, attributes: dict[str, object], content: str | None = None) -> str:
    """An element; ``content`` is already XML, None for an empty element. Attributes that are None are left out."""
    listed = "".join(f' {key}="{escaped(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{listed}/>" if content is None else f"<{name}{listed}>{content}</{name}>"
