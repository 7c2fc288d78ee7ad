"""The command: what it prints, and how it ends."""

import json
import re
import shlex
from pathlib import Path

import pytest

import linter
from linter.cli.commands import group
from linter.messages import read_texts
from linter.output import FORMATS
from linter.output.columns import UNITS, width
from tests.command import BAD, DRAFT, GOOD, LETTERS, TODO, Command, process


def test_findings_on_standard_output_and_the_verdict_on_standard_error(letters: Command) -> None:
    ran = letters.check("bad.txt", "good.txt")
    assert (ran.code, ran.lines) == (1, [f"bad.txt:{TODO}", f"bad.txt:{DRAFT}"])
    assert ran.err == (
        "1 error and 1 warning in 1 of 2 files; 1 note: --level info; 1 rule not assessed: reportlint show bad.txt\n"
    )


def test_of_several_files_with_rules_that_could_not_run_the_first_is_named(letters: Command) -> None:
    letters.file("also bad.txt", BAD)
    ran = letters.check("bad.txt", "good.txt", "also bad.txt")
    assert ran.err.endswith("; 2 rules not assessed in 2 files, the first: reportlint show 'also bad.txt'\n")


def test_the_advice_after_standard_input_can_be_followed(letters: Command) -> None:
    for arguments, advised in (
        ([], "reportlint show -"),
        (["--stdin-filename", "my draft.md"], "reportlint show - --stdin-filename 'my draft.md'"),
    ):
        ran = process(letters.folder, "--pack", LETTERS, "-", *arguments, input=BAD.encode())
        said = ran.stderr.decode()
        assert said.endswith(f"; 1 rule not assessed: {advised}, with the same text on standard input\n")
        followed = process(letters.folder, *shlex.split(advised)[1:], "--pack", LETTERS, input=BAD.encode())
        assert followed.returncode == 0
        assert "  stamps: " in followed.stdout.decode()


def test_a_named_file_that_the_config_leaves_out_is_said(letters: Command) -> None:
    letters.file(".reportlint.yaml", "exclude: [bad*, 'old/**']\n")
    assert letters.check("bad.txt", "old/gone.txt") == (0, "", "2 files left out by .reportlint.yaml\n")
    assert letters.check("bad.txt", "good.txt") == (
        (0, "", "1 file left out by .reportlint.yaml\nnothing to mend in 1 file\n")
    )
    assert letters.check(".").err == "nothing to mend in 1 file\n"


def test_check_is_the_command_where_none_is_named(letters: Command) -> None:
    named = letters.check("bad.txt")
    assert letters("--pack", LETTERS, "bad.txt") == named
    assert letters("bad.txt", "--pack", LETTERS) == named
    assert letters("check", "--pack", LETTERS, "--", "bad.txt") == named


def test_without_a_path_the_current_folder_is_checked(letters: Command) -> None:
    assert letters("--pack", LETTERS).lines == letters.check("bad.txt").lines


def test_a_folder_named_like_a_command_is_not_one_behind_check(letters: Command) -> None:
    letters.file("rule/bad.txt", BAD)
    ran = letters.check("--", "rule")
    assert ran.lines[0] == f"rule/bad.txt:{TODO}"


def test_a_file_named_like_an_option(letters: Command) -> None:
    letters.file("--help", BAD)
    assert letters.check("--", "--help").lines[0] == f"--help:{TODO}"


def test_nothing_to_mend(letters: Command) -> None:
    ran = letters.check("good.txt")
    assert ran == (0, "", "nothing to mend in 1 file\n")


def test_quiet_says_nothing_more(letters: Command) -> None:
    assert letters.check("-q", "good.txt") == (0, "", "")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "to-do"], 0),
        (["--ignore", "to-do", "--fail-on", "warning"], 1),
        (["--ignore", "to-do,draft-word", "--fail-on", "warning"], 0),
        (["--ignore", "to-do,draft-word", "--fail-on", "info"], 1),
        (["--ignore", "letters/to-do"], 0),
        (["--select", "draft-word"], 0),
        (["--select", "draft-word", "--severity", "draft-word=error"], 1),
        (["--severity", "to-do=warning"], 0),
        (["--select", "stamps"], 0),
        (["--select", "stamps", "--require-assessed"], 1),
        (["--select", "draft-word", "--require-assessed"], 0),
    ],
)
def test_the_exit_code(letters: Command, options: list[str], code: int) -> None:
    assert letters.check(*options, "bad.txt").code == code


@pytest.mark.parametrize(("level", "count"), [("info", 3), ("warning", 2), ("error", 1)])
def test_the_level_of_text(letters: Command, level: str, count: int) -> None:
    assert len(letters.check("--level", level, "bad.txt").lines) == count
    said = json.loads(letters.check("--level", level, "--format", "json", "bad.txt").out)
    assert len(said["files"][0]["diagnostics"]) == 3


def test_what_the_level_hides_is_counted(letters: Command) -> None:
    ran = letters.check("--level", "error", "bad.txt")
    assert "; 1 warning and 1 note: --level info; " in ran.err


