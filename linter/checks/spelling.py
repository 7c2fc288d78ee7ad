"""How far one spelling is from another."""

from __future__ import annotations


def edits(one: str, other: str, most: int) -> int:
    """How many characters must be put in, left out or changed to make one text of another (Levenshtein); ``most + 1``
    where it takes more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, theirs in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (mine != theirs))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
