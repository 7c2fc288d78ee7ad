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

from tests.command import BAD, DRAFT, GOOD, LETTERS, ROOT, TODO, Command, process


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


NUL = "is NUL, which no text contains; check whether it is the right file, and save it as UTF-8"
DAMAGED = (
    "a program cut or damaged characters, or the encoding is another one; save the file as UTF-8, or name its encoding "
    "with --encoding"
)
NO_FILE = "this is a device, a pipe or a socket and no file; to read a stream, use - for standard input"
TOO_LARGE = "this is larger than 32 MiB, no report is as large as that; check whether it is the right file"

UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "1:1: error: there is no such file; check the path"),
    "empty": (written(b""), "1:1: error: the file is empty; fill it in or delete it"),
    "dangling link": (
        dangling,
        "1:1: error: this is a link to a file that does not exist; mend the link or delete it",
    ),
    "loop of links": (loop, "1:1: error: this link leads back to itself; mend the link or delete it"),
    "pipe": (os.mkfifo, f"1:1: error: {NO_FILE}"),
    "socket": (bound, f"1:1: error: {NO_FILE}"),
    "png": (
        written(b"\x89PNG\r\n\x1a\n\x00\x00"),
        "1:1: error: this is an image, an archive or a program and no text; check whether it is the right file",
    ),
    "broken utf-8": (
        written(("青" * 400 + "\n年").encode() + b"\xe9\xe9 tail\n"),
        f"2:2: error: invalid UTF-8 at byte 1204 (line 2): {DAMAGED}",
    ),
    "cut utf-8": (
        written(("青" * 400).encode()[:-1]),
        f"1:400: error: invalid UTF-8 at byte 1197 (line 1): {DAMAGED}",
    ),
    "nul bytes": (written(b"abc\x00\x00\x00def" * 30), f"1:4: error: byte 3 (line 1) {NUL}"),
    "too large": (huge, f"1:1: error: {TOO_LARGE}"),
    "50 MB of one line": (lambda path: path.write_bytes(b"x" * 50_000_000), f"1:1: error: {TOO_LARGE}"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_one_line_and_the_others_are_judged(command: Command, what: str) -> None:
    make, line = UNREADABLE[what]
    make(command.folder / "it.txt")
    command.file("z.txt", BAD)
    ran = command.check("it.txt", "z.txt")
    assert ran.code == 1
    assert ran.lines == [f"it.txt:{line} [unreadable]", f"z.txt:{TODO}", f"z.txt:{DRAFT}"]
    command.file("z.txt", GOOD)
    ran = command.check("it.txt", "z.txt")
    assert (ran.code, ran.lines) == (1, [f"it.txt:{line} [unreadable]"])
    said = json.loads(command.check("--format", "json", "it.txt", "z.txt").out)
    assert [file["path"] for file in said["files"]] == ["it.txt", "z.txt"]
    assert [file["encoding"] for file in said["files"]] == [None, "utf-8"]


DENIED = "it.txt:1:1: error: no permission to read this; ask for it, or leave the path out [unreadable]"


def test_a_file_that_may_not_be_read(command: Command) -> None:
    command.file("it.txt", BAD).chmod(0)
    command.file("z.txt", BAD)
    command.file("letters.yaml", Path(LETTERS).read_text(encoding="utf-8"))
    command.folder.chmod(0o755)  # nobody may read no more than this folder: the checkout may be root's own
    # root may read every file: judge once as root, so that all is imported, then as nobody
    program = (
        "import os, sys; from linter.cli import run; run(sys.argv[1:]); print('--', flush=True)\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *["check", "--no-config", "--pack", "./letters.yaml", "it.txt", "z.txt"]],
        cwd=command.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout.split("--\n")[1].split("\n")[:-1] == [DENIED, f"z.txt:{TODO}", f"z.txt:{DRAFT}"]
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("happens", "line"),
    [
        ("grows", "this was changed while it was being read; run the check again"),
        ("is cut", "this was changed while it was being read; run the check again"),
        ("vanishes", "there is no such file; check the path"),
    ],
)
def test_a_file_that_is_not_left_alone(
    command: Command, monkeypatch: pytest.MonkeyPatch, happens: str, line: str
) -> None:
    path = command.file("it.txt", BAD)
    command.file("z.txt", BAD)
    change = {
        "grows": lambda: path.write_text(BAD * 2, "utf-8"),
        "is cut": lambda: path.write_text("", "utf-8"),
        "vanishes": path.unlink,
    }[happens]
    opened = os.open

    def disturbed(name: str, *arguments: int) -> int:
        if name != "it.txt":
            return opened(name, *arguments)
        if happens == "vanishes":
            change()
        return opened(name, *arguments)

    def read(descriptor: int, count: int) -> bytes:
        data = os_read(descriptor, count)
        if happens != "vanishes" and os.path.samestat(os.fstat(descriptor), path.stat()):
            change()
        return data

    os_read = os.read
    monkeypatch.setattr(os, "open", disturbed)
    monkeypatch.setattr(os, "read", read)
    ran = command.check("it.txt", "z.txt")
    assert ran.code == 1
    assert ran.lines == [f"it.txt:1:1: error: {line} [unreadable]", f"z.txt:{TODO}", f"z.txt:{DRAFT}"]


def test_a_device(command: Command) -> None:
    command.file("z.txt", BAD)
    ran = command.check("/dev/zero", "z.txt")
    assert ran.code == 1
    assert ran.lines == [f"/dev/zero:1:1: error: {NO_FILE} [unreadable]", f"z.txt:{TODO}", f"z.txt:{DRAFT}"]


def test_an_empty_folder(command: Command) -> None:
    (command.folder / "empty").mkdir()
    command.file("z.txt", BAD)
    ran = command.check("empty", "z.txt")
    assert (ran.code, ran.lines) == (1, [f"z.txt:{TODO}", f"z.txt:{DRAFT}"])
    assert ran.err.split("\n")[0] == "empty: no report in it, nothing to check"
    assert command.check("empty").code == 0


def test_a_folder_named_like_a_draft(command: Command) -> None:
    command.file("draft.txt/inner.txt", BAD)
    command.file("z.txt", BAD)
    lines = [f"{name}:{said}" for name in ("draft.txt/inner.txt", "z.txt") for said in (TODO, DRAFT)]
    for given in ([], ["draft.txt", "z.txt"]):
        ran = command.check(*given)
        assert (ran.code, ran.lines) == (1, lines)


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
    command.file("+.txt", BAD)  # comes before standard input, which is waited for
    listening = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # else deaf behind &
    program = f"{listening}; from linter.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "check", "--pack", LETTERS, "+.txt", "-"],
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
    assert out.decode().split("\n")[:-1] == [f"+.txt:{TODO}", f"+.txt:{DRAFT}"]


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


def test_files_that_are_too_much_are_said_to_be(command: Command) -> None:
    """The form of the messages is that of every size: tests/test_budget.py has them all."""
    row = "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n"
    long = "the file has more than 20,000 lines, no report is as long as that; nothing in it was judged. "
    wide = (
        "this line has more than 50,000 characters: the line ends were lost in conversion, it seems; nothing in the "
        "file was judged. Convert it again"
    )
    mend = "Check whether it is the right file, or split it"
    command.file("line.txt", "青" * 400_000 + "TODO")
    command.file("lines.txt", BAD * 67_000)
    command.file("table.txt", BAD + row * 100_000)
    command.file("z.txt", BAD)
    ran = command.check("line.txt", "lines.txt", "table.txt", "z.txt")
    assert ran.code == 1
    assert ran.lines == [
        f"line.txt:1:1: warning: {wide} [budget]",
        f"lines.txt:20001:1: warning: {long}{mend} [budget]",
        f"table.txt:20001:1: warning: {long}{mend} [budget]",
        f"z.txt:{TODO}",
        f"z.txt:{DRAFT}",
    ]
    ran = command.check("--require-assessed", "--select", "to-do", "lines.txt")
    assert (ran.code, ran.lines) == (1, [])


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"], ["rule"], ["show", "a.txt"]])
def test_help_and_lists_into_a_closed_pipe_are_no_fault(arguments: list[str], command: Command) -> None:
    command.file("a.txt", GOOD)
    reader, writer = os.pipe()
    os.close(reader)
    ran = process(command.folder, *arguments, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("arguments", [["a.txt"], ["--help"], ["rule"], ["--format", "json", "a.txt"]])
def test_without_any_standard_output_nothing_is_done_and_that_is_said(arguments: list[str], command: Command) -> None:
    command.file("a.txt", GOOD)
    closed = b"reportlint: standard output is closed; send it to a file or to the null device\n"
    for redirected, said in ((">&-", closed), (">&- 2>&-", b"")):
        program = "import sys; from linter.cli import main; main()"
        ran = subprocess.run(
            ["sh", "-c", f'"$@" {redirected}', "sh", sys.executable, "-c", program, *arguments],
            cwd=command.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", said)
