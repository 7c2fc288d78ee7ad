"""The page on rules: its tutorial does what it says, its reference says what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from linter.packs import PACK_KEYS
from linter.packs.case_files import CASE_KEYS, EXPECT_KEYS
from linter.packs.forms import FIGURE_KEYS, READING_KEYS, SCOPES, SECTION_KEYS
from linter.packs.rules import ENGINE_NAMES, RULE_KEYS
from linter.packs.tables import CELL_KEYS, CELL_KINDS, COLUMN_KEYS, ROW_KEYS, TABLE_KEYS

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "rules.md").read_text(encoding="utf-8")


def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tutorial_prints_what_it_says_and_every_kind_is_listed() -> None:
    assert refresh().refreshed(PAGE) == PAGE, "python docs/refresh.py"


def test_the_tutorial_ends_with_passing_cases() -> None:
    assert "\nlibrary: loans: 9 of 9 protected\n" in PAGE
    assert "\nlibrary: 8 cases passed\n" in PAGE
    assert "did you mean 'loans.all.total'?" in PAGE


def part(heading: str) -> str:
    """The text under a heading of the reference."""
    return re.split(r"^#{2,3} ", PAGE.split(f"\n### {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0].strip("\n")


def listed(heading: str, table: int = 0) -> set[str]:
    """The names in the first column of a table."""
    tables = re.split(r"\n\n", part(heading))
    rows = [each for each in tables if each.startswith("| ")][table].split("\n")[2:]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


@pytest.mark.parametrize(
    ("heading", "table", "keys"),
    [
        ("The file", 0, PACK_KEYS),
        ("Tables", 0, TABLE_KEYS),
        ("Facts", 0, READING_KEYS),
        ("Figures", 0, FIGURE_KEYS),
        ("Rules", 0, RULE_KEYS),
        ("Cases", 0, CASE_KEYS),
        ("Cases", 1, EXPECT_KEYS),
    ],
)
def test_every_key_is_listed(heading: str, table: int, keys: tuple[str, ...]) -> None:
    assert listed(heading, table) == set(keys)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Sections", SECTION_KEYS),
        ("Tables", (*COLUMN_KEYS, *ROW_KEYS, *CELL_KEYS, *CELL_KINDS)),
        ("Facts", SCOPES),
    ],
)
def test_every_word_is_named(heading: str, words: tuple[str, ...]) -> None:
    said = part(heading)
    assert [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", said)] == []


def test_the_names_in_conditions_are_listed() -> None:
    assert listed("Conditions") == {*ENGINE_NAMES, "table(NAME)"}
