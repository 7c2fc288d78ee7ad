"""Standard output and standard error as they really are: legacy consoles, closed pipes, colour or none."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from typing import Literal, TextIO

When = Literal["auto", "always", "never"]


def can_be_written() -> bool:
    """Whether there is a standard output; if not, that is said. From here on no character that a console cannot encode
    (a GBK window, a name that is not UTF-8) ends the program."""
    if sys.stdout is None:  # the caller closed it
        complain("reportlint: standard output is closed; send it to a file or to the null device")
        return False
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    return True


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person watches the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def wants_color(when: When, terminal: bool, environment: Mapping[str, str]) -> bool:
    """``--color``, then ``NO_COLOR``, then ``FORCE_COLOR``, then whether it is a terminal that can."""
    if when != "auto":
        return when == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return terminal and environment.get("TERM") != "dumb"


def complain(line: str) -> None:
    """One line on standard error, behind whatever standard output holds so far; never fails."""
    for stream, text in ((sys.stdout, ""), (sys.stderr, line + "\n")):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.write(text)
            stream.flush()


def write_bytes(data: bytes) -> None:
    """Bytes on standard output, whatever the console's encoding."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    raw.write(data)


def forget_output() -> None:
    """Nobody reads any more: send the rest nowhere, so that closing the stream does not fail as well."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def explained(problem: BaseException) -> str:
    """An exception of ours in one line: what it says, and the line of ours that it passed last."""
    words = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
    place = ""
    trace = problem.__traceback__
    while trace:
        _, ours, file = trace.tb_frame.f_code.co_filename.replace(os.sep, "/").rpartition("/linter/")
        place = f" ({file}:{trace.tb_lineno})" if ours else place
        trace = trace.tb_next
    return words + place