def test_json_is_all_there_is_on_both_streams(letters: Command) -> None:
    ran = letters.check("--format", "json", "bad.txt", "good.txt", "gone.txt")
    said = json.loads(ran.out)
    assert ran.err == ""
    assert [file["path"] for file in said["files"]] == ["bad.txt", "gone.txt", "good.txt"]
    assert [found["rule"] for found in said["files"][1]["diagnostics"]] == ["unreadable"]
    assert said["files"][0]["not_assessed"][0]["rule"] == "stamps"
    assert said["summary"] == {"files": 3, "error": 2, "warning": 1, "info": 1, "suppressed": 0, "not_assessed": 1}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_on_standard_output_is_the_same_in_a_report(letters: Command, name: str) -> None:
    ran = letters.check("--format", name, "--report", f"{name}=report.out", ".")
    assert ran.code == 1
    written = (letters.folder / "report.out").read_bytes().decode()
    assert written == ran.out
    assert written


@pytest.mark.parametrize(("unit", "column"), list(zip(UNITS, (13, 14, 38, 25), strict=True)))
def test_the_unit_of_columns(letters: Command, unit: str, column: int) -> None:
    assert letters.check("--column-unit", unit, "bad.txt").lines[0].startswith(f"bad.txt:2:{column}: ")


def test_statistics(letters: Command) -> None:
    ran = letters.check("--statistics", "-q", "bad.txt")
    assert ran.err == "     1 error   to-do\n     1 warning draft-word\n     1 info    remark\n"


