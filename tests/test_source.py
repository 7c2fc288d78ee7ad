"""Lines, columns and offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linter.source import Passage, Region, Source, Span, join, plain

LINE = "公示\U00020bb7字收费标准见附件，2023年执行"


def test_a_line_ends_at_line_feeds_only() -> None:
    source = Source.of("a.txt", "一\r\n二\x0c\u2028\x85\x1c\n\n三")
    assert [source.line(number) for number in range(1, source.line_count + 1)] == [
        "一",
        "二\x0c\u2028\x85\x1c",
        "",
        "三",
    ]


def test_a_final_line_end_makes_no_line() -> None:
    assert Source.of("a.txt", "一\n").line_count == 1
    assert Source.of("a.txt", "").line_count == 1
    assert Source.of("a.txt", "").line(1) == ""


def test_columns_are_code_points_from_one() -> None:
    source = Source.of("a.txt", f"第一行\r\n{LINE}\n")
    start = source.text.index("2023")
    assert source.region(Span(start, start + 5)) == Region(2, 13, 2, 18)


@given(st.text(st.sampled_from("ab公\U00020bb7\r\n\x0c\u2028\t"), max_size=40))
def test_every_offset_has_one_place_and_the_place_leads_back(text: str) -> None:
    source = Source.of("a.txt", text)
    for offset in range(len(text) + 1):
        line, column = source.place(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
        assert text[:offset].count("\n") == line - 1


def test_passages_keep_their_places() -> None:
    passage = join([plain("三、", 10), plain("本年度", 20)])
    assert passage.text == "三、本年度"
    assert passage.span(1, 4) == Span(11, 22)
    assert passage.cut(2, 5) == Passage("本年度", [20, 21, 22], [21, 22, 23])
    assert plain("  一 ", 5).strip() == plain("一", 7)
