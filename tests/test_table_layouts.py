"""A whole report with its tables in the layouts that spreadsheets, wikis and scripts make: nothing is found in a
correct one, and a wrong figure is found where it stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Literal

import pytest

from linter.diagnostic import Diagnostic, Severity
from linter.document import Document
from linter.engine import lint_source, speaking_packs
from linter.reading import with_tables
from linter.source import Source
from tests.scoring import options

Rows = list[list[str]]

DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt").read_text("utf-8")


def blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The report's stretches of text and of table, without the blank lines."""
    filled = [line for line in text.split("\n") if line]
    for is_table, lines in groupby(filled, lambda line: "\t" in line):
        yield is_table, list(lines)


def report(render: Callable[[Rows], str], text: str = DRAFT) -> str:
    """The report with each of its tables as ``render`` writes it."""
    parts: list[str] = []
    for is_table, lines in blocks(text):
        parts += [render([line.split("\t") for line in lines])] if is_table else lines
    return "\n\n".join(parts) + "\n"


def joined(separator: str, ends: str = "\n") -> Callable[[Rows], str]:
    return lambda rows: ends.join(separator.join(row) for row in rows)


def spreadsheet(rows: Rows, quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=quoting).writerows(rows)
    return out.getvalue().rstrip("\n")


def numbered(rows: Rows) -> Rows:
    """The rows as a script shows them: with the numbers of its columns above and of its rows in front."""
    width = max(map(len, rows))
    return [["", *map(str, range(width))], *([str(at), *row] for at, row in enumerate(rows))]


def outlined(rows: Rows) -> str:
    """A box with rules around the first row and behind the last, none between the others."""
    wide = [[cell.ljust(6) for cell in row] + [" " * 6] * (max(map(len, rows)) - len(row)) for row in rows]
    rule = "+" + "+".join("-" * len(cell) for cell in wide[0]) + "+"
    lines = ["|" + "|".join(row) + "|" for row in wide]
    return "\n".join([rule, lines[0], rule, *lines[1:], rule])


def page(rows: Rows) -> str:
    return "<table>\n" + "\n".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in rows) + "\n</table>"


def named(rows: Rows) -> str:
    """The figures of each row behind its label and a colon."""
    return "\n".join(re.sub(r"(?<=\D)，(?=\d)", "：", "，".join(filter(None, row)), count=1) for row in rows)


def braces(rows: Rows, inline: bool = False) -> str:
    """A table of MediaWiki, each cell on its line or all of a row on one; one cell says how far it reaches."""
    out = ['{| class="wikitable"', "|+ 表"]
    for number, row in enumerate(rows):
        first, *cells = row
        sign = "!" if number == 0 else "|"
        out += ["|-", f'{sign} style="width: 20%" colspan=1 | {first}']
        out += [f" {sign * 2} ".join([out.pop(), *cells])] if inline else [f"{sign} {cell}" for cell in cells]
    return "\n".join([*out, "|}"])


def reaching(rows: Rows) -> str:
    """Marks in front of cells say how far they reach, and on which side their texts stand."""
    marks = ["_. ", "\\2. ", "<. ", ">. ", "/3. ", ""]
    return "\n".join(
        "|" + "|".join(marks[(at + column) % len(marks)] + cell for column, cell in enumerate(row)) + "|"
        for at, row in enumerate(rows)
    )


def fenced(rows: Rows) -> str:
    """A table between fences, a cell a line; the first cell covers two columns and two rows."""
    wide = [[*row, *[""] * (max(map(len, rows)) - len(row))] for row in rows]
    cells = [["|" + cell for cell in row] for row in wide]
    cells[:0] = [["2.2+|表", *["|"] * (len(wide[0]) - 2)], ["|"] * (len(wide[0]) - 2)]
    return f'[cols="{len(wide[0])}*"]\n|===\n' + "\n\n".join("\n".join(row) for row in cells) + "\n|==="


