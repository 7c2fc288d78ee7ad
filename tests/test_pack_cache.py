"""The cache of packs: what comes from it is the same pack, and whatever else is in it does no harm."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter import packs
from linter.engine import lint_text
from linter.errors import Mistake, UserError
from linter.messages import catalogue
from linter.pack import Pack
from linter.packs import load, shipped
from linter.packs.cache import entry_path
from linter.packs.page import Page
from linter.selection import Options

CASES = Path(__file__).parent / "cases"
BASE = (CASES / "packs" / "base.yaml").read_text(encoding="utf-8")
KINDS = [str(path) for path in sorted((CASES / "kinds").glob("*.yaml")) if ".cases." not in path.name]
REPORT = """灯塔办公室2023年工作报告
一、概况
收到申请3件。
二、数据
自然人 企业 其他 总计
新收 1 1 1 3
合计 1 1 1 4
"""
HYPOTHESIS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of its own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A pack of the author's own."""
    path = tmp_path / "pack.yaml"
    path.write_text(BASE, encoding="utf-8")
    return path


def loaded(reference: str | Path) -> Pack:
    (pack,) = load([str(reference)])
    return pack


def loaded_or_mistakes(path: Path, cache: bool) -> Pack | tuple[Mistake, ...]:
    try:
        return load([str(path)], cache=cache)[0]
    except UserError as error:
        return error.mistakes


def entry_of(path: Path) -> Path:
    return entry_path(hashlib.sha256(path.read_bytes()).hexdigest())


