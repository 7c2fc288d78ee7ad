"""Kinds of check by their cases: each file of ``cases/kinds`` is a little pack about ferries, its cases beside it."""

from pathlib import Path

import pytest

from linter.cases import run_cases
from linter.checks import KINDS
from linter.packs import load

KIND_PACKS = sorted(
    path for path in (Path(__file__).parent / "cases" / "kinds").glob("*.yaml") if ".cases." not in path.name
)


@pytest.mark.parametrize("path", KIND_PACKS, ids=lambda path: path.stem)
def test_kind(path: Path) -> None:
    report = run_cases(load([str(path)], cache=False), require_tests=True)
    (pack,) = report.packs
    assert [f"{failure.line}: {failure.message}" for failure in pack.failures] == []
    assert pack.untested == ()


@pytest.mark.parametrize("path", KIND_PACKS, ids=lambda path: path.stem)
def test_pack_is_named_after_a_kind(path: Path) -> None:
    assert path.stem in KINDS
