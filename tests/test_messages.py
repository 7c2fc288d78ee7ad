"""The two catalogues say the same things, and everything the code says stands in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import linter
from linter import LANGUAGES
from linter.diagnostic import CellName, Message
from linter.messages import catalogue, read_texts

LINTER = Path(linter.__file__).parent
PLACEHOLDER = re.compile(r"\{(\w*)\}")
KEY = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*")


def strings_of_the_code() -> Iterator[tuple[str, str, bool]]:
    """(file, text, is the key of a Message) of every string constant; pieces of f-strings are none."""
    for path in sorted(LINTER.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        keys = {
            id(node.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Message"
            and node.args
        }
        pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                yield str(path.relative_to(LINTER)), node.value, id(node) in keys


def test_same_keys_in_both() -> None:
    assert sorted(read_texts("zh")) == sorted(read_texts("en"))


@pytest.mark.parametrize("key", sorted(read_texts("en")))
def test_same_placeholders_in_both(key: str) -> None:
    zh, en = (set(PLACEHOLDER.findall(read_texts(language)[key])) for language in LANGUAGES)
    assert zh == en
    assert "" not in zh


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_valid_yaml_and_read_as_such(language: str) -> None:
    text = (LINTER / "messages" / f"{language}.yaml").read_text(encoding="utf-8")
    assert YAML(typ="safe", pure=True).load(text) == read_texts(language)


def test_every_message_of_the_code_has_words() -> None:
    texts = read_texts("en")
    groups = {key.split(".")[0] for key in texts}
    missing = [
        f"{path}: {text}"
        for path, text, is_key in strings_of_the_code()
        if text not in texts and (is_key or (KEY.fullmatch(text) and text.split(".")[0] in groups))
        if not text.endswith((".yaml", ".py"))
    ]
    assert missing == []


def test_every_key_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in LINTER.rglob("*.py"))
    unused = [
        key
        for key in read_texts("en")
        if f'"{key}"' not in code and not re.search(rf'f"{re.escape(stem(key))}\.?', code)
    ]
    assert unused == []


def told_in_the_code() -> Iterator[tuple[str, str, set[str]]]:
    """(place, key, names of values) of every message whose key and values are written out where it is made."""
    for path in sorted(LINTER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            at = next((at for at, each in enumerate(node.args[:2]) if isinstance(each, ast.Constant)), None)
            key = getattr(node.args[at], "value", None) if at is not None else None
            values = node.args[at + 1] if at is not None and len(node.args) > at + 1 else ast.Dict([], [])
            if key in read_texts("en") and isinstance(values, ast.Dict):
                names = [getattr(each, "value", None) for each in values.keys] + [each.arg for each in node.keywords]
                if None not in names:
                    yield f"{path.relative_to(LINTER)}:{node.lineno}", str(key), set(map(str, names))


def test_every_placeholder_gets_its_value_where_a_message_is_made() -> None:
    """Where the values are put together elsewhere, each test that says the message finds one that is open."""
    told = list(told_in_the_code())
    assert len(told) > 150
    unfilled = [
        f"{place}: {key}"
        for place, key, names in told
        if set(re.findall(r"\{([a-z_]+)\}", read_texts("en")[key])) - names
    ]
    assert unfilled == []


def stem(key: str) -> str:
    """What stands before the last part: keys of one group may be put together in the code."""
    return key.rpartition(".")[0] + "."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "甲、乙、1.5、行·列"),
        ("en", "甲, 乙, 1.5 and 行, 列"),
        ("fr", "甲, 乙, 1.5 and 行, 列"),
        ("zh_CN.UTF-8", "甲、乙、1.5、行·列"),
    ],
)
def test_values_in_words(language: str, expected: str) -> None:
    words = catalogue(language)
    assert words.fill("{list}", {"list": ("甲", "乙", Decimal("1.50"), CellName("t", "行", "列"))}) == expected


def test_what_is_not_known_is_shown_as_it_stands() -> None:
    words = catalogue("en")
    assert words.render(Message("no.such-key")) == "no.such-key"
    assert words.fill("{here} {not}", {"here": "{not}"}) == "{not} {not}"
    assert words.word(()) == ""


def test_the_words_of_a_pack_in_the_language_asked_for() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert zh.choose({"zh": "一", "en": "one"}) == "一"
    assert en.choose({"zh": "一"}) == "一"
    assert zh.choose({"en": "one", "de": "eins"}) == "one"
    assert zh.choose({"": "same"}) == "same"
    assert zh.choose({}) == ""
