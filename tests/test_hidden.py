"""Characters without width are read by nobody: a report with them is the same report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.readers import read_lines
from linter.source import Source

TEXTS = {
    "report.txt": "一、总体\n\n甲\t乙\t12\n丙12，丁。\n",
    "report.md": "# 总体\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 12 |\n",
    "report.html": "<html><body><p>总体</p><table><tr><td>甲</td><td>12</td></tr></table></body></html>",
}
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def read(path: str, text: str) -> list[list[str]]:
    return [[field.passage.text for field in line.fields] for line in read_lines(Source.of(path, text))]


@pytest.mark.parametrize("path", TEXTS)
@given(data=st.data())
def test_what_has_no_width_is_not_read(path: str, data: st.DataObject) -> None:
    plain = TEXTS[path]
    shown = [at for at, char in enumerate(plain) if "\u4e00" <= char <= "\u9fff" or char.isdecimal()]
    places = data.draw(st.lists(st.sampled_from(shown), min_size=1, unique=True))
    sign = data.draw(st.sampled_from(HIDDEN))
    text = "".join(sign + char if at in places else char for at, char in enumerate(plain))
    assert read(path, text) == read(path, plain)
    for line in read_lines(Source.of(path, text)):
        for field in line.fields:
            for char, start, end in zip(*field.passage, strict=True):
                assert text[start:end] == char


@pytest.mark.parametrize("written", ["&#8203;", "&#x200b;", "&ZeroWidthSpace;", "&shy;", "&zwnj;"])
def test_nor_where_html_writes_it_as_an_entity(written: str) -> None:
    plain = TEXTS["report.html"]
    assert read("report.html", plain.replace("甲", f"甲{written}").replace("体", f"{written}体")) == read(
        "report.html", plain
    )


def test_a_line_of_nothing_else_is_blank() -> None:
    assert read("report.txt", "甲。\n\u200b\n乙。\n") == [["甲。"], [], ["乙。"]]
