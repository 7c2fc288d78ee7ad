"""Whether a reading is to be believed: strong evidence, or none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.binding.labels import Vocabulary, pairs
from linter.binding.pieces import Piece
from linter.binding.rows import Reading, RowReading
from linter.binding.runs import Run
from linter.blocks import Line
from linter.diagnostic import Message
from linter.folding import key

_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]|【[^【】]{1,12}】|<!--.{1,60}-->|!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>")
_LOST = re.compile("[\ufffd\ue000-\uf8ff\u0080-\u009f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]")
_BETWEEN = re.compile(r"\s{2,}|,\s*")
_LONG_NUMBER = 7
_ROW_BY_SIGNS = re.compile(r"(.*?)(?:[^\w\s。]\d+){2,}")
_BY_SIGNS = re.compile(r"\d+(?:[^\w\s。]{1,3}\d*| [^\w\s]{1,3} \d*){6,}")
_SIGNS = re.compile(r"\W+")
_MANY_HEADERS = 4
_MARKUP = re.compile("(?:<|&lt;)/t[dhr](?:>|&gt;)")
_FIGURES = re.compile(r"[\d/,.]+")
_MANY_DIGITS = 5
_MOST_UNEVEN = 2
_MOST_LACKING = 2
_MOST_LOST = 2
_MOST_FAILING = 5
_LONGEST_LABEL = 40
_HEADERS = 12
_SURELY = 0.85
_LIKELY = 0.6
_SHORT = 20


def lost_characters(texts: Sequence[Piece]) -> int:
    """In how many texts a converter has left characters that no Chinese text holds."""
    return sum(1 for text in texts if _LOST.search(text.passage.text))


def is_lossy(texts: Sequence[Piece]) -> bool:
    """Characters were lost, and digits may have gone with them without a trace."""
    return lost_characters(texts) > _MOST_LOST


def placeholder(lines: Sequence[Line]) -> Line | None:
    """The line that stands where a converter could not print a table, or where its picture is."""
    for line in lines:
        if line.layout == "plain" and line.fields and _PLACEHOLDER.fullmatch(line.fields[0].passage.text):
            return line
    return None


def traces(words: Vocabulary, texts: Sequence[Piece]) -> list[Piece]:
    """The texts that look like labels or headers of the table, one or several on a line, and not like prose."""
    return [text for text in texts if any(_is_label(words, part) for part in _BETWEEN.split(text.passage.text))]


def is_scattered(words: Vocabulary, texts: Sequence[Piece], runs: Sequence[Run]) -> bool:
    """Pieces of headers, or a run of figures (be it one string of digits), stand there all the same."""
    worded = [text for text in texts if words.is_worded(text.passage.text)]
    if worded and any(_BY_SIGNS.search(text.passage.text) for text in texts):
        return True
    if any(_MARKUP.search(text.passage.text) or _is_run_together(words, text.passage.text) for text in texts):
        return True
    if sum(len(text.passage.text) <= _SHORT for text in worded) > 3:
        return True
    return any(
        not run.followed and (len(run.figures) > 2 or (worded and len(run.figures[0].passage.text) >= _LONG_NUMBER))
        for run in runs
    )


def unread_headers(words: Vocabulary, texts: Sequence[Piece]) -> list[Piece]:
    """The headers of the form that stand several in one text, where figures stand several in one text as well."""
    if not any(_BY_SIGNS.search(text.passage.text) for text in texts):
        return []
    cut = ((text, list(filter(None, _SIGNS.split(text.passage.text)))) for text in texts)
    return [text for text, parts in cut if len(parts) >= _MANY_HEADERS and all(map(words.is_text, parts))]


def _is_run_together(words: Vocabulary, text: str) -> bool:
    """All figures of a row, or of the table, without a space between, perhaps with the labels among them."""
    bare = _FIGURES.sub("", text)
    if not bare:
        return len(text) >= _LONG_NUMBER
    return len(text) - len(bare) >= _MANY_DIGITS and words.share(bare) >= _LIKELY and "。" not in bare


def _is_label(words: Vocabulary, text: str) -> bool:
    return 3 <= len(key(text)) <= _LONGEST_LABEL and words.share(text) >= _SURELY


def doubt(reading: Reading, words: Vocabulary) -> Message | None:
    """Why the reading is not to be believed; None if it is."""
    rows = [row for row in reading.rows if row.state != "missing"]
    empty = [row for row in rows if not row.figures and not any(row.cells or ())]
    summed = any(reading.shape.sums.own)
    bare = 2 * len(empty) > len(rows) and (not summed or _unbound_figures(reading) > len(empty))
    if len(empty) == len(rows) or bare:
        return Message("binding.no-figures")
    if reading.shape.labels.owners:
        unspoken = [row for row in rows if row.runs and _said(reading, row) < 0.3]
        if 5 * len(unspoken) > 2 * len(rows):
            return Message("binding.labels-lost", {"count": len(unspoken), "rows": len(rows)})
    lost = [row for row in reading.rows if row.state == "missing"] + empty
    apart = _unbound_figures(reading, inside=True)
    if lost and (apart >= max(reading.shape.widths) or _stand_above(reading, rows)):
        return Message("binding.figures-apart", {"count": apart, "rows": len(lost)})
    if lost and any(_by_signs(words, text.passage.text) for gap in reading.gaps for text in gap.texts):
        return Message("binding.figures-apart", {"count": apart, "rows": len(lost)})
    printed = [piece.passage.text for row in rows for piece in row.figures]
    together = [text for text in printed if text[0] == "0" and text[1:2].isdecimal()]
    if together:
        return Message("binding.run-together", {"text": together[0]})
    foreign = _foreign_header(reading, words)
    if foreign:
        return Message("binding.other-columns", {"header": foreign})
    if not summed:
        return _doubt_without_sums(reading, rows)
    widest = max(reading.shape.widths)
    wide = [row for row in reading.rows if reading.width(row) == widest]
    blank_too = _unbound_figures(reading) <= widest
    whole = [
        row
        for row in wide
        if (row.state == "bound" and (row.figures or blank_too)) or (row.reason and row.reason.key == "binding.cut")
    ]
    uneven = [row for row in reading.rows if _is_uneven(row)]
    gaping = len(reading.rows) == 1 and any(widest - len(row.figures) > _MOST_LACKING for row in uneven)
    if gaping or len(uneven) > _MOST_UNEVEN:
        return Message("binding.uneven-rows", {"count": len(uneven), "rows": len(rows)})
    cut = [row for row in wide if row.reason and row.reason.key == "binding.cut"]
    if len(cut) > 1 and len(cut) == len(wide):
        return Message("binding.uneven-rows", {"count": len(cut), "rows": len(rows)})
    filled = len(rows) - len(empty)
    if len(wide) > 1 and (5 * len(whole) < 2 * len(wide) or 5 * filled < len(wide)):
        return Message("binding.few-rows", {"count": len(whole), "rows": len(wide)})
    return _doubt_of_sums(reading)


def _stand_above(reading: Reading, rows: Sequence[RowReading]) -> bool:
    """The figures of each row stand above its label: a row's figures are left above the first, none below the last."""
    at = rows[0].runs[0] - 1 if rows[0].runs and not rows[-1].figures else -1
    return at >= 0 and len(reading.runs[at].figures) == reading.width(rows[0]) and not reading.runs[at].followed


