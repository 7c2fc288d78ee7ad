"""The same report in every layout that keeps its figures: the same cells, table without sums included."""

from __future__ import annotations

import pytest

from linter.binding import bind
from linter.document import BoundTable
from linter.readers import html, text
from linter.source import Source
from tests.ferries import BUSY, FORMS, NOTHING, QUIET, Figures, figures_of, grid_of
from tests.layouts import LAYOUTS

REPORTS = {"busy": BUSY, "quiet": QUIET, "nothing": NOTHING}
BEFORE = "三、摆渡申请情况\n\n本年度收到摆渡申请 12 件，同比增长 3 %。\n\n"
BEHIND = "\n\n以上数据由渡口提供，联系电话 0123-4567890。\n"


def bound(layout: str, table: str, figures: Figures, before: str = "", behind: str = "\n") -> tuple[Source, BoundTable]:
    source = Source.of("draft", before + LAYOUTS[layout](grid_of(FORMS[table], figures)) + behind)
    lines = html.read(source) if layout == "html" else text.read(source, "pipes" in layout)
    return source, bind(source, lines, (0, len(lines)), FORMS[table])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("table", FORMS)
def test_the_cells_are_the_same_in_every_layout(layout: str, report: str, table: str) -> None:
    figures = REPORTS[report]
    source, read = bound(layout, table, figures)
    assert read.state == "read", read.reason
    assert figures_of(read) == {row.id: figures[row.id] for row in FORMS[table].rows}
    for row in read.rows:
        for cell in row.cells:
            if layout != "boxes":
                assert source.text[slice(*cell.span)] == cell.printed


@pytest.mark.parametrize(
    "layout", [layout for layout in LAYOUTS if layout not in ("html", "repeated", "repeated_lines")]
)
@pytest.mark.parametrize("table", FORMS)
def test_prose_around_a_table_is_left_to_itself(layout: str, table: str) -> None:
    source, read = bound(layout, table, BUSY, BEFORE, BEHIND)
    assert figures_of(read) == {row.id: BUSY[row.id] for row in FORMS[table].rows}
    assert not read.left_over
    assert BEFORE.count("\n") <= read.lines[0]
    assert read.lines[1] <= source.text[: -len(BEHIND)].count("\n") + 1


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "narrow"])
def test_labels_are_found_as_they_are_printed(layout: str) -> None:
    _, read = bound(layout, "crossings", BUSY)
    for row in read.rows:
        assert row.label is not None
        written = row.label.text.replace(" ", "")
        assert row.form.labels[0].startswith(written[:6]), (row.form.id, written)


@pytest.mark.parametrize("layout", ["pipes", "tabs", "marked_lines", "html"])
def test_headers_and_groups_are_kept_as_texts(layout: str) -> None:
    _, read = bound(layout, "crossings", BUSY)
    texts = [passage.text for passage in read.texts]
    for expected in ("货运企业", "总计", "单位或其他团体", "（五）不予受理"):
        assert expected in texts


def test_repeats_of_merged_cells_are_one_figure() -> None:
    _, read = bound("repeated", "fleet", BUSY)
    assert [printed for printed, _ in read.left_over] == ["39853"] * 2 + ["3146"] * 2 + ["169"] * 2 + ["97584.2488"] * 2


PAGE_BREAKS = ["\f", "- 4 -", "第 4 页 共 9 页", "\n\n\f", "* * *"]


@pytest.mark.parametrize("layout", ["pipes", "tabs", "texts", "marked_lines", "sentences", "aligned", "centred"])
@pytest.mark.parametrize("broken", PAGE_BREAKS)
def test_page_breaks_inside_a_table_change_nothing(layout: str, broken: str) -> None:
    whole = LAYOUTS[layout](grid_of(FORMS["crossings"], BUSY)).split("\n")
    for at in range(8, len(whole), 7):
        source = Source.of("draft", "\n".join([*whole[:at], broken, *whole[at:]]))
        lines = text.read(source, layout == "pipes")
        read = bind(source, lines, (0, len(lines)), FORMS["crossings"])
        assert figures_of(read) == {row.id: BUSY[row.id] for row in FORMS["crossings"].rows}, at
