"""A random edit of a correct report is never answered with a finding on a figure that has nothing to do with it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from linter.document import BoundCell
from linter.engine import lint_source, speaking_packs
from linter.reading import with_tables
from linter.source import Source
from tests.scoring import options

DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt").read_text(encoding="utf-8")


def _cells() -> list[tuple[str, BoundCell]]:
    ((_, reading),) = speaking_packs(Source.of("draft.txt", DRAFT), options())
    tables = with_tables(reading).tables
    return [(table.form.id, cell) for table in tables.values() for row in table.rows for cell in row.cells]


CELLS = _cells()
EDITS = st.lists(
    st.tuples(st.sampled_from(range(len(CELLS))), st.sampled_from(["", "0", "7", "31", "-2", "1.5", "若干", "1,204"])),
    min_size=1,
    max_size=3,
    unique_by=lambda edit: edit[0],
)


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_findings_stand_on_touched_figures_or_share_an_equation_with_one(edits: list[tuple[int, str]]) -> None:
    text = DRAFT
    for number, figure in sorted(edits, key=lambda edit: CELLS[edit[0]][1].span, reverse=True):
        span = CELLS[number][1].span
        text = text[: span.start] + figure + text[span.end :]
    touched = [CELLS[number] for number, _ in edits]
    rows = {cell.row.labels[0] if cell.row.labels else cell.column.group_labels[-1][0] for _, cell in touched}
    columns = {cell.column.labels[0] for _, cell in touched}
    for found in lint_source(Source.of("draft.txt", text), options()).diagnostics:
        if found.cell is not None:
            related = found.cell.row in rows or (found.cell.table != "review" and found.cell.column in columns)
            assert found.cell.table in {table for table, _ in touched}
            assert related, (found.rule, found.cell)
