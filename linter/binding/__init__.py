"""The lines of a part and the form of a table in, the table bound to its form out.

What survives every converter is the order of the rows, most of each innermost label and, behind or beside it, the
figures of the row in order. So the lines are cut into runs of figures and the texts between them, the runs are
aligned with the rows of the form, and only then the columns are decided; arithmetic may choose among readings that
the text leaves open, and never makes, drops or moves a figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from linter.binding.alignment import Alignment, Match, TooLongError, align
from linter.binding.assembly import Assembly
from linter.binding.blanks import find_blank_rows
from linter.binding.labels import Vocabulary, vocabulary
from linter.binding.pieces import Piece, pieces
from linter.binding.rows import Reading
from linter.binding.runs import Gap, Run, runs_and_gaps
from linter.binding.settling import settle
from linter.binding.speech import speech_around, speech_of
from linter.binding.verdict import doubt, is_lossy, is_scattered, placeholder, traces, unread_headers
from linter.binding.wording import Wording
from linter.blocks import Line
from linter.diagnostic import Message
from linter.document import BoundTable
from linter.form import TableForm
from linter.source import Source

__all__ = ["bind"]

_MOST_LINES = 5_000
_MOST_PIECES = 50_000
_HEADERS = 4


def bind(
    source: Source, lines: Sequence[Line], region: tuple[int, int], table: TableForm, certain: bool = True
) -> BoundTable:
    """Read a table in the lines ``region[0]`` to ``region[1]`` (half-open, the heading left out).

    ``certain``: the part's heading was found; otherwise the region is a guess, and more is asked of what is found
    there. Nothing in a report makes this raise.
    """
    first, last = region
    assembly = Assembly(source, lines, region, table)
    words = vocabulary(table)
    stream = pieces(source, lines, first, min(last, first + _MOST_LINES), words.endings)
    texts = [piece for line in stream for piece in line if piece.kind == "text"]
    found = placeholder(lines[first:last])
    if found and len(traces(words, texts)) < 2:
        return assembly.misread(Message("binding.placeholder", {"text": found.fields[0].passage.text}), found.span)
    if is_lossy(texts):
        return assembly.misread(Message("binding.lossy"), traces(words, texts))
    too_long = Message("binding.too-long", {"lines": last - first})
    if sum(map(len, stream)) > _MOST_PIECES:
        return assembly.misread(too_long, ())
    runs, gaps = runs_and_gaps(stream, words)
    headed = _headed(runs, gaps, words) if words.form.one_row and not certain else None
    if headed is not None and headed < 0:
        return _missing(assembly, words, texts)
    try:
        alignment = _best(runs, gaps, words) if headed is None else _only(headed, runs, words)
    except TooLongError:
        return assembly.misread(too_long, traces(words, texts))
    reading = settle(source, lines, runs, gaps, alignment)
    wording = Wording(reading)
    wording.give(reading.rows)
    find_blank_rows(reading, wording)
    bound = _judged(assembly, reading, wording, words, texts, certain)
    if bound.state == "missing" and certain and last - first > _MOST_LINES:
        return assembly.misread(too_long, ())
    return bound


def _best(runs: Sequence[Run], gaps: Sequence[Gap], words: Vocabulary) -> Alignment:
    """The alignment with the shape that fits best; the form's own where it leaves nothing to wish for."""
    best = align(runs, gaps, words.shapes[0])
    if len(best.matches) < len(best.shape.rows) and runs:
        found = frozenset().union(*(gap.pairs for gap in gaps))
        worth = _worth(best, found)
        own, *others = words.shapes
        ways = [(own, speech_around), *((shape, listen) for listen in (speech_of, speech_around) for shape in others)]
        for shape, listen in ways:
            if len(best.matches) == len(own.rows):
                break
            other = align(runs, gaps, shape, listen)
            if _worth(other, found) > worth + 0.5:
                best, worth = other, _worth(other, found)
    return best


def _headed(runs: Sequence[Run], gaps: Sequence[Gap], words: Vocabulary) -> int:
    """The first run of figures right behind headers of the form, each whole; -1 if there is none."""
    for at, run in enumerate(runs):
        texts = [text.passage.text for text in gaps[at].texts[-_HEADERS:]]
        headers = " ".join(texts).split()[-_HEADERS:]
        if len(run.figures) > 2 and len(headers) == _HEADERS and all(map(words.is_text, headers)):
            return at
    return -1


def _only(run: int, runs: Sequence[Run], words: Vocabulary) -> Alignment:
    """One run as the form's only row."""
    return Alignment(words.shapes[0], (Match(0, (run,)),), 0.0, [{} for _ in runs])


def _worth(alignment: Alignment, found: frozenset[str]) -> float:
    """The score, where a row whose label stands somewhere is no missing one: it may be empty."""
    said = alignment.shape.labels.scores(found)
    matched = {match.row for match in alignment.matches}
    return alignment.score + sum(score > 0.9 and row not in matched for row, score in said.items())


def _judged(
    assembly: Assembly,
    reading: Reading,
    wording: Wording,
    words: Vocabulary,
    texts: Sequence[Piece],
    certain: bool,
) -> BoundTable:
    found = [row for row in reading.rows if row.state != "missing"]
    if not found:
        seen = traces(words, texts)
        if not certain:
            return _missing(assembly, words, texts)
        if len(seen) < 2 and not is_scattered(words, texts, reading.runs):
            return assembly.missing()
        count = sum(len(run.figures) for run in reading.runs if not run.followed)
        apart = Message("binding.figures-apart", {"count": count, "rows": len(reading.rows)})
        return assembly.misread(apart if count > 2 else Message("binding.no-figures"), seen)
    if not certain and not words.form.one_row and 2 * len(found) < len(reading.rows):
        return _missing(assembly, words, texts)
    reason = doubt(reading, words)
    if not reason:
        return assembly.read(reading, wording, words)
    seen = traces(words, texts)
    if not certain and not words.form.one_row and (len(seen) < 2 or reason.key == "binding.labels-lost"):
        return assembly.missing()
    return assembly.misread(reason, seen)


def _missing(assembly: Assembly, words: Vocabulary, texts: Sequence[Piece]) -> BoundTable:
    """The table that was looked for in a guessed part and not found, unless its headers stand there unread."""
    headers = unread_headers(words, texts)
    return assembly.misread(Message("binding.no-figures"), headers) if headers else assembly.missing()
