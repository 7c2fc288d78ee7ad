"""A coverage-guided fuzzer for the whole walk from a file's bytes to every output. Not part of the test run.

    pip install atheris                                       # Linux, CPython 3.11 to 3.13
    python -m tests.fuzz seeds CORPUS                         # fill a folder with reports to start from
    python -m tests.fuzz -max_total_time=600 CORPUS           # what is found interesting goes there as well

The first byte of an input chooses the format and whether an encoding is asked for, the rest is the file. Any exception,
a place outside the text, output that is not well-formed, or an input of 64 KB that takes longer than ``-timeout``
(seconds) is a bug; the input is then written to ``crash-*``.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path
from xml.etree import ElementTree

import atheris

with atheris.instrument_imports(include=["linter"]):
    from linter.decoding import Decoded, decode
    from linter.diagnostic import FileResult, Severity
    from linter.engine import lint_source
    from linter.messages import catalogue
    from linter.output import FORMATS, format_named
    from linter.output.view import Tally, View
    from linter.packs import load
    from linter.readers import read_lines
    from linter.selection import Options
    from linter.source import Region, Source

PATHS = ("a.txt", "a.md", "a.html", "-")
ENCODINGS = (None, None, None, "gbk")
PACKS = ("cn-disclosure-report", "cn-disclosure-report-2019", "general-report")
OPTIONS = Options(packs=tuple(load(PACKS, language="zh")), named=True, language="zh")
VIEW = View(catalogue("zh").render, "zh", "utf16", color=True, carets=True)
TOKENS = (
    *(
        "0",
        "1",
        "７",
        "-3",
        "1,234",
        "12.5",
        "〇",
        "无",
        "/",
        "\t",
        "  ",
        "|",
        "\r\n",
        "\n\n",
        "\f",
        "　",
        "\u200b",
        "\ufeff",
    ),
    *(
        "（一）",
        "(二)",
        "三、",
        "1.",
        "①",
        "第",
        "页",
        "占",
        "%",
        "同比",
        "。",
        "；",
        "：",
        "，",
        "、",
        "年",
        "月",
        "日",
        "件",
        "万元",
    ),
    *(
        "总计",
        "合计",
        "自然人",
        "上年结转",
        "[TABLE]",
        "<td>",
        "</tr>",
        "<table>",
        "&nbsp;",
        "&#x65e0;",
        "**",
        "# ",
        "---|---",
    ),
    *("𠮷", "é", "\u2028", "\x85", "\x1c", "２０２３年", "2024", "1" * 40, "九" * 9, "（" * 9),
)


def walk(data: bytes) -> None:
    """Take one input the whole way, and check what must hold of whatever comes out."""
    choice, data = data[:1] or b"\0", data[1:]
    found = decode(data, ENCODINGS[choice[0] // 4 % 4])
    if not isinstance(found, Decoded):
        assert 0 <= found.byte <= len(data)
        assert found.line >= 1 <= found.column
        catalogue("zh").render(found.message)
        return
    source = Source.of(PATHS[choice[0] % 4], found.text, found.encoding)
    check_lines(source)
    result = lint_source(source, OPTIONS)
    check_places(result, source)
    check_outputs(result)


def check_lines(source: Source) -> None:
    before = 0
    for line in read_lines(source):
        assert before <= line.number <= line.last <= len(source.line_starts)
        before = line.number
        for field in line.fields:
            assert 0 <= field.span.start <= field.span.end <= len(source.text)
            assert len(field.passage.text) == len(field.passage.starts) == len(field.passage.ends)


def check_places(result: FileResult, source: Source) -> None:
    for each in result.diagnostics:
        assert each.message.strip()
        assert each.fingerprint
        check_region(each.region, source)
        for place in (*each.candidates, *each.related):
            check_region(place.region, source)
        for region, _ in each.fix.edits if each.fix else ():
            check_region(region, source)
    for gap in result.not_assessed:
        assert gap.reason.strip()
        assert gap.line is None or 1 <= gap.line <= len(source.line_starts)


def check_region(region: Region, source: Source) -> None:
    assert (1, 1) <= region[:2] <= region[2:], region
    assert region.end_line <= len(source.line_starts), region
    for number, column in (region[:2], region[2:]):
        line = source.line_span(number)
        assert 1 <= column <= line.end - line.start + 3, region  # a line end may belong to a place


def check_outputs(result: FileResult) -> None:
    for name in FORMATS:
        form = format_named(name, VIEW)
        tally = Tally()
        tally.add(result, Severity.INFO)
        text = form.start() + form.file(result, Severity.INFO) + form.end(tally)
        text.encode("utf-8", "backslashreplace")
        if name in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif name in ("jsonl", "rdjsonl"):
            for line in text.split("\n")[:-1]:
                json.loads(line)
        elif name in ("junit", "checkstyle"):
            ElementTree.fromstring(text)
        elif name == "concise":
            assert len(text.split("\n")) - 1 == len(result.diagnostics), text


# ------------------------------------------------------------ inputs


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """A change as an author or a converter makes it (a line, a token, a figure), or one of bytes."""
    dice = random.Random(seed)
    found = decode(data[1:]) if dice.random() < 0.8 else None
    if not isinstance(found, Decoded):
        return bytes(atheris.Mutate(data, most))
    choice = bytes([dice.randrange(16)]) if dice.random() < 0.1 else data[:1]
    text = found.text
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        text = dice.choice(CHANGES)(text, dice) or text
    encoding = dice.choice(("utf-8", "gb18030", "utf-16")) if dice.random() < 0.05 else found.encoding
    return (choice + text.encode(encoding, "replace"))[:most]


def _token(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(TOKENS) + text[at + dice.choice((0, 0, 1, 3)) :]


def _piece(text: str, dice: random.Random) -> str:
    """A piece of the text moved, repeated or taken out."""
    start = dice.randrange(len(text) + 1)
    end = start + dice.choice((1, 2, 5, 20, 100, 1000))
    to = dice.randrange(len(text) + 1)
    kept = text[:start] + text[end:] if dice.random() < 0.6 else text
    return kept[:to] + text[start:end] * dice.choice((0, 1, 1, 2)) + kept[to:]


def _lines(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    taken = lines[start : start + dice.choice((1, 1, 2, 8, 30))]
    if dice.random() < 0.7:
        del lines[start : start + len(taken)]
    to = dice.randrange(len(lines) + 1)
    lines[to:to] = dice.choice(([], taken, taken[::-1], [dice.choice(("", " ", "\t")).join(taken)]))
    return "\n".join(lines)


def _figure(text: str, dice: random.Random) -> str:
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return text
    at = dice.choice(digits)
    return text[:at] + dice.choice(("", "0", "1", "99", "-1", "1.5", "一", "②", "²", " ", "\n", "1,0")) + text[at + 1 :]


CHANGES = (_token, _piece, _lines, _figure, _figure)


def seeds(folder: Path) -> None:
    """Write the examples, and the fixtures of the tests, in several layouts, formats and encodings."""
    folder.mkdir(parents=True, exist_ok=True)
    root = Path(__file__).resolve().parents[1]
    texts = [path.read_text("utf-8") for path in sorted((root / "examples").glob("*.txt"))]
    dice = random.Random(1)
    for text in texts:
        rows = [line.split() for line in text.split("\n")]
        page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows if len(row) > 2)
        prose = "".join(f"<p>{' '.join(row)}</p>\n" for row in rows if len(row) <= 2)
        layouts = [
            (0, text),
            (1, "\n".join(f"| {' | '.join(row)} |" if len(row) > 2 else " ".join(row) for row in rows)),
            (2, f"<html><body>{prose}<table>{page}</table></body></html>"),
            (0, "\n".join("\n".join(row) for row in rows)),
            (0, "\n".join("\t".join(row) for row in rows).replace("\n\n", "\n")),
            (0, text.replace("\n", "\r\n\f", 30)),
        ]
        for choice, layout in layouts:
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
                _keep(folder, bytes([choice]) + layout.encode(encoding))
            for _ in range(8):
                _keep(folder, mutate(bytes([choice]) + layout.encode(), 65536, dice.randrange(1 << 30)))
    for data in (b"", b"\0", b"\0\x89PNG\r\n\x1a\n", b"\0\xff\xfe", b"\2<table><tr><td rowspan=9>"):
        _keep(folder, data)


def _keep(folder: Path, data: bytes) -> None:
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    if sys.argv[1:2] == ["seeds"]:
        atheris.Mutate = lambda data, most: data  # type: ignore[assignment]  # only there while it fuzzes
        seeds(Path(sys.argv[2]))
    else:
        atheris.Setup([*sys.argv, "-max_len=65536", "-timeout=20"], walk, custom_mutator=mutate)
        atheris.Fuzz()
