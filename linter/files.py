"""The bytes of one file, or why there are none. Whatever a path leads to: opened once, bounded, never waited for."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import BinaryIO, NamedTuple

from linter.diagnostic import Message

LIMIT = 32 * 1024 * 1024
"""How large a file may be, in bytes. A report has some ten thousand; what is larger by that much is something else."""

_KEYS = {
    errno.ENOENT: "files.missing",
    errno.ENOTDIR: "files.missing",
    errno.ELOOP: "files.link-loop",
    errno.EACCES: "files.denied",
    errno.EPERM: "files.denied",
    errno.EISDIR: "files.folder",
}
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


class Trouble(NamedTuple):
    """Why a path gives no bytes. The message does not repeat the path."""

    message: Message


def read_bytes(path: str, limit: int = LIMIT) -> bytes | Trouble:
    """What the file at ``path`` holds. Only regular files are read, of at most ``limit`` bytes."""
    try:
        refusal = _refusal(os.stat(path), limit)
        if refusal:  # said before opening: to open a pipe or a device is to do something to it
            return refusal
        descriptor = os.open(path, _FLAGS)
        try:
            before = os.fstat(descriptor)
            return _refusal(before, limit) or _read(descriptor, before)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        return trouble_of(error, path)


def beginning(path: str, size: int) -> bytes:
    """At most ``size`` bytes of the file at ``path``, from its start; none where it cannot be read."""
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""


def listed(folder: str) -> list[str]:
    """The paths of what is in a folder, ``/`` between their parts. Raises OSError where it cannot be listed."""
    bare = folder in ("", ".")
    return [(name if bare else os.path.join(folder, name)).replace(os.sep, "/") for name in os.listdir(folder or ".")]


def folder_of(path: str) -> str:
    """The folder of a file; "" is the current one."""
    return os.path.dirname(path)


def suffix_of(path: str) -> str:
    """The suffix of a file in small letters."""
    return os.path.splitext(path)[1].lower()


def one_name(path: str) -> str:
    """The name of a file by which it is told from others, however its path is written: seen from here where the file
    lies below, else from the root, links as they are.

    A run holds one for each of thousands of files: the path itself where it is that name already. No pathlib, which
    would put every part of a path into a table of its own.
    """
    name = os.path.abspath(path).removeprefix(os.path.join(os.getcwd(), ""))
    return path if name == path else name


def read_stdin(limit: int = LIMIT) -> bytes | Trouble:
    """What comes from standard input, to its end and at most ``limit`` bytes of it."""
    if sys.stdin is None:  # the caller closed it
        return Trouble(Message("files.no-input"))
    return read_stream(sys.stdin.buffer, limit)


def read_stream(stream: BinaryIO, limit: int = LIMIT) -> bytes | Trouble:
    """What comes from a stream, to its end and at most ``limit`` bytes of it."""
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        return trouble_of(error, "-")
    except ValueError:  # closed
        return Trouble(Message("files.no-input"))
    return data if len(data) <= limit else _too_large(limit)


def trouble_of(error: OSError | ValueError, path: str) -> Trouble:
    """What the operating system's refusal means to the user."""
    if not isinstance(error, OSError):  # a name with a NUL in it, which no file has
        return Trouble(Message("files.missing"))
    key = _KEYS.get(error.errno or 0)
    if key is None:
        return Trouble(Message("files.failed", {"reason": error.strerror or type(error).__name__}))
    if key == "files.missing" and os.path.islink(path):
        return Trouble(Message("files.dangling"))
    return Trouble(Message(key))


def _refusal(status: os.stat_result, limit: int) -> Trouble | None:
    if stat.S_ISDIR(status.st_mode):
        return Trouble(Message("files.folder"))
    if not stat.S_ISREG(status.st_mode):
        return Trouble(Message("files.not-regular"))
    return _too_large(limit) if status.st_size > limit else None


def _read(descriptor: int, before: os.stat_result) -> bytes | Trouble:
    """As many bytes as the file had when it was opened; one that grows is not run after."""
    pieces = []
    missing = before.st_size + 1
    while missing > 0 and (piece := os.read(descriptor, missing)):
        pieces.append(piece)
        missing -= len(piece)
    after = os.fstat(descriptor)
    if missing != 1 or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        return Trouble(Message("files.changed"))
    return b"".join(pieces)


def _too_large(limit: int) -> Trouble:
    return Trouble(Message("files.too-large", {"limit": f"{limit / 1024 / 1024:g} MiB"}))
