"""The titles of a form's parts, made ready for looking up, and what stands around them in a file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import cast

from linter.folding import fold_text, key
from linter.form import Form, SectionForm
from linter.prose.enumerators import read_enumerator
from linter.source import Passage

_NEAR = 0.7


@dataclass(frozen=True)
class Titles:
    """The titles of a form's parts, made ready for looking up."""

    known: Mapping[str, tuple[SectionForm, int]]
    numbers: Mapping[str, int]
    maybe: re.Pattern[str]
    labels: tuple[str, ...]
    shortest: int

    def is_label(self, words: str) -> bool:
        """Whether words are the beginning of a label of some table, or begin with one."""
        at = bisect_left(self.labels, words)
        return words.startswith(self.labels) or (at < len(self.labels) and self.labels[at].startswith(words))


def titles_of(form: Form) -> Titles:
    """The titles of a form's parts, made ready once."""
    if "titles" not in form.memo:
        form.memo["titles"] = _prepare(form)
    return cast("Titles", form.memo["titles"])


def _prepare(form: Form) -> Titles:
    known: dict[str, tuple[SectionForm, int]] = {}
    numbers: dict[str, int] = {}
    for section in form.sections:
        for variant, title in enumerate(section.titles):
            value, words = split_title(title)
            known.setdefault(words, (section, variant))
            if not variant:
                numbers[section.id] = value
    first = "".join(sorted({re.escape(words[0]) for words in known if words}))
    begins = f"[{first}]" if first else "(?!)"
    return Titles(
        known,
        numbers,
        re.compile(
            rf"[\s#*>_|]*(?:[第（(]?\s*[一二三四五六七八九十\d]{{1,3}}\s*[、.．:：)）章节部]+[分]?\s*[、：:]?[\s*_]*)?{begins}"
        ),
        tuple(sorted(set(_labels(form)))),
        min(3, *map(len, known)) if known else 1,
    )


def _labels(form: Form) -> Iterator[str]:
    """The labels of all tables: what stands in a table is no heading."""
    for table in form.tables.values():
        for row in table.every_row():
            for spellings in (row.labels, *row.group_labels):
                yield from map(words_of, spellings)


@lru_cache(maxsize=2048)
def split_title(title: str) -> tuple[int, str]:
    """A title's number (0 where it has none) and what identifies its words."""
    folded = fold_text(title)
    number = read_enumerator(folded)
    return (number.value, key(folded[number.end :])) if number else (0, key(folded))


def words_of(title: str) -> str:
    return split_title(title)[1]


def without_number(title: str) -> str:
    folded = fold_text(title)
    number = read_enumerator(folded)
    return folded[number.end :] if number else folded


def is_near(one: str, other: str) -> bool:
    """Whether two texts share most of their pairs of neighbouring characters."""
    pairs = max(1, len(one) - 1 + len(other) - 1)
    if 2 * (min(len(one), len(other)) - 1) / pairs < _NEAR:
        return False
    if 2 * sum(map(set(other).__contains__, one)) / pairs < _NEAR:  # no more pairs can be shared than characters are
        return False
    return 2 * (Counter(pairwise(one)) & Counter(pairwise(other))).total() / pairs >= _NEAR


_MARKS = " \t\u3000\f#*_>|="
_ANCHOR = re.compile(r"\{#[^{}]*\}\s*$")


def bare(raw: Passage) -> Passage:
    """A heading without the marks that Markdown and wikis put around it, and without an anchor behind it."""
    text = _ANCHOR.sub("", raw.text)
    start = len(text) - len(text.lstrip(_MARKS))
    return raw.cut(start, max(start + 1, len(text.rstrip(_MARKS))))
