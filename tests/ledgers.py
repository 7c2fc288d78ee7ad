"""Documents made of bound tables, without a reader: forms as plain data, figures as they would be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from linter.checks.equation import EquationCheck
from linter.culprit.explain import Explained, explain
from linter.document import BoundCell, BoundRow, BoundTable, Document, StatedFigure
from linter.equations import Equation, parse_relation
from linter.figures import read_figure
from linter.form import CellForm, ColumnForm, FigureForm, Form, RowForm, TableForm
from linter.source import Source, Span

COUNT = CellForm("count")
AMOUNT = CellForm("amount")

Grid = list[list[str]]


def columns(
    *ids: str, cell: CellForm = COUNT, groups: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[ColumnForm, ...]:
    """Columns labelled by their ids in capitals."""
    above = groups or {}
    return tuple(
        ColumnForm(each, (each.upper(),), above.get(each, ()), tuple((g.upper(),) for g in above.get(each, ())), cell)
        for each in ids
    )


_REQUEST_COLUMNS = columns(
    "person", "business", "research", "charity", "legal", "other", "total",
    groups=dict.fromkeys(("business", "research", "charity", "legal", "other"), ("bodies",)),
)  # fmt: skip
RESULTS = tuple(f"result_{number:02}" for number in range(21))
REQUESTS = TableForm(
    "requests",
    "",
    (
        tuple(
            RowForm(each, (each.upper(),), _REQUEST_COLUMNS, ("results",) if each in RESULTS else ())
            for each in ("new", "carried", *RESULTS, "handled", "forward")
        ),
    ),
)
REVIEW_GROUPS = (("appeal",), ("court", "direct"), ("court", "after"))
REVIEW_IDS = ("upheld", "corrected", "other", "pending", "total")
REVIEW = TableForm(
    "review",
    "",
    (
        (
            RowForm(
                "review",
                (),
                tuple(
                    ColumnForm(each, (each.upper(),), group, tuple((part.upper(),) for part in group))
                    for group in REVIEW_GROUPS
                    for each in REVIEW_IDS
                ),
            ),
        ),
    ),
    one_row=True,
)
_ACCOUNT_COLUMNS = columns("budget", "actual", "difference", cell=CellForm("amount", negative=True)) + columns(
    "percent", cell=AMOUNT
)
ACCOUNT = TableForm(
    "account",
    "",
    (
        tuple(
            RowForm(each, (each.upper(),), _ACCOUNT_COLUMNS, (group,) if group else ())
            for each, group in (
                ("grants", "revenue"), ("fees", "revenue"), ("rent", "revenue"), ("gifts", "revenue"), ("income", ""),
                ("wages", "staff"), ("pensions", "staff"), ("training", "staff"), ("staff_total", ""),
                ("paper", "office"), ("travel", "office"), ("repairs", "office"), ("office_total", ""),
                ("spending", ""),
            )
        ),
    ),
)  # fmt: skip

FORM = Form(
    tables={each.id: each for each in (REQUESTS, REVIEW, ACCOUNT)},
    figures={each: FigureForm(each, ("overview",)) for each in ("received", "appeals", "share")},
)

RULES: dict[str, EquationCheck] = {
    "row-total": EquationCheck(
        parse_relation("person + sum(bodies) == total"),
        table="requests",
        each="row",  # type: ignore[arg-type]
    ),
    "handled-total": EquationCheck(parse_relation("sum(results) == handled"), table="requests", each="column"),  # type: ignore[arg-type]
    "reconcile": EquationCheck(parse_relation("new + carried == handled + forward"), table="requests", each="column"),  # type: ignore[arg-type]
    "review-total": EquationCheck(
        parse_relation("upheld + corrected + other + pending == total"),
        table="review",
        each="group",  # type: ignore[arg-type]
    ),
}
ACCOUNT_RULES: dict[str, EquationCheck] = {
    name: EquationCheck(
        parse_relation(text), table="account", each=each, only=("budget", "actual") if each == "column" else ()  # type: ignore[arg-type]
    )
    for name, text, each in (
        ("income-total", "sum(revenue) == income", "column"),
        ("staff-total", "sum(staff) == staff_total", "column"),
        ("office-total", "sum(office) == office_total", "column"),
        ("spending-total", "staff_total + office_total == spending", "column"),
        ("difference", "actual - budget == difference", "row"),
        ("percent", "round(100 * actual / budget, places) == percent", "row"),
    )
}  # fmt: skip


def bound(table: TableForm, grid: Grid, start: int) -> tuple[str, BoundTable]:
    """The text of a table of tab-separated figures, and the table bound to it; ``start`` is the text's offset."""
    text = ""
    rows: list[BoundRow] = []
    for form, printed in zip(table.rows, grid, strict=True):
        first = start + len(text)
        cells: list[BoundCell] = []
        for column, figure in zip(form.columns, printed, strict=True):
            at = start + len(text)
            read = read_figure(figure)
            state = "blank" if read.kind == "blank" else "given"
            cells.append(BoundCell(form, column, read, figure, Span(at, at + len(figure)), state))  # type: ignore[arg-type]
            text += figure + "\t"
        text = text[:-1] + "\n"
        rows.append(BoundRow(form, "bound", Span(first, start + len(text) - 1), cells=tuple(cells)))
    return text, BoundTable(table, "read", Span(start, start + len(text)), tuple(rows))


