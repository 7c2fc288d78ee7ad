"""A run of three files for the tests of the formats: one with every kind of finding, one unread, one clean.

Line 2 holds a character beyond the basic plane, so the four units of columns differ: the year stands in column 13
of code points, 14 of UTF-16, 38 of UTF-8 bytes and 25 of a terminal's cells.
"""

from collections.abc import Iterable, Sequence

from linter.diagnostic import (
    CandidatePlace,
    CellName,
    Diagnostic,
    FileResult,
    FixPlace,
    Message,
    PackUsed,
    RelatedPlace,
    Severity,
    Suppression,
    Unassessed,
)
from linter.output import format_named
from linter.output.view import Tally, View
from linter.source import Region, Source

LINE = "青𠮷镇收费目录公布如下，2024年起施行"
TEXT = f"青𠮷镇工作年报\n{LINE}\n\t三、合计\t7\t12\n"
SOURCE = Source.of("年报 1.txt", TEXT)
LAST_YEAR = Source.of("2023.txt", "上年\n青𠮷镇结转 5 件\n")
YEAR = Region(2, 13, 2, 18)

WRONG_YEAR = Diagnostic(
    rule="stale-year",
    pack="sample",
    check="year",
    severity=Severity.WARNING,
    message="2024年, where 2025年 belongs: 100%",
    region=YEAR,
    actual="2024年",
    expected="2025年",
    related=(
        RelatedPlace("last year's figure", "2023.txt", Region(2, 7, 2, 8), LAST_YEAR),
        RelatedPlace("the title", "年报 1.txt", Region(1, 1, 1, 8)),
    ),
    fix=FixPlace(((YEAR, "2025年"),), safe=False),
    fingerprint="v1:aaaa",
)
WRONG_TOTAL = Diagnostic(
    rule="row-total",
    pack="sample",
    check="equation",
    severity=Severity.ERROR,
    message="one of 2 figures\nis wrong",
    region=Region(3, 9, 3, 11),
    cell=CellName("requests", "三、合计", "总计"),
    actual="12",
    expected=None,
    equations=("row-total", "column-total"),
    candidates=(
        CandidatePlace(CellName("requests", "三、合计", "总计"), "12", "7", "年报 1.txt", Region(3, 9, 3, 11)),
        CandidatePlace(CellName("requests", "三、合计", "其他"), "7", "12", "年报 1.txt", Region(3, 7, 3, 8)),
    ),
    fingerprint="v1:bbbb",
)
NOTE = Diagnostic("markup", "sample", "text", Severity.INFO, "a <b> & \x1b[31m", Region(1, 1, 2, 3), fingerprint="c")
ACCEPTED = Diagnostic(
    "legal-name",
    "sample",
    "names",
    Severity.ERROR,
    "accepted by a reviewer",
    Region(1, 1, 1, 2),
    fingerprint="v1:dddd",
    suppressed=Suppression("review", "the name is right", "2027-01-31"),
)
UNREADABLE = Diagnostic(
    "unreadable", None, None, Severity.ERROR, "cannot be read", Region(1, 1, 1, 1), fingerprint="v1:eeee"
)

READ = FileResult(
    "年报 1.txt",
    True,
    SOURCE,
    (PackUsed("sample", "2021.1", "sha256:00"),),
    {"year": "2024", "issuer": None},
    (NOTE, ACCEPTED, WRONG_YEAR, WRONG_TOTAL),
    (Unassessed("review-total", "its table could not be read", "review", ("结果维持",), 3),),
)
UNREAD = FileResult("bad\udcac.txt", True, None, diagnostics=(UNREADABLE,))
CLEAN = FileResult("clean.txt", True, Source.of("clean.txt", "好\n"))
RESULTS = (READ, UNREAD, CLEAN)
TOTAL_FINDINGS = 5


def say(message: Message) -> str:
    """Words that are good enough to see which message was said, and with what."""
    return " ".join([message.key, *(f"{name}={value}" for name, value in message.values.items())])


VIEW = View(say)


def written(
    name: str, results: Iterable[FileResult] = RESULTS, view: View = VIEW, level: Severity = Severity.WARNING
) -> str:
    """What the format of that name makes of a run."""
    tally = Tally()
    form = format_named(name, view)
    parts: list[str] = [form.start()]
    for result in results:
        tally.add(result, level)
        parts.append(form.file(result, level))
    return "".join([*parts, form.end(tally)])


def lines(text: str) -> Sequence[str]:
    return text.split("\n")
