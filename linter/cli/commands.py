"""Every option of every command, and nothing else. Help is written in keys of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import click

from linter import LANGUAGES, __version__
from linter.cli.help import Commands
from linter.output import FORMATS
from linter.output.columns import UNITS

if TYPE_CHECKING:
    from linter.commands.settings import Wanted

Work = Callable[[], int]

_SEVERITIES = ("info", "warning", "error")


def _listed(ctx: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """``a,b`` and repeated options, as one list."""
    return tuple(part.strip() for value in given for part in value.split(",") if part.strip())


def _pairs(name: str, field: str, what: str, names: Sequence[str], help: str) -> Callable[[Any], Any]:
    """An option that takes ``A=B`` (``what``), where one side must be one of ``names``. Repeatable."""

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

    return click.option(name, field, multiple=True, metavar=what, callback=read, help=help)


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several click options as one decorator, in the order in which help lists them."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_choice = click.Choice
_version = click.version_option(__version__, message="reportlint %(version)s", help="help.version")
_config = _options(
    click.option("--config", metavar="FILE", help="help.config"),
    click.option("--no-config", is_flag=True, help="help.no-config"),
)
_pack = click.option("--pack", "packs", multiple=True, metavar="NAME_OR_PATH", help="help.pack")
_judging = _options(
    _pack,
    click.option("--select", multiple=True, metavar="ID,...", callback=_listed, help="help.select"),
    click.option("--ignore", multiple=True, metavar="ID,...", callback=_listed, help="help.ignore"),
    _pairs("--severity", "severities", "ID=LEVEL", _SEVERITIES, "help.severity"),
)
_lang = click.option("--lang", type=_choice(LANGUAGES), help="help.lang")
_encoding = click.option("--encoding", metavar="NAME", help="help.encoding")
_stdin = click.option("--stdin-filename", metavar="NAME", default="<stdin>", help="help.stdin-filename")
_json = click.option("--format", "form", type=_choice(("text", "json")), default="text", help="help.output-form")


@click.group(cls=Commands, help="help.reportlint", context_settings={"help_option_names": ["--help", "-h"]})
@_version
def group() -> None:
    """Check written reports against rule packs; `check` is the command where none is named."""


@group.command(help="help.check")
@_options(
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option("--format", type=_choice(("auto", *FORMATS)), default="auto", help="help.format"),
    _pairs("--report", "reports", "FORMAT=FILE", tuple(FORMATS), "help.report"),
    click.option("--level", type=_choice(_SEVERITIES), help="help.level"),
    click.option("--fail-on", type=_choice((*_SEVERITIES, "never")), help="help.fail-on"),
    _judging,
    click.option("--require-assessed", is_flag=True, help="help.require-assessed"),
    _lang,
    click.option(
        "--column-unit",
        "unit",
        type=_choice(UNITS),
        default="codepoint",
        help="help.column-unit",
    ),
    click.option("--color", type=_choice(("auto", "always", "never")), default="auto", help="help.color"),
    _config,
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="help.jobs"),
    click.option("--no-cache", is_flag=True, help="help.no-cache"),
    click.option("--statistics", is_flag=True, help="help.statistics"),
    click.option("--fix", is_flag=True, help="help.fix"),
    click.option("--diff", is_flag=True, help="help.diff"),
    _encoding,
    _stdin,
    click.option("--quiet", "-q", is_flag=True, help="help.quiet"),
    _version,
)
def check(**asked: Any) -> Work:
    """Judge files, folders or standard input (`-`); without a path, the current folder."""
    from linter.commands.check import Asked, run

    return partial(run, Asked(_wanted(asked), **asked))


@group.command(help="help.rule")
@click.argument("rule", required=False, metavar="[ID]")
@_pack
@_lang
@_json
def rule(rule: str | None, form: str, **asked: Any) -> Work:
    """Explain a rule, or list all."""
    from linter.commands.rule import run

    return partial(run, rule, _wanted(asked), form)


@group.command(help="help.show")
@click.argument("file")
@click.option("--rule", metavar="ID", help="help.show-rule")
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


@group.command(help="help.test")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.option("--require-tests", is_flag=True, help="help.require-tests")
@click.option("--mutate", is_flag=True, help="help.mutate")
@_lang
def test(packs: tuple[str, ...], require_tests: bool, mutate: bool, lang: str | None) -> Work:
    """Run the cases of rule packs (the shipped ones)."""
    from linter.commands.test import run

    return partial(run, packs, require_tests, mutate, lang)


@group.command(help="help.what-applies")
@click.argument("file")
@_config
@_lang
def config(file: str, **asked: Any) -> Work:
    """Print what applies to a file, and from where."""
    from linter.commands.config import run

    return partial(run, file, _wanted(asked))


@group.command(help="help.init")
@_lang
def init(lang: str | None) -> Work:
    """Write a .reportlint.yaml to start from."""
    from linter.commands.init import run

    return partial(run, lang)


@group.command(help="help.schema")
@click.argument("of", type=_choice(("pack", "cases", "config")), default="pack")
def schema(of: Literal["pack", "cases", "config"]) -> Work:
    """Print a JSON Schema, for editors."""
    from linter.commands.schema import run

    return partial(run, of)


@group.command(help="help.lsp")
@click.option("--stdio", is_flag=True, help="help.stdio")
@_judging
@_lang
@_config
def lsp(stdio: bool, **asked: Any) -> Work:
    """Serve an editor (the language server protocol) on standard input and output, whether or not it says so."""
    from linter.lsp import run

    return partial(run, _wanted(asked))


def _wanted(asked: dict[str, Any]) -> Wanted:
    """Take from ``asked`` the options that a config has too."""
    from linter.commands.settings import Wanted

    return Wanted(**{key: asked.pop(key) for key in Wanted.__match_args__ if key in asked})