def test_standard_input(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, name in ((["-"], "<stdin>"), (["--stdin-filename", "draft/a.txt", "-"], "draft/a.txt")):
        monkeypatch.setattr("sys.stdin", open(letters.folder / "bad.txt", encoding="utf-8"))  # noqa: PTH123, SIM115
        assert letters.check(*arguments).lines[0] == f"{name}:{TODO}"
        import sys

        sys.stdin.close()


def test_the_environment_decides_the_language(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends() -> str:
        return letters.check("good.txt").err

    assert ends() == "nothing to mend in 1 file\n"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert ends() == "1 个文件，未发现需要修改之处\n"
    monkeypatch.setenv("LC_ALL", "de_DE")
    assert ends() == "nothing to mend in 1 file\n"
    monkeypatch.setenv("REPORTLINT_LANG", "zh")
    assert ends() == "1 个文件，未发现需要修改之处\n"
    letters.file(".reportlint.yaml", "lang: en\n")
    assert ends() == "nothing to mend in 1 file\n"
    assert letters.check("--lang", "zh", "good.txt").err == "1 个文件，未发现需要修改之处\n"


def test_github_is_the_format_under_its_actions(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert letters.check("bad.txt").out.startswith("::error file=bad.txt,line=2,")


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_color(
    letters: Command,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: list[str],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in letters.check(*options, "bad.txt").out) is colored


# ------------------------------------------------------------ how it ends


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--bogus"], "No such option"),
        (["--format", "yaml"], "'yaml' is not one of"),
        (["--report", "json"], "'json' is not of the form FORMAT=FILE"),
        (["--report", "yaml=x"], "'yaml' is not one of"),
        (["--severity", "to-do"], "'to-do' is not of the form ID=LEVEL"),
        (["--severity", "to-do=fatal"], "'fatal' is not one of"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--select", "todo", "--pack", LETTERS], "there is no rule \"todo\" (did you mean 'to-do'?)"),
        (["--pack", "gone.yaml"], "gone.yaml"),
        (["--config", "gone.yaml"], "gone.yaml"),
        (["--report", "json=no/such/folder/x.json"], "No such file or directory"),
        (["--encoding", "klingon"], "klingon"),
    ],
)
def test_a_mistake_of_usage_is_exit_2_and_nothing_is_linted(letters: Command, arguments: list[str], said: str) -> None:
    ran = letters(*arguments, "bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_help_and_version(command: Command) -> None:
    for arguments in (["--version"], ["check", "--version"]):
        assert command(*arguments) == (0, f"reportlint {linter.__version__}\n", "")
    for arguments in (["--help"], ["check", "--help"], ["show", "-h"]):
        assert command(*arguments).code == 0
    assert "--require-assessed" in command("--help").out


@pytest.mark.parametrize("name", ["", *sorted(group.commands)])
def test_help_is_in_the_language_asked_for(name: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = ["reportlint", name] if name else ["reportlint"]
    said: dict[str, str] = {}
    for language in ("en", "zh"):
        monkeypatch.setenv("REPORTLINT_LANG", language)
        said[language] = command(*words[1:], "-h").out
    assert said["en"].startswith(f"Usage: {' '.join(words)} ")
    assert said["zh"].startswith(f"用法：{' '.join(words)} ")
    assert "help." not in said["en"] + said["zh"]
    assert not re.search("[\u4e00-\u9fff]", said["en"])
    assert not [text for key, text in read_texts("en").items() if key.startswith("help.") and text in said["zh"]]
    lines = [line for line in said["zh"].split("\n") if "[auto|" not in line]
    assert max(width(line) for line in lines) <= 80
    if name != "schema":
        assert command("--lang", "en", *words[1:], "--help").out == said["en"]


def test_our_own_bug_is_told_and_the_others_are_judged(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.commands import linting

    judge = linting.lint_source

    def fails(source: object, *rest: object) -> object:
        if getattr(source, "path", "") == "bad.txt":
            raise ZeroDivisionError("oops")
        return judge(source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(linting, "lint_source", fails)
    ran = letters.check(".")
    assert ran.code == 3
    assert "ZeroDivisionError: oops" in ran.lines[0]
    assert ran.lines[0].endswith("[internal-error]")
    assert ran.err.startswith("1 error in 1 of 2 files")


def test_a_bug_elsewhere_is_one_line(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.commands.check.discover", lambda *_: 1 / 0)
    ran = letters.check(".")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err


def test_ctrl_c(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("linter.commands.linting.lint_source", interrupted)
    ran = letters.check("--report", "json=out.json", ".")
    assert (ran.code, ran.out) == (130, "")
    assert "Traceback" not in ran.err
    assert not list(letters.folder.glob("*out.json*"))


def test_an_empty_folder_is_said_and_is_no_fault(command: Command) -> None:
    (command.folder / "empty").mkdir()
    ran = command.check("empty")
    assert ran == (0, "", "empty: no report in it, nothing to check\n")
    assert json.loads(command.check("--format", "json", "empty").out)["files"] == []


def test_a_report_replaces_what_was_there_whole(letters: Command) -> None:
    target = letters.file("out.json", "old")
    link = letters.folder / "link.json"
    link.symlink_to(target)
    assert letters.check("--report", f"json={link}", "bad.txt").code == 1
    assert json.loads(target.read_text("utf-8"))["summary"]["error"] == 1
    assert link.is_symlink()
    assert not list(letters.folder.glob(".*.tmp"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_clear_error(letters: Command) -> None:
    ran = letters.check("--report", "json=/dev/full", "bad.txt")
    assert ran.code == 2
    assert ran.err == "/dev/full: error: No space left on device\n"
    assert ran.lines == [f"bad.txt:{TODO}", f"bad.txt:{DRAFT}"]


def test_a_report_that_fails_leaves_the_old_one(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    target = letters.file("out.json", "old")
    monkeypatch.setattr("linter.commands.linting.lint_source", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    letters.check("--report", "json=out.json", "bad.txt")
    assert target.read_text("utf-8") == "old"


def test_jobs_change_nothing(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.commands.linting._WORTH_A_PROCESS", 2)
    for number in range(40):
        letters.file(f"many/{number}.txt", BAD if number % 3 else GOOD)
    one = letters.check("--format", "json", "--jobs", "1", "many")
    assert letters.check("--format", "json", "--jobs", "2", "many") == one
    assert len(json.loads(one.out)["files"]) == 40


def test_what_is_missing_in_one_place_is_told_in_the_order_of_the_form(command: Command) -> None:
    command.file("a.txt", "望舒市统计局2023年政府信息公开工作年度报告\n\n一、总体情况\n我局认真落实条例。\n")
    ran = command("--pack", "cn-disclosure-report", "--select", "sections", "a.txt")
    missing = [line.split('"')[1][:2] for line in ran.lines]
    assert missing == ["二、", "三、", "四、", "五、", "六、"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lvel", "error"], "错误：没有选项 --lvel（是否指 --level"),
        (["--zzz"], "错误：没有选项 --zzz。"),
        (["--level"], "错误：选项 --level 要有值。"),
        (["--level", "bad"], "错误：--level 的值须是其中之一：info, warning, error。"),
        (["--quiet=3"], "错误：选项 --quiet 不带值。"),
        (["--report", "json"], "错误：--report 的值应写作 FORMAT=FILE。"),
        (["--severity", "a=b"], "错误：--severity 的值须是其中之一：info, warning, error。"),
        (["--jobs", "0"], "错误：--jobs 的值须满足 x>=1。"),
        (["--jobs", "many"], "错误：--jobs 的值不对："),
        (["show"], "错误：缺少 FILE。"),
        (["show", "a", "b"], "错误：多余的参数 b。"),
    ],
)
def test_a_mistake_of_usage_is_told_in_chinese_too(
    arguments: list[str], said: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = arguments[0] if arguments[0] == "show" else "check"
    for asked in (["--lang", "zh"], ["--lang=zh"], []):
        monkeypatch.setenv("LANG", "C.UTF-8" if asked else "zh_CN.UTF-8")
        ran = command(*arguments[:1], *asked, *arguments[1:]) if name == "show" else command(*asked, *arguments)
        *usage, problem, end = ran.err.split("\n")
        assert (ran.code, ran.out, end) == (2, "", "")
        assert problem.startswith(said)
        if usage:  # where an option lacks its value, click does not know the command
            assert usage[0].startswith(f"用法：reportlint {name} [OPTIONS] ")
            assert usage[1:] == [f"reportlint {name} --help 显示说明。", ""]
    assert "No such option" in command("--zzz", "--lang", "en").err
