"""What goes beyond the limits is said aloud, never in silence; a rule that takes too long is stopped."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

from linter import limits
from linter.blocks import Line
from linter.diagnostic import Finding, Message
from linter.limits import CHARACTERS, FIELDS, LINE, LINES, SECONDS, TAGS
from linter.readers import is_html
from linter.source import Source, Span

_LOOKS = 20
"""How often the timer looks at what runs until its time is over: it stops this late by one part in so many."""
_SHOWN = 40
"""How many characters of a line that is too long are marked."""

_PAUSE = 0.1
"""Seconds between two looks of a thread after another one."""
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)

Result = TypeVar("Result")


class Limited(Protocol):
    """What calls a function and stops it in time."""

    def __call__(self, work: Callable[[], Result]) -> Result | None: ...


class _Stopped(BaseException):
    """The time is over; no check may take this for an error of its own."""


def too_large(source: Source) -> Finding | None:
    """Why a file is too large even to be taken apart, if it is."""
    if len(source.line_starts) > LINES:
        return _excess("budget.lines", LINES, source.line_span(LINES + 1))
    if is_html(source):
        return _too_large_page(source.text)
    if len(source.text) > CHARACTERS:
        return _excess("budget.characters", CHARACTERS, Span(CHARACTERS, len(source.text)))
    return None


def _too_large_page(text: str) -> Finding | None:
    """The same of HTML, which may hold any amount of what is not shown: told by its rows, its tags and its entities."""
    row = next(islice(_ROW.finditer(text), LINES, None), None)
    if row:
        return _excess("budget.lines", LINES, Span(*row.span()))
    for sign, key, most in (("<", "budget.tags", TAGS), ("&", "budget.characters", CHARACTERS)):
        if text.count(sign) > most:
            last = next(islice(re.finditer(sign, text), most, None)).start()
            return _excess(key, most, Span(last, len(text)))
    return None


def too_much(source: Source, lines: Sequence[Line]) -> Finding | None:
    """Why the lines of a file are too much to judge, if they are."""
    characters = 0
    short = len(source.text) <= LINE
    for number, line in enumerate(lines, 1):
        if number > LINES:
            return _excess("budget.lines", LINES, line.span)
        if len(line.fields) > FIELDS:
            return _excess("budget.fields", FIELDS, line.span)
        if short:
            continue
        length = sum([len(field.passage.text) for field in line.fields])
        if length > LINE:
            return _excess("budget.line", LINE, line.span)
        characters += length
        if characters > CHARACTERS:
            return _excess("budget.characters", CHARACTERS, line.span)
    return None


def too_slow(source: Source) -> Finding:
    """What is said of a file that could not be read in its time."""
    return Finding(source.line_span(1), Message("budget.reading", {"seconds": f"{limits.READING:g}"}))


def _excess(key: str, most: int, span: Span) -> Finding:
    return Finding(Span(span.start, min(span.end, span.start + _SHOWN)), Message(key, {"most": f"{most:,}"}))


@contextmanager
def timed(seconds: float = SECONDS) -> Iterator[Limited]:
    """A function that returns what another one returns, or None once that has taken ``seconds`` of processor time.

    The operating system's timer serves where there is one: it also stops what does not come back from C. Elsewhere, on
    Windows and beside the main thread, another thread watches the time of the whole process.
    """
    timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with (_by_signal if timer else watched)(seconds) as limited:
        yield limited


@contextmanager
def _by_signal(seconds: float) -> Iterator[Limited]:
    """One timer for all that is limited: to set one for each takes longer than most rules do."""
    looks = -1  # how often the timer has looked at what runs; below 0 nothing does

    def look(number: int, frame: object) -> None:
        nonlocal looks
        if looks >= 0:
            looks += 1
            if looks > _LOOKS:
                raise _Stopped

    def limited(work: Callable[[], Result]) -> Result | None:
        nonlocal looks
        try:
            looks = 0
            try:
                return work()
            finally:
                looks = -1
        except _Stopped:
            return None

    before = signal.signal(signal.SIGVTALRM, look)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds / _LOOKS, seconds / _LOOKS)
    try:
        yield limited
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL if before is None else before)


@contextmanager
def watched(seconds: float) -> Iterator[Limited]:
    """The same by a thread that watches this one. It looks ten times a second, and what runs in C (one search of a
    pattern) is stopped when it comes back: patterns that could run away are refused in packs."""
    watch = _Watch(threading.get_ident(), seconds)
    thread = threading.Thread(target=watch.run, name="reportlint budget", daemon=True)
    thread.start()
    try:
        yield watch.limited
    finally:
        watch.ended.set()
        thread.join()


class _Watch:
    """A thread's work and what becomes of it: whether it runs and has been stopped is only told under the lock, so
    that nothing is stopped after its end."""

    def __init__(self, thread: int, seconds: float) -> None:
        self._thread, self._seconds = thread, seconds
        self._lock = threading.Lock()
        self._until: float | None = None
        self._stopped = False
        self.ended = threading.Event()

    def run(self) -> None:
        """Stop the work of the thread whenever its time is over, until all has ``ended``."""
        import ctypes

        while not self.ended.wait(_PAUSE):
            with self._lock:
                if self._until is not None and time.process_time() >= self._until:
                    self._until, self._stopped = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(_Stopped))

    def limited(self, work: Callable[[], Result]) -> Result | None:
        self._stopped, self._until = False, time.process_time() + self._seconds
        try:
            try:
                result = work()
            except Exception:
                self._end()
                raise
            self._end()
        except _Stopped:
            return None
        return result

    def _end(self) -> None:
        """The work has ended by itself; if it was being stopped, wait for what stops it, which is on its way."""
        with self._lock:
            self._until = None
        while self._stopped:
            time.sleep(0)
