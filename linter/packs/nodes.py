"""From the bytes of a YAML file to a tree of nodes that know their places. Nothing is ever constructed.

A pack is data, so less than YAML is accepted: no tags, no anchors and aliases, no merge keys, one document. The events
of the parser are counted as they come and the tree is made from them directly: a file that is too large, too deep or
too long is refused before anything of its size has been built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linter.diagnostic import Message
from linter.source import Source, Span

MOST_BYTES = 256 * 1024
LONGEST_LINE = 10_000
MOST_NODES = 20_000
DEEPEST = 32
_ESCAPES = {"x": 4, "u": 6, "U": 10}
_SLIPS = {
    "found unknown escape character": "yaml.escape",
    "mapping values are not allowed": "yaml.colon",
    "expected <block end>": "yaml.indentation",
    "found unexpected end of stream": "yaml.open-quote",
    "found character '\\t'": "yaml.tab",
}
"""What the parser says of the commonest slips of the hand, and the message that says what to do about each."""


class Scalar(str):
    """A text, a number, a date: always as written. ``plain`` where it stands without quotes."""

    __slots__ = ("end", "plain", "start")
    start: int
    end: int
    plain: bool

    def __new__(cls, text: str, start: int, end: int, plain: bool) -> Scalar:
        made = super().__new__(cls, text)
        made.start, made.end, made.plain = start, end, plain
        return made


class Listing(list[Any]):
    """A list of nodes."""

    __slots__ = ("end", "start")

    def __init__(self, nodes: Iterable[Node], start: int, end: int) -> None:
        super().__init__(nodes)
        self.start, self.end = start, end


class Entries(dict[str, Any]):
    """A mapping, its keys in order, each once."""

    __slots__ = ("end", "start")

    def __init__(self, pairs: Mapping[str, Node], start: int, end: int) -> None:
        super().__init__(pairs)
        self.start, self.end = start, end


class Placed(dict[str, Any]):
    """A mapping that was not made from a file, and knows at which line and column it stood in one."""

    __slots__ = ("column", "line")

    def __init__(self, pairs: Mapping[str, Node], line: int, column: int) -> None:
        super().__init__(pairs)
        self.line, self.column = line, column


Node = str | list[Any] | dict[str, Any]
"""A text, a list or a mapping. Those made from a file know where they stand in it, keys too."""


def span_of(node: Node) -> Span:
    """Where a node stands; the beginning of the file for one that does not know."""
    return Span(node.start, node.end) if isinstance(node, Scalar | Listing | Entries) else Span(0, 0)


class UnreadableError(Exception):
    """The file is not YAML, or not the part of it that packs are written in; ``span`` is where."""

    def __init__(self, message: Message, span: Span) -> None:
        super().__init__(message.key)
        self.message = message
        self.span = span


def decode(path: str, content: bytes) -> Source:
    """The text of a file. Raises ``UnreadableError`` where it is too large or not UTF-8; then the place is offset 0."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(Message("yaml.too-large", {"most": MOST_BYTES // 1024}), Span(0, 0))
    try:
        return Source.of(path, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(Message("yaml.not-utf8", {"byte": error.start, "line": line}), Span(0, 0)) from None


def is_plain(scalar: str) -> bool:
    """Whether a scalar stands without quotes, as far as it knows."""
    return not isinstance(scalar, Scalar) or scalar.plain


def read_nodes(source: Source) -> tuple[Node | None, tuple[Scalar, ...]]:
    """The tree of a YAML text (None for an empty one) and the keys that stand in their mapping a second time.

    Raises ``UnreadableError`` at the first thing that is not accepted.
    """
    for number, start in enumerate(source.line_starts, 1):
        if source.line_span(number).end - start > LONGEST_LINE:
            raise UnreadableError(Message("yaml.line-too-long", {"most": LONGEST_LINE}), Span(start, start + 1))
    builder = _Builder(source)
    for event in _events(source):
        builder.take(event)
    return builder.root, tuple(builder.repeated)


def _events(source: Source) -> Iterator[Any]:
    """The events of the parser, without its comments; its errors are ours."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(source.text)
    except MarkedYAMLError as error:
        problem = error.problem or error.context or ""
        slips = [key for slip, key in _SLIPS.items() if problem.startswith(slip)]
        key = slips[0] if slips else "yaml.syntax"
        mark = (error.context_mark if key == "yaml.open-quote" else None) or error.problem_mark or error.context_mark
        at = min(mark.index if mark else 0, len(source.text))
        raise UnreadableError(Message(key, {"problem": problem}), Span(at, at + 1)) from None
    except UnreadableError:
        raise
    except Exception as error:  # the parser has more ways to fail on hostile text than it declares
        at = getattr(error, "position", 0)
        at = at if isinstance(at, int) and 0 <= at < len(source.text) else 0
        raise UnreadableError(
            Message("yaml.syntax", {"problem": str(error).split("\n", 1)[0]}), Span(at, at + 1)
        ) from None


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, start: int, is_map: bool) -> None:
        self.start = start
        self.is_map = is_map
        self.nodes: list[Node] = []


class _Builder:
    """Puts events together; refuses what is not accepted at the event that brings it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.repeated: list[Scalar] = []
        self._open: list[_Open] = []
        self._count = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        name = type(event).__name__
        span = Span(event.start_mark.index, event.end_mark.index)
        if name in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
            self._refuse(event, name, span)
        if name == "ScalarEvent":
            plain = event.style is None or event.style == ""
            self._add(Scalar(event.value, *span, plain))
        elif name in ("SequenceStartEvent", "MappingStartEvent"):
            if len(self._open) >= DEEPEST:
                raise UnreadableError(Message("yaml.too-deep", {"most": DEEPEST}), span)
            self._open.append(_Open(span.start, name == "MappingStartEvent"))
        elif name in ("SequenceEndEvent", "MappingEndEvent"):
            self._close(span.start)
        elif name == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise UnreadableError(Message("yaml.one-document"), span)

    def _refuse(self, event: Any, name: str, span: Span) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise UnreadableError(Message("yaml.too-many", {"most": MOST_NODES}), span)
        if name == "AliasEvent" or event.anchor:
            raise UnreadableError(Message("yaml.alias"), span)
        if event.ctag is not None and str(event.ctag) not in ("", "None", "!"):
            raise UnreadableError(
                Message("yaml.tag", {"tag": str(event.ctag).replace("tag:yaml.org,2002:", "!!")}), span
            )

    def _close(self, end: int) -> None:
        opened = self._open.pop()
        if not opened.is_map:
            self._add(Listing(opened.nodes, opened.start, end))
            return
        pairs: dict[str, Node] = {}
        for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                start = span_of(key).start
                raise UnreadableError(Message("yaml.key"), Span(start, start + 1))
            if key.plain and key == "<<":
                raise UnreadableError(Message("yaml.merge"), Span(key.start, key.end))
            if key in pairs:
                self.repeated.append(key)
            else:
                pairs[key] = value
        self._add(Entries(pairs, opened.start, end))

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self.root = node


def offset_in(source: Source, scalar: str, at: int) -> int:
    """The offset in the file of character ``at`` of a scalar; its beginning where that cannot be told."""
    start, end = span_of(scalar)
    raw = source.text[start:end]
    if raw.startswith(scalar) and is_plain(scalar):
        return start + at
    if raw[:1] == "'" and raw[1:-1].replace("''", "'") == scalar:
        return start + 1 + at + scalar.count("'", 0, at)
    if raw[:1] == '"' and "\n" not in raw:
        offset = 1
        for _ in range(at):
            offset += _ESCAPES.get(raw[offset + 1 : offset + 2], 2) if raw[offset : offset + 1] == "\\" else 1
        return start + offset
    return start
