"""Which config applies to which file: found upward, each read once."""

from __future__ import annotations

from pathlib import Path

from linter.config import NAME, Config, Layer, Settings, absolute, merged, shortest
from linter.config.file import read_config
from linter.errors import Mistake, UserError
from linter.files import folder_of


class Chooser:
    """Finds what applies to each file, reading each config once.

    A config with mistakes says what is right in it, so that the packs and rules it names are looked at too; ``settle``
    tells the mistakes of all that were read. ``misnamed`` are files that look like a config and are none by their name.
    """

    def __init__(self, below: Layer, above: Layer, config: str | None = None, search: bool = True) -> None:
        """``below`` and ``above`` are the layers under and over the config; ``config`` is the only one, if given."""
        self._below, self._above = below, above
        self._search = search and config is None
        self.mistakes: list[Mistake] = []
        self.misnamed: list[str] = []
        self._found: dict[Path, Path | None] = {}
        self._configs: dict[Path, Config] = {}
        self._settings: dict[tuple[str, tuple[int, ...]], Settings] = {}
        self._given = self._read(absolute(config)) if config is not None else None

    def config_for(self, path: str) -> Config | None:
        """The config of a file."""
        if not self._search:
            return self._given
        found = self._find(absolute(folder_of(path)))
        return None if found is None else self._read(found)

    def for_file(self, path: str) -> Settings:
        """What applies to a file."""
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
            nearly = folder / NAME.replace(".yaml", ".yml")
            if nearly.is_file():
                self.misnamed.append(shortest(nearly))
            if candidate.is_file():
                self._found[folder] = candidate
            elif folder in (folder.parent, Path.home()) or (folder / ".git").exists():
                self._found[folder] = None
            else:
                self._found[folder] = self._find(folder.parent)
        return self._found[folder]

    def _read(self, path: Path) -> Config:
        if path not in self._configs:
            config, mistakes = read_config(shortest(path), self._below.settings["language"].value)
            self.mistakes += mistakes
            self._configs[path] = config
        return self._configs[path]

    def settle(self) -> None:
        """Raise UserError with the mistakes of all configs that were read."""
        if self.mistakes:
            raise UserError(tuple(self.mistakes))
