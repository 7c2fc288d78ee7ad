"""What one rule made of one document: how it ended and why, where it looked, what it found there and compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, localcontext
from functools import partial
from types import UnionType
from typing import Annotated, Any, NewType, Union, get_args, get_origin

from linter.budget import timed
from linter.checks.base import FactRef, FigureRef, Outcome, ScopeRef, SectionRef, TableRef
from linter.commands.compared import compared
from linter.commands.places import place
from linter.diagnostic import FileResult, Message
from linter.document import Document
from linter.equations import Relation
from linter.equations.naming import written_name
from linter.equations.references import cells_named
from linter.equations.whole import EXACTLY
from linter.figures import plain_number
from linter.judging import outcome_of
from linter.messages import Catalogue
from linter.output.view import shown_path
from linter.pack import Pack, Rule
from linter.packs.kinds import hints, written
from linter.reading import Names
from linter.selection import Options
from linter.source import Source, Span


def account(
    rule: Rule, pack: Pack, document: Document | None, result: FileResult, options: Options, words: Catalogue
) -> dict[str, Any]:
    """What is to be said, as it is given to programs; ``document`` is None where the pack does not speak for the file.

    What a rule says of itself (``seen``) and its equations come from the functions that judged.
    """
    said: dict[str, Any] = {
        "rule": rule.id,
        "pack": pack.name,
        "check": rule.kind,
        "severity": str(options.severity_of(rule.id, rule.severity, pack.name)),
        "options": _plain(rule.check),
        "shown": options.shows(rule.id, pack.name),
        "when": None,
        "outcome": "not-applicable",
        "reasons": [],
        "findings": [],
        "looked_at": [],
        "seen": [],
        "equations": [],
    }
    if document is None:
        silent = Message("cli.account-silent", {"pack": pack.name})
        return said | {"reasons": [_reason(words.render(silent), None)]}
    names = Names(document)
    if rule.when is not None:
        said["when"] = {use.name: names[use.name] for use in rule.when.uses()}
    with timed() as limited:
        outcome = limited(partial(outcome_of, rule, document, names)) or Outcome()
    mine = [each for each in result.diagnostics if each.pack == pack.name and rule.id in (each.rule, *each.equations)]
    gaps = [gap for gap in result.not_assessed if gap.rule == rule.id]
    said["findings"] = [
        {"rule": each.rule, "severity": str(each.severity), "message": each.message, **each.region._asdict()}
        for each in mine
    ]
    said["reasons"] = [_reason(gap.reason, gap.line) for gap in gaps]
    with localcontext(EXACTLY):
        said["equations"] = [compared(each, document, words) for each in outcome.equations]
    if mine or not all(each["holds"] for each in said["equations"]):
        said["outcome"] = "fail"
    elif gaps:
        said["outcome"] = "not-assessed"
    elif outcome.applies:
        said["outcome"] = "pass"
    else:
        said["reasons"] = [_reason(words.render(_why_not(rule, document, said["when"])), None)]
    if rule.when is None or rule.when.holds(names):
        said["looked_at"] = list(_looked_at(rule, document))
        said["seen"] = [
            {"what": words.word(what), "text": document.source.text[slice(*span)], **place(document.source, span)}
            for what, span in getattr(rule.check, "seen", _nothing)(document)
        ]
    return said


def _nothing(document: Document) -> Iterable[Any]:
    return ()


def _reason(text: str, line: int | None) -> dict[str, Any]:
    return {"reason": text, "line": line}


def _why_not(rule: Rule, document: Document, when: Mapping[str, object] | None) -> Message:
    if when and rule.when is not None and rule.when.holds(Names(document)) is False:
        values = tuple(f"{name} = {str(value).lower()}" for name, value in when.items())
        return Message("cli.account-condition", {"values": values})
    return Message("cli.account-nothing")


# ---------------------------------------------------------------- options and what they name


def _plain(value: Any) -> Any:
    """An option as it is written in YAML, defaults left out."""
    if hasattr(value, "pattern"):  # also one that is not compiled yet
        return value.pattern
    if isinstance(value, Relation):
        return value.text
    if isinstance(value, Decimal):
        return plain_number(value)
    if dataclasses.is_dataclass(value):
        given = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {written(field.name): _plain(each) for field, each in given if not _is_default(field, each)}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return bool(field.default == value)


def _looked_at(rule: Rule, document: Document) -> Iterator[dict[str, Any]]:
    """Where a rule looks, as it is in the document: the tables it judges without a form, what its options name, and
    with neither the whole text."""
    grids = [
        {"table": grid.name, "state": "read", **place(document.source, grid.span)}
        for grid in getattr(rule.check, "judged_tables", _nothing)(document)
    ]
    named = dict.fromkeys(_references(rule.check, type(rule.check)))
    if getattr(rule.check, "each", None):  # then a relation names rows or columns of its table
        named = {of: None for of in named if of[0] not in (FigureRef, Relation)}
    places = grids or [each for hint, name in named for each in _named(hint, name, document)]
    yield from places or _part("document", document)
    if rule.asks_for("last_year"):
        before = document.last_year
        yield {"last_year": shown_path(before.source.path) if before else None}


def _named(hint: Any, name: str, document: Document) -> Iterable[dict[str, Any]]:
    """What an option names."""
    source = document.source
    if hint is TableRef:
        table = document.tables[name]
        return [{"table": name, "state": table.state, **place(source, table.span)}]
    if hint is FactRef:
        fact = document.facts.get(name)
        return [{"fact": name, "value": fact.value if fact else None, **_where(source, fact.span if fact else None)}]
    if hint is FigureRef:
        return _stated(name, document)
    if hint in (ScopeRef, SectionRef):
        return _part(name, document)
    return _cells(name, document) if name.partition(".")[0] in document.tables and "." in name else ()


def _where(source: Source, span: Span | None) -> dict[str, int]:
    return place(source, span) if span else {}


def _part(name: str, document: Document) -> list[dict[str, Any]]:
    texts = document.scope(name)
    lines = (texts[0].line, texts[-1].line) if texts else (None, None)
    return [{"part": name, "paragraphs": len(texts), "line": lines[0], "last_line": lines[1]}]


def _stated(name: str, document: Document) -> Iterator[dict[str, Any]]:
    """What the text states of a figure, wherever it does."""
    for stated in document.figures.get(name, ()):
        yield {"figure": name, "value": stated.printed, **place(document.source, stated.span)}
    if name in document.form.figures and name not in document.figures:
        yield {"figure": name, "value": None}


def _cells(path: str, document: Document) -> Iterator[dict[str, Any]]:
    """The cells that a path means, each by the name of its own."""
    table, *rest = path.split(".")
    bound = document.tables[table]
    meant = {(row.id, column.path) for row, column in cells_named(bound.form, tuple(rest))}
    for row in bound.rows:
        for cell in row.cells:
            if (row.form.id, cell.column.path) in meant:
                name = written_name(document.form, bound.form, cell.row, cell.column)
                yield {"cell": name, "value": cell.printed, **place(document.source, cell.span)}


def _references(value: Any, hint: Any) -> Iterator[tuple[Any, str]]:
    """What an option refers to: the kind of reference and the name."""
    origin, inside = get_origin(hint), get_args(hint)
    if value is None:
        return
    if isinstance(hint, NewType):
        yield hint, value
    elif origin is Annotated:
        yield from _references(value, inside[0])
    elif origin is tuple:
        for each in value:
            yield from _references(each, inside[0])
    elif origin in (Union, UnionType):
        for other in inside:
            if (get_origin(other) is tuple) == isinstance(value, tuple):
                yield from _references(value, other)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _references(name, inside[0])
            yield from _references(each, inside[1])
    elif isinstance(value, Relation):
        yield from ((Relation if "." in name.text else FigureRef, name.text) for name in value.names)
    elif dataclasses.is_dataclass(value):
        for field, of in hints(type(value)).items():
            yield from _references(getattr(value, field), of)
