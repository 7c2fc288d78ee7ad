"""The example drafts, judged whole: every diagnostic with its place, its values and its words in both languages.

After a change that is meant, run these tests once with REPORTLINT_WRITE_EXPECTED=1 and read the difference.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from linter.commands.linting import Task, judge
from linter.diagnostic import FileResult
from linter.discovery import Given
from tests.scoring import options

ROOT = Path(__file__).resolve().parents[1]
DRAFTS = sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests" / "reports").glob("*.txt")])
EXPECTED = ROOT / "tests" / "reports" / "expected"


def _lines(path: Path) -> str:
    chinese = _judged(path, "zh")
    english = _judged(path, "en")
    lines: list[str] = []
    for one, other in zip(chinese.diagnostics, english.diagnostics, strict=True):
        place = ":".join(map(str, one.region))
        cell = f" {one.cell.table}/{one.cell.row}/{one.cell.column}" if one.cell else ""
        values = f" actual={one.actual} expected={one.expected}" if one.actual or one.expected else ""
        equations = f" equations={','.join(one.equations)}" if one.equations else ""
        lines.append(f"{place} {one.severity} [{one.rule}]{cell}{values}{equations}")
        lines += [f"    {one.message}", f"    {other.message}"]
        lines += [f"    -> {':'.join(map(str, related.region))} {related.message}" for related in one.related]
    for gap in chinese.not_assessed:
        lines.append(
            f"not assessed [{gap.rule}] {gap.reason} {gap.table or ''} {'/'.join(gap.rows)} {gap.line or ''}".rstrip()
        )
    return "\n".join(lines) + "\n" if lines else ""


def _judged(path: Path, language: str) -> FileResult:
    return judge(Task.of(Given(str(path)), replace(options(), language=language), "-"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_draft(path: Path) -> None:
    expected = EXPECTED / f"{path.stem}.expected"
    found = _lines(path)
    if os.environ.get("REPORTLINT_WRITE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_the_correct_draft_is_judged_clean() -> None:
    result = _judged(ROOT / "examples" / "canglan-water-2023.txt", "en")
    assert (result.diagnostics, result.not_assessed) == ((), ())
    assert result.facts["issuer"] == "沧澜县水务局"
