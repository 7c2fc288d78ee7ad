"""Packs: every mistake is told, with its place and its words; whatever a file holds, reading it is quick."""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from linter.checks.base import Check
from linter.errors import Mistake, UserError
from linter.messages import catalogue
from linter.packs import load, shipped
from linter.packs.options import Options
from linter.packs.page import Page

CASES = Path(__file__).parent / "cases" / "packs"
BASE = (CASES / "base.yaml").read_text(encoding="utf-8")


def broken_packs() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in YAML(typ="safe", pure=True).load(path)["cases"] if path.name != "base.yaml" else ():
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def mistakes_in(text: str | bytes, folder: Path, language: str = "en") -> tuple[Mistake, ...]:
    """What is told of a pack of this text."""
    path = folder / "pack.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        load([str(path)], cache=False, language=language)
    except UserError as error:
        return error.mistakes
    return ()


def test_the_base_of_the_broken_packs_is_whole(tmp_path: Path) -> None:
    assert mistakes_in(BASE, tmp_path) == ()


def test_there_are_enough_broken_packs() -> None:
    assert len(list(broken_packs())) >= 80


@pytest.mark.parametrize("case", list(broken_packs()))
def test_broken_pack(case: dict[str, Any], tmp_path: Path) -> None:
    text = BASE.replace(case["replace"], case["by"], 1)
    assert text != BASE
    found = mistakes_in(text, tmp_path)
    assert [
        {
            "at": f"{each.line}:{each.column}",
            "marked": each.excerpt[each.column - 1 : (each.end_column or 0) - 1],
            "message": each.message,
        }
        for each in found
    ] == case["mistakes"]
    assert all(each.excerpt == text.split("\n")[each.line - 1] for each in found)
    assert len(mistakes_in(text, tmp_path, "zh")) == len(found)


LAST = BASE[BASE.index("  - id: unit") :]


def test_a_text_of_digits_compares_with_a_number(tmp_path: Path) -> None:
    month = "  month: {in: title, pattern: '年(\\d{1,2})月'}\n  office:"
    text = BASE.replace("year >= 2021", "month >= 3").replace("  office:", month)
    assert mistakes_in(text, tmp_path) == ()
    (found,) = mistakes_in(text.replace("(\\d{1,2})", "(.{1,2})"), tmp_path)
    assert found.message.startswith("the fact 'month' is a text that may be more than digits")


def test_a_pack_that_could_speak_for_no_document(tmp_path: Path) -> None:
    said = "this condition can never be true for the years and parts of this pack, so it would speak for no document"
    applies = "title_like or section_count >= 1 or table(figures)"
    (found,) = mistakes_in(BASE.replace(applies, "section_count > 2 or year < 2019"), tmp_path)
    assert (found.line, found.column, found.message) == (6, 10, said)
    assert mistakes_in(BASE.replace(applies, "'true'"), tmp_path) == ()


@pytest.mark.parametrize("kind", ["sections", "section-title", "empty"])
def test_rules_about_parts_need_parts(kind: str, tmp_path: Path) -> None:
    text = BASE[: BASE.index("sections:")] + "rules:\n" + LAST.replace("table-labels", kind)
    text = text.replace("    with: {tables: [figures]}\n", "").replace(" or table(figures)", "")
    said = "this pack declares no parts, so there is nothing to judge; declare them under sections"
    assert [each.message for each in mistakes_in(text, tmp_path)] == [said]


def test_rows_of_a_table_with_one_shape_cannot_be_outdated(tmp_path: Path) -> None:
    text = BASE.replace(", or: single-row", "").replace("table-labels", "table-rows")
    text = text.replace("{tables: [figures]}", "{tables: [figures], find: outdated}")
    (found,) = mistakes_in(text, tmp_path)
    assert found.message.startswith("table 'figures' has one shape only")
    assert (found.line, found.column) == (61, 20)


