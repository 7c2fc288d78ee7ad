"""The hook files: they are what a stranger's repository runs, so they are held against names and against the code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.readers import SUFFIXES
from tests.command import LETTERS

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


# ------------------------------------------------------------ the real clients, where they are installed

DRAFT = "NB DRAFT TODO\n"
GIT = ["git", "-c", "user.name=tests", "-c", "user.email=tests@localhost", "-c", "commit.gpgsign=false"]


def client(name: str) -> str:
    """A client of hooks beside this Python; the test is skipped where there is none."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        pytest.skip(f"{name} is not installed")
    return str(path)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


def commit_all(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "all")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with this project in it, tagged."""
    folder = tmp_path_factory.mktemp("reportlint")
    for name in ("linter", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    commit_all(folder)
    git(folder, "tag", "v1")
    return folder


@pytest.fixture
def consumer(tmp_path: Path, hooks: Path) -> Path:
    """A repository that uses the hook on letters."""
    folder = tmp_path / "consumer"
    (folder / "草稿").mkdir(parents=True)
    shutil.copy(LETTERS, folder / "letters.yaml")
    (folder / ".reportlint.yaml").write_text("packs: [./letters.yaml]\nlang: en\n", "utf-8")
    for name in ("草稿/第1号（初稿） x.txt", "-o.txt", "~$lock.txt", "note.py"):
        (folder / name).write_text(DRAFT, "utf-8")
    config = f"repos:\n  - repo: {hooks}\n    rev: v1\n    hooks:\n      - id: reportlint\n      - id: reportlint-all\n"
    (folder / ".pre-commit-config.yaml").write_text(config, "utf-8")
    commit_all(folder)
    return folder


def run_client(tool: str, folder: Path, caches: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit code of a client and the findings in its output, in their order."""
    environment = {**os.environ, "PRE_COMMIT_HOME": str(caches / "pc"), "PREK_HOME": str(caches / "prek")}
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [tool, "run", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    lines = (line.strip() for line in ran.stdout.split("\n"))
    return ran.returncode, [line for line in lines if line.endswith("]") and ": " in line]


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("caches")


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_a_real_client(tool: str, consumer: Path, caches: Path) -> None:
    code, lines = run_client(client(tool), consumer, caches, "reportlint", "--all-files")
    assert code == 1
    assert [line.split(":")[0] for line in lines] == [
        "-o.txt",
        "-o.txt",
        "草稿/第1号（初稿） x.txt",
        "草稿/第1号（初稿） x.txt",
    ]
    assert [line.split(" ")[-1] for line in lines] == ["[draft-word]", "[to-do]"] * 2
    assert run_client(client(tool), consumer, caches, "reportlint-all", "--all-files") == (1, lines)


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_what_is_staged_is_what_is_checked(tool: str, consumer: Path, caches: Path) -> None:
    path = consumer / "草稿" / "第1号（初稿） x.txt"
    path.write_text("DRAFT\n", "utf-8")
    git(consumer, "add", "--all")
    path.write_text(DRAFT, "utf-8")
    code, lines = run_client(client(tool), consumer, caches, "reportlint")
    assert (code, [line.split(" ")[-1] for line in lines]) == (0, ["[draft-word]"])
    assert path.read_text("utf-8") == DRAFT


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_many_files_in_many_batches(tool: str, consumer: Path, caches: Path) -> None:
    names = [
        f"草稿/某某省某某市某某区第{number:04d}号单位政府信息公开工作年度报告（征求意见稿）.txt"
        for number in range(1500)
    ]
    for number, name in enumerate(names):
        (consumer / name).write_text("TODO\n" if number % 50 == 0 else "fine\n", "utf-8")
    git(consumer, "add", "--all")
    code, lines = run_client(client(tool), consumer, caches, "reportlint")
    assert code == 1
    assert [line.split(":")[0] for line in lines] == names[::50]
