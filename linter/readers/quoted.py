"""Cells between separating signs, some of them between quotation marks: how spreadsheets and programs write rows."""

from __future__ import annotations

import re
from typing import NamedTuple

_FILLED = re.compile(r"[+-]?\d[\d.,，]*|[/—-]|nan|NaN|None|null")
_MARKED = {mark: re.compile(rf"{mark}((?:[^{mark}]|{mark}{mark})*){mark}") for mark in "\"'"}
_BRACKETED = re.compile(r"（[^（）\n]*）|\([^()\n]*\)")
_CLOSED = {"[": "]", "(": ")", "{": "}"}


class Cell(NamedTuple):
    text: str
    start: int
    quoted: bool

    @property
    def filled(self) -> bool:
        return _FILLED.fullmatch(self.text.strip()) is not None

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def cut_cells(text: str, start: int, end: int, sign: str) -> list[Cell]:
    """The cells between two places; none where the closing mark of one is missing."""
    at, end = _within_brackets(text, start, end)
    row = _BRACKETED.sub(lambda found: " " * len(found[0]), text[at:end])  # nothing is separated there
    row += " " * (len(sign) > 1 and row.endswith(sign[0])) + sign
    cells: list[Cell] = []
    begin = at
    while at <= end:
        at = _after_spaces(text, at, end)
        marked = _MARKED[text[at]].match(text, at, end) if at < end and text[at] in _MARKED else None
        if marked and row.startswith(sign, _after_spaces(text, marked.end(), end) - begin):
            cells.append(Cell(marked[1], at + 1, True))
            at = marked.end()
        elif at < end and text[at] == '"':
            return []
        behind = begin + row.find(sign, at - begin)
        if not marked:
            cells.append(Cell(text[at:behind], at, False))
        at = behind + len(sign)
    return cells


def _after_spaces(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t":
        at += 1
    return at


def _within_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without white space around and without brackets that enclose it, as a list is printed in a program."""
    row = text[start:end]
    start += len(row) - len(row.lstrip())
    row = row.strip()
    whole = row.rstrip(",")
    if len(whole) > 1 and whole[-1] == _CLOSED.get(whole[0]):
        return start + 1, start + len(whole) - 1
    return start, start + len(row)
