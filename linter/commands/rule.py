"""``reportlint rule``: explain a rule with its clause and its cases, or list all rules.

What reportlint says of itself, whatever the pack (that a file cannot be read), has ids too and is explained with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from json import dumps

from linter.cases import changed, speaking
from linter.commands.options import OptionsFor, unknown_rule
from linter.commands.settings import Wanted
from linter.diagnostic import Message, Severity
from linter.engine import lint_text
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output.excerpt import excerpt
from linter.pack import ENGINE_IDS, Pack, Rule
from linter.packs.case_files import Case, read_cases
from linter.selection import Options

_LONGEST = 80
_SEVERITIES = {
    "unreadable": Severity.ERROR,
    "encoding": Severity.INFO,
    "no-pack": Severity.INFO,
    "misread": Severity.INFO,
    "budget": Severity.WARNING,
    "internal-error": Severity.ERROR,
}
"""How much each of reportlint's own ids weighs where nobody says otherwise."""


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
    own = [id_ for id_ in ENGINE_IDS if rule in (None, id_)]
    if not chosen and not own:
        known = [*(each.id for pack in packs for each in pack.rules), *ENGINE_IDS]
        raise UserError((Mistake("", 0, 0, unknown_rule(rule or "", known, words.language)),))
    if form == "json":
        said = [*(_object(pack, each, words) for pack, each in chosen), *(_own(each, words) for each in own)]
        sys.stdout.write(dumps(said, ensure_ascii=False, indent=1) + "\n")
    elif rule is None:
        sys.stdout.write("".join(_listed(packs, words)))
    else:
        explained = [*(_explained(pack, each, words) for pack, each in chosen), *(_about(each, words) for each in own)]
        sys.stdout.write("\n".join("".join(f"{line}\n" for line in lines) for lines in explained))
    return 0


def _listed(packs: Iterable[Pack], words: Catalogue) -> Iterator[str]:
    for pack in packs:
        yield f"{pack.name} {pack.version}  {words.choose(pack.title)}\n"
        for rule in pack.rules:
            yield f"  {rule.severity!s:7}  {rule.id:24}  {words.choose(rule.title or rule.why)}\n"
    yield f"{words.text('cli.rule-own')}\n"
    for id_ in ENGINE_IDS:
        yield f"  {_SEVERITIES[id_]!s:7}  {id_:24}  {words.text(f'engine-id.{id_}')}\n"


def _about(id_: str, words: Catalogue) -> Iterator[str]:
    yield f"{id_}  {_SEVERITIES[id_]}"
    yield ""
    yield words.render(Message("cli.rule-why", {"text": words.text(f"engine-id.{id_}")}))
    yield words.render(Message("cli.rule-source", {"text": words.text("cli.rule-own")}))


def _own(id_: str, words: Catalogue) -> dict[str, object]:
    why = words.text(f"engine-id.{id_}")
    named = {"rule": id_, "pack": None, "check": None, "severity": str(_SEVERITIES[id_])}
    return {**named, "title": "", "why": why, "source": "reportlint"}


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
        yield words.render(Message("cli.rule-fails", {"text": _given(failing, words)}))
        yield from (f"  {text}" for text in _said(failing, pack, words))
    if passing:
        yield words.render(Message("cli.rule-passes", {"text": _given(passing, words)}))


def _given(case: Case, words: Catalogue) -> str:
    """What a case is about: its own text, or its sample and what is changed in it."""
    if not case.sample:
        return _short(case.text)
    changes: list[Message] = []
    for old, new in case.replace.items():
        key = "cli.rule-replaced" if new else "cli.rule-removed"
        changes.append(Message(key, {"old": _short(old), "new": _short(new)}))
    for cell, value in case.change.items():
        key = "cli.rule-changed" if value else "cli.rule-emptied"
        changes.append(Message(key, {"cell": cell, "value": value}))
    key = "cli.rule-sample-changed" if changes else "cli.rule-sample"
    return words.render(Message(key, {"sample": case.sample, "changes": tuple(changes)}))


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
