"""The syntax of patterns: the part of ``re`` that packs are written in, parsed into a tree.

Left out on purpose: lookaround, back-references, flags, atomic and possessive forms. What is left could be run by an
engine that needs no backtracking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from linter.characters import ANY, DIGIT, NOT_WORD, SPACE, WORD, CharSet, chars, charset, complement
from linter.diagnostic import Message
from linter.folding import fold_text
from linter.tokens import MalformedError

LONGEST = 2000
DEEPEST = 20
MOST_TIMES = 1000

_SPECIAL = "^$.()[]{}*+?|\\"
_TIMES = re.compile(r"\{(\d{0,6})(?:(,)(\d{0,6}))?\}")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_GROUP_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]{0,30}")
_CLASSES = {
    "d": ("0-9", DIGIT),
    "D": (None, complement(DIGIT)),
    "s": (r"\s", SPACE),
    "S": (r"\S", complement(SPACE)),
    "w": (r"\w", WORD),
    "W": (r"\W", NOT_WORD),
}
_CONTROL = {"n": "\n", "t": "\t"}


SIGNS = dict(zip(",;:!?", "，；：！？", strict=True))
"""The signs that folding makes full-width or not by what stands beside them: a pattern means both."""


@lru_cache(maxsize=4096)
def fold_character(char: str) -> str:
    """A single character of a pattern as folded text has it."""
    return fold_text(char) or char


@lru_cache(maxsize=4096)
def _literal_chars(char: str) -> CharSet:
    folded = fold_character(char)
    return chars(folded + SIGNS.get(folded, ""))


@dataclass(frozen=True, slots=True)
class Literal:
    """One character, as the author wrote it."""

    char: str
    start: int
    end: int

    @property
    def chars(self) -> CharSet:
        return _literal_chars(self.char)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One character of a set; ``text`` is the set as ``re`` writes it."""

    text: str
    chars: CharSet
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: ``^``, ``$`` or ``\\b``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives in brackets; ``opening`` is how the bracket opens. The whole pattern is one without brackets."""

    branches: tuple[Sequence, ...]
    opening: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item several times; ``most`` is None for any number. ``lazy`` takes as few as it can."""

    item: Literal | OneOf | Group
    least: int
    most: int | None
    lazy: bool
    text: str
    start: int
    end: int


Item = Literal | OneOf | Edge | Group | Repeat
Sequence = tuple[Item, ...]


