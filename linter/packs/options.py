"""The options of a kind, read from YAML by the annotations of its dataclass fields.

A kind states once, in its fields, what it takes; this is where those types are given their meaning in YAML. References
to parts of the form are checked against the form, so that a misspelt column is a mistake in the pack and not a check
that never fires.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

from linter.checks.base import Check, Word
from linter.checks.values import Day, Stretch
from linter.diagnostic import Message
from linter.equations.relation import Relation, parse_relation
from linter.folding import fold_text
from linter.form import Form
from linter.packs.kinds import fields_of, fitting, hints, written
from linter.packs.nodes import Node
from linter.packs.page import Page
from linter.packs.references import CELLS, EACH, REFERENCES, check_relation, names_in, read_cells, read_name
from linter.tokens import MalformedError


class Options:
    """Reads the options of the rules of one page against one form."""

    def __init__(self, page: Page, form: Form) -> None:
        self.page = page
        self.form = form
        self._relations: list[tuple[Relation, Node]] = []
        self._names: Mapping[Any, Collection[str]] = names_in(form)

    def check(self, kind: type[Check], node: Node | None, rule: str) -> Check | None:
        """A kind with the options of one rule; None where they hold a mistake."""
        before = len(self.page.mistakes)
        self._relations = []
        values = self._values(kind, {} if node is None else node, rule)
        return self._made(kind, values, node, rule, before)

    def override(self, check: Check, node: dict[str, Node]) -> Check | None:
        """A kind with some of its options set anew; None where they hold a mistake."""
        before = len(self.page.mistakes)
        self._relations = []
        values = self._values(type(check), node, partly=True)
        old = {name: getattr(check, name) for name in hints(type(check)) if name not in values}
        place = next((node[name] for name in ("table", "each") if name in node), None)
        if place is not None:  # what the rule holds has to stand for something there too
            self._relations += [(relation, place) for relation in _relations_in(old.values())]
        return self._made(type(check), old | values, node, next(iter(node), ""), before)

    def _made(
        self, kind: type[Check], values: dict[str, Any], node: Node | None, rule: str, before: int
    ) -> Check | None:
        """A kind with these values, if none is missing or wrong; ``before``: how many mistakes were known."""
        right = len(self.page.mistakes) == before
        each, table = values.get("each"), self.form.tables.get(values.get("table") or "")
        misspelt = each is None and isinstance(node, dict) and "each" in node
        unchecked = (table is None and (misspelt or each is not None)) or self.page.doubtful or self.page.recalled
        for relation, place in () if unchecked else self._relations:
            check_relation(self.page, place, relation, self.form, table, EACH if misspelt else (each,))
        if not right:
            return None
        check = kind(**values)
        self._check_sense(check, node, rule)
        return check if len(self.page.mistakes) == before else None

    def _values(self, kind: type[Any], node: Node, place: str | None = None, partly: bool = False) -> dict[str, Any]:
        """The arguments of a dataclass, from a mapping of its fields as they are written."""
        fields, needed = fields_of(kind)
        told = isinstance(node, dict) and not node and place is not None
        given = self.page.fields(node, fields, () if told or partly else needed)
        if told and place is not None:
            for name in needed:
                self.page.mistake(place, "rule.missing-option", {"option": name})
        values: dict[str, Any] = {}
        for key, value in given.items():
            name, hint = fields[key]
            values[name] = self._value(value, hint)
        return values

    def _value(self, node: Node, hint: Any) -> Any:
        """A value of the type that ``hint`` says; what it returns after a mistake is not used."""
        read, of = _way(hint)
        return read(self, node, of)

    def _either(self, node: Node, hints: tuple[Any, ...]) -> Any:
        return self._value(node, fitting(node, hints))

    def _literal(self, node: Node, known: tuple[object, ...]) -> object:
        """One of a few words; a kind may also name true, false and whole numbers among them."""
        chosen = self.page.choice(node, [str(each) for each in known])
        return next((each for each in known if str(each) == chosen), None)

    def _texts(self, node: Node, _hint: Any) -> tuple[str, ...]:
        return self.page.texts(node)

    def _word(self, node: Node, _hint: Any) -> str:
        text = self.page.text(node)
        word = fold_text(text)
        if text and not word:
            self.page.mistake(node, "page.empty-text")
        return word

    def _list(self, node: Node, hint: Any) -> tuple[Any, ...]:
        nodes = node if isinstance(node, list) else (node,)
        if not nodes:
            self.page.mistake(node, "page.empty-list")
        read, of = _way(hint)
        return tuple([read(self, each, of) for each in nodes])

    def _row(self, node: Node, hints: tuple[Any, ...]) -> tuple[Any, ...]:
        nodes = self.page.items(node)
        if len(nodes) != len(hints):
            self.page.mistake(node, "rule.list-length", {"count": len(hints)})
            return ()
        return tuple(self._value(each, hint) for each, hint in zip(nodes, hints, strict=True))

    def _mapping(self, node: Node, hints: tuple[Any, ...]) -> Mapping[str, Any]:
        if not isinstance(node, dict):
            self.page.mistake(node, "page.not-names")
            return {}
        if not node:
            self.page.mistake(node, "page.empty-mapping")
        (read_key, of_key), (read, of) = map(_way, hints)
        named = hints[0] is str  # any key is a text
        return {
            self.page.scalar(key) if named else read_key(self, key, of_key): read(self, value, of)
            for key, value in node.items()
        }

    def _constrained(self, node: Node, hint: Any) -> Any:
        base, *constraints = typing.get_args(hint)
        value = self._value(node, base)
        for constraint in constraints:
            message = constraint.objection(node, value, self.form)
            if message is not None:
                self.page.mistake(node, message.key, message.values)
        return value

    def _read(self, node: Node, hint: Any) -> Any:
        """A text with a form of its own."""
        text = self.page.text(node)
        read = hint.read(text) if text else None
        if isinstance(read, Message):
            self.page.mistake(node, read.key, read.values)
        return read

    def _nested(self, node: Node, kind: type[Any]) -> Any:
        values = self._values(kind, node)
        return kind(**values) if {written(name) for name in values}.issuperset(fields_of(kind)[1]) else None

    # ------------------------------------------------------------ relations

    def _relation(self, node: Node, _hint: Any) -> Relation | None:
        text = self.page.text(node)
        if not isinstance(node, str) or not text:
            return None
        try:
            relation = parse_relation(text)
        except MalformedError as error:
            self.page.mistake_within(node, error.start, error.end, error.message)
            return None
        self._relations.append((relation, node))
        return relation

    def _check_sense(self, check: Check, node: Node | None, rule: str) -> None:
        """What a kind itself has to object to its options taken together (``objections``, if it has any)."""
        object_to = getattr(check, "objections", None)
        if object_to is None:
            return
        places = node if isinstance(node, dict) else {}
        for option, message in object_to(self.form):
            self.page.mistake(places.get(written(option), rule), message.key, message.values)


_Read = Callable[[Options, Node, Any], Any]

_SINGLE: Mapping[Any, _Read] = {
    **dict.fromkeys(REFERENCES, lambda options, node, hint: read_name(options.page, node, hint, options._names[hint])),
    **dict.fromkeys(CELLS, lambda options, node, hint: read_cells(options.page, node, hint, options.form)),
    **dict.fromkeys((Day, Stretch), Options._read),
    Relation: Options._relation,
    bool: lambda options, node, _: options.page.flag(node),
    int: lambda options, node, _: options.page.integer(node),
    Decimal: lambda options, node, _: options.page.number(node),
    str: lambda options, node, _: options.page.text(node),
    Word: Options._word,
    re.Pattern: lambda options, node, _: options.page.pattern(node),
}


@lru_cache(maxsize=256)
def _way(hint: Any) -> tuple[_Read, Any]:
    """How values of a type are read, and what the reading has to know of the type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return Options._constrained, hint
    if origin in (typing.Union, types.UnionType):
        hints = tuple(each for each in inner if each is not type(None))
        return _way(hints[0]) if len(hints) == 1 else (Options._either, hints)
    if hint == tuple[str, ...]:
        return Options._texts, hint
    if origin is tuple:
        return (Options._list, inner[0]) if inner[1:] == (Ellipsis,) else (Options._row, inner)
    if origin is Literal:
        return Options._literal, inner
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Options._mapping, inner
    if (origin or hint) in _SINGLE:
        return _SINGLE[origin or hint], hint
    if dataclasses.is_dataclass(hint):
        return Options._nested, hint
    raise TypeError(f"no way to read an option of type {hint!r}")


def _relations_in(values: Iterable[Any]) -> Iterator[Relation]:
    for value in values:
        if isinstance(value, Relation):
            yield value
        elif isinstance(value, tuple):
            yield from _relations_in(value)
