"""Output formats, each with a wire shape of its own; none is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from linter.output.view import Format, View

FORMATS = {
    "concise": "linter.output.text:concise",
    "full": "linter.output.text:full",
    "json": "linter.output.json:whole",
    "jsonl": "linter.output.json:lines",
    "sarif": "linter.output.sarif:sarif",
    "github": "linter.output.github:github",
    "gitlab": "linter.output.gitlab:gitlab",
    "junit": "linter.output.junit:junit",
    "checkstyle": "linter.output.checkstyle:checkstyle",
    "rdjsonl": "linter.output.rdjsonl:rdjsonl",
    "html": "linter.output.html:html",
}
TEXT_FORMATS = ("concise", "full")
"""The formats for people: they keep to ``--level`` and ``--column-unit`` and are followed by the verdict."""


def format_named(name: str, view: View) -> Format:
    """The format of that name. Raises KeyError where there is none."""
    module, function = FORMATS[name].split(":")
    return cast("Callable[[View], Format]", getattr(import_module(module), function))(view)
