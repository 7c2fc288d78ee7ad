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
