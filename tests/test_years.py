"""Last year's report beside this year's: which one it is, what is compared, whichever of the two was given."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import Command

DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt").read_text(encoding="utf-8")
BODY = "沧澜县水务局"
CARRIED = "二、上年结转政府信息公开申请数量\t\t2\t0\t0\t0\t0\t0\t2"
FORWARD = "四、结转下年度继续办理\t\t3\t1\t0\t0\t0\t0\t4"
NEW = "一、本年新收政府信息公开申请数量\t\t26\t5\t0\t0\t1\t1\t33"


def _last_year(carried_forward: str = "四、结转下年度继续办理\t\t2\t0\t0\t0\t0\t0\t2") -> str:
    """A report for 2022 that carried two requests of natural persons forward, and is balanced."""
    new = "一、本年新收政府信息公开申请数量\t\t25\t4\t0\t0\t1\t1\t31"
    text = DRAFT.replace("2023", "2022").replace(FORWARD, carried_forward).replace(NEW, new)
    return text.replace("行政规范性文件\t2\t1\t14", "行政规范性文件\t3\t0\t13")


def _findings(out: str) -> list[tuple[str, str, str | None, str | None]]:
    files = json.loads(out)["files"]
    chain = ("carried-from-last-year", "effective-documents", "copied-text")
    return [
        (each["path"], found["rule"], found["actual"], found["expected"])
        for each in files
        for found in each["diagnostics"]
        if found["rule"] in chain and found["rule"] != "copied-text"
    ]


@pytest.fixture
def pair(command: Command) -> Command:
    (command.folder / "a2022.txt").write_text(_last_year(), encoding="utf-8")
    (command.folder / "a2023.txt").write_text(DRAFT, encoding="utf-8")
    return command


def test_a_pair_that_follows_is_quiet(pair: Command) -> None:
    ran = pair("--format", "json", "a2022.txt", "a2023.txt")
    assert _findings(ran.out) == []
    assert [each["path"] for each in json.loads(ran.out)["files"]] == ["a2022.txt", "a2023.txt"]


@pytest.mark.parametrize("given", [("a2023.txt",), ("a2022.txt",), ("a2022.txt", "a2023.txt"), (".",)])
def test_this_years_report_answers_whichever_is_given(pair: Command, given: tuple[str, ...]) -> None:
    balanced = (
        _last_year("四、结转下年度继续办理\t\t5\t0\t0\t0\t0\t0\t5")
        .replace("\t\t25\t4\t", "\t\t28\t4\t")
        .replace("\t31", "\t34")
    )
    (pair.folder / "a2022.txt").write_text(balanced, encoding="utf-8")
    ran = pair("--format", "json", *given)
    assert [(found[1], found[2], found[3]) for found in _findings(ran.out)] == [("carried-from-last-year", "2", "5")]
    files = {Path(each["path"]).name: each for each in json.loads(ran.out)["files"]}
    assert files["a2023.txt"]["given"] is (given != ("a2022.txt",))
    (found,) = (each for each in files["a2023.txt"]["diagnostics"] if each["rule"] == "carried-from-last-year")
    line = DRAFT.split("\n").index(CARRIED) + 1
    assert (found["line"], found["column"]) == (line, CARRIED.index("\t2") + 2)
    assert found["cell"] == {"table": "requests", "row": "二、上年结转政府信息公开申请数量", "column": "自然人"}
    assert [Path(each["path"]).name for each in found["related"]][:1] == ["a2022.txt"]


def test_a_rule_selected_by_its_full_name_speaks_for_the_next_year_too(pair: Command) -> None:
    late = "四、结转下年度继续办理\t\t1\t1\t0\t0\t0\t0\t2"
    (pair.folder / "a2022.txt").write_text(_last_year(late), encoding="utf-8")
    ran = pair("--format", "json", "--select", "cn-disclosure-report/carried-from-last-year", "a2022.txt")
    assert [found[1] for found in _findings(ran.out)] == ["carried-from-last-year"] * 2


def test_a_bug_of_ours_about_next_year_is_told(pair: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("linter.commands.linting.next_years", broken)
    ran = pair("--format", "json", "--jobs", "1", "a2022.txt")
    (file,) = json.loads(ran.out)["files"]
    assert ran.code == 3
    assert [each["rule"] for each in file["diagnostics"]][-1] == "internal-error"


def test_two_that_differ_are_not_compared(pair: Command) -> None:
    (pair.folder / "b2022.txt").write_text(
        _last_year("四、结转下年度继续办理\t\t1\t1\t0\t0\t0\t0\t2"), encoding="utf-8"
    )
    ran = pair("--format", "json", "a2023.txt")
    (file,) = json.loads(ran.out)["files"]
    gaps = {each["rule"]: each["reason"] for each in file["not_assessed"]}
    assert _findings(ran.out) == []
    assert "a2022.txt" in gaps["carried-from-last-year"]
    assert "b2022.txt" in gaps["carried-from-last-year"]


def test_two_that_agree_count_as_one(pair: Command) -> None:
    (pair.folder / "b2022.md").write_text(_last_year(), encoding="utf-8")
    ran = pair("--format", "json", "a2023.txt")
    (file,) = json.loads(ran.out)["files"]
    assert file["not_assessed"] == []


@pytest.mark.parametrize(
    ("lead", "compared"), [("本报告由望舒市沧澜县水务局编制。", True), ("本报告由县水务局编制。", None)]
)
def test_a_body_with_its_district_in_front(pair: Command, lead: str, compared: bool | None) -> None:
    """The longer name has to be spelt out in the report that bears the shorter one; else it is left open."""
    (pair.folder / "a2022.txt").write_text(
        _last_year("四、结转下年度继续办理\t\t1\t1\t0\t0\t0\t0\t2").replace("一、总体情况", lead + "\n\n一、总体情况"),
        "utf-8",
    )
    (pair.folder / "a2023.txt").write_text(DRAFT.replace(BODY, "望舒市" + BODY, 1), encoding="utf-8")
    ran = pair("--format", "json", "a2023.txt")
    (file,) = json.loads(ran.out)["files"]
    if compared:
        assert [found[1] for found in _findings(ran.out)] == ["carried-from-last-year", "carried-from-last-year"]
    else:
        assert _findings(ran.out) == []
        assert "carried-from-last-year" in {each["rule"] for each in file["not_assessed"]}


def test_where_the_config_says(command: Command) -> None:
    for year, text in (("2022", _last_year("四、结转下年度继续办理\t\t1\t1\t0\t0\t0\t0\t2")), ("2023", DRAFT)):
        (command.folder / year).mkdir()
        (command.folder / year / f"{BODY}.txt").write_text(text, encoding="utf-8")
    assert _findings(command("--format", "json", f"2023/{BODY}.txt").out) == []
    (command.folder / ".reportlint.yaml").write_text('previous: ["{year}/{issuer}.txt"]\n', encoding="utf-8")
    rules = [found[1] for found in _findings(command("--format", "json", f"2023/{BODY}.txt").out)]
    assert rules == ["carried-from-last-year", "carried-from-last-year"]


@pytest.mark.parametrize("staged", [True, False], ids=["staged", "all files"])
def test_batches_of_a_hook_find_what_one_run_finds(
    command: Command, monkeypatch: pytest.MonkeyPatch, staged: bool
) -> None:
    """Last year's reports lie in a folder of their own, so one batch may hold no pair at all."""
    last_year = _last_year("四、结转下年度继续办理\t\t1\t1\t0\t0\t0\t0\t2")
    command.file("2022/a.txt", last_year)
    command.file("2023/a.txt", DRAFT)
    command.file("not-ours/b.txt", last_year.replace("\t1\t1\t0", "\t0\t2\t0"))
    command.file(".reportlint.yaml", "exclude: [not-ours/**]\n")
    git = ["git", "-c", "user.name=tests", "-c", "user.email=tests@localhost", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run([*git, *arguments], cwd=command.folder, check=True)
    if not staged:
        subprocess.run([*git, "commit", "--quiet", "--message", "all"], cwd=command.folder, check=True)
    whole = command(".").lines
    assert [line.split(" ")[-1] for line in whole].count("[carried-from-last-year]") == 2
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert [line for name in ("2022/a.txt", "2023/a.txt") for line in command("check", "--", name).lines] == whole
