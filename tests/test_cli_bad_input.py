"""The worst files and the worst machines: one clear line each, the exit code, and the others are still judged."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import BAD, GOOD, LETTERS, ROOT, TODO, Command, process

root_reads_all = pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.txt")


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 40 << 20)


def written(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "1:1"),
    "dangling link": (dangling, "1:1"),
    "loop of links": (loop, "1:1"),
    "pipe": (os.mkfifo, "1:1"),
    "socket": (bound, "1:1"),
    "png": (written(b"\x89PNG\r\n\x1a\n\x00\x00"), "1:1"),
    "broken utf-8": (written(("青" * 400 + "\n年").encode() + b"\xe9\xe9 tail\n"), "2:2"),
    "cut utf-8": (written(("青" * 400).encode()[:-1]), "1:400"),
    "nul bytes": (written(b"abc\x00\x00\x00def" * 30), "1:4"),
    "too large": (huge, "1:1"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_one_line_and_the_others_are_judged(command: Command, what: str) -> None:
    make, place = UNREADABLE[what]
    make(command.folder / "it.txt")
    command.file("z.txt", BAD)
    ran = command.check("it.txt", "z.txt")
    assert ran.code == 1
    assert ran.lines[0].startswith(f"it.txt:{place}: error: ")
    assert ran.lines[0].endswith(" [unreadable]")
    assert ran.lines[1] == f"z.txt:{TODO}"
    said = json.loads(command.check("--format", "json", "it.txt", "z.txt").out)
    assert [file["path"] for file in said["files"]] == ["it.txt", "z.txt"]
    assert said["files"][0]["encoding"] is None


@root_reads_all
def test_a_file_that_may_not_be_read(command: Command) -> None:
    command.file("it.txt", BAD).chmod(0)
    command.file("z.txt", BAD)
    ran = command.check("it.txt", "z.txt")
    assert ran.lines[0].startswith("it.txt:1:1: error: ")
    assert ran.lines[1] == f"z.txt:{TODO}"


def test_a_device(command: Command) -> None:
    ran = command.check("/dev/zero")
    assert ran.code == 1
    assert ran.lines[0].startswith("/dev/zero:1:1: error: ")


def test_an_empty_file(command: Command) -> None:
    command.file("empty.txt", "")
    command.file("z.txt", BAD)
    ran = command.check(".")
    assert "Traceback" not in ran.err
    assert f"z.txt:{TODO}" in ran.lines


def test_a_folder_named_like_a_draft(command: Command) -> None:
    command.file("draft.txt/inner.txt", BAD)
    ran = command.check(".")
    assert ran.lines[0] == f"draft.txt/inner.txt:{TODO}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le"])
def test_every_encoding_gives_the_same_places(command: Command, encoding: str) -> None:
    text = BAD + "本报告由镇人民政府编制，内容包括总体情况和主动公开政府信息情况。\n"
    command.file("it.txt", text.encode(encoding))
    assert command.check("it.txt").lines[0] == f"it.txt:{TODO}"


def test_an_encoding_that_is_asked_for(command: Command) -> None:
    command.file("it.txt", BAD.encode("utf-16-be"))
    assert command.check("--encoding", "utf-16-be", "it.txt").lines[0] == f"it.txt:{TODO}"


# ------------------------------------------------------------ consoles and pipes


def lint(folder: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return process(folder, "check", "--pack", LETTERS, *arguments, environment=environment)


def test_a_gbk_console_takes_what_it_can(command: Command) -> None:
    command.file("报𠮷告.txt", BAD)
    ran = lint(command.folder, "--format", "full", ".", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert ran.returncode == 1
    out = ran.stdout.decode("gbk")
    assert out.startswith(r"报\U00020bb7告.txt:2:13: error: ")
    assert r"| 青\U00020bb7镇收费目录公布如下，【TODO】起施行" in out


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "html"])
def test_machines_get_utf8_whatever_the_console(command: Command, form: str) -> None:
    command.file("报𠮷告.txt", BAD)
    ran = lint(command.folder, "--format", form, ".", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "TODO" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("form", ["concise", "full", "json", "sarif", "github", "gitlab", "junit", "rdjsonl", "html"])
def test_a_name_that_is_not_utf8(command: Command, form: str) -> None:
    name = os.fsencode(command.folder) + b"/\xb1\xa8.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(BAD.encode())
    ran = lint(command.folder, "--format", form, b"\xb1\xa8.txt")
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    text = ran.stdout.decode("utf-8")
    if form == "json":
        assert json.loads(text)["files"][0]["path"] == r"\xb1\xa8.txt"
    if form == "concise":
        assert text.startswith(r"\xb1\xa8.txt:2:13: ")


def test_a_closed_pipe_is_no_fault(command: Command) -> None:
    for number in range(300):
        command.file(f"{number}.txt", BAD)
    program = "import sys; from linter.cli import main; main()"
    for form in ("concise", "json"):
        reader, writer = os.pipe()
        os.close(reader)
        ran = subprocess.run(
            [sys.executable, "-c", program, "check", "--pack", LETTERS, "--format", form, "."],
            cwd=command.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
        ran = subprocess.run(
            [sys.executable, "-c", program, *f"check --pack {LETTERS} --report json=whole.json .".split()],
            cwd=command.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert json.loads((command.folder / "whole.json").read_text("utf-8"))["summary"]["files"] == 300


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_on_a_full_disk(command: Command) -> None:
    command.file("it.txt", BAD)
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = process(
            command.folder,
            *("check", "--pack", LETTERS, "it.txt"),
            capture_output=False,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ran.returncode == 2
    assert b"No space left on device" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_ctrl_c_in_the_middle(command: Command) -> None:
    program = "import sys; from linter.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "check", "--pack", LETTERS, "-"],
        cwd=command.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert out == b""


def test_a_terminal_gets_carets_and_colors(command: Command) -> None:
    command.file("it.txt", BAD)
    ours, theirs = pty.openpty()
    ran = process(
        command.folder,
        *("check", "--pack", LETTERS, "it.txt"),
        capture_output=False,
        stdout=theirs,
        stderr=subprocess.PIPE,
        environment={"TERM": "xterm"},
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert ran.returncode == 1
    assert "\x1b[1;31merror\x1b[0m" in shown
    assert "      | " + " " * 24 + "^^^^\r\n" in shown


# ------------------------------------------------------------ size


def test_large_files_are_read_or_refused_aloud(command: Command) -> None:
    command.file("line.txt", "青" * 1_000_000 + "TODO")
    command.file("lines.txt", GOOD * 20_000)
    command.file("z.txt", BAD)
    ran = command.check("line.txt", "lines.txt", "z.txt")
    assert ran.lines[-2] == f"z.txt:{TODO}"
    assert "Traceback" not in ran.err
    assert all(len(line) < 500 for line in ran.lines)
