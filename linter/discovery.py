"""Which files a run looks at: those named, and in folders those that are reports by their suffix.

In a git repository a folder holds what git tracks or would add; elsewhere everything that is not hidden. Links to files
are followed, links to folders are not (so no loop of links can catch the walk), and neither are submodules. A file is
looked at once, under the first name by which it was given. What a named path turns out to be is for ``files`` to say.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from linter.files import Trouble, trouble_of
from linter.readers import SUFFIXES

STDIN = "-"
_LOCKS = ("~$", ".#")
"""What Word and Emacs put before the name of a file while they hold it open."""

_OF_THE_CALLER = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks, in paths that mean something else in another folder."""


class Given(NamedTuple):
    """A path to look at, ``/`` between its parts; "-" is standard input.

    ``trouble`` says why a folder could not be listed. An ``empty`` folder was listed and holds nothing to look at.
    """

    path: str
    trouble: Trouble | None = None
    empty: bool = False


class _Entry(NamedTuple):
    """A file in a folder, relative to it; or why a folder in it could not be listed."""

    path: str
    is_link: bool = False
    trouble: Trouble | None = None


def discover(paths: Sequence[str], excluded: Callable[[str], bool] = lambda path: False) -> tuple[Given, ...]:
    """What ``paths`` lead to, sorted by path, each file once; no path is the current folder.

    ``excluded`` is asked of every file, named ones too.
    """
    found: list[Given] = []
    seen: set[str] = set()
    for path in paths or (".",):
        name = path.replace(os.sep, "/")
        if os.path.isdir(path):
            found.extend(_in_folder(name, excluded, seen))
        elif path == STDIN or not excluded(name):
            found.extend(_unseen(Given(name), STDIN if path == STDIN else _true_path(path), seen))
    return tuple(sorted(found, key=lambda given: given.path))


def _in_folder(folder: str, excluded: Callable[[str], bool], seen: set[str]) -> Iterator[Given]:
    bare = folder.rstrip("/")
    prefix = "" if bare == "." else f"{bare}/"
    true_folder = _true_path(folder)
    empty = True
    entries = _tracked(folder) if _in_repository(true_folder) else None
    for entry in sorted(_walk(folder) if entries is None else entries, key=lambda entry: (entry.is_link, entry.path)):
        path = prefix + entry.path
        if entry.trouble:
            yield Given(path.rstrip("/") or folder, entry.trouble)
        elif excluded(path):
            continue
        else:
            yield from _unseen(Given(path), _true_path(path) if entry.is_link else f"{true_folder}/{entry.path}", seen)
        empty = False
    if empty:
        yield Given(folder, empty=True)


def _unseen(given: Given, true_path: str, seen: set[str]) -> Iterator[Given]:
    if true_path not in seen:
        seen.add(true_path)
        yield given


def _true_path(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a loop of links, or a name with a NUL in it
        return os.path.abspath(path) if "\0" not in path else path


def _is_report(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES and not os.path.basename(name).startswith(_LOCKS)


def _walk(folder: str) -> Iterator[_Entry]:
    """The reports in a folder and the folders in it; a git repository in it is asked for its own."""
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(os.path.join(folder, inside)) as listing:
                entries = list(listing)
        except OSError as error:
            yield _Entry(inside.rstrip("/"), trouble=trouble_of(error, inside))
            continue
        tracked = _tracked(os.path.join(folder, inside)) if any(entry.name == ".git" for entry in entries) else None
        if tracked is not None:
            yield from (entry._replace(path=inside + entry.path) for entry in tracked)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{inside}{entry.name}/")
            elif _is_report(entry.name) and not (entry.is_symlink() and os.path.isdir(entry.path)):
                yield _Entry(inside + entry.name, entry.is_symlink())


def _in_repository(folder: str) -> bool:
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, inner = os.path.dirname(folder), folder
        if folder == inner:
            return False
    return True


def _tracked(folder: str) -> list[_Entry] | None:
    """The reports in a folder that git tracks or would add; None if git cannot say or was told to ignore the folder."""
    listing = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listing is None or (not listing and _git(folder, "check-ignore", "--quiet", ".") is not None):
        return None
    entries: list[_Entry] = []
    for path in sorted({os.fsdecode(name) for name in listing.split(b"\0")}):
        if path.endswith("/"):  # a repository in this one that is no submodule
            entries.extend(entry._replace(path=path + entry.path) for entry in _walk(os.path.join(folder, path)))
        elif _is_report(path):
            try:
                mode = os.lstat(os.path.join(folder, path)).st_mode
            except OSError:  # deleted, and not yet in the index
                continue
            is_link = stat.S_ISLNK(mode)
            if stat.S_ISREG(mode) or (is_link and not os.path.isdir(os.path.join(folder, path))):
                entries.append(_Entry(path, is_link))
    return entries


def _git(folder: str, *arguments: str) -> bytes | None:
    """What a git command prints in a folder; None if it fails or there is no git."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", folder, *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout
