"""What holds of every text, however broken: nothing raises, no figure is lost or made, every place is in the file, and
no figure is bound to a cell it was not printed for."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from linter.binding import bind
from linter.binding.labels import vocabulary
from linter.binding.pieces import pieces
from linter.blocks import Line
from linter.document import BoundTable
from linter.readers import html, text
from linter.source import Source
from tests.ferries import BUSY, FORMS, QUIET, figures_of, grid_of
from tests.layouts import LAYOUTS

TABLES = st.sampled_from(sorted(FORMS))
PLAIN = [layout for layout in LAYOUTS if layout != "html"]
SCRAPS = st.sampled_from(
    [
        "",
        "\f",
        "- 4 -",
        "4",
        "0",
        "|",
        "\t",
        "| 5 | 6 |",
        "—",
        "1,",
        "其他",
        "总计",
        "3.其他 1 2 3",
        "共 12 件，",
        "1.5",
        "-3",
    ]
)


def read(source: Source, table: str, certain: bool = True, layout: str = "") -> tuple[tuple[Line, ...], BoundTable]:
    lines = html.read(source) if layout == "html" else text.read(source, "pipes" in layout)
    return lines, bind(source, lines, (0, len(lines)), FORMS[table], certain)


def check(source: Source, lines: tuple[Line, ...], bound: BoundTable) -> None:
    """Places and figures of a bound table are those of the file."""
    spans = [bound.span, *(row.span for row in bound.rows), *(span for _, span in bound.left_over)]
    spans += [cell.span for row in bound.rows for cell in row.cells]
    spans += [span for row in bound.rows for _, span in row.printed]
    assert all(0 <= start <= end <= len(source.text) for start, end in spans)
    assert 0 <= bound.lines[0] <= bound.lines[1] <= len(lines)
    if bound.state != "read":
        assert not bound.rows
        assert bound.state == "missing" or bound.reason is not None
        return
    endings = vocabulary(bound.form).endings
    found = pieces(source, lines, *bound.lines, endings)
    inside = [piece for line in found for piece in line if piece.kind == "figure"]
    given_back = [printed for row in bound.rows for printed, _ in row.printed]
    given_back += [printed for printed, _ in bound.left_over]
    assert Counter("".join(piece.passage.text for piece in inside)) == Counter("".join(given_back))
    for row in bound.rows:
        assert len(row.cells) in (0, len(row.form.columns))
        assert (
            row.state in ("bound", "missing")
            or row.reason is not None
            or any(cell.state == "missing" for cell in row.cells)
        )
        for cell in row.cells:
            if cell.state == "given":
                assert (cell.printed, cell.span) in {*row.printed} or cell.figure.kind == "text"


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, str]:
    """A layout, a table, and its text with some lines dropped, doubled, swapped, cut or mixed with scraps."""
    layout = draw(st.sampled_from(PLAIN))
    table = draw(TABLES)
    lines = LAYOUTS[layout](grid_of(FORMS[table], draw(st.sampled_from([BUSY, QUIET])))).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        edit = draw(st.sampled_from(["drop", "double", "scrap", "cut", "swap", "join"]))
        if edit == "drop" and len(lines) > 1:
            del lines[at]
        elif edit == "double":
            lines.insert(at, lines[at])
        elif edit == "scrap":
            lines.insert(at, draw(SCRAPS))
        elif edit == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif edit == "swap" and at:
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
        elif edit == "join" and at:
            lines[at - 1 : at + 1] = [lines[at - 1] + lines[at]]
    return layout, table, "\n".join(lines)


@settings(max_examples=250, deadline=None)
@given(edited(), st.booleans())
def test_an_edited_table_keeps_all_its_figures(case: tuple[str, str, str], certain: bool) -> None:
    layout, table, written = case
    source = Source.of("draft", written)
    lines, bound = read(source, table, certain, layout)
    check(source, lines, bound)


WORDS = st.sampled_from(
    [
        *(
            "章程",
            "渡船证书",
            "一、本年新收摆渡申请数量",
            "3.其他",
            "（七）总计",
            "其他",
            "总计",
            "结果维持",
            "项目内容",
        ),
        *(
            "0",
            "1",
            "12",
            "1,039",
            "-",
            "/",
            "3.5",
            "７",
            "|",
            "\t",
            "│",
            "\n",
            "\n\n",
            " ",
            "   ",
            "\f",
            "---",
            "件",
            "。",
        ),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join), TABLES, st.booleans())
def test_any_text_is_read_without_raising(written: str, table: str, certain: bool) -> None:
    source = Source.of("draft", written)
    lines, bound = read(source, table, certain)
    check(source, lines, bound)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), TABLES, st.integers(0, 9), st.integers(0, 9))
def test_any_region_is_read_without_raising(written: str, table: str, one: int, other: int) -> None:
    source = Source.of("draft", written)
    lines = text.read(source)
    first, last = sorted((min(one, len(lines)), min(other, len(lines))))
    bind(source, lines, (first, last), FORMS[table])


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.sampled_from(["fleet", "crossings"]),
    st.data(),
)
def test_one_wrong_figure_is_bound_where_it_stands_and_nothing_else_moves(
    layout: str, table: str, data: st.DataObject
) -> None:
    rows = FORMS[table].rows
    row = data.draw(st.sampled_from(rows)).id
    column = data.draw(st.integers(0, len(BUSY[row]) - 1))
    wrong = str(data.draw(st.integers(0, 9999)))
    figures = BUSY | {row: [*BUSY[row][:column], wrong, *BUSY[row][column + 1 :]]}
    source = Source.of("draft", LAYOUTS[layout](grid_of(FORMS[table], figures)) + "\n")
    _, bound = read(source, table, layout=layout)
    assert figures_of(bound) == {form.id: figures[form.id] for form in rows}
