"""Which files a run looks at, and under which names."""

import os
import subprocess
from pathlib import Path

import pytest

from linter.discovery import Given, discover


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test stands in an empty folder that is in no repository."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", "utf-8")


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e@x", *arguments], check=True, capture_output=True)


def names(*paths: str) -> list[str]:
    found = discover(paths)
    assert not any(given.trouble or given.empty for given in found)
    return [given.path for given in found]


def test_a_folder_holds_what_is_a_report_by_its_suffix() -> None:
    make("b.txt", "a.TXT", "c/d.md", "c/e.html", "c/f.htm", "c/g.xhtml", "c/h.markdown", "c/i.text")
    make("no.docx", "no.py", "no", "txt", "c/no.yaml", ".hidden.txt", ".hidden/x.txt", "~$b.txt", "c/.#d.md")
    expected = ["a.TXT", "b.txt", "c/d.md", "c/e.html", "c/f.htm", "c/g.xhtml", "c/h.markdown", "c/i.text"]
    assert names() == names(".") == expected
    assert names("c/") == names("c") == expected[2:]
    assert names("./c") == [f"./{path}" for path in expected[2:]]


def test_paths_are_as_given() -> None:
    make("a/草 稿（1）.txt")
    absolute = str(Path("a").absolute())
    assert names("a") == ["a/草 稿（1）.txt"]
    assert names(absolute) == [f"{absolute}/草 稿（1）.txt"]
    assert names("a/../a") == ["a/../a/草 稿（1）.txt"]
    assert names("a/草 稿（1）.txt") == ["a/草 稿（1）.txt"]


def test_named_files_need_no_suffix_and_need_not_exist() -> None:
    make("notes", "~$x.txt", ".hidden.txt")
    assert names("notes", "~$x.txt", ".hidden.txt", "missing.txt", "x" * 5000, "a\0b") == sorted(
        ["notes", "~$x.txt", ".hidden.txt", "missing.txt", "x" * 5000, "a\0b"]
    )


def test_each_file_once_under_its_first_name() -> None:
    make("a/x.txt", "a/y.txt")
    assert names("a/x.txt", "a", "./a/x.txt", str(Path("a/x.txt").absolute())) == ["a/x.txt", "a/y.txt"]
    assert names("./a/x.txt", "a") == ["./a/x.txt", "a/y.txt"]
    assert names("missing.txt", "./missing.txt") == ["missing.txt"]
    assert names("-", "-") == ["-"]


def test_a_folder_named_like_a_draft_is_a_folder() -> None:
    make("report.txt/inside.txt", "b/report.md/inside.md")
    assert names("report.txt") == ["report.txt/inside.txt"]
    assert names() == ["b/report.md/inside.md", "report.txt/inside.txt"]


def test_links() -> None:
    make("real/z.txt", "outside/x.txt")
    Path("real/a.txt").symlink_to("z.txt")
    Path("real/other.txt").symlink_to("../outside/x.txt")
    Path("real/dangling.txt").symlink_to("gone.txt")
    Path("real/loop.txt").symlink_to("loop.txt")
    Path("real/up").symlink_to("..", target_is_directory=True)
    Path("real/folder.txt").symlink_to("../outside", target_is_directory=True)
    assert names("real") == ["real/dangling.txt", "real/loop.txt", "real/other.txt", "real/z.txt"]
    assert names("real/up/outside") == ["real/up/outside/x.txt"]
    assert names("real/loop.txt", "real/a.txt") == ["real/a.txt", "real/loop.txt"]
    Path("link").symlink_to("real", target_is_directory=True)
    assert names("link")[-1] == "link/z.txt"
    assert names("link", "real") == names("link")


def test_pipes_are_named_so_that_somebody_says_what_they_are() -> None:
    make("a/x.txt")
    os.mkfifo("a/pipe.txt")
    assert names("a") == ["a/pipe.txt", "a/x.txt"]


