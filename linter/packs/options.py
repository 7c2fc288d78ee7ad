"""The options of a kind, read from YAML by the annotations of its dataclass fields.

A kind states once, in its fields, what it takes; this is where those types are given their meaning in YAML. References
to parts of the form are checked against the form, so that a misspelt column is a mistake in the pack and not a check
that never fires.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal

from linter.checks.base import CellRef, Check, FactRef, FigureRef, ScopeRef, SectionRef, TableRef
from linter.diagnostic import Message
from linter.equations.references import cells_named, check_names, leads_along
from linter.equations.relation import Relation, RelationError, parse_relation
from linter.form import Form, TableForm
from linter.packs.forms import SCOPES
from linter.packs.nodes import Entries, Listing, Node, Scalar
from linter.packs.page import Page

_MISSING = dataclasses.MISSING


def written(field_name: str) -> str:
    """How a field of a kind is written in YAML: ``in_`` is ``in``, ``not_below`` is ``not-below``."""
    return field_name.rstrip("_").replace("_", "-")


_HINTS: dict[type[Any], Mapping[str, Any]] = {}
_FIELDS: dict[type[Any], Mapping[str, tuple[str, Any]]] = {}


def hints(kind: type[Any]) -> Mapping[str, Any]:
    """The types of the fields of a kind, by field name."""
    if kind not in _HINTS:
        found = typing.get_type_hints(kind, vars(sys.modules[kind.__module__]))
        _HINTS[kind] = {field.name: found[field.name] for field in dataclasses.fields(kind)}
    return _HINTS[kind]


def required(kind: type[Any]) -> tuple[str, ...]:
    """The options a rule has to give, as written."""
    return tuple(
        written(field.name)
        for field in dataclasses.fields(kind)
        if field.default is _MISSING and field.default_factory is _MISSING
    )


class Options:
    """Reads the options of the rules of one page against one form."""

    def __init__(self, page: Page, form: Form) -> None:
        self.page = page
        self.form = form
        self._relations: list[tuple[Relation, Scalar]] = []
        self._names: Mapping[Any, Callable[[], Mapping[str, object] | tuple[str, ...]]] = {
            SectionRef: lambda: tuple(form.section_ids),
            TableRef: lambda: form.tables,
            FactRef: lambda: form.facts,
            FigureRef: lambda: form.figures,
            ScopeRef: lambda: (*SCOPES, *form.section_ids),
        }

    def check(self, kind: type[Check], node: Node | None, rule: Scalar) -> Check | None:
        """A kind with the options of one rule; None where they hold a mistake."""
        before = len(self.page.mistakes)
        self._relations = []
        values = self._values(kind, Entries((), rule.start, rule.end) if node is None else node, rule)
        for relation, scalar in self._relations:
            self._check_names(relation, scalar, values)
        if len(self.page.mistakes) > before:
            return None
        check = kind(**values)
        self._check_sense(check, node, rule)
        return check if len(self.page.mistakes) == before else None

    def override(self, check: Check, node: Entries) -> Check | None:
        """A kind with some of its options set anew; None where they hold a mistake."""
        before = len(self.page.mistakes)
        self._relations = []
        values = self._values(type(check), node, partly=True)
        old = {name: getattr(check, name) for name in hints(type(check))}
        for relation, scalar in self._relations:
            self._check_names(relation, scalar, old | values)
        if len(self.page.mistakes) > before:
            return None
        changed: Check = type(check)(**(old | values))
        self._check_sense(changed, node, node.pairs[0][0])
        return changed if len(self.page.mistakes) == before else None

    def _values(self, kind: type[Any], node: Node, place: Scalar | None = None, partly: bool = False) -> dict[str, Any]:
        """The arguments of a dataclass, from a mapping of its fields as they are written."""
        fields = _FIELDS.get(kind)
        if fields is None:
            fields = _FIELDS[kind] = {written(name): (name, hint) for name, hint in hints(kind).items()}
        empty = isinstance(node, Entries) and not node.pairs
        given = self.page.fields(node, fields, () if empty or partly else required(kind))
        if empty and place is not None:
            for name in required(kind):
                self.page.mistake(place, "rule.missing-option", {"option": name})
        values: dict[str, Any] = {}
        for key, value in given.items():
            name, hint = fields[key]
            values[name] = self._value(value, hint)
        return values

    def _value(self, node: Node, hint: Any) -> Any:
        """A value of the type that ``hint`` says; what it returns after a mistake is not used."""
        origin = typing.get_origin(hint)
        if origin in (typing.Union, types.UnionType):
            return self._value(node, _fitting(node, typing.get_args(hint)))
        if origin is tuple:
            return self._tuple(node, typing.get_args(hint))
        if origin is Literal:
            return self._literal(node, typing.get_args(hint))
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(node, typing.get_args(hint)[1])
        if hint is re.Pattern or origin is re.Pattern:
            return self.page.pattern(node)
        if dataclasses.is_dataclass(hint) and hint is not Relation and isinstance(hint, type):
            values = self._values(hint, node)
            return hint(**values) if set(required(hint)) <= {written(name) for name in values} else None
        return self._single(node, hint)

    def _single(self, node: Node, hint: Any) -> Any:
        if hint in self._names:
            return self._reference(node, hint)
        if hint is CellRef:
            return self._cell(node)
        if hint is Relation:
            return self._relation(node)
        if hint is bool:
            return self.page.flag(node)
        if hint is int:
            return self.page.integer(node)
        if hint is Decimal:
            return self.page.number(node)
        if hint is str:
            return self.page.text(node)
        raise TypeError(f"no way to read an option of type {hint!r}")

    def _literal(self, node: Node, known: tuple[object, ...]) -> object:
        """One of a few words; a kind may also name true, false and whole numbers among them."""
        chosen = self.page.choice(node, [str(each) for each in known])
        return next((each for each in known if str(each) == chosen), None)

    def _tuple(self, node: Node, inner: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(inner) == 2 and inner[1] is Ellipsis:
            nodes = node.nodes if isinstance(node, Listing) else (node,)
            if not nodes:
                self.page.mistake(node, "page.empty-list")
            return tuple(self._value(each, inner[0]) for each in nodes)
        nodes = self.page.items(node)
        if len(nodes) != len(inner):
            self.page.mistake(node, "rule.list-length", {"count": len(inner)})
            return ()
        return tuple(self._value(each, hint) for each, hint in zip(nodes, inner, strict=True))

    def _mapping(self, node: Node, inner: Any) -> Mapping[str, Any]:
        if not isinstance(node, Entries):
            self.page.mistake(node, "page.not-names")
            return {}
        return {key.text: self._value(value, inner) for key, value in node.pairs}

    # ------------------------------------------------------------ references

    def _reference(self, node: Node, hint: Any) -> str:
        text = self.page.text(node)
        known = tuple(self._names[hint]())
        if text and text not in known:
            what = hint.__name__.removesuffix("Ref").lower()
            self.page.unknown(node, _UNKNOWN[what], text, known)
        return text

    def _cell(self, node: Node) -> str:
        """A cell, row, column, group or block; a single cell in full, as ``table.row.column``."""
        text = self.page.text(node)
        if not text:
            return ""
        name, *path = text.split(".")
        table = self.form.tables.get(name)
        if table is None:
            self.page.unknown(node, "form.unknown-table", name, self.form.tables)
            return ""
        cells = cells_named(table, tuple(path)) if path else []
        if len(cells) == 1:
            ((row, column),) = cells
            return ".".join((name, row.id, column.id))
        if not cells and not _leads(table, path):
            words = sorted({word for row in table.every_row() for word in _words(row)})
            wrong = next((part for part in path if part not in words), path[-1])
            self.page.mistake(node, "rule.unknown-cell", {"name": wrong, "table": name}, (wrong, words))
        return text

    def _relation(self, node: Node) -> Relation | None:
        text = self.page.text(node)
        if not isinstance(node, Scalar) or not text:
            return None
        try:
            relation = parse_relation(text)
        except RelationError as error:
            self.page.mistake_within(node, error.start, error.end, error.message)
            return None
        self._relations.append((relation, node))
        return relation

    def _check_names(self, relation: Relation, scalar: Scalar, values: Mapping[str, Any]) -> None:
        if self.page.recalled:  # they were found right; a name that stands for nothing makes no equation
            return
        each = values.get("each")
        table = self.form.tables.get(values.get("table") or "")
        if (each is None and "each" in values) or (each is not None and table is None) or self.page.doubtful:
            return
        for unknown in check_names(relation, self.form, each, table):
            key = "rule.ambiguous-name" if unknown.ambiguous else _UNKNOWN_NAME[each]
            said = {"name": unknown.text, "table": table.id if table else "", "meant": unknown.candidates[:6]}
            message = Message(key, said)
            near = None if unknown.ambiguous else (unknown.text, unknown.candidates)
            self.page.mistake_within(scalar, unknown.start, unknown.end, message, near)

    def _check_sense(self, check: Check, node: Node | None, rule: Scalar) -> None:
        """What a kind itself has to object to its options taken together (``objections``, if it has any)."""
        object_to = getattr(check, "objections", None)
        if object_to is None:
            return
        places = {key.text: value for key, value in node.pairs} if isinstance(node, Entries) else {}
        for option, message in object_to(self.form):
            self.page.mistake(places.get(written(option), rule), message.key, message.values)


_UNKNOWN = {
    "section": "form.unknown-section",
    "table": "form.unknown-table",
    "fact": "form.unknown-fact",
    "figure": "form.unknown-figure",
    "scope": "form.unknown-scope",
}
_UNKNOWN_NAME: Mapping[str | None, str] = {
    "row": "rule.unknown-column",
    "group": "rule.unknown-column",
    "column": "rule.unknown-row",
    None: "rule.unknown-figure",
}


def _words(row: Any) -> tuple[str, ...]:
    return (*row.path, *(part for column in row.columns for part in column.path))


def _leads(table: TableForm, path: list[str]) -> bool:
    """Whether a path leads to any cells at all: it names a row, a column, a group or a block."""
    return any(leads_along(path, (*row.path, *column.path)) for row in table.every_row() for column in row.columns)


def _fitting(node: Node, hints: tuple[Any, ...]) -> Any:
    """Of several types, the one that a node of this shape is meant to be."""
    hints = tuple(hint for hint in hints if hint is not type(None))
    if isinstance(node, Scalar):
        words = tuple(hint for hint in hints if typing.get_origin(hint) is Literal)
        if any(node.text in typing.get_args(hint) for hint in words):
            return next(hint for hint in words if node.text in typing.get_args(hint))
        hints = tuple(hint for hint in hints if hint not in words) or hints
    for hint in hints:
        origin = typing.get_origin(hint) or hint
        is_map = isinstance(origin, type) and (
            issubclass(origin, Mapping) or (dataclasses.is_dataclass(origin) and origin is not Relation)
        )
        if isinstance(node, Entries) == is_map and isinstance(node, Listing) == (origin is tuple):
            return hint
    if isinstance(node, Scalar):
        return next((hint for hint in hints if typing.get_origin(hint) is tuple), hints[0])
    return hints[0]
