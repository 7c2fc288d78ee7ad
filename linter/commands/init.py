"""``reportlint init``: a config to start from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from linter.commands.language import from_environment
from linter.config import NAME
from linter.diagnostic import Message
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue

_ENTRIES = (
    ("packs", "[cn-disclosure-report, ./own-rules.yaml]"),
    ("exclude", '["templates/**"]'),
    ("select", "[sections, requests-row-total]"),
    ("ignore", "[markup]"),
    ("severity", "{deadline: error}"),
    ("with", "{deadline: {due: 01-20}}"),
    ("per-path", '[{paths: ["drafts/**"], stage: draft}]'),
    ("fail-on", "error"),
    ("level", "warning"),
    ("lang", "zh"),
    ("stage", "final"),
    ("previous", '["../{year}/*{issuer}*.txt"]'),
    ("reviews", "reviews.yaml"),
)
"""Every key of a config with an example of its value."""


def run(lang: str | None) -> int:
    """Write the starter config into the current folder. Raises UserError where it cannot; it never overwrites one."""
    words = catalogue(lang or from_environment(os.environ)[0])
    try:
        with Path(NAME).open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter(words))
    except FileExistsError:
        raise UserError((Mistake(NAME, 0, 0, words.text("cli.init-there")),)) from None
    except OSError as problem:
        raise UserError((Mistake(NAME, 0, 0, problem.strerror or str(problem)),)) from None
    sys.stdout.write(words.render(Message("cli.init-done", {"file": NAME})) + "\n")
    return 0


def starter(words: Catalogue) -> str:
    """A config in which every key is explained and none is set."""
    entries = "".join(f"\n# {words.text(f'cli.init-{key}')}\n# {key}: {example}\n" for key, example in _ENTRIES)
    return f"# {words.text('cli.init-head')}\n{entries}"
