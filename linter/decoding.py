"""Bytes to text: one way only, and never a guess that could be wrong in silence.

A byte order mark decides. Without one the bytes are UTF-8 if they are strictly that; else they may be GB18030 or UTF-16
without a mark, and are taken for it only if what comes out reads as Chinese: every Big5, Shift-JIS and EUC-KR text, and
much of UTF-16, is "valid" GB18030 as well and comes out as characters nobody writes. What is left was damaged, or is
no text, and is said to be so with the place of the first bad byte. Nothing is ever replaced.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from linter.diagnostic import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_WITHOUT_MARK = ("utf-16-le", "utf-16-be", "gb18030")
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8"}
"""What calls itself GB2312 or GBK uses characters of the larger set all the time, on the web above all."""

_NOT_OF_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape"}
)
"""What Python calls encodings too, and no file is in."""

_WITHOUT_SURROGATES = ("utf-8", "utf-16", "gb18030")
"""Decoders that let no lone surrogate through."""

_KINDS = (
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "decoding.office"),
    (re.compile(rb"%PDF-"), "decoding.pdf"),
    (re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|\x1f\x8b|7z\xbc\xaf|Rar!|\x7fELF|MZ.\x00"), "decoding.binary"),
)
_SAMPLE = 20_000
"""How many characters are looked at to tell whether a text reads as Chinese."""

_PLAUSIBLE = 0.5
"""The least share of common characters: in true text it is 0.78 and more, in wrong decodings 0.06 and less."""

_NEUTRAL = re.compile(
    r"[\s!-~\u00a0\u00b0\u00b1\u00b7\u00d7\u2010-\u2027\u2030-\u205e\u2100-\u257f\u25a0-\u26ff\u3000-\u3020\uff01-\uff5e\uffe0-\uffe6]"
)
"""What says nothing about the language: ASCII, signs, figures in circles, lines of boxes, full-width letters."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_COMMON = frozenset(
    "一丁七万三上下不与且世丙业东两严个中为主举久么义之乎乐乙九也乡书了予争事二于云互五亚些交产亮亲人亿什仅今仍从他付"
    "代令以仪们件任份企众优会传似但位低住体何余作你使例依便促保信修倍候借债做健偿像儿元兄充先光克免党入全八公六共关兴"
    "兵其养内再写军农决况冻准减凝几凡出分切划则刚创初判利别到制前力办加务动励劳化北区医十千升半华协单卖南博占卫印危即"
    "却厅原去县又及友双反发取受变口古另只叫可台史号司吃各合同名后向否吧听告员呢周命和咨品商善喜四回因团园困围国图土在"
    "地场址均坐坛城培基填境增士声处备复外多夜够大天太夫夯失头奇奖女她好如妹始姐委婚媒子字存季学孩它安完宗定实审客宣害"
    "家容宽密对导将小少尔就尼尽局居届屋展属履山岁岗工己已巴市布师希带常幅干平年并幼库应府废度座康延建开式弟张弱强当录"
    "形影役彻往征很律得循微德心必快怎思急性总您情想意感慈慧成我或战截户房所手才打托扣执扶找把抓投护报押拆拉拍拘招拨拿"
    "持指按据捷排接推措提援撤收改放政效救教数整文断斯新方施族无日旨早旬时明星是晚智更曾最月有朋服望期未末本术机权村束"
    "条来板极构林果查标栏校样核根格案桥检欠次欢款止正此步死残段母每比民气水求汇汛没河油治法注活流海消涉深清渐渗渠港湖"
    "源滞满演火灾点热然煤照爱父爸片版物特献率王环现球理生用由甲申电男画界留疗疾病登白百的皆益监盖目直相省看真眼着督知"
    "短石矿码研础硬确示社神离私种科秒秘积称移程税稳稿究空立站章童端笑笔符第等筑答筹简算管箱篇籍米类精系纠红约级纳组织"
    "终经结绕给络统继续维编缴缺网罗罚置署美群老考者而职联聚股育能自至致航船色节花若苦英范草药营落薄虽融行街补表被裁装"
    "西要见观规视觉解言计订认让训议记讲许论讼设访证评识诉诚话询该语说请读调谈谢象财责质贫购贯贷费资走起超越足路身车转"
    "软轻载较边达迁过运近还这进远违连迟追退送透通造道遗遵那邮邻部都采里重量金钱铁银链销镇长门问间队防附降院险随隐障难"
    "集零需青非面革音页项预领频题额风飞食首马驳高"
)
"""Common Chinese characters, in the order of their codes."""