def merged(row: list[str]) -> list[str]:
    """A row of many figures, two of them in one cell."""
    places = [at for at, cell in enumerate(row) if cell.isdecimal()]
    if len(places) < 7:
        return row
    return [*row[: places[4]], " ".join(row[places[4] : places[6]]), *row[places[6] :]]


def counted(rows: Rows) -> Rows:
    """The last figure of each row with what it counts."""
    return [[*row[:-1], row[-1] + "件"] if row[-1].isdecimal() else row for row in rows]


def glued(row: list[str]) -> list[str]:
    """A row whose label stands in one cell with its first figure."""
    first = next((at for at, cell in enumerate(row) if re.fullmatch(r"[\d.]+", cell)), 0)
    label = max((at for at, cell in enumerate(row[:first]) if cell), default=first)
    return [*row[:label], f"{row[label]} {row[first]}", *row[first + 1 :]] if label < first else row


def divided(row: list[str]) -> Rows:
    """A row of many figures, the last of them on a line of their own."""
    places = [at for at, cell in enumerate(row) if cell.isdecimal()]
    return [row[: places[3]], row[places[3] :]] if len(places) >= 7 else [row]


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "tabs": joined("\t"),
    "tabs, several figures in a cell": lambda rows: joined("\t")([merged(row) for row in rows]),
    "tabs, a label and a figure in a cell": lambda rows: joined("\t")([glued(row) for row in rows]),
    "bars, a label and a figure in a cell": lambda rows: joined("|")([glued(row) for row in rows]),
    "tabs, rows on two lines": lambda rows: joined("\t")([part for row in rows for part in divided(row)]),
    "bars, rows on two lines": lambda rows: joined("|")([part for row in rows for part in divided(row)]),
    "wide bars": joined("｜"),
    "wide bars, with units": lambda rows: joined("｜")(counted(rows)),
    "commas, with units": lambda rows: joined(", ")(counted(rows)),
    "words, with units": lambda rows: joined("   ")(counted(rows)),
    "bars, several figures in a cell": lambda rows: joined("|")([merged(row) for row in rows]),
    "one line, bars": joined("|", "|"),
    "one line, spaced bars": joined(" | ", " | "),
    "one line, tabs": joined("\t", "\t"),
    "one line, words": lambda rows: " ".join(" ".join(row) for row in rows),
    "one line, commas": joined(",", ","),
    "commas": joined(","),
    "commas, spaced": joined(", "),
    "commas, without empty cells": lambda rows: "\n".join(",".join(filter(None, row)) for row in rows),
    "commas, all in marks": lambda rows: spreadsheet(rows, csv.QUOTE_ALL),
    "wide commas": joined("，"),
    "semicolons": joined(";"),
    "wide semicolons": joined("；"),
    "another sign": joined("^"),
    "ampersands": joined(" & "),
    "lists": lambda rows: "\n".join(map(str, rows)),
    "lists, nothing for empty": lambda rows: "\n".join(str([cell or None for cell in row]) for row in rows),
    "bars, numbered": lambda rows: joined("|")(numbered(rows)),
    "commas, numbered": lambda rows: joined(",")(numbered(rows)),
    "words, numbered": lambda rows: joined("   ")([[cell or "NaN" for cell in row] for row in numbered(rows)]),
    "outlined": outlined,
    "html in a text": page,
    "wiki, a cell a line": braces,
    "wiki, a row a line": lambda rows: braces(rows, inline=True),
    "doubled bars": lambda rows: "\n".join("||" + "||".join(row) + "||" for row in rows),
    "doubled bars, spaced": joined(" || "),
    "doubled bars, reaching": lambda rows: "\n".join("||<-2><|1>" + "||".join(row) + "||" for row in rows),
    "reaching": reaching,
    "fenced, reaching": fenced,
    "lists of lists": lambda rows: "\n".join("* - " + "\n  - ".join(row) for row in rows),
    "lists of lists, in marks": lambda rows: "\n".join("- - '" + "'\n  - '".join(row) + "'" for row in rows),
    "tabs, all in marks": lambda rows: joined("\t")([[f'"{cell}"' for cell in row] for row in rows]),
    "tabs, figures as formulas": lambda rows: joined("\t")(
        [[f'="{cell}"' if cell.isdecimal() else cell for cell in row] for row in rows]
    ),
    "named": named,
    "a cell a line": lambda rows: "\n".join(cell for row in rows for cell in row if cell),
    "a cell a line, decimals on lines of their own": lambda rows: "\n".join(
        re.sub(r"(\d)\.(\d)", "\\1\n.\\2", cell) for row in rows for cell in row if cell
    ),
    "a cell a line, points on lines of their own": lambda rows: "\n".join(
        re.sub(r"(\d)\.(\d)", "\\1\n.\n\\2", cell) for row in rows for cell in row if cell
    ),
}


