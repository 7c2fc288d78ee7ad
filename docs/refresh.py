"""Bring up to date what is made of the code: in rules.md what the tutorial's commands print and every kind with every
option, and the JSON Schemas."""

from __future__ import annotations

import functools
import os
import re
import shlex
import subprocess
import sys
import tempfile
import types
import typing
from collections.abc import Iterator, Mapping
from json import dumps
from pathlib import Path
from typing import Annotated, Any, Literal

from linter.checks import KINDS, kind
from linter.packs.descriptions import describe
from linter.packs.kinds import hints, required, written
from linter.packs.schema import SUBJECTS, schema

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_name("rules.md")
OPENING = "<!-- kinds: written by docs/refresh.py -->\n"
CLOSING = "<!-- end of kinds -->"
NAMES = {
    "str": "text", "Word": "text", "int": "whole number", "bool": "true or false", "Decimal": "number",
    "Pattern": "pattern", "Relation": "relation", "SectionRef": "section", "TableRef": "table", "FactRef": "fact",
    "FigureRef": "figure", "ScopeRef": "place", "CellRef": "cells", "OneCellRef": "cell", "Day": "day, `MM-DD`",
    "Stretch": "days, `{year}-MM-DD..{year}-MM-DD`",
}  # fmt: skip


def said(hint: Any) -> str:
    """A type of option in words."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(said(each) for each in inner if each is not type(None))
    if origin is tuple:
        return f"list of {said(inner[0])}"
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in inner)
    if origin is Annotated:
        return functools.reduce(lambda base, constraint: constraint.said(base), inner[1:], said(inner[0]))
    if origin is not None and issubclass(origin, Mapping):
        return f"mapping{'' if inner[0] is str else f' of {said(inner[0])}'} to {said(inner[1])}"
    name = "Pattern" if origin else hint.__name__
    return NAMES[name] if name in NAMES else f"mapping of {', '.join(f'`{written(each)}`' for each in hints(hint))}"


def reference() -> str:
    """The section on kinds."""
    return "\n".join(lines()) + "\n"


def lines() -> Iterator[str]:
    for name in sorted(KINDS):
        kind_class = kind(name)
        document = describe(kind_class)
        yield f"#### `{name}`\n"
        yield f"{document.summary}\n"
        if document.text:
            yield f"{document.text}\n"
        if document.options:
            yield "| option | takes | meaning |\n| --- | --- | --- |"
            for field, hint in hints(kind_class).items():
                option = written(field)
                needed = "; required" if option in required(kind_class) else ""
                meaning = document.options.get(option, "").replace("|", "&#124;")
                yield f"| `{option}` | {said(hint)}{needed} | {meaning} |"
            yield ""
        if kind_class.placeholders:
            yield f"In `message`: {', '.join(f'`{{{each}}}`' for each in kind_class.placeholders)}.\n"


# ---------------------------------------------------------------- the tutorial

STEP = re.compile(
    r"^(?P<words>[^\n]*)\n```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|^Change `(?P<old>[^`]+)` to `(?P<new>[^`]+)` in `(?P<file>[^`]+)`:$",
    re.MULTILINE | re.DOTALL,
)
FILE = re.compile(r"^(?P<how>File|Above its rules, add to|Below its rules, add to) `(?P<name>[\w.]+)`:$")


def walked(tutorial: str, folder: Path) -> str:
    """The tutorial with its steps followed in ``folder``, each command with what it really prints."""

    def follow(step: re.Match[str]) -> str:
        if step["file"]:
            path = folder / step["file"]
            path.write_text(path.read_text("utf-8").replace(step["old"], step["new"]), "utf-8")
            return step[0]
        named = FILE.match(step["words"])
        if named:
            add(folder / named["name"], named["how"], step["text"])
        if step["language"] != "console":
            return step[0]
        commands = re.findall(r"^\$ (reportlint .*)$", step["text"], re.M)
        shown = "".join(f"$ {command}\n{printed(command, folder)}" for command in commands)
        return f"{step['words']}\n```console\n{shown}```"

    return STEP.sub(follow, tutorial)


def add(path: Path, how: str, text: str) -> None:
    """Write a file, or add to it above or below its rules."""
    before = "" if how == "File" else path.read_text("utf-8")
    if how.startswith("Above"):
        text = before.replace("rules:\n", f"{text}\nrules:\n")
    path.write_text(text if how.startswith("Above") else before + text, "utf-8")


def printed(command: str, folder: Path) -> str:
    """What a command prints, standard output first."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "REPORTLINT_LANG": "en", "PYTHONUTF8": "1"}
    program = "import sys; from linter.cli import main; sys.argv[0] = 'reportlint'; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *shlex.split(command)[1:]],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def refreshed(page: str) -> str:
    """The page as the code says it."""
    tutorial, heading, rest = page.partition("## Reference")
    with tempfile.TemporaryDirectory() as folder:
        tutorial = walked(tutorial, Path(folder))
    before, _, rest = rest.partition(OPENING)
    _, _, after = rest.partition(CLOSING)
    return tutorial + heading + before + OPENING + reference() + CLOSING + after


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")
    for subject in SUBJECTS:
        written_schema = dumps(schema(subject), ensure_ascii=False, indent=1) + "\n"
        (PAGE.parent / "schema" / f"{subject}.json").write_text(written_schema, "utf-8")
