"""The command line: options in, an exit code out. All that click is needed for stands here, and nothing else does.

A command's function only gathers what was asked and returns the work as a function; ``main`` runs that outside of
click, so that a closed pipe, Ctrl-C and our own bugs end as the contract says and never in a traceback.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import click

from linter import __version__
from linter.commands import console
from linter.commands.naming import command_first

if TYPE_CHECKING:
    from linter.commands.settings import Wanted

Work = Callable[[], int]

DONE, USAGE, OUR_BUG, INTERRUPTED = 0, 2, 3, 130
_SEVERITIES = ("info", "warning", "error")
_FORMATS = (
    *("concise", "full", "json", "jsonl", "sarif", "github"),
    *("gitlab", "junit", "checkstyle", "rdjsonl", "html"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command ``reportlint``: exits with one of the codes of the contract."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; whatever happens, no traceback is printed."""
    if not console.can_be_written():
        return USAGE
    gc.set_threshold(50_000)  # what is imported and loaded stays, and of a file nothing is left: cycles are few
    try:
        work = group.main(list(arguments), prog_name="reportlint", standalone_mode=False)
        code = work() if callable(work) else int(work or DONE)
        sys.stdout.flush()
    except click.ClickException as problem:
        from linter.commands.usage import refuse

        return refuse(problem, arguments)
    except (KeyboardInterrupt, click.Abort):
        console.complain("")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click itself exits with 1 where help finds its pipe closed
        console.forget_output()
        return DONE
    except Exception as problem:
        return _explained(problem)
    return code


def _explained(problem: Exception) -> int:
    """Say what ended the run: the user's mistakes with their places, or in one line that it is our bug."""
    from linter.errors import UserError

    if isinstance(problem, UserError):
        from linter.commands.mistakes import printed

        console.complain("\n".join(map(printed, problem.mistakes)))
        return USAGE
    if isinstance(problem, OSError) and not problem.filename:
        console.complain(f"reportlint: the output cannot be written: {problem.strerror or problem}")
        console.forget_output()
        return USAGE
    console.complain(f"reportlint: internal error: {console.explained(problem)}; please report this line")
    return OUR_BUG


