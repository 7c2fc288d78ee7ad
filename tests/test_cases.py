"""The cases of packs: what passes, what fails and how it is told; what of a sample no rule watches."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.cases import CaseReport, run_cases
from linter.errors import UserError
from linter.packs import load, shipped

PACK = """\
language: 1
pack: ferries
version: "1"
title: 渡运简报
applies: "false"
title-like: 渡运
sections:
  runs: {title: 一、班次}
tables:
  runs:
    section: runs
    columns: {up: 上行, down: 下行, total: 合计}
    rows: {spring: 春季, autumn: 秋季, all: 全年}
    cells: count
rules:
  - id: row-total
    check: equation
    severity: error
    why: 合计等于上行与下行之和
    source: 渡口规程
    with: {table: runs, each: row, holds: up + down == total}
  - id: column-total
    check: equation
    severity: error
    why: 全年等于春季与秋季之和
    source: 渡口规程
    with: {table: runs, each: column, holds: spring + autumn == all}
  - id: parts
    check: sections
    why: 班次要报告
    source: 渡口规程
"""

SAMPLE = """\
samples:
  calm: |
    白沙渡口2023年渡运简报

    一、班次

    | 季节 | 上行 | 下行 | 合计 |
    | --- | --- | --- | --- |
    | 春季 | 120 | 118 | 238 |
    | 秋季 | 90 | 95 | 185 |
    | 全年 | 210 | 213 | 423 |
