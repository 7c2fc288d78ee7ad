"""What one rule made of one file, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from typing import Any

from linter.commands.places import headed, quoted
from linter.diagnostic import Message
from linter.messages import Catalogue

_LONGEST = 100
_SIGNS = {"==": "=", "<=": "≤", ">=": "≥"}

Said = Mapping[str, Any]


def told(said: Said, words: Catalogue) -> Iterator[str]:
    """The lines of one account."""
    yield f"{said['pack']}/{said['rule']}: {said['check']}, {said['severity']}"
    for name, value in said["options"].items():
        yield f"  {name}: {_shortened(value)}"
    if said["when"]:
        yield f"  when: {', '.join(f'{name} = {_value(value, words)}' for name, value in said['when'].items())}"
    yield _say(words, "cli.account-outcome", outcome=words.text(f"cli.account-{said['outcome']}"))
    yield from (f"  {_line(reason, words)}{reason['reason']}" for reason in said["reasons"])
    if not said["shown"]:
        yield f"  {words.text('cli.account-off')}"
    yield from _part("cli.account-findings", map(_finding, said["findings"]), words)
    yield from _part("cli.account-looked", (_looked(each, words) for each in said["looked_at"]), words)
    yield from _part("cli.account-seen", map(_seen, said["seen"]), words)
    yield from _part("cli.account-equations", (_equation(each, words) for each in said["equations"]), words)


def _part(heading: str, lines: Iterable[str], words: Catalogue) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield headed(words, heading)
        yield from (f"  {line}" for line in lines)


def _line(reason: Said, words: Catalogue) -> str:
    return _say(words, "cli.account-line", line=reason["line"]) if reason["line"] else ""


def _finding(found: Said) -> str:
    return f"{_at(found)} {found['severity']}: {found['message']} [{found['rule']}]"


def _seen(seen: Said) -> str:
    what = f"{seen['what']}: " if seen["what"] else ""
    return f"{_at(seen)} {what}{quoted(seen['text'])}"


def _looked(each: Said, words: Catalogue) -> str:
    nothing = words.text("cli.show-nothing")
    if "table" in each:
        state = words.text(f"cli.show-table-{each['state']}")
        return f"{each['table']} {_at(each)}: {state}"
    if "part" in each:
        if not each["paragraphs"]:
            return f"{each['part']}: {nothing}"
        values = {"count": each["paragraphs"], "first": each["line"], "last": each["last_line"]}
        return f"{each['part']}: {_say(words, 'cli.account-paragraphs', **values)}"
    if "last_year" in each:
        return headed(words, "cli.show-last-year", each["last_year"] or nothing)
    name = next(each[kind] for kind in ("fact", "figure", "cell") if kind in each)
    value = nothing if each["value"] is None else quoted(_value(each["value"], words))
    return f"{name}: {value}{f'  {_at(each)}' if 'line' in each else ''}"


def _equation(equation: Said, words: Catalogue) -> str:
    """``holds: the total of "…": 12 (45:27) + 4 (45:32) = 16 (45:52)``"""
    said = words.text("cli.account-holds")
    if not equation["holds"]:
        said = _say(words, "cli.account-off-by", difference=equation["difference"])
    readings = words.text("cli.account-or").join(_reading(each, equation["relation"]) for each in equation["readings"])
    slack = "" if equation["within"] == "0" else f" (± {equation['within']})"
    return f"{said}: {equation['label']}: {readings}{slack}"


def _reading(form: Said, relation: str) -> str:
    """The figures of a sum on the sides of its sign; those that are multiplied or divided are merely listed."""
    if any("." in term["coefficient"] for term in form["terms"]):
        return ", ".join(map(_figure, form["terms"]))
    sides: dict[bool, list[str]] = {True: [], False: []}
    for term in form["terms"]:
        factor = term["coefficient"].removeprefix("-")
        sides[term["coefficient"][0] != "-"].append(f"{'' if factor == '1' else f'{factor} × '}{_figure(term)}")
    constant = form["constant"]
    if constant != "0":
        sides[constant[0] != "-"].append(constant.removeprefix("-"))
    left, right = (" + ".join(side) or "0" for side in sides.values())
    return f"{left} {_SIGNS[relation]} {right}"


def _figure(figure: Said) -> str:
    path = f"{figure['path']}:" if figure["path"] else ""
    return f"{figure['printed'] or figure['value'] or '∅'} ({path}{_at(figure)})"


def _at(place: Said) -> str:
    return f"{place['line']}:{place['column']}"


def _value(value: object, words: Catalogue) -> str:
    if value is None:
        return words.text("cli.account-unknown")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shortened(value: object) -> str:
    text = value if isinstance(value, str) else dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _say(words: Catalogue, key: str, **values: object) -> str:
    return words.render(Message(key, values))
