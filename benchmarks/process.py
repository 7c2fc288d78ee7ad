"""How long whole runs take and how much memory they need: ``python benchmarks/process.py [--files 10,300,3000]``.

Each row is one process of its own: CPU and wall seconds, and the peak of its memory. The reports are varied copies of
the drafts in ``examples/``, each under another body's name, so that no two are the same.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-c", "from linter.cli import main; main()"]


def measured(*arguments: str, command: Iterable[str] = PROGRAM) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of one run."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [*command, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def reports(folder: Path, count: int) -> Path:
    """A folder with so many reports."""
    drafts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    target = folder / str(count)
    target.mkdir()
    for number in range(count):
        text = drafts[number % len(drafts)]
        title, rest = text.split("\n", 1)
        (target / f"{number:05}.txt").write_text(f"第{number}区{title}\n{rest}", "utf-8")
    return target


def row(name: str, runs: Iterable[tuple[float, float, float]]) -> str:
    """The least of several runs, as a line of the table."""
    cpu, wall, memory = (min(values) for values in zip(*runs, strict=True))
    return f"| {name} | {cpu:.2f} | {wall:.2f} | {memory:.0f} |"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--files", default="10,300,3000")
    ask.add_argument("--rounds", type=int, default=3)
    asked = ask.parse_args()
    rounds = range(asked.rounds)
    print("| run | CPU s | wall s | peak MB |\n|---|---|---|---|")
    nothing = [sys.executable, "-c", "pass"]
    print(row("python -c pass", (measured(command=nothing) for _ in rounds)))
    print(row("reportlint --version", (measured("--version") for _ in rounds)))
    one = str(ROOT / "examples" / "wangshu-statistics-2023.txt")
    print(row("one report", (measured("--format", "json", one) for _ in rounds)))
    print(row("one report, packs not cached", (measured("--no-cache", "--format", "json", one) for _ in rounds)))
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, asked.files.split(",")):
            target = str(reports(Path(folder), count))
            for jobs in ("1", "2"):
                arguments = ("--format", "json", "--jobs", jobs, target)
                print(row(f"{count} reports, --jobs {jobs}", [measured(*arguments)]), flush=True)


if __name__ == "__main__":
    main()
