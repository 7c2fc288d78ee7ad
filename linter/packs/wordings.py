"""The own words of a rule: a message with placeholders of its kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from linter.diagnostic import Message
from linter.packs.nodes import Node
from linter.packs.page import Page

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def read_wording(page: Page, node: Node, placeholders: Collection[str]) -> Mapping[str, str]:
    """A message in one or several languages; only ``placeholders`` may stand in braces."""
    texts = node.values() if isinstance(node, dict) else (node,)
    for text in [each for each in texts if isinstance(each, str)]:
        for found in _BRACES.finditer(text):
            if found[1] is None:
                page.mistake_within(text, *found.span(), Message("rule.lone-brace", {"found": found[0]}))
            elif found[1] not in placeholders:
                unknown = Message("rule.unknown-placeholder", {"name": found[0]})
                page.mistake_within(text, *found.span(), unknown, (found[1], placeholders))
    return page.languages(node)
