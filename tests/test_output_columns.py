"""Columns in every unit, and excerpts whose marks stand where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.output import columns
from linter.output.excerpt import excerpt, one_line, pieces, visible
from linter.source import Region, Source
from tests.output_samples import LINE, SOURCE, YEAR

UNITS = {"codepoint": 13, "utf16": 14, "utf8": 38, "display": 25}


def test_the_sample_line_tells_the_units_apart() -> None:
    assert LINE[12:17] == "2024年"
    assert len(set(UNITS.values())) == len(columns.UNITS)


@pytest.mark.parametrize("unit", columns.UNITS)
def test_column_in_each_unit(unit: columns.Unit) -> None:
    assert columns.column(SOURCE, 2, 13, unit) == UNITS[unit]
    assert columns.region(SOURCE, YEAR, unit).column == UNITS[unit]


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("年", 2), ("é", 1), ("e\u0301", 1), ("\t", 8), ("ab\tc", 9), ("“—”", 3), ("𠮷", 2), ("\u200b", 0)],
)
def test_width(text: str, cells: int) -> None:
    assert columns.width(text) == cells


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")))
def test_units_agree_with_the_encodings(line: str) -> None:
    source = Source.of("x", f"first\n{line}")
    last = len(line) + 1
    assert columns.column(source, 2, last, "utf8") == 1 + len(line.encode())
    assert columns.column(source, 2, last, "utf16") == 1 + len(line.encode("utf-16-le")) // 2


def test_excerpt_with_carets_counts_cells() -> None:
    line, carets = excerpt(SOURCE, YEAR, carets=True)
    assert line == f"    2 | {LINE}"
    assert carets == "      | " + " " * 24 + "^" * 6


def test_excerpt_without_a_terminal_marks_the_place_in_the_line() -> None:
    assert excerpt(SOURCE, YEAR, carets=False) == ["    2 | 青𠮷镇收费目录公布如下，【2024年】起施行"]


def test_excerpt_of_an_empty_place_and_of_several_lines() -> None:
    assert excerpt(SOURCE, Region(1, 8, 1, 8), carets=False) == ["    1 | 青𠮷镇工作年报【】"]
    assert excerpt(SOURCE, Region(1, 4, 2, 3), carets=False) == ["    1 | 青𠮷镇【工作年报】"]


def test_a_long_line_is_cut_around_the_place() -> None:
    source = Source.of("x", "前" * 3000 + "错" + "后" * 3000)
    before, marked, after = pieces(source, Region(1, 3001, 1, 3002))
    assert marked == "错"
    assert before.startswith("…前")
    assert after.endswith("后…")
    assert len(before + marked + after) < 120


@given(st.text(), st.data())
def test_an_excerpt_is_one_printable_line_and_its_carets_fit(text: str, data: st.DataObject) -> None:
    source = Source.of("x", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    region = Region(*source.place(start), *source.place(end))
    line, carets = excerpt(source, region, carets=True)
    assert line.isprintable()
    assert columns.width(carets) <= max(columns.width(line), columns.width(line) + 1)


def test_what_could_steer_a_terminal_is_shown_instead() -> None:
    assert visible("a\x1b[31m\u202eb\u2028c\td") == "a␛[31mb c    d"
    assert one_line("a\r\nb") == "a  b"
