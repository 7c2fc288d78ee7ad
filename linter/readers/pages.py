"""Page numbers that stand bare on a line beside a form feed: known by counting up from page to page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linter.blocks import Line
from linter.source import Source


def without_page_numbers(source: Source, lines: Sequence[Line]) -> list[Line]:
    """The lines, those made furniture that hold nothing but the number of their page: the last line before a form
    feed or the first behind one, on two pages at least, and counting as the form feeds do."""
    candidates = _candidates(source, lines)
    starts = Counter(number - feed for feed, number, _ in candidates)
    start, pages = max(starts.items(), key=lambda item: item[1], default=(0, 0))
    marked = list(lines)
    if pages > 1:
        for feed, number, index in candidates:
            if number - feed == start:
                marked[index] = lines[index]._replace(layout="furniture", fields=())
    return marked


def _candidates(source: Source, lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """For each line that may be a page number: how many form feeds stand before it, its number, its index."""
    found: list[tuple[int, int, int]] = []
    feeds = 0
    last = -1
    at_top = False
    for index, line in enumerate(lines):
        new = source.text.count("\f", line.span.start, line.span.end)
        number = _number(line)
        if new:
            if last >= 0 and (before := _number(lines[last])) is not None:
                found.append((feeds, before, last))
            feeds += new
            at_top = True
        if line.blank:
            continue
        if at_top and number is not None:
            found.append((feeds, number, index))
        at_top = False
        last = index
    return found


def _number(line: Line) -> int | None:
    if line.layout != "plain" or len(line.fields) != 1:
        return None
    text = line.fields[0].passage.text
    return int(text) if text.isdecimal() and len(text) < 5 else None
