"""The house keeps itself in order: who may import whom, and no word of a form in Python."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
LINTER = ROOT / "linter"

ROOMS = [
    ["source", "errors", "characters", "globs", "form"],
    ["diagnostic", "folding", "blocks", "limits"],
    ["figures", "decoding", "files"],
    ["messages"],
    ["readers", "discovery"],
    ["budget"],
    ["document"],
    ["tokens", "patterns", "equations", "conditions"],
    ["prose"],
    ["binding"],
    ["culprit"],
    ["checks"],
    ["pack"],
    ["packs"],
    ["config", "selection"],
    ["reading", "shelves", "previous", "judging", "stamping"],
    ["engine", "years"],
    ["mutation", "cases"],
    ["output"],
    ["commands"],
    ["lsp"],
    ["cli"],
]
"""Ground floor first: a room imports what stands above it in this list, or beside it."""
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}


def room_of(path: Path) -> str:
    return path.relative_to(LINTER).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The rooms that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "linter" else [module]
        for name in names:
            parts = name.split(".")
            if parts[0] == "linter" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


MODULES = sorted(path for path in LINTER.rglob("*.py") if path != LINTER / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LINTER).as_posix())
def test_a_room_imports_only_what_stands_above_it(path: Path) -> None:
    own = room_of(path)
    assert own in FLOOR, f"{own} has no floor yet: add it to ROOMS"
    below = {room for room in imports(path) if FLOOR.get(room, 0) > FLOOR[own]}
    assert not below


def test_no_two_rooms_need_each_other() -> None:
    needs = {room: set[str]() for room in FLOOR}
    for path in MODULES:
        needs[room_of(path)] |= {room for room in imports(path) if room != room_of(path)}
    assert list(TopologicalSorter(needs).static_order())


def test_every_room_is_there() -> None:
    assert {room_of(path) for path in MODULES} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LINTER).as_posix())
def test_click_is_for_the_command_line_alone(path: Path) -> None:
    uses = re.search(r"^\s*(?:import|from) click\b", path.read_text("utf-8"), re.MULTILINE)
    assert bool(uses) == (path.relative_to(LINTER).parts[0] == "cli")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LINTER).as_posix())
def test_what_an_editor_needs_is_for_the_server_alone(path: Path) -> None:
    uses = re.search(r"^\s*(?:import|from) (?:pygls|lsprotocol)\b", path.read_text("utf-8"), re.MULTILINE)
    assert not uses or path.relative_to(LINTER).as_posix() in ("lsp/server.py", "lsp/wire.py")


def labels() -> set[str]:
    """Every label, title and heading of the shipped packs: Chinese texts of three characters and more."""
    found: set[str] = set()

    def gather(node: object) -> None:
        if isinstance(node, dict):
            for value in node.values():
                gather(value)
        elif isinstance(node, list):
            for value in node:
                gather(value)
        elif isinstance(node, str) and re.search("[\u4e00-\u9fff]", node) and len(node) >= 3:
            found.add(node)

    for path in sorted((ROOT / "rules").glob("*.yaml")):
        pack = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        for key in ("title", "sections", "tables"):
            gather(pack.get(key))
    return found


def test_no_python_file_holds_a_word_of_a_form() -> None:
    words = labels()
    assert len(words) > 50
    held = {
        (path.relative_to(ROOT).as_posix(), word)
        for path in LINTER.rglob("*.py")
        for text in [path.read_text("utf-8")]
        for word in words
        if word in text
    }
    assert held == set()


LONGER = {
    "patterns/syntax.py": 315,  # a whole grammar
    "equations/relation.py": 270,  # a whole grammar
}
"""Modules of more than 250 lines, and the most they may have: none is to be added, and none may grow."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LINTER).as_posix())
def test_modules_stay_small(path: Path) -> None:
    most = LONGER.get(path.relative_to(LINTER).as_posix(), 250)
    assert len(path.read_text("utf-8").splitlines()) <= most


def test_no_module_is_excused_that_need_not_be() -> None:
    long = {path.relative_to(LINTER).as_posix() for path in MODULES if len(path.read_text("utf-8").splitlines()) > 250}
    assert set(LONGER) <= long
