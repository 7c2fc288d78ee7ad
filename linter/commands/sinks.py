"""Where a run is written: standard output, and the files of ``--report``."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

from linter.commands import console
from linter.diagnostic import FileResult, Message, Severity
from linter.discovery import STDIN
from linter.errors import Mistake, UserError
from linter.files import one_name
from linter.messages import Catalogue
from linter.output import TEXT_FORMATS, format_named
from linter.output.view import Tally, View, shown_path


def written_by(reports: Sequence[tuple[str, str]], paths: Sequence[str], words: Catalogue) -> Callable[[str], bool]:
    """Whether a file is a report of this run; in a folder that is one of the run before, and no draft.

    Raises UserError where a report would take the place of another or of a file that was named to be checked.
    """
    targets: set[object] = set()
    mistakes: list[Mistake] = []

    def refuse(key: str, path: str) -> None:
        said = words.render(Message(key, {"file": shown_path(path)}))
        mistakes.append(Mistake("--report", 0, 0, said))

    for _, path in reports:
        identity = _identity(path)
        if path == STDIN:
            refuse("cli.report-standard-output", path)
        elif identity is not None and identity in targets:
            refuse("cli.report-twice", path)
        targets.add(identity)
    targets.discard(None)
    for path in paths:
        if _identity(path) in targets:
            refuse("cli.report-over-draft", path)
    if mistakes:
        raise UserError(tuple(mistakes))
    return lambda path: bool(targets) and _identity(path) in targets


def _identity(path: str) -> object:
    """What tells one file from another, however it is called; None for what is no ordinary file."""
    try:
        status = os.fstat(sys.stdin.fileno()) if path == STDIN else Path(path).stat()
    except (OSError, ValueError, AttributeError):
        return one_name(path) if path != STDIN and "\0" not in path else None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


class Sink(Protocol):
    """Something that takes a run, piece by piece."""

    def file(self, result: FileResult, level: Severity) -> None: ...

    def end(self, tally: Tally) -> None: ...


class Standard:
    """A run on standard output: text in the console's encoding, formats for machines as UTF-8 bytes always.

    Once its reader has ``closed`` it, the rest goes nowhere.
    """

    def __init__(self, name: str, view: View) -> None:
        self.closed = False
        self._form = format_named(name, view)
        self._text = name in TEXT_FORMATS
        self._write(self._form.start())

    def file(self, result: FileResult, level: Severity) -> None:
        self._write(self._form.file(result, level))

    def end(self, tally: Tally) -> None:
        self._write(self._form.end(tally), flush=True)

    def _write(self, text: str, flush: bool = False) -> None:
        if self.closed:
            return
        try:
            if self._text:
                sys.stdout.write(text)
            elif text:
                console.write_bytes(text.encode("utf-8", "backslashreplace"))
            if flush:
                sys.stdout.flush()
        except BrokenPipeError:
            self.closed = True
            console.forget_output()


class Report:
    """A run in a file that is there whole or not at all: it is written beside its place and moved there at the end.

    A place that is no ordinary file (a device, a pipe) is written to directly. Raises UserError where it cannot be
    written, before anything is linted if it can be known by then.
    """

    def __init__(self, name: str, path: str, view: View) -> None:
        self._path = Path(path)
        self._form = format_named(name, view)
        try:
            target = Path(os.path.realpath(path))
            direct = target.exists() and not target.is_file()
            self._target = None if direct else target
            self._written = target if direct else target.with_name(f".{target.name}.{os.getpid()}.tmp")
            self._file: IO[bytes] = self._written.open("wb")
        except OSError as problem:
            raise _cannot_write(self._path, problem) from None
        self._write(self._form.start())

    def __enter__(self) -> Report:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing half-written behind."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._target is not None:
            self._written.unlink(missing_ok=True)

    def file(self, result: FileResult, level: Severity) -> None:
        self._write(self._form.file(result, level))

    def end(self, tally: Tally) -> None:
        self._write(self._form.end(tally))
        try:
            self._file.close()
            if self._target is not None:
                self._written.replace(self._target)
        except OSError as problem:
            raise _cannot_write(self._path, problem) from None

    def _write(self, text: str) -> None:
        try:
            self._file.write(text.encode("utf-8", "backslashreplace"))
        except OSError as problem:
            raise _cannot_write(self._path, problem) from None


def _cannot_write(path: Path, problem: OSError) -> UserError:
    return UserError((Mistake(str(path), 0, 0, problem.strerror or str(problem)),))
