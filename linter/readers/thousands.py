"""Commas that separate thousands, where commas separate cells as well."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.readers.quoted import Cell

_HEAD = re.compile(r"[+-]?[1-9]\d{0,2}")
_NEAR = 2

Cells = tuple[Cell, ...]
_REST = re.compile(r"\d{3}(?:\.\d+)?")


def with_thousands(tables: Sequence[Sequence[Cells]]) -> list[list[Cells]] | None:
    """The rows of all tables of a file, a comma that separates thousands being none between cells: there is one for
    each cell that a row has more than the rows beside it. None where that cannot be told."""
    found = [(row, how) for table in tables for row, how in zip(table, _ways(table), strict=True)]
    if any(cell.quoted and cell.filled and "," in cell.text for row, _ in found for cell in row):
        return [list(table) for table in tables]  # who wrote this set such numbers between marks
    ways = {how for _, how in found}
    large = any(cell.text.isdecimal() and len(cell.text) > 3 for row, _ in found for cell in row)
    if "open" in ways and ("merged" in ways or ("whole" not in ways and not large)):
        return None
    rows = iter([_merged(row, _seams(row)) if how == "merged" else row for row, how in found])
    return [[next(rows) for _ in table] for table in tables]


def _ways(table: Sequence[Cells]) -> Iterator[str]:
    """For each row how to read its commas: "merged" where some separate thousands, "whole" where they might and do
    not, "open", or "" where none might."""
    seams = [_seams(row) for row in table]
    figures = [at for at, row in enumerate(table) if any(cell.filled for cell in row)]
    free = [at for at in range(len(table)) if not seams[at]]
    sure = [at for at in figures if not seams[at]] or free
    whole = [len(row) for row in table]
    behind = [_behind_texts(row) for row in table]
    counts = min(whole, behind, key=lambda counts: _changes([counts[at] for at in figures]))
    for at in range(len(table)):
        near = bisect(sure, at)
        usual = {counts[other] for other in sure[max(0, near - _NEAR) : near + _NEAR]}
        if not seams[at]:
            yield ""
        elif counts[at] in usual:
            yield "whole"
        else:
            yield "merged" if counts[at] - len(seams[at]) in usual else "open"


def _changes(counts: Sequence[int]) -> int:
    """How often a row has another count than the one before."""
    return sum(one != other for one, other in pairwise(counts))


def _seams(cells: Sequence[Cell]) -> list[int]:
    """The cells that may be the thousands' rest of the number before them."""
    return [
        at
        for at, (one, other) in enumerate(pairwise(cells), 1)
        if not one.quoted and not other.quoted and _HEAD.fullmatch(one.text) and _REST.fullmatch(other.text)
    ]


def _behind_texts(cells: Sequence[Cell]) -> int:
    """How many cells stand behind the last text."""
    return next((at for at, each in enumerate(reversed(cells)) if not (each.filled or each.blank)), len(cells))


def _merged(cells: Sequence[Cell], seams: Sequence[int]) -> Cells:
    merged: list[Cell] = []
    for at, each in enumerate(cells):
        if at in seams:
            merged[-1] = merged[-1]._replace(text=f"{merged[-1].text},{each.text}")
        else:
            merged.append(each)
    return tuple(merged)
