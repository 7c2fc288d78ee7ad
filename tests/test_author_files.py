"""What the author of a pack, a config or a decision names is read as safely as a report: no device, no pipe, no end."""

import os
from pathlib import Path

import pytest

from linter.packs.cache import entry_path, keep, recall
from tests.command import BAD, LETTERS, Command

STRANGE = "this is a device, a pipe or a socket; packs and configs are read from ordinary files only"

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")


@pytest.fixture
def letters(command: Command) -> Command:
    command.file("bad.txt", BAD)
    os.mkfifo(command.folder / "pipe.yaml")
    return command


@pytest.mark.parametrize("option", ["--config", "--pack"])
@pytest.mark.parametrize("path", ["pipe.yaml", "/dev/zero", "/dev/null"])
def test_a_pack_or_config_is_an_ordinary_file(option: str, path: str, letters: Command) -> None:
    if not Path(path).exists():
        pytest.skip(f"needs {path}")
    path = path if option == "--config" or path.endswith(".yaml") else f"/dev/../{path}"
    assert letters("bad.txt", option, path) == (2, "", f"{path}: error: {STRANGE}\n")


def test_reviews_are_an_ordinary_file(letters: Command) -> None:
    letters.file(".reportlint.yaml", "reviews: pipe.yaml\n")
    assert letters.check("bad.txt") == (2, "", f"{letters.folder / 'pipe.yaml'}: error: {STRANGE}\n")


def test_a_folder_and_a_missing_file_are_no_config(letters: Command) -> None:
    for path, said in (
        (".", "this is a folder where a file is expected"),
        ("x", "there is no such file; check the path"),
    ):
        assert letters("bad.txt", "--config", path) == (2, "", f"{path}: error: {said}\n")


def test_a_file_without_end_is_no_config(letters: Command) -> None:
    with (letters.folder / "large.yaml").open("wb") as file:
        file.truncate(64 * 1024 * 1024 * 1024)
    ran = letters("bad.txt", "--config", "large.yaml")
    assert ran.code == 2
    assert ran.err == "large.yaml: error: the file is larger than 256 KB; a pack of that size wants to be divided\n"


def test_cases_in_a_pipe_are_none(letters: Command) -> None:
    letters.file("mine.yaml", Path(LETTERS).read_bytes())
    os.mkfifo(letters.folder / "mine.cases.yaml")
    assert letters("test", "mine.yaml").code == 0


def test_a_pipe_in_the_place_of_a_cache_entry_is_passed_over(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(letters.folder / "cache"))
    path = entry_path("abc")
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert recall("abc") is None
    keep("abc", {"rules": []}, ())
    assert recall("abc") == {"rules": []}
