"""JSON Schema of packs, cases and config, for editors: made of what the loader itself goes by, so it cannot drift.

A schema says less than the loader: it knows no names of the form, no equations and no patterns. What it refuses, the
loader refuses too.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from linter import LANGUAGES
from linter.checks import KINDS, kind
from linter.checks.base import Check
from linter.checks.values import WRITTEN
from linter.equations.relation import Relation
from linter.packs import forms, tables
from linter.packs.case_files import CASE_KEYS, EXPECT_KEYS, FILE_KEYS, NOT_ASSESSED
from linter.packs.descriptions import describe
from linter.packs.kinds import hints, required, written
from linter.packs.rules import REQUIRED, RULE_KEYS, SEVERITIES

Schema = dict[str, Any]
Subject = Literal["pack", "cases", "config"]
SUBJECTS: tuple[Subject, ...] = typing.get_args(Subject)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_CONDITION: Schema = {"type": ["string", "boolean"], "minLength": 1}
_FLAG: Schema = {"type": "boolean"}


def schema(subject: Subject) -> Schema:
    """The JSON Schema (draft 2020-12) of packs, of files of cases or of the config."""
    made = {"pack": _pack, "cases": _cases, "config": _config}[subject]()
    return {"$schema": _DIALECT, "title": f"reportlint {subject}", **made}


# ---------------------------------------------------------------- the pieces


def _object(properties: Schema, needed: tuple[str, ...] | list[str] = (), text: str = "") -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if needed:
        made["required"] = list(needed)
    return made | ({"description": text} if text else {})


def _named(inner: Schema) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"},
        "additionalProperties": inner,
    }


def _list_of(inner: Schema) -> Schema:
    """A list, or a single one."""
    return {"anyOf": [inner, {"type": "array", "items": inner, "minItems": 1}]}


_TEXTS = _list_of(_TEXT)
_WORDS: Schema = {"anyOf": [_TEXT, _object(dict.fromkeys(LANGUAGES, _TEXT))]}


def _of_type(hint: Any) -> Schema:
    """The schema of an option by its annotation; the counterpart of ``options.py``."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_of_type(each) for each in typing.get_args(hint) if each is not type(None)]}
    if origin is tuple:
        inner = typing.get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return _list_of(_of_type(inner[0]))
        return {"type": "array", "prefixItems": [_of_type(each) for each in inner], "minItems": len(inner)}
    if origin is Literal:
        return {"enum": list(typing.get_args(hint))}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of_type(typing.get_args(hint)[1])}
    if origin is Annotated:
        base, *constraints = typing.get_args(hint)
        return functools.reduce(lambda made, each: made | each.schema(), constraints, _of_type(base))
    if hint in WRITTEN:
        return _TEXT | {"pattern": f"^{WRITTEN[hint]}$"}
    if dataclasses.is_dataclass(hint) and hint is not Relation and isinstance(hint, type):
        return _options(hint)
    simple: dict[Any, Schema] = {bool: _FLAG, int: {"type": "integer"}, Decimal: {"type": ["number", "string"]}}
    return simple.get(hint, _TEXT)


def _options(kind_class: type[Any]) -> Schema:
    said = describe(kind_class).options
    properties = {
        written(name): _of_type(hint) | ({"description": said[written(name)]} if written(name) in said else {})
        for name, hint in hints(kind_class).items()
    }
    return _object(properties, required(kind_class))


# ---------------------------------------------------------------- packs


def _pack() -> Schema:
    section = {"anyOf": [_TEXTS, _object({"title": _TEXTS, "variants": _TEXTS, "required": _FLAG}, ["title"])]}
    reading = _object(
        {"in": _TEXTS, "pattern": _TEXT, "as": {"enum": list(forms.FACT_KINDS)}, "of": _TEXT, "matches": _TEXT}
    )
    figure = _object(dict.fromkeys(forms.FIGURE_KEYS, _TEXTS) | {"amount": _FLAG}, ["in", "units"])
    properties: Schema = {
        "language": {"const": 1, "description": "The version of the rule language."},
        "pack": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "description": "The name of the pack."},
        "version": _TEXT,
        "title": _WORDS,
        "source": _WORDS,
        "family": _TEXT | {"description": "Of the packs of one family only one speaks for a document."},
        "applies": _CONDITION | {"description": "The condition under which the pack speaks for a document."},
        "years": {"type": ["string", "integer"], "description": "2021.., ..2018, 2019..2020 or 2021."},
        "on-request": _FLAG | {"description": "The pack speaks only when it is asked for by name."},
        "title-like": _TEXT | {"description": "A pattern that the titles of such reports match."},
        "sections": _named(section),
        "facts": _named(_list_of(reading)),
        "tables": _named({"$ref": "#/$defs/table"}),
        "figures": _named(figure),
        "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
    }
    needed = ["language", "pack", "version", "title", "applies", "rules"]
    return _object(properties, needed) | {"$defs": _table_parts() | {"rule": _rule()}}


