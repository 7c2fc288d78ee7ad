"""What is too much to judge is said, and costs little; a rule that takes too long is stopped, and the others go on."""

import itertools
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from linter import budget, engine, judging, limits, reading
from linter.checks.base import Outcome
from linter.document import Document
from linter.engine import lint_source
from linter.packs import load
from linter.selection import Options
from linter.source import Region, Source

DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt").read_text("utf-8")
OPTIONS = Options(packs=tuple(load(["cn-disclosure-report"], language="en")), language="en")
CELLS = "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n"
TOO_LONG = "the file has more than 20,000 lines"


def table_of(rows: int) -> str:
    """The draft with so many more rows in its second table."""
    before, row, after = DRAFT.partition("一、本年新收")
    return before + CELLS * rows + row + after


TAKEN_APART = {"line.txt", "line.md", "row.txt", "breaks.html", "characters.html"}
"""What is seen to be too much only once its lines are known; of all else the size alone tells."""


@pytest.mark.parametrize(
    ("name", "text", "words", "line"),
    [
        ("lines.txt", DRAFT * 2000, TOO_LONG, 20_001),
        ("short.txt", "甲\n" * 200_000, TOO_LONG, 20_001),
        ("table.txt", table_of(100_000), TOO_LONG, 20_001),
        ("table.html", "<table>" + "<tr><td>1</td><td>2</td></tr>" * 100_000, TOO_LONG, 1),
        ("line.txt", "青" * 60_000, "this line has more than 50,000 characters", 1),
        ("line.md", DRAFT + "青" * 60_000, "this line has more than 50,000 characters", DRAFT.count("\n") + 1),
        ("row.txt", "1\t" * 1_000 + "1", "this row has more than 1,000 cells", 1),
        ("characters.txt", ("青" * 1_000 + "\n") * 600, "the file has more than 500,000 characters", 500),
        ("rows.html", "<table>" + "<tr>" * 3_000_000, TOO_LONG, 1),
        ("breaks.html", "<br>x" * 190_000, TOO_LONG, 1),
        ("tags.html", "<table>" * 3_000_000, "the file has more than 200,000 tags", 1),
        ("entities.html", "&amp;" * 3_000_000, "the file has more than 500,000 characters", 1),
        ("characters.html", "<p>" + ("青" * 1_000 + "<p>") * 600, "the file has more than 500,000 characters", 1),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_is_too_much_is_said_and_not_assessed(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, words: str, line: int
) -> None:
    read: list[str] = []
    lines_of, outline_of = engine.read_lines, engine.read_outline
    monkeypatch.setattr(engine, "read_lines", lambda source: (read.append("lines"), lines_of(source))[1])
    monkeypatch.setattr(engine, "read_outline", lambda *of: (read.append("outline"), outline_of(*of))[1])
    result = lint_source(Source.of(name, text), OPTIONS)
    [said] = result.diagnostics
    assert (said.rule, str(said.severity), said.region.line) == ("budget", "warning", line)
    assert said.message.startswith(words)
    [gap] = result.not_assessed
    assert (gap.rule, gap.reason, gap.line) == ("budget", said.message, line)
    assert read == (["lines"] if name in TAKEN_APART else [])


def test_those_who_ignore_it_are_told_that_nothing_was_assessed() -> None:
    result = lint_source(Source.of("a.txt", "甲\n" * 200_000), Options(ignore=frozenset({"budget"})))
    assert result.diagnostics == ()
    assert [gap.rule for gap in result.not_assessed] == ["budget"]


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_what_is_within_the_limits_is_judged(kind: str) -> None:
    pictures = f"<img src='data:image/png;base64,{'A' * 600_000}'>" if kind == "html" else ""
    text = "\n".join(f"<p>{line}" for line in DRAFT.split("\n")) if kind == "html" else table_of(5_000)
    result = lint_source(Source.of(f"a.{kind}", text + pictures), OPTIONS)
    assert [pack.name for pack in result.packs] == ["cn-disclosure-report"]
    assert "budget" not in {each.rule for each in result.diagnostics}


def test_a_rule_that_takes_too_long_is_stopped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    monkeypatch.setattr(judging, "timed", lambda: budget.timed(0.1))
    run = judging.outcome_of

    def hang(rule: object, document: Document, names: object) -> Outcome:
        if rule.id == "fee-unit":  # type: ignore[attr-defined]
            for _ in itertools.count():
                pass
        return run(rule, document, names)  # type: ignore[arg-type]

    source = Source.of("a.txt", DRAFT.replace("单位：万元", ""))
    before = lint_source(source, OPTIONS)
    monkeypatch.setattr(judging, "outcome_of", hang)
    result = lint_source(source, OPTIONS)
    [said] = [each for each in result.diagnostics if each.rule == "budget"]
    assert said.message.startswith("the rule fee-unit was stopped after 0.1 seconds")
    assert str(said.severity) == "warning"
    assert said.region == Region(1, 1, 1, len(DRAFT.split("\n", 1)[0]) + 1)
    assert "fee-unit" in {gap.rule for gap in result.not_assessed}
    others = [each.rule for each in before.diagnostics if each.rule != "fee-unit"]
    assert [each.rule for each in result.diagnostics if each.rule != "budget"] == others


def endless() -> int:
    return sum(1 for _ in range(10**12))


def test_a_file_that_takes_too_long_to_read_is_stopped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READING", 0.2)
    monkeypatch.setattr(reading, "read_facts", lambda *_: endless())
    result = lint_source(Source.of("slow.txt", DRAFT), OPTIONS)
    [said] = result.diagnostics
    assert (said.rule, str(said.severity), said.region.line) == ("budget", "warning", 1)
    assert said.message.startswith("reading this file took more than 0.2 seconds")
    [gap] = result.not_assessed
    assert (gap.rule, gap.reason) == ("budget", said.message)
    assert not result.packs
    monkeypatch.undo()
    assert lint_source(Source.of("draft.txt", DRAFT), OPTIONS).packs


def test_what_runs_in_a_thread_is_stopped_too() -> None:
    found: list[object] = []

    def run() -> None:
        with budget.timed(0.05) as limited:
            found.extend((limited(lambda: 3), limited(endless), limited(lambda: 4), limited(endless)))
            found.append(sum(1 for _ in range(3_000_000)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [3, None, 4, None, 3_000_000]


def test_where_there_is_no_timer_a_thread_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer")
    test_a_rule_that_takes_too_long_is_stopped_and_said(monkeypatch)


def test_what_ends_as_it_is_stopped_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of work about as long as the limit, one after the other: each ends or is stopped, and nothing beside."""
    monkeypatch.setattr(budget, "_PAUSE", 0.0005)
    ended = 0
    for _ in range(20):
        with budget.watched(0.002) as limited:
            for length in range(10_000, 60_000, 1_000):
                ended += limited(lambda length=length: sum(1 for _ in range(length))) in (length, None)  # type: ignore[misc]
    assert ended == 20 * 50


def test_errors_of_the_work_are_its_own() -> None:
    for limits_of in (budget.timed, budget.watched):
        with limits_of(5) as limited, pytest.raises(ZeroDivisionError):
            limited(lambda: 1 // 0)


def test_the_timer_is_gone_afterwards() -> None:
    work: Callable[[], int] = lambda: sum(1 for _ in range(10**12))  # noqa: E731
    with budget.timed(0.05) as limited:
        assert limited(work) is None
        assert limited(lambda: 3) == 3
    assert sum(1 for _ in range(3_000_000)) == 3_000_000
