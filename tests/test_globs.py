"""Path patterns of a config."""

import re

import pytest
from hypothesis import example, given
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
