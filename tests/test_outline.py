"""Title, parts and paragraphs of a report, from its lines and a form."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.document import NEARLY, RENAMED, Document, Paragraph
from linter.folding import fold
from linter.form import Form, RowForm, SectionForm, TableForm
from linter.prose.outline import Outline, find_outline
from linter.prose.paragraphs import paragraphs
from linter.prose.topics import topics
from linter.readers import read_lines
from linter.reading import read_outline
from linter.source import Source

FORM = Form(
    sections=(
        SectionForm("service", ("一、航班开行情况", "航班情况")),
        SectionForm("fares", ("二、票价收取情况",)),
        SectionForm("safety", ("三、安全检查情况",)),
    ),
    tables={"trips": TableForm("trips", "fares", ((RowForm("ticket", ("一、船票收入",), ()),),))},
    title_like=re.compile("轮渡.{0,4}报告"),
)
TITLE = "东浦渡口2023年轮渡年度报告"
WHOLE = f"{TITLE}\n\n一、航班开行情况\n\n甲。\n\n二、票价收取情况\n\n乙。\n\n三、安全检查情况\n\n丙。\n"
A, B, C = ("service", 0, "一、"), ("fares", 0, "二、"), ("safety", 0, "三、")
NUMBERED = str.maketrans({"一": "（一", "二": "（二", "三": "（三", "、": "）"})


def outlined(text: str, path: str = "report.txt") -> Outline:
    return find_outline(read_lines(Source.of(path, text)), FORM)


def read(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Paragraph, ...]:
    lines = read_lines(Source.of("report.txt", text))
    return paragraphs(lines, find_outline(lines, FORM), taken)


def found(text: str) -> list[tuple[str, int, str]]:
    """The headings of a text: part, variant, number as written."""
    return [(heading.form.id, heading.variant, heading.ordinal) for heading in outlined(text).headings]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口\n2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口\n\n2023 年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("2023年东浦渡口轮渡年度报告", "2023年东浦渡口轮渡年度报告"),
        ("东浦渡口\n2023年\n轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口2023年轮\n渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口轮渡年度报告\n（2023年度）", "东浦渡口轮渡年度报告（2023年度）"),
        ("\x0c\u3000东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口轮渡年度报告\n\n东浦渡口2023年轮渡年度报告摘要", "东浦渡口轮渡年度报告"),
        ("东浦渡口2023年轮\n渡年度报告\n\n按照全国统一的\n轮渡年度报告格\n式编写", "东浦渡口2023年轮渡年度报告"),
        ("东浦渡口轮渡年\n度报告\n\n按照《关于印发〈东\n浦轮渡年度报告格式〉的通知》", "东浦渡口轮渡年度报告"),
        ("# **东浦渡口2023年轮渡年度报告**", "东浦渡口2023年轮渡年度报告"),
        ("首页 > 轮渡报告\n\n东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("索引号：A-1\n\n东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("轮渡年度报告\n时刻表\n\n东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("时刻表\n" * 20 + "东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("关于印发《东浦渡口2023年轮渡年度报告》的通知\n\n东浦渡口2023年轮渡年度报告", "东浦渡口2023年轮渡年度报告"),
        ("按要求，现公布东浦渡口2023年轮渡年度报告。", None),
        ("", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    outline = outlined(WHOLE.replace("东浦渡口2023年轮渡年度报告", head))
    assert (outline.title.folded.text if outline.title else None) == title


def test_a_title_below_the_first_part_is_none() -> None:
    assert outlined("一、航班开行情况\n\n东浦渡口2023年轮渡年度报告\n").title is None


def test_a_repeated_title_is_no_lead() -> None:
    scopes = [paragraph.scope for paragraph in read("东浦渡口轮渡报告\n东浦渡口轮渡报告\n\n一、航班开行情况\n\n甲。\n")]
    assert scopes == ["title", "title", "service"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE, [A, B, C]),
        (WHOLE.replace("一、航班开行情况", "航班开行情况"), [("service", 0, ""), B, C]),
        (WHOLE.replace("一、航班开行情况", "一、航班情况"), [("service", 1, "一、"), B, C]),
        (WHOLE.replace("一、航班开行情况", "一、 航 班 开 行 情 况"), [A, B, C]),
        (WHOLE.replace("一、航班开行情况", "## **一、航班开行情况**"), [A, B, C]),
        (WHOLE.replace("一、航班开行情况", "一、航班开\n行情况"), [A, B, C]),
        (WHOLE.replace("一、航班开行情况", "第一部分 航班开行情况"), [("service", 0, "第一部分"), B, C]),
        (WHOLE.replace("甲。\n\n二、", "甲。二、"), [A, B, C]),
        (WHOLE.replace("二、票价收取情况", "二、票价的收取情况"), [A, ("fares", NEARLY, "二、"), C]),
        (WHOLE.replace("二、票价收取情况", "二、财务"), [A, C]),
        (WHOLE.replace("二、票价收取情况", "二、收入与支出"), [A, ("fares", RENAMED, "二、"), C]),
        (WHOLE.replace("二、票价收取情况", "九、票价收取情况"), [A, ("fares", 0, "九、"), C]),
        (WHOLE.replace("二、票价收取情况\n\n", ""), [A, C]),
        (WHOLE + "\n三、安全检查情况\n\n丁。\n", [A, B, C, C]),
        (WHOLE.replace("甲。", "（二）票价收取情况"), [A, B, C]),
        (WHOLE.replace("甲。", "| 一、航班开行情况表 | 3 |"), [A, B, C]),
        (WHOLE.replace("一、航班开行情况", "一、船票收入"), [B, C]),
        ("由一、航班开行情况；二、票价收取情况；三、安全检查情况组成。\n\n" + WHOLE, [A, B, C]),
        (WHOLE.replace("、", "、\u200b"), [A, B, C]),
        (
            WHOLE.translate(NUMBERED),
            [("service", 0, "（一）"), ("fares", 0, "（二）"), ("safety", 0, "（三）")],
        ),
    ],
)  # fmt: skip
def test_headings(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert found(text) == expected


def test_a_table_of_contents_holds_no_parts() -> None:
    contents = "一、航班开行情况\n二、票价收取情况\n三、安全检查情况\n\n"
    outline = outlined(contents + WHOLE)
    assert [section.lines[0] for section in outline.headings] == [6, 10, 14]


def test_where_a_part_without_heading_is_looked_for() -> None:
    outline = outlined(WHOLE.replace("二、票价收取情况\n\n", ""))
    assert outline.region("service") == ((2, 8), True)
    assert outline.region("fares") == ((2, 8), False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("甲一。\n甲二。", ["甲一。", "甲二。"]),
        ("2023\n年，开行 703\n班。", ["2023年，开行703班。"]),
        ("上网信息，要审\n\n- 2 -\n\n查过再发。", ["上网信息，要审查过再发。"]),
        (
            "明年做好以下工作，力争\n\n（一）早班。\n\n（二）晚班。",
            ["明年做好以下工作，力争", "（一）早班。", "（二）晚班。"],
        ),
        ("1.早班\n八点开船，十点收班。", ["1.早班", "八点开船，十点收班。"]),
        ("主要问题\n\n一是船旧。", ["主要问题", "一是船旧。"]),
        ("2023年1月1日至\n2023年12月31日，开行703班。", ["2023年1月1日至2023年12月31日，开行703班。"]),
        ("期限为2023年1月1日\n至2023年12月31日。", ["期限为2023年1月1日至2023年12月31日。"]),
        ("上网信息，要审\n\n东浦渡口2023年轮渡年度报告\n查过再发。", ["上网信息，要审查过再发。"]),
        ("甲，\n\n\n乙。", ["甲，乙。"]),
    ],
)
def test_lines_drawn_together(body: str, expected: list[str]) -> None:
    text = WHOLE.replace("甲。", body)
    assert [each.folded.text for each in read(text) if each.scope == "service"] == expected


def test_lines_of_one_width_are_drawn_together() -> None:
    sentence = "全年早晚两班渡船都按时刻表开行，码头人员逐班清点乘客。"
    line = sentence[:20]
    body = "\n".join([line, sentence[20:] + line[:13], line, sentence[20:] + line[:13], line, line, sentence[20:]])
    assert len([each for each in read(WHOLE.replace("甲。", body)) if each.scope == "service"]) == 1


def test_an_indented_line_behind_a_full_one_begins_a_paragraph() -> None:
    line = "　　早班都按时刻表开行，码头人员逐班清点乘客。"
    body = "\n".join([line, line.replace("早", "晚"), line.replace("早", "夜"), line.replace("早", "加")])
    begun = [each.folded.text[:2] for each in read(WHOLE.replace("甲。", body)) if each.scope == "service"]
    assert begun == ["早班", "晚班", "夜班", "加班"]


def test_headings_and_broken_off_sentences_are_marked() -> None:
    text = WHOLE.replace("甲。", "（一）早班情况\n\n八点开船，\n\n（二）晚班。夜里停航。\n\n夜班情况\n\n没有。")
    marks = [(each.folded.text, each.heading) for each in read(text) if each.scope == "service"]
    assert marks == [
        ("（一）早班情况", True),
        ("八点开船，", False),
        ("（二）晚班。夜里停航。", False),
        ("夜班情况", True),
        ("没有。", False),
    ]


def test_a_caption_that_ends_with_a_number_stands_before_the_next_point() -> None:
    lines = [
        "（一）早班。全年开行300班，载客1256人，安全准点。",
        "早班 300 晚班 112 夜班 12",
        "（二）晚班。停航两次，绕行三次。",
        "（三）夜班。" + "安全、有序，" * 20 + "没有停航。",
    ]
    text = WHOLE.replace("甲。", "\n".join(lines))
    begun = [each.folded.text[:5] for each in read(text) if each.scope == "service"]
    assert begun == ["（一）早班", "早班300", "（二）晚班", "（三）夜班"]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("东浦渡口\n2024年1月5日", ["东浦渡口", "2024年1月5日"]),
        ("丙末\n\n东浦渡口\n\n二〇二四年一月五日", ["东浦渡口", "二〇二四年一月五日"]),
        ("东浦渡口\n\u200b2024\u200b年1月5日", ["东浦渡口", "2024年1月5日"]),
        ("东浦渡口 2024 年 1 月 5 日", ["东浦渡口2024年1月5日"]),
        ("东浦渡口", ["东浦渡口"]),
        ("西浦渡口", []),
        ("计划于2024年1月5日，开新船。", []),
    ],
)
def test_signature(end: str, expected: list[str]) -> None:
    assert [each.folded.text for each in read(WHOLE + "\n" + end + "\n") if each.scope == "signature"] == expected


def test_tables_are_no_running_text() -> None:
    text = WHOLE.replace("乙。", "线路\t班次\n北线\t3\n南线\t4")
    assert [each.folded.text for each in read(text) if each.scope == "fares"] == []
    plain = WHOLE.replace("乙。", "北线 3\n南线 4\n乙。")
    assert [each.folded.text for each in read(plain, taken=((8, 10),)) if each.scope == "fares"] == ["乙。"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("（一）早班。八点，晚班没有。\n\n（二）码头", ["早班", "码头"]),
        ("一是增加早班，另修码头。二是少开晚班。", ["增加早班", "少开晚班"]),
        ("票价情况：两元。\n\n码头修好了，很好。", ["票价情况"]),
        ("码头修好了。", []),
    ],
)
def test_topics(body: str, expected: list[str]) -> None:
    section = [each for each in read(WHOLE.replace("甲。", body)) if each.scope == "service"]
    assert list(topics(section)) == expected


MORE = ["二是好。", "（三）甲，", "2024年1月5日", "东浦渡口", "- 3 -", "a\tb", "| 一 | 二 |", "# ", "**", "𠀀，"]
PIECES = st.sampled_from([*WHOLE.split("\n"), *MORE, "\x0c", "\u2028", "\r"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.text(max_size=30))
def test_any_text_is_read_and_every_character_keeps_its_place(pieces: list[str], more: str) -> None:
    source = Source.of("report.txt", "\n".join([*pieces, more]))
    document: Document = read_outline(source, read_lines(source), FORM).document
    for paragraph in document.paragraphs:
        for char, start in zip(paragraph.raw.text, paragraph.raw.starts, strict=True):
            assert char == source.text[start] or char == "\n"
        assert paragraph.folded.text == fold(paragraph.raw).text
        assert list(paragraph.raw.starts) == sorted(paragraph.raw.starts)
    starts = [heading.heading.starts[0] for heading in document.headings]
    assert starts == sorted(starts)
