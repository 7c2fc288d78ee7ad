"""What is judged beside the given files: next year's report, where last year's was given."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from linter.commands.linting import Task
from linter.commands.options import OptionsFor
from linter.config import Settings
from linter.discovery import STDIN, Given
from linter.previous import Archive
from linter.readers import SUFFIXES
from linter.years import open_archive


def tasks_of(
    files: Sequence[Given],
    settings: Mapping[str, Settings],
    options: OptionsFor,
    stdin_filename: str,
    excluded: Callable[[str], bool] = lambda path: False,
) -> list[Task]:
    """The tasks of a run: each file with its options and the place where other years' reports are.

    ``excluded`` files are not looked for among the files of other batches either.
    """
    paths = [each.path for each in files if each.path != STDIN]
    given = _absolute(paths)
    others = _other_batches() if os.environ.get("PRE_COMMIT") else None
    staged = None
    if others is not None:
        staged = _absolute(others.staged)
        paths = list(dict.fromkeys((*paths, *(path for path in others.paths if not excluded(path)))))
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


class _Others(NamedTuple):
    """What pre-commit hands over in all batches together: the ``staged`` files, or with none all that git tracks."""

    staged: tuple[str, ...]
    paths: tuple[str, ...]


def _other_batches() -> _Others:
    staged = _listed("diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--relative")
    reports = tuple(path for path in staged or _listed("ls-files", "-z") if Path(path).suffix.lower() in SUFFIXES)
    return _Others(staged, reports)


def _listed(*arguments: str) -> tuple[str, ...]:
    """The paths that git lists; none where it cannot."""
    try:
        listed = subprocess.run(["git", *arguments], capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)


def _absolute(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(str(Path(path).absolute()) for path in paths)
