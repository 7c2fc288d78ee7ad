"""Rows that are not as the form has them: blank, short, long, missing, cut off; and tables that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from linter.binding import bind
from linter.document import BoundRow, BoundTable
from linter.readers import html, text
from linter.source import Source
from tests.ferries import BUSY, FORMS, QUIET, Figures, figures_of, grid_of
from tests.layouts import LAYOUTS

DELIMITED = ["pipes", "short_pipes", "bare_bars", "tabs", "ghost_tabs", "repeated", "boxes", "html"]
MARKED = [*DELIMITED, "marked_lines", "lines", "paragraphs"]
PLACED = [*MARKED, "aligned", "centred"]
UNPLACED = ["texts", "sentences"]


def read_text(written: str, table: str = "crossings", certain: bool = True, layout: str = "pipes") -> BoundTable:
    source = Source.of("draft", written)
    lines = html.read(source) if layout == "html" else text.read(source, "pipes" in layout)
    return bind(source, lines, (0, len(lines)), FORMS[table], certain)


def read_grid(layout: str, figures: Figures, table: str = "crossings") -> BoundTable:
    return read_text(LAYOUTS[layout](grid_of(FORMS[table], figures)) + "\n", table, layout=layout)


def changed(figures: Figures, changes: Mapping[str, list[str] | None]) -> Figures:
    rows = figures | {row: change for row, change in changes.items() if change is not None}
    return {row: values for row, values in rows.items() if changes.get(row, ()) is not None}


def row_of(table: BoundTable, row: str) -> BoundRow:
    return next(found for found in table.rows if found.form.id == row)


def cells_of(row: BoundRow) -> list[str]:
    """What is printed, the state of what is not, with the value it should have."""
    values = (f"={cell.figure.value}" if cell.figure.value is not None else "" for cell in row.cells)
    return [
        cell.printed if cell.state == "given" else cell.state + value
        for cell, value in zip(row.cells, values, strict=True)
    ]


# ---------------------------------------------------------------- blanks


@pytest.mark.parametrize("layout", PLACED)
@pytest.mark.parametrize("column", [0, 3, 6])
def test_an_empty_place_is_a_blank_cell(layout: str, column: int) -> None:
    figures = list(BUSY["complaint"])
    figures[column] = ""
    row = row_of(read_grid(layout, changed(BUSY, {"complaint": figures})), "complaint")
    assert (row.state, cells_of(row)) == ("bound", [value or "blank" for value in figures])


@pytest.mark.parametrize("layout", UNPLACED)
def test_where_blanks_leave_no_trace_the_sums_name_the_cell(layout: str) -> None:
    figures = ["", *BUSY["complaint"][1:]]
    row = row_of(read_grid(layout, changed(BUSY, {"complaint": figures})), "complaint")
    assert (row.state, cells_of(row)) == ("short", ["missing=193", *figures[1:]])


@pytest.mark.parametrize("layout", [layout for layout in PLACED if layout not in ("lines", "paragraphs")])
def test_blanks_for_zero_stay_where_they_are(layout: str) -> None:
    figures = {row: ["" if value == "0" else value for value in values] for row, values in QUIET.items()}
    figures |= {row: QUIET[row] for row in ("new", "handled", "forward", "rest", "granted")}
    read = read_grid(layout, figures)
    crossings = {row.id: figures[row.id] for row in FORMS["crossings"].rows}
    assert figures_of(read) == crossings


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("row", ["flood", "elsewhere", "unpaid", "rest", "late"])
def test_a_label_without_figures_is_a_row_of_blanks(layout: str, row: str) -> None:
    read = read_grid(layout, changed(BUSY, {row: [""] * 7}))
    assert cells_of(row_of(read, row)) == ["blank"] * 7
    assert {found.state for found in read.rows} == {"bound"}


# ---------------------------------------------------------------- missing and surplus figures


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("row", "column"), [("complaint", 0), ("inner", 2), ("special", 6), ("late", 3)])
def test_a_cell_that_is_gone_is_never_filled_with_its_neighbours(layout: str, row: str, column: int) -> None:
    figures = BUSY[row][:column] + BUSY[row][column + 1 :]
    read = read_grid(layout, changed(BUSY, {row: figures}))
    found = row_of(read, row)
    assert [printed for printed, _ in found.printed] == figures
    for cell, right in zip(found.cells, BUSY[row], strict=True):
        if cell.state == "given":
            assert cell.printed == right
        if cell.state == "missing" and cell.figure.value is not None:
            assert str(cell.figure.value) == right
    assert {other.state for other in read.rows if other is not found} == {"bound"}


@pytest.mark.parametrize("layout", ["bare_bars", "short_pipes", "html", "texts", "sentences", "marked_lines"])
def test_a_missing_cell_that_row_and_column_leave_one_value_is_named(layout: str) -> None:
    figures = BUSY["inner"][:2] + BUSY["inner"][3:]
    row = row_of(read_grid(layout, changed(BUSY, {"inner": figures})), "inner")
    assert (row.state, cells_of(row)) == ("short", ["55", "0", "missing=8", "176", "181", "8", "428"])


def test_columns_that_give_the_same_values_are_all_candidates() -> None:
    figures = ["169", "5", "0", "5", "0", "179"]
    row = row_of(read_grid("texts", changed(BUSY, {"law": figures})), "law")
    assert (row.state, cells_of(row)) == ("short", ["169", "5", "0", "5", "0", "missing=0", "179"])
    assert [column.id for column in row.candidates] == ["agent", "other"]


@pytest.mark.parametrize("layout", [*DELIMITED, "marked_lines", "sentences", "aligned"])
def test_a_surplus_figure_is_never_dropped(layout: str) -> None:
    figures = [*BUSY["safety"][:4], "7", *BUSY["safety"][4:]]
    row = row_of(read_grid(layout, changed(BUSY, {"safety": figures})), "safety")
    assert row.state == "long"
    assert row.reason is not None
    assert [printed for printed, _ in row.printed] == figures


@pytest.mark.parametrize("layout", ["lines", "texts", "paragraphs"])
def test_a_figure_on_a_line_of_its_own_may_be_a_page_number(layout: str) -> None:
    whole = LAYOUTS[layout](grid_of(FORMS["crossings"], BUSY)).split("\n")
    at = whole.index("284") if "284" in whole else whole.index("279")
    read = read_text("\n".join([*whole[: at + 2], "4", *whole[at + 2 :]]))
    assert [printed for printed, _ in read.left_over] == ["4"]
    assert figures_of(read)["draft"] == BUSY["draft"]


def test_a_table_that_was_cut_off_is_said_row_by_row_without_values() -> None:
    whole = LAYOUTS["tabs"](grid_of(FORMS["crossings"], BUSY)).split("\n")
    labels = ("1.属于汛期", "2.其他法规", "3.危及", "4.保护")
    cut = [line.rsplit("\t", 1)[0] if any(label in line for label in labels) else line for line in whole]
    read = read_text("\n".join(cut))
    short = [row for row in read.rows if row.state == "short"]
    assert [row.form.id for row in short] == ["flood", "law", "safety", "owner"]
    assert {cell.state for row in short for cell in row.cells} == {"unread"}
    assert {row.reason.key for row in short if row.reason} == {"binding.cut"}


def test_a_text_in_the_place_of_a_figure_is_that_cell() -> None:
    figures = [*BUSY["draft"][:2], "若干", *BUSY["draft"][3:]]
    row = row_of(read_grid("pipes", changed(BUSY, {"draft": figures})), "draft")
    assert (row.state, cells_of(row)) == ("bound", figures)
    assert row.cells[2].figure.kind == "text"


@pytest.mark.parametrize("delimiter", ["|", "\t"])
def test_running_numbers_before_the_labels_are_left_over(delimiter: str) -> None:
    rows = FORMS["crossings"].rows
    lines = [delimiter.join([str(n), row.labels[0], *BUSY[row.id]]) for n, row in enumerate(rows, 1)]
    read = read_text("\n".join(lines) + "\n")
    assert figures_of(read) == {row.id: BUSY[row.id] for row in rows}
    assert len(read.left_over) == len(rows)


@pytest.mark.parametrize("layout", ["tabs", "pipes", "marked_lines", "lines", "texts", "html"])
def test_units_and_notes_in_cells_are_no_fault(layout: str) -> None:
    figures = {row: [f"{value} 件" if value != "0" else "/" for value in values] for row, values in BUSY.items()}
    figures["draft"][0] = "279（含补件3件）"
    read = read_grid(layout, figures)
    assert figures_of(read) == {row.id: figures[row.id] for row in FORMS["crossings"].rows}
    assert [cell.figure.value for cell in row_of(read, "draft").cells] == [279, 5, 1, 174, 0, 2, 461]


# ---------------------------------------------------------------- missing rows, other shapes


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("row", ["carried", "law", "vague", "unpaid", "rest", "forward"])
def test_a_row_that_is_not_there_is_missing_and_no_other(layout: str, row: str) -> None:
    read = read_grid(layout, changed(BUSY, {row: None}))
    assert [found.form.id for found in read.rows if found.state != "bound"] == [row]
    assert row_of(read, row).state == "missing"
    assert row_of(read, row).span == read.rows[[found.form.id for found in read.rows].index(row) - 1].span


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "shifted_pipes"])
def test_a_group_may_stand_as_a_single_row(layout: str) -> None:
    figures = {row: values for row, values in BUSY.items() if row not in ("late", "unpaid", "rest")}
    figures["settled"] = ["311", "302", "4", "5", "6", "15", "643"]
    form = FORMS["crossings"]
    read = read_text(LAYOUTS[layout](grid_of(form, figures, form.shapes[1])) + "\n", layout=layout)
    assert figures_of(read) == {row.id: figures[row.id] for row in form.shapes[1]}


def test_an_accepted_spelling_and_a_slip_are_the_label_all_the_same() -> None:
    written = LAYOUTS["pipes"](grid_of(FORMS["crossings"], BUSY))
    read = read_text(written.replace("其他法规规章禁止渡运", "其他规章禁渡运").replace("3.其他", "3、其它"))
    assert figures_of(read)["law"] == BUSY["law"]
    label = row_of(read, "law").label
    assert label is not None
    assert label.text == "2.其他规章禁渡运"


# ---------------------------------------------------------------- figures that a narrow column has cut

CUT = """\
       一、本年新收摆渡申请数量   26  326  37  340  477  43  38
                                  45                        68
       二、上年结转摆渡申请数量  112   11   5   45    2   3  178
