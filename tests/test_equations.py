"""Relations: how they are written, what is wrong with them, what they say over a document."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.equation import EquationCheck
from linter.checks.stated_figures import StatedFigures
from linter.culprit import fails
from linter.diagnostic import Message
from linter.document import BoundCell, BoundRow, BoundTable, Document
from linter.equations import cell_sums, check_names, parse_relation
from linter.equations.whole import residual
from linter.tokens import MalformedError
from tests.ledgers import (
    ACCOUNT,
    ACCOUNT_RULES,
    FORM,
    REQUESTS,
    REVIEW,
    RULES,
    account_grid,
    document,
    evaluated,
    requests_grid,
    review_grid,
)

RANDOM = Random(20)
GRID = requests_grid(RANDOM)
REVIEWED = review_grid(RANDOM)


# ---------------------------------------------------------------- the grammar


@pytest.mark.parametrize(
    ("text", "terms", "constant", "scale"),
    [
        ("person + sum(bodies) == total", {"person": 1, "bodies": 1, "total": -1}, 0, 1),
        ("a - (b - c) == 0", {"a": 1, "b": -1, "c": 1}, 0, 1),
        ("-a + 2 * b <= 3", {"a": -1, "b": 2}, -3, 1),
        ("(a + b) / 2 == c", {"a": 1, "b": 1, "c": -2}, 0, 2),
        ("0.5 * a >= b", {"a": 1, "b": -2}, 0, 2),
        ("x.y_1.z == last_year.x.y", {"x.y_1.z": 1, "last_year.x.y": -1}, 0, 1),
    ],
)
def test_sums_become_whole_coefficients(text: str, terms: dict[str, int], constant: int, scale: int) -> None:
    relation = parse_relation(text)
    assert relation.linear is not None
    assert {relation.names[name].text: factor for factor, name in relation.linear[0]} == terms
    assert (relation.linear[1], relation.scale) == (constant, scale)


def test_products_of_names_are_not_sums() -> None:
    relation = parse_relation("round(100 * a / b, places) == c")
    assert relation.linear is None
    assert relation.rounding is not None
    assert (relation.rounding.side, relation.rounding.places) == ("left", None)
    assert [text for text, *_ in relation.names] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "start", "end", "key"),
    [
        ("a = b", 2, 3, "unknown-character"),
        ("a == 第", 5, 6, "unknown-character"),
        ("a == B", 5, 6, "unknown-character"),
        ("a + == b", 4, 6, "no-operand"),
        ("", 0, 0, "no-operand"),
        ("a + b", 5, 5, "no-comparison"),
        ("a == b == c", 7, 9, "one-comparison"),
        ("a b == c", 2, 3, "unexpected"),
        ("(a == b", 3, 5, "expected"),
        ("1 == 2", 0, 6, "no-names"),
        ("sum(3) == a", 4, 5, "sum-of-name"),
        ("eval(a) == b", 0, 4, "unknown-function"),
        ("a / 0 == b", 4, 5, "by-zero"),
        ("round(a, 2) + 1 == b", 12, 13, "round-whole-side"),
        ("round(a, x) == b", 9, 10, "places"),
        ("round(a, 1) == round(b, 1)", 12, 14, "one-rounding"),
        ("(" * 60 + "a" + ")" * 60 + " == b", 40, 41, "too-deep"),
        ("+".join("a" * 900) + " == b", 400, 1804, "too-long"),
    ],
)
def test_a_mistake_has_its_exact_place(text: str, start: int, end: int, key: str) -> None:
    with pytest.raises(MalformedError) as caught:
        parse_relation(text)
    assert (caught.value.start, caught.value.end, caught.value.message.key) == (start, end, f"relation.{key}")


@given(st.text(alphabet="ab. _+-*/()=<>1,sumround", max_size=60))
@settings(max_examples=300)
def test_any_text_is_a_relation_or_a_mistake_inside_it(text: str) -> None:
    with contextlib.suppress(MalformedError):
        parse_relation(text)
        return
    with pytest.raises(MalformedError) as caught:
        parse_relation(text)
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


# ---------------------------------------------------------------- names held against the form


@pytest.mark.parametrize(
    ("text", "each", "table", "unknown", "meant"),
    [
        ("persons + sum(bodies) == total", "row", REQUESTS, "persons", "person"),
        ("person + bodies == total", "row", REQUESTS, "bodies", "business"),
        ("sum(result) == handled", "column", REQUESTS, "result", "results"),
        ("new + carry == handled", "column", REQUESTS, "carry", "carried"),
        ("upheld + person == total", "group", REVIEW, "person", "pending"),
        ("carried == last_year.requests.forwards", "column", REQUESTS, "last_year.requests.forwards", "forward"),
        ("requests.new.totals == received", None, None, "requests.new.totals", "requests.new.total"),
        ("receive == requests.new.total", None, None, "receive", "received"),
    ],
)
def test_an_unknown_name_is_found_with_what_could_be_meant(
    text: str, each: str | None, table: object, unknown: str, meant: str
) -> None:
    found = check_names(parse_relation(text), FORM, each, table)  # type: ignore[arg-type]
    assert [name.text for name in found] == [unknown]
    assert text[found[0].start : found[0].end] == unknown
    assert meant in found[0].candidates


@pytest.mark.parametrize(
    ("text", "each", "table"),
    [
        ("person + sum(bodies) == total", "row", REQUESTS),
        ("sum(results) == handled", "column", REQUESTS),
        ("carried == last_year.requests.forward", "column", REQUESTS),
        ("upheld + corrected + other + pending == total", "group", REVIEW),
        ("received == requests.new.total", None, None),
        ("received == requests.result_03.research", None, None),
        ("appeals == review.appeal.total + review.direct.total", None, None),
        ("share == account.income.percent", None, None),
    ],
)
def test_known_names_are_known(text: str, each: str | None, table: object) -> None:
    assert check_names(parse_relation(text), FORM, each, table) == []  # type: ignore[arg-type]


def test_a_path_that_leads_to_several_cells_is_ambiguous() -> None:
    (found,) = check_names(parse_relation("received == review.total"), FORM, None, None)
    assert found.ambiguous
    assert "review.review.court.direct.total" in found.candidates


# ---------------------------------------------------------------- the sums of a table, for its reader


def test_the_sums_of_a_table_hold_in_a_consistent_one() -> None:
    sums = [each for rule in RULES.values() for shape in rule.sums(REQUESTS) for each in shape]
    assert len(sums) == 39
    figures = {
        (row.id, column.id): int(GRID[r][c])
        for r, row in enumerate(REQUESTS.rows)
        for c, column in enumerate(row.columns)
    }
    assert all(sum(factor * figures[row, column] for factor, row, column in each) == 0 for each in sums)


def test_columns_of_one_name_are_told_apart_by_their_groups() -> None:
    (shape,) = cell_sums(parse_relation("upheld + corrected + other + pending == total"), "group", REVIEW)
    assert len(shape) == 3
    assert shape[1][0] == (1, "review", "court.direct.upheld")


def test_only_exact_sums_are_offered_to_the_reader() -> None:
    assert cell_sums(parse_relation("new <= handled"), "column", REQUESTS) == ((),)
    assert cell_sums(parse_relation("carried == last_year.requests.forward"), "column", REQUESTS) == ((),)
    assert cell_sums(parse_relation("round(100 * actual / budget, 1) == percent"), "row", ACCOUNT) == ((),)


# ---------------------------------------------------------------- over a document


def test_a_consistent_report_has_all_its_equations_and_none_fails() -> None:
    equations = evaluated(document({"requests": GRID, "review": REVIEWED}))
    assert len(equations) == 42
    assert not [each for each in equations if fails(each)]


def test_a_figure_is_one_variable_in_all_its_equations() -> None:
    report = document({"requests": GRID})
    variables = {v.at: set() for e in evaluated(report) for f in e.readings for _, v in f.terms}  # type: ignore[var-annotated]
    for equation in evaluated(report):
        for _, variable in equation.readings[0].terms:
            variables[variable.at].add(id(variable))
    assert len(variables) == 175
    assert all(len(each) == 1 for each in variables.values())


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_a_consistent_account_holds_and_a_wrong_amount_does_not(random: Random) -> None:
    grid = account_grid(random)
    assert not [e for e in evaluated(document({"account": grid}), ACCOUNT_RULES) if fails(e)]
    grid[0][0] = str(Decimal(grid[0][0]) + 1)
    assert {e.rule for e in evaluated(document({"account": grid}), ACCOUNT_RULES) if fails(e)} >= {"income-total"}


def amounts(*printed: str) -> Document:
    grid = account_grid(Random(1))
    for row, figure in enumerate(printed):
        grid[row][0] = figure
    return document({"account": grid})


@pytest.mark.parametrize(
    ("printed", "tolerance", "failing"),
    [
        (("1.1", "2.2", "3.3", "0", "6.6"), "stated", False),
        (("1.1", "2.2", "3.3", "0", "6.8"), "stated", False),  # 4 amounts, half a tenth each
        (("1.1", "2.2", "3.3", "0", "6.9"), "stated", True),
        (("1.10", "2.20", "3.30", "0", "6.62"), "stated", False),
        (("1.10", "2.20", "3.30", "0", "6.63"), "stated", True),
        (("1.10", "2.20", "3.30", "0", "6.63"), Decimal("0.05"), False),
        (("1.10", "2.20", "3.30", "0", "6.61"), Decimal(0), True),
    ],
)
def test_amounts_compare_as_intervals(printed: tuple[str, ...], tolerance: Decimal, failing: bool) -> None:
    rule = replace(ACCOUNT_RULES["income-total"], tolerance=tolerance)
    first = rule.run(amounts(*printed)).equations[0]
    assert fails(first) is failing


@pytest.mark.parametrize(
    ("stated", "failing"), [("62.5", False), ("62", False), ("63", False), ("62.4", True), ("64", True)]
)
def test_a_percentage_is_held_to_the_places_it_states(stated: str, failing: bool) -> None:
    grid = [list(row) for row in GRID]
    grid[0][6], grid[23][6] = "8", "5"
    rule = EquationCheck(parse_relation("round(100 * requests.handled.total / requests.new.total, places) == share"))
    (equation,) = rule.run(document({"requests": grid}, {"share": [stated]})).equations
    assert fails(equation) is failing


def test_a_percentage_of_nothing_is_not_assessed() -> None:
    grid = [list(row) for row in GRID]
    grid[0][6] = "0"
    rule = EquationCheck(parse_relation("round(100 * requests.handled.total / requests.new.total, 0) == share"))
    outcome = rule.run(document({"requests": grid}, {"share": ["50"]}))
    assert outcome.equations == ()
    assert [gap.reason.key for gap in outcome.gaps] == ["equation.by-zero"]


def test_of_several_readings_one_has_to_hold() -> None:
    total, both = int(GRID[0][6]), int(GRID[0][6]) + int(GRID[1][6])
    rule = EquationCheck(
        any=(
            parse_relation("received == requests.new.total"),
            parse_relation("received == requests.new.total + requests.carried.total"),
        )
    )
    for stated, failing in ((total, False), (both, False), (both + 1, True)):
        (equation,) = rule.run(document({"requests": GRID}, {"received": [str(stated)]})).equations
        assert fails(equation) is failing


def test_every_place_where_prose_states_a_figure_is_judged() -> None:
    rule = EquationCheck(parse_relation("received == requests.new.total"))
    right = GRID[0][6]
    equations = rule.run(document({"requests": GRID}, {"received": [right, "9999", right]})).equations
    assert [fails(each) for each in equations] == [False, True, False]


def test_a_figure_that_the_text_does_not_state_is_said_not_passed_over() -> None:
    """Where the text may leave it out, ``stated-figures`` is the kind to use."""
    rule = EquationCheck(parse_relation("received == requests.new.total"))
    for prose in ({}, {"appeals": ["3"]}):
        outcome = rule.run(document({"requests": GRID}, prose))
        (gap,) = outcome.gaps
        assert outcome.applies
        assert gap.reason == Message("equation.unstated", {"figures": ("received",)})
    assert not StatedFigures({"received": rule.relations}).run(document({"requests": GRID})).applies


def without_row(report: Document, table: str, number: int, **changes: object) -> Document:
    bound = report.tables[table]
    row = bound.rows[number]._replace(**changes)  # type: ignore[arg-type]
    rows = (*bound.rows[:number], row, *bound.rows[number + 1 :])
    return replace(report, tables={**report.tables, table: replace(bound, rows=rows)})


def test_a_row_that_was_not_read_is_a_gap_and_the_rest_is_judged() -> None:
    report = without_row(document({"requests": GRID}), "requests", 4, state="short", cells=())
    outcomes = {name: RULES[name].run(report) for name in ("row-total", "handled-total", "reconcile")}
    assert len(outcomes["row-total"].equations) == 24
    assert [gap.rows for gap in outcomes["row-total"].gaps] == [("RESULT_02",)]
    assert outcomes["handled-total"].equations == ()
    assert [gap.rows for gap in outcomes["handled-total"].gaps] == [("RESULT_02",)]
    assert len(outcomes["reconcile"].equations) == 7
    assert outcomes["reconcile"].gaps == ()


def test_a_cell_that_was_not_read_takes_only_its_own_equations_along() -> None:
    report = document({"requests": GRID})
    cells = list(report.tables["requests"].rows[4].cells)
    cells[2] = BoundCell(cells[2].row, cells[2].column, cells[2].figure, "", cells[2].span, "unread")
    report = without_row(report, "requests", 4, cells=tuple(cells))
    assert len(RULES["row-total"].run(report).equations) == 24
    assert len(RULES["handled-total"].run(report).equations) == 6


@pytest.mark.parametrize("state", ["missing", "misread"])
def test_a_table_that_was_not_read_is_one_gap(state: str) -> None:
    report = document({"requests": GRID})
    unread = BoundTable(REQUESTS, state, report.tables["requests"].span)  # type: ignore[arg-type]
    outcome = RULES["row-total"].run(replace(report, tables={"requests": unread}))
    assert (outcome.equations, len(outcome.gaps)) == ((), 1)


def test_last_year_gives_constants_and_without_it_the_rule_does_not_apply() -> None:
    rule = EquationCheck(parse_relation("carried == last_year.requests.forward"), table="requests", each="column")  # type: ignore[arg-type]
    before = document({"requests": requests_grid(Random(3))})
    assert not rule.run(document({"requests": GRID})).applies
    equations = rule.run(replace(document({"requests": GRID}), last_year=before)).equations
    assert len(equations) == 7
    assert all([v.fixed for _, v in e.readings[0].terms] == [False, True] for e in equations)
    assert residual(equations[0].readings[0]) == int(GRID[1][0]) - int(
        before.tables["requests"].rows[-1].cells[0].printed
    )


def test_rows_of_the_shape_that_was_found_are_summed() -> None:
    """A group may stand as a single row: its rows are then simply not there."""
    rows = [row for row in REQUESTS.rows if row.id not in ("result_19", "result_20")]
    report = document({"requests": GRID})
    bound = report.tables["requests"]
    kept: list[BoundRow] = [row for row in bound.rows if row.form in rows]
    report = replace(report, tables={"requests": replace(bound, rows=tuple(kept))})
    first = RULES["handled-total"].run(report).equations[0]
    assert len(first.readings[0].terms) == 20


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({}, "holds"),
        ({"holds": parse_relation("a == b"), "each": "row"}, "each"),
        ({"holds": parse_relation("a == b"), "table": "requests"}, "table"),
        ({"any": (parse_relation("a == b"), parse_relation("a <= b"))}, "any"),
        ({"holds": parse_relation("a == b"), "trust": {"c": 2}}, "trust"),
        ({"holds": parse_relation("a == b"), "any": (parse_relation("a == c"),)}, "any"),
        ({"holds": parse_relation("a == b"), "only": ("a",)}, "only"),
    ],
)
def test_options_that_make_no_sense_together_are_objected_to(options: dict[str, object], option: str) -> None:
    check = EquationCheck(**options)  # type: ignore[arg-type]
    assert [each for each, _ in check.objections(FORM)] == [option]
