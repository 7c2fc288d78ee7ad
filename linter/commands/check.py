"""``reportlint check``: judge files, show what was found, and say how it went by the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date

from linter.commands import console
from linter.commands.linting import Task, answering, judge, judged
from linter.commands.mending import difference, mended, write
from linter.commands.options import OptionsFor, rule_words
from linter.commands.pairing import Tasks
from linter.commands.progress import watched
from linter.commands.settings import Wanted
from linter.commands.sinks import Report, Sink, Standard, written_by
from linter.commands.verdict import STDIN_NAME, empty, excluded, statistics, verdict
from linter.config import Settings
from linter.config.chooser import Chooser
from linter.config.reviews import Reviews, reviewed, reviews_of
from linter.diagnostic import FileResult, Message
from linter.discovery import STDIN, discover
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output import TEXT_FORMATS
from linter.output.columns import Unit
from linter.output.view import Tally, View, shown_path

PASSED, FAILED, OUR_BUG = 0, 1, 3


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
    no_cache: bool = False
    statistics: bool = False
    fix: bool = False
    diff: bool = False
    encoding: str | None = None
    stdin_filename: str = STDIN_NAME
    quiet: bool = False


def run(asked: Asked) -> int:
    """Judge what was asked for and return the exit code.

    Raises UserError where a pack, a config or the place of a report file is wrong; nothing was linted then.
    """
    chooser = asked.wanted.chooser()
    here = chooser.for_folder()
    words = catalogue(here.language)
    if asked.fix and STDIN in asked.paths:
        raise UserError((Mistake("--fix", 0, 0, words.text("cli.fix-stdin")),))
    excludes = _Excludes(chooser, frozenset(asked.paths), written_by(asked.reports, asked.paths, words))
    given = discover(asked.paths, excludes)
    files, empty_folders = [each for each in given if not each.empty], [each for each in given if each.empty]
    settings = [chooser.for_file(asked.stdin_filename if each.path == STDIN else each.path) for each in files]
    options = OptionsFor(here.language, asked.encoding, not asked.no_cache)
    reviews, wrong = reviews_of(settings, here.language)
    options.prepare([here, *settings], [*chooser.mistakes, *wrong])
    for path in chooser.misnamed:
        console.complain(words.render(Message("cli.config-misnamed", {"file": shown_path(path)})))
    tasks = Tasks(files, settings, options, asked.stdin_filename, chooser.excludes)
    if asked.diff:
        return _print_differences(tasks)
    if asked.fix:
        _mend(tasks, words)
    name = format_for(asked.format, os.environ)
    view = View(words.render, words.language, asked.unit, rule=rule_words(options.packs(here), words))
    with ExitStack() as opened:
        reports = [opened.enter_context(Report(form, path, view)) for form, path in asked.reports]
        standard = Standard(name, _on_standard_output(view, asked))
        outcome = _Outcome(reviews, asked.require_assessed, (*reports, standard))
        later: dict[str, int] = {}
        for index, (result, next_years) in enumerate(watched(judged(tasks, asked.jobs), len(tasks), words)):
            outcome.take(result, settings[index])
            for path in next_years:
                later.setdefault(path, index)
            if standard.closed and not reports:
                return PASSED
        answers = [answer for path in sorted(later) if (answer := answering(tasks[later[path]], path))]
        for answer, (result, _) in zip(answers, watched(judged(answers, asked.jobs), len(answers), words), strict=True):
            if result.diagnostics:
                outcome.take(replace(result, given=False), chooser.for_file(answer.name))
        outcome.end()
    if standard.closed:
        return PASSED
    for folder in empty_folders:
        console.complain(empty(folder.path, words))
    for config, paths in excludes.named_ones.items():
        console.complain(excluded(paths, config, words))
    for line in _closing(asked, name, outcome.tally, words):
        console.complain(line)
    return outcome.code


@dataclass(frozen=True, slots=True)
class _Excludes:
    """Whether a file is left out: by its config, or because it is a report of the run (``written``). Those that were
    ``named`` are to be told: ``named_ones`` are their paths by the config that leaves them out."""

    chooser: Chooser
    named: frozenset[str]
    written: Callable[[str], bool]
    named_ones: dict[str, set[str]] = field(default_factory=dict)

    def __call__(self, path: str) -> bool:
        if not self.chooser.excludes(path):
            return self.written(path)
        config = self.chooser.config_for(path)
        if path in self.named and config is not None:
            self.named_ones.setdefault(config.path, set()).add(path)
        return True


@dataclass(slots=True)
class _Outcome:
    """What a run comes to: its results are counted, written to the outputs, and asked for an exit code."""

    reviews: Reviews
    require_assessed: bool
    sinks: Sequence[Sink]
    tally: Tally = field(default_factory=Tally)
    code: int = PASSED

    def take(self, result: FileResult, own: Settings) -> None:
        """A file's result, under the settings of the file."""
        result = reviewed(result, self.reviews.get(own.reviews or "", ()), date.today())
        self.tally.add(result, own.level)
        for sink in self.sinks:
            sink.file(result, own.level)
        self.code = max(self.code, _code(result, own, self.require_assessed))

    def end(self) -> None:
        """That was all."""
        for sink in self.sinks:
            sink.end(self.tally)


def _print_differences(tasks: Iterable[Task]) -> int:
    """Print what ``--fix`` would change; 1 where that is anything."""
    code = PASSED
    for task in tasks:
        result = judge(task)
        text = mended(result)
        if text is not None:
            code = FAILED
            console.write_bytes("".join(difference(task.name, result, text)).encode("utf-8", "backslashreplace"))
    return code


def _mend(tasks: Iterable[Task], words: Catalogue) -> None:
    """Mend the files in place, before they are judged for good; what comes from standard input stays as it is."""
    for task in tasks:
        if task.given.path != STDIN:
            result = judge(task)
            text = mended(result)
            if text is not None:
                write(task.given.path, result, text)
                console.complain(words.render(Message("cli.fixed", {"file": shown_path(task.name)})))


def format_for(asked: str, environment: Mapping[str, str]) -> str:
    """The format of standard output, ``auto`` resolved."""
    if asked != "auto":
        return asked
    if console.is_terminal(sys.stdout):
        return "full"
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "concise"


def _code(result: FileResult, settings: Settings, require_assessed: bool) -> int:
    """The exit code that one file asks for."""
    found = result.unaccepted
    if any(each.rule == "internal-error" for each in found):
        return OUR_BUG
    least = settings.fail_on
    failed = least is not None and any(each.severity >= least for each in found)
    return FAILED if failed or (require_assessed and result.not_assessed) else PASSED


def _on_standard_output(view: View, asked: Asked) -> View:
    terminal = console.is_terminal(sys.stdout)
    return replace(view, color=console.wants_color(asked.color, terminal, os.environ), carets=terminal)


def _closing(asked: Asked, name: str, tally: Tally, words: Catalogue) -> Iterator[str]:
    """What standard error says when all is written."""
    if asked.statistics:
        yield from statistics(tally)
    if tally.files and name in TEXT_FORMATS and not asked.quiet:
        yield verdict(tally, words, asked.stdin_filename if STDIN in asked.paths else None)