"""
CUT_AROUND = """\
                                  26                        38
       一、本年新收摆渡申请数量       326  37  340  477  43
                                  45                        68
       二、上年结转摆渡申请数量  112   11   5   45    2   3  178
"""


@pytest.mark.parametrize("cut", [CUT, CUT_AROUND])
def test_a_figure_whose_digits_stand_one_above_the_other_is_one(cut: str) -> None:
    rest = LAYOUTS["aligned"](grid_of(FORMS["crossings"], BUSY)).split("\n")
    at = next(number for number, line in enumerate(rest) if "（一）" in line)
    read = read_text(cut + "\n".join(rest[at:]) + "\n", layout="aligned")
    assert figures_of(read)["new"] == BUSY["new"]
    assert not read.left_over


def test_halves_at_a_line_end_are_put_together_only_if_the_sums_then_hold() -> None:
    whole = LAYOUTS["sentences"](grid_of(FORMS["crossings"], BUSY))
    read = read_text(whole.replace(" 43 3868", " 43 3,\n868"), layout="sentences")
    assert figures_of(read)["new"] == [*BUSY["new"][:-1], "3,868"]
    read = read_text(whole.replace(" 43 3868", " 43 3,\n861"), layout="sentences")
    assert figures_of(read).get("new", [])[-1:] != ["3,861"]


def test_a_field_with_two_figures_is_divided_where_the_row_is_whole_then() -> None:
    form = FORMS["crossings"]
    rows = [
        " | ".join(["", row.labels[0], *v[:2], f"{v[2]} {v[3]}", f"{v[4]} {v[5]}", v[6], ""])
        for row in form.rows
        for v in [BUSY[row.id]]
    ]
    read = read_text("\n".join(rows) + "\n")
    assert figures_of(read) == {row.id: BUSY[row.id] for row in form.rows}


# ---------------------------------------------------------------- what is not there, what cannot be read


def test_digits_that_run_together_are_no_figures() -> None:
    written = "\n".join(row.labels[0] + "".join(BUSY[row.id]) for row in FORMS["crossings"].rows)
    assert read_text(written + "\n").state == "misread"


def test_rows_that_lost_their_zeros_are_said_once() -> None:
    figures = {row: [value for value in values if value != "0"] for row, values in BUSY.items()}
    assert read_grid("texts", figures).state == "misread"


def test_rows_separated_by_nothing_that_is_known_are_a_trace_of_the_table() -> None:
    for table, form in FORMS.items():
        rows = ["+".join([*row.labels[:1], *BUSY[row.id]]) for row in form.rows]
        heads = "+".join(column.labels[0] for column in form.rows[0].columns)
        assert read_text("\n".join([heads, *rows]) + "\n", table).state == "misread"


@pytest.mark.parametrize("table", ["fleet", "crossings"])
def test_figures_above_their_labels_are_not_read_into_the_next_row(table: str) -> None:
    rows = [" ".join(BUSY[row.id]) + "\n" + row.labels[0] for row in FORMS[table].rows]
    assert read_text("项目内容\n" + "\n".join(rows) + "\n", table).state == "misread"


def test_rows_of_a_small_table_with_signs_between_are_not_read_in_part() -> None:
    rows = ["/".join([row.labels[0], *BUSY[row.id]]) for row in FORMS["fleet"].rows]
    assert read_text("\n".join(rows) + "\n", "fleet").state == "misread"


def test_the_last_character_of_a_label_is_part_of_it_on_a_line_of_its_own() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、渡口不再处理其摆渡申请"
    rows = [f"{row.labels[0]} {' '.join(BUSY[row.id])}" for row in FORMS["crossings"].rows]
    cut = [row.replace(label, label[:-1]) + ("\n请" if label in row else "") for row in rows]
    assert row_of(read_text("\n".join(cut) + "\n"), "unpaid").label.text.replace("\n", "") == label  # type: ignore[union-attr]


def test_a_table_of_which_every_row_lacks_the_same_figure_is_not_read() -> None:
    rows = ["\t".join([row.labels[0], *BUSY[row.id][:6]]) for row in FORMS["crossings"].rows]
    assert read_text("\n".join(rows) + "\n").state == "misread"


def test_a_colon_may_stand_between_label_and_figures() -> None:
    rows = [f"{row.labels[0]}：{' '.join(BUSY[row.id])}" for row in FORMS["crossings"].rows]
    assert figures_of(read_text("\n".join(rows) + "\n")) == {row.id: BUSY[row.id] for row in FORMS["crossings"].rows}


def test_rows_separated_by_commas_are_read() -> None:
    for table in ("crossings", "appeals"):
        rows = [",".join([*row.labels[:1], *BUSY[row.id]]) for row in FORMS[table].rows]
        heads = ",".join(column.labels[0] for column in FORMS[table].rows[0].columns)
        read = read_text("\n".join([heads, *rows]) + "\n", table)
        assert figures_of(read) == {row.id: BUSY[row.id] for row in FORMS[table].rows}


@pytest.mark.parametrize("table", FORMS)
def test_a_part_without_a_trace_of_its_table_has_none(table: str) -> None:
    read = read_text("本年度共收到申请12件，其中予以放行3件，渡船证书核发2件。\n\n详见附件。\n", table)
    assert read.state == "missing"
    assert read_text("", table).state == "missing"


@pytest.mark.parametrize("scraps", ["结果\n维持\n结果\n纠正\n复核\n申诉\n", "1 2 3 4\n"])
def test_scraps_of_a_table_are_a_trace_of_it(scraps: str) -> None:
    assert read_text(scraps, "appeals").state == "misread"


@pytest.mark.parametrize("table", FORMS)
@pytest.mark.parametrize("placeholder", ["[TABLE]", "![](table1.png)", "<!-- image -->"])
def test_a_placeholder_is_a_table_that_was_not_converted(table: str, placeholder: str) -> None:
    read = read_text(f"\n{placeholder}\n\n", table)
    assert read.state == "misread"
    assert read.reason is not None
    assert read.reason.key == "binding.placeholder"


@pytest.mark.parametrize("table", ["fleet", "crossings"])
def test_a_table_printed_by_columns_is_not_read(table: str) -> None:
    form = FORMS[table]
    labels = [row.labels[0] for row in form.rows if row.labels]
    figures = [value for column in range(15) for row in form.rows for value in BUSY[row.id][column : column + 1]]
    chunks = ["\n".join(figures[at : at + 9]) for at in range(0, len(figures), 9)]
    read = read_text("\n".join(labels) + "\n\n" + "\n\n总计\n\n".join(chunks) + "\n", table)
    assert read.state == "misread"
    assert read.reason is not None


def test_damaged_characters_may_have_taken_digits_with_them() -> None:
    written = LAYOUTS["tabs"](grid_of(FORMS["crossings"], BUSY))
    read = read_text(written.replace("公益", "\ufffd").replace("货运", "\ufffd").replace("学校", "\ufffd校"))
    assert read.reason is not None
    assert (read.state, read.reason.key) == ("misread", "binding.lossy")


def test_columns_of_another_form_are_not_bound() -> None:
    written = LAYOUTS["tabs"](grid_of(FORMS["fleet"], BUSY))
    other = (
        written.replace("本年发布件数", "新造船数")
        .replace("本年停用件数", "出租船数")
        .replace("年末有效件数", "船工人数")
    )
    read = read_text(other, "fleet")
    assert read.reason is not None
    assert (read.state, read.reason.key) == ("misread", "binding.other-columns")


def test_in_a_region_that_is_a_guess_prose_makes_no_table() -> None:
    prose = "发布章程 3 件，停用 2 件，有效 9 件；渡船证书 5 件，渡运处罚 2 件，渡运停航 1 件，摆渡服务收费 3 万元。\n"
    for table in FORMS:
        assert read_text(prose, table, certain=False).state == "missing"


def test_a_row_is_not_guessed_where_nothing_tells_its_columns() -> None:
    figures = {row: [value for value in values if value != "0"] for row, values in QUIET.items()}
    read = read_grid("texts", figures)
    for row in read.rows:
        if row.state == "bound" and row.printed:
            assert [cell.printed for cell in row.cells] == QUIET[row.form.id]


@pytest.mark.parametrize("table", FORMS)
@pytest.mark.parametrize(
    "endless", ["| 1.属于 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n" * 6_000, "1 2 3 4 5 6 7 " * 9_000, "a\n" * 6_000]
)
def test_an_endless_part_is_not_searched_and_not_said_to_lack_its_table(table: str, endless: str) -> None:
    read = read_text(endless, table)
    assert read.reason is not None
    assert read.state == "misread"
    assert read.reason.key in ("binding.too-long", "binding.figures-apart")
