"""The command as a user runs it: a folder of letters, and what came out."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from linter.cli import run

ROOT = Path(__file__).resolve().parents[1]
LETTERS = str(Path(__file__).parent / "samples" / "letters.yaml")

BAD = "青𠮷镇来信\n青𠮷镇收费目录公布如下，TODO起施行\nNB DRAFT\n"
GOOD = "Office of Abroad affairs\n"
TODO = '2:13: error: "TODO" looks left over from a conversion or a template; delete it or fill it in. [to-do]'
DRAFT = '3:4: warning: "DRAFT" looks left over from a conversion or a template; delete it or fill it in. [draft-word]'


class Ran(NamedTuple):
    """What a run wrote and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.split("\n")[:-1]


class Command:
    """``reportlint`` in this process, in a folder of its own."""

    def __init__(self, capsys: object, folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str) -> Ran:
        code = run(arguments)
        out, err = self._capsys.readouterr()  # type: ignore[attr-defined]
        return Ran(code, out, err)

    def check(self, *arguments: str) -> Ran:
        """A run with the pack about letters."""
        return self("check", "--pack", LETTERS, *arguments)

    def file(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def process(
    folder: Path, *arguments: str | bytes, environment: Mapping[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[bytes]:
    """``reportlint`` in a process of its own."""
    program = "import sys; from linter.cli import main; main()"
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=options.pop("capture_output", True),
        timeout=60,
        check=False,
        **options,
    )
