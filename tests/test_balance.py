"""What is told from bare figures agrees with the equations, whatever stands in the tables."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linter.checks.equation import EquationCheck
from linter.checks.stated_figures import StatedFigures
from linter.culprit.explain import speaks
from linter.diagnostic import FileResult
from linter.engine import lint_text
from linter.equations import evaluation, parse_relation
from linter.equations.balance import Balanced
from linter.packs import load
from linter.selection import Options
from tests import ledgers

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.txt"))
WRONG = ["", "/", "-1", "0.5", "x", "7", "1" * 31, "9999999999999999999", "0.0000000001"]
RULES = {**ledgers.RULES, **ledgers.ACCOUNT_RULES}
MAKERS = {
    "requests": ledgers.requests_grid,
    "review": ledgers.review_grid,
    "account": ledgers.account_grid,
}


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(MAKERS)), st.sampled_from(["as it is", *WRONG]))
@settings(max_examples=300, deadline=None)
def test_sums_that_plainly_come_out_are_equations_that_hold(random: Random, table: str, wrong: str) -> None:
    grid = MAKERS[table](random)
    if wrong != "as it is":
        row = random.randrange(len(grid))
        grid[row][random.randrange(len(grid[row]))] = wrong
    report = ledgers.document({table: grid})
    for rule in (rule for rule in RULES.values() if rule.table == table):
        equations = rule.run(report).equations
        if isinstance(equations, Balanced):
            assert len(equations)
            assert not any(map(speaks, equations))
        elif wrong in ("as it is", "7", "0.5", "-1") and table != "account":
            assert any(map(speaks, equations)), "sums that hold over figures that are all there are plain"


@pytest.mark.parametrize("stated", [["37"], ["37", "37"], ["40"], ["37", "40"], ["38"], ["37", "38"], ["37.0"]])
def test_a_stated_number_plainly_fits_where_a_reading_of_it_holds(stated: list[str]) -> None:
    grid = ledgers.requests_grid(Random(1))
    grid[0][-1], grid[1][-1] = "37", "3"
    check = StatedFigures({
        "received": (
            parse_relation("requests.new.total == received"),
            parse_relation("requests.new.total + requests.carried.total == received"),
        )
    })  # fmt: skip
    equations = check.run(ledgers.document({"requests": grid}, {"received": stated})).equations
    assert isinstance(equations, Balanced) == ("38" not in stated)
    assert any(map(speaks, equations)) == ("38" in stated)
    assert len(equations) == len(stated)


def test_a_relation_of_products_or_of_last_year_is_never_plain() -> None:
    report = ledgers.document({"account": ledgers.account_grid(Random(2))})
    for text in ("actual * 100 / budget == percent", "round(actual, 1) == budget", "last_year.actual == budget"):
        check = EquationCheck(parse_relation(text), table="account", each="row")  # type: ignore[arg-type]
        assert not isinstance(check.run(report).equations, Balanced)


@given(st.randoms(use_true_random=False), st.sampled_from(EXAMPLES))
@settings(max_examples=60, deadline=None)
def test_what_is_found_does_not_depend_on_it(random: Random, path: Path) -> None:
    """Drafts with some digits changed are judged the same where every equation is made."""
    text = list(path.read_text("utf-8"))
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    for at in random.sample(digits, random.randrange(4)):
        text[at] = random.choice("0123456789")

    def judged() -> FileResult:
        return lint_text(path.name, "".join(text), OPTIONS)

    plain = judged()
    assume(plain.packs)  # not so where the year has become one that no pack speaks of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "holds_plainly", lambda *_: False)
        assert judged() == plain


OPTIONS = Options(packs=tuple(load(["cn-disclosure-report"])))
