"""The trees of packs that were read before, kept in the user's cache folder: parsing YAML is most of loading a pack.

An entry says where the values of a file stand, in JSON; their texts are taken from the file itself. It is found by the
digest of the file's content, the version of reportlint and that of Python, and only a pack without mistakes gets one.
Whatever is in the folder can do no more than be ignored: an entry is data, is read within bounds, and has to fit the
file; what is made of it goes through every check of a pack but one: patterns are checked when they are first used.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from linter import __version__
from linter.packs.nodes import DEEPEST, MOST_NODES, Entries, Listing, Node, Scalar
from linter.source import Source

_FORMAT = 1
_MOST_BYTES = 4 * 1024 * 1024
_QUOTES = frozenset("'\"")


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


def recall(digest: str, source: Source) -> Node | None:
    """The tree that was kept for a file, or None where there is none that fits it."""
    try:
        with entry_path(digest).open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            return None
        kept = json.loads(content)
        if not isinstance(kept, list) or len(kept) != 2 or kept[0] != _FORMAT:
            return None
        return _Reader(source.text).node(kept[1], 0)
    except (OSError, RuntimeError, ValueError, TypeError, LookupError):
        return None  # no home folder, no entry, not ours, not whole: the file itself is read


def keep(digest: str, source: Source, root: Node) -> None:
    """Keep the tree of a file; where that is not possible, nothing happens."""
    path = entry_path(digest)
    content = json.dumps([_FORMAT, _written(root, source.text)], separators=(",", ":"), ensure_ascii=True)
    import tempfile

    with suppress(OSError, RuntimeError):
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(content)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _written(node: Node, text: str) -> Any:
    """A node as JSON: [start, end] of a scalar that the file shows as it is (else also text and whether plain),
    [start, end, [nodes]] of a list, [start, end, [keys], [values]] of a mapping."""
    if isinstance(node, Scalar):
        shown = _shown(text[node.start : node.end])
        return [node.start, node.end] if shown == (node.text, node.plain) else [*node[1:3], node.text, node.plain]
    if isinstance(node, Listing):
        return [node.start, node.end, [_written(each, text) for each in node.nodes]]
    keys = [_written(key, text) for key, _ in node.pairs]
    return [node.start, node.end, keys, [_written(value, text) for _, value in node.pairs]]


def _shown(raw: str) -> tuple[str, bool]:
    """What a scalar of one line says, and whether it stands without quotes."""
    if raw[:1] == "'":
        return raw[1:-1].replace("''", "'"), False
    return (raw[1:-1], False) if raw[:1] == '"' else (raw, True)


class _Reader:
    """Nodes from JSON; anything that does not fit the text is a ``ValueError`` or ``TypeError``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count = 0

    def node(self, data: Any, depth: int) -> Node:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_NODES:
            raise ValueError
        size = len(data)
        if size == 2 or type(data[2]) is str:
            return self.scalar(data)
        start, end, inner = data[:3]
        self._within(start, end)
        if size == 3:
            return Listing(tuple([self.node(each, depth + 1) for each in inner]), start, end)
        keys = [self.scalar(key) for key in inner]
        if len({key.text for key in keys}) < len(keys):
            raise ValueError
        values = [self.node(value, depth + 1) for value in data[3]]
        return Entries(tuple(zip(keys, values, strict=True)), start, end)

    def scalar(self, data: Any) -> Scalar:
        start, end = data[:2]
        self._within(start, end)
        if len(data) == 2:
            text = self.text[start:end]
            plain = text[:1] not in _QUOTES
            return Scalar(text if plain else _shown(text)[0], start, end, plain)
        _, _, text, plain = data
        if type(text) is not str:
            raise ValueError
        return Scalar(text, start, end, plain is True)

    def _within(self, start: int, end: int) -> None:
        if not (type(start) is type(end) is int and 0 <= start <= end <= len(self.text)):
            raise ValueError
