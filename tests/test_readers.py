"""Which reader reads what; Markdown with the HTML tables in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.readers import is_html, is_markdown, read_lines
from linter.source import Source

PAGE = "<table><tr><td>1</td></tr></table>"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("a.txt", PAGE, "text"),
        ("a.text", "<!doctype html>", "text"),
        ("a/b.c/a.MD", PAGE, "markdown"),
        ("a.markdown", "<!doctype html>", "markdown"),
        ("a.html", "text", "html"),
        ("a.HTM", "text", "html"),
        ("a.xhtml", "text", "html"),
        ("-", PAGE, "text"),
        ("<stdin>", "\n<!-- 注 -->\n<!DOCTYPE  html PUBLIC>", "html"),
        ("", "<?xml version='1.0'?><HTML lang=zh>", "html"),
        ("draft", "见 <html> 一节", "text"),
        ("draft", "<htmlx>", "text"),
        ("draft", "<!-- " * 2000, "text"),
        (".md", PAGE, "text"),
        ("a\0\udcff.md", PAGE, "markdown"),
    ],
)
def test_the_suffix_decides_and_else_the_beginning(path: str, text: str, kind: str) -> None:
    source = Source.of(path, text)
    assert (is_markdown(source), is_html(source)) == (kind == "markdown", kind == "html")
    lines = read_lines(source)
    assert (bool(lines) and lines[0].layout == "grid") == (text == PAGE)


def markdown(text: str) -> list[tuple[int, int, object]]:
    """First and last line of what was read, and its fields: a row's by column, a text's as it is."""
    source = Source.of("draft.md", text)
    return [
        (
            line.number,
            line.last,
            {field.column: field.passage.text for field in line.fields}
            if line.layout != "plain"
            else "".join(field.passage.text for field in line.fields),
        )
        for line in read_lines(source)
        if line.fields
    ]


def test_html_tables_in_markdown_have_places_in_the_file() -> None:
    text = (
        "前文\n\n<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n\n<tr><td>2</td></tr>\n</table> 尾\n\n"
        "| 乙 | 3 |\n|---|---|\n\n<div><TABLE><tr><td>丙&nbsp;4</td></tr></TABLE></div>\n后文\n"
    )
    assert markdown(text) == [
        (1, 1, "前文"),
        (4, 4, {0: "甲", 1: "1"}),
        (6, 6, {1: "2"}),
        (7, 7, "尾"),
        (9, 9, {0: "乙", 1: "3"}),
        (12, 12, {0: "丙\xa04"}),
        (13, 13, "后文"),
    ]
    lines = read_lines(Source.of("draft.md", text))
    assert [line.table for line in lines if line.layout == "grid"] == [1, 1, 2]
    for line in lines:
        for field in line.fields:
            if len(field.passage.text) == 1:
                assert text[slice(*field.span)] == field.passage.text


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```html"])
def test_a_table_in_a_fence_is_an_example(fence: str) -> None:
    closing = fence.strip().rstrip("html")
    text = f"{fence}\n{PAGE}\n{closing}\n\n{PAGE}\n"
    lines = read_lines(Source.of("draft.md", text))
    assert [(line.number, line.layout) for line in lines if line.layout == "grid"] == [(5, "grid")]


def test_a_fence_that_is_not_closed_goes_to_the_end() -> None:
    assert not any(line.layout == "grid" for line in read_lines(Source.of("a.md", f"```\n{PAGE}\n``\n{PAGE}")))


def test_words_about_tables_are_no_tables() -> None:
    assert markdown("用 `<table>` 写表格\n") == [(1, 1, "用 `<table>` 写表格")]


def test_a_table_without_end_stays_text() -> None:
    assert [found[0] for found in markdown("<table>\n\n正文\n")] == [1, 3]


def test_tables_in_tables() -> None:
    text = "<table><tr><td>\n<table><tr><td>1</td></tr></table>\n</td></tr></table>\n后文"
    assert markdown(text) == [(2, 2, {0: "1"}), (4, 4, "后文")]


def test_tables_as_github_writes_them() -> None:
    text = (
        "| 项目 | 数量 |\n| :-- | --: |\n| 甲\\|乙 | `12` |\n| **合计** | 1,2 |\n\n"
        "无边 | 表格\n--- | ---\n| 空 | |\n\\- | ２\n"
    )
    rows = [row for _, _, row in markdown(text)]
    assert [list(row.values()) for row in rows if isinstance(row, dict)] == [
        ["项目", "数量"],
        ["甲|乙", "`12`"],
        ["合计", "1,2"],
        ["无边", "表格"],
        ["空", ""],
        ["-", "２"],
    ]


HTML = ["<table>", "</table>", "<tr><td>1", PAGE, "<div><table", "<!-- <table> -->", "<table></table> <table>"]
TEXT = [
    "```",
    "~~~",
    "| 甲 | b |",
    "|---|---|",
    "正文",
    "",
    "┌──┬──┐",
    "│1 │2 │",
    "└──┴──┘",
    "\t1\t2",
    "- 4 -",
    "# 一",
    "\f",
]
LINES = st.lists(st.sampled_from(HTML + TEXT), max_size=14).map("\n".join)


@given(st.one_of(LINES, st.text(max_size=40)), st.sampled_from(["a.md", "a.txt", "a.html", "-"]))
def test_every_line_is_in_order_and_in_the_file(text: str, path: str) -> None:
    source = Source.of(path, text)
    lines = read_lines(source)
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers)
    for line in lines:
        assert 1 <= line.number <= line.last <= len(source.line_starts)
        for field in line.fields:
            assert 0 <= field.span.start <= field.span.end <= len(text)
            assert len(field.passage.text) == len(field.passage.starts) == len(field.passage.ends)


@given(LINES)
def test_no_text_of_markdown_is_lost(text: str) -> None:
    text = text.replace("<!-- <table> -->", "").replace("<div><table", "")
    read = "".join(field.passage.text for line in read_lines(Source.of("a.md", text)) for field in line.fields)
    for letter in "12甲正文一":
        assert read.count(letter) == text.count(letter)