def parts(value: object) -> Iterator[object]:
    """Everything a pack is made of that is not made of anything else."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from parts(tuple(value.items()))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)
    else:
        yield value


# ---------------------------------------------------------------- the same pack


@pytest.mark.parametrize("name", [*shipped(), *KINDS], ids=lambda name: Path(name).stem)
def test_a_pack_from_the_cache_is_the_same_pack(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (fresh,) = load([name], cache=False)
    first = loaded(name)
    monkeypatch.setattr("linter.packs.page.read_nodes", None)  # the second time nothing is parsed
    again = loaded(name)
    for pack in (first, again):
        assert pack == fresh
        assert repr(pack) == repr(fresh)
        assert list(map(type, parts(pack))) == list(map(type, parts(fresh)))
    assert str in set(map(type, parts(again)))


def test_texts_of_a_pack_are_no_more_than_texts(base: Path) -> None:
    (fresh,) = load([str(base)], cache=False)
    assert {type(part) for part in parts(fresh) if isinstance(part, str)} <= {str, type(fresh.rules[0].severity)}


@HYPOTHESIS
@given(data=st.data())
def test_whatever_a_pack_holds_it_is_the_same_from_the_cache(data: st.DataObject, tmp_path: Path) -> None:
    """A pack with other words in it, in quotes or not: the cache changes neither the pack nor its mistakes."""
    text = BASE
    olds = st.sampled_from(["自然人", "企业", "[件, 份]", '"1"', "例子自订", "新收"])
    news = st.sampled_from(
        ["null", "'null'", "'~'", "'3'", "'true'", '"\\ud800"', '"\\0\\u2028"', "[x, y]", "like bodies", "a: b", "''"]
    )
    for _ in range(data.draw(st.integers(1, 3))):
        text = text.replace(data.draw(olds), data.draw(news), data.draw(st.integers(1, 2)))
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    fresh, first, again = (loaded_or_mistakes(path, use) for use in (False, True, True))
    assert fresh == first == again
    assert entry_of(path).exists() == isinstance(fresh, Pack)


def test_only_the_user_may_look_into_the_cache(base: Path) -> None:
    loaded(base)
    entry = entry_of(base)
    for folder in (entry.parent, entry.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert entry.stat().st_mode & 0o777 == 0o600


def test_a_pack_with_mistakes_is_not_kept_and_no_cache_keeps_nothing(base: Path) -> None:
    load([str(base)], cache=False)
    assert not entry_of(base).exists()
    base.write_text(BASE.replace("severity: error", "severity: fatal"), encoding="utf-8")
    with pytest.raises(UserError):
        loaded(base)
    assert not entry_of(base).exists()


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert loaded(base)


def test_no_home_is_no_obstacle(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    assert loaded(base)


def test_two_packs_of_one_name_are_told_from_the_cache_too(base: Path) -> None:
    other = base.with_name("other.yaml")
    other.write_text(BASE, encoding="utf-8")
    loaded(base)
    with pytest.raises(UserError) as raised:
        load([str(base), str(other)])
    (mistake,) = raised.value.mistakes
    assert "asked for twice" in mistake.message
    assert (mistake.path, mistake.line, mistake.column, mistake.excerpt) == (str(other), 1, 1, "language: 1")


# ---------------------------------------------------------------- forged entries


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"\xff\x00",
        b"null",
        b"[]",
        b"[3]",
        b"[3, null, []]",
        b"[2, {}, []]",
        b"[3, {}, []]",
        b'[3, {"rules": []}, []]',
        b'[3, {"rules": {}}, []]',
        b'[3, {"rules": ["a"]}, [[1, 1]]]',
        b'[3, {"rules": [[["a", "b"]]]}, [[1, 1]]]',
        b'[3, {"rules": [{}]}, []]',
        b'[3, {"rules": [{}]}, [null]]',
        b'[3, {"rules": [{}]}, [1]]',
        b'[3, {"rules": [{}]}, ["11"]]',
        b'[3, {"rules": [{}]}, [[1]]]',
        b'[3, {"rules": [{}]}, [[1, 1, 1]]]',
        b'[3, {"rules": [{}]}, [["1", "1"]]]',
        b'[3, {"rules": [{}]}, [[1.5, 1]]]',
        b'[3, {"rules": [{}]}, [[true, 1]]]',
        b'[3, {"rules": [{}]}, [[-1, 1]]]',
        b'[3, {"rules": [{}]}, [[0, 1]]]',
        b'[3, {"rules": [{}]}, [[1, ' + b"9" * 100_000 + b"]]]",
        b'[3, {"rules": [], "title": 1}, []]',
        b'[3, {"rules": [], "title": null}, []]',
        b'[3, {"rules": [], "title": [NaN]}, []]',
        b'{"rules": 1, "title": 2, "x": 3}',
        b"[" * 200_000,
        b'[3, {"rules": [], "title": ' + b"[" * 100 + b"]" * 100 + b"}, []]",
        b'[3, {"rules": [' + b",".join([b'"x"'] * 30_000) + b"]}, []]",
        b'[3, {"rules": [], "title": "' + b"x" * 2_000_000 + b'"}, []]',
        b"9" * 10_000,
        "[3, {}, []]".encode("utf-16"),
    ],
    ids=lambda forged: repr(forged[:40]),
)
def test_a_forged_entry_does_nothing(forged: bytes, base: Path) -> None:
    fresh = loaded(base)
    entry_of(base).write_bytes(forged)
    assert loaded(base) == fresh


def forge(path: Path, old: str, new: str) -> None:
    """Put another text in the place of one in the entry of a pack."""
    loaded(path)
    entry = entry_of(path)
    text = entry.read_text(encoding="utf-8")
    assert text.count(json.dumps(old, ensure_ascii=False)) == 1
    entry.write_text(
        text.replace(json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)), encoding="utf-8"
    )


def test_a_runaway_pattern_in_a_forged_entry_never_runs(base: Path) -> None:
    fresh = loaded(base)
    forge(base, "(20\\d{2})年", "(a+)+$")
    pack = loaded(base)
    assert pack.form.facts["year"] != fresh.form.facts["year"]
    assert pack.form.facts["year"].readings[0].pattern.search("a" * 40 + "!") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("row-total", "row total\n::error::"),
        ("equation", "system"),
        ("table-labels", "../table_labels"),
        ("summary", "no_such_part"),
        ("figures", "no_such_table"),
        ("person + sum(bodies) == total", "(" * 5_000),
        ("year >= 2021 and not office", "not " * 5_000),
        ("issuer", "office"),
        ("2020..", "twenty"),
        ("申请", "\t"),
    ],
)
def test_what_a_pack_may_not_hold_a_forged_entry_may_not_hold(old: str, new: str, base: Path) -> None:
    fresh = loaded(base)
    entry = entry_of(base)
    text = entry.read_text(encoding="utf-8")
    assert json.dumps(old, ensure_ascii=False) in text
    forged = text.replace(json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False), 1)
    entry.write_text(forged, encoding="utf-8")
    assert loaded(base) == fresh


JUNK = st.sampled_from(
    [
        *(None, True, 0, -1, 1.5, 10**6, "", " ", "null", "true", "3", "figures", "summary", "a.b", "x == y", "(a+)+$"),
        *("(", "like bodies", "\ud800", "\n", [], {}, ["x"], {"x": "y"}, [[[["x"]]]]),
    ]
)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree that holds something: the container and the index or key."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places(node[key])


def damaged(tree: Any, data: st.DataObject) -> None:
    """A tree with something replaced by something else, taken out, put in, or named otherwise."""
    where = list(places(tree))
    holder, key = where[data.draw(st.integers(0, len(where) - 1))]
    other, its_key = where[data.draw(st.integers(0, len(where) - 1))]
    how = data.draw(st.sampled_from(["junk", "junk", "other", "gone", "renamed", "twice"]))
    if how == "junk":
        holder[key] = data.draw(JUNK)
    elif how == "other":
        holder[key] = json.loads(json.dumps(other[its_key]))
    elif how == "gone":
        del holder[key]
    elif how == "renamed" and isinstance(holder, dict) and isinstance(its_key, str):
        holder[its_key] = holder.pop(key)
    elif how == "twice" and isinstance(holder, list):
        holder.insert(key, json.loads(json.dumps(holder[key])))


def as_if_written(tree: Any, path: Path) -> Pack | None:
    """The pack that a file of this tree would be with the checks that an entry goes through; None for a mistake."""
    page = Page(str(path), b"-", catalogue("en"))
    page.root = tree
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linter.packs.page.check_pattern", str)
        patch.setattr("linter.packs.references.check_names", lambda *_: ())
        patch.setattr("linter.packs.rules.can_hold", lambda *_: True)
        patch.setattr("linter.packs.can_hold", lambda *_: True)
        patch.setattr("linter.packs.rules._not_comparable", lambda *_: None)
        return packs._build(page, hashlib.sha256(path.read_bytes()).hexdigest())


def placeless(pack: Pack | None) -> Pack | None:
    return pack and replace(pack, rules=tuple(replace(rule, place=None) for rule in pack.rules))


@HYPOTHESIS
@given(data=st.data())
def test_a_damaged_entry_is_a_pack_that_could_be_written_or_does_nothing(data: st.DataObject, base: Path) -> None:
    """Nothing raises, and what an entry is taken for passes the checks of a pack: all but those of patterns, which are
    checked when they are used, and of names in equations and conditions, which hold nothing where they are unknown."""
    fresh = loaded(base)
    entry = entry_of(base)
    kept = entry.read_bytes()
    content = json.loads(kept)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged(content, data)
    entry.write_text(json.dumps(content), encoding="utf-8")
    pack = loaded(base)
    entry.write_bytes(kept)
    assert pack == fresh or placeless(pack) == placeless(as_if_written(content[1], base))
    lint_text("report.txt", REPORT, Options(packs=(pack,), named=True))


@pytest.mark.parametrize("position", range(0, 100, 7))
def test_half_an_entry_does_nothing(position: int, base: Path) -> None:
    fresh = loaded(base)
    entry = entry_of(base)
    content = entry.read_bytes()
    entry.write_bytes(content[: len(content) * position // 100])
    assert loaded(base) == fresh
    assert entry.read_bytes() == content  # and is made whole again
