"""What applies to a file: the command line over ``.reportlint.yaml`` over the environment over the defaults.

A config is found upward from each file, not beyond the root of its repository nor beyond the home folder. Its
``per-path`` entries apply, in order, to the files they match. A later layer's scalars, ``packs`` and ``select`` replace
the earlier ones (a ``select`` the earlier ``ignore`` too); ``ignore``, ``severity`` and ``with`` add to them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from linter.diagnostic import Severity
from linter.errors import Mistake
from linter.globs import matches

NAME = ".reportlint.yaml"


class Named(NamedTuple):
    """A name that somebody wrote, and where: a rule, or the reference of a pack. ``place`` has no message yet."""

    name: str
    place: Mistake


class Setting(NamedTuple):
    """A value and where it comes from, in words for people (``.reportlint.yaml:3``, ``--level``)."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings of one origin. ``paths`` limits them to files (patterns relative to ``folder``); empty: all files."""

    settings: Mapping[str, Setting]
    folder: str = ""
    paths: tuple[str, ...] = ()

    def holds_for(self, path: str) -> bool:
        """Whether the layer speaks of a file."""
        return not self.paths or any(matches(pattern, relative(path, self.folder)) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Config:
    """A config file: its layers, the general one first, and the files it leaves out."""

    path: str
    layers: tuple[Layer, ...]
    exclude: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        return str(absolute(self.path).parent)

    def excludes(self, path: str) -> bool:
        """Whether a file is left out, even where it is given by name."""
        return any(matches(pattern, relative(path, self.folder)) for pattern in self.exclude)


@dataclass(frozen=True, eq=False)
class Settings:
    """What applies to one file, and where each setting comes from. Equal ones are one object."""

    config: str | None = None
    folder: str = "."
    packs: tuple[Named, ...] = ()
    select: tuple[Named, ...] = ()
    ignore: tuple[Named, ...] = ()
    severity: Mapping[Named, Severity] = field(default_factory=dict)
    options: Mapping[Named, Any] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    level: Severity = Severity.WARNING
    language: str = "en"
    stage: str = "final"
    previous: tuple[str, ...] = ()
    reviews: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


_ADDED = ("ignore",)
_MERGED = ("severity", "options")


def merged(layers: Iterable[Layer], config: Config | None) -> Settings:
    """The settings that layers, weakest first, come to."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        if "select" in layer.settings:
            values.pop("ignore", None)
            origins.pop("ignore", None)
        for name, (value, origin) in layer.settings.items():
            if name in _ADDED and name in values:
                value, origin = values[name] + value, f"{origins[name]}, {origin}"
            elif name in _MERGED and name in values:
                value, origin = _override(values[name], value), f"{origins[name]}, {origin}"
            values[name], origins[name] = value, origin
    if config is not None:
        values |= {"config": config.path, "folder": config.folder}
    return Settings(**values, origins=origins)


def _override(weaker: Mapping[Named, Any], stronger: Mapping[Named, Any]) -> dict[Named, Any]:
    names = {named.name for named in stronger}
    return {named: value for named, value in weaker.items() if named.name not in names} | dict(stronger)


class Chooser:
    """Finds what applies to each file, reading each config once."""

    def __init__(self, below: Layer, above: Layer, config: str | None = None, search: bool = True) -> None:
        """``below`` and ``above`` are the layers under and over the config. Raises UserError where ``config`` has
        mistakes."""
        self._below, self._above = below, above
        self._search = search and config is None
        self._found: dict[Path, Path | None] = {}
        self._configs: dict[Path, Config] = {}
        self._settings: dict[tuple[str, tuple[int, ...]], Settings] = {}
        self._given = self._read(absolute(config)) if config is not None else None

    def config_for(self, path: str) -> Config | None:
        """The config of a file. Raises UserError where it has mistakes."""
        if not self._search:
            return self._given
        found = self._find(absolute(path).parent)
        return None if found is None else self._read(found)

    def for_file(self, path: str) -> Settings:
        """What applies to a file. Raises UserError where its config has mistakes."""
        config = self.config_for(path)
        layers = config.layers if config else ()
        holding = tuple(index for index, layer in enumerate(layers) if layer.holds_for(path))
        slot = (config.path if config else "", holding)
        if slot not in self._settings:
            stack = (self._below, *(layers[index] for index in holding), self._above)
            self._settings[slot] = merged(stack, config)
        return self._settings[slot]

    def for_folder(self) -> Settings:
        """What applies to the run as a whole: the general settings of the current folder."""
        config = self.config_for("here")
        layers = tuple(layer for layer in config.layers if not layer.paths) if config else ()
        return merged((self._below, *layers, self._above), config)

    def excludes(self, path: str) -> bool:
        """Whether the config of a file leaves it out."""
        config = self.config_for(path)
        return config is not None and config.excludes(path)

    def _find(self, folder: Path) -> Path | None:
        """The nearest config upward from a folder."""
        if folder not in self._found:
            candidate = folder / NAME
            if candidate.is_file():
                self._found[folder] = candidate
            elif folder in (folder.parent, Path.home()) or (folder / ".git").exists():
                self._found[folder] = None
            else:
                self._found[folder] = self._find(folder.parent)
        return self._found[folder]

    def _read(self, path: Path) -> Config:
        if path not in self._configs:
            from linter.config_file import read_config

            self._configs[path] = read_config(shortest(path), self._below.settings["language"].value)
        return self._configs[path]


def absolute(path: str) -> Path:
    """A path from the root, without ``..``; links in it stay as they are."""
    return Path(os.path.normpath(Path(path).absolute()))


def relative(path: str, folder: str) -> str:
    """A path as seen from a folder, ``/`` between its parts."""
    try:
        seen = os.path.relpath(path, folder)
    except ValueError:  # another drive
        seen = path
    return seen.replace(os.sep, "/")


def shortest(path: Path) -> str:
    """A path as people want to read it: seen from here where it lies below, else from the root."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
