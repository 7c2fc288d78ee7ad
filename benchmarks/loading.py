"""How much CPU it costs to load packs: ``python benchmarks/loading.py [--rounds 100]``.

First from their files, then from a cache in a folder of its own, all in one process; the least of many. Then in new
processes, which have imported everything and loaded nothing: what the load leaves to the first report shows there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from linter.checks import KINDS, kind
from linter.engine import lint_text
from linter.packs import load, shipped
from linter.selection import Options

DRAFT = Path(__file__).resolve().parents[1] / "examples" / "wangshu-statistics-2023.txt"
LARGEST = "cn-disclosure-report"


def cpu(stage: Callable[[], object]) -> float:
    """Milliseconds of CPU of this thread that one run takes."""
    started = time.thread_time_ns()
    made = stage()
    taken = time.thread_time_ns() - started
    del made  # a run keeps its packs: to take them apart is no part of loading
    return taken / 1e6


def least(stage: Callable[[], object], rounds: int) -> float:
    return min(cpu(stage) for _ in range(rounds))


def loads(packs: Sequence[str], rounds: int) -> tuple[float, float]:
    """A load of the files, and one from the cache."""
    load(packs)
    return least(lambda: load(packs, cache=False), max(3, rounds // 10)), least(lambda: load(packs), rounds)


def in_a_new_process() -> None:
    """Print what the first and the second load take, and the first and the second report."""
    for name in KINDS:
        kind(name)
    text = DRAFT.read_text("utf-8")
    taken = [cpu(lambda: load([LARGEST])), cpu(lambda: load([LARGEST]))]
    options = Options(packs=load([LARGEST]))
    taken += [cpu(lambda: lint_text(DRAFT.name, text, options)), cpu(lambda: lint_text(DRAFT.name, text, options))]
    print(*taken)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rounds", type=int, default=100)
    ask.add_argument("--in-a-new-process", action="store_true", help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.in_a_new_process:
        in_a_new_process()
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        print("| packs | from the file, ms | from the cache, ms |\n|---|---|---|")
        for packs in ([LARGEST], shipped()):
            name = packs[0] if len(packs) == 1 else f"all {len(packs)}"
            print("| {} | {:.1f} | {:.1f} |".format(name, *loads(packs, asked.rounds)), flush=True)
        command = [sys.executable, __file__, "--in-a-new-process"]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(10)]
    print("\n| in a new process | least ms |\n|---|---|")
    stages = ("first load from the cache", "second load", "first report", "second report")
    for stage, taken in zip(stages, zip(*runs, strict=True), strict=True):
        print(f"| {stage} | {min(map(float, taken)):.1f} |")


if __name__ == "__main__":
    main()
