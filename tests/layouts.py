"""The shapes in which converters leave a table: each a function from its grid to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from tests.ferries import Grid, Place, places


def pipes(grid: Grid) -> str:
    lines = ["| " + " | ".join(p.cell.text if p.begins else "" for p in row) + " |" for row in places(grid)]
    return "\n".join([lines[0], "|" + "---|" * len(places(grid)[0]), *lines[1:]])


def short_pipes(grid: Grid) -> str:
    """Covered cells are left out, at the side as empty ones, below not at all."""
    rows = [
        "| " + " | ".join(p.cell.text if p.begins else "" for p in row if p.same_row) + " |" for row in places(grid)
    ]
    return "\n".join(["|  |  |", "| --- | --- |", *rows])


def shifted_pipes(grid: Grid) -> str:
    """Figures move left over the empty label cells, which turn up at the end."""
    lines = []
    for row in places(grid):
        texts = [p.cell.text if p.begins else "" for p in row]
        first = next((at for at, text in enumerate(texts) if text), 0)
        rest = [text for text in texts[first:] if text]
        lines.append("| " + " | ".join([""] * first + rest + [""] * (len(texts) - first - len(rest))) + " |")
    return "\n".join(lines)


def bare_bars(grid: Grid) -> str:
    """No outer bars, merged cells simply absent."""
    rows = [" | ".join(p.cell.text for p in row if p.begins) + "  " for row in places(grid)]
    return "\n".join([rows[0], "---|---  ", *rows[1:]])


def tabs(grid: Grid) -> str:
    return "\n".join("\t".join(p.cell.text if p.begins else "" for p in row) for row in places(grid))


def ghost_tabs(grid: Grid) -> str:
    """An empty column stands behind the labels, another at the end."""
    lines = []
    for row in places(grid):
        texts = [p.cell.text if p.begins else "" for p in row]
        figure = next((at for at, p in enumerate(row) if p.cell.figure), len(texts))
        lines.append("\t".join([*texts[:figure], "", *texts[figure:], ""]))
    return "\n".join(lines)


def repeated(grid: Grid) -> str:
    return "\n".join("\t".join(p.cell.text for p in row) for row in places(grid))


def repeated_lines(grid: Grid) -> str:
    return "\n".join(p.cell.text for row in places(grid) for p in row)


def marked_lines(grid: Grid) -> str:
    """A tab before each cell, an empty line behind each row."""
    rows = ("\n".join("\t" + (p.cell.text if p.begins else "") for p in row if _left(p, row)) for row in places(grid))
    return "\n\n".join(rows) + "\n"


def lines(grid: Grid) -> str:
    """One cell a line; a cell covered from above is an empty line."""
    return "\n".join(p.cell.text if p.begins else "" for row in places(grid) for p in row if _left(p, row))


def paragraphs(grid: Grid) -> str:
    return "\n\n".join(p.cell.text if p.begins else "" for row in places(grid) for p in row if _left(p, row))


def texts(grid: Grid) -> str:
    """One text a line; empty cells are lost."""
    return "\n".join(p.cell.text for row in places(grid) for p in row if p.begins and p.cell.text)


def _left(place: Place, row: list[Place]) -> bool:
    """Not covered from the left: of a merged cell, only one place a row counts."""
    return place.begins or (not place.same_row and next(p for p in row if p.cell is place.cell) is place)


def sentences(grid: Grid) -> str:
    """A row a line, single spaces, labels cut: the figures stand behind the last piece."""
    return "\n".join(_cut_rows(grid, 11))


def _cut_rows(grid: Grid, length: int) -> Iterator[str]:
    for row in places(grid):
        figures = [p.cell.text for p in row if p.begins and p.cell.figure and p.cell.text]
        labels = [p.cell.text for p in row if p.begins and not p.cell.figure]
        pieces = [piece for label in labels for piece in _cut(label, length)]
        if figures and pieces and len(pieces) == len(labels):
            yield " ".join([*pieces, *figures])
        else:
            yield from pieces
            if figures:
                yield " ".join(figures)


def _cut(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)] or [""]


def aligned(grid: Grid, centred: bool = False, length: int = 9) -> str:
    """Columns of spaces; labels cut, the figures on their first line, or in the middle (perhaps on a line alone)."""
    out = []
    for row in places(grid):
        columns = [_cut(p.cell.text, 99 if p.cell.figure else length) if p.begins else [] for p in row]
        height = max(len(column) for column in columns) or 1
        middle = height // 2 if centred else 0
        if centred and height == 2:
            height, middle = 3, 1
        for at in range(height):
            line = ""
            for column, p in zip(columns, row, strict=True):
                figure = p.begins and p.cell.figure
                spread = [column[0], "", *column[1:]] if height == 3 and len(column) == 2 else column
                text = (p.cell.text if at == middle else "") if figure else spread[at] if at < len(spread) else ""
                line += text.rjust(max(7, len(text) + 1)) if figure else text.ljust(12)
            out.append(line.rstrip())
    return "\n".join(out)


def centred(grid: Grid) -> str:
    return aligned(grid, centred=True)


def narrow(grid: Grid) -> str:
    """Labels so narrow that most of them stands below the figures."""
    return aligned(grid, length=4)


def boxes(grid: Grid) -> str:
    """A rule between any two rows, labels cut inside their cells."""
    out = []
    for row in places(grid):
        columns = [_cut(p.cell.text, 8) if p.begins else [""] for p in row]
        out.append("├" + "┼".join("─" * 8 for _ in row) + "┤")
        pieces = zip_longest(*columns, fillvalue="")
        out += ["│" + "│".join(piece.ljust(8) for piece in line) + "│" for line in pieces]
    return "\n".join([out[0].replace("├", "┌").replace("┼", "┬").replace("┤", "┐"), *out[1:], out[0]])


def html(grid: Grid) -> str:
    rows = (
        "<tr>" + "".join(f'<td colspan="{c.across}" rowspan="{c.down}"><p>{c.text}</p></td>' for c in row) + "</tr>"
        for row in grid
    )
    return "<table>\n" + "\n".join(rows) + "\n</table>"


LAYOUTS: dict[str, Callable[[Grid], str]] = {
    render.__name__: render
    for render in (
        *(pipes, short_pipes, shifted_pipes, bare_bars, tabs, ghost_tabs, repeated, repeated_lines, marked_lines),
        *(lines, paragraphs, texts, sentences, aligned, centred, narrow, boxes, html),
    )
}