def parse_pattern(text: str) -> Group:
    """The tree of a pattern. Raises ``MalformedError`` at the exact place of the first thing that is not accepted."""
    if len(text) > LONGEST:
        raise MalformedError(LONGEST, len(text), Message("pattern.too-long", {"most": LONGEST}))
    parser = _Parser(text)
    whole = parser.group("", 0)
    if parser.at < len(text):
        raise parser.fail("closed", parser.at, parser.at + 1)
    return whole


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.names: set[str] = set()

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def fail(self, key: str, start: int, end: int, **values: object) -> MalformedError:
        return MalformedError(start, end, Message(f"pattern.{key}", {"found": self.text[start:end], **values}))

    def group(self, opening: str, start: int) -> Group:
        """Alternatives up to the closing bracket or the end."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail("too-deep", start, start + 1, most=DEEPEST)
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        self.depth -= 1
        return Group(tuple(branches), opening, start, self.at)

    def sequence(self) -> Sequence:
        items: list[Item] = []
        while self.at < len(self.text) and self.peek() not in "|)":
            items.append(self.repeated(self.item()))
        return tuple(items)

    def item(self) -> Item:
        start = self.at
        char = self.text[start]
        self.at += 1
        if char == "(":
            return self.bracket(start)
        if char == "[":
            return self.one_of(start)
        if char == "\\":
            return self.escape(start)
        if char in "^$":
            return Edge(char, start, self.at)
        if char == ".":
            return OneOf(".", ANY, start, self.at)
        if char in "*+?":
            raise self.fail("nothing-to-repeat", start, self.at)
        if char in "{}":
            raise self.fail("brace", start, self.at)
        return Literal(char, start, self.at)

    def bracket(self, start: int) -> Group:
        opening = "("
        if self.peek() == "?":
            opening = self.opening(start)
        group = self.group(opening, start)
        if self.peek() != ")":
            raise self.fail("open", start, start + 1)
        self.at += 1
        return Group(group.branches, opening, start, self.at)

    def opening(self, start: int) -> str:
        """The opening of a group that begins ``(?``."""
        if self.peek(2) == "?:":
            self.at += 2
            return "(?:"
        if self.peek(3) == "?P<":
            self.at += 3
            name = _GROUP_NAME.match(self.text, self.at)
            if not name or self.text[name.end() : name.end() + 1] != ">" or name[0] in self.names:
                raise self.fail("group-name", start, self.at)
            self.names.add(name[0])
            self.at = name.end() + 1
            return f"(?P<{name[0]}>"
        for opening in ("?=", "?!", "?<=", "?<!"):
            if self.peek(len(opening)) == opening:
                raise self.fail("lookaround", start, self.at + len(opening))
        key = "back-reference" if self.peek(3) == "?P=" else "extension"
        raise self.fail(key, start, min(self.at + 2, len(self.text)))

    def escape(self, start: int) -> Item:
        char = self.peek()
        self.at += 1
        if char in _CLASSES:
            text, ranges = _CLASSES[char]
            return OneOf("[^0-9]" if text is None else f"[{text}]", ranges, start, self.at)
        if char == "b":
            return Edge(r"\b", start, self.at)
        return Literal(self.escaped(char, start), start, self.at)

    def escaped(self, char: str, start: int) -> str:
        """The character that an escape stands for; ``self.at`` is behind the escape's first character."""
        if char == "":
            raise self.fail("lone-backslash", start, start + 1)
        if char in _CONTROL:
            return _CONTROL[char]
        if char == "u":
            found = _HEX.match(self.text, self.at)
            if not found or 0xD800 <= int(found[0], 16) <= 0xDFFF:
                raise self.fail("escape", start, self.at)
            self.at = found.end()
            return chr(int(found[0], 16))
        if char.isascii() and char.isdigit():
            raise self.fail("back-reference", start, self.at)
        if char.isascii() and char.isalpha():
            raise self.fail("escape", start, self.at)
        return char

    def one_of(self, start: int) -> OneOf:
        """``[...]``, each character and each end of a range folded by itself."""
        negated = self.peek() == "^"
        self.at += negated
        pieces: list[str] = []
        ranges: list[tuple[int, int]] = []
        while self.peek() != "]" or not pieces:
            low = self.member(start, pieces, ranges)
            if low is None:
                continue
            high = low
            if self.peek() == "-" and self.peek(2) not in ("-]", "-"):
                first = self.at
                self.at += 1
                end = self.member(start, pieces, ranges)
                if end is None or ord(fold_character(end)) < ord(fold_character(low)):
                    raise self.fail("range", first - 1, self.at)
                high = end
            low, high = fold_character(low), fold_character(high)
            pieces.append(_in_set(low) if low == high else f"{_in_set(low)}-{_in_set(high)}")
            ranges.append((ord(low), ord(high)))
            if low == high and low in SIGNS:
                pieces.append(SIGNS[low])
                ranges.append((ord(SIGNS[low]), ord(SIGNS[low])))
        self.at += 1
        found = charset(ranges)
        return OneOf(f"[{'^' * negated}{''.join(pieces)}]", complement(found) if negated else found, start, self.at)

    def member(self, start: int, pieces: list[str], ranges: list[tuple[int, int]]) -> str | None:
        """The next character of a set; None where a class such as ``\\d`` was added instead."""
        char = self.peek()
        if char == "":
            raise self.fail("open-set", start, start + 1)
        first = self.at
        self.at += 1
        if char == "[":
            raise self.fail("bracket-in-set", first, self.at)
        if char != "\\":
            return char
        escaped = self.peek()
        self.at += 1
        if escaped not in _CLASSES or not escaped:
            return self.escaped(escaped, first)
        text, found = _CLASSES[escaped]
        if text is None:
            raise self.fail("escape", first, self.at)
        pieces.append(text)
        ranges.extend(found)
        return None

    def repeated(self, item: Item) -> Item:
        """The item with the repetition that follows it."""
        start = self.at
        char = self.peek()
        if char in ("*", "+", "?") and char:
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
            self.at += 1
        elif char == "{":
            least, most = self.times()
        else:
            return item
        if isinstance(item, Edge | Repeat):
            raise self.fail("nothing-to-repeat", start, self.at)
        text = self.text[start : self.at]
        lazy = self.peek() == "?"
        self.at += lazy
        if self.peek() in ("*", "+", "?", "{") and self.peek():
            raise self.fail("twice", start, self.at + 1)
        return Repeat(item, least, most, lazy, text, item.start, self.at)

    def times(self) -> tuple[int, int | None]:
        start = self.at
        found = _TIMES.match(self.text, start)
        if not found or not (found[1] or found[3]):
            raise self.fail("brace", start, start + 1)
        self.at = found.end()
        least = int(found[1] or 0)
        most = least if not found[2] else int(found[3]) if found[3] else None
        if max(least, most or 0) > MOST_TIMES or (most is not None and most < least) or most == 0:
            raise self.fail("times", start, self.at, most=MOST_TIMES)
        return least, most


def _in_set(char: str) -> str:
    return "\\" + char if char in "\\]^-[&~|" else char
