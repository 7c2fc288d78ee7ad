"""A word on standard error when a person has waited for more than a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator

from linter.commands import console
from linter.commands.linting import Judged
from linter.diagnostic import Message
from linter.messages import Catalogue

_PATIENCE = 1.0
_EVERY = 0.2
_CLEAR = "\r\x1b[2K"


def watched(results: Iterable[Judged], total: int, words: Catalogue) -> Iterable[Judged]:
    """The same results; a terminal is told how far they are. Never under pre-commit, which shows all we write."""
    if os.environ.get("PRE_COMMIT") or not console.is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        return results
    return _told(results, total, words)


def _told(results: Iterable[Judged], total: int, words: Catalogue) -> Iterator[Judged]:
    tell_at = time.monotonic() + _PATIENCE
    told = False
    try:
        for count, result in enumerate(results, 1):
            if told and result[0].diagnostics:
                _write(_CLEAR)
                told = False
            yield result
            if time.monotonic() >= tell_at:
                values = {"count": str(count), "total": str(total)}
                _write(_CLEAR + words.render(Message("cli.progress", values)))
                told, tell_at = True, time.monotonic() + _EVERY
    finally:
        if told:
            _write(_CLEAR)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
