"""Rule packs: from YAML files to what the engine works with. A pack is data; nothing in it is ever executed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from linter.conditions import Always
from linter.errors import Mistake, UserError
from linter.form import CellSum, Form, TableForm
from linter.messages import Catalogue, catalogue
from linter.pack import Pack, Rule
from linter.packs.cache import keep, recall
from linter.packs.forms import read_form
from linter.packs.nodes import Node
from linter.packs.page import MisfitError, Page
from linter.packs.rules import Years, can_hold, read_condition, read_rules
from linter.packs.sources import PackFile, find_pack, shipped
from linter.source import Span

__all__ = ["load", "read_packs", "shipped"]

LANGUAGE = 1
PACK_KEYS = (
    "language", "pack", "version", "title", "source", "family", "applies", "years", "on-request", "title-like",
    "sections", "facts", "tables", "figures", "rules",
)  # fmt: skip
REQUIRED = ("language", "pack", "version", "title", "applies", "rules")


def load(references: Sequence[str], *, cache: bool = True, language: str = "en") -> tuple[Pack, ...]:
    """The packs of ``references``, in their order: names of shipped or installed packs, or paths of files.

    Raises ``UserError`` with all mistakes of all packs, in the words of ``language``, each with its place.
    """
    packs, mistakes = read_packs(references, cache=cache, language=language)
    if mistakes:
        raise UserError(mistakes)
    return packs


def read_packs(
    references: Sequence[str], *, cache: bool = True, language: str = "en"
) -> tuple[tuple[Pack, ...], tuple[Mistake, ...]]:
    """The packs that hold no mistake, and the mistakes of the others."""
    words = catalogue(language)
    packs: list[Pack] = []
    mistakes: list[Mistake] = []
    names: dict[str, str] = {}
    for reference in dict.fromkeys(references):
        try:
            found = find_pack(reference, words)
        except UserError as error:
            mistakes.extend(error.mistakes)
            continue
        pack, wrong = _read(found, words, cache)
        mistakes.extend(wrong)
        if pack is None:
            continue
        packs.append(pack)
        if names.setdefault(pack.name, found.path) != found.path:
            page = Page(found.path, found.content, words)
            page.mistake(Span(0, 1), "pack.same-name", {"name": pack.name, "path": names[pack.name]})
            mistakes.extend(page.mistakes)
    return tuple(packs), tuple(mistakes)


def _read(found: PackFile, words: Catalogue, cache: bool) -> tuple[Pack | None, Sequence[Mistake]]:
    """A pack, from the cache if it is there; what does not hold in the cache is read anew."""
    digest = hashlib.sha256(found.content).hexdigest()
    tree = recall(digest) if cache else None
    if tree is not None:
        with suppress(MisfitError):
            return _build(Page(found.path, found.content, words, tree), digest), ()
    page = Page(found.path, found.content, words)
    pack = _build(page, digest)
    if cache and pack is not None and page.root is not None:
        places = [(rule.place.line, rule.place.column) for rule in pack.rules if rule.place]
        keep(digest, page.root, places)
    return pack, sorted(page.mistakes, key=lambda mistake: (mistake.line, mistake.column))


def _build(page: Page, digest: str) -> Pack | None:
    """The pack on a page, or None where it holds a mistake."""
    if page.root is None:
        return None
    fields = page.fields(page.root, PACK_KEYS, REQUIRED)
    if not fields:
        return None
    language = page.integer(fields.get("language"))
    if language is not None and language != LANGUAGE:
        page.mistake(fields["language"], "pack.language", {"language": language, "known": LANGUAGE})
        return None
    form = read_form(page, fields)
    years = _years(page, fields.get("years"))
    applies = read_condition(page, fields["applies"], form) if "applies" in fields else None
    if applies is not None and not page.recalled and any(applies.uses()) and not can_hold(applies, form, years):
        page.mistake(fields["applies"], "pack.never-applies")
    rules = read_rules(page, fields.get("rules"), form, years)
    name = page.rule_id(fields.get("pack"))
    texts = {key: page.text(fields[key]) for key in ("version", "family") if key in fields}
    title, source = (page.languages(fields[key]) if key in fields else {} for key in ("title", "source"))
    on_request = page.flag(fields.get("on-request"))
    if page.mistakes:
        return None
    return Pack(
        name=name,
        version=texts.get("version", ""),
        digest=f"sha256:{digest}",
        path=page.path,
        title=title,
        source=source,
        form=_with_sums(form, rules),
        rules=rules,
        applies=applies or Always(False),
        family=texts.get("family", ""),
        years=years,
        on_request=on_request,
    )


def _years(page: Page, node: Node | None) -> Years:
    """``2021..``, ``..2018``, ``2019..2020`` or ``2021``."""
    text = page.scalar(node)
    if node is None or not text:
        return None, None
    first, dots, last = text.partition("..")
    ends = [int(end) if end.isascii() and end.isdigit() and len(end) == 4 else None for end in (first, last)]
    wrong = [end for end, year in zip((first, last), ends, strict=True) if end and year is None]
    if wrong or ends == [None, None] or (None not in ends and str(ends[0]) > str(ends[1])):
        page.mistake(node, "pack.years")
        return None, None
    return (ends[0], ends[1]) if dots else (ends[0], ends[0])


def _with_sums(form: Form, rules: Sequence[Rule]) -> Form:
    """The form, each table with the sums that rules state over its own cells: the reading of a table uses them."""
    tables: dict[str, TableForm] = {}
    stating = [rule.check.sums for rule in rules if hasattr(rule.check, "sums")]
    for name, table in form.tables.items():
        shapes: list[list[CellSum]] = [[] for _ in table.shapes]
        for stated in stating:
            for held, sums in zip(shapes, stated(table), strict=False):
                held.extend(sums)
        tables[name] = replace(table, sums=tuple(map(tuple, shapes)))
    return replace(form, tables=tables)
