"""The commands beside ``check``: show, rule, test, and mending in place."""

import json
import sys
from pathlib import Path

import pytest

from linter.commands.mending import difference, mended, write
from linter.diagnostic import Diagnostic, FileResult, FixPlace, Severity
from linter.errors import UserError
from linter.pack import ENGINE_IDS
from linter.source import Region, Source
from tests.command import BAD, LETTERS, ROOT, Command

EXAMPLE = str(ROOT / "examples" / "wangshu-statistics-2023.txt")

# ------------------------------------------------------------ options before the name of a command


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "zh", "rule", "title"),
        ("--lang=zh", "rule", "title"),
        ("rule", "--lang", "zh", "title"),
        ("rule", "title", "--lang", "zh"),
        ("--lang", "zh", "--pack", "cn-disclosure-report", "rule", "title"),
    ],
    ids=" ".join,
)
def test_options_may_stand_before_a_command(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.lines[0]) == (0, "cn-disclosure-report/title  warning")
    assert ran.lines[2].startswith("理由：")


def test_a_value_is_no_command_and_a_path_comes_before_none(command: Command) -> None:
    assert command("--config", "rule").err == "rule: error: there is no such file; check the path\n"
    for arguments in (("check", "--", "rule"), ("--lang", "en", "--", "rule"), ("rule.txt", "rule"), ("-", "rule")):
        assert "rule:1:1: error: " in command("--stdin-filename", "x", *arguments).out
    assert command("--version", "rule").out.startswith("reportlint ")
    assert command("--lang", "en", "--help", "rule").lines[0] == "Usage: reportlint rule [OPTIONS] [ID]"


def test_an_option_that_the_command_does_not_know_is_a_mistake(command: Command) -> None:
    ran = command("--quiet", "rule")
    assert ran.code == 2
    assert "Usage: reportlint rule [OPTIONS] [ID]" in ran.err
    assert "--quiet" in ran.err


# ------------------------------------------------------------ show


def test_show_says_what_was_read_and_what_could_not_run(command: Command) -> None:
    command.file("bad.txt", BAD)
    ran = command("show", "--pack", LETTERS, "bad.txt")
    assert ran.code == 0
    assert ran.lines[0] == "bad.txt: utf-8, 3 lines"
    assert "Title: 1:1 青𠮷镇来信" in ran.lines
    assert "  office: not found" in ran.lines
    assert ran.lines[-1].startswith("  stamps: ")


def test_show_gives_every_cell_its_name_value_and_place(command: Command) -> None:
    ran = command("show", EXAMPLE)
    assert ran.code == 0
    assert "    45:27    requests.granted.person = 21" in ran.lines
    said = json.loads(command("show", "--format", "json", EXAMPLE).out)
    (pack,) = said["packs"]
    assert pack["facts"]["year"]["value"] == "2023"
    assert pack["sections"][0]["section"] == "overview"
    tables = {table["table"]: table for table in pack["tables"]}
    assert {name: table["state"] for name, table in tables.items()} == dict.fromkeys(tables, "read")
    cells = [cell for row in tables["requests"]["rows"] for cell in row["cells"]]
    (granted,) = [cell for cell in cells if cell["cell"] == "requests.granted.person"]
    assert granted["value"] == granted["printed"] == "21"
    assert (granted["line"], granted["column"], granted["end_column"]) == (45, 27, 29)
    assert len({cell["cell"] for cell in cells}) == len(cells)


def test_show_of_what_cannot_be_read(command: Command) -> None:
    ran = command("show", "gone.txt")
    assert ran.code == 1
    assert ran.lines[0].startswith("gone.txt: ")
    assert json.loads(command("show", "--format", "json", "gone.txt").out)["packs"] == []


def test_show_of_what_no_pack_speaks_for(command: Command) -> None:
    command.file("letter.txt", "Dear all\n")
    ran = command("show", "letter.txt")
    assert (ran.code, len(ran.lines)) == (0, 2)


# ------------------------------------------------------------ rule