cases:
"""


@pytest.fixture
def ferries(tmp_path: Path) -> Path:
    (tmp_path / "ferries.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def run(folder: Path, cases: str, require: bool = False, mutate: bool = False) -> CaseReport:
    (folder / "ferries.cases.yaml").write_text(SAMPLE + cases, encoding="utf-8")
    return run_cases(load([str(folder / "ferries.yaml")], cache=False), require, mutate)


def test_a_pack_without_cases_has_none(ferries: Path) -> None:
    packs = load([str(ferries / "ferries.yaml")], cache=False)
    report = run_cases(packs)
    assert report.ok
    assert report.packs[0].passed == 0
    assert [rule for rule, _ in report.packs[0].untested] == ["row-total", "column-total", "parts"]
    assert not run_cases(packs, require_tests=True).ok


@pytest.mark.parametrize(
    "case",
    [
        "{rule: row-total, given: calm, expect: []}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102},"
        " expect: [{at: runs.spring.up, expected: '120'}]}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{line: 7, column: 8, quote: '102'}]}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{severity: error, actual: '102'}]}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{message: 数字颠倒}]}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102}, lang: en, expect: [{message: digits swapped}]}",
        "{rule: row-total, given: calm, change: {runs.spring.up: 102},"
        " expect: [{equations: [row-total, column-total]}]}",
        "{rule: column-total, given: calm, change: {runs.spring.up: 102}, expect: [{at: runs.spring.up}]}",
        "{rule: parts, given: calm, replace: {一、班次: ''}, expect: not-assessed}",
        "{rule: row-total, text: 一句话, expect: not-assessed}",
    ],
)
def test_a_case_that_passes(case: str, ferries: Path) -> None:
    report = run(ferries, f"  - {case}\n")
    assert [failure.message for failure in report.packs[0].failures] == []
    assert report.packs[0].passed == 1


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("{rule: row-total, given: calm, expect: [{line: 7}]}", '"row-total" says nothing; 1 expected'),
        (
            "{rule: row-total, given: calm, change: {runs.spring.up: 102}, lang: en, expect: [{at: runs.spring.down}]}",
            '"row-total" speaks of 春季, 上行, it was expected to speak of runs.spring.down',
        ),
        (
            "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{severity: warning}]}",
            '"row-total" speaks with the severity error, expected was warning',
        ),
        (
            "{rule: parts, given: calm, replace: {一、班次: 二、班次}, expect: [{at: runs.spring.up}]}",
            '"parts" speaks of line 3, it was expected to speak of runs.spring.up',
        ),
        (
            "{rule: parts, given: calm, replace: {一、班次: 二、班次}, expect: [{expected: '5'}]}",
            '"parts" says that nothing should stand there, expected was 5',
        ),
        (
            "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{equations: parts}]}",
            '"row-total" names as broken row-total and column-total, expected was parts',
        ),
        (
            "{rule: row-total, given: calm, change: {runs.spring.up: 102}, expect: [{line: 3}]}",
            '"row-total" speaks of line 7, expected was line 3',
        ),
        ("{rule: row-total, given: calm, expect: not-assessed}", '"row-total" was assessed, it was expected not to be'),
        ("{rule: row-total, given: calm, replace: {夏季: 冬季}, expect: []}", "does not stand in the sample"),
        ("{rule: row-total, given: calm, change: {runs.spring: 1}, expect: []}", "is not known, or its name"),
        ("{rule: parts, given: calm, replace: {一、班次: ''}, expect: []}", '"parts" was not assessed'),
    ],
)
def test_a_case_that_fails_is_told_at_its_place(case: str, message: str, ferries: Path) -> None:
    report = run(ferries, f"  - {{rule: row-total, given: calm, expect: []}}\n  - {case}\n")
    (failure,) = report.packs[0].failures
    assert message in failure.message
    assert (failure.line, failure.column) == (14, 5)
    assert failure.path.endswith("ferries.cases.yaml")
    assert report.packs[0].passed == 1
    assert not report.ok


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ("  - {rule: row-totals, given: calm, expect: []}\n", "no rule 'row-totals' (did you mean 'row-total'?)"),
        ("  - {rule: parts, given: clam, expect: []}\n", "no sample 'clam'"),
        ("  - {rule: parts, given: ../secret.txt, expect: []}\n", "no sample '../secret.txt'"),
        ("  - {rule: parts, expect: []}\n", "either 'given'"),
        ("  - {rule: parts, given: calm, text: x, expect: []}\n", "either 'given'"),
        ("  - {rule: parts, given: calm}\n", "the key 'expect' is missing"),
        ("  - {rule: parts, given: calm, expect: none}\n", "a list of diagnostics"),
        ("  - {rule: parts, given: calm, expect: [{}]}\n", "say something"),
        ("  - {rule: parts, given: calm, expect: [{lines: 3}]}\n", "unknown key 'lines' (did you mean 'line'?)"),
    ],
)
def test_mistakes_in_cases(cases: str, message: str, ferries: Path) -> None:
    with pytest.raises(UserError) as raised:
        run(ferries, cases)
    (mistake,) = raised.value.mistakes
    assert message in mistake.message
    assert mistake.line == 13


def test_a_sample_may_be_a_file_beside_the_pack(ferries: Path) -> None:
    text = "白沙渡口2023年渡运简报\n一、班次\n春季\t1\t2\t4\n秋季\t1\t2\t3\n全年\t2\t4\t6\n"
    (ferries / "calm.txt").write_text(text, encoding="utf-8")
    assert run(ferries, "  - {rule: row-total, given: calm.txt, expect: [{line: 3}]}\n").ok


def test_what_no_rule_watches_is_named(ferries: Path) -> None:
    report = run(ferries, "  - {rule: row-total, given: calm, expect: []}\n", mutate=True)
    parts = {part.part: part for part in report.packs[0].protected}
    assert (parts["runs"].total, parts["runs"].unprotected) == (9, ())
    assert "title" in parts["headings"].unprotected
    assert len(parts["dates"].unprotected) == 1
    assert "2023" in parts["dates"].unprotected[0]


def test_rules_without_a_failing_or_passing_case_are_named(ferries: Path) -> None:
    report = run(ferries, "  - {rule: row-total, given: calm, expect: []}\n", require=True)
    lacks = {rule: message.key for rule, message in report.packs[0].untested}
    assert lacks["row-total"] == "case.lacks-failing"
    assert lacks["parts"] == "case.lacks-both"


@pytest.mark.parametrize("name", shipped())
def test_the_cases_of_shipped_packs_pass_and_leave_no_rule_out(name: str) -> None:
    (report,) = run_cases(load([name], cache=False), require_tests=True).packs
    assert [f"{failure.line}: {failure.message}" for failure in report.failures] == []
    assert report.untested == ()


def test_every_cell_of_the_two_large_tables_is_watched() -> None:
    (report,) = run_cases(load(["cn-disclosure-report-2019"], cache=False), mutate=True).packs
    watched = {part.part: (part.total, part.unprotected) for part in report.protected}
    assert watched["requests"] == (161, ())
    assert watched["review"] == (15, ())


def test_every_cell_of_the_final_accounts_is_watched() -> None:
    (report,) = run_cases(load(["cn-final-accounts"], cache=False), mutate=True).packs
    tables = {"overall", "income", "spending", "basic", "three_public", "funds", "headings"}
    watched = {part.part: part.unprotected for part in report.protected if part.part in tables}
    assert watched == dict.fromkeys(tables, ())
