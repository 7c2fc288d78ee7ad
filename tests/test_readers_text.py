"""Lines of plain text and Markdown: what delimits their fields, what is no text at all, and where all of it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.blocks import Line
from linter.readers.text import read
from linter.source import Source


def lines_of(text: str, markdown: bool = False) -> tuple[Line, ...]:
    return read(Source.of("draft", text), markdown)


def fields_of(line: Line) -> list[str]:
    return [field.passage.text for field in line.fields]


@pytest.mark.parametrize(
    ("raw", "layout", "fields"),
    [
        ("  渡口章程  ", "plain", ["渡口章程"]),
        ("", "plain", []),
        ("　　", "plain", []),
        ("a\tb\t", "tab", ["a", "b", ""]),
        ("\t\tb", "tab", ["", "", "b"]),
        ("\t12", "tab", ["12"]),
        ("\t", "tab", [""]),
        ("| a | b |", "pipe", ["a", "b"]),
        ("a | b | c  ", "pipe", ["a", "b", "c"]),
        ("a | b |   ", "pipe", ["a", "b", ""]),
        ("| a |  | |", "pipe", ["a", "", ""]),
        ("│ 甲 │ 12 │", "pipe", ["甲", "12"]),
        ("|16__|_3|____|", "pipe", ["16", "3", ""]),
        ("| **甲** | _1_ | \\- |", "pipe", ["甲", "1", "-"]),
        ("| 结果<br>维持 | &nbsp; |", "pipe", ["结果维持", ""]),
        ("**三、摆渡申请**", "plain", ["三、摆渡申请"]),
        ("**一是**加强，**二是**减少", "plain", ["**一是**加强，**二是**减少"]),
        ("---", "rule", []),
        ("|---|:--:|", "rule", []),
        ("| --- | --- |", "rule", []),
        ("---|---  ", "rule", []),
        ("  -----  ---- --", "rule", []),
        ("+----+----+", "rule", []),
        ("├──┼──┤", "rule", []),
        ("* * *", "rule", []),
        ("-", "plain", ["-"]),
        ("——", "plain", ["——"]),
        ("-  -  -", "plain", ["-  -  -"]),
        ("- 4 -", "furniture", []),
        ("—12—", "furniture", []),
        ("- 0 -", "plain", ["- 0 -"]),
        ("第 4 页 共 9 页", "furniture", []),
        ("第4页", "furniture", []),
        ("Page 4 of 9", "furniture", []),
        ("\f", "furniture", []),
        ("4", "plain", ["4"]),
        ("\\", "plain", []),
        ("\f二、上年结转", "plain", ["二、上年结转"]),
    ],
)
def test_layout_and_fields(raw: str, layout: str, fields: list[str]) -> None:
    (line,) = lines_of(raw + "\n")
    assert (line.layout, fields_of(line)) == (layout, fields)


def test_a_bar_that_markdown_escapes_delimits_nothing() -> None:
    assert fields_of(lines_of("| a \\| b | c |", markdown=True)[0]) == ["a | b", "c"]
    assert lines_of("甲\\|乙", markdown=True)[0].layout == "plain"


def test_fields_know_their_place_and_column() -> None:
    text = "前\n| 甲 |  | 12 |\n"
    line = lines_of(text)[1]
    assert [field.column for field in line.fields] == [0, 1, 2]
    assert text[slice(*line.fields[2].span)] == "12"
    assert text[slice(*line.fields[1].span)].strip() == ""
    assert (line.number, line.last) == (2, 2)


def test_lines_end_at_line_feeds_alone() -> None:
    lines = lines_of("a\r\nb\u2028c\fd\n")
    assert [fields_of(line) for line in lines] == [["a"], ["b\u2028c\fd"]]


BOX = """\
┌────────┬────┬────┐
│1.属于汛│703 │1,  │
│期封航  │    │039 │
├────────┼────┼────┤
│2.其他  │０  │２  │
│        │    │５  │
└────────┴────┴────┘
"""


def test_the_lines_between_two_rules_of_a_box_are_one_row() -> None:
    rows = [line for line in lines_of(BOX) if line.layout == "pipe"]
    assert [fields_of(row) for row in rows] == [["1.属于汛期封航", "703", "1,039"], ["2.其他", "０", "２５"]]
    assert [(row.number, row.last) for row in rows] == [(2, 3), (5, 6)]


def test_rows_of_a_box_without_rules_between_them_stay_rows() -> None:
    grid = "+---+---+---+\n| a | 1 | 2 |\n| b | 3 | 4 |\n+---+---+---+\n"
    assert [fields_of(line) for line in lines_of(grid) if line.layout == "pipe"] == [["a", "1", "2"], ["b", "3", "4"]]


def test_digits_that_wrap_in_a_ruled_box_are_one_figure() -> None:
    rule = "+---+----+---+\n"
    cut = "| 1 | 34 | 7 |\n| 4 |    | 8 |\n| 0 |    |   |\n"
    grid = rule + "| a | b  | c |\n" + rule + "| 1 | 2  | 3 |\n" + rule + cut + rule
    rows = [fields_of(line) for line in lines_of(grid) if line.layout == "pipe"]
    assert rows == [["a", "b", "c"], ["1", "2", "3"], ["140", "34", "78"]]


def test_an_empty_first_cell_is_one_where_no_bar_stands_in_front() -> None:
    assert [fields_of(line) for line in lines_of("a | b | c\n | 1 | \n")] == [["a", "b", "c"], ["", "1", ""]]
    assert [fields_of(line) for line in lines_of("a| b\n---|---\n | 1\n")][2] == ["", "1"]
    assert [fields_of(line) for line in lines_of("| a | b |\n|  | 1 |\n")] == [["a", "b"], ["", "1"]]


FENCED = """\
[cols="50%,25%,25%"]
|===
|年末 +
件数 |1 |2

