"""Kinds of check by their cases: each file of ``cases/kinds`` is a little pack about ferries, its cases beside it."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from linter import engine
from linter.cases import run_cases
from linter.checks import KINDS, kind
from linter.checks.base import EXPLAINED
from linter.diagnostic import Diagnostic, Finding, Message, Severity
from linter.messages import catalogue, read_texts
from linter.packs import load, shipped
from linter.source import Source, Span

KIND_PACKS = sorted(
    path for path in (Path(__file__).parent / "cases" / "kinds").glob("*.yaml") if ".cases." not in path.name
)


@pytest.mark.parametrize("path", KIND_PACKS, ids=lambda path: path.stem)
def test_kind(path: Path) -> None:
    report = run_cases(load([str(path)], cache=False), require_tests=True)
    (pack,) = report.packs
    assert [f"{failure.line}: {failure.message}" for failure in pack.failures] == []
    assert pack.untested == ()


def test_every_kind_has_cases() -> None:
    """In a pack that is named after it, or in a shipped one: those need cases for every rule."""
    named = {path.stem for path in KIND_PACKS}
    assert named <= KINDS.keys()
    assert named | {rule.kind for pack in load(shipped()) for rule in pack.rules} == KINDS.keys()


def test_the_placeholders_of_a_kind_are_what_its_findings_have(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, set[str]] = defaultdict(set)
    stamp = engine.stamp

    def listening(finding: Finding, *arguments: object, **named: object) -> Diagnostic:
        check = arguments[5] if len(arguments) > 5 else None
        if isinstance(check, str):
            said[check] |= set(finding.message.values)
        return stamp(finding, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "stamp", listening)
    run_cases(load([*map(str, KIND_PACKS), *shipped()], cache=False))
    explained = {name for name in KINDS if kind(name).placeholders is EXPLAINED}
    assert set(EXPLAINED) <= set().union(*(said[name] for name in explained))
    for name in KINDS.keys() - explained:
        offered = set(kind(name).placeholders)
        texts = " ".join(text for key, text in read_texts("en").items() if key.startswith(f"{name}."))
        assert said[name] <= offered <= set(re.findall(r"\{(\w+)\}", texts)), name


@pytest.mark.parametrize(
    ("own", "said"),
    [("《{title}》不合格式", "《甲》不合格式"), ("缺 {missing}", 'The title "甲" is not worded as the form has it')],
)
def test_own_words_give_way_where_a_finding_cannot_fill_them(own: str, said: str) -> None:
    finding = Finding(Span(0, 1), Message("title.otherwise", {"title": "甲"}))
    found = engine.stamp(finding, Source.of("a.txt", "甲"), catalogue("en"), "title", Severity.ERROR, message=own)
    assert found.message.startswith(said)
