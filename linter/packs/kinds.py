"""What the dataclass of a kind says of its options: their names in YAML, their types, and which have to be given."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Mapping
from typing import Any, Literal

from linter.equations.relation import Relation
from linter.packs.nodes import Node

_MISSING = dataclasses.MISSING


def written(field_name: str) -> str:
    """How a field of a kind is written in YAML: ``in_`` is ``in``, ``not_below`` is ``not-below``."""
    return field_name.rstrip("_").replace("_", "-")


def hints(kind: type[Any]) -> Mapping[str, Any]:
    """The types of the fields of a kind, by field name."""
    found = inspect.get_annotations(kind, eval_str=True)
    return {field.name: found[field.name] for field in dataclasses.fields(kind)}


def required(kind: type[Any]) -> tuple[str, ...]:
    """The options a rule has to give, as written."""
    return tuple(
        written(field.name)
        for field in dataclasses.fields(kind)
        if field.default is _MISSING and field.default_factory is _MISSING
    )


_FIELDS: dict[type[Any], tuple[Mapping[str, tuple[str, Any]], tuple[str, ...]]] = {}


def fields_of(kind: type[Any]) -> tuple[Mapping[str, tuple[str, Any]], tuple[str, ...]]:
    """The names and types of the fields of a kind, by how they are written, and which of these have to be given."""
    if kind not in _FIELDS:
        _FIELDS[kind] = {written(name): (name, hint) for name, hint in hints(kind).items()}, required(kind)
    return _FIELDS[kind]


def fitting(node: Node, hints: tuple[Any, ...]) -> Any:
    """Of several types, the one that a node of this shape is meant to be."""
    if isinstance(node, str):
        words = tuple(hint for hint in hints if typing.get_origin(hint) is Literal)
        if any(node in typing.get_args(hint) for hint in words):
            return next(hint for hint in words if node in typing.get_args(hint))
        hints = tuple(hint for hint in hints if hint not in words) or hints
    for hint in hints:
        origin = typing.get_origin(hint) or hint
        is_map = isinstance(origin, type) and (
            issubclass(origin, Mapping) or (dataclasses.is_dataclass(origin) and origin is not Relation)
        )
        if isinstance(node, dict) == is_map and isinstance(node, list) == (origin is tuple):
            return hint
    if isinstance(node, str):
        return next((hint for hint in hints if typing.get_origin(hint) is tuple), hints[0])
    return hints[0]