def test_five_mistakes_are_all_told_in_one_run(tmp_path: Path) -> None:
    text = (
        BASE.replace("person + sum(bodies)", "persons + sum(bodies)")
        .replace("check: table-labels", "check: tabel-labels")
        .replace("severity: error", "severity: fatal")
        .replace("year >= 2021", "yaer >= 2021")
        .replace("id: said", "id: handled")
    )
    assert len(mistakes_in(text, tmp_path)) == 5


def test_the_mistakes_of_all_packs_are_told_in_one_run(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(BASE.replace("severity: error", f"severity: {name}"), encoding="utf-8")
    references = [str(tmp_path / "one.yaml"), "no-such-pack", str(tmp_path / "gone.yaml"), str(tmp_path / "two.yaml")]
    with pytest.raises(UserError) as raised:
        load(references, cache=False)
    assert [Path(each.path).name for each in raised.value.mistakes] == [
        "one.yaml",
        "no-such-pack",
        "gone.yaml",
        "two.yaml",
    ]


def test_a_misspelt_pack_and_a_pack_asked_for_twice(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"did you mean 'cn-disclosure-report'\?"):
        load(["cn-disclosure-reprot"])
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(BASE, encoding="utf-8")
    with pytest.raises(UserError, match="asked for twice"):
        load([str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")], cache=False)


def test_not_utf8_is_told_with_its_byte(tmp_path: Path) -> None:
    (mistake,) = mistakes_in(BASE.encode("gb18030"), tmp_path)
    assert mistake.message == "the file is not UTF-8 (byte 48, line 4); save it as UTF-8"


@pytest.mark.parametrize("name", shipped())
def test_shipped_packs_are_whole(name: str) -> None:
    (pack,) = load([name], cache=False)
    assert pack.name == name
    assert pack.digest.startswith("sha256:")
    for rule in pack.rules:
        assert {"zh", "en"} <= set(rule.why), rule.id


# ---------------------------------------------------------------- options set anew


def override(rule: str, text: str, folder: Path) -> tuple[Check | None, Check, list[str]]:
    """A rule's check with the options of this text, the one before, and the mistakes in them."""
    path = folder / "pack.yaml"
    path.write_text(BASE, encoding="utf-8")
    (pack,) = load([str(path)], cache=False)
    page = Page("config.yaml", text.encode(), catalogue("en"))
    assert isinstance(page.root, dict)
    check = next(each.check for each in pack.rules if each.id == rule)
    changed = Options(page, pack.form).override(check, page.root)
    return changed, check, [f"{each.path}:{each.line}:{each.column}: {each.message}" for each in page.mistakes]


def test_options_of_a_rule_are_set_anew(tmp_path: Path) -> None:
    changed, check, mistakes = override("row-total", "tolerance: 0.5", tmp_path)
    assert mistakes == []
    assert changed == replace(check, tolerance=Decimal("0.5"))  # type: ignore[type-var]


def test_no_options_set_anew_change_nothing(tmp_path: Path) -> None:
    changed, check, mistakes = override("row-total", "{}", tmp_path)
    assert mistakes == []
    assert changed == check


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tolerence: 1", "config.yaml:1:1: unknown key 'tolerence' (did you mean 'tolerance'?)"),
        (
            "holds: persons == total",
            "config.yaml:1:8: unknown column 'persons' in table 'figures' (did you mean 'person'?)",
        ),
        ("only: [new, person]", 'config.yaml:1:7: "person" under only is no row of the table, nor a group of them'),
    ],
)
def test_mistakes_in_options_that_a_config_sets(text: str, message: str, tmp_path: Path) -> None:
    changed, _, mistakes = override("row-total", text, tmp_path)
    assert changed is None
    assert mistakes == [message]


def test_what_a_rule_holds_has_to_hold_where_a_config_puts_it(tmp_path: Path) -> None:
    changed, _, mistakes = override("row-total", "each: column", tmp_path)
    assert changed is None
    assert [each.split(";")[0] for each in mistakes] == [
        f"config.yaml:1:7: unknown row '{name}' in table 'figures'" for name in ("person", "bodies", "total")
    ]


# ---------------------------------------------------------------- bombs

ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS = {
    "aliases": (ALIASES, "anchors and aliases"),
    "merge": ("a: {x: 1}\nb:\n  <<: [{x: 1}, {y: 2}]\n", "merge keys"),
    "open brackets": ("a: " + "[" * 9_000, "nested more than"),
    "100,000 open brackets": ("a: " + "[" * 100_000, "longer than 10000 characters"),
    "100,000 open brackets on lines": ("a:\n" + "[[[[[[[[[[\n" * 10_000, "nested more than|not valid YAML"),
    "open braces": ("{" * 9_000, "nested more than"),
    "deep list": ("- " * 4_000, "nested more than"),
    "deep question marks": ("? " * 4_000, "nested more than"),
    "many values": ("- a\n" * 60_000, "more than 20000 values"),
    "many values in a row": ("a: [" + "x,\n" * 60_000 + "]", "more than 20000 values"),
    "too large": ("# comment\n" * 200_000, "larger than 256 KB"),
    "comments only": ("#\n" * 120_000, "empty"),
    "empty lines": ("\n" * 250_000, "empty"),
    "long number": (BASE.replace("language: 1", "language: " + "9" * 9_000), "whole number"),
    "long tag": ("!" * 9_000, "tags are not used"),
    "long quoted lines": ('"' + "a\n" * 100_000 + '"', "not a mapping|mapping with the keys"),
    "NUL": ("a: \x00", "not valid YAML"),
    "lone surrogate": (b"a: \xed\xa0\x80", "not UTF-8"),
    "impossible character": ('a: "\\UFFFFFFFF"', "not valid YAML"),
    "python object": ("!!python/object/apply:os.system [id]", "tags are not used"),
    "long equation": (BASE.replace("sum(results) ==", "(" * 5_000 + "sum(results) =="), "too long|too deep"),
    "long condition": (BASE.replace("year >= 2021", "not " * 2_000 + "(" * 900), "longer than|too deep"),
    "long pattern": (BASE.replace("(20\\d{2})年", "(" * 5_000), "longer than"),
    "deep pattern": (BASE.replace("(20\\d{2})年", "(" * 900), "nested more than"),
    "large pattern": (BASE.replace("(20\\d{2})年", "((a{1000}){1000}){1000}"), "too large"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_at_once(name: str, tmp_path: Path) -> None:
    text, words = BOMBS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = mistakes_in(text, tmp_path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert found
    assert re.search(words, found[0].message), found[0].message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_pack_holds_is_a_pack_or_a_list_of_mistakes(data: st.DataObject, tmp_path: Path) -> None:
    """A whole pack with pieces cut out, doubled or put in: nothing raises, and every place is in the file."""
    text = BASE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        piece = data.draw(
            st.sampled_from(["", text[start:end] * 2, "{", "]", ": ", "- ", "\n", "'", "&a ", "!x ", "\0", "$"])
        )
        text = text[:start] + piece + text[end:]
    lines = text.split("\n")
    for mistake in mistakes_in(text, tmp_path):
        assert 1 <= mistake.line <= len(lines)
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        assert mistake.message


# ---------------------------------------------------------------- packs of other distributions


def test_a_pack_of_another_distribution_is_found_and_its_package_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "harbour_rules"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    (package / "base.yaml").write_text(BASE, encoding="utf-8")
    metadata = tmp_path / "harbour-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[reportlint.packs]\nbase = harbour_rules\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    (pack,) = load(["base"], cache=False)
    assert pack.path == str(package / "base.yaml")
    with pytest.raises(UserError, match="no pack 'bass'"):
        load(["bass"], cache=False)
