"""What is said of wrong figures: one finding on each, in words a colleague would use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.equation import EquationCheck
from linter.culprit.explain import Explained, explain
from linter.culprit.explanation import Explanation, Repair
from linter.culprit.slips import likely_slip
from linter.culprit.statements import on_tie
from linter.diagnostic import CellName, Finding, Message
from linter.document import Document
from linter.equations import Equation, Linear, Variable, parse_relation
from linter.figures import read_figure
from linter.messages import catalogue
from linter.source import Span
from tests.ledgers import RULES, Grid, document, evaluated, explained, requests_grid, review_grid

GRID = requests_grid(Random(31))
REVIEWED = review_grid(Random(31))

CARRIED: Mapping[str, EquationCheck] = RULES | {
    "carried": EquationCheck(parse_relation("carried == last_year.requests.forward"), table="requests", each="column")  # type: ignore[arg-type]
}


def edited(*edits: tuple[int, int, str], grid: Grid = GRID) -> Grid:
    copy = [list(row) for row in grid]
    for row, column, figure in edits:
        copy[row][column] = figure
    return copy


def words(message: Message, language: str = "zh") -> str:
    return catalogue(language).render(message)


def only(result: Explained) -> tuple[str, Finding]:
    assert len(result.findings) == 1
    return result.findings[0]


def swapped() -> tuple[int, int, str]:
    """A figure of two different digits, written the wrong way round."""
    for row in range(2, 23):
        for column in range(6):
            figure = GRID[row][column]
            if len(figure) == 2 and figure[1] not in ("0", figure[0]):
                return row, column, figure[::-1]
    raise AssertionError("no such figure")


# ---------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("actual", "expected", "key", "values"),
    [
        ("21", "12", "swapped", {}),
        ("1032", "1302", "swapped", {}),
        ("12", "112", "missing", {"digit": "1"}),
        ("17", "147", "missing", {"digit": "4"}),
        ("1447", "147", "doubled", {"digit": "4"}),
        ("1947", "147", "extra", {"digit": "9"}),
        ("157", "147", "changed", {"actual": "5", "expected": "4"}),
        ("-12", "12", "sign", {}),
        ("12.5", "125", "point", {}),
        ("1.25", "12.5", "point", {}),
        ("12.53", "12.35", "swapped", {}),
        ("120", "12", "extra", {"digit": "0"}),
    ],
)
def test_a_slip_of_the_hand_is_recognised(actual: str, expected: str, key: str, values: dict[str, str]) -> None:
    found = likely_slip(Decimal(actual), Decimal(expected))
    assert found is not None
    assert (found.key, dict(found.values)) == (f"slip.{key}", values)


@pytest.mark.parametrize(("actual", "expected"), [("3", "5"), ("12", "12"), ("12", "95"), ("0", "7"), ("-3", "12")])
def test_what_looks_like_no_slip_is_called_none(actual: str, expected: str) -> None:
    assert likely_slip(Decimal(actual), Decimal(expected)) is None


def test_a_figure_copied_from_beside_is_recognised_and_nothing_is_not_copied() -> None:
    beside = [(CellName("t", "row", "column"), Decimal(9)), (CellName("t", "row", "empty"), Decimal(0))]
    found = likely_slip(Decimal(9), Decimal(52), beside)
    assert found is not None
    assert found.key == "slip.copied"
    assert likely_slip(Decimal(0), Decimal(52), beside) is None


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(-(10**6), 10**6, places=2))
@settings(max_examples=200)
def test_any_two_figures_can_be_compared(actual: Decimal, expected: Decimal) -> None:
    found = likely_slip(actual, expected)
    assert found is None or actual != expected


# ---------------------------------------------------------------- one wrong figure


def test_the_culprit_is_named_with_its_value_its_slip_and_its_proof() -> None:
    row, column, wrong = swapped()
    rule, finding = only(explained(document({"requests": edited((row, column, wrong))})))
    cell = CellName(
        "requests", f"RESULT_{row - 2:02}", ("PERSON", "BUSINESS", "RESEARCH", "CHARITY", "LEGAL", "OTHER")[column]
    )
    assert rule == "row-total"
    assert finding.cell == cell
    assert (finding.actual, finding.expected) == (wrong, wrong[::-1])
    assert finding.equations == ("row-total", "handled-total")
    assert words(finding.message) == (
        f"{cell.row}·{cell.column} 应为 {wrong[::-1]}，现为 {wrong}（疑似数字颠倒）：本行TOTAL、HANDLED均因此不平"
    )
    off = abs(int(wrong) - int(wrong[::-1]))
    assert [words(each.message) for each in finding.related] == [
        f"“{cell.row}”的TOTAL，相差 {off}",
        f"“{cell.column}”一栏的HANDLED，相差 {off}",
    ]


def test_the_places_are_those_of_the_figures() -> None:
    row, column, wrong = swapped()
    report = document({"requests": edited((row, column, wrong))})
    _, finding = only(explained(report))
    text = report.source.text
    assert text[finding.span.start : finding.span.end] == wrong
    assert report.source.place(finding.span.start)[0] == row + 1
    assert [text[each.span.start : each.span.end] for each in finding.related] == [GRID[row][6], GRID[23][column]]


def test_a_total_that_is_wrong_is_shown_with_one_of_its_figures() -> None:
    _, finding = only(explained(document({"requests": edited((9, 6, "4321"))})))
    assert finding.cell == CellName("requests", "RESULT_07", "TOTAL")
    report = document({"requests": edited((9, 6, "4321"))})
    assert {report.source.place(each.span.start)[0] for each in finding.related} == {10, 24}


def test_the_finding_carries_the_first_rule_that_is_shown_and_knows_them_all() -> None:
    row, column, wrong = swapped()
    equations = evaluated(document({"requests": edited((row, column, wrong))}))
    known = explain(equations, list(RULES))
    for shown, carried in (
        (["handled-total", "reconcile"], "handled-total"),
        (["reconcile"], None),
        ([], None),
        (["reconcile", "handled-total", "row-total"], "handled-total"),
    ):
        result = explain(equations, shown)
        if carried is None:
            assert result.findings == ()
        else:
            assert only(result) == (carried, known.findings[0][1])


def test_a_consistent_report_is_not_spoken_of() -> None:
    assert explained(document({"requests": GRID, "review": REVIEWED})) == Explained()


def test_a_negative_figure_has_the_same_expected_value() -> None:
    _, finding = only(explained(document({"requests": edited((5, 2, "-7"))})))
    assert (finding.actual, finding.expected) == ("-7", GRID[5][2])


# ---------------------------------------------------------------- ties


def test_a_tie_lists_every_candidate_on_the_total() -> None:
    report = document({"review": edited((0, 6, "90"), grid=REVIEWED)})
    rule, finding = only(explained(report))
    assert rule == "review-total"
    assert (finding.cell, finding.expected) == (None, None)
    assert report.source.text[finding.span.start : finding.span.end] == REVIEWED[0][9]
    listed = {(each.cell.column, each.actual, each.expected) for each in finding.candidates if each.cell}
    assert ("CORRECTED", "90", REVIEWED[0][6]) in listed
    assert ("TOTAL", REVIEWED[0][9], str(int(REVIEWED[0][9]) + 90 - int(REVIEWED[0][6]))) in listed
    assert words(finding.message).startswith("“DIRECT”的TOTAL不平")


def test_prose_that_agrees_with_no_reading_is_placed_on_the_prose() -> None:
    rules = RULES | {"prose": EquationCheck(parse_relation("received == requests.new.total"))}
    report = document({"requests": GRID}, {"received": ["99999"]})
    rule, finding = only(explained(report, rules))
    assert rule == "prose"
    assert finding.cell is None
    assert (finding.actual, finding.expected) == ("99999", GRID[0][6])
    assert report.source.text[finding.span.start : finding.span.end] == "99999"
    total = GRID[0][6]
    held = f"表中为 NEW·TOTAL（{total}）"
    assert words(finding.message) == f"文中所述 99999 应为 {total}：{held}"
    (related,) = finding.related
    assert report.source.text[related.span.start : related.span.end] == total
    assert report.source.place(related.span.start)[0] == 1
    assert words(related.message, "en") == f"NEW, TOTAL ({total})"


def test_prose_with_several_readings_names_every_cell_it_is_held_against() -> None:
    readings = ("received == requests.new.total", "received == requests.new.total + requests.carried.total")
    rules = RULES | {"prose": EquationCheck(any=tuple(map(parse_relation, readings)))}
    report = document({"requests": GRID}, {"received": ["99999"]})
    rule, finding = only(explained(report, rules))
    new, carried = GRID[0][6], GRID[1][6]
    assert (rule, finding.actual, finding.expected) == ("prose", "99999", None)
    assert words(finding.message, "en") == (
        f"the text's 99999 should be one of {new} and {int(new) + int(carried)}:"
        f" the table has NEW, TOTAL ({new}) and CARRIED, TOTAL ({carried})"
    )
    places = [report.source.text[each.span.start : each.span.end] for each in finding.related]
    assert places == [new, carried]


def test_prose_against_a_sum_of_its_own_and_a_table_names_both() -> None:
    """Of the readings only the cells of the one that gives the expected value are named."""
    readings = ("received == requests.new.total", "received == requests.new.total + requests.carried.total")
    rules = RULES | {
        "list": EquationCheck(parse_relation("appeals + share == received")),
        "prose": EquationCheck(any=tuple(map(parse_relation, readings))),
    }
    total = GRID[0][6]
    stated = {"received": ["99999"], "appeals": ["3"], "share": [str(int(total) - 3)]}
    rule, finding = only(explained(document({"requests": GRID}, stated), rules))
    assert (rule, finding.actual, finding.expected) == ("list", "99999", total)
    assert words(finding.message, "en").endswith(f" is wrong because of it, and the table has NEW, TOTAL ({total})")
    assert words(finding.message).endswith(f"因此不平，且表中为 NEW·TOTAL（{total}）")
    assert len(finding.related) == 1


def test_alternatives_of_several_cells_are_numbered() -> None:
    report = document({"review": edited((0, 6, "90"), (0, 1, "80"), grid=REVIEWED)})
    equations = evaluated(report, {"review-total": RULES["review-total"]})
    first, second = [each for each in equations if each.total.cell and each.total.cell.row != "AFTER"]
    pairs = [
        tuple(
            Repair(variable, Decimal(7))
            for variable in (first.readings[0].terms[at][1], second.readings[0].terms[at][1])
        )
        for at in (1, 2)
    ]
    finding = on_tie(Explanation((first, second), tuple(pairs)))
    assert finding is not None
    said = words(finding.message, "en").split("check which: ")[1]
    assert [part[:3] for part in re.split(r", | and (?=\()", said) if part[0] == "("] == ["(1)", "(2)"]
    assert said.count("(all of them)") == 2


@pytest.mark.parametrize(
    ("total", "items", "slip"),
    [
        ("316", ("128", "96", "29"), "the text's 29 should be 92 (two digits swapped, it seems)"),
        ("356", ("12", "188", "165"), ""),  # 356 may be 365, and 165 may be 156
        ("480", ("120", "203", "167"), ""),
    ],
)
def test_a_tie_says_which_of_its_figures_alone_looks_like_a_slip(total: str, items: tuple[str, ...], slip: str) -> None:
    figures = [
        Variable("", Decimal(printed), Span(10 * at, 10 * at + len(printed)), printed)
        for at, printed in enumerate((total, *items))
    ]
    terms = [(Decimal(1 if at else -1), figure) for at, figure in enumerate(figures)]
    label = Message("itemised-total.sum", {"items": items, "total": total})
    _, finding = only(explain([Equation("list", (Linear(tuple(terms)),), figures[0], label)], ["list"]))
    said = words(finding.message, "en")
    assert "it says" not in said
    assert ("it seems" in said) == bool(slip)
    assert slip in said


def test_many_faults_are_one_finding_that_says_so() -> None:
    random = Random(1)
    rule, finding = only(
        explained(document({"requests": [[str(random.randint(0, 999)) for _ in row] for row in GRID]}))
    )
    assert rule == "row-total"
    assert finding.message.key == "explain.too-many"
    assert finding.message.values["count"] == 39
    assert finding.equations == ("row-total", "handled-total", "reconcile")


# ---------------------------------------------------------------- blanks


def test_a_blank_that_must_be_something_is_a_wrong_figure() -> None:
    row, column, wrong = swapped()
    result = explained(document({"requests": edited((row, column, ""))}))
    _, finding = only(result)
    assert (finding.actual, finding.expected) == ("", wrong[::-1])
    assert finding.message.key == "explain.blank"
    assert [(blank.verdict, str(blank.value)) for blank in result.blanks] == [("forced", wrong[::-1])]


def test_blanks_that_zero_satisfies_are_no_fault() -> None:
    zeros = [(row, column) for row in range(2, 23) for column in range(6) if GRID[row][column] == "0"]
    result = explained(document({"requests": edited(*((row, column, "") for row, column in zeros))}))
    assert result.findings == ()
    assert [blank.verdict for blank in result.blanks] == ["zero"] * len(zeros)


def test_blanks_that_the_equations_leave_open_are_said_to_be() -> None:
    grid = edited((0, 0, "3"), (0, 1, "4"), (0, 2, ""), (0, 3, ""), (0, 4, "9"), grid=REVIEWED)
    result = explained(document({"review": grid}))
    assert result.findings == ()
    assert [blank.verdict for blank in result.blanks] == ["open", "open"]


def test_a_figure_gone_from_its_row_is_left_to_the_rule_that_counts_cells() -> None:
    report = document({"requests": edited((9, 3, ""))})
    bound = report.tables["requests"]
    cells = list(bound.rows[9].cells)
    cells[3] = cells[3]._replace(state="missing", figure=read_figure(GRID[9][3]))
    row = bound.rows[9]._replace(state="short", cells=tuple(cells))
    rows = (*bound.rows[:9], row, *bound.rows[10:])
    report = replace(report, tables={"requests": replace(bound, rows=rows)})
    assert len(evaluated(report)) == 39
    assert explained(report) == Explained()


# ---------------------------------------------------------------- rows in the wrong place


def test_a_shifted_row_is_one_finding_with_the_right_figures() -> None:
    row = next(row for row in range(2, 23) if len(set(GRID[row])) >= 5)
    shifted = [(row, column, figure) for column, figure in enumerate(["0", *GRID[row][:-1]])]
    report = document({"requests": edited(*shifted)})
    _, finding = only(explained(report))
    label = f"RESULT_{row - 2:02}"
    assert words(finding.message).startswith(f"“{label}”整行数字向右错了一栏")
    assert report.source.text[finding.span.start : finding.span.end] == "\t".join(["0", *GRID[row][:-1]])
    assert any(f"{label}·TOTAL 应为 {GRID[row][6]}" in words(each.message) for each in finding.related)


def test_swapped_rows_are_one_finding_on_both() -> None:
    swap = list(GRID)
    swap[0], swap[7] = GRID[7], GRID[0]
    _, finding = only(explained(document({"requests": swap})))
    assert words(finding.message).startswith("“NEW”与“RESULT_05”两行数字填反了")
    assert words(finding.message, "en").startswith('the figures of "NEW" and "RESULT_05" stand in each other')


# ---------------------------------------------------------------- last year, inequalities


def with_last_year(grid: Grid, forward: list[str]) -> Document:
    before = document({"requests": [*GRID[:-1], forward]})
    before = replace(before, source=replace(before.source, path="last.txt"))
    return replace(document({"requests": grid}), last_year=before)


def test_what_was_carried_over_is_named_in_each_column_that_differs() -> None:
    forward = list(GRID[1])
    forward[2] = str(int(forward[2]) + 4)
    forward[6] = str(int(forward[6]) + 4)
    report = with_last_year(GRID, forward)
    rule, finding = only(explained(report, CARRIED))
    assert rule == "carried"
    assert finding.cell == CellName("requests", "CARRIED", "RESEARCH")
    assert (finding.actual, finding.expected) == (GRID[1][2], forward[2])
    assert [each.source and each.source.path for each in finding.related] == ["last.txt"]


def test_the_total_alone_is_named_only_if_no_column_differs() -> None:
    forward = [*GRID[1][:6], str(int(GRID[1][6]) + 4)]
    _, finding = only(explained(with_last_year(GRID, forward), CARRIED))
    assert finding.cell == CellName("requests", "CARRIED", "TOTAL")


def test_a_figure_that_is_mistyped_and_not_last_years_is_one_finding() -> None:
    wrong = str(int(GRID[1][2]) + 9)
    rule, finding = only(explained(with_last_year(edited((1, 2, wrong)), GRID[1]), CARRIED))
    assert rule == "row-total"
    assert finding.equations == ("row-total", "reconcile", "carried")
    assert finding.expected == GRID[1][2]


def test_a_wrong_figure_elsewhere_leaves_last_years_difference_alone() -> None:
    forward = list(GRID[1])
    forward[2] = str(int(forward[2]) + 4)
    findings = explained(with_last_year(edited((0, 2, "4444")), forward), CARRIED).findings
    assert {(rule, finding.cell.row, finding.expected) for rule, finding in findings if finding.cell} == {
        ("carried", "CARRIED", forward[2]),
        ("row-total", "NEW", GRID[0][2]),
    }


def test_an_inequality_is_judged_and_proposes_nothing() -> None:
    rules = {"below": EquationCheck(parse_relation("requests.forward.total <= requests.handled.total"))}
    grid = edited((24, 6, "99999"))
    rule, finding = only(explained(document({"requests": grid}), rules))
    assert rule == "below"
    assert (finding.expected, finding.candidates) == (None, ())
    both = explained(document({"requests": grid}), RULES | rules)
    assert only(both)[1].equations == ("row-total", "reconcile", "below")


# ---------------------------------------------------------------- words


@given(st.integers(0, 10**6), st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_every_message_has_its_words_in_both_languages(seed: int, count: int) -> None:
    random = Random(seed)
    edits = [
        (random.randrange(25), random.randrange(7), random.choice(["", "x", "-3", "2.5", "17", "300"]))
        for _ in range(count)
    ]
    report = document({"requests": edited(*edits), "review": edited((0, random.randrange(15), "70"), grid=REVIEWED)})
    for _, finding in explained(report).findings:
        for message in (finding.message, *(each.message for each in finding.related)):
            for language in ("zh", "en"):
                said = words(message, language)
                assert "{" not in said
                assert "explain." not in said
                assert "equation." not in said
