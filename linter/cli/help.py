"""Help in the language that the command line or the environment asks for.

Options and commands are declared with keys of the catalogue in the place of their help; they become words here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from linter.commands.naming import command_first

if TYPE_CHECKING:
    from linter.messages import Catalogue

_HEADINGS = {"Options": "help.options", "Commands": "help.commands"}
_BESIDE = "  ["
"""Before what click says of an option behind its help: the range of its values."""


class _Formatter(click.HelpFormatter):
    """Writes what is given in keys in the words of one language."""

    def __init__(self, words: Catalogue, **sizes: Any) -> None:
        super().__init__(**sizes)
        self._words = words

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, self._words.text("help.usage"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{self._words.text(_HEADINGS[heading])}\n")

    def write_text(self, text: str) -> None:
        super().write_text(self._words.text(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        parts = [(term, *help.partition(_BESIDE)) for term, help in rows]
        worded = [(term, self._words.text(key) + "".join(rest)) for term, key, *rest in parts]
        super().write_dl(worded, col_max, col_spacing)


class _Context(click.Context):
    """Of a command whose ``obj`` are the words of the command line."""

    def make_formatter(self) -> click.HelpFormatter:
        from linter.commands.usage import words_of

        return _Formatter(words_of(self.obj), width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command with help in the language asked for."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "help.help"
        return option


class Commands(Command, click.Group):
    """The commands. What names none is for ``check``; the options of a command may stand before its name too."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [each for command in self.commands.values() for each in command.params]
        valued = {name for each in options if isinstance(each, click.Option) and not each.is_flag for name in each.opts}
        return super().parse_args(ctx, command_first(args, self.commands, valued))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("reportlint", "[OPTIONS] [PATH]...")
        formatter.write_usage("reportlint", "COMMAND ...")
        self.format_help_text(ctx, formatter)
        check = self.commands["check"]
        with click.Context(check, parent=ctx, info_name="check") as inner:
            check.format_options(inner, formatter)
        self.format_commands(ctx, formatter)
