"""Text as a browser lets it flow: white space drawn together, entities resolved, each character with its place."""

from __future__ import annotations

import html
import re

from linter.source import Passage, Span, join, plain

_REFERENCE = r"&(?:#(?:[0-9]{1,32}|[xX][0-9a-fA-F]{1,32})|[a-zA-Z][a-zA-Z0-9]{0,31});?"
_WORDS = re.compile(_REFERENCE + r"|[^\t\n\f\r &]+(?: [^\t\n\f\r &]+)*|&")
_SPACED_WORDS = re.compile(_REFERENCE + r"|[^\n&]+|&")

NOTHING = Passage("", (), ())


class Flow:
    """A stretch of text under way. White space and breaks count only between what is visible."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[Passage] = []
        self._between: Passage | None = None

    @property
    def empty(self) -> bool:
        """Nothing visible has been written."""
        return not self._pieces

    def write(self, start: int, end: int, spaced: bool = False) -> None:
        """Go on with what stands in the source from ``start`` to ``end``; ``spaced``: with its white space as it is."""
        if not self._pieces and not self._text[start:end].strip("\t\n\f\r "):
            return
        at = start
        for word in (_SPACED_WORDS if spaced else _WORDS).finditer(self._text, start, end):
            if word.start() > at and self._pieces and not self._between:
                self._between = Passage(" ", (at,), (word.start(),))
            at = word.end()
            if self._between:
                self._pieces.append(self._between)
                self._between = None
            written = word[0]
            if written[0] == "&" and len(written) > 1:
                self._pieces.extend(_resolved(written, word.start()))
            else:
                self._pieces.append(plain(written, word.start()))
        if at < end and self._pieces and not self._between:
            self._between = Passage(" ", (at,), (end,))

    def end_line(self, span: Span) -> None:
        """A line ends here; ``span`` is the tag that says so."""
        if self._pieces and not (self._between and self._between.text == "\n"):
            self._between = Passage("\n", (span.start,), (span.end,))

    def take(self) -> Passage:
        """What has been written; the flow begins anew."""
        pieces, self._pieces, self._between = self._pieces, [], None
        return join(pieces) if pieces else NOTHING


def _resolved(written: str, start: int) -> list[Passage]:
    """The characters that a reference stands for, each standing where the whole reference does."""
    meant = html.unescape(written)
    if meant == written:
        return [plain(written, start)]
    behind = 0
    if written[-1] != ";":  # "&nbsp12": the old names need no semicolon, and what follows stands for itself
        while behind < len(meant) - 1 and meant[-1 - behind] == written[-1 - behind]:
            behind += 1
    end = start + len(written) - behind
    own = len(meant) - behind
    pieces = [Passage(meant[:own], (start,) * own, (end,) * own)] if own else []
    return [*pieces, plain(meant[own:], end)] if behind else pieces
