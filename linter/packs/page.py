"""A YAML file that is being read: its values by type, and every mistake in it with its place.

Nothing here raises for a mistake: it is noted, nothing is read in that place, and all mistakes are told together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from linter import LANGUAGES
from linter.diagnostic import NOTHING, Message
from linter.errors import Mistake
from linter.messages import Catalogue
from linter.packs.meant import hint, nearest
from linter.packs.nodes import Node, Placed, Scalar, UnreadableError, decode, is_plain, offset_in, read_nodes, span_of
from linter.patterns import check_pattern, lazy_pattern
from linter.source import Source, Span
from linter.tokens import MalformedError

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_RULE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,9})?")
_NOTHING = ("~", "null", "Null", "NULL")
_NO_TEXT = re.compile(
    r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|true|True|TRUE|false|False|FALSE"
)
_LONGEST_QUOTE = 60
Fields = Mapping[str, Node]
Near = tuple[str, Iterable[str]]
"""A misspelt word, and the words it may have been meant to be."""


class MisfitError(Exception):
    """What an earlier run found right is not: the tree was not made by it."""


class Page:
    """One YAML file. ``root`` is None where the file cannot be read at all; then ``mistakes`` says why."""

    def __init__(self, path: str, content: bytes, words: Catalogue, recalled: Node | None = None) -> None:
        """``recalled`` is the tree of the file as an earlier run knew it, in which it was found right: then nothing is
        parsed again, patterns are checked when they are first used, and a mistake is a ``MisfitError``."""
        self.path = path
        self.recalled = recalled is not None
        self.doubtful = False  # the form holds mistakes: that a name is unknown may be one of them
        self.words = words
        self.mistakes: list[Mistake] = []
        self.source = Source.of(path, "")
        self.root = recalled
        if self.recalled:
            return
        try:
            self.source = decode(path, content)
            self.root, repeated = read_nodes(self.source)
        except UnreadableError as error:
            self.mistake(error.span, error.message.key, error.message.values)
            return
        for key in repeated:
            self.mistake(key, "page.repeated-key", {"key": key})
        if self.root is None:
            self.mistake(Span(0, 0), "page.empty")

    def place(self, node: Node) -> Mistake:
        """Where a node stands, without any words."""
        if isinstance(node, Placed):
            return Mistake(self.path, node.line, node.column, "")
        return Mistake(self.path, *self.source.place(span_of(node).start), "")

    # ------------------------------------------------------------ mistakes

    def mistake(
        self,
        where: Node | Span,
        key: str,
        values: Mapping[str, object] = NOTHING,
        near: Near | None = None,
    ) -> None:
        """Note a mistake; ``near`` is the word that it is about, if it is a misspelt one."""
        if self.recalled:
            raise MisfitError
        text = self.words.render(Message(key, values)) + (hint(self.words, *near) if near else "")
        span = where if isinstance(where, Span) else span_of(where)
        start = min(span.start, len(self.source.text))
        line, column = self.source.place(start)
        end_of_line = self.source.line_span(line).end
        end = end_of_line if self._goes_on(where) else min(span.end + isinstance(where, list | dict), end_of_line)
        end_column = column + max(1, end - start)
        self.mistakes.append(Mistake(self.path, line, column, text, end_column, self.source.line(line)))

    def _goes_on(self, where: Node | Span) -> bool:
        """Whether a node has no end of its own: what is not in brackets goes on until the next one begins."""
        return isinstance(where, list | dict) and not self.source.text.startswith(("[", "{"), span_of(where).start)

    def mistake_within(self, scalar: str, start: int, end: int, message: Message, near: Near | None = None) -> None:
        """Note a mistake in characters ``start`` to ``end`` of a scalar."""
        first = offset_in(self.source, scalar, start)
        exact = first > span_of(scalar).start or start == 0
        last = offset_in(self.source, scalar, end) if exact and end > start else first + 1
        self.mistake(Span(first, max(last, first + 1)), message.key, message.values, near)

    def unknown(self, where: Node | Span, key: str, found: str, known: Collection[str]) -> None:
        """Note a name that is not among ``known``; the message has the placeholder ``name``."""
        self.mistake(where, key, {"name": found[:_LONGEST_QUOTE]}, (found, known))

    # ------------------------------------------------------------ values

    def fields(self, node: Node, known: Collection[str], required: Iterable[str] = ()) -> Fields:
        """The entries of a mapping whose keys are fixed; {} where it is no mapping."""
        if not isinstance(node, dict):
            self.mistake(node, "page.not-a-mapping", {"keys": tuple(known)})
            return {}
        unknown = [key for key in node if key not in known]
        missing = [name for name in required if name not in node]
        if not unknown and not missing:
            return node
        for key in unknown:
            self.unknown(key, "page.unknown-key", key, known)
        meant = {nearest(key, known) for key in unknown}
        for name in missing:
            if name not in meant:
                self.mistake(_head(node), "page.missing-key", {"key": name})
        return {key: value for key, value in node.items() if key in known}

    def named(self, node: Node) -> Fields:
        """The entries of a mapping whose keys are names of the author's own (snake_case)."""
        if not isinstance(node, dict):
            self.mistake(node, "page.not-names")
            return {}
        for key in node:
            self.name(key)
        return node

    def pairs(self, node: Node) -> Fields:
        """The entries of a mapping whose keys may be any texts."""
        if isinstance(node, dict):
            return node
        self.mistake(node, "page.not-names")
        return {}

    def name(self, key: str) -> bool:
        """Whether a name may stand in equations and conditions."""
        if _NAME.fullmatch(key):
            return True
        self.mistake(key, "page.bad-name", {"name": key[:_LONGEST_QUOTE]})
        return False

    def rule_id(self, node: Node | None) -> str:
        """A kebab-case id."""
        text = self.text(node)
        if node is not None and text and not _RULE_ID.fullmatch(text):
            self.mistake(node, "page.bad-id", {"name": text[:_LONGEST_QUOTE]})
        return text

    def text(self, node: Node | None) -> str:
        """A text that is not empty; what YAML takes for a number, true or false is one only in quotes."""
        if isinstance(node, Scalar) and node.plain and _NO_TEXT.fullmatch(node):
            self.mistake(node, "page.unquoted")
        return self.scalar(node)

    def scalar(self, node: Node | None) -> str:
        """A text, a number, true or false, as it is written; not empty."""
        if type(node) is str and node.strip():  # it was recalled, and what is in quotes was not kept
            return node
        if isinstance(node, Scalar) and node.strip() and not (node.plain and node in _NOTHING):
            return str(node)
        if node is not None:
            self.mistake(node, "page.empty-text" if isinstance(node, str) else "page.not-a-text")
        return ""

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A text, or a list of texts."""
        if isinstance(node, list):
            if not node:
                self.mistake(node, "page.empty-list")
            return tuple(filter(None, map(self.text, node)))
        text = self.text(node)
        return (text,) if text else ()

    def items(self, node: Node | None) -> Sequence[Node]:
        """The nodes of a list."""
        if isinstance(node, list):
            return node
        if node is not None:
            self.mistake(node, "page.not-a-list")
        return ()

    def flag(self, node: Node | None) -> bool:
        if node is None:
            return False
        if isinstance(node, str) and is_plain(node) and node in ("true", "false"):
            return node == "true"
        self.mistake(node, "page.not-a-flag")
        return False

    def integer(self, node: Node | None) -> int | None:
        if node is None:
            return None
        if isinstance(node, str) and is_plain(node) and _INTEGER.fullmatch(node):
            return int(node)
        self.mistake(node, "page.not-an-integer")
        return None

    def number(self, node: Node) -> Decimal | None:
        if isinstance(node, str) and _NUMBER.fullmatch(node):
            return Decimal(node)
        self.mistake(node, "page.not-a-number")
        return None

    def pattern(self, node: Node | None) -> re.Pattern[str] | None:
        """A pattern, checked and folded."""
        text = self.text(node)
        if not isinstance(node, str) or not text:
            return None
        try:
            if not self.recalled:
                check_pattern(text)
        except MalformedError as error:
            self.mistake_within(node, error.start, error.end, error.message)
            return None
        return lazy_pattern(text)

    def choice(self, node: Node | None, known: Collection[str]) -> str:
        """One of a few words; "" where it is none of them."""
        text = self.scalar(node)
        if node is not None and text and text not in known:
            self.unknown(node, "page.not-one-of", text, known)
            return ""
        return text

    def languages(self, node: Node | None) -> Mapping[str, str]:
        """A text, for every language, or a mapping of languages to texts."""
        if not isinstance(node, dict):
            text = self.text(node)
            return {"": text} if text else {}
        for key, value in node.items():
            if key not in LANGUAGES and value == "" and is_plain(value):
                self.mistake(key, "page.comma-in-text")
                return {}
        fields = self.fields(node, LANGUAGES)
        return {str(language): text for language, value in fields.items() if (text := self.text(value))}


def _head(node: dict[str, Node]) -> Node | Span:
    """Where a mapping begins: its first key, or the mapping itself if it is empty."""
    start = span_of(node).start
    return next(iter(node), Span(start, start + 1))
