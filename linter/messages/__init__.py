"""The words of reportlint in the language asked for: ``zh.yaml`` and ``en.yaml``, the same keys in both.

The catalogues are flat: one ``key: text`` a line, ``{name}`` a placeholder. They are valid YAML and are read here by
that one rule, because every run reads one of them and most runs need no other YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from linter import LANGUAGES
from linter.diagnostic import CellName, Message
from linter.figures import plain_number

_LINE = re.compile(r"^([a-z][\w.-]*): +(\S.*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Catalogue:
    """The words of one language."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def text(self, key: str) -> str:
        """The text of a key with its placeholders; the key itself where no language has it."""
        found = self._texts.get(key)
        if found is not None:
            return found
        return next((read_texts(other)[key] for other in LANGUAGES if key in read_texts(other)), key)

    def render(self, message: Message) -> str:
        """The message in words."""
        return self.fill(self.text(message.key), message.values)

    def fill(self, text: str, values: Mapping[str, object]) -> str:
        """``text`` with its placeholders filled; one without a value stays as it is written."""
        return _PLACEHOLDER.sub(lambda found: self.word(values[found[1]]) if found[1] in values else found[0], text)

    def can_fill(self, text: str, values: Mapping[str, object]) -> bool:
        """Whether there is a value for every placeholder of ``text``."""
        return all(name in values for name in _PLACEHOLDER.findall(text))

    def word(self, value: object) -> str:
        """A value in words: a message, a list of values, the name of a cell, a number."""
        if isinstance(value, Message):
            return self.render(value)
        if isinstance(value, CellName):
            return self.text("list.within").join(part for part in (value.row, value.column) if part)
        if isinstance(value, Decimal):
            return plain_number(value)
        if isinstance(value, tuple | list):
            words = [self.word(each) for each in value]
            if len(words) < 2:
                return "".join(words)
            return self.text("list.last").join((self.text("list.between").join(words[:-1]), words[-1]))
        return str(value)

    def choose(self, words: Mapping[str, str]) -> str:
        """Of a text that a pack gives in several languages, the one in this language, else in English, else any."""
        for language in (self.language, "", "en"):
            if language in words:
                return words[language]
        return next(iter(words.values()), "")


@lru_cache(maxsize=len(LANGUAGES))
def read_texts(language: str) -> Mapping[str, str]:
    """The texts of a catalogue, by key."""
    source = _resource(f"{language}.yaml").decode("utf-8").replace("\r\n", "\n")
    return {key: _unquote(text) for key, text in _LINE.findall(source)}


def _resource(name: str) -> bytes:
    """A file beside this one, also where the program is a single archive."""
    loader = __spec__.loader if __spec__ else None
    path = Path(__file__).with_name(name)
    read: Callable[[str], bytes] | None = getattr(loader, "get_data", None)
    return read(str(path)) if read else path.read_bytes()


def _unquote(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


@lru_cache(maxsize=len(LANGUAGES) + 1)
def catalogue(language: str) -> Catalogue:
    """The words of ``language`` ("zh", "zh-CN", "en_GB.UTF-8"...); English where there are none of that language."""
    short = re.split("[-_.]", language.lower(), maxsplit=1)[0]
    chosen = short if short in LANGUAGES else "en"
    return Catalogue(chosen, read_texts(chosen))
