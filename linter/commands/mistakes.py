"""The mistakes of packs and configs as they are printed."""

from __future__ import annotations

from linter.errors import Mistake
from linter.output.columns import width
from linter.output.excerpt import visible
from linter.output.view import shown_path


def printed(mistake: Mistake) -> str:
    """``path:line:column: error: message``, and the line with the place marked where it is known."""
    if mistake.line < 1:
        where = f"{shown_path(mistake.path)}: " if mistake.path else "reportlint: "
        return f"{where}error: {mistake.message}"
    head = f"{shown_path(mistake.path)}:{mistake.line}:{mistake.column}: error: {mistake.message}"
    if not mistake.excerpt.strip():
        return head
    text = mistake.excerpt[:200]
    at = mistake.column - 1
    before, marked = visible(text[:at]), visible(text[at : (mistake.end_column or mistake.column + 1) - 1])
    number = f"{mistake.line:5}"
    carets = " " * width(before) + "^" * max(1, width(marked))
    return f"{head}\n{number} | {visible(text)}\n{' ' * len(number)} | {carets}"
