"""The mistakes of people who write packs and configs, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a pack or config: ``path:line:column: error: message``; ``excerpt`` is the line it stands on.

    Lines and columns from 1; ``end_column`` is exclusive.
    """

    path: str
    line: int
    column: int
    message: str
    end_column: int | None = None
    excerpt: str = ""


class UserError(Exception):
    """What was asked cannot be done because of how it was asked: ``mistakes`` in packs or configs, all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(mistake.message for mistake in mistakes))
        self.mistakes = mistakes
