"""The name that is printed of a cell is one that the rule language takes for that very cell."""

import pytest

from linter.equations.naming import written_name
from linter.equations.references import cell_named
from linter.pack import Pack
from linter.packs import load, shipped

PACKS = {pack.name: pack for pack in load(shipped())}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_cell_of_the_shipped_forms_has_a_name_that_leads_back_to_it(pack: Pack) -> None:
    for table in pack.form.tables.values():
        for shape in table.shapes:
            for row in shape:
                for column in row.columns:
                    name = written_name(pack.form, table, row, column)
                    cell = cell_named(pack.form, name)
                    assert cell is not None
                    assert (cell.last_year, cell.table, cell.row.path, cell.column.path) == (
                        (False, table, row.path, column.path)
                    )


def test_names_are_as_short_as_they_may_be() -> None:
    form = PACKS["cn-disclosure-report"].form
    review = form.tables["review"]
    names = {written_name(form, review, row, column) for row in review.rows for column in row.columns}
    assert "review.direct.upheld" in names
    disclosure = form.tables["disclosure"]
    names = {written_name(form, disclosure, row, column) for row in disclosure.rows for column in row.columns}
    assert "disclosure.regulations.made" in names