class _Commands(click.Group):
    """The commands. What names none is for ``check``; the options of a command may stand before its name too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [each for command in self.commands.values() for each in command.params]
        valued = {name for each in options if isinstance(each, click.Option) and not each.is_flag for name in each.opts}
        return super().parse_args(ctx, command_first(args, self.commands, valued))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("reportlint", "[OPTIONS] [PATH]...")
        formatter.write_usage("reportlint", "COMMAND ...")
        self.format_help_text(ctx, formatter)
        with click.Context(check, parent=ctx, info_name="check") as inner:
            check.format_options(inner, formatter)
        self.format_commands(ctx, formatter)


def _listed(ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """``a,b`` and repeated options, as one list."""
    return tuple(part.strip() for value in given for part in value.split(",") if part.strip())


def _pairs(names: Sequence[str], what: str) -> Callable[..., tuple[tuple[str, str], ...]]:
    """A reader of ``A=B`` where one side must be one of ``names``."""

    def read(ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[tuple[str, str], ...]:
        pairs = []
        for value in given:
            left, equals, right = value.partition("=")
            choice = left if what == "FORMAT=FILE" else right
            if not (left and equals and right):
                raise click.BadParameter(f"{value!r} is not of the form {what}", ctx, option)
            if choice not in names:
                raise click.BadParameter(f"{choice!r} is not one of {', '.join(names)}", ctx, option)
            pairs.append((left, right))
        return tuple(pairs)

    return read


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several click options as one decorator, in the order in which help lists them."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_choice = click.Choice
_version = click.version_option(__version__, message="reportlint %(version)s")
_config = _options(
    click.option("--config", metavar="FILE", help="Use this config instead of the one found upward from each file."),
    click.option("--no-config", is_flag=True, help="Use no config."),
)
_pack = click.option("--pack", "packs", multiple=True, metavar="NAME_OR_PATH", help="A rule pack to use. Repeatable.")
_lang = click.option("--lang", type=_choice(("zh", "en")), help="The language of the messages.")
_encoding = click.option("--encoding", metavar="NAME", help="Decode every file so.")
_stdin = click.option("--stdin-filename", metavar="NAME", default="<stdin>", help="What standard input is called.")
_json = click.option("--format", "form", type=_choice(("text", "json")), default="text", help="The form of the output.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help", "-h"]})
@_version
def group() -> None:
    """Check written reports against rule packs; `check` is the command where none is named."""


@group.command()
@_options(
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option("--format", type=_choice(("auto", *_FORMATS)), default="auto", help="The form of standard output."),
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=_pairs(_FORMATS, "FORMAT=FILE"),
        help="Write the same run there too. Repeatable.",
    ),
    click.option("--level", type=_choice(_SEVERITIES), help="The lowest severity shown in text. Default: warning."),
    click.option(
        "--fail-on",
        type=_choice((*_SEVERITIES, "never")),
        help="The lowest severity that makes exit 1. Default: error.",
    ),
    _pack,
    click.option("--select", multiple=True, metavar="ID,...", callback=_listed, help="Only these rules."),
    click.option("--ignore", multiple=True, metavar="ID,...", callback=_listed, help="Not these rules."),
    click.option(
        "--severity",
        "severities",
        multiple=True,
        metavar="ID=LEVEL",
        callback=_pairs(_SEVERITIES, "ID=LEVEL"),
        help="Let a rule weigh this much. Repeatable.",
    ),
    click.option("--require-assessed", is_flag=True, help="Exit 1 too where a rule that applies could not run."),
    _lang,
    click.option(
        "--column-unit",
        "unit",
        type=_choice(("codepoint", "utf16", "utf8", "display")),
        default="codepoint",
        help="What columns count in the text formats.",
    ),
    click.option("--color", type=_choice(("auto", "always", "never")), default="auto", help="Colors."),
    _config,
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="How many processes at most."),
    click.option("--no-cache", is_flag=True, help="Load every pack afresh."),
    click.option("--statistics", is_flag=True, help="Count the findings of each rule."),
    click.option("--fix", is_flag=True, help="Mend what can be mended without changing what the report says."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
    _encoding,
    _stdin,
    click.option("--quiet", "-q", is_flag=True, help="No verdict."),
    _version,
)
def check(**asked: Any) -> Work:
    """Judge files, folders or standard input (`-`); without a path, the current folder."""
    from linter.commands.check import Asked, run

    return partial(run, Asked(_wanted(asked), **asked))


@group.command()
@click.argument("rule", required=False, metavar="[ID]")
@_pack
@_lang
@_json
def rule(rule: str | None, form: str, **asked: Any) -> Work:
    """Explain a rule, or list all."""
    from linter.commands.rule import run

    return partial(run, rule, _wanted(asked), form)


@group.command()
@click.argument("file")
@click.option("--rule", metavar="ID", help="Print what this rule made of the file.")
@_json
@_pack
@_lang
@_config
@_encoding
@_stdin
def show(file: str, rule: str | None, form: str, encoding: str | None, stdin_filename: str, **asked: Any) -> Work:
    """Print what was read of a file (`-`: standard input) and what could not run."""
    from linter.commands.show import run

    return partial(run, file, rule, _wanted(asked), form, encoding, stdin_filename)


@group.command()
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option("--require-tests", is_flag=True, help="Fail too where a rule has no failing or no passing case.")
@click.option("--mutate", is_flag=True, help="Change everything in the samples in turn; list what no rule noticed.")
@_lang
def test(packs: tuple[str, ...], require_tests: bool, mutate: bool, lang: str | None) -> Work:
    """Run the cases of rule packs (the shipped ones)."""
    from linter.commands.test import run

    return partial(run, packs, require_tests, mutate, lang)


@group.command()
@click.argument("file")
@_config
@_lang
def config(file: str, **asked: Any) -> Work:
    """Print what applies to a file, and from where."""
    from linter.commands.config import run

    return partial(run, file, _wanted(asked))


@group.command()
@_lang
def init(lang: str | None) -> Work:
    """Write a .reportlint.yaml to start from."""
    from linter.commands.init import run

    return partial(run, lang)


@group.command()
@click.argument("of", type=_choice(("pack", "cases", "config")), default="pack")
def schema(of: Literal["pack", "cases", "config"]) -> Work:
    """Print a JSON Schema, for editors."""
    from linter.commands.schema import run

    return partial(run, of)


def _wanted(asked: dict[str, Any]) -> Wanted:
    """Take from ``asked`` the options that a config has too."""
    from linter.commands.settings import Wanted

    return Wanted(**{key: asked.pop(key) for key in Wanted.__match_args__ if key in asked})
