"""``reportlint check``: judge files, show what was found, and say how it went by the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from linter.commands import console
from linter.commands.linting import lint
from linter.commands.progress import watched
from linter.commands.settings import Asked as Wanted
from linter.commands.settings import chooser
from linter.commands.sinks import Report, Sink, Standard
from linter.commands.verdict import statistics, verdict
from linter.config import Chooser, Settings
from linter.diagnostic import FileResult
from linter.discovery import Given, discover
from linter.messages import Catalogue, catalogue
from linter.output import TEXT_FORMATS
from linter.output.columns import Unit
from linter.output.view import Tally, View


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of a run, beside what a config could ask too (``wanted``)."""

    wanted: Wanted
    paths: tuple[str, ...] = ()
    format: str = "auto"
    reports: tuple[tuple[str, str], ...] = ()
    require_assessed: bool = False
    unit: Unit = "codepoint"
    color: console.When = "auto"
    jobs: int | None = None
    cache: bool = True
    statistics: bool = False
    fix: bool = False
    diff: bool = False
    quiet: bool = False
    encoding: str | None = None
    stdin_filename: str = "<stdin>"


def run(asked: Asked) -> int:
    """Judge what was asked for and return the exit code.

    Raises UserError where a pack, a config or the place of a report file is wrong; nothing was linted then.
    """
    choose = chooser(asked.wanted)
    here = choose.for_folder()
    words = catalogue(here.language)
    name = format_for(asked.format, os.environ)
    files = discover(asked.paths, choose.excludes)
    tally = Tally()
    failed = False
    with ExitStack() as opened:
        sinks: list[Sink] = [
            opened.enter_context(Report(form, path, View(words.render, here.language))) for form, path in asked.reports
        ]
        sinks.append(Standard(name, _standard_view(asked, words)))
        for result in watched(lint(files, asked, choose), len(files), words):
            settings = choose.for_file(result.path)
            tally.add(result, settings.level)
            failed |= fails(result, settings, asked.require_assessed)
            for sink in sinks:
                sink.file(result, settings.level)
        for sink in sinks:
            sink.end(tally)
    for line in _closing(asked, name, tally, words):
        console.complain(line)
    return 1 if failed else 0


def format_for(asked: str, environment: Mapping[str, str]) -> str:
    """The format of standard output, ``auto`` resolved."""
    if asked != "auto":
        return asked
    if console.is_terminal(sys.stdout):
        return "full"
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "concise"


def fails(result: FileResult, settings: Settings, require_assessed: bool) -> bool:
    """Whether a file makes exit 1."""
    if require_assessed and result.not_assessed:
        return True
    least = settings.fail_on
    return least is not None and any(found.severity >= least and not found.suppressed for found in result.diagnostics)


def _standard_view(asked: Asked, words: Catalogue) -> View:
    terminal = console.is_terminal(sys.stdout)
    color = console.wants_color(asked.color, terminal, os.environ)
    return View(words.render, words.language, asked.unit, color, carets=terminal)


def _closing(asked: Asked, name: str, tally: Tally, words: Catalogue) -> Iterator[str]:
    """What standard error says when all is written."""
    if asked.statistics:
        yield from statistics(tally)
    if tally.files == 0:
        yield words.text("cli.no-files")
    elif name in TEXT_FORMATS and not asked.quiet:
        yield verdict(tally, words)
