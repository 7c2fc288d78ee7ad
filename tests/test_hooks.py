"""The hook files: they are what a stranger's repository runs, so they are held against names and against the code."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.readers import SUFFIXES

ROOT = Path(__file__).resolve().parents[1]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}

REPORTS = [
    "报告.txt",
    "草稿/2024年 年度报告（定稿）.txt",
    "a/b/c.md",
    "a.MARKDOWN",
    "年报.HTML",
    "年报.htm",
    "年报.xhtml",
    "-x.txt",
    ".hidden.txt",
    "~报告.txt",
    "$报告.txt",
    "名称\n换行.txt",
    "e\u0301.text",
]
OTHERS = [
    "~$报告.txt",
    "草稿/~$报告.txt",
    "报告.txt.bak",
    "报告.txt~",
    "txt",
    "报告txt",
    ".txt",
    "a.txt/image.png",
    "main.py",
    "a.htmlx",
    "a.mdx",
]


@pytest.mark.parametrize("hook", HOOKS)
def test_the_hooks_know_every_suffix_that_is_read(hook: str) -> None:
    for suffix in SUFFIXES:
        assert re.search(HOOKS[hook]["files"], f"a{suffix}")


def test_the_ids() -> None:
    assert list(HOOKS) == ["reportlint", "reportlint-all"]


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("name", REPORTS)
def test_files_that_are_checked(hook: str, name: str) -> None:
    assert re.search(HOOKS[hook]["files"], name)


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("name", OTHERS)
def test_files_that_are_left_alone(hook: str, name: str) -> None:
    assert not re.search(HOOKS[hook]["files"], name)


def test_the_whole_tree_is_checked_again_when_a_pack_or_the_config_changes() -> None:
    for name in (".reportlint.yaml", "rules/own.yaml", "own.yml"):
        assert re.search(HOOKS["reportlint-all"]["files"], name)
        assert not re.search(HOOKS["reportlint"]["files"], name)


def test_names_of_files_cannot_be_taken_for_options() -> None:
    assert HOOKS["reportlint"]["entry"] == "reportlint check --"
    assert HOOKS["reportlint-all"]["entry"] == "reportlint check"
    assert HOOKS["reportlint-all"]["pass_filenames"] is False


@pytest.mark.parametrize("hook", HOOKS.values(), ids=list(HOOKS))
def test_warnings_are_seen_though_the_hook_passes(hook: dict[str, Any]) -> None:
    assert hook["verbose"] is True
    assert hook["language"] == "python"


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_in_the_readme(hook: str) -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert f"id: {hook}\n" in (ROOT / name).read_text("utf-8")
