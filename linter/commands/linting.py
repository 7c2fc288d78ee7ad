"""The files of a run, judged one after the other or by several processes, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from linter.commands.console import explained
from linter.decoding import Undecodable, decode
from linter.diagnostic import Diagnostic, FileResult, Message, Severity
from linter.discovery import STDIN, Given
from linter.engine import lint_source
from linter.files import Trouble, read_bytes, read_stdin
from linter.messages import catalogue
from linter.previous import Archive
from linter.selection import Options
from linter.source import Region, Source
from linter.stamping import fingerprinted
from linter.years import comparing, next_years

_WORTH_A_PROCESS = 200
"""How many files make up for the start of another process."""
_CHUNK = 32

_WHOLE = Region(1, 1, 1, 1)

Judged = tuple[FileResult, tuple[str, ...]]
"""The result of a file; and the paths of this year's reports, where last year's was given without them."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file and how it is to be judged. ``text`` is what it is to hold, where that is not what lies on the disk."""

    given: Given
    options: Options
    name: str
    archive: Archive | None = None
    follow: frozenset[str] | None = None
    text: str | None = None

    @classmethod
    def of(
        cls,
        given: Given,
        options: Options,
        stdin_filename: str,
        archive: Archive | None = None,
        follow: frozenset[str] | None = None,
    ) -> Task:
        """``stdin_filename`` is what standard input is called; ``archive`` is where other years' reports are;
        ``follow`` are the files that are judged anyway, None where next year's report is not to be judged."""
        return cls(given, options, stdin_filename if given.path == STDIN else given.path, archive, follow)


def read(task: Task) -> Source | FileResult:
    """The text of a file; or, where there is none, the result that says why."""
    trouble = task.given.trouble
    if trouble is None:
        data = _bytes(task)
        if isinstance(data, bytes):
            text = decode(data, task.options.encoding)
            if not isinstance(text, Undecodable):
                return Source.of(task.name, text.text if task.text is None else task.text, text.encoding)
            return _failed(task, "unreadable", text.message, Region(text.line, text.column, text.line, text.column))
        trouble = data
    return _failed(task, "unreadable", trouble.message)


def _bytes(task: Task) -> bytes | Trouble:
    if task.text is not None:
        return task.text.encode("utf-8", "surrogatepass")
    return read_stdin() if task.given.path == STDIN else read_bytes(task.given.path)


def judge(task: Task) -> FileResult:
    """The result of one file. Never raises: a bug of ours is a diagnostic of the file that showed it."""
    source = read(task)
    if isinstance(source, FileResult):
        return source
    try:
        return lint_source(source, task.options, task.archive)
    except Exception as problem:
        said = _failed(task, "internal-error", Message("cli.internal-error", {"problem": explained(problem)}))
        return replace(said, source=source)


def judge_with_next(task: Task) -> Judged:
    """The result of one file, and which next year's reports have to answer for it that were not given."""
    result = judge(task)
    if task.archive is None or task.follow is None or result.source is None:
        return result, ()
    try:
        return result, tuple(next_years(result, task.options, task.archive, task.follow))
    except Exception as problem:  # the file itself was judged, and what was found in it stays
        said = _failed(task, "internal-error", Message("cli.internal-error", {"problem": explained(problem)}))
        return replace(result, diagnostics=(*result.diagnostics, *said.diagnostics)), ()


def answering(task: Task, path: str) -> Task | None:
    """The task of next year's report at ``path``: to answer for the comparison with that of ``task``, which was given.
    None where no rule compares the two."""
    options = comparing(task.options)
    return replace(task, given=Given(path), options=options, name=path, follow=None) if options else None


def judged(tasks: Sequence[Task], jobs: int | None) -> Iterator[Judged]:
    """The results of all files, in their order; by at most ``jobs`` processes (None: one a core) where it pays."""
    most = min(jobs or os.cpu_count() or 1, len(tasks) // _WORTH_A_PROCESS)
    if most > 1 and hasattr(os, "fork") and all(task.given.path != STDIN for task in tasks):
        return _in_processes(tasks, most)
    return map(judge_with_next, tasks)


_tasks: Sequence[Task] = ()
"""What forked processes find in their memory: packs hold functions, which cannot be sent."""


def _judge_at(index: int) -> Judged:
    return judge_with_next(_tasks[index])


def _in_processes(tasks: Sequence[Task], jobs: int) -> Iterator[Judged]:
    import signal
    from multiprocessing import get_context

    global _tasks
    _tasks = tasks
    for archive in {id(task.archive): task.archive for task in tasks}.values():
        if archive is not None:
            archive.prepare()
    # Ctrl-C is for the first process; it ends the others
    with get_context("fork").Pool(jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.imap(_judge_at, range(len(tasks)), _CHUNK)


def _failed(task: Task, rule: str, message: Message, region: Region = _WHOLE) -> FileResult:
    """The result of a file that could not be judged."""
    options = task.options
    said = Diagnostic(
        rule=rule,
        pack=None,
        check=None,
        severity=options.severity_of(rule, Severity.ERROR),
        message=catalogue(options.language).render(message),
        region=region,
    )
    return FileResult(task.name, True, None, diagnostics=fingerprinted((said,), None))
