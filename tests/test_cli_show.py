"""``show``: what was read of a file, under the names that rules use; and with ``--rule``, what one rule made of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter.cases import speaking
from linter.commands.account import account
from linter.commands.telling import told
from linter.engine import document_of, lint_source, speaking_packs
from linter.equations.references import cell_named
from linter.messages import catalogue
from linter.packs import load, shipped
from linter.selection import Options
from linter.source import Source
from tests.command import BAD, GOOD, LETTERS, ROOT, Command, Ran, process

EXAMPLE = str(ROOT / "examples" / "wangshu-statistics-2023.txt")
LEDGER = """# 青柳镇2023年度图书馆工作报告

| 季度 | 图书 | 期刊 | 合计 |
| --- | --- | --- | --- |
| 一 | 10 | 5 | 15 |
| 二 | 20 | 6 | 27 |
| 合计 | 30 | 11 | 41 |
"""


def only(ran: Ran) -> dict[str, Any]:
    """The only account that was printed for programs."""
    assert ran.code == 0
    (said,) = json.loads(ran.out)["rules"]
    return dict(said)


# ------------------------------------------------------------ the whole file


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.name)
def test_every_name_that_is_printed_leads_to_its_cell(path: object, command: Command) -> None:
    packs = {pack.name: pack for pack in load(shipped())}
    (said,) = json.loads(command("show", "--format", "json", str(path)).out)["packs"]
    form = packs[said["pack"]].form
    named = [(row["row"], cell["cell"]) for table in said["tables"] for row in table["rows"] for cell in row["cells"]]
    assert len(named) > 150
    assert len(set(named)) == len(named)
    for row, name in named:
        cell = cell_named(form, name)
        assert cell is not None
        assert cell.row.id == row


def test_figures_that_the_text_states_and_those_it_does_not(command: Command) -> None:
    ran = command("show", EXAMPLE)
    at = ran.lines.index("Figures that the text states:")
    assert ran.lines[at + 1 : at + 3] == ["  received: 43  11:24", "  answered: not found"]
    assert "  signer: not found" in ran.lines
    assert "  with_rules: false  1:1" in ran.lines
    assert "    75:23    review.direct.upheld = 1" in ran.lines
    (pack,) = json.loads(command("show", "--format", "json", EXAMPLE).out)["packs"]
    place = {"line": 11, "column": 24, "end_line": 11, "end_column": 26}
    assert pack["figures"]["received"] == [{"value": "43", "printed": "43", "exact": True, **place}]
    assert pack["figures"]["answered"] == []


def test_tables_that_no_form_declares(command: Command) -> None:
    command.file("ledger.md", LEDGER)
    ran = command("show", "--pack", "general-report", "ledger.md")
    assert "table-1 3:1: judged by totals" in ran.lines
    assert "    6:16     二, 合计 = 27" in ran.lines
    (pack,) = json.loads(command("show", "--pack", "general-report", "--format", "json", "ledger.md").out)["packs"]
    (table,) = pack["judged_tables"]
    assert (table["table"], table["rule"], len(table["cells"])) == ("table-1", "totals", 9)


def test_standard_input_is_read_once(command: Command) -> None:
    with Path(EXAMPLE).open("rb") as stream:
        ran = process(command.folder, "show", "-", "--stdin-filename", "draft.txt", stdin=stream)
    assert ran.returncode == 0
    assert ran.stdout.decode().startswith("draft.txt: utf-8, 83 lines\n")
    assert b"requests.granted.person = 21" in ran.stdout


# ------------------------------------------------------------ one rule


def test_an_equation_with_every_figure(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "review-total")
    assert ran.lines == [
        f"{EXAMPLE}: utf-8, 83 lines",
        "",
        "cn-disclosure-report/review-total: equation, error",
        "  holds: upheld + corrected + other + pending == total",
        "  table: review",
        "  each: group",
        "Outcome: pass",
        "Looked at:",
        "  review 71:1: read",
        "Figures compared:",
        '  holds: the 总计 of "行政复议": 2 (75:3) + 0 (75:7) + 0 (75:11) + 0 (75:15) = 2 (75:19)',
        '  holds: the 总计 of "未经复议直接起诉": 1 (75:23) + 0 (75:27) + 0 (75:31) + 0 (75:35) = 1 (75:39)',
        '  holds: the 总计 of "复议后起诉": 0 (75:43) + 0 (75:47) + 0 (75:51) + 0 (75:55) = 0 (75:59)',
    ]


def test_an_equation_that_fails_and_by_how_much(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "cn-disclosure-report/requests-row-total")
    assert "Outcome: fail" in ran.lines
    assert (
        '  off by 9: the 总计 of "（一）予以公开": 21 (45:27) + 4 (45:32) + 0 (45:36) + 0 (45:40) + 0 (45:44)'
        " + 1 (45:48) = 17 (45:52)"
    ) in ran.lines
    said = only(command("show", EXAMPLE, "--rule", "requests-row-total", "--format", "json"))
    assert said["outcome"] == "fail"
    (failing,) = [each for each in said["equations"] if not each["holds"]]
    assert failing["difference"] == "9"
    total = {"coefficient": "-1", "figure": "requests.granted.total", "value": "17", "printed": "17", "path": None}
    assert total | {"line": 45, "column": 52, "end_line": 45, "end_column": 54} in failing["readings"][0]["terms"]
    assert [found["line"] for found in said["findings"]] == [45]


def test_a_finding_told_under_another_rule_is_one_of_this_rule_too(command: Command) -> None:
    said = only(command("show", EXAMPLE, "--rule", "requests-handled-total", "--format", "json"))
    assert (said["outcome"], [found["rule"] for found in said["findings"]]) == ("fail", ["requests-row-total"])


def test_last_years_report_is_shown_where_a_rule_compares_with_it(command: Command) -> None:
    text = Path(EXAMPLE).read_text("utf-8")
    command.file("a.txt", text)
    command.file("b.txt", text.replace("2023", "2022"))
    lines = command("show", "a.txt", "--rule", "carried-from-last-year").lines
    at = lines.index("Looked at:")
    assert lines[at + 1 : at + 4] == ["  requests 39:1: read", "  Last year's report: b.txt", "Figures compared:"]
    assert lines[at + 4].endswith(": 3 (44:26) = 2 (b.txt:67:21)")
    lines = command("show", "a.txt", "--rule", "effective-documents").lines
    at = lines.index("Looked at:")
    assert "  disclosure.documents.in_force: 6  25:21" in lines[at:]
    assert lines[-1].endswith(": 6 (25:21) + 0 (25:17) = 6 (b.txt:25:21) + 1 (25:13)")


def test_a_rule_that_does_not_apply_and_one_that_could_not_run(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "carried-from-last-year")
    assert ran.lines[-2:] == ["Outcome: not applicable", "  its condition does not hold here: last_year = false"]
    command.file("bad.txt", BAD)
    ran = command("show", "--pack", LETTERS, "bad.txt", "--rule", "stamps")
    assert ran.lines[2:6] == [
        "letters/stamps: residue, warning",
        '  patterns: ["STAMP"]',
        "  when: abroad = unknown",
        "Outcome: not assessed",
    ]
    assert ran.lines[6].startswith("  ")
    assert "abroad" in ran.lines[6]
    assert len(ran.lines) == 7


def test_a_pack_that_does_not_speak_for_the_file(command: Command) -> None:
    command.file("letter.txt", GOOD)
    ran = command("show", "letter.txt", "--rule", "review-total")
    assert ran.lines[-1] == "  the pack cn-disclosure-report-2019 does not speak for this file"
    assert "Outcome: not applicable" in ran.lines


def test_a_rule_that_is_switched_off_is_shown_all_the_same(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", f"packs: ['{LETTERS}']\nignore: [to-do]\n")
    ran = command("show", "bad.txt", "--rule", "to-do")
    assert "  switched off here by select or ignore; check says nothing of it" in ran.lines
    assert "Outcome: fail" in ran.lines


def test_the_rule_in_chinese(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "review-total", "--lang", "zh")
    assert ran.lines[6:10] == ["结果：通过", "查看的内容：", "  review 71:1: 已读出", "比较的数据："]


def test_an_unknown_rule(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "review-totl")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "reportlint: error: there is no rule \"review-totl\" (did you mean 'review-total'?)\n"


def test_what_reportlint_says_of_itself_is_no_rule(command: Command) -> None:
    ran = command("show", EXAMPLE, "--rule", "misread")
    said = '"misread" is no rule of a pack, it is what reportlint says of itself: reportlint rule misread'
    assert ran == (2, "", f"reportlint: error: {said}\n")


@pytest.mark.parametrize("name", ["cn-disclosure-report", "general-report", "cn-final-accounts"])
@pytest.mark.parametrize("text", [Path(EXAMPLE).read_text("utf-8"), LEDGER], ids=["example", "ledger"])
def test_every_rule_can_be_shown(name: str, text: str) -> None:
    words = catalogue("en")
    (pack,) = load((name,))
    options = Options((speaking(pack),), named=True)
    source = Source.of("report.md", text)
    result = lint_source(source, options)
    ((_, reading),) = speaking_packs(source, options)
    document = document_of(pack, reading, options)
    for rule in pack.rules:
        said = account(rule, pack, document, result, options, words)
        assert json.loads(json.dumps(said)) == said
        assert said["outcome"] in ("pass", "fail", "not-applicable", "not-assessed")
        assert said["reasons"] or said["outcome"] in ("pass", "fail")
        assert next(iter(told(said, words))).startswith(f"{name}/{rule.id}: {rule.kind}, ")


@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        ("period", ["3:37 2023年1月1日至2023年12月31日"]),
        ("title", ["1:1 机关名称: 望舒市", "1:7 年份: 2023"]),
        ("sections", ["5:1 overview: 一、总体情况", "81:1 other: 六、其他需要报告的事项"]),
        ("numbering", ["17:11 point: 一是", "17:25 point: 二是", "17:34 point: 四是"]),
        ("fee-unit", ["34:10 本年收费金额"]),
    ],
)
def test_what_a_rule_of_prose_found_where_it_looked(rule: str, seen: list[str], command: Command) -> None:
    lines = command("show", EXAMPLE, "--rule", rule).lines
    found = lines[lines.index("Found there:") + 1 :]
    assert [line.strip() for line in found if line.strip() in seen] == seen


def test_the_words_that_speak_of_a_thing_are_found_and_others_are_not(command: Command) -> None:
    rule = "{id: a, check: mentions, why: x, source: x, with: {in: document, things: {fees: [fee]}, but-not: [coffee]}}"
    command.file(
        "p.yaml", f"language: 1\npack: p\nversion: '1'\ntitle: p\napplies: section_count >= 0\nrules: [{rule}]\n"
    )
    command.file("a.txt", "Report\n\nThe coffee fee was paid.\n")
    lines = command("show", "--pack", "p.yaml", "a.txt", "--rule", "a").lines
    assert lines[lines.index("Found there:") + 1 :] == ["  3:12 fees: fee"]
