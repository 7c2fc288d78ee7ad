"""What reviewers have decided: findings that stand accepted, each with its reason and, if it has one, its end.

The file that ``reviews`` names in a config is a list; the fingerprint of a finding stands in the JSON output. It is
made of what the finding says and not of its line, so a decision survives edits elsewhere in the report, and a figure
that changes opens it again. The same finding in another report has the same fingerprint, so a decision says which files
it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from linter.config import Settings, absolute, relative
from linter.config.file import holds_anything
from linter.diagnostic import Diagnostic, FileResult, Suppression
from linter.errors import Mistake, UserError
from linter.globs import matches
from linter.messages import catalogue
from linter.packs.nodes import Node
from linter.packs.page import Page
from linter.packs.sources import read_yaml

KEYS = ("fingerprint", "reason", "paths", "until")


@dataclass(frozen=True, slots=True)
class Review:
    """One decision. ``until`` is the last day on which it holds; ``paths`` are patterns of the files it is about, seen
    from ``folder``."""

    fingerprint: str
    reason: str
    paths: tuple[str, ...]
    until: date | None = None
    folder: str = "."

    def holds_for(self, path: str, found: Diagnostic, today: date) -> bool:
        """Whether the decision is about this finding of this file, and still stands. Only what a rule says can be
        accepted: that a file cannot be read or judged is nothing to agree with."""
        return (
            found.fingerprint == self.fingerprint
            and found.pack is not None
            and (self.until is None or today <= self.until)
            and any(matches(pattern, relative(path, self.folder)) for pattern in self.paths)
        )


Reviews = Mapping[str, tuple[Review, ...]]
"""The decisions of each file of reviews, by its path."""


def reviews_of(every: Iterable[Settings], language: str) -> tuple[Reviews, list[Mistake]]:
    """The decisions in the files that settings name, and the mistakes in these."""
    mistakes: list[Mistake] = []

    def read(path: str) -> tuple[Review, ...]:
        try:
            return read_reviews(path, language)
        except UserError as error:
            mistakes.extend(error.mistakes)
            return ()

    paths = sorted({settings.reviews for settings in every if settings.reviews})
    return {path: read(path) for path in paths}, mistakes


def read_reviews(path: str, language: str = "en") -> tuple[Review, ...]:
    """The decisions in a file. Raises UserError with every mistake in it."""
    content = read_yaml(path, catalogue(language))
    if not holds_anything(content):
        return ()
    page = Page(path, content, catalogue(language))
    reviews = [_review(page, node) for node in page.items(page.root)]
    if page.mistakes:
        raise UserError(tuple(sorted(page.mistakes, key=lambda mistake: (mistake.line, mistake.column))))
    return tuple(reviews)


def _review(page: Page, node: Node) -> Review:
    fields = page.fields(node, KEYS, ("fingerprint", "reason", "paths"))
    until = None
    if "until" in fields:
        try:
            until = date.fromisoformat(page.text(fields["until"]))
        except ValueError:
            page.mistake(fields["until"], "reviews.not-a-date")
    folder = str(absolute(page.path).parent)
    return Review(
        page.text(fields.get("fingerprint")),
        page.text(fields.get("reason")),
        page.texts(fields.get("paths")),
        until,
        folder,
    )


def reviewed(result: FileResult, reviews: Iterable[Review], today: date) -> FileResult:
    """The result with the findings that reviewers have accepted marked as such; none is dropped."""
    decided = {review.fingerprint for review in reviews}
    if decided.isdisjoint(found.fingerprint for found in result.diagnostics):
        return result
    return replace(
        result, diagnostics=tuple(_decided(result.path, each, reviews, today) for each in result.diagnostics)
    )


def _decided(path: str, found: Diagnostic, reviews: Iterable[Review], today: date) -> Diagnostic:
    review = next((each for each in reviews if each.holds_for(path, found, today)), None)
    if review is None:
        return found
    until = review.until.isoformat() if review.until else None
    return replace(found, suppressed=Suppression("review", review.reason, until))