def read(text: str, suffix: str = ".txt") -> tuple[Document, list[Diagnostic]]:
    """The document, and what is found in it that is a warning at least."""
    source = Source.of("report" + suffix, text)
    ((_, reading),) = speaking_packs(source, options())
    found = [each for each in lint_source(source, options()).diagnostics if each.severity >= Severity.WARNING]
    return with_tables(reading), found


def figures(document: Document) -> dict[str, list[list[str]]]:
    tables = document.tables.values()
    return {
        table.form.id: [[cell.printed.removesuffix("件") for cell in row.cells] for row in table.rows]
        for table in tables
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_correct_report_is_read_and_nothing_is_found(layout: str) -> None:
    document, found = read(report(LAYOUTS[layout]))
    assert {table.state for table in document.tables.values()} == {"read"}
    assert figures(document) == figures(read(DRAFT)[0])
    assert not found


def test_the_last_figure_of_a_row_may_stand_alone_on_the_next_line() -> None:
    def wrapped(rows: Rows) -> str:
        return "\n".join("|".join(row[:-1]) + "|\n" + row[-1] if len(row) > 7 else "|".join(row) for row in rows)

    document, found = read(report(wrapped))
    assert figures(document) == figures(read(DRAFT)[0])
    assert not found


def test_digits_that_a_layout_puts_apart_are_not_read_and_no_fault() -> None:
    text = report(LAYOUTS["a cell a line"]).replace("\n26\n", "\n2\n6\n").replace("\n25\n", "\n2\n5\n")
    document, found = read(text)
    assert [row.state for row in document.tables["requests"].rows].count("unread") == 2
    assert not found


WRONG = {
    "requests": ("4.保护第三方合法权益\t2\t", "4.保护第三方合法权益\t907\t", "requests-row-total"),
    "review": ("\n1\t0\t0\t1\t2\t", "\n1\t0\t907\t1\t2\t", "review-total"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("table", WRONG)
def test_a_wrong_figure_is_found_where_it_stands(layout: str, table: str) -> None:
    right, wrong, rule = WRONG[table]
    assert right in DRAFT
    text = report(LAYOUTS[layout], DRAFT.replace(right, wrong))
    _, found = read(text)
    before = text[: text.index("907")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert [(each.rule, each.region) for each in found] == [(rule, (line, column, line, column + 3))]


def last(text: str) -> str:
    """The report with all its tables behind all its text, as a script leaves it that takes one after the other."""
    parts = list(blocks(text))
    return "\n".join(
        line for tables in (False, True) for is_table, lines in parts if is_table is tables for line in lines
    )


def test_tables_behind_all_text_are_read_there_with_blanks_for_zeros() -> None:
    blank = DRAFT.replace("\n1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t1\t0\t0\t1\n", "\n1\t\t\t1\t2\t\t\t\t\t\t\t1\t\t\t1\n")
    assert blank != DRAFT
    document, found = read(last(blank))
    assert not found
    assert [cell.printed for cell in document.tables["review"].rows[0].cells][:5] == ["1", "", "", "1", "2"]


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_blanks_that_a_layout_loses_are_no_missing_cells(separator: str) -> None:
    def lossy(rows: Rows) -> str:
        return "\n".join(separator.join(cell for cell in row if cell not in ("", "0")) for row in rows)

    document, found = read(report(lossy))
    assert not [each for each in found if each.rule.startswith("cells") or each.rule == "table-missing"]
    assert document.tables["requests"].state == "misread"


@pytest.mark.parametrize("ends", ["\n", ""])
def test_figures_run_together_are_said_to_be_misread(ends: str) -> None:
    document, found = read(report(joined("", ends)))
    assert not found
    assert {table.state for table in document.tables.values()} == {"misread"}


def test_cells_in_marks_go_on_over_lines_and_hold_commas() -> None:
    broken = DRAFT.replace("商业企业", "商业¶企业").replace("\t128\t", "\t1,128\t")
    document, found = read(report(lambda rows: spreadsheet(rows).replace("¶", "\n"), broken))
    assert not found
    assert figures(document)["disclosure"][2] == ["1,128"]


@pytest.mark.parametrize(("row", "figure", "printed"), [(2, "128", "1,128"), (5, "52.3", "97,584.2488")])
def test_a_comma_that_separates_thousands_is_none_between_cells(row: int, figure: str, printed: str) -> None:
    text = report(joined(","), DRAFT.replace(f"\t{figure}\t", f"\t{printed}\t"))
    document, found = read(text)
    assert not found
    (cell,) = document.tables["disclosure"].rows[row].cells
    assert (cell.printed, text[slice(*cell.span)]) == (printed, printed)


def test_where_commas_separate_cells_and_thousands_alike_nothing_is_guessed() -> None:
    large = re.sub(r"(?<=\t)(\d)(?=\t)", r"\1,000", DRAFT)
    document, found = read(report(joined(","), large))
    assert {each.rule for each in found} <= {"prose-table"}
    assert document.tables["requests"].state == "misread"


def test_a_report_on_one_line_without_any_separator_has_its_parts_and_no_table() -> None:
    document, found = read("".join(DRAFT.split()))
    assert not found
    assert {table.state for table in document.tables.values()} == {"misread"}
    assert len(document.sections) == 6
    assert document.figures


@pytest.mark.parametrize("separator", [" ", "|", " | ", "\t", "\u3000"])
def test_a_report_that_lost_its_line_ends_is_read_where_it_stands(separator: str) -> None:
    def unbroken(text: str) -> str:
        return separator.join(part for line in text.split("\n") for part in line.split("\t") if part)

    document, found = read(unbroken(DRAFT))
    assert not found
    assert figures(document) == figures(read(DRAFT)[0])
    wrong = unbroken(DRAFT.replace("4.保护第三方合法权益\t2\t", "4.保护第三方合法权益\t907\t"))
    column = wrong.index("907") + 1
    assert [each.region for each in read(wrong)[1]] == [(1, column, 1, column + 3)]


@pytest.mark.parametrize("whole", ["<h1>{}</h1>{}", "<!DOCTYPE html><html><body><h1>{}</h1>{}</body></html>"])
def test_html_in_a_text_file_is_read_as_html(whole: str) -> None:
    title, *lines = report(page).split("\n\n")
    text = whole.format(title, "\n".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines))
    document, found = read(text)
    assert not found
    assert figures(document) == figures(read(DRAFT)[0])


@pytest.mark.parametrize("heading", ["= {} =", "====== {} ======", "# {} {{#anchor}}"])
def test_the_marks_of_wikis_are_no_part_of_headings(heading: str) -> None:
    headings = re.compile(r"^(沧澜县.*|[一二三四五六]、.*情况|六、.*)$", re.MULTILINE)
    text = headings.sub(lambda found: heading.format(found[0]) if "\t" not in found[0] else found[0], DRAFT)
    assert text.count(heading[:2]) >= 7
    _, found = read(text)
    assert not [each for each in found if each.rule != "markup"]
