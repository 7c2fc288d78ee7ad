"""The same text whatever its encoding, and no text at all rather than a wrong one."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.decoding import Decoded, Undecodable, decode, encoding_named, is_utf8
from linter.source import Source

DRAFT = (
    "青禾县图书馆2023年工作总结\n"
    "一、基本情况\r\n"
    "全年接待读者１２３４５人次，新增图书2,060册，比上年多出一百余册。公示𠮷字号收费标准，见附件。\n"
    "\x0c下一步\u2028将继续开放夜间阅览室。\n"
)
MARKED = {"utf-8-sig": codecs.BOM_UTF8, "utf-16": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def encodings() -> dict[str, tuple[bytes, str]]:
    """Bytes of the draft, and the encoding they should be found to be in."""
    return {
        "utf-8": (DRAFT.encode("utf-8"), "utf-8"),
        "utf-8 with mark": (codecs.BOM_UTF8 + DRAFT.encode("utf-8"), "utf-8-sig"),
        "utf-16 little, mark": (codecs.BOM_UTF16_LE + DRAFT.encode("utf-16-le"), "utf-16"),
        "utf-16 big, mark": (codecs.BOM_UTF16_BE + DRAFT.encode("utf-16-be"), "utf-16"),
        "utf-16 little": (DRAFT.encode("utf-16-le"), "utf-16-le"),
        "utf-16 big": (DRAFT.encode("utf-16-be"), "utf-16-be"),
        "gb18030": (DRAFT.encode("gb18030"), "gb18030"),
    }


@pytest.mark.parametrize("name", encodings())
def test_same_text_at_the_same_places_in_every_encoding(name: str) -> None:
    data, encoding = encodings()[name]
    decoded = decode(data)
    assert decoded == Decoded(DRAFT, encoding)
    source = Source.of("draft.txt", decoded.text)
    assert source.place(decoded.text.index("2,060")) == (3, 19)


@pytest.mark.parametrize("name", [name for name in encodings() if name != "utf-16 big, mark"])
def test_encoding_again_gives_the_file(name: str) -> None:
    data, _ = encodings()[name]
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize(
    ("data", "key", "byte", "line", "column"),
    [
        (b"", "decoding.empty", 0, 1, 1),
        (codecs.BOM_UTF8, "decoding.empty", 0, 1, 1),
        (b" \r\n\n", "decoding.empty", 0, 1, 1),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "decoding.binary", 0, 1, 1),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "decoding.binary", 0, 1, 1),
        (b"PK\x03\x04\x14\0\x06\0", "decoding.office", 0, 1, 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "decoding.office", 0, 1, 1),
        (b"%PDF-1.7\n%\xe2\xe3", "decoding.pdf", 0, 1, 1),
        (b"draft\nno\0te\n", "decoding.nul", 8, 2, 3),
        (codecs.BOM_UTF16_LE + "稿\0".encode("utf-16-le"), "decoding.nul", 4, 1, 2),
        (b"\x00\x01\x02\x03\xfe\xff" * 9, "decoding.nul", 0, 1, 1),
        ("馆藏\n图书".encode()[:-1], "decoding.invalid", 10, 2, 2),
        ("馆藏".encode() + b"\xff\xfe" + "图书\n".encode() * 40, "decoding.invalid", 6, 1, 3),
        (codecs.BOM_UTF8 + "馆".encode()[:2], "decoding.invalid", 3, 1, 1),
        (codecs.BOM_UTF16_LE + "馆藏".encode("utf-16-le") + b"x", "decoding.invalid", 6, 1, 3),
        ("圖書館全年開放，歡迎讀者借閱".encode("big5"), "decoding.invalid", 0, 1, 1),
        ("図書館は毎日開いています".encode("shift_jis"), "decoding.invalid", 0, 1, 1),
        ("caf\u00e9 \u00fcber alles, na\u00efve".encode("latin-1"), "decoding.invalid", 3, 1, 4),
    ],
)
def test_what_is_no_text(data: bytes, key: str, byte: int, line: int, column: int) -> None:
    found = decode(data)
    assert isinstance(found, Undecodable)
    assert (found.message.key, found.byte, found.line, found.column) == (key, byte, line, column)


def test_every_cut_inside_a_character_is_said() -> None:
    """A converter that cuts labels by bytes leaves numbers readable and characters broken: that is no draft."""
    whole = "书架编号：甲十二｜１６\n".encode() * 8
    for cut in range(1, 40):
        damaged = whole[:cut] + b"_" * 2 + whole[cut + 2 :]
        found = decode(damaged)
        if damaged.decode("utf-8", "ignore").encode() == damaged:
            assert isinstance(found, Decoded)
        else:
            assert isinstance(found, Undecodable)
            assert found.message.values["encoding"] == "UTF-8"
            assert found.byte <= cut + 2
            assert damaged.startswith(damaged[: found.byte].decode("utf-8").encode())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("utf8", "utf-8"),
        ("UTF-8-SIG", "utf-8"),
        ("GBK", "gb18030"),
        ("cp936", "gb18030"),
        ("gb2312", "gb18030"),
        ("GB18030", "gb18030"),
        ("Big5", "big5"),
        ("klingon", None),
        ("base64", None),
        ("idna", None),
        ("unicode_escape", None),
        ("undefined", None),
        ("a\0b", None),
        ("\udcff", None),
    ],
)
def test_the_names_of_encodings(name: str, expected: str | None) -> None:
    assert encoding_named(name) == expected


def test_the_encoding_asked_for() -> None:
    assert decode("圖書館".encode("big5"), "big5") == Decoded("圖書館", "big5")
    assert decode("全".encode("gbk")) == Decoded("ȫ", "utf-8"), "as short as this nobody can tell"
    assert decode("全".encode("gbk"), "gbk") == Decoded("全", "gb18030")
    assert decode(codecs.BOM_UTF8 + "馆".encode(), "gbk") == Decoded("馆", "utf-8-sig")
    unknown = decode(b"x", "klingon")
    assert isinstance(unknown, Undecodable)
    assert unknown.message.key == "decoding.unknown-encoding"
    lone = decode(b"+2AA-", "utf-7")
    assert isinstance(lone, Undecodable)
    assert lone.message.key == "decoding.invalid"


def test_utf8_by_name() -> None:
    assert [name for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030") if is_utf8(name)] == ["utf-8", "utf-8-sig"]


NAMES = st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16", "utf-7", "latin-1", "shift_jis", "euc-kr", "cp1252"])


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace")),
        st.tuples(st.sampled_from(list(MARKED.values())), st.binary(max_size=30)).map(b"".join),
    ),
    NAMES,
)
def test_never_raises_and_never_replaces(data: bytes, encoding: str | None) -> None:
    found = decode(data, encoding)
    if isinstance(found, Decoded):
        assert "\0" not in found.text
        found.text.encode("utf-8")
        mark = next((mark for mark in MARKED.values() if data.startswith(mark)), b"")
        codec = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, found.encoding)
        assert data[len(mark) :].decode("utf-8" if mark == codecs.BOM_UTF8 else codec) == found.text
    else:
        assert 0 <= found.byte <= len(data)
        assert found.line >= 1
        assert found.column >= 1


@given(st.text(alphabet="书院县年读者人次开放服务新工作情况0123456789，。\n ", min_size=12))
def test_chinese_text_is_read_in_every_encoding(text: str) -> None:
    """Of common characters: without any, nothing tells one encoding from another."""
    if text.isspace():
        return
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode(text.encode(encoding)) == Decoded(
            text, "utf-8" if text.isascii() and encoding[-1] == "0" else encoding
        )
