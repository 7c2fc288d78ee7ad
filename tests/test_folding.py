"""Folding: one typography, and the way back to the raw text."""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.folding import fold, fold_text, key
from linter.source import plain

TYPOGRAPHY = "０１２ＡＢ（）()，,。：: 　\t\n\f\u2028**---—–\\-\\收到申请件年\U00020bb7abc12\u200b\ufeff⼯"


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("２０２２ 年 1 月\n1 日 --- 12 月", "2022年1月1日—12月"),
        ("(一) 予以公开, 好", "（一）予以公开，好"),
        ("**三、本年**度  ABC  def", "三、本年度ABC def"),
        ("1,234.5", "1,234.5"),
        ("12 345", "12 345"),
        ("第 4\n\n\f 页", "第4页"),
        ("a \\- b\\\nc", "a - b c"),
        ("⼯作", "工作"),
        ("2*3", "2*3"),
        ("A-1——好", "A-1—好"),
        ("2 0 2 3 年共 1 2 件", "2023年共12件"),
        ("共 4 , 8 6 2 . 5 件", "共4,862.5件"),
        ("12 3, 4 5.6 7", "12 3, 4 5.6 7"),
        ("占40.\n35%，收取1,\n450元", "占40.35%，收取1,450元"),
        ("林地类1\n28条，20\n23年，占40\n.35%", "林地类128条，2023年，占40.35%"),
        ("增长15.6%; 二是", "增长15.6%；二是"),
    ],
)
def test_folds(raw: str, folded: str) -> None:
    assert fold_text(raw) == folded


def test_white_space_of_any_kind_is_one_space() -> None:
    spaces = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()]
    assert {fold_text(f"a{char}{char}b") for char in spaces} == {"a b"}


def test_key_leaves_only_letters_and_digits() -> None:
    assert key("  1. 属于“国家秘密” (一)") == key("1.属于国家秘密（一）") == "1属于国家秘密一"


@given(st.text(st.sampled_from(TYPOGRAPHY), max_size=60))
def test_every_folded_character_knows_where_it_was_written(text: str) -> None:
    folded = fold(plain(text, 7))
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert folded.text == fold_text(text)
    places = list(zip(folded.starts, folded.ends, strict=True))
    assert all(7 <= start < end <= 7 + len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
    for char, (start, end) in zip(folded.text, places, strict=True):
        raw = text[start - 7 : end - 7]
        assert char in fold_text(raw) or char.isspace() or char == "—" or char in "，：" or raw == char


@given(st.text(st.sampled_from(TYPOGRAPHY), max_size=60))
def test_folding_again_changes_little(text: str) -> None:
    """A folded label compares equal to itself: no digit or letter is lost by folding."""
    letters = [char for char in fold_text(text) if char.isalnum()]
    assert letters == [char for raw in text for char in fold_text(raw) if char.isalnum()]
