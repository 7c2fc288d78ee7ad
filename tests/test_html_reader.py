"""HTML to lines: what is shown, in which column of which table, and where in the file it was written."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.blocks import Line
from linter.readers import html
from linter.source import Source


def read(text: str) -> tuple[Line, ...]:
    return html.read(Source.of("page.html", text))


def shown(text: str) -> list[object]:
    """Plain lines as their text (None: a blank line), rows as {column or columns: text}."""
    return [
        {
            (field.column, field.column + field.width - 1) if field.width > 1 else field.column: field.passage.text
            for field in line.fields
        }
        if line.layout == "grid"
        else (line.fields[0].passage.text if line.fields else None)
        for line in read(text)
    ]


# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("<p></p> \n <div>&nbsp;</div>", []),
        ("<h1>标题</h1><p>第一段</p><p>第二段</p>", ["标题", None, "第一段", None, "第二段"]),
        ("<p>上一行<br>下一行<br/><br />隔一行", ["上一行", "下一行", None, "隔一行"]),
        ("<p>全年共\n    接待 读者</p>", ["全年共 接待 读者"]),
        ("一<b>二</b>三<i> 四</i>", ["一二三 四"]),
        ("<span>1</span><font>2</font><b>3</b>", ["123"]),
        ("甲<script>if (a<b) document.write('</p>乙')</script>丙", ["甲丙"]),
        ("甲<STYLE>p > b {}</Style >丙<noscript>请启用脚本</noscript>", ["甲丙"]),
        ("甲<script src='x'/>乙", ["甲乙"]),
        ("甲<!-- <p>乙</p> -->丙<!---->丁<!-->戊<![if !x]>己<![endif]><?xml x?></>庚", ["甲丙丁戊己庚"]),
        ("甲<!-- 到文件末尾都是注释<p>乙", ["甲"]),
        ("甲<script>没有结束<p>乙", ["甲"]),
        ("a < b && c <d> &lt;e&gt;", ["a < b && c <e>"]),
        ("5<6，7>6", ["5<6，7>6"]),
        ("<a title='x>y' href=/z/>甲</a><a b=\"c\"d='e'f>乙</a>", ["甲乙"]),
        ('<p width=5">甲</p><p class="x">乙</p>', ["甲", None, "乙"]),
        ("甲<b", ["甲"]),
        ("<pre>甲  乙\n\n　丙\t丁\n</pre>戊", ["甲  乙", None, "丙\t丁", None, "戊"]),
        ("<ul><li>甲<li>乙</ul><dl><dt>丙<dd>丁</dl>", ["甲", None, "乙", None, "丙", None, "丁"]),
        ("甲</td></tr></table></p></div></h1>乙", ["甲", None, "乙"]),
        ("<td>甲</td><tr>乙", ["甲", None, "乙"]),
    ],
)
def test_text(text: str, expected: list[object]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&amp;", "&"),
        ("&#65;", "A"),
        ("&#x4e00;", "一"),
        ("&#X4E00", "一"),
        ("&ldquo;", "“"),
        ("&copy", "©"),
        ("&#128;", "€"),
        ("&#xD800;", "\ufffd"),
        ("&acE;", "∾̳"),
        ("&unknown;", "&unknown;"),
        ("&", "&"),
        ("&#;", "&#;"),
        ("&#" + "9" * 32 + ";", "\ufffd"),
        ("&#" + "9" * 5000 + ";", "\ufffd" + "9" * 4968 + ";"),
    ],
)
def test_references(written: str, meant: str) -> None:
    text = f"<p>前{written}后"
    (line,) = read(text)
    passage = line.fields[0].passage
    assert passage.text == f"前{meant}后"
    assert text[slice(*passage.span(len(meant) + 1))] == "后"
    if len(meant) < len(written) < 30:
        assert text[slice(*passage.span(1, len(meant) + 1))] == written


def test_old_references_end_where_they_end() -> None:
    text = "<p>&nbsp12&ltb"
    (line,) = read(text)
    passage = line.fields[0].passage
    assert passage.text == "12<b"
    assert text[slice(*passage.span(0, 2))] == "12"
    assert [text[slice(*passage.span(i, i + 1))] for i in (2, 3)] == ["&lt", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<title>青禾县图书馆2023年总结</title><p>正文", ["青禾县图书馆2023年总结", None, "正文"]),
        ("<title>青禾县图书馆2023年总结 - 青禾县人民政府</title><p>正文", ["青禾县图书馆2023年总结", None, "正文"]),
        ("<title>青禾县图书馆2023年总结</title><h1>总结</h1><p>正文", ["总结", None, "正文"]),
        (
            "<title>青禾县图书馆2023年总结_青禾县</title><p>青禾县图书馆<p>2023年总结",
            ["青禾县图书馆", None, "2023年总结"],
        ),
        ("<title> </title>正文", ["正文"]),
        ("<title>-</title>正文", ["正文"]),
        ("<title>甲 &amp; <b>乙</title>正文<svg><title>图</title></svg>", ["甲 & <b>乙", None, "正文"]),
        ("<title>没有结束", []),
    ],
)
def test_the_title_of_the_window_counts_where_the_page_has_none(text: str, expected: list[object]) -> None:
    assert shown(text) == expected


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tr><td>1</td><td></td><th>3</th></tr></table>", [{0: "1", 1: "", 2: "3"}]),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>后", [{0: "1", 1: "2"}, {0: "3", 1: "4"}, "后"]),
        ("<table><td>1<td>2</table>", [{0: "1", 1: "2"}]),
        ("<table><tr><td>甲</tr>", [{0: "甲"}]),
        ("<TABLE><TR><TD COLSPAN=2>宽<TD>窄</TABLE>", [{(0, 1): "宽", 2: "窄"}]),
        ("<table><tr><td>1<b>2</b><font>3</font>\n<td> 4 \n</table>", [{0: "123", 1: "4"}]),
        ("<table><tr><td><p align=center><span>7</span></p></td></table>", [{0: "7"}]),
        ("<table><tr><td>结果<br>维持<br></td><td><p>甲</p>\n<p>乙</p></td></table>", [{0: "结果\n维持", 1: "甲\n乙"}]),
        ("<table><tr><td><p></p><br>&nbsp;</td><td>　5&nbsp;</td></table>", [{0: "", 1: "5"}]),
        ("<table><tr></tr><tr><td>1</table>", [{0: "1"}]),
        ("<table><caption>表一</caption><tr><td>1</table>", ["表一", {0: "1"}]),
        ("甲<table><tr><td>1</td></tr></table>乙", ["甲", {0: "1"}, "乙"]),
        ("<table>散<tr><td>1</td></tr>落</table>", ["散", {0: "1"}, "落"]),
        ("<table><tr>先<td>1</td>，<td>2</td>后</tr></table>", [{0: "1", 1: "2"}, "先", None, "，", None, "后"]),
    ],
)
def test_rows_and_cells(text: str, expected: list[object]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<td rowspan=2>甲<td>1<tr><td>2", [{0: "甲", 1: "1"}, {1: "2"}]),
        ("<td>1<td rowspan=2 colspan=2>甲<td>4<tr><td>5<td>6", [{0: "1", (1, 2): "甲", 3: "4"}, {0: "5", 3: "6"}]),
        ("<td rowspan=3>甲<td>1<tr><td rowspan=2>乙<td>2<tr><td>3<tr><td>4<td>5", [
            {0: "甲", 1: "1"},
            {1: "乙", 2: "2"},
            {2: "3"},
            {0: "4", 1: "5"},
        ]),
        ("<td rowspan=2>甲<tr><tr><td>1", [{0: "甲"}, {0: "1"}]),
        ("<td rowspan=0>甲<td>1<tr><td>2<tr><td>3<tbody><tr><td>4", [{0: "甲", 1: "1"}, {1: "2"}, {1: "3"}, {0: "4"}]),
        ("<td rowspan=9>甲<td>1</tr></tbody><tbody><tr><td>2", [{0: "甲", 1: "1"}, {0: "2"}]),
        ("<td colspan=0>甲<td colspan=-3>乙<td colspan=x>丙<td rowspan=''>丁", [{0: "甲", 1: "乙", 2: "丙", 3: "丁"}]),
        ("<td colspan=' 2 '>甲<td colspan=2 colspan=7>乙<td xcolspan=5>丙", [{(0, 1): "甲", (2, 3): "乙", 4: "丙"}]),
        ("<td title='colspan=4'>甲<td>乙", [{0: "甲", 1: "乙"}]),
        ("<td colspan=999999999999>甲<td>乙", [{(0, 999): "甲", 1000: "乙"}]),
    ],
)  # fmt: skip
def test_true_columns(rows: str, expected: list[object]) -> None:
    assert shown(f"<table><tbody><tr>{rows}</table>") == expected


def test_tables_are_numbered_by_their_first_row() -> None:
    text = "<table><tr><td>1</table><table></table><table><tr><td>2<tr><td>3</table>"
    assert [line.table for line in read(text)] == [1, 2, 2]
    numbered = html.read(Source.of("", text), first_table=5)
    assert [line.table for line in numbered] == [5, 6, 6]


def test_a_cell_that_holds_a_table_is_layout() -> None:
    text = (
        "<table><tr><td>导航</td><td><p>一、概况</p><p>全年开放。</p>"
        "<table><tr><td>1</td><td>2</td></tr></table>二、展望<br>明年继续。</td><td>右栏</td></tr>"
        "<tr><td>页脚</td></tr></table>"
    )
    rows = [
        {0: "导航"},
        "一、概况",
        None,
        "全年开放。",
        {0: "1", 1: "2"},
        "二、展望",
        "明年继续。",
        {2: "右栏"},
        {0: "页脚"},
    ]
    assert shown(text) == rows
    assert [line.table for line in read(text) if line.layout == "grid"] == [1, 2, 1, 1]


def test_the_only_cell_of_a_row_that_holds_paragraphs_is_layout() -> None:
    prose = "全年共举办读者活动若干次。" * 10
    text = f"<table><tr><td></td><td><p>{prose}</p><p>{prose}</p></td></tr><tr><td>{prose}{prose}</td></tr></table>"
    assert shown(text) == [prose, None, prose, {0: prose + prose}]


def test_places_of_rows() -> None:
    text = "<table>\n<tr>\n<td>甲</td>\n<td\n rowspan=2></td>\n</tr>\n\n<tr><td>乙\n<tr><td> <td><p>&nbsp;</p> </table>"
    lines = read(text)
    assert [(line.number, line.last) for line in lines] == [(2, 6), (8, 8), (9, 9)]
    written = [[text[slice(*field.span)] for field in line.fields] for line in lines]
    assert written == [["甲", ""], ["乙"], ["", "<p>&nbsp;</p>"]]
    assert lines[0].fields[1].span.start == text.index("</td>\n</tr>"), "where a figure could be written"
    assert text[slice(*lines[0].span)].startswith("<tr>")
    assert text[slice(*lines[0].span)].endswith("</tr>")


def test_a_break_stands_where_its_tag_does() -> None:
    text = "<table><tr><td>结果<br/>维持</td></table>"
    passage = read(text)[0].fields[0].passage
    assert text[slice(*passage.span(2, 3))] == "<br/>"


def test_indents_can_be_told() -> None:
    text = "<p>　　<b>首行缩进"
    (line,) = read(text)
    assert line.fields[0].passage.text == "首行缩进"
    assert text[line.span.start] == "　"


# ---------------------------------------------------------------- whatever comes

TAGS = ["table", "tr", "td", "th", "tbody", "p", "br", "div", "h1", "b", "script", "title", "pre", "svg", "textarea"]
CELLS = ["<td rowspan=2>", "<td colspan='3'>", "<td rowspan=0 colspan=9>", '<td a="']
MARKS = ["<!--", "-->", "<![x", "<?", "<!", "</", "<", ">", "/>", '"', "'", "=", "&nbsp;", "&amp", "&#x31;", "&lt1"]
TEXTS = ["\n", " \r\n", "\f", "\u3000", "1", "２", "一、", "，" * 150]
PIECES = st.one_of(
    st.sampled_from([f"<{slash}{name}>" for name in TAGS for slash in ("", "/")]),
    st.sampled_from(CELLS + MARKS + TEXTS),
    st.text(max_size=4),
)
PAGES = st.lists(PIECES, max_size=40).map("".join)


@given(PAGES)
@settings(max_examples=300)
def test_never_raises_and_every_place_is_true(text: str) -> None:
    source = Source.of("page.html", text)
    tables: dict[int, None] = {}
    lines = html.read(source)
    assert [line.number for line in lines] == sorted(line.number for line in lines)
    for line in lines:
        assert 1 <= line.number <= line.last <= len(source.line_starts)
        assert 0 <= line.span.start <= line.span.end <= len(text)
        assert source.place(line.span.start)[0] == line.number
        columns = [field.column for field in line.fields]
        assert columns == sorted(set(columns))
        if line.table:
            tables[line.table] = None
        for field in line.fields:
            passage = field.passage
            assert 0 <= field.span.start <= field.span.end <= len(text)
            assert passage.text == passage.text.strip()
            assert len(passage.text) == len(passage.starts) == len(passage.ends)
            if passage.text:
                assert field.span == passage.span()
            for letter, start, end in zip(passage.text, passage.starts, passage.ends, strict=True):
                written = text[start:end]
                assert written == letter or written[0] in "&<" or (letter in " \n" and written.isspace())
            assert list(passage.starts) == sorted(passage.starts)
    assert list(tables) == list(range(1, len(tables) + 1))


class Oracle(HTMLParser):
    """The text that the standard library's parser finds; it is no oracle for broken markup."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


