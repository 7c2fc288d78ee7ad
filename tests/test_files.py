"""Whatever a path leads to ends in bytes or in one clear message, and never waits."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from linter.files import LIMIT, Trouble, read_bytes, read_stdin, read_stream
from linter.messages import catalogue

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def key_of(found: bytes | Trouble) -> str:
    assert isinstance(found, Trouble), f"{found[:20]!r} was read"
    return found.message.key


def test_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\n\0" * 50_000)
    assert read_bytes(str(path)) == path.read_bytes()
    path.write_bytes(b"")
    assert read_bytes(str(path)) == b""


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "report.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "file.txt").write_bytes(b"x")
    names = {
        "missing.txt": "files.missing",
        "file.txt/inside.txt": "files.missing",
        "a\0b.txt": "files.missing",
        "report.txt": "files.folder",
        "dangling.txt": "files.dangling",
        "loop.txt": "files.link-loop",
        "x" * 5000: "files.failed",
    }
    assert {name: key_of(read_bytes(f"{tmp_path}/{name}")) for name in names} == names


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert key_of(read_bytes(str(tmp_path / "pipe.txt"))) == "files.not-regular"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_not_read() -> None:
    assert key_of(read_bytes("/dev/zero")) == "files.not-regular"


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pipe = tmp_path / "file.txt", tmp_path / "pipe.txt"
    file.write_bytes(b"x")
    os.mkfifo(pipe)
    status = file.stat()
    monkeypatch.setattr(os, "stat", lambda path: status)
    assert key_of(read_bytes(str(pipe))) == "files.not-regular"


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    assert key_of(read_bytes(str(path))) == "files.denied"


def test_what_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"x")
    for error, expected in [
        (PermissionError(13, "Permission denied"), "files.denied"),
        (FileNotFoundError(2, "vanished"), "files.missing"),
        (OSError(5, "Input/output error"), "files.failed"),
        (OSError("strange"), "files.failed"),
    ]:

        def refuse(path: str, flags: int, error: OSError = error) -> int:
            raise error

        monkeypatch.setattr(os, "open", refuse)
        assert key_of(read_bytes(str(path))) == expected


@pytest.mark.parametrize("change", ["grows", "shrinks", "is touched"])
def test_a_file_that_changes_while_it_is_read(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"0123456789")
    read = os.read

    def meanwhile(descriptor: int, count: int) -> bytes:
        data = read(descriptor, count)
        if change == "grows":
            with path.open("ab") as file:
                file.write(b"more")
        elif change == "shrinks":
            os.truncate(path, 3)
        else:
            os.utime(path, ns=(0, 0))
        return data

    monkeypatch.setattr(os, "read", meanwhile)
    assert key_of(read_bytes(str(path))) == "files.changed"


def test_a_file_that_vanishes_once_open_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"0123456789")
    read = os.read

    def vanish(descriptor: int, count: int) -> bytes:
        path.unlink(missing_ok=True)
        return read(descriptor, count)

    monkeypatch.setattr(os, "read", vanish)
    assert read_bytes(str(path)) == b"0123456789"


def test_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"0123456789")
    assert read_bytes(str(path), limit=10) == b"0123456789"
    assert key_of(read_bytes(str(path), limit=9)) == "files.too-large"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)  # a hole: it costs nothing to make, nor to refuse
    found = read_bytes(str(path))
    assert isinstance(found, Trouble)
    assert catalogue("en").render(found.message) == (
        "this is larger than 32 MiB, no report is as large as that; check whether it is the right file"
    )


def test_descriptors_are_given_back(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"0123456789")
    descriptor = os.open(path, os.O_RDONLY)
    os.close(descriptor)
    for limit in (100, 5):
        read_bytes(str(path), limit)
        again = os.open(path, os.O_RDONLY)
        os.close(again)
        assert again == descriptor


def test_standard_input() -> None:
    assert read_stream(io.BytesIO(b"0123456789"), limit=10) == b"0123456789"
    assert key_of(read_stream(io.BytesIO(b"0123456789"), limit=9)) == "files.too-large"
    closed = io.BytesIO()
    closed.close()
    assert key_of(read_stream(closed)) == "files.no-input"


def test_standard_input_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"draft")))
    assert read_stdin() == b"draft"
    monkeypatch.setattr(sys, "stdin", None)
    assert key_of(read_stdin()) == "files.no-input"


def test_regular_means_regular(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"x")
    (tmp_path / "link.txt").symlink_to(path)
    assert stat.S_ISLNK(os.lstat(tmp_path / "link.txt").st_mode)
    assert read_bytes(str(tmp_path / "link.txt")) == b"x"
