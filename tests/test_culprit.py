"""Which figure is wrong: the properties that have to hold, over random consistent tables.

``REPORTLINT_TABLES`` sets how many random tables each property sees (default a few; 200 for a thorough run).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.checks.equation import EquationCheck
from linter.culprit import fails, localise
from linter.culprit.explanation import Explanation
from linter.culprit.system import System
from linter.document import Document
from linter.equations import Equation, parse_relation
from linter.equations.whole import holds, residual
from tests.ledgers import (
    ACCOUNT_RULES,
    FORM,
    RULES,
    Grid,
    account_grid,
    columns,
    document,
    evaluated,
    requests_grid,
    review_grid,
)

TABLES = int(os.environ.get("REPORTLINT_TABLES", "0"))
ONE = settings(max_examples=TABLES or 1, deadline=None)
FEW = settings(max_examples=TABLES or 4, deadline=None)
SOME = settings(max_examples=TABLES or 25, deadline=None)
RANDOM = st.randoms(use_true_random=False)
"""Figures as odd as hypothesis likes them: all equal, all zero."""
SEEDED = st.builds(Random, st.integers(0, 10**9))
"""Figures as they come."""

Cell = tuple[int, int]


def changed(grid: Grid, *edits: tuple[int, int, str]) -> Grid:
    copy = [list(row) for row in grid]
    for row, column, figure in edits:
        copy[row][column] = figure
    return copy


def slips(grid: Grid, row: int, column: int) -> Iterator[str]:
    """What a hand may make of a figure: one more, one less, digits swapped, dropped or doubled, a neighbour copied."""
    right = grid[row][column]
    number = int(right)
    made = [str(number + 1), str(number - 1), right + right[-1], right[0] + right]
    made += [right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(len(right) - 1)]
    made += [right[:at] + right[at + 1 :] for at in range(len(right))]
    made += [grid[row][column - 1], grid[row - 1][column]]
    return (wrong for wrong in dict.fromkeys(made) if (int(wrong) if wrong else 0) != number)


def claims(explanations: Sequence[Explanation]) -> dict[Cell, str]:
    """The cells that are called wrong for certain, each with what it should say."""
    return {
        repair.variable.at[1:]: str(repair.value)
        for each in explanations
        if each.certain
        for repair in each.alternatives[0]
        if repair.variable.at
    }


def suspects(explanations: Sequence[Explanation]) -> set[frozenset[Cell]]:
    """All sets of cells that explain everything, one alternative of each explanation."""
    sets: set[frozenset[Cell]] = {frozenset()}
    for each in explanations:
        mine = [frozenset(repair.variable.at[1:] for repair in one if repair.variable.at) for one in each.alternatives]
        sets = {known | more for known in sets for more in mine}
    return sets


def explain_requests(grid: Grid) -> tuple[Explanation, ...]:
    return localise(evaluated(document({"requests": grid})))


# ---------------------------------------------------------------- one wrong figure


@given(SEEDED)
@ONE
def test_every_single_slip_in_every_cell_is_named_with_the_right_value(random: Random) -> None:
    grid = requests_grid(random)
    for row in range(25):
        for column in range(7):
            made = list(slips(grid, row, column))
            for wrong in made if TABLES else random.sample(made, min(3, len(made))):
                found = explain_requests(changed(grid, (row, column, wrong)))
                assert claims(found) == {(row, column): grid[row][column]}
                assert len(found) == 1


@given(RANDOM)
@FEW
def test_in_a_group_of_one_equation_the_true_cell_is_among_the_candidates(random: Random) -> None:
    grid = review_grid(random)
    for column in range(15):
        wrong = str(int(grid[0][column]) + random.choice([-1, 1, 10]))
        (found,) = localise(evaluated(document({"review": changed(grid, (0, column, wrong))})))
        cells = {repair.variable.at: str(repair.value) for each in found.alternatives for repair in each}
        assert cells["review", 0, column] == grid[0][column]
        assert all(int(value) >= 0 for value in cells.values())
        assert {at[2] // 5 for at in cells if at} == {column // 5}


def test_a_figure_that_prose_states_too_breaks_the_tie() -> None:
    grid = review_grid(Random(4), largest=9)
    total = int(grid[0][4])
    rules = RULES | {"prose": EquationCheck(parse_relation("appeals == review.appeal.total"))}
    wrong_leaf = changed(grid, (0, 1, str(int(grid[0][1]) + 3)))
    wrong_total = changed(grid, (0, 4, str(total + 3)))
    leaves = localise(evaluated(document({"review": wrong_leaf}, {"appeals": [str(total)]}), rules))
    assert {repair.variable.at for each in leaves[0].alternatives for repair in each} == {
        ("review", 0, column) for column in range(4) if int(wrong_leaf[0][column]) >= 3
    }
    assert claims(localise(evaluated(document({"review": wrong_total}, {"appeals": [str(total)]}), rules))) == {
        (0, 4): str(total)
    }


def test_prose_that_fits_no_reading_is_itself_the_culprit() -> None:
    grid = requests_grid(Random(7))
    readings = ("received == requests.new.total", "received == requests.new.total + requests.carried.total")
    rules = RULES | {"prose": EquationCheck(any=tuple(map(parse_relation, readings)))}
    (found,) = localise(evaluated(document({"requests": grid}, {"received": ["99999"]}), rules))
    assert {repair.variable.name for each in found.alternatives for repair in each} == {"received"}
    assert {str(repair.value) for each in found.alternatives for repair in each} == {
        grid[0][6],
        str(int(grid[0][6]) + int(grid[1][6])),
    }


def test_a_trusted_figure_is_suspected_last() -> None:
    grid = changed(review_grid(Random(4)), (0, 1, "90"))
    trusting = RULES["review-total"]
    rules = {"review-total": EquationCheck(trusting.holds, table=trusting.table, each="group", trust={"total": 2})}
    (plain,) = localise(evaluated(document({"review": grid})))
    (trusted,) = localise(evaluated(document({"review": grid}), rules))
    total = {each for each in plain.alternatives if each[0].variable.at == ("review", 0, 4)}
    assert total
    assert [each[0].variable.at[2] for each in trusted.alternatives if each[0].variable.at] == [1]


# ---------------------------------------------------------------- two wrong figures


@given(RANDOM, st.booleans())
@SOME
def test_two_wrong_figures_are_both_named_or_stand_in_the_tie(random: Random, small: bool) -> None:
    grid = requests_grid(random)
    cells = random.sample([(row, column) for row in range(25) for column in range(7)], 2)
    wrong = changed(grid, *((row, column, other_than(grid[row][column], random, small)) for row, column in cells))
    found = explain_requests(wrong)
    assert not any(each.exhausted for each in found)
    if any(each.slips for each in found):
        return
    truth = {(row, column): grid[row][column] for row, column in cells}
    sets = suspects(found)
    size = min(map(len, sets))
    if size == 2:
        assert frozenset(truth) in sets
        if len(sets) == 1:
            assert claims(found) == truth
    else:
        assert size == 1  # together they look like a single one


def other_than(figure: str, random: Random, small: bool) -> str:
    number = int(figure)
    if small:
        return str(number + 1 if not number else number + random.choice([-1, 1]))
    return str(random.choice([each for each in range(2 * number + 50) if each != number]))


# A little table of 4 x 4 with totals: small enough to try every set of two.

_LITTLE = columns("a", "b", "c", "sum")


def little(random: Random) -> tuple[Grid, list[Equation]]:
    leaves = [[random.randint(0, 3) for _ in range(3)] for _ in range(3)]
    rows = [*leaves, [sum(column) for column in zip(*leaves, strict=True)]]
    grid = [[str(each) for each in (*row, sum(row))] for row in rows]
    for _ in range(random.randint(1, 2)):
        row, column = random.randrange(4), random.randrange(4)
        grid[row][column] = str(random.randint(0, 9))
    return grid, little_equations(grid)


def little_equations(grid: Grid) -> list[Equation]:
    report = little_document(grid)
    rules = {
        "rows": EquationCheck(parse_relation("a + b + c == sum"), table="little", each="row"),  # type: ignore[arg-type]
        "columns": EquationCheck(parse_relation("p + q + r == all"), table="little", each="column"),  # type: ignore[arg-type]
    }
    return evaluated(report, rules)


def little_document(grid: Grid) -> Document:
    from linter.form import Form, RowForm, TableForm

    rows = tuple(RowForm(each, (each,), _LITTLE) for each in ("p", "q", "r", "all"))
    return document({"little": grid}, form=Form(tables={"little": TableForm("little", "", (rows,))}))


@given(RANDOM)
@settings(max_examples=TABLES or 60, deadline=None)
def test_the_smallest_sets_are_those_that_trying_all_of_them_finds(random: Random) -> None:
    grid, equations = little(random)
    expected = tried_out(grid)
    found = localise(equations)
    if not expected:
        assert all(len(each) >= 3 or not each for each in suspects(found)) or not found
    elif expected == {frozenset()}:
        assert found == ()
    elif not any(each.slips for each in found):
        assert suspects(found) == expected


def tried_out(grid: Grid) -> set[frozenset[Cell]]:
    """By brute force: the smallest sets of up to two cells that can be changed so that all sums hold."""
    numbers = [[int(figure) for figure in row] for row in grid]
    cells = [(row, column) for row in range(4) for column in range(4)]
    for size in range(3):
        sets = {frozenset(chosen) for chosen in combinations(cells, size) if mendable(numbers, chosen)}
        if sets:
            return sets
    return set()


def mendable(numbers: list[list[int]], chosen: Sequence[Cell]) -> bool:
    def consistent(table: list[list[int]]) -> bool:
        turned = list(zip(*table, strict=True))
        return all(sum(line[:3]) == line[3] for line in (*table, *turned))

    if not chosen:
        return consistent(numbers)
    (row, column), *rest = chosen
    for value in range(40):
        if value != numbers[row][column]:
            tried = [list(line) for line in numbers]
            tried[row][column] = value
            if mendable_with(tried, rest, consistent):
                return True
    return False


def mendable_with(table: list[list[int]], rest: Sequence[Cell], consistent: object) -> bool:
    if rest and not plausible(table, rest[0]):
        return False
    return mendable(table, rest)


def plausible(table: list[list[int]], cell: Cell) -> bool:
    """Whether all sums hold that the cell has no part in: else changing it mends nothing."""
    row, column = cell
    turned = list(zip(*table, strict=True))
    return all(sum(line[:3]) == line[3] for at, line in enumerate(table) if at != row) and all(
        sum(line[:3]) == line[3] for at, line in enumerate(turned) if at != column
    )


# ---------------------------------------------------------------- many wrong figures


@given(RANDOM, st.integers(3, 30), st.booleans())
@SOME
def test_many_wrong_figures_make_no_wrong_claim(random: Random, count: int, small: bool) -> None:
    """Unless they happen to look exactly like one or two others, which nobody could tell from the text."""
    grid = requests_grid(random)
    cells = random.sample([(row, column) for row in range(25) for column in range(7)], count)
    wrong = changed(grid, *((row, column, other_than(grid[row][column], random, small)) for row, column in cells))
    found = explain_requests(wrong)
    named = claims(found)
    right = all(grid[row][column] == value for (row, column), value in named.items())
    sizes = [len(each.alternatives[0]) for each in found if each.certain]
    assert right or sum(sizes) < 3 or any(each.slips for each in found)


def test_independent_faults_are_told_apart() -> None:
    random = Random(12)
    grid, reviewed = requests_grid(random), review_grid(random)
    edits = [(3, 1, "77"), (9, 4, "88"), (0, 6, "9")]
    found = localise(
        evaluated(document({"requests": changed(grid, *edits), "review": changed(reviewed, (0, 2, "50"))}))
    )
    assert claims(found) == {(row, column): grid[row][column] for row, column, _ in edits}
    assert len(found) == 4


# ---------------------------------------------------------------- blanks and what is no figure


@given(RANDOM)
@SOME
def test_a_blank_is_forced_to_what_stood_there(random: Random) -> None:
    grid = requests_grid(random)
    row, column = random.randrange(25), random.randrange(7)
    found = explain_requests(changed(grid, (row, column, "")))
    assert claims(found) == ({} if grid[row][column] == "0" else {(row, column): grid[row][column]})


@given(RANDOM)
@SOME
def test_a_row_of_blanks_is_filled_in_by_the_columns(random: Random) -> None:
    grid = requests_grid(random)
    row = random.randrange(25)
    found = explain_requests(changed(grid, *((row, column, "") for column in range(7))))
    assert claims(found) == {(row, column): grid[row][column] for column in range(7) if grid[row][column] != "0"}


@given(RANDOM)
@SOME
def test_a_column_of_totals_left_blank_is_filled_in(random: Random) -> None:
    grid = requests_grid(random)
    found = explain_requests(changed(grid, *((row, 6, "") for row in range(2, 23))))
    assert claims(found) == {(row, 6): grid[row][6] for row in range(2, 23) if grid[row][6] != "0"}


@given(SEEDED)
@SOME
def test_blanks_for_zeros_do_not_hide_a_wrong_figure(random: Random) -> None:
    grid = requests_grid(random, zeros=0.6)
    row, column = random.choice([(r, c) for r in range(25) for c in range(7) if grid[r][c] != "0"])
    wrong = [["" if figure == "0" else figure for figure in line] for line in grid]
    wrong[row][column] = str(int(grid[row][column]) + 7)
    assert claims(explain_requests(wrong)) == {(row, column): grid[row][column]}


def test_what_is_no_figure_is_suspected_before_what_is_one() -> None:
    grid = review_grid(Random(4))
    for wrong in ("-5", "2.5", "many"):
        found = localise(evaluated(document({"review": changed(grid, (0, 1, wrong))})))
        assert claims(found) == {(0, 1): grid[0][1]}


# ---------------------------------------------------------------- rows in the wrong place


def full_row(grid: Grid) -> int:
    """A row of results in which the figures differ, so that moving them shows."""
    return next(row for row in range(2, 23) if len(set(grid[row])) >= 5 and grid[row][0] != "0")


@given(SEEDED)
@SOME
def test_a_row_shifted_by_one_cell_is_said_to_be(random: Random) -> None:
    grid = requests_grid(random, zeros=0.1)
    row = full_row(grid)
    for kind, shifted in (("right", ["0", *grid[row][:-1]]), ("left", [*grid[row][1:], "0"])):
        (found,) = explain_requests([*grid[:row], shifted, *grid[row + 1 :]])
        assert [slip.kind for slip in found.slips] == [kind]
        assert [slip.rows for slip in found.slips] == [(("requests", row),)]
        restored = claims([found])
        assert all(grid[row][column] == restored.get((row, column), shifted[column]) for column in range(7))


@given(SEEDED)
@SOME
def test_two_swapped_rows_are_said_to_be(random: Random) -> None:
    grid = requests_grid(random, zeros=0.1)
    one, other = random.choice([(0, 5), (1, 7), (5, 23), (9, 24), (23, 0), (24, 1)])
    swapped = list(grid)
    swapped[one], swapped[other] = grid[other], grid[one]
    found = explain_requests(swapped)
    if grid[one] == grid[other]:
        assert found == ()
        return
    (only,) = found
    assert {slip.kind for slip in only.slips} == {"swapped"}
    assert tuple(sorted((("requests", one), ("requests", other)))) in {slip.rows for slip in only.slips}


# ---------------------------------------------------------------- inequalities


def test_an_inequality_that_holds_vetoes_and_never_proposes() -> None:
    grid = changed(review_grid(Random(4)), (0, 0, "3"), (0, 1, "5"), (0, 2, "0"), (0, 3, "0"), (0, 4, "6"))
    least = EquationCheck(parse_relation("review.appeal.corrected >= 4 + review.appeal.other"))
    found = localise(evaluated(document({"review": grid}), RULES | {"least": least}))
    (tie,) = found
    assert {repair.variable.at[2] for each in tie.alternatives for repair in each if repair.variable.at} == {0, 4}
    broken = changed(grid, (0, 1, "3"))
    assert localise(evaluated(document({"review": broken}), {"least": least})) == ()


# ---------------------------------------------------------------- the same engine on a final account


@given(SEEDED)
@FEW
def test_every_wrong_amount_of_an_account_is_named(random: Random) -> None:
    grid = account_grid(random)
    for row in range(14):
        for column in (0, 1, 2):
            for wrong in amount_slips(grid[row][column]):
                equations = evaluated(document({"account": changed(grid, (row, column, wrong))}), ACCOUNT_RULES)
                named = claims(localise(equations))
                assert list(named) == [(row, column)]
                assert abs(float(named[row, column]) - float(grid[row][column])) < 0.06


def amount_slips(right: str) -> Iterator[str]:
    sign, (whole, _, cents) = "-" * right.startswith("-"), right.lstrip("-").partition(".")
    made = [f"{int(whole) + 7}.{cents}", f"{whole}0.{cents}", f"{whole[:-1]}.{cents}", f"{whole[::-1]}.{cents}"]
    return (sign + each for each in made if each[0] != "." and abs(float(sign + each) - float(right)) > 1)


@given(SEEDED)
@settings(max_examples=TABLES or 10, deadline=None)
def test_a_wrong_percentage_is_named_in_its_places(random: Random) -> None:
    grid = account_grid(random)
    row = random.randrange(14)
    wrong = f"{float(grid[row][3]) + 5:.1f}"
    found = localise(evaluated(document({"account": changed(grid, (row, 3, wrong))}), ACCOUNT_RULES))
    assert {cell: float(value) for cell, value in claims(found).items()} == {(row, 3): float(grid[row][3])}


# ---------------------------------------------------------------- whatever is claimed mends everything


@given(RANDOM, st.integers(1, 4))
@SOME
def test_every_explanation_satisfies_all_equations(random: Random, count: int) -> None:
    grid = requests_grid(random)
    cells = random.sample([(row, column) for row in range(25) for column in range(7)], count)
    wrong = changed(grid, *((row, column, other_than(grid[row][column], random, False)) for row, column in cells))
    found = explain_requests(wrong)
    if any(not each.alternatives for each in found):
        return
    mended = [list(row) for row in wrong]
    for each in found:
        for repair in each.alternatives[0]:
            assert repair.variable.at is not None
            mended[repair.variable.at[1]][repair.variable.at[2]] = str(repair.value)
    assert not [each for each in evaluated(document({"requests": mended})) if fails(each)]


# ---------------------------------------------------------------- bounds


def test_too_much_to_explain_is_said_so() -> None:
    random = Random(3)
    grid = [[str(random.randint(0, 999)) for _ in range(7)] for _ in range(25)]
    found = explain_requests(grid)
    assert [(each.alternatives, each.exhausted) for each in found] == [((), True)]
    assert len(found[0].equations) == 39


def test_the_same_work_always_ends_in_the_same_words() -> None:
    random = Random(8)
    grid = requests_grid(random)
    wrong = changed(grid, *((row, row % 7, str(300 + 7 * row)) for row in range(2, 10)))
    first, second = explain_requests(wrong), explain_requests(wrong)
    assert [len(each.alternatives) for each in first] == [len(each.alternatives) for each in second]
    assert localise(evaluated(document({"requests": wrong})), work=10)[0].exhausted


@pytest.mark.parametrize("work", [0, 1, 50, 400, 3000])
def test_any_budget_is_enough_to_say_something(work: int) -> None:
    grid = changed(requests_grid(Random(2)), (3, 3, "500"), (4, 4, "600"), (5, 5, "700"))
    equations = evaluated(document({"requests": grid}))
    explained = [each for found in localise(equations, work) for each in found.equations]
    assert {each for each in equations if fails(each)} == set(explained)


def test_a_system_counts_in_whole_numbers_only() -> None:
    equations = evaluated(document({"account": account_grid(Random(5))}), ACCOUNT_RULES)
    system = System(equations, {})
    for index, equation in enumerate(equations):
        whole = system.whole(index)
        assert whole.accepts({}) is holds(equation, residual(equation.readings[0]))
    assert FORM.tables["account"].rows[0].columns[0].cell.kind == "amount"
