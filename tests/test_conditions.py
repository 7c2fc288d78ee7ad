"""Conditions are judged in three values: what is unknown is not false."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.conditions import Condition, Value, parse_condition
from linter.tokens import MalformedError

NAMES: dict[str, Value] = {
    "yes": True,
    "no": False,
    "open": None,
    "year": 2023,
    "issuer": "甲市",
    "month": "05",
    "requests": True,
}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("yes", True),
        ("no", False),
        ("open", None),
        ("true", True),
        ("false", False),
        ("not no", True),
        ("not not no", False),
        ("not open", None),
        ("yes and open", None),
        ("no and open", False),
        ("open and no", False),
        ("yes or open", True),
        ("open or yes", True),
        ("no or open", None),
        ("no or no", False),
        ("yes or no and no", True),
        ("(yes or no) and no", False),
        ("year >= 2021", True),
        ("year < 2023", False),
        ("year == 2023 and year != 2022 and year <= 2023 and year > 2000", True),
        ("open >= 2021", None),
        ("issuer == '甲市'", True),
        ('issuer != "甲市"', False),
        ("issuer > 3", None),
        ("issuer == 3", None),
        ("month >= 3", True),
        ("month == 11", False),
        ("month == 5 and month == '05'", True),
        ("table(requests)", True),
        ("not table(open)", None),
        ("unheard_of", None),
    ],
)
def test_three_values(text: str, held: bool | None) -> None:
    assert parse_condition(text).holds(NAMES) is held


def test_what_leaves_it_open_is_named() -> None:
    assert parse_condition("yes and (open or never) and open").unknown(NAMES) == ("open", "never")
    assert parse_condition("no and open").unknown(NAMES) == ()
    assert parse_condition("open >= 1").unknown(NAMES) == ("open",)
    assert parse_condition("issuer >= 1").unknown(NAMES) == ("issuer",)


def test_names_are_known_with_their_places() -> None:
    uses = list(parse_condition("yes and not table(requests) or year >= 2021").uses())
    assert [(use.name, use.table, use.start) for use in uses] == [
        ("yes", False, 0),
        ("requests", True, 18),
        ("year", False, 31),
    ]


@pytest.mark.parametrize(
    ("text", "start", "key"),
    [
        ("", 0, "ended"),
        ("yes and", 7, "ended"),
        ("yes no", 4, "unexpected"),
        ("and yes", 0, "expected-name"),
        ("(yes", 4, "ended"),
        ("yes)", 3, "unexpected"),
        ("year >= ", 8, "ended"),
        ("year >= no", 8, "expected-value"),
        ("year >= 'x'", 8, "expected-value"),
        ("open(yes)", 0, "unknown-function"),
        ("yes & no", 4, "unknown-character"),
        ("yes.__class__", 3, "unknown-character"),
        ("table()", 6, "expected-name"),
        ("2021 <= year", 0, "expected-name"),
        ("(" * 60 + "yes", 40, "too-deep"),
        ("yes or " * 200, 1000, "too-long"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, start: int, key: str) -> None:
    with pytest.raises(MalformedError) as raised:
        parse_condition(text)
    assert (raised.value.start, raised.value.message.key) == (start, f"condition.{key}")


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_a_mistake(text: str) -> None:
    try:
        parse_condition(text).holds({})
        place = 0
    except MalformedError as error:
        place = error.start
    assert 0 <= place <= len(text)


def conditions() -> st.SearchStrategy[str]:
    names = st.sampled_from(["a", "b", "c"])
    return st.recursive(
        names,
        lambda inner: st.one_of(
            inner.map(lambda text: f"not ({text})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        ),
        max_leaves=8,
    )


@given(conditions(), st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from([True, False, None]))))
def test_open_means_that_the_rest_decides(text: str, names: dict[str, Value]) -> None:
    """If a condition is decided with a name unknown, it is decided the same way whatever the name is."""
    condition: Condition = parse_condition(text)
    held = condition.holds(names)
    if held is None:
        assert set(condition.unknown(names)) <= {name for name, value in names.items() if value is None}
        return
    for filled in (True, False):
        assert condition.holds({name: filled if value is None else value for name, value in names.items()}) is held
