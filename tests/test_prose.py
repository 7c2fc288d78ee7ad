"""Dates, stretches of time, numbers, clauses and lists, as a person reads them in running text."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.signature import same_body
from linter.checks.spelling import edits
from linter.folding import fold_text
from linter.prose.clauses import sentences
from linter.prose.dates import read_date, read_year, time_spans
from linter.prose.enumerators import read_enumerator
from linter.prose.listing import counted
from linter.prose.numbers import is_more, numbers

YEAR = (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日至2023年12月31日",
        "2023 年 1 月 1 日 至 12 月 31 日",
        "自2023年1月1日起至12月31日止",
        "2023年1月1日到2023年12月31日止",
        "２０２３年１月１日～１２月３１日",
        "2023年1月1日—12月31日",
        "2023年1月1日--2023年12月31日",
        "2023年1月1日一12月31日",
        "2023.1.1-2023.12.31",
        "2023.01.01—12.31",
        "2023-01-01至2023-12-31",
        "2023/1/1～2023/12/31",
        "2023年1月1日—同年12月31日",
        "2023年度（1月1日至12月31日）",
        "2023年1月至12月",
        "2023年1-12月",
        "二〇二三年一月一日至十二月三十一日",
        "二○二三年一月一日起至二○二三年十二月三十一日止",
        "2023年1月1日 0:00至2023年12月31日",
    ],
)
def test_the_whole_year_in_many_spellings(text: str) -> None:
    (span,) = time_spans(fold_text(text))
    assert span.covers(*YEAR)


@pytest.mark.parametrize(
    "text", ["2022年1月1日至12月31日", "2023年1月1日至11月30日", "2023年1月1日至12月30日", "2023年2月至12月"]
)
def test_another_stretch(text: str) -> None:
    (span,) = time_spans(text)
    assert not span.covers(*YEAR)


@pytest.mark.parametrize("text", ["2023年12月31日", "2023年至2024年", "第1.2-3.4节", "电话2023-1-1"])
def test_no_stretch(text: str) -> None:
    assert list(time_spans(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月5日", date(2024, 1, 5)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("2024.1.5", date(2024, 1, 5)),
        ("2024年2月30日", None),
        ("2024年1月", None),
        ("一月五日", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("2023", 2023), ("二〇二三", 2023), ("二○二三", 2023), ("十二", None)])
def test_years(text: str, expected: int | None) -> None:
    assert read_year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到12件", [("12", False)]),
        ("收到十二件、两件", [("12", False), ("2", False)]),
        ("载客1,234人", [("1234", False)]),
        ("载客1 234人", [("1234", False)]),
        ("载客12 345 678.5人", [("12345678.5", False)]),
        ("载客2023 234人", [("234", False)]),
        ("载客3.5万人", [("35000", True)]),
        ("浏览2亿次", [("200000000", True)]),
        ("近300件", [("300", True)]),
        ("300余件", [("300", True)]),
        ("300件以上", [("300", True)]),
        ("约3.5万人次左右", [("35000", True)]),
        ("共计300件", [("300", False)]),
        ("总数300件", [("300", False)]),
        ("第三件", []),
    ],
)
def test_numbers_with_a_unit(text: str, expected: list[tuple[str, bool]]) -> None:
    found = list(counted(text))
    assert [(each.number.value, each.inexact) for each in found] == [
        (Decimal(value), rough) for value, rough in expected
    ]


def test_percentages_and_places() -> None:
    first, second = numbers("占65.80%，提升3个百分点")
    assert (first.value, first.places, first.percent) == (Decimal("65.80"), 2, True)
    assert (second.value, second.percent) == (3, False)


def test_sentences() -> None:
    text = "收到1,200件，答复3件；完。好！"
    assert [text[start:end] for start, end in sentences(text)] == ["收到1,200件，答复3件；完。", "好！"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总", ("ordinal", 1, "总")),
        ("十二、总", ("ordinal", 12, "总")),
        ("（三）总", ("bracket", 3, "总")),
        ("(三) 总", ("bracket", 3, "总")),
        ("3.总", ("arabic", 3, "总")),
        ("3、总", ("arabic", 3, "总")),
        ("（3）总", ("bracket-arabic", 3, "总")),
        ("③总", ("circled", 3, "总")),
        ("四是总", ("point", 4, "总")),
        ("第二部分 总", ("part", 2, "总")),
        ("[bookmark: _a]四是总", ("point", 4, "总")),
        ("## 二、总", ("ordinal", 2, "总")),
        ("3.5万", None),
        ("一是否", None),
        ("一加强", None),
        ("2023年", None),
    ],
)
def test_enumerators(text: str, expected: tuple[str, int, str] | None) -> None:
    folded = fold_text(text)
    number = read_enumerator(folded)
    assert (number and (number.style, number.value, folded[number.end :].strip())) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("东浦渡口", "东浦渡口", True),
        ("东浦渡口", "临海县东浦渡口", True),
        ("东浦县政府", "东浦县人民政府", True),
        ("东浦县人民政府", "东浦县人民政府办公室", True),
        ("东浦渡口", "西浦渡口", False),
        ("东浦县林业局", "东浦县农业局", False),
        ("", "东浦渡口", False),
    ],
)
def test_same_body(one: str, other: str, same: bool) -> None:
    assert same_body(one, other) is same
    assert same_body(other, one) is same


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8), st.integers(0, 8))
def test_the_number_of_edits_is_a_distance_and_told_up_to_a_bound(one: str, other: str, most: int) -> None:
    off = edits(one, other, 8)
    assert off == edits(other, one, 8)
    assert (off == 0) == (one == other)
    assert abs(len(one) - len(other)) <= off <= max(len(one), len(other))
    assert edits(one, other, most) == min(off, most + 1)


TEXTS = st.text(
    st.sampled_from("0123456789.,，。%％年月日一二十两百万亿至—-~（）第近约余件其中：；有共占 \n"), max_size=60
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    folded = fold_text(text)
    for number in numbers(folded):
        assert 0 <= number.start < number.end <= number.unit <= len(folded)
        assert number.value >= 0
        is_more(folded, number.unit)
    for span in time_spans(folded):
        assert span.start < span.end
        span.covers(*YEAR)
    read_date(folded)
    list(counted(folded))


@given(TEXTS, st.data())
def test_the_numbers_of_a_range_are_those_it_has_alone(raw: str, data: st.DataObject) -> None:
    text = fold_text(raw)
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    if not text[:start].endswith("第"):
        alone = [(each.value, each.start + start, each.end + start, each.inexact) for each in numbers(text[start:end])]
        assert [(each.value, each.start, each.end, each.inexact) for each in numbers(text, start, end)] == alone


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_a_number_written_is_the_number_read(value: int, places: int) -> None:
    text = f"收到{Decimal(value).scaleb(-places):f}件"
    (number,) = numbers(text)
    assert number.value == Decimal(value).scaleb(-places)
    assert number.places == places