def _table_parts() -> Schema:
    details = _object({"unit": _TEXT, "places": {"type": "integer", "minimum": 0, "maximum": 9}, "negative": _FLAG})
    cells = {
        "anyOf": [
            {"enum": list(tables.CELL_KINDS)},
            _object(dict.fromkeys(tables.CELL_KINDS, details)) | {"minProperties": 1, "maxProperties": 1},
        ]
    }
    columns = {"anyOf": [{"type": "string", "pattern": "^like "}, _named({"$ref": "#/$defs/column"})]}
    column = _object({"label": _TEXTS, "unit": _TEXT, "cells": cells, "columns": columns}, ["label"])
    rows = _named({"$ref": "#/$defs/row"})
    row = _object({"label": _TEXTS, "cells": cells, "rows": rows, "or": {"const": "single-row"}}, ["label"])
    block = _object({"header": _TEXTS, "columns": columns, "rows": rows, "cells": cells}, ["header", "columns", "rows"])
    table = _object(
        {
            "section": _TEXT,
            "columns": columns,
            "rows": rows,
            "one-row": _FLAG | {"description": "The table has a single row of figures, without a label."},
            "blocks": _named(block) | {"description": "Small blocks, each with a header of its own."},
            "cells": cells,
            "notes": _TEXTS | {"description": "Texts that may stand in the table and are no label."},
        },
        ["section"],
    )
    return {
        "table": table,
        "column": {"anyOf": [_TEXTS, column]},
        "row": {"anyOf": [_TEXTS, row]},
    }


def _rule() -> Schema:
    properties: Schema = {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "check": {"enum": list(KINDS), "description": "The kind of check."},
        "severity": {"enum": list(SEVERITIES)},
        "title": _WORDS,
        "why": _WORDS | {"description": "Why the rule holds."},
        "source": _WORDS | {"description": "Where it is laid down."},
        "when": _CONDITION | {"description": "The condition under which the rule applies."},
        "with": {"type": "object", "description": "The options of the kind."},
        "message": _WORDS,
    }
    assert set(properties) == set(RULE_KEYS)
    kinds = [
        {
            "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
            "then": {
                "properties": {
                    "with": _options(kind(name)) | {"description": describe(kind(name)).summary},
                    "message": {"description": _own_words(kind(name))},
                }
            },
        }
        for name in KINDS
    ]
    return _object(properties, REQUIRED) | {"allOf": kinds}


def _own_words(kind_class: type[Check]) -> str:
    named = ", ".join(f"{{{each}}}" for each in kind_class.placeholders)
    return f"Words of its own, with {named} in them." if named else "Words of its own."


# ---------------------------------------------------------------- cases and config


def _cases() -> Schema:
    expected = _object(
        {
            key: {"type": "integer"} if key in ("line", "column")
            else {"enum": list(SEVERITIES)} if key == "severity"
            else _TEXTS if key in ("equations", "candidates")
            else _SCALAR
            for key in EXPECT_KEYS
        }
    )  # fmt: skip
    changes = {"type": "object", "additionalProperties": _SCALAR}
    properties: Schema = {
        "rule": _TEXT,
        "given": _TEXT | {"description": "A sample: under 'samples', or a file beside the pack."},
        "text": _TEXT,
        "change": changes | {"description": "Cells by name, and what they should say instead."},
        "replace": changes | {"description": "Words of the text, and what should stand there instead."},
        "last-year": _TEXT | {"description": "The sample that is last year's report."},
        "draft": _FLAG,
        "lang": {"enum": list(LANGUAGES)},
        "expect": {
            "anyOf": [{"const": NOT_ASSESSED}, {"type": "array", "items": expected}],
            "description": "What the rule should say: [] for nothing.",
        },
    }
    assert set(properties) == set(CASE_KEYS)
    case = _object(properties, ["rule", "expect"]) | {"oneOf": [{"required": ["given"]}, {"required": ["text"]}]}
    top = {"samples": {"type": "object", "additionalProperties": _TEXT}, "cases": {"type": "array", "items": case}}
    assert set(top) == set(FILE_KEYS)
    return _object(top, ["cases"])


def _config() -> Schema:
    settings: Schema = {
        "packs": _TEXTS,
        "select": _TEXTS,
        "ignore": _TEXTS,
        "severity": {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
        "with": {"type": "object", "additionalProperties": {"type": "object"}},
        "fail-on": {"enum": [*SEVERITIES, "never"]},
        "level": {"enum": list(SEVERITIES)},
        "lang": {"enum": list(LANGUAGES)},
        "stage": {"enum": ["draft", "final"]},
        "previous": _TEXTS,
    }
    per_path = {"type": "array", "items": _object({"paths": _TEXTS} | settings, ["paths"])}
    return _object(settings | {"exclude": _TEXTS, "per-path": per_path, "reviews": _TEXT})
