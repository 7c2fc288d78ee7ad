"""Whatever stands in front of a fault, it is found at its own line, column and end."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from linter.diagnostic import FileResult
from linter.engine import lint_source
from linter.source import Source
from tests.scoring import options

DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "wangshu-statistics-2023.txt").read_text(encoding="utf-8")
HEADING = "一、总体情况\n"
NAME = "中华人民共和国信息公开条例"
CLAUSE = "根据《中华人民共和国信息公开条例》"
FIGURE = "| 21 |"
NOISE = st.text(
    st.sampled_from("甲乙，。abcＡＢ（）\x0c\u2028\u2029\x85\x1c\U00020bb7\t 　\u200b\ufeff\r"), max_size=40
)


def _lint(text: str) -> FileResult:
    return lint_source(Source.of("draft.txt", text), options())


def _region(text: str, start: int, length: int) -> tuple[int, int, int, int]:
    """Lines and columns counted the plain way, to hold ours against."""
    before = text[:start]
    line = before.count("\n") + 1
    column = start - (before.rfind("\n") + 1) + 1
    return line, column, line, column + length


@settings(max_examples=60, deadline=None)
@given(st.lists(NOISE, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_lines_in_front_shift_lines_and_nothing_else(noise: list[str], line_end: str) -> None:
    text = DRAFT.replace(HEADING, HEADING + "".join(f"甲{line}。\n\n" for line in noise)).replace("\n", line_end)
    found = {(each.rule, each.region): each for each in _lint(text).diagnostics}
    name = _region(text, text.index(NAME), len(NAME))
    figure = _region(text, text.index(FIGURE) + 2, 2)
    assert ("legal-name", name) in found
    culprit = found[("requests-row-total", figure)]
    assert (culprit.actual, culprit.expected) == ("21", "12")
    assert culprit.cell is not None
    assert (culprit.cell.row, culprit.cell.column) == ("（一）予以公开", "自然人")


@settings(max_examples=60, deadline=None)
@given(NOISE.filter(lambda noise: "\r" not in noise))
def test_text_in_front_on_the_line_shifts_columns_and_nothing_else(noise: str) -> None:
    text = DRAFT.replace(CLAUSE, f"甲{noise}乙，{CLAUSE}")
    assert ("legal-name", _region(text, text.index(NAME), len(NAME))) in {
        (each.rule, each.region) for each in _lint(text).diagnostics
    }
