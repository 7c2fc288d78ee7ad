"""The formats for people."""

from dataclasses import replace

import pytest

from linter.diagnostic import Severity
from linter.output.columns import UNITS, Unit
from tests.output_samples import READ, RESULTS, VIEW, lines, written

YEAR = "年报 1.txt:2:13: warning: 2024年, where 2025年 belongs: 100% [stale-year]"
TOTAL = "年报 1.txt:3:9: error: one of 2 figures is wrong [row-total]"
UNREAD = r"bad\xac.txt:1:1: error: cannot be read [unreadable]"


def test_concise_is_one_line_a_finding() -> None:
    assert lines(written("concise")) == [YEAR, TOTAL, UNREAD, ""]


def test_the_level_decides_what_is_shown() -> None:
    assert lines(written("concise", level=Severity.ERROR)) == [TOTAL, UNREAD, ""]
    noted = lines(written("concise", level=Severity.INFO))
    assert noted[0] == "年报 1.txt:1:1: info: a <b> & ␛[31m [markup]"
    assert noted[1:] == [YEAR, TOTAL, UNREAD, ""]


@pytest.mark.parametrize(("unit", "column"), [*zip(UNITS, [13, 14, 38, 25], strict=True)])
def test_the_unit_of_columns(unit: Unit, column: int) -> None:
    first = lines(written("concise", view=replace(VIEW, unit=unit)))[0]
    assert first.startswith(f"年报 1.txt:2:{column}: ")


def test_colors_are_added_and_nothing_else() -> None:
    colored = written("concise", view=replace(VIEW, color=True))
    assert "\x1b[1;31merror\x1b[0m" in colored
    plain = colored
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[1;31m", "\x1b[1;33m"):
        plain = plain.replace(code, "")
    assert plain == written("concise")


def test_full_shows_the_place_and_what_belongs_to_it() -> None:
    assert lines(written("full")) == [
        YEAR,
        "    2 | 青𠮷镇收费目录公布如下，【2024年】起施行",
        "  2023.txt:2:7: last year's figure",
        "    2 | 青𠮷镇结转 【5】 件",
        "  年报 1.txt:1:1: the title",
        "    1 | 【青𠮷镇工作年报】",
        "",
        TOTAL,
        "    3 | 三、合计    7    【12】",
        f"  年报 1.txt:3:9: output.candidate cell={READ.diagnostics[3].candidates[0].cell} actual=12 expected=7",
        f"  年报 1.txt:3:7: output.candidate cell={READ.diagnostics[3].candidates[1].cell} actual=7 expected=12",
        "    3 | 三、合计    【7】    12",
        "",
        UNREAD,
        "",
        "",
    ]


def test_full_in_a_terminal_has_carets_under_the_place() -> None:
    shown = lines(written("full", [READ], replace(VIEW, carets=True)))
    assert shown[1:3] == ["    2 | 青𠮷镇收费目录公布如下，2024年起施行", "      | " + " " * 24 + "^" * 6]


def test_nothing_to_say_is_nothing_written() -> None:
    assert written("concise", RESULTS[2:]) == written("full", RESULTS[2:]) == ""