class Decoded(NamedTuple):
    """A text without byte order mark, and its encoding by Python's name for it.

    ``text.encode(encoding)`` gives the file again, mark included ("utf-8-sig"; "utf-16", which alone may change the
    order of its bytes).
    """

    text: str
    encoding: str


class Undecodable(NamedTuple):
    """Why bytes are no text: ``message``, and the place of the first bad byte.

    ``byte`` is its offset in the file (from 0), ``line`` and ``column`` (in characters) where an editor shows it
    (from 1).
    """

    message: Message
    byte: int = 0
    line: int = 1
    column: int = 1


def is_utf8(encoding: str) -> bool:
    """Whether the name of an encoding means UTF-8, with a byte order mark or without."""
    return encoding in ("utf-8", "utf-8-sig")


@lru_cache(maxsize=16)
def encoding_named(name: str) -> str | None:
    """The name under which ``decode`` reports the encoding that the user calls ``name``; None if there is none."""
    try:
        codec = codecs.lookup(name).name
        "a".encode(codec)
    except (LookupError, ValueError):
        return None
    return None if codec in _NOT_OF_FILES else _SUPERSETS.get(codec, codec)


def decode(data: bytes, encoding: str | None = None) -> Decoded | Undecodable:
    """The text of a file. ``encoding`` is what a file without byte order mark is said to be in; None: find out.

    Raises nothing, whatever the bytes.
    """
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, name, len(mark))
    for pattern, key in _KINDS:
        if pattern.match(data):
            return Undecodable(Message(key))
    if encoding is not None:
        known = encoding_named(encoding)
        if known is None:
            return Undecodable(Message("decoding.unknown-encoding", {"encoding": encoding}))
        return _decoded(data, known, known)
    as_utf8 = _decoded(data, "utf-8", "utf-8")
    if isinstance(as_utf8, Decoded) or as_utf8.message.key == "decoding.empty":
        return as_utf8
    return _guessed(data) or as_utf8


def _decoded(data: bytes, codec: str, name: str, offset: int = 0) -> Decoded | Undecodable:
    """``data`` strictly in ``codec``; ``offset`` is how many bytes of the file stand before it."""
    nul = data.find(b"\0")
    try:
        text = data.decode(codec)
    except UnicodeError as error:
        if nul >= 0 and codec == "utf-8":
            return _undecodable("decoding.nul", data[:nul].decode(codec, "replace"), name, nul + offset)
        bad = error.start if isinstance(error, UnicodeDecodeError) else 0
        return _undecodable("decoding.invalid", data[:bad].decode(codec, "replace"), name, bad + offset)
    if not text or text.isspace():
        return Undecodable(Message("decoding.empty"))
    key, bad = "decoding.nul", text.find("\0") if nul >= 0 else -1
    if bad < 0 and not codec.startswith(_WITHOUT_SURROGATES):
        surrogate = _SURROGATE.search(text)
        key, bad = "decoding.invalid", surrogate.start() if surrogate else -1
    if bad < 0:
        return Decoded(text, name)
    before = text[:bad]
    return _undecodable(key, before, name, len(before.encode(codec, "replace")) + offset)


def _undecodable(key: str, before: str, encoding: str, byte: int) -> Undecodable:
    """``before`` is the text before the bad byte."""
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    values = {"encoding": encoding.removesuffix("-sig").upper(), "byte": byte, "line": line}
    return Undecodable(Message(key, values), byte, line, column)


def _guessed(data: bytes) -> Decoded | None:
    """The text in the encoding in which it reads as Chinese, if there is one."""
    best, best_share = None, 0.0
    for codec in _WITHOUT_MARK:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        share = _share_of_common(text)
        if share > best_share and "\0" not in text:
            best, best_share = Decoded(text, codec), share
    return best if best_share >= _PLAUSIBLE else None


def _share_of_common(text: str) -> float:
    """Which part of the characters that tell a language are common in Chinese; 1 where there are none of them."""
    telling = _NEUTRAL.sub("", text[:_SAMPLE])
    return sum(map(_COMMON.__contains__, telling)) / len(telling) if telling else 1.0