def document(
    grids: Mapping[str, Grid], prose: Mapping[str, Sequence[str]] | None = None, form: Form = FORM
) -> Document:
    """A report of tables, and of figures that its prose states."""
    text = ""
    tables: dict[str, BoundTable] = {}
    for name, grid in grids.items():
        more, tables[name] = bound(form.tables[name], grid, len(text))
        text += more
    figures: dict[str, tuple[StatedFigure, ...]] = {}
    for name, stated in (prose or {}).items():
        places: list[StatedFigure] = []
        for printed in stated:
            read = read_figure(printed)
            assert read.value is not None
            places.append(StatedFigure(read.value, Span(len(text), len(text) + len(printed)), printed, read.places))
            text += printed + "\n"
        figures[name] = tuple(places)
    return Document(Source.of("draft.txt", text), form, (), None, (), {}, tables, figures=figures)


def evaluated(report: Document, rules: Mapping[str, EquationCheck] = RULES) -> list[Equation]:
    """All equations of a report, each with the id of its rule."""
    return [
        replace(equation, rule=name)
        for name, check in rules.items()
        if check.table in (None, *report.tables)
        for equation in check.run(report).equations
    ]


def explained(report: Document, rules: Mapping[str, EquationCheck] = RULES) -> Explained:
    return explain(evaluated(report, rules), list(rules))


def requests_grid(random: Random, largest: int = 60, zeros: float = 0.3) -> Grid:
    """A random requests table in which everything adds up."""

    def leaf() -> int:
        return 0 if random.random() < zeros else random.randint(0, largest)

    results = [[leaf() for _ in range(6)] for _ in RESULTS]
    handled = [sum(column) for column in zip(*results, strict=True)]
    forward = [leaf() for _ in range(6)]
    carried = [random.randint(0, here + there) for here, there in zip(handled, forward, strict=True)]
    new = [here + there - before for here, there, before in zip(handled, forward, carried, strict=True)]
    rows = [new, carried, *results, handled, forward]
    return [[str(figure) for figure in (*row, sum(row))] for row in rows]


def review_grid(random: Random, largest: int = 12) -> Grid:
    """A random review table in which the groups add up."""
    row: list[str] = []
    for _ in REVIEW_GROUPS:
        leaves = [random.randint(0, largest) for _ in range(4)]
        row += map(str, (*leaves, sum(leaves)))
    return [row]


def account_grid(random: Random) -> Grid:
    """A random final account: two decimals, sub-totals, a difference and a percentage of one decimal."""

    def pair() -> list[int]:
        return [random.randint(10_000, 900_000), random.randint(10_000, 900_000)]

    def total(rows: list[list[int]]) -> list[int]:
        return [sum(column) for column in zip(*rows, strict=True)]

    revenue, staff, office = [[pair() for _ in range(size)] for size in (4, 3, 3)]
    staff_total, office_total = total(staff), total(office)
    rows = [*revenue, total(revenue), *staff, staff_total, *office, office_total, total([staff_total, office_total])]
    grid: Grid = []
    for budget, actual in rows:
        tenths = (2000 * actual + budget) // (2 * budget)
        grid.append([_cents(budget), _cents(actual), _cents(actual - budget), f"{tenths // 10}.{tenths % 10}"])
    return grid


def _cents(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"
