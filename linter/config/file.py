"""``.reportlint.yaml`` read: every key checked, every mistake listed with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from linter import LANGUAGES
from linter.config import Config, Layer, Named, Setting, absolute
from linter.diagnostic import Severity
from linter.errors import Mistake, UserError
from linter.messages import catalogue
from linter.packs.nodes import Node, span_of
from linter.packs.page import Page
from linter.packs.sources import is_path, read_yaml

LEVELS: Mapping[str, Severity] = {str(severity): severity for severity in Severity}
_FAIL_ON: Mapping[str, Severity | None] = {**LEVELS, "never": None}


def read_config(path: str, language: str) -> tuple[Config, tuple[Mistake, ...]]:
    """The config at ``path`` as far as it is right, and every mistake that is in it."""
    try:
        content = read_yaml(path, catalogue(language))
    except UserError as error:
        return Config(path, ()), error.mistakes
    if not holds_anything(content):
        return Config(path, ()), ()
    reading = _Reading(Page(path, content, catalogue(language)))
    config = reading.config()
    return config, tuple(sorted(reading.page.mistakes, key=lambda mistake: (mistake.line, mistake.column)))


def holds_anything(content: bytes) -> bool:
    """Whether there is more than comments: a starter file as it was written says nothing yet."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in lines)


class _Reading:
    """One config file being read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.folder = absolute(page.path).parent
        self._readers: dict[str, tuple[str, Callable[[Node], Any]]] = {
            "packs": ("packs", self._packs),
            "select": ("select", self._names),
            "ignore": ("ignore", self._names),
            "severity": ("severity", self._severities),
            "with": ("options", self._options),
            "fail-on": ("fail_on", lambda node: _FAIL_ON.get(page.choice(node, _FAIL_ON))),
            "level": ("level", lambda node: LEVELS.get(page.choice(node, LEVELS))),
            "lang": ("language", lambda node: page.choice(node, LANGUAGES)),
            "stage": ("stage", lambda node: page.choice(node, ("draft", "final"))),
            "previous": ("previous", page.texts),
        }

    def config(self) -> Config:
        """The whole file."""
        page = self.page
        if page.root is None:
            return Config(page.path, ())
        top = page.fields(page.root, ("exclude", "per-path", "reviews", *self._readers))
        settings = self._settings(top)
        if "reviews" in top:
            value = str(self.folder / page.text(top["reviews"]))
            settings["reviews"] = Setting(value, self._origin(top["reviews"]))
        layers = [Layer(settings, str(self.folder))]
        for node in page.items(top.get("per-path")):
            fields = page.fields(node, ("paths", *self._readers), ("paths",))
            paths = page.texts(fields.get("paths"))
            if paths:
                layers.append(Layer(self._settings(fields), str(self.folder), paths))
        return Config(page.path, tuple(layers), page.texts(top.get("exclude")))

    def _settings(self, fields: Mapping[str, Node]) -> dict[str, Setting]:
        settings: dict[str, Setting] = {}
        for key, (name, read) in self._readers.items():
            if key in fields:
                before = len(self.page.mistakes)
                value = read(fields[key])
                if value or len(self.page.mistakes) == before:
                    settings[name] = Setting(value, self._origin(fields[key]))
        return settings

    def _origin(self, node: Node) -> str:
        return f"{self.page.path}:{self.page.source.place(span_of(node).start)[0]}"

    def _named(self, scalar: str) -> Named:
        region = self.page.source.region(span_of(scalar))
        excerpt = self.page.source.line(region.line)
        return Named(str(scalar), Mistake(self.page.path, region.line, region.column, "", region.end_column, excerpt))

    def _names(self, node: Node) -> tuple[Named, ...]:
        self.page.texts(node)
        nodes = node if isinstance(node, list) else (node,)
        return tuple(self._named(each) for each in nodes if isinstance(each, str))

    def _packs(self, node: Node) -> tuple[Named, ...]:
        """References of packs; paths are relative to the config."""
        return tuple(
            Named(str(self.folder / name) if is_path(name) else name, place) for name, place in self._names(node)
        )

    def _by_rule(self, node: Node) -> list[tuple[str, Node]]:
        if isinstance(node, dict):
            return list(node.items())
        self.page.mistake(node, "config.not-by-rule")
        return []

    def _severities(self, node: Node) -> dict[Named, Severity]:
        read = ((rule, LEVELS.get(self.page.choice(value, LEVELS))) for rule, value in self._by_rule(node))
        return {self._named(rule): severity for rule, severity in read if severity is not None}

    def _options(self, node: Node) -> dict[Named, tuple[Page, dict[str, Node]]]:
        """Options of rules, as they were written and where: only the pack knows what they may be."""
        options: dict[Named, tuple[Page, dict[str, Node]]] = {}
        for rule, value in self._by_rule(node):
            if isinstance(value, dict):
                options[self._named(rule)] = (self.page, value)
            else:
                self.page.mistake(value, "config.not-options")
        return options
