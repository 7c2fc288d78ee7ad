"""Progress: for a person who waits at a terminal for more than a second, and for nobody else."""

import io
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from linter.commands import progress
from linter.diagnostic import FileResult
from linter.messages import catalogue
from tests.output_samples import CLEAN, READ


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a person at a terminal sees of standard error."""
    for name in ("PRE_COMMIT", "TERM"):
        monkeypatch.delenv(name, raising=False)
    stream = io.StringIO()
    monkeypatch.setattr(progress, "_write", stream.write)
    monkeypatch.setattr(progress.console, "is_terminal", lambda _: True)
    return stream


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that files move on by 0.4 seconds each."""
    now = [0.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def slow(clock: list[float], results: list[FileResult]) -> Iterator[tuple[FileResult, None]]:
    for result in results:
        clock[0] += 0.4
        yield result, None


def test_nothing_is_said_in_the_first_second(terminal: io.StringIO, clock: list[float]) -> None:
    assert len(list(progress.watched(slow(clock, [CLEAN] * 2), 2, catalogue("en")))) == 2
    assert terminal.getvalue() == ""


def test_after_that_a_line_is_said_and_wiped(terminal: io.StringIO, clock: list[float]) -> None:
    results = list(progress.watched(slow(clock, [CLEAN] * 4), 4, catalogue("en")))
    assert len(results) == 4
    wipe = "\r\x1b[2K"
    assert terminal.getvalue() == f"{wipe}3 of 4 files{wipe}4 of 4 files{wipe}"


def test_it_is_wiped_before_a_finding_is_printed(terminal: io.StringIO, clock: list[float]) -> None:
    for result, _ in progress.watched(slow(clock, [CLEAN, CLEAN, CLEAN, READ]), 4, catalogue("en")):
        if result is READ:
            assert terminal.getvalue().endswith("\r\x1b[2K")


@pytest.mark.parametrize(("name", "value"), [("PRE_COMMIT", "1"), ("TERM", "dumb")])
def test_never_under_pre_commit(
    terminal: io.StringIO, clock: list[float], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    list(progress.watched(slow(clock, [CLEAN] * 9), 9, catalogue("en")))
    assert terminal.getvalue() == ""
