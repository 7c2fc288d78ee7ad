"""What is judged beside the given files: next year's report, where last year's was given."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from linter.commands.linting import Task
from linter.commands.options import OptionsFor
from linter.config import Settings
from linter.discovery import STDIN, Given
from linter.previous import Archive
from linter.years import open_archive


def tasks_of(
    files: Sequence[Given], settings: Mapping[str, Settings], options: OptionsFor, stdin_filename: str
) -> list[Task]:
    """The tasks of a run: each file with its options and the place where other years' reports are."""
    paths = [each.path for each in files if each.path != STDIN]
    given = frozenset(str(Path(path).absolute()) for path in paths)
    staged = _staged() if os.environ.get("PRE_COMMIT") else None
    archives: dict[int, Archive] = {}
    tasks: list[Task] = []
    for each in files:
        own = settings[each.path]
        if id(own) not in archives:
            archives[id(own)] = open_archive(options.of(own), paths, own.previous, own.folder)
        follow: frozenset[str] | None = given
        if staged is not None:
            # Under pre-commit the files come in batches. This year's report is judged in its own batch when it is
            # staged, and when all files are run (then nothing of this file need be staged).
            follow = given | staged if str(Path(each.path).absolute()) in staged else None
        tasks.append(Task.of(each, options.of(own), stdin_filename, archives[id(own)], follow))
    return tasks


def _staged() -> frozenset[str]:
    """The absolute paths of the files that the index holds changes of."""
    try:
        asked = ["git", "diff", "--cached", "--name-only", "-z", "--no-renames", "--relative"]
        listed = subprocess.run(asked, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(str(Path(os.fsdecode(name)).absolute()) for name in listed.split(b"\0") if name)
