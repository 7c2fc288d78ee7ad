"""Where packs come from: shipped with reportlint, installed by another distribution, or a file of the user's."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Union

from linter.diagnostic import Message
from linter.errors import Mistake, UserError
from linter.files import read_bytes
from linter.messages import Catalogue
from linter.packs.meant import did_you_mean
from linter.packs.nodes import MOST_BYTES

if TYPE_CHECKING:
    from zipfile import Path as ZipPath

Place = Union[Path, "ZipPath"]

ENTRY_POINTS = "reportlint.packs"
_SUFFIX = ".yaml"
_CASES = ".cases.yaml"


class PackFile(NamedTuple):
    """The bytes of a pack and the path to call it by."""

    path: str
    content: bytes


@lru_cache(maxsize=1)
def _rules() -> Place:
    """The folder of the shipped packs: the package ``linter.rules`` where reportlint is installed, ``rules`` beside
    the code in a checkout, a folder of the archive where the program is a single file."""
    spec = find_spec("linter.rules")
    folder = Path(spec.origin).parent if spec and spec.origin else Path(__file__).parents[2] / "rules"
    if folder.is_dir():
        return folder
    from zipfile import Path as ZipPath

    archive = next(parent for parent in folder.parents if parent.is_file())
    return ZipPath(str(archive), folder.relative_to(archive).as_posix() + "/")


@lru_cache(maxsize=1)
def shipped() -> tuple[str, ...]:
    """The names of the packs that come with reportlint."""
    names = (entry.name for entry in _rules().iterdir())
    return tuple(
        sorted(name[: -len(_SUFFIX)] for name in names if name.endswith(_SUFFIX) and not name.endswith(_CASES))
    )


def is_path(reference: str) -> bool:
    """Whether a reference to a pack is a path rather than a name."""
    return "/" in reference or os.sep in reference or reference.endswith((_SUFFIX, ".yml"))


def find_pack(reference: str, words: Catalogue) -> PackFile:
    """The pack that a name or path means. Raises ``UserError`` where there is none or it cannot be read."""
    if not is_path(reference):
        if reference in shipped():
            return _resource(_rules() / (reference + _SUFFIX), words)
        found = _installed(reference)
        if found is not None:
            return _resource(found, words)
        if not Path(reference).is_file():
            raise _no_pack(reference, words)
    return PackFile(reference, read_yaml(reference, words))


def read_yaml(path: str, words: Catalogue) -> bytes:
    """What a pack, a config or another file of an author's holds: an ordinary file, and not read beyond what any of
    them may be. Raises ``UserError`` where it cannot be read."""
    content = read_bytes(path)
    if isinstance(content, bytes):
        return content
    message = content.message
    if message.key == "files.not-regular":
        message = Message("yaml.not-regular")
    elif message.key == "files.too-large":
        message = Message("yaml.too-large", {"most": MOST_BYTES // 1024})
    raise _error(path, message, words)


def beside(pack_path: str, name: str, words: Catalogue) -> PackFile | None:
    """A file in the folder of a pack, or None where there is none. Raises ``UserError`` where it cannot be read."""
    own = Path(pack_path).parent
    folder = _rules() if str(own) == str(_rules()).rstrip("/") else own
    if ".." in Path(name).parts or Path(name).is_absolute():
        return None
    entry = folder / name
    return _resource(entry, words) if entry.is_file() else None


def cases_name(pack_path: str) -> str:
    """The name of the file with the cases of a pack."""
    return Path(pack_path).name.removesuffix(".yml").removesuffix(_SUFFIX) + _CASES


def _resource(entry: Place, words: Catalogue) -> PackFile:
    return PackFile(str(entry), read_yaml(str(entry), words) if isinstance(entry, Path) else entry.read_bytes())


def _installed(name: str) -> Place | None:
    """A pack of another distribution: its entry point names a package that holds ``NAME.yaml``.

    The package is located, never imported: a distribution with packs is data.
    """
    from importlib.metadata import entry_points

    for entry in entry_points(group=ENTRY_POINTS):
        if entry.name != name:
            continue
        spec = find_spec(entry.value) if "." not in entry.value else None
        places = list(spec.submodule_search_locations or ()) if spec else []
        for place in places:
            path = Path(place) / (name + _SUFFIX)
            if path.is_file():
                return path
    return None


def _no_pack(reference: str, words: Catalogue) -> UserError:
    text = words.render(Message("pack.not-found", {"name": reference, "known": shipped()}))
    return UserError((Mistake(reference, 0, 0, text + did_you_mean(words, reference, shipped())),))


def _error(path: str, message: Message, words: Catalogue) -> UserError:
    return UserError((Mistake(path, 0, 0, words.render(message)),))