def _by_signs(words: Vocabulary, text: str) -> bool:
    """A label and its figures are one word, with signs between them."""
    glued = _ROW_BY_SIGNS.fullmatch(text)
    return glued is not None and words.is_text(glued[1])


def _is_uneven(row: RowReading) -> bool:
    """The row has too few figures or too many, and neither the sums nor its neighbours tell how that came."""
    if row.state == "long":
        return True
    return row.state == "short" and not row.expected and not (row.reason and row.reason.key == "binding.cut")


def _foreign_header(reading: Reading, words: Vocabulary) -> str:
    """The header of a block whose columns are not those of the form, "" if there is none: its figures would fall
    under columns they do not belong to."""
    block = ""
    behind = 0
    for row in reading.rows:
        form = reading.shape.rows[row.number]
        if not row.runs:
            continue
        gaps = reading.gaps[behind : row.runs[0] + 1]
        behind = row.runs[-1] + 1
        if form.block == block:
            continue
        block = form.block
        texts = [text.passage.text for gap in gaps for text in gap.texts][-_HEADERS:]
        strange = [text for text in texts if len(text) <= _LONGEST_LABEL and not words.is_worded(text)]
        if not strange:
            continue
        found = frozenset().union(*map(pairs, texts))
        labels = [pairs(label) for column in form.columns for label in column.labels if pairs(label)]
        if labels and all(2 * len(label & found) < len(label) for label in labels):
            return strange[-1]
    return ""


def _unbound_figures(reading: Reading, inside: bool = False) -> int:
    """How many figures there are (between the rows, or anywhere) that no row could use: too many, where rows seem to
    be empty."""
    used = {run for row in reading.rows if row.state != "long" for run in row.runs}
    first, last = (min(used, default=0), max(used, default=0)) if inside else (0, len(reading.runs))
    return sum(
        len(run.figures)
        for number, run in enumerate(reading.runs)
        if number not in used and not run.followed and first <= number <= last
    )


def _said(reading: Reading, row: RowReading) -> float:
    return max((reading.alignment.speech[run].get(row.number, 0.0) for run in row.runs), default=0.0)


def _doubt_of_sums(reading: Reading) -> Message | None:
    """Most rows have to add up; a few wrong ones are believed where each stands whole beside its label."""
    failing = [row for row in reading.full_rows() if row.adds_up is False]
    if len(failing) < 3:
        return None
    counted = sum(None not in row.values() and any(row.values()) for row in reading.full_rows())
    if 5 * len(failing) <= counted:
        return None
    sure = all(len(reading.numbers_on(row)) == 1 and _said(reading, row) > 0.9 for row in failing)
    if sure and len(failing) <= _MOST_FAILING:
        return None
    return Message("binding.sums-fail", {"count": len(failing), "rows": counted})


def _doubt_without_sums(reading: Reading, rows: Sequence[RowReading]) -> Message | None:
    """Where only labels hold a table together, every row's figures have to follow its label."""
    odd = [row for row in rows if row.runs and row.state != "bound" and not reading.runs[row.runs[0]].alone]
    if len(odd) > 1:
        return Message("binding.uneven-rows", {"count": len(odd), "rows": len(rows)})
    labels = {key(label): number for number, form in enumerate(reading.shape.rows) for label in form.labels}
    bound = {row.number for row in reading.rows if row.state != "missing" and not row.runs}
    for row in rows:
        texts = reading.gaps[row.runs[0]].texts[-8:] if row.runs else ()
        before = [labels.get(key(text.passage.text), -1) for text in texts]
        if any(number > row.number and number not in bound for number in before):
            # labels of later rows stand before its figures: the text went by columns, not by rows
            return Message("binding.labels-apart", {"row": reading.shape.rows[row.number].labels[0]})
    return None
