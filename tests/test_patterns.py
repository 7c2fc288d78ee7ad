"""Patterns: folded like the text they are matched on, and unable to run away."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.folding import fold_text
from linter.patterns import check_pattern, compile_pattern, lazy_pattern
from linter.tokens import MalformedError


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail, in the middle of a match if need be, when so much processor time is spent: what runs away never ends."""

    def too_slow(*_: object) -> None:
        raise AssertionError(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        (r"收到申请(\d+)件", "收到 申请　１２ 件", "12"),
        (r"\(一\)(.)", "（一）予", "予"),
        (r"\(一\)(.)", "(一) 予", "予"),
        (r"（一）(.)", "(一)予", "予"),
        (r"时间:(\d+)", "时间：3", "3"),
        (r"时间：(\d+)", "时间: 3", "3"),
        (r"(\d+),占", "3，占", "3"),
        (r"[,:](\d)", "共:3", "3"),
        (r"第 (\d) 条", "第5条", "5"),
        (r"No\. (\d)", "No. 7", "7"),
        (r"No\.\s?(\d)", "No. 7", "7"),
        (r"１月(\d)日", "1 月 1 日", "1"),
        (r"[０-９]{4}年(.)", "2023年度", "度"),
        (r"1月--(\d)", "1月—2月", "2"),
        (r"(?P<year>20\d{2})年", "2023年", "2023"),
        (r"(一{2,3}?)", "一一一", "一一"),
        (r"^(.)$", "甲", "甲"),
        (r"(甲|乙)丙", "乙丙", "乙"),
        (r"(\u4e00)", "一", "一"),
        (r"([^，。]{2})。", "甲，乙丙。", "乙丙"),
        (r"(\bXX\b)", "a XX b", "XX"),
    ],
)
def test_an_author_writes_it_once(pattern: str, text: str, matched: str) -> None:
    found = compile_pattern(pattern).search(fold_text(text))
    assert found is not None
    assert found[1] == matched


def test_a_lazy_pattern_behaves_as_the_pattern() -> None:
    lazy, real = lazy_pattern(r"(20\d{2})年"), compile_pattern(r"(20\d{2})年")
    assert [found[1] for found in lazy.finditer("2022年2023年")] == ["2022", "2023"]
    assert (lazy.pattern, lazy.groups) == (real.pattern, real.groups)
    assert lazy == lazy_pattern(r"(20\d{2})年") != lazy_pattern("x")


RUNAWAYS = [
    r"(a+)+$", r"(a*)*b", r"(a|a)*b", r"(a|aa)+$", r"(a|ab|b)*c", r"(ab?|b)+$", r"(?:一|一一|一)*二$", r"^(.*?,){11}P",
    r"(x+x+)+y", r"(.*)*x", r"([a-zA-Z]+)*1", r"(\w+\s?)+$", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"\d+\d+x", r".*.*x",
    r".*甲.*乙", r"[^。]*申请[^。]*件", r"(\d+)*x", r"(a?){30}b", r"a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b",
    r"(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)(a|ab)c",
    r".{0,50}a.{0,50}a.{0,50}b", r"(\d{1,3}){9}x", r"(?:\d{1,3},?)+x", r"(a{1,9}){1,9}b", r"(.{0,9}a){9}b", r"\s+\s+x",
    r"\w*\d*x", r"(?:.|\n)*.*x", r"((a{0,9}){0,9}){0,9}b", r"(?:年|\d+年)*x",
]  # fmt: skip


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_what_may_run_away_is_refused_at_once(pattern: str) -> None:
    with pytest.raises(MalformedError) as raised:
        check_pattern(pattern)
    assert 0 <= raised.value.start < raised.value.end <= len(pattern)
    assert raised.value.message.key.startswith("pattern.")


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(.*?)(?:20\d{2}年)",
        r"收到.{0,30}申请.{0,30}件",
        r"(?:\d{1,3},)*\d{3}",
        r"([\u4e00-\u9fff]{2,10}、)+",
        r"\d+年\d+月\d+日",
        r"\s*\d+\s*件",
        r"(a|b|c)*d",
        r"统计期限为?自?20\d{2}年1月1日(?:起)?至(?:20\d{2}年)?12月31日",
        r"(?:信息|网站)+公开",
    ],
)
def test_what_authors_need_is_accepted(pattern: str) -> None:
    re.compile(check_pattern(pattern))


def atoms() -> st.SearchStrategy[str]:
    return st.sampled_from(["a", "b", "ab", "一", ".", r"\d", r"\w", "[ab]", "[^a]", "1", r"\s", " ", ","])


def patterns() -> st.SearchStrategy[str]:
    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        times = st.sampled_from(["*", "+", "?", "{2}", "{0,3}", "{1,20}", "{2,}", "*?", "+?"])
        return st.one_of(
            st.tuples(inner, times).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
            st.lists(inner, min_size=2, max_size=4).map("".join),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        )

    return st.recursive(atoms(), extend, max_leaves=12)


@settings(max_examples=250, deadline=None)
@given(patterns(), st.text("ab一1 ,", min_size=1, max_size=6), st.text("ab一1 ,!", max_size=3))
def test_what_is_accepted_ends_soon(pattern: str, piece: str, tail: str) -> None:
    """On texts made to be nearly matched: a piece repeated, and something at the end that spoils it."""
    try:
        compiled = compile_pattern(pattern)
    except MalformedError:
        return
    text = (piece * 400)[:400] + tail
    with within(2):
        compiled.search(text)
        compiled.search(text + "\n")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text(r"ab(|)[]{}*+?^$.\d-1,:P<>=!一", max_size=24)))
def test_any_text_is_a_pattern_or_a_mistake_with_its_place(text: str) -> None:
    try:
        re.compile(check_pattern(text))
        start = end = 0
    except MalformedError as error:
        start, end = error.start, error.end
    assert 0 <= start <= end <= max(1, len(text))
