"""Where ``--report`` may write: never over what is being checked, and never twice into one file."""

import json
import os
from pathlib import Path

import pytest

from tests.command import GOOD, TODO, Command


def refusal(file: str) -> str:
    return f"--report: error: the report would take the place of a file that is to be checked: {file}\n"


def test_a_report_never_takes_the_place_of_a_draft(letters: Command) -> None:
    (letters.folder / "link.txt").symlink_to("good.txt")
    os.link(letters.folder / "good.txt", letters.folder / "second.txt")
    for target in ("good.txt", "./good.txt", str(letters.folder / "good.txt"), "link.txt", "second.txt"):
        ran = letters.check("--report", f"json={target}", "bad.txt", "good.txt")
        assert ran == (2, "", refusal("good.txt"))
    assert (letters.folder / "good.txt").read_text("utf-8") == GOOD


def test_a_draft_that_is_not_there_is_not_put_there(letters: Command) -> None:
    assert letters.check("--report", "json=gone.txt", "gone.txt") == (2, "", refusal("gone.txt"))
    assert not (letters.folder / "gone.txt").exists()


def test_a_draft_on_standard_input_is_kept_too(letters: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("good.txt").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert letters.check("--report", "json=good.txt", "-") == (2, "", refusal("-"))


def test_the_report_of_the_run_before_is_no_draft(letters: Command) -> None:
    for _ in range(2):
        ran = letters.check("--report", "html=out.html", "--report", "json=out.json", ".")
        assert (ran.code, ran.lines[0]) == (1, f"bad.txt:{TODO}")
        files = json.loads((letters.folder / "out.json").read_text("utf-8"))["files"]
        assert [file["path"] for file in files] == ["bad.txt", "good.txt"]


def test_two_reports_do_not_share_a_file(letters: Command) -> None:
    letters.file("out.json", "old")
    for first, second in (("out.json", "./out.json"), ("new.json", "new.json")):
        ran = letters.check("--report", f"json={first}", "--report", f"sarif={second}", "good.txt")
        assert ran == (2, "", f"--report: error: two reports cannot be written to one file: {second}\n")
    assert (letters.folder / "out.json").read_text("utf-8") == "old"
    assert letters.check("--report", "json=/dev/null", "--report", "sarif=/dev/null", "good.txt").code == 0


def test_standard_output_is_no_report(letters: Command) -> None:
    ran = letters.check("--report", "json=-", "good.txt")
    assert ran.code == 2
    assert ran.err == (
        "--report: error: standard output is what --format is for; name a file (./- for one of that name)\n"
    )
    assert letters.check("--report", "json=./-", "good.txt").code == 0
    assert json.loads((letters.folder / "-").read_text("utf-8"))["version"] == 1
