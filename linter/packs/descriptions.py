"""What kinds say of themselves: the documentation in their docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Mapping
from typing import Any

from linter.packs.kinds import written

_OPTION = re.compile(r"^ +([\w-]+): ((?:.|\n(?! +[\w-]+: ))*)", re.MULTILINE)


@dataclasses.dataclass(frozen=True, slots=True)
class KindDocument:
    """What a kind's docstring says: a line, a text, and each option by its written name."""

    summary: str
    text: str
    options: Mapping[str, str]


def describe(kind_class: type[Any]) -> KindDocument:
    """The documentation of a kind, from its docstring."""
    doc = inspect.cleandoc(kind_class.__doc__ or "")
    said, _, listed = doc.partition("Options:\n")
    summary, _, text = said.partition("\n\n")
    options = {written(found[1]): " ".join(found[2].split()) for found in _OPTION.finditer(listed)}
    return KindDocument(" ".join(summary.split()), text.strip(), options)
