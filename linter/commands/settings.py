"""From what was asked on the command line to what applies to each file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from linter.commands.language import from_environment
from linter.config import Layer, Named, Setting
from linter.config.chooser import Chooser
from linter.config.file import LEVELS
from linter.errors import Mistake


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command line that a config has too. None and empty: not given."""

    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    level: str | None = None
    fail_on: str | None = None
    lang: str | None = None
    config: str | None = None
    no_config: bool = False

    def chooser(self) -> Chooser:
        """What finds the settings of each file. Raises UserError where the config that was named cannot be read."""
        language, origin = from_environment(os.environ)
        below = Layer({"language": Setting(self.lang or language, "--lang" if self.lang else origin)})
        return Chooser(below, Layer(self._settings()), self.config, search=not self.no_config)

    def _settings(self) -> dict[str, Setting]:
        given: dict[str, tuple[Any, str]] = {}
        if self.packs:
            given["packs"] = _named(self.packs, "--pack"), "--pack"
        if self.select:
            given["select"] = _named(self.select, "--select"), "--select"
        if self.ignore:
            given["ignore"] = _named(self.ignore, "--ignore"), "--ignore"
        if self.severities:
            rules = _named([rule for rule, _ in self.severities], "--severity")
            levels = [LEVELS[level] for _, level in self.severities]
            given["severity"] = dict(zip(rules, levels, strict=True)), "--severity"
        if self.level:
            given["level"] = LEVELS[self.level], "--level"
        if self.fail_on:
            given["fail_on"] = LEVELS.get(self.fail_on), "--fail-on"
        if self.lang:
            given["language"] = self.lang, "--lang"
        return {name: Setting(*value) for name, value in given.items()}


def _named(names: Iterable[str], option: str) -> tuple[Named, ...]:
    return tuple(Named(name, Mistake(option, 0, 0, "")) for name in names)