def test_rule_lists_all_and_explains_one(command: Command) -> None:
    listed = command("rule", "--pack", LETTERS).lines
    own = ["unreadable", "encoding", "no-pack", "misread", "budget", "internal-error"]
    assert [line.split()[1] for line in listed[1:5]] == ["to-do", "draft-word", "remark", "stamps"]
    assert listed[5] == "reportlint itself, whatever the pack"
    assert [line.split()[1] for line in listed[6:]] == own
    assert tuple(own) == ENGINE_IDS
    one = command("rule", "--pack", LETTERS, "letters/to-do").out
    assert one.startswith("letters/to-do  error\n")
    assert "A letter goes out complete" in one
    assert "未完成" in command("rule", "--pack", LETTERS, "to-do", "--lang", "zh").out
    said = json.loads(command("rule", "--pack", LETTERS, "to-do", "--format", "json").out)
    assert [each["rule"] for each in said] == ["to-do"]


@pytest.mark.parametrize("id_", ENGINE_IDS)
def test_what_reportlint_says_of_itself_is_explained_too(id_: str, command: Command) -> None:
    ran = command("rule", id_)
    severity = {"unreadable": "error", "internal-error": "error", "budget": "warning"}.get(id_, "info")
    assert ran.lines[:2] == [f"{id_}  {severity}", ""]
    assert ran.lines[2].startswith("Why: ")
    assert ran.lines[3:] == ["Source: reportlint itself, whatever the pack"]
    assert command("rule", id_, "--lang", "zh").lines[2].startswith("理由：")
    (said,) = json.loads(command("rule", id_, "--format", "json").out)
    assert (said["rule"], said["pack"], said["severity"]) == (id_, None, severity)


def test_a_case_of_a_sample_says_what_is_changed_in_it(command: Command) -> None:
    lines = command("rule", "cn-disclosure-report/fee-unit").lines
    assert 'Fails: the sample department, with "本年收费金额" in the place of "本年收费金额（单位：万元）"' in lines
    assert "Passes: the sample department as it is" in lines
    lines = command("rule", "cn-disclosure-report/fee-unit", "--lang", "zh").lines
    assert "不通过的例子：示例 department，将“本年收费金额（单位：万元）”改为“本年收费金额”" in lines
    assert "通过的例子：示例 department 原文" in lines


def test_rule_of_an_unknown_id(command: Command) -> None:
    ran = command("rule", "--pack", LETTERS, "to-da")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'to-do'" in ran.err


def test_rule_shows_a_case_that_fails_and_one_that_passes(command: Command) -> None:
    for language, fails, passes in (("en", "Fails: ", "Passes: "), ("zh", "不通过的例子：", "通过的例子：")):
        lines = command("rule", "cn-disclosure-report/period", "--lang", language).lines
        assert [line for line in lines if line.startswith(fails)]
        assert [line for line in lines if line.startswith(passes)]


# ------------------------------------------------------------ mending

TEXT = "一\x0c、 青𠮷镇,来信\r\nplain , text\n无尾"


def result(*edits: tuple[Region, str], safe: bool = True, encoding: str = "utf-8") -> FileResult:
    fix = FixPlace(edits, safe)
    found = Diagnostic("r", "p", "c", Severity.INFO, "m", edits[0][0], fix=fix)
    return FileResult("a.txt", True, Source.of("a.txt", TEXT, encoding), diagnostics=(found,))


COMMA = (Region(1, 8, 1, 9), "，")
SPACE = (Region(2, 6, 2, 7), "")


def test_mending_changes_what_the_edits_say_and_nothing_else() -> None:
    assert mended(result(SPACE, COMMA)) == TEXT.replace("镇,", "镇，").replace("plain ,", "plain,")


def test_only_safe_fixes_are_made() -> None:
    assert mended(result(COMMA, safe=False)) is None


def test_of_two_fixes_of_one_place_the_first_holds() -> None:
    assert mended(result(COMMA, (Region(1, 8, 1, 10), "。"))) == TEXT.replace("镇,", "镇，")