WELL_FORMED = st.recursive(
    st.one_of(
        st.text(alphabet="馆年12，; .x", max_size=6),
        st.sampled_from(["&amp;", "&nbsp;", "&#31532;", "<!-- 注 -->", "<br>"]),
    ),
    lambda inner: st.tuples(
        st.sampled_from(["p", "b", "div class='a>b'", "td", "tr", 'span title="</p>"', "table"]),
        st.lists(inner, max_size=4).map("".join),
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
    max_leaves=20,
)


@given(WELL_FORMED)
def test_no_text_is_lost_and_none_is_made_up(text: str) -> None:
    oracle = Oracle()
    oracle.feed(text)
    oracle.close()
    found = "".join(field.passage.text for line in read(text) for field in line.fields)
    assert sorted(re.sub(r"\s", "", found)) == sorted(re.sub(r"\s", "", oracle.text))


@pytest.mark.parametrize(
    "unit",
    [
        *("<a ", '<a "', "<a b='", "<!--", "<![x", "<![CDATA[", "</a ", "&a", "<", "<script>", "<td rowspan=3 "),
        *("<table>", "<table><tr><td>x", "<td>x<br>", "<tr><td colspan=1000 rowspan=9>", "<pre>\n", "<tbody>", " "),
    ],
)
def test_any_tag_may_be_left_open_very_often(unit: str) -> None:
    """It ends and stays within the file; what it costs is measured in benchmarks/."""
    source = Source.of("page.html", unit * (80_000 // len(unit)))
    assert all(0 <= line.span.start <= line.span.end <= len(source.text) for line in html.read(source))
