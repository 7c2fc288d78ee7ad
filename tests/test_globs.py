"""Path patterns of a config."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from linter.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("drafts/*.txt", "drafts/年报.txt"),
        ("drafts/**", "drafts/2024/年报.txt"),
        ("drafts/**/*.txt", "drafts/年报.txt"),
        ("drafts/**/*.txt", "drafts/a/b/年报.txt"),
        ("**/old/*", "a/old/x.txt"),
        ("**/old/*", "old/x.txt"),
        ("drafts", "drafts/a/b.txt"),
        ("drafts/", "drafts/a/b.txt"),
        ("./drafts/a.txt", "drafts/a.txt"),
        ("/drafts/a.txt", "drafts/a.txt"),
        ("*.md", "deep/er/README.md"),
        ("20[12]?年.txt", "2023年.txt"),
        ("[!a].txt", "b.txt"),
        ("a+b(1).txt", "a+b(1).txt"),
        ("drafts/**.txt", "drafts/a.txt"),
        ("drafts/**.txt", "drafts/a/b.txt"),
        ("drafts/a**", "drafts/ab/c.txt"),
        ("**", "a.txt"),
        ("**/a/**/b", "a/a/b/b"),
        ("*a*b", "xaxbxb"),
        ("[z-a].txt", "[z-a].txt"),
    ],
)
def test_a_pattern_matches(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("drafts/*.txt", "drafts/2024/年报.txt"),
        ("drafts/*.txt", "other/drafts/年报.txt"),
        ("drafts", "my-drafts/a.txt"),
        ("*.md", "README.md.txt"),
        ("[!a].txt", "a.txt"),
        ("a.txt", "axtxt"),
        ("**/old/*", "older/x.txt"),
        ("drafts/**", "drafts"),
        ("a*a", "a"),
        ("*ab*ba*", "aba"),
        ("a/**/b/c", "a/b/x/c"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@example("[]", "")
@example("[!]", "!")
@given(st.text(), st.text())
def test_no_pattern_is_an_error(pattern: str, path: str) -> None:
    try:
        matches(pattern, path)
    except re.error as problem:
        pytest.fail(f"{pattern!r}: {problem}")


@given(st.text(st.characters(exclude_characters="*?[/."), min_size=1))
def test_a_plain_name_matches_itself(name: str) -> None:
    assert matches(name, name)
    assert matches(name, f"folder/{name}")


def by_backtracking(pattern: str, path: str) -> bool:
    """The meaning of a pattern as one regular expression, which can take for ever."""
    bare = pattern.removeprefix("./").rstrip("/")
    body = re.escape(bare.lstrip("/"))
    for written, meant in (
        (r"\*\*/", "(?:.*/)?"),
        (r"\*\*", ".*"),
        (r"\*", "[^/]*"),
        (r"\?", "[^/]"),
        (r"\[ab\]", "[ab]"),
    ):
        body = body.replace(written, meant)
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    return re.fullmatch(f"{anywhere}{body}(?:/.*)?", path) is not None


NAMES = st.text("abc.", min_size=1, max_size=5)
PARTS = st.one_of(
    st.just("**"), st.lists(st.sampled_from(["a", "b", "c", ".", "*", "?", "[ab]"]), min_size=1).map("".join)
)
PATTERNS = st.tuples(
    st.sampled_from(["", "./", "/"]), st.lists(PARTS, min_size=1, max_size=5), st.sampled_from(["", "/"])
)


@settings(max_examples=300)
@given(
    PATTERNS.map(lambda cut: cut[0] + "/".join(cut[1]) + cut[2]), st.lists(NAMES, min_size=1, max_size=6).map("/".join)
)
def test_a_pattern_means_what_its_regular_expression_means(pattern: str, path: str) -> None:
    assume(not re.search(r"[^/*]\*\*|\*\*[^/*]|\*\*\*", pattern))
    assert matches(pattern, path) == by_backtracking(pattern, path)


@pytest.mark.parametrize("pattern", ["**/*" * 30, "**/" * 30 + "x", "*a" * 100, "a*" * 100 + "b", "**/*a*/" * 20])
def test_no_pattern_tries_every_way(pattern: str) -> None:
    matches(pattern, "/".join(["a" * 100] * 100))
