"""What the scorer of the corpus calls: files in, the object of ``--format json`` out, in one process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from linter.commands.linting import Task, judge
from linter.discovery import Given
from linter.output.json import file_object
from linter.packs import load, shipped
from linter.selection import Options
from linter.years import open_archive


@lru_cache(maxsize=1)
def options() -> Options:
    return Options(packs=load(shipped(), cache=False), language="zh")


def lint(paths: Sequence[str]) -> dict[str, Any]:
    """The files judged together and alone: the other files of their folders are not looked at."""
    archive = replace(open_archive(options(), paths), suffixes=frozenset())
    results = [judge(Task.of(Given(path), options(), "-", archive)) for path in paths]
    return {"version": 1, "files": [file_object(result) for result in results]}
