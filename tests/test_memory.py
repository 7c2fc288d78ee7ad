"""What a file leaves behind when its result is told: nothing that waits for a search for cycles."""

import gc
from pathlib import Path

import pytest

from linter.engine import lint_text
from linter.packs import load, shipped
from linter.selection import Options

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = Options(packs=tuple(load(shipped())))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_all_that_was_read_is_free_at_once(path: Path) -> None:
    text = path.read_text("utf-8")
    lint_text(path.name, text, OPTIONS)  # what is made once for all files is made
    gc.collect()
    gc.disable()
    try:
        assert lint_text(path.name, text, OPTIONS).packs
        assert gc.collect() == 0
    finally:
        gc.enable()
