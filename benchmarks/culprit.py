"""How long it takes to name the wrong figures: ``python -m benchmarks.culprit`` from the root of the project.

CPU time in milliseconds, the least of several runs: evaluating the equations, then explaining them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from linter.checks.equation import EquationCheck
from linter.culprit.explain import Explained, explain
from linter.document import Document
from linter.equations import Equation, parse_relation
from linter.form import Form, RowForm, TableForm
from tests.ledgers import RULES, Grid, columns, document, evaluated, requests_grid, review_grid

RANDOM = Random(2024)


def wrong(grid: Grid, count: int) -> Grid:
    """The grid with so many figures changed at random places."""
    cells = RANDOM.sample([(row, column) for row in range(len(grid)) for column in range(len(grid[0]))], count)
    changed = [list(row) for row in grid]
    for row, column in cells:
        changed[row][column] = str(int(changed[row][column]) + RANDOM.randint(1, 99))
    return changed


def hostile(height: int = 2000, width: int = 50) -> tuple[Document, dict[str, EquationCheck]]:
    """A table of random figures of which no row and no column adds up."""
    names = [f"c{number}" for number in range(width)]
    shared = columns(*names)
    form = tuple(RowForm(f"r{number}", (f"r{number}",), shared, ("all",)) for number in range(height))
    table = TableForm("hostile", "", ((*form[:-1], RowForm("total", ("total",), shared)),))
    grid = [[str(RANDOM.randint(0, 999)) for _ in names] for _ in form]
    rules = {
        "rows": EquationCheck(parse_relation(" + ".join(names[:-1]) + f" == {names[-1]}"), table="hostile", each="row"),  # type: ignore[arg-type]
        "columns": EquationCheck(parse_relation("sum(all) == total"), table="hostile", each="column"),  # type: ignore[arg-type]
    }
    return document({"hostile": grid}, form=Form(tables={"hostile": table})), rules


def measured(report: Document, rules: dict[str, EquationCheck], runs: int) -> tuple[float, float, Explained]:
    """Milliseconds of evaluation and of explanation, and what was explained."""
    evaluation: list[float] = []
    explanation: list[float] = []
    result = Explained()
    for _ in range(runs):
        report.memo.clear()
        start = time.process_time()
        equations: Sequence[Equation] = evaluated(report, rules)
        middle = time.process_time()
        result = explain(equations, list(rules))
        explanation.append(time.process_time() - middle)
        evaluation.append(middle - start)
    return min(evaluation) * 1000, min(explanation) * 1000, result


def main() -> None:
    grid, reviewed = requests_grid(RANDOM), review_grid(RANDOM)
    cases: list[tuple[str, Document, dict[str, EquationCheck], int]] = [
        (
            f"requests and review, {count} wrong",
            document({"requests": wrong(grid, count), "review": reviewed}),
            RULES,
            9,
        )
        for count in (0, 1, 2, 3, 5, 8, 20, 80, 175)
    ]
    cases.append(("2,000 x 50, all wrong", *hostile(), 2))
    print(f"{'':34}{'evaluate':>10}{'explain':>10}  findings")
    for name, report, rules, runs in cases:
        evaluation, explanation, result = measured(report, rules, runs)
        keys = sorted({finding.message.key for _, finding in result.findings})
        print(f"{name:34}{evaluation:9.2f} {explanation:9.2f}   {len(result.findings)} {' '.join(keys)}")


if __name__ == "__main__":
    main()
