"""How much of a file is judged, and for how long one rule may run. What goes beyond is said aloud, never in silence.

A report has some four hundred lines and ten thousand characters. The limits are fifty times that: what is longer is a
collection or a mistake, and would only make everybody wait.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from linter.blocks import Line
from linter.diagnostic import Finding, Message
from linter.readers import is_html
from linter.source import Source, Span

LINES = 20_000
"""How many lines a file may have, rows of tables included."""
CHARACTERS = 500_000
"""How many characters a file may have, tags of HTML not counted."""
LINE = 50_000
"""How many characters one line may have."""
FIELDS = 1_000
"""How many cells one row may have."""
SECONDS = 5.0
"""How much processor time one rule may take for one file."""

_SHOWN = 40
"""How many characters of a line that is too long are marked."""

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
    if len(source.text) > CHARACTERS and not is_html(source):
        return _excess("budget.characters", CHARACTERS, Span(CHARACTERS, len(source.text)))
    return None


def too_much(lines: Sequence[Line]) -> Finding | None:
    """Why the lines of a file are too much to judge, if they are."""
    characters = 0
    for number, line in enumerate(lines, 1):
        if number > LINES:
            return _excess("budget.lines", LINES, line.span)
        if len(line.fields) > FIELDS:
            return _excess("budget.fields", FIELDS, line.span)
        length = sum(len(field.passage.text) for field in line.fields)
        if length > LINE:
            return _excess("budget.line", LINE, line.span)
        characters += length
        if characters > CHARACTERS:
            return _excess("budget.characters", CHARACTERS, line.span)
    return None


def _excess(key: str, most: int, span: Span) -> Finding:
    return Finding(Span(span.start, min(span.end, span.start + _SHOWN)), Message(key, {"most": f"{most:,}"}))


@contextmanager
def timed(seconds: float = SECONDS) -> Iterator[Limited]:
    """A function that returns what another one returns, or None once that has taken ``seconds`` of processor time.

    Where there is no such timer (Windows, a thread beside the main one) nothing is stopped.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield lambda work: work()
        return

    def stop(number: int, frame: object) -> None:
        raise _Stopped

    def limited(work: Callable[[], Result]) -> Result | None:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            try:
                return work()
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except _Stopped:
            return None

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        yield limited
    finally:
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL if before is None else before)
