"""How much CPU it costs to read and judge a report in process: ``python benchmarks/reading.py [--rounds 200]``.

The report has about 10 KB: a draft of ``examples/`` with more prose in its first part. For the cost of large files the
whole report is repeated, so that the file grows and its paragraphs and tables do not; more than a megabyte or so is
refused as too much for a report.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from linter.decoding import Decoded, decode
from linter.engine import lint_source
from linter.judging import judge
from linter.packs import load
from linter.readers import read_lines
from linter.reading import Names, Reading, read_outline, with_tables
from linter.selection import Options
from linter.source import Source

DRAFT = Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt"
PACK = "cn-disclosure-report"
SIZE = 10_000
_OWN = 0x6C00
"""Where characters begin that are no numerals and no words of the pack."""

Result = TypeVar("Result")


def report(number: int = 0) -> str:
    """A report of ``SIZE`` bytes: its first part goes on with what its own paragraphs say. Reports of different numbers
    have a word of their own in each paragraph, as no two bodies write the same: what is remembered of one report's
    prose does not help to read the next."""
    text = DRAFT.read_text("utf-8")
    lines = text.split("\n")
    prose = [at for at, line in enumerate(lines) if len(line) > 80 and "\t" not in line]
    own = chr(_OWN + number // 100 % 2000) + chr(_OWN + number % 100)
    for at in prose:
        lines[at] = lines[at].replace("，", f"，{own}", 1)
    paragraphs = [lines[at] for at in prose]
    behind = prose[0] + 1
    while len("\n".join(lines).encode()) < SIZE:
        more = paragraphs[len(lines) % len(paragraphs)].replace(own, own + chr(_OWN + len(lines)), 1)
        lines[behind:behind] = ["", more]
    return "\n".join(lines)


def cpu(work: Callable[[], Result]) -> tuple[Result, float]:
    """What some work makes, and the milliseconds of CPU that it takes. The clock is that of the thread: while the timer
    of the rules is set, the one of the process only counts whole ticks."""
    started = time.thread_time_ns()
    made = work()
    return made, (time.thread_time_ns() - started) / 1e6


def stages(number: int, options: Options) -> Iterator[tuple[str, float]]:
    """How long each stage takes over a report not seen before, and all of them over another."""
    data = report(2 * number).encode()
    decoded, taken = cpu(lambda: decode(data))
    yield "decode", taken
    assert isinstance(decoded, Decoded)
    source = Source.of("report.txt", decoded.text, decoded.encoding)
    lines, taken = cpu(lambda: read_lines(source))
    yield "lines", taken
    pack = options.packs[0]

    def outlined() -> Reading:
        reading = read_outline(source, lines, pack.form)
        assert pack.applies.holds(Names(reading))
        assert reading.document.facts
        return reading

    reading, taken = cpu(outlined)
    yield "outline", taken
    document, taken = cpu(lambda: with_tables(reading))
    yield "tables", taken
    shown = frozenset(rule.id for rule in pack.rules)
    _, taken = cpu(lambda: judge(document, pack, shown))
    yield "judge", taken
    text = report(2 * number + 1)
    _, taken = cpu(lambda: lint_source(Source.of("report.txt", text), options))
    yield "whole", taken


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rounds", type=int, default=200)
    ask.add_argument("--kilobytes", default="10,100,500,1000")
    asked = ask.parse_args()
    gc.set_threshold(50_000)  # as the command does
    options = Options(packs=tuple(load([PACK])))
    times: dict[str, list[float]] = {}
    for number in range(asked.rounds):
        for name, taken in stages(number, options):
            times.setdefault(name, []).append(taken)
    print(f"| stage, {len(report().encode())} bytes | least ms | median ms |\n|---|---|---|")
    for name, each in times.items():
        print(f"| {name} | {min(each):.2f} | {statistics.median(each):.2f} |", flush=True)
    print("\n| file | CPU s | µs per KB |\n|---|---|---|")
    text = report()
    for kilobytes in map(int, asked.kilobytes.split(",")):
        count = max(1, kilobytes * 1000 // len(text.encode()))
        source = Source.of("large.txt", (text + "\n") * count)
        taken = min(cpu(lambda source=source: lint_source(source, options))[1] for _ in range(3))  # type: ignore[misc]
        size = count * len(text.encode())
        print(f"| {kilobytes} KB | {taken / 1000:.3f} | {1e6 * taken / size:.0f} |", flush=True)


if __name__ == "__main__":
    main()