|其他
| |3
|===
"""


def test_rows_between_fences_go_on_over_lines() -> None:
    rows = [line for line in lines_of(FENCED) if line.layout == "pipe"]
    assert [fields_of(row) for row in rows] == [["年末件数", "1", "2"], ["其他", "", "3"]]
    assert [(row.number, row.last) for row in rows] == [(3, 4), (6, 7)]


def test_fenced_cells_that_make_no_whole_rows_stay_as_they_are() -> None:
    for odd in ("|===\n|a |b\n|c\n|===\n", "|===\n|===\n", "|===\n|a |b\n", "|===\na\n|===\n"):
        assert len(lines_of(odd)) == odd.count("\n")


def test_a_rule_beside_a_cell_that_goes_on_keeps_the_cells_text() -> None:
    box = "├────┬────┼───┤\n│    │甲  │ 1 │\n│三、├────┼───┤\n│结果│乙  │ 2 │\n└────┴────┴───┘\n"
    assert [fields_of(line) for line in lines_of(box) if line.fields] == [
        ["", "甲", "1"],
        ["三、"],
        ["结果", "乙", "2"],
    ]


def test_bare_numbers_that_count_the_pages_are_no_text() -> None:
    pages = "渡船证书\n\n3\n\f39853\n章程\n4\n\f0\n\n5\n\f"
    kept = [fields_of(line) for line in lines_of(pages) if line.fields]
    assert kept == [["渡船证书"], ["39853"], ["章程"], ["0"]]


def test_bare_numbers_that_do_not_count_the_pages_are_text() -> None:
    pages = "渡船证书\n12\n\f39853\n章程\n4\n\f0\n"
    assert [fields_of(line) for line in lines_of(pages)] == [["渡船证书"], ["12"], ["39853"], ["章程"], ["4"], ["0"]]


TEXTS = st.text(st.sampled_from("甲一、1２, .|│┼─-+_*\\\t\f\n\r ８件（）"), max_size=120)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.booleans())
def test_every_line_and_field_stands_in_the_file(text: str, markdown: bool) -> None:
    source = Source.of("draft", text)
    lines = read(source, markdown)
    numbers = [number for line in lines for number in range(line.number, line.last + 1)]
    assert sorted(numbers) == list(range(1, source.line_count + 1))
    for line in lines:
        assert line.layout != "plain" or all(field.passage.text for field in line.fields)
        for field in line.fields:
            assert line.span.start <= field.span.start <= field.span.end <= line.span.end
            written = [text[start:end] for start, end in zip(field.passage.starts, field.passage.ends, strict=True)]
            assert "".join(written) == field.passage.text
