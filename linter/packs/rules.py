"""The rules of a pack, and the conditions under which it and they speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from linter.checks import KINDS, kind
from linter.conditions import Comparison, Condition, Not, Several, Value, parse_condition
from linter.diagnostic import Message, Severity
from linter.form import Form
from linter.pack import ENGINE_IDS, Rule
from linter.packs.nodes import Node
from linter.packs.options import Options
from linter.packs.page import Fields, Page
from linter.packs.wordings import read_wording
from linter.patterns import written
from linter.patterns.groups import holds_digits
from linter.tokens import MalformedError

RULE_KEYS = ("id", "check", "severity", "title", "why", "source", "when", "with", "message")
REQUIRED = ("id", "check", "why", "source")
SEVERITIES: Mapping[str, Severity] = {str(severity): severity for severity in Severity}
ENGINE_NAMES = ("title_like", "section_count", "last_year")

Years = tuple[int | None, int | None]

_MOST_TRIED = 4096


def read_rules(page: Page, node: Node | None, form: Form, years: Years) -> tuple[Rule, ...]:
    """The rules that hold no mistake."""
    options = Options(page, form)
    seen: dict[str, str] = {}
    rules: list[Rule] = []
    for item in page.items(node):
        fields = page.fields(item, RULE_KEYS, REQUIRED)
        key = fields.get("id")
        id_ = page.rule_id(key)
        if isinstance(key, str) and id_ in seen:
            line = page.place(seen[id_]).line
            page.mistake(key, "rule.repeated-id", {"id": id_, "line": line})
        if isinstance(key, str):
            seen.setdefault(id_, key)
            if id_ in ENGINE_IDS:
                page.mistake(key, "rule.id-of-the-engine", {"id": id_})
        rule = _rule(page, item, fields, id_, options, years)
        if rule is not None:
            rules.append(rule)
    return tuple(rules)


def _rule(page: Page, item: Node, fields: Fields, id_: str, options: Options, years: Years) -> Rule | None:
    severity = SEVERITIES.get(page.choice(fields.get("severity"), SEVERITIES), Severity.WARNING)
    title, why, source = (page.languages(fields[name]) if name in fields else {} for name in ("title", "why", "source"))
    when = read_condition(page, fields["when"], options.form) if "when" in fields else None
    if when is not None and not page.recalled and not can_hold(when, options.form, years):
        page.mistake(fields["when"], "rule.never-applies")
    name = page.text(fields.get("check"))
    if not name:
        return None
    if name not in KINDS:
        page.unknown(fields["check"], "rule.unknown-kind", name, KINDS)
        return None
    place = fields["check"]
    if not isinstance(place, str):
        return None
    message = read_wording(page, fields["message"], kind(name).placeholders) if "message" in fields else {}
    check = options.check(kind(name), fields.get("with"), place)
    if check is None:
        return None
    return Rule(
        id=id_,
        kind=name,
        check=check,
        severity=severity,
        why=why,
        source=source,
        title=title,
        when=when,
        message=message,
        place=page.place(item),
    )


# ---------------------------------------------------------------- conditions


def read_condition(page: Page, node: Node, form: Form) -> Condition | None:
    """A condition whose names all stand for something."""
    text = page.scalar(node)
    if not isinstance(node, str) or not text:
        return None
    try:
        condition = parse_condition(text)
    except MalformedError as error:
        page.mistake_within(node, error.start, error.end, error.message)
        return None
    before = len(page.mistakes)
    known = (*ENGINE_NAMES, *form.facts)
    for use in condition.uses():
        names, key = (tuple(form.tables), "form.unknown-table") if use.table else (known, "rule.unknown-name")
        if use.name not in names:
            message = Message(key, {"name": use.name})
            page.mistake_within(node, use.start, use.end, message, (use.name, names))
    for compared in _comparisons(condition) if not page.recalled else ():
        wrong = _not_comparable(compared, form)
        if wrong:
            use = compared.use
            page.mistake_within(node, use.start, use.end, Message(wrong, {"name": use.name}))
    return condition if len(page.mistakes) == before else None


def _not_comparable(compared: Comparison, form: Form) -> str | None:
    """Why a name does not compare with the value it is held against, if it does not."""
    name, with_number = compared.use.name, isinstance(compared.value, int)
    fact = form.facts.get(name)
    if name == "section_count" or (fact and fact.kind == "year"):
        return None if with_number else "rule.compare-number"
    if name in ENGINE_NAMES or (fact and fact.kind == "flag"):
        return "rule.compare-flag"
    if fact is None or not with_number:
        return None
    if fact.kind == "text" and all(holds_digits(written(each.pattern)) for each in fact.readings):
        return None
    return f"rule.compare-{fact.kind}"


def can_hold(condition: Condition, form: Form, years: Years) -> bool:
    """Whether any document of the pack's years could make a condition true; True where there is too much to try."""
    choices: dict[str, set[Value]] = {}
    for use in condition.uses():
        choices.setdefault(use.name, set())
    for compared in _comparisons(condition):
        if isinstance(compared.value, int):
            choices[compared.use.name] |= {compared.value - 1, compared.value, compared.value + 1}
        else:
            choices[compared.use.name] |= {compared.value, compared.value + "."}
    tried = 1
    for name, values in choices.items():
        values |= {True, False} if not values else set()
        fact = form.facts.get(name)
        if fact is not None and fact.kind == "year":
            choices[name] = _within(values, years)
        if name == "section_count":
            choices[name] = _within(values, (0, len(form.sections)))
        tried *= len(choices[name])
    if tried > _MOST_TRIED:
        return True
    return any(condition.holds(dict(zip(choices, values, strict=True))) for values in product(*choices.values()))


def _within(values: set[Value], ends: Years) -> set[Value]:
    """Of the numbers from one end to the other those that matter beside the ones that a condition names."""
    first, last = ends
    named = {value for value in values if isinstance(value, int) and not isinstance(value, bool)}
    edges = {end for end in ends if end is not None}
    kept = {year for year in named | edges if (first is None or year >= first) and (last is None or year <= last)}
    return set(kept) or {first or last or 0}


def _comparisons(condition: Condition) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, Several):
        for part in condition.parts:
            yield from _comparisons(part)
    elif isinstance(condition, Not):
        yield from _comparisons(condition.part)
