"""``reportlint show``: what was read of a file, down to every cell, and what could not be judged and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from json import dumps
from typing import Any

from linter.commands.account import account
from linter.commands.linting import Task, read
from linter.commands.options import OptionsFor, unknown_rule
from linter.commands.pairing import Tasks
from linter.commands.places import at, headed, quoted
from linter.commands.readout import Seen, judged_tables, name_of, whole
from linter.commands.settings import Wanted
from linter.commands.telling import told
from linter.diagnostic import FileResult, Message
from linter.discovery import STDIN, Given
from linter.document import BoundTable, Document
from linter.engine import document_of, lint_source, speaking_packs
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output.view import shown_path
from linter.pack import ENGINE_IDS, Pack, Rule
from linter.previous import Archive
from linter.selection import Options
from linter.source import Source


def run(file: str, rule: str | None, wanted: Wanted, form: str, encoding: str | None, stdin_filename: str) -> int:
    """Print one file as each of its packs sees it, or what one rule made of it. Returns 1 where it cannot be read.

    Raises UserError for a rule that no pack has.
    """
    chooser = wanted.chooser()
    settings = chooser.for_file(stdin_filename if file == STDIN else file)
    chooser.settle()
    words = catalogue(settings.language)
    options = OptionsFor(settings.language, encoding)
    options.prepare([settings])
    rules = _rules(rule, options.of(settings).packs, words) if rule else []
    (task,) = Tasks([Given(file)], [settings], options, stdin_filename)
    source = read(task)
    if isinstance(source, Source):
        seen = _seen(source, task.options, task.archive)
        said, lines = _said(source, seen, rules, task, words)
    else:
        said = whole(source, [], words)
        lines = (f"{shown_path(source.path)}: {found.message}" for found in source.diagnostics)
    if form == "json":
        head = {"version": 1, "path": shown_path(task.name), "encoding": getattr(source, "encoding", None)}
        sys.stdout.write(dumps(head | said, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0 if isinstance(source, Source) else 1


def _seen(source: Source, options: Options, archive: Archive | None) -> Seen:
    """The packs that speak for a file, each with the file as its rules judge it."""
    return [(pack, document_of(pack, reading, options, archive)) for pack, reading in speaking_packs(source, options)]


def _said(
    source: Source, seen: Seen, rules: list[tuple[Pack, Rule]], task: Task, words: Catalogue
) -> tuple[dict[str, Any], Iterator[str]]:
    """What is printed for programs and for people."""
    if not rules:
        result = lint_source(source, task.options, task.archive)
        return whole(result, seen, words), _lines(source, result, seen, words)
    documents = {pack.name: document for pack, document in seen}
    speaking = [(pack, rule) for pack, rule in rules if pack.name in documents]
    result = lint_source(source, replace(task.options, select=frozenset(), ignore=frozenset()), task.archive)
    accounts = [
        account(rule, pack, documents.get(pack.name), result, task.options, words) for pack, rule in speaking or rules
    ]
    return {"rules": accounts}, _accounts(source, accounts, words)


def _rules(rule: str, packs: tuple[Pack, ...], words: Catalogue) -> list[tuple[Pack, Rule]]:
    """The rules that ``id`` or ``pack/id`` means."""
    found = [(pack, each) for pack in packs for each in pack.rules if rule in (each.id, f"{pack.name}/{each.id}")]
    if not found:
        known = [each.id for pack in packs for each in pack.rules]
        own = words.render(Message("cli.show-own", {"rule": rule}))
        said = own if rule in ENGINE_IDS else unknown_rule(rule, known, words.language)
        raise UserError((Mistake("", 0, 0, said),))
    return found


def _accounts(source: Source, accounts: list[dict[str, Any]], words: Catalogue) -> Iterator[str]:
    yield _headline(source, words)
    for each in accounts:
        yield ""
        yield from told(each, words)


def _headline(source: Source, words: Catalogue) -> str:
    values = {"file": shown_path(source.path), "encoding": source.encoding, "lines": source.line_count}
    return words.render(Message("cli.show-file", values))


def _lines(source: Source, result: FileResult, seen: Seen, words: Catalogue) -> Iterator[str]:
    yield _headline(source, words)
    if not seen:
        yield from (found.message for found in result.diagnostics if found.rule == "no-pack")
    for pack, document in seen:
        yield f"\n{words.render(Message('cli.show-pack', {'pack': pack.name}))}"
        yield from _outline(document, words)
        for table in document.tables.values():
            yield ""
            yield from _table_lines(table, document, words)
        for judged in judged_tables(pack, document):
            yield ""
            yield from _judged_lines(judged, words)
    if result.not_assessed:
        yield f"\n{words.text('cli.show-unassessed')}"
        for gap in result.not_assessed:
            yield f"  {gap.rule}{f' {_at_line(gap.line)}' if gap.line else ''}: {gap.reason}"


def _outline(document: Document, words: Catalogue) -> Iterator[str]:
    source, title = document.source, document.title
    nothing, roughly = words.text("cli.show-nothing"), words.text("cli.show-roughly")
    heading = f"{at(source, title.raw.span())} {quoted(title.folded.text)}" if title else nothing
    yield headed(words, "cli.show-title", heading)
    yield headed(words, "cli.show-facts")
    for name in document.form.facts:
        fact = document.facts.get(name)
        if fact is None:
            yield f"  {name}: {nothing}"
            continue
        place = f"  {at(source, fact.span)}" if fact.span else ""
        others = "".join(f"  ({at(source, span)} {quoted(value)})" for value, span in fact.others)
        value = fact.value if isinstance(fact.value, str) else str(fact.value).lower()
        yield f"  {name}: {quoted(value)}{place}{others}"
    if document.form.sections:
        yield headed(words, "cli.show-sections")
    for part in document.form.sections:
        section = document.sections.get(part.id)
        found = f"{at(source, section.heading.span())} {quoted(section.heading.text)}" if section else nothing
        yield f"  {part.id}: {found}"
    if document.form.figures:
        yield headed(words, "cli.show-figures")
    for name in document.form.figures:
        stated = document.figures.get(name, ())
        said = "  ".join(
            f"{quoted(each.printed)}{'' if each.exact else f' ({roughly})'}  {at(source, each.span)}" for each in stated
        )
        yield f"  {name}: {said or nothing}"
    if document.last_year:
        yield headed(words, "cli.show-last-year", shown_path(document.last_year.source.path))


def _judged_lines(table: Mapping[str, Any], words: Catalogue) -> Iterator[str]:
    rule = words.render(Message("cli.show-judged-table", {"rule": table["rule"]}))
    yield f"{table['table']} {table['line']}:{table['column']}: {rule}"
    for cell in table["cells"]:
        where = f"{cell['line']}:{cell['column']}"
        yield f"    {where:8} {quoted(cell['row_label'])}, {quoted(cell['column_label'])} = {quoted(cell['printed'])}"


def _table_lines(table: BoundTable, document: Document, words: Catalogue) -> Iterator[str]:
    source = document.source
    state = words.text(f"cli.show-table-{table.state}")
    reason = f" ({words.render(table.reason)})" if table.reason else ""
    yield f"{table.form.id} {at(source, table.span)}: {state}{reason}"
    for row in table.rows:
        label = quoted(row.label.text if row.label else row.form.labels[0] if row.form.labels else "")
        said = "" if row.state == "bound" else f" - {words.text(f'cli.show-row-{row.state}')}"
        why = f": {words.render(row.reason)}" if row.reason else ""
        yield f"  {at(source, row.span)} {row.form.id} {label}{said}{why}"
        for cell in row.cells:
            value = cell.printed or words.text(f"cli.show-cell-{cell.state}")
            yield f"    {at(source, cell.span):8} {name_of(document, table, cell)} = {quoted(value)}"
        if not row.cells and row.printed:
            yield "    " + " ".join(f"{at(source, span)} {quoted(text)}" for text, span in row.printed)
    if table.left_over:
        yield f"  {headed(words, 'cli.show-left-over')}"
        yield from (f"    {at(source, span):8} {quoted(text)}" for text, span in table.left_over)


def _at_line(line: int) -> str:
    return f"({line})"
