"""``--fix`` and ``--diff``: only fixes that cannot change what a report says, and never a figure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from linter.diagnostic import FileResult
from linter.errors import Mistake, UserError
from linter.files import read_bytes
from linter.output.view import shown_path
from linter.source import Region, Source


def mended(result: FileResult) -> str | None:
    """The text of a file with the safe fixes of its findings; None where there is nothing to mend."""
    source = result.source
    if source is None:
        return None
    edits = sorted(_safe_edits(result), key=lambda edit: edit[0])
    text, at, pieces = source.text, 0, []
    for region, replacement in edits:
        start, end = _offset(source, region.line, region.column), _offset(source, region.end_line, region.end_column)
        if start < at:  # two fixes of one place: the first holds, the next run sees to the rest
            continue
        pieces += [text[at:start], replacement]
        at = end
    whole = "".join([*pieces, text[at:]])
    return None if whole == text else whole


def _safe_edits(result: FileResult) -> Iterable[tuple[Region, str]]:
    for found in result.unaccepted:
        if found.fix and found.fix.safe:
            yield from found.fix.edits


def _offset(source: Source, line: int, column: int) -> int:
    return source.line_starts[line - 1] + column - 1


def write(path: str, result: FileResult, text: str) -> None:
    """Put the mended text in the place of the file, whole or not at all, in its own encoding and with its own mode.

    Raises UserError where it cannot be written, or where the file is no longer what was judged.
    """
    source = result.source
    assert source is not None
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if read_bytes(path) != source.text.encode(source.encoding):
            raise OSError("it changed while it was being checked, and was left as it is")
        beside.write_bytes(text.encode(source.encoding))
        beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except (OSError, UnicodeEncodeError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        raise UserError((Mistake(shown_path(path), 0, 0, said),)) from None
    finally:
        beside.unlink(missing_ok=True)


def difference(path: str, result: FileResult, text: str) -> Iterator[str]:
    """What mending would change, as a unified diff."""
    from difflib import unified_diff

    assert result.source is not None
    name = shown_path(path)
    before, after = _lines(result.source.text), _lines(text)
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text, each with its end; form feeds and the like are no line ends."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [text.rpartition("\n")[2]] if not text.endswith("\n") else []
    )