def test_an_empty_folder_is_said() -> None:
    make("a/only.docx")
    Path("b").mkdir()
    assert discover(["a", "b"]) == (Given("a", empty=True), Given("b", empty=True))
    make("b/x.txt")
    assert discover(["b"], lambda path: True) == (Given("b", empty=True),)


def test_what_is_excluded_is_left_out_even_where_it_is_named() -> None:
    make("a/x.txt", "a/old/y.txt")
    asked: list[str] = []

    def excluded(path: str) -> bool:
        asked.append(path)
        return "old/" in path

    assert discover(["a", "a/old/y.txt"], excluded) == (Given("a/x.txt"),)
    assert set(asked) == {"a/x.txt", "a/old/y.txt"}
    assert discover(["-"], lambda path: True) == (Given("-"),)


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_names_that_are_not_utf8() -> None:
    name = os.fsdecode(b"\xb1\xa8.txt")
    Path("a").mkdir()
    Path("a", name).write_text("x", "utf-8")
    assert names("a") == [f"a/{name}"]
    git("init", "-q", "a")
    assert names("a") == [f"a/{name}"]


def test_a_folder_that_may_not_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a/x.txt", "a/closed/y.txt", "b/z.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if "closed" in path or path.startswith("b"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["a", "b"])
    assert [(given.path, given.trouble and given.trouble.message.key, given.empty) for given in found] == [
        ("a/closed", "files.denied", False),
        ("a/x.txt", None, False),
        ("b", "files.denied", False),
    ]


def test_a_repository_holds_what_git_tracks_or_would_add() -> None:
    git("init", "-q", "r")
    make(
        "r/tracked.txt", "r/new.txt", "r/build/made.txt", "r/gone.txt", "r/.github/x.md", "r/sub/deep.md", "r/~$new.txt"
    )
    make("r/kept.log.txt", "r/汇总 表.txt")
    Path("r/.gitignore").write_text("build/\n*.log.txt\n", "utf-8")
    git("-C", "r", "add", "-f", "tracked.txt", "gone.txt", "kept.log.txt", ".gitignore")
    Path("r/gone.txt").unlink()
    Path("r/folder.txt").symlink_to("sub", target_is_directory=True)
    Path("r/dangling.txt").symlink_to("nowhere.txt")
    expected = ["r/.github/x.md", "r/dangling.txt", "r/kept.log.txt", "r/new.txt", "r/sub/deep.md", "r/tracked.txt"]
    expected.append("r/汇总 表.txt")
    assert names("r") == expected
    assert names() == expected, "from above the repository"
    assert names("r/sub") == ["r/sub/deep.md"]
    assert names("r/build") == ["r/build/made.txt"], "who names an ignored folder means it"


def test_a_repository_in_a_repository_is_asked_for_its_own() -> None:
    git("init", "-q", ".")
    git("init", "-q", "inner")
    make("outer.txt", "inner/x.txt", "inner/ignored.txt")
    Path("inner/.gitignore").write_text("ignored.txt\n", "utf-8")
    assert names() == ["inner/x.txt", "outer.txt"]


def test_what_git_tells_its_hooks_does_not_mislead(monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q", ".")
    make("a/x.txt", "a/ignored.txt")
    Path(".gitignore").write_text("ignored.txt\n", "utf-8")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert names("a") == ["a/x.txt"]


def test_without_git_the_folder_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q", ".")
    make("a/x.txt", "a/ignored.txt")
    Path(".gitignore").write_text("ignored.txt\n", "utf-8")
    monkeypatch.setenv("PATH", "")
    assert names() == ["a/ignored.txt", "a/x.txt"]


def test_in_a_damaged_repository_the_folder_is_walked() -> None:
    git("init", "-q", ".")
    make("a/x.txt")
    Path(".git/HEAD").write_text("damaged", "utf-8")
    assert names() == ["a/x.txt"]
