"""What is judged beside the given files: next year's report, where last year's was given."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from linter.commands.linting import Task
from linter.commands.options import OptionsFor
from linter.config import Settings
from linter.discovery import STDIN, Given
from linter.files import one_name, suffix_of
from linter.readers import SUFFIXES
from linter.years import open_archive


class Tasks(Sequence[Task]):
    """The tasks of a run: each file with its options and the place where other years' reports are. Each is made when
    its turn comes, as there may be thousands.

    ``excluded`` files are not looked for among the files of other batches either.
    """

    def __init__(
        self,
        files: Sequence[Given],
        settings: Sequence[Settings],
        options: OptionsFor,
        stdin_filename: str,
        excluded: Callable[[str], bool] = lambda path: False,
    ) -> None:
        self._files, self._settings, self._options, self._stdin = files, settings, options, stdin_filename
        given = [each.path for each in files if each.path != STDIN]
        others = _other_batches() if os.environ.get("PRE_COMMIT") else _Others()
        mine = frozenset(given)
        more = [path for path in others.paths if path not in mine and not excluded(path)]
        known = _names((*given, *more))
        self._staged = _names(others.staged) if os.environ.get("PRE_COMMIT") else None
        self._follow = known if self._staged is None else _names(given) | self._staged
        self._archives = {
            id(own): open_archive(options.of(own), given, own.previous, own.folder, more, known)
            for own in {id(own): own for own in settings}.values()
        }

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, index: int) -> Task:  # type: ignore[override]
        given, own = self._files[index], self._settings[index]
        # Under pre-commit the files come in batches. This year's report is judged in its own batch when it is
        # staged, and when all files are run (then nothing of this file need be staged).
        batch = self._staged is not None and one_name(given.path) not in self._staged
        follow = None if batch else self._follow
        return Task.of(given, self._options.of(own), self._stdin, self._archives[id(own)], follow)


class _Others(NamedTuple):
    """What pre-commit hands over in all batches together: the ``staged`` files, or with none all that git tracks."""

    staged: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


def _other_batches() -> _Others:
    staged = _listed("diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--relative")
    reports = tuple(path for path in staged or _listed("ls-files", "-z") if suffix_of(path) in SUFFIXES)
    return _Others(staged, reports)


def _listed(*arguments: str) -> tuple[str, ...]:
    """The paths that git lists; none where it cannot."""
    try:
        listed = subprocess.run(["git", *arguments], capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)


def _names(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(map(one_name, paths))
