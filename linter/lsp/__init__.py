"""``reportlint lsp``: the walk of the command with an editor's buffer in front and diagnostics published behind."""

from __future__ import annotations

import os
import sys

from linter.commands import console
from linter.commands.language import from_environment
from linter.commands.settings import Wanted
from linter.diagnostic import Message
from linter.errors import Mistake, UserError
from linter.messages import catalogue

_NEEDED = ("pygls", "lsprotocol")


def run(wanted: Wanted) -> int:
    """Serve an editor on standard input and output until it says that it is done.

    Raises UserError where pygls is missing or there is no standard input.
    """
    words = catalogue(wanted.lang or from_environment(os.environ)[0])
    try:
        from linter.lsp.server import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _NEEDED:
            raise
        said = words.render(Message("lsp.no-pygls", {"python": sys.executable or "python3"}))
        raise UserError((Mistake("", 0, 0, said),)) from None
    if sys.stdin is None:  # the caller closed it
        raise UserError((Mistake("", 0, 0, words.text("lsp.no-input")),))
    if console.is_terminal(sys.stdin):
        console.complain(words.text("lsp.waiting"))
    serve(wanted, words)
    return 0
