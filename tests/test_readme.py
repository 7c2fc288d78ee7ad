"""The READMEs: what they say is so."""

import json
import re
from pathlib import Path

import pytest

from linter.cli import group
from linter.commands.init import _ENTRIES
from linter.output import FORMATS
from tests.command import Command

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["README.md", "README.zh-CN.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_command_is_the_main_job_and_the_second_the_tests(name: str) -> None:
    main, tests = blocks(name, "sh")
    assert main.split("\n")[0] == tests.split("\n")[0] == "python3 -m venv .venv"
    assert main.rstrip().endswith("reportlint --fail-on never examples/")
    assert tests.rstrip().endswith("-m pytest")


def test_both_have_the_same_commands_and_settings() -> None:
    one, other = NAMES
    assert blocks(one, "sh") == blocks(other, "sh")
    assert re.findall(r"^## ", text(one), re.MULTILINE) == re.findall(r"^## ", text(other), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_and_exit_code_is_told(name: str) -> None:
    for form in FORMATS:
        assert f"`{form}`" in text(name)
    assert re.findall(r"^\| (\d+) \|", text(name), re.MULTILINE) == ["0", "1", "2", "3", "130"]


@pytest.mark.parametrize("name", NAMES)
def test_the_settings_are_those_there_are(name: str) -> None:
    (settings,) = [block for block in blocks(name, "yaml") if block.startswith("packs:")]
    keys = re.findall(r"^([a-z-]+):", settings, re.MULTILINE)
    assert keys
    assert set(keys) <= {key for key, _ in _ENTRIES}


def test_the_problem_matcher_takes_our_lines(command: Command) -> None:
    (task,) = [json.loads(block) for block in blocks("README.md", "json")]
    pattern = task["problemMatcher"]["pattern"]
    command.file("报告 [1]：初稿.txt", "NB DRAFT TODO\n")
    ran = command.check("--format", "concise", "--level", "info", ".")
    groups = [re.fullmatch(pattern["regexp"], line) for line in ran.lines]
    found = [
        tuple(match[pattern[name]] for name in ("file", "line", "column", "severity", "code"))
        for match in groups
        if match
    ]
    assert found == [
        ("报告 [1]：初稿.txt", "1", "1", "info", "remark"),
        ("报告 [1]：初稿.txt", "1", "4", "warning", "draft-word"),
        ("报告 [1]：初稿.txt", "1", "10", "error", "to-do"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_output_shown_is_what_is_printed(name: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = [block.split("\n") for block in blocks(name, "console") if "examples/" in block]
    assert shown
    for first, *lines in shown:
        ran = command(*first.removeprefix("$ reportlint ").split())
        assert [line for line in lines if line] == [line for line in (ran.out + ran.err).split("\n") if line]


def test_the_set_ups_of_editors_are_those_that_were_tried() -> None:
    tried = "docs/editors.md"
    for language in ("lua", "elisp"):
        first, *_ = blocks(tried, language)
        assert [blocks(name, language) for name in NAMES] == [[first], [first]]
    said = text(tried)
    assert [option for option in command_options("lsp") if f"`{option}`" not in said] == []


def command_options(name: str) -> list[str]:
    return [option.opts[0] for option in group.commands[name].params]


@pytest.mark.parametrize("name", [*NAMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(name)):
        assert (ROOT / target).exists(), target