def test_a_difference_is_a_unified_diff() -> None:
    before = result(SPACE)
    text = mended(before)
    assert text is not None
    assert "".join(difference("a.txt", before, text)) == (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n 一\x0c、 青𠮷镇,来信\r\n-plain , text\n+plain, text\n 无尾\n"
        "\\ No newline at end of file\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_keeps_its_encoding_and_mode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    path.chmod(0o640)
    before = result(COMMA, encoding=encoding)
    text = mended(before)
    assert text is not None
    write(str(path), before, text)
    assert path.read_bytes() == TEXT.replace("镇,", "镇，").encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("other", "utf-8")
    before = result(COMMA)
    text = mended(before)
    assert text is not None
    with pytest.raises(UserError):
        write(str(path), before, text)
    assert path.read_text("utf-8") == "other"


def test_fix_and_diff_through_the_command(command: Command) -> None:
    draft = Path(EXAMPLE).read_text("utf-8")
    start = draft.index("一、总体情况")
    faulty = draft[:start] + draft[start:].replace("，", ",", 1)
    path = command.file("a.txt", faulty)
    shown = command("--diff", "a.txt")
    assert shown.code == 1
    assert shown.out.startswith("--- a/a.txt\n+++ b/a.txt\n")
    assert path.read_text("utf-8") == faulty
    fixed = command("--fix", "a.txt")
    assert "a.txt: mended" in fixed.err
    assert path.read_text("utf-8") == draft
    assert command("--diff", "a.txt") == (0, "", "")


def test_standard_input_cannot_be_mended_in_place(command: Command) -> None:
    ran = command("--fix", "-")
    said = "standard input is no file that could be mended; --diff shows what would be changed"
    assert ran == (2, "", f"--fix: error: {said}\n")


def test_a_pack_without_a_file_of_cases_is_said_to_have_none(command: Command) -> None:
    command.file("mine.yaml", Path(LETTERS).read_bytes())
    assert command("test", "mine.yaml") == (0, "letters: no cases, there is no file mine.cases.yaml\n", "")
    assert command("test", "mine.yaml", "--lang", "zh").out == "letters：没有用例，找不到文件 mine.cases.yaml\n"


def test_what_is_protected_is_told_in_the_language_asked_for(command: Command) -> None:
    command.file("mine.yaml", Path(LETTERS).read_bytes())
    case = "{rule: to-do, given: one, expect: []}"
    command.file("mine.cases.yaml", f"samples:\n  one: |\n    青柳镇来信\n    收到5件。\ncases:\n  - {case}\n")
    told = [line for line in command("test", "mine.yaml", "--mutate").lines if "protected" in line]
    assert told == ["letters: prose: 0 of 1 protected"]
    zh = command("test", "mine.yaml", "--mutate", "--lang", "zh").out
    assert "正文" in zh
    assert "prose：" not in zh


def test_config_says_the_options_of_rules(command: Command) -> None:
    command.file(".reportlint.yaml", "with: {deadline: {due: 01-20}, aspects: {in: [overview, other]}}\n")
    (line,) = [line for line in command("config", "a.txt").lines if line.startswith("  with")]
    assert line == "  with      deadline: {due: 01-20}, aspects: {in: [overview, other]}  # .reportlint.yaml:1"


def test_a_config_of_another_name_is_said_not_to_be_read(command: Command) -> None:
    command.file("sub/.reportlint.yml", "lang: zh\n")
    command.file("sub/good.txt", "Office of Abroad affairs\n")
    said = "sub/.reportlint.yml is not read: a config is called .reportlint.yaml\n"
    assert command.check("sub/good.txt", "sub").err == f"{said}nothing to mend in 1 file\n"
    assert said.strip() in command("config", "sub/good.txt").lines
    assert command.check("sub/good.txt", "--no-config").err == "nothing to mend in 1 file\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the language server needs pygls; install it"), ("zh", "编辑器服务需要 pygls，请安装")],
)
def test_without_pygls_it_is_said_how_to_install_it(
    command: Command, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.delitem(sys.modules, "linter.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    ran = command("lsp", "--lang", language)
    assert ran[:2] == (2, "")
    assert ran.err.startswith(f"reportlint: error: {said}")
    assert f'{sys.executable} -m pip install "pygls>=2"' in ran.err


def test_a_bug_of_ours_is_not_taken_for_a_missing_pygls(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "linter.lsp.server", None)
    assert command("lsp").code == 3
