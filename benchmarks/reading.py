"""How much CPU it costs to read and judge a report in process: ``python benchmarks/reading.py [--rounds 60]``.

The report has about 10 KB: a draft of ``examples/`` with more prose in its first part. For the cost of large files the
whole report is repeated, so that the file grows and its paragraphs and tables do not; more than a megabyte or so is
refused as too much for a report.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from linter.commands.linting import collect_seldom
from linter.decoding import Decoded, decode
from linter.engine import lint_source, speaking_packs
from linter.judging import judge
from linter.packs import load
from linter.readers import read_lines
from linter.reading import read_outline, with_tables
from linter.selection import Options
from linter.source import Source

DRAFT = Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt"
PACK = "cn-disclosure-report"
SIZE = 10_000


def report() -> str:
    """A report of ``SIZE`` bytes: its first part goes on with what its own paragraphs say."""
    text = DRAFT.read_text("utf-8")
    lines = text.split("\n")
    prose = [line for line in lines if len(line) > 80 and "\t" not in line]
    at = lines.index(prose[0]) + 1
    while len("\n".join(lines).encode()) < SIZE:
        lines[at:at] = ["", prose[len(lines) % len(prose)]]
    return "\n".join(lines)


def stages(data: bytes, options: Options) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each stage with what the stages before it have made."""
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    source = Source.of("report.txt", decoded.text, decoded.encoding)
    lines = read_lines(source)
    ((pack, reading),) = speaking_packs(source, options)
    document = with_tables(reading)
    shown = frozenset(rule.id for rule in pack.rules)
    yield "decode", lambda: decode(data)
    yield "lines", lambda: read_lines(Source.of(source.path, source.text))
    yield "outline", lambda: read_outline(source, lines, pack.form).document
    yield "tables", lambda: with_tables(reading)

    def judged() -> None:
        document.memo.clear()
        judge(document, pack, shown)

    yield "judge", judged
    yield "whole", lambda: lint_source(Source.of(source.path, source.text), options)


def cpu(stage: Callable[[], object]) -> float:
    """Milliseconds of CPU that one run takes. The clock is that of the thread: while the timer of the rules is set, the
    one of the process only counts whole ticks."""
    started = time.thread_time_ns()
    stage()
    return (time.thread_time_ns() - started) / 1e6


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rounds", type=int, default=60)
    ask.add_argument("--kilobytes", default="10,100,500,1000")
    asked = ask.parse_args()
    collect_seldom()  # as the command does
    options = Options(packs=tuple(load([PACK])))
    text = report()
    data = text.encode()
    print(f"| stage, {len(data)} bytes | least ms | median ms |\n|---|---|---|")
    for name, stage in stages(data, options):
        taken = [cpu(stage) for _ in range(asked.rounds)]
        print(f"| {name} | {min(taken):.2f} | {statistics.median(taken):.2f} |", flush=True)
    print("\n| file | CPU s | µs per KB |\n|---|---|---|")
    for kilobytes in map(int, asked.kilobytes.split(",")):
        times = max(1, kilobytes * 1000 // len(data))
        source = Source.of("large.txt", (text + "\n") * times)
        taken = min(cpu(lambda source=source: lint_source(source, options)) for _ in range(3))  # type: ignore[misc]
        print(f"| {kilobytes} KB | {taken / 1000:.3f} | {1e6 * taken / (times * len(data)):.0f} |", flush=True)


if __name__ == "__main__":
    main()
