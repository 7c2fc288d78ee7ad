"""Whether the parts, tables, rows and columns of a form can be told apart by what they are called."""

from __future__ import annotations

from linter.folding import key as folded
from linter.packs.nodes import Node
from linter.packs.page import Page

_SIBLINGS = ("columns", "rows", "blocks")
_LABELS = ("title", "label", "header")


def tell_apart(page: Page, siblings: Node | None) -> None:
    """Note what is called like another one beside it: the first, the form's own name of each has to be its own."""
    told: dict[str, str] = {}
    for key, node in siblings.items() if isinstance(siblings, dict) else ():
        label = _label(node)
        other = told.setdefault(folded(label), key) if label else key
        if other != key:
            page.mistake(key, "form.same-label", {"name": key, "other": other, "label": label})
        for inner in _SIBLINGS if isinstance(node, dict) else ():
            tell_apart(page, node.get(inner))


def _label(node: Node) -> str:
    """The first name of a part, row, column or block, as it is written."""
    if isinstance(node, dict):
        node = next((node[name] for name in _LABELS if name in node), "")
    if isinstance(node, list):
        node = node[0] if node else ""
    return node if isinstance(node, str) else ""
