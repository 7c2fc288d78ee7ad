"""The trees of packs that were read before, kept in the user's cache folder: parsing YAML is most of loading a pack.

An entry is the tree of a file in JSON, without places but those of its rules. It is found by the digest of the file's
content, the version of reportlint and that of Python, and only a pack without mistakes gets one. Whatever is in the
folder can do no more than be ignored: an entry is data and is read within bounds, and what is made of it goes through
every check of a pack but these: patterns are checked when they are first used, a name in an equation that stands for
nothing makes no equation, a rule that could never apply does not, and what does not compare leaves a condition open.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from linter import __version__
from linter.files import read_bytes
from linter.packs.nodes import DEEPEST, MOST_BYTES, MOST_NODES, Node, Placed

_FORMAT = 3
_INNER = (dict, list)
_MOST_BYTES = 1024 * 1024


def cache_folder() -> Path:
    """The user's folder for what can be made again, by the custom of the platform."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "reportlint"


def entry_path(digest: str) -> Path:
    """Where the tree of a file of this content is kept."""
    python = ".".join(map(str, sys.version_info[:2]))
    return cache_folder() / "packs" / f"{digest}-{__version__}-{python}.json"


def recall(digest: str) -> Node | None:
    """The tree that was kept for a file, or None where there is none that can be one."""
    try:
        content = read_bytes(str(entry_path(digest)), _MOST_BYTES)
        if not isinstance(content, bytes):
            return None
        format_, tree, places = json.loads(content, parse_int=_number)
        if format_ != _FORMAT or _size(tree, 0) > MOST_NODES:
            return None
        rules = [_placed(rule, *place) for rule, place in zip(tree["rules"], places, strict=True)]
        return {**tree, "rules": rules}
    except (OSError, RuntimeError, ValueError, TypeError, LookupError):
        return None  # no home folder, no entry, not ours, not whole: the file itself is read


def keep(digest: str, root: Node, places: Sequence[tuple[int, int]]) -> None:
    """Keep the tree of a file and the line and column of each of its rules; where that is not possible, nothing
    happens."""
    import tempfile

    text = json.dumps([_FORMAT, root, places], separators=(",", ":"), ensure_ascii=False)
    with suppress(OSError, RuntimeError):
        path = entry_path(digest)
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _number(digits: str) -> int:
    if len(digits) > len(str(MOST_BYTES)):
        raise ValueError
    return int(digits)


def _size(tree: Any, depth: int) -> int:
    """How many nodes a tree has. Raises ``ValueError`` where it is too deep or has anything but texts, lists and
    mappings in it."""
    if depth > DEEPEST or type(tree) not in _INNER:
        raise ValueError
    size = len(tree)
    for node in tree.values() if type(tree) is dict else tree:
        if type(node) is not str:
            size += _size(node, depth + 1)
    return size


def _placed(rule: Any, line: Any, column: Any) -> Placed:
    if type(rule) is not dict or not (type(line) is type(column) is int and min(line, column) > 0):
        raise ValueError
    return Placed(rule, line, column)
