"""``reportlint rule``: explain a rule with its clause and its cases, or list all rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from json import dumps

from linter.cases import changed, speaking
from linter.commands.options import OptionsFor, unknown_rule
from linter.commands.settings import Wanted
from linter.diagnostic import Message
from linter.engine import lint_text
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output.excerpt import excerpt
from linter.pack import Pack, Rule
from linter.packs.case_files import Case, read_cases
from linter.selection import Options

_LONGEST = 80


def run(rule: str | None, wanted: Wanted, form: str) -> int:
    """Print one rule or all. Raises UserError for an id that no pack has, and where a pack has mistakes."""
    chooser = wanted.chooser()
    settings = chooser.for_folder()
    chooser.settle()
    words = catalogue(settings.language)
    packs = OptionsFor(settings.language).packs(settings)
    chosen = [
        (pack, each) for pack in packs for each in pack.rules if rule in (None, each.id, f"{pack.name}/{each.id}")
    ]
    if not chosen:
        known = [each.id for pack in packs for each in pack.rules]
        raise UserError((Mistake("", 0, 0, unknown_rule(rule or "", known, words.language)),))
    if form == "json":
        said = [_object(pack, each, words) for pack, each in chosen]
        sys.stdout.write(dumps(said, ensure_ascii=False, indent=1) + "\n")
    elif rule is None:
        sys.stdout.write("".join(_listed(packs, words)))
    else:
        sys.stdout.write("\n".join("\n".join(_explained(pack, each, words)) for pack, each in chosen) + "\n")
    return 0


def _listed(packs: Iterable[Pack], words: Catalogue) -> Iterator[str]:
    for pack in packs:
        yield f"{pack.name} {pack.version}  {words.choose(pack.title)}\n"
        for rule in pack.rules:
            yield f"  {rule.severity!s:7}  {rule.id:24}  {words.choose(rule.title or rule.why)}\n"


def _explained(pack: Pack, rule: Rule, words: Catalogue) -> Iterator[str]:
    yield f"{pack.name}/{rule.id}  {rule.severity}"
    if rule.title:
        yield words.choose(rule.title)
    yield ""
    for key, text in (
        ("cli.rule-why", words.choose(rule.why)),
        ("cli.rule-source", words.choose(rule.source) or words.choose(pack.source)),
        ("cli.rule-check", rule.kind),
        ("cli.rule-place", f"{rule.place.path}:{rule.place.line}" if rule.place else ""),
    ):
        if text:
            yield words.render(Message(key, {"text": text}))
    cases = [case for case in read_cases(pack, words).cases if case.rule == rule.id]
    failing = next((case for case in cases if case.expect), None)
    passing = next((case for case in cases if case.expect == ()), None)
    if failing:
        yield words.render(Message("cli.rule-fails", {"text": _given(failing)}))
        yield from (f"  {text}" for text in _said(failing, pack, words))
    if passing:
        yield words.render(Message("cli.rule-passes", {"text": _given(passing)}))


def _given(case: Case) -> str:
    """What a case is about: its own text, or its sample and what is changed in it."""
    if not case.sample:
        return _short(case.text)
    changes = [f"{_short(old)} → {_short(new) or '∅'}" for old, new in case.replace.items()]
    changes += [f"{cell} = {value or '∅'}" for cell, value in case.change.items()]
    return f"{case.sample}{': ' if changes else ''}{'; '.join(changes)}"


def _said(case: Case, pack: Pack, words: Catalogue) -> Iterator[str]:
    """What the rule says of a case, each finding with its excerpt."""
    options = Options((speaking(pack),), named=True, language=words.language, draft=case.draft)
    result = lint_text("", changed(case.text, case, options), options)
    for found in result.diagnostics:
        if result.source and case.rule in (found.rule, *found.equations):
            yield f"{found.region.line}:{found.region.column}: {found.severity}: {found.message}"
            yield from excerpt(result.source, found.region, carets=False)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _object(pack: Pack, rule: Rule, words: Catalogue) -> dict[str, object]:
    return {
        "rule": rule.id,
        "pack": pack.name,
        "check": rule.kind,
        "severity": str(rule.severity),
        "title": words.choose(rule.title),
        "why": words.choose(rule.why),
        "source": words.choose(rule.source) or words.choose(pack.source),
    }
