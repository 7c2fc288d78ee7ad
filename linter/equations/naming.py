"""What cells are called in rules: the way back from a cell to a name that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from linter.equations.references import cell_named
from linter.form import ColumnForm, Form, RowForm, TableForm


def written_name(form: Form, table: TableForm, row: RowForm, column: ColumnForm) -> str:
    """The shortest name by which a rule of the form may speak of a cell: its table, its row if the table has several,
    as many of its groups as are needed, its column."""
    key = ("written", table.id, row.path, column.path)
    if key not in form.memo:
        names = list(_names(table, row, column))
        form.memo[key] = next((name for name in names if _leads(form, name, table, row, column)), names[-1])
    return str(form.memo[key])


def _leads(form: Form, name: str, table: TableForm, row: RowForm, column: ColumnForm) -> bool:
    cell = cell_named(form, name)
    found = cell and not cell.last_year and (cell.table.id, cell.row.path, cell.column.path)
    return found == (table.id, row.path, column.path)


def _names(table: TableForm, row: RowForm, column: ColumnForm) -> Iterator[str]:
    """Names that may do, shorter ones first; the last is the whole path."""
    before, (*groups, last) = row.path, column.path
    for path in [()] if table.one_row else [before[-1:], before]:
        for at in range(len(groups), -1, -1):
            yield ".".join((table.id, *path, *groups[at:], last))
    yield ".".join((table.id, *before, *groups, last))
