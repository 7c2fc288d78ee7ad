"""The cases beside a pack: texts, the faults planted in them, and what the rules should say. Read by ``test`` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linter import LANGUAGES
from linter.errors import Mistake, UserError
from linter.messages import Catalogue
from linter.pack import Pack
from linter.packs.nodes import Node
from linter.packs.page import Fields, Page
from linter.packs.rules import SEVERITIES
from linter.packs.sources import beside, cases_name

FILE_KEYS = ("samples", "cases")
CASE_KEYS = ("rule", "given", "text", "change", "replace", "last-year", "draft", "lang", "expect")
EXPECT_KEYS = (
    "at", "line", "column", "quote", "actual", "expected", "severity", "message", "equations", "candidates",
)  # fmt: skip
NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a diagnostic should say; only what is given is compared. ``at`` and ``candidates`` are names of cells."""

    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a text, what is changed in it, and what one rule should say of it.

    ``change`` gives cells other contents, ``replace`` other words to the text (each has to stand in it). ``expect`` is
    empty where the rule should be content, and None where it should not be assessed.
    """

    rule: str
    sample: str
    text: str
    expect: tuple[Expected, ...] | None
    place: Mistake
    change: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)
    last_year: str | None = None
    draft: bool = False
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of a pack and the texts they are made of, by name. ``found`` is False where there is no such file."""

    path: str
    cases: tuple[Case, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict)
    found: bool = True


def read_cases(pack: Pack, words: Catalogue) -> CaseFile:
    """The cases beside a pack; none where there is no file. Raises ``UserError`` with all mistakes in it."""
    name = cases_name(pack.path)
    found = beside(pack.path, name, words)
    if found is None:
        return CaseFile(str(Path(pack.path).with_name(name)), found=False)
    page = Page(found.path, found.content, words)
    cases: list[Case] = []
    reader = _Reader(page, pack)
    if page.root is not None:
        fields = page.fields(page.root, FILE_KEYS, ("cases",))
        for key, node in page.pairs(fields["samples"]).items() if "samples" in fields else ():
            reader.samples[str(key)] = page.text(node)
        for node in page.items(fields.get("cases")):
            case = reader.case(node)
            if case is not None:
                cases.append(case)
    if page.mistakes:
        raise UserError(tuple(page.mistakes))
    return CaseFile(found.path, tuple(cases), reader.samples)


class _Reader:
    """Reads the cases of one page."""

    def __init__(self, page: Page, pack: Pack) -> None:
        self.page = page
        self.pack = pack
        self.samples: dict[str, str] = {}
        self.rules = frozenset(rule.id for rule in pack.rules)

    def case(self, node: Node) -> Case | None:
        page = self.page
        before = len(page.mistakes)
        fields = page.fields(node, CASE_KEYS, ("rule", "expect"))
        rule = page.text(fields.get("rule"))
        if rule and rule not in self.rules:
            page.unknown(fields["rule"], "case.unknown-rule", rule, self.rules)
        sample, text = self._text(node, fields)
        change = self._texts(fields.get("change"))
        replace = self._texts(fields.get("replace"))
        last_year = self._sample(fields["last-year"]) if "last-year" in fields else None
        draft = page.flag(fields.get("draft"))
        language = page.choice(fields.get("lang"), LANGUAGES) or "zh"
        expect = self._expect(fields.get("expect"))
        if len(page.mistakes) > before:
            return None
        at = page.place(node)
        place = Mistake(at.path, at.line, at.column, "", excerpt=page.source.line(at.line))
        return Case(rule, sample, text, expect, place, change, replace, last_year, draft, language)

    def _text(self, node: Node, fields: Fields) -> tuple[str, str]:
        """The name of the sample ("" for a text of the case's own) and the text."""
        if ("given" in fields) == ("text" in fields):
            self.page.mistake(node, "case.given-or-text")
            return "", ""
        if "text" in fields:
            return "", self.page.text(fields["text"])
        return self.page.text(fields["given"]), self._sample(fields["given"])

    def _sample(self, node: Node) -> str:
        """A text by the name of a sample of this file, or of a file beside it."""
        name = self.page.text(node)
        if name and name not in self.samples:
            found = beside(self.page.path, name, self.page.words)
            if found is None:
                self.page.unknown(node, "case.unknown-sample", name, self.samples)
                return ""
            self.samples[name] = found.content.decode("utf-8-sig", "replace")
        return self.samples.get(name, "")

    def _texts(self, node: Node | None) -> dict[str, str]:
        """A mapping of texts to texts; a text may be empty here."""
        if node is None:
            return {}
        found: dict[str, str] = {}
        for key, value in self.page.pairs(node).items():
            if isinstance(value, str):
                found[str(key)] = str(value)
            else:
                self.page.mistake(value, "page.not-a-text")
        return found

    def _expect(self, node: Node | None) -> tuple[Expected, ...] | None:
        if isinstance(node, str) and node == NOT_ASSESSED:
            return None
        if node is not None and not isinstance(node, list):
            self.page.mistake(node, "case.expect")
            return ()
        return tuple(self._expected(each) for each in self.page.items(node))

    def _expected(self, node: Node) -> Expected:
        page = self.page
        texts: dict[str, str] = {}
        numbers: dict[str, int] = {}
        lists: dict[str, tuple[str, ...]] = {}
        for key, value in page.fields(node, EXPECT_KEYS).items():
            if key in ("line", "column"):
                numbers[key] = page.integer(value) or 0
            elif key in ("equations", "candidates"):
                lists[key] = page.texts(value)
            elif key == "severity":
                texts[key] = page.choice(value, SEVERITIES)
            else:
                texts[key] = str(value) if isinstance(value, str) else page.text(value)
        if isinstance(node, dict) and not node:
            page.mistake(node, "case.expect-nothing")
        return Expected(texts, numbers, lists)
