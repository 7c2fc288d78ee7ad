"""``reportlint config``: what applies to a file, and where each setting comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from linter.commands.settings import Wanted
from linter.diagnostic import Message
from linter.messages import catalogue
from linter.output.view import shown_path

_KEYS = {
    "packs": "packs",
    "select": "select",
    "ignore": "ignore",
    "severity": "severity",
    "options": "with",
    "fail_on": "fail-on",
    "level": "level",
    "language": "lang",
    "stage": "stage",
    "previous": "previous",
    "reviews": "reviews",
}
"""The fields of ``Settings`` and the keys a config gives them by."""


def run(file: str, wanted: Wanted) -> int:
    """Print each setting with its value and origin. Raises UserError where the config has mistakes."""
    chooser = wanted.chooser()
    settings = chooser.for_file(file)
    chooser.settle()
    words = catalogue(settings.language)
    found = "none" if settings.config is None else "excluded" if chooser.excludes(file) else "found"
    values = {"file": shown_path(file), "config": settings.config or ""}
    lines = [words.render(Message(f"cli.config-{found}", values))]
    lines += [words.render(Message("cli.config-misnamed", {"file": shown_path(path)})) for path in chooser.misnamed]
    for field, key in _KEYS.items():
        origin = settings.origins.get(field, words.text("cli.config-default"))
        lines.append(f"  {key:9} {_value(field, getattr(settings, field)):32}  # {origin}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _value(field: str, value: object) -> str:
    if field == "fail_on" and value is None:
        return "never"
    if isinstance(value, Mapping) and field == "options":
        return ", ".join(f"{rule.name}: {_written(node)}" for rule, (_, node) in value.items()) or "-"
    if isinstance(value, Mapping):
        pairs = (f"{rule.name}={level}" for rule, level in value.items())
        return ", ".join(pairs) or "-"
    if isinstance(value, tuple):
        return ", ".join(_names(value)) or "-"
    return "-" if value is None else str(value)


def _written(node: object) -> str:
    """A value of YAML as it is written on one line."""
    if isinstance(node, Mapping):
        return f"{{{', '.join(f'{key}: {_written(value)}' for key, value in node.items())}}}"
    return f"[{', '.join(map(_written, node))}]" if isinstance(node, list) else str(node)


def _names(values: Iterable[object]) -> Iterable[str]:
    return (str(getattr(value, "name", value)) for value in values)
