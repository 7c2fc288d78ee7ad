"""``reportlint test``: run the cases of rule packs, and say what of their samples no rule watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from linter.cases import CaseReport, PackReport, run_cases
from linter.commands.language import from_environment
from linter.commands.mistakes import printed
from linter.diagnostic import Message
from linter.messages import Catalogue, catalogue
from linter.mutation import PROSE_PARTS
from linter.output.view import shown_path
from linter.packs import load, shipped


def run(packs: tuple[str, ...], require_tests: bool, mutate: bool, lang: str | None) -> int:
    """Print what came of the cases. Returns 1 where one failed, or a rule lacks cases that are required.

    Raises UserError with all the mistakes in packs and in files of cases.
    """
    language = lang or from_environment(os.environ)[0]
    report = run_cases(load(packs or shipped(), language=language), require_tests, mutate, language)
    sys.stdout.write("".join(f"{line}\n" for line in _lines(report, catalogue(language))))
    return 0 if report.ok else 1


def _lines(report: CaseReport, words: Catalogue) -> Iterator[str]:
    for pack in report.packs:
        yield from (printed(failure) for failure in pack.failures)
        if report.require_tests:
            for rule, lacks in pack.untested:
                values = {"pack": pack.pack, "rule": rule, "lacks": lacks}
                yield words.render(Message("cli.test-untested", values))
        yield from _protected(pack, words)
        if not pack.has_cases:
            yield words.render(Message("cli.test-no-cases", {"pack": pack.pack, "file": shown_path(pack.path)}))
            continue
        values = {"pack": pack.pack, "passed": pack.passed, "failed": len(pack.failures)}
        yield words.render(Message("cli.test-failed" if pack.failures else "cli.test-passed", values))


def _protected(pack: PackReport, words: Catalogue) -> Iterator[str]:
    for part in pack.protected:
        watched = part.total - len(part.unprotected)
        name = words.text(f"cli.part-{part.part}") if part.part in PROSE_PARTS else part.part
        values = {"pack": pack.pack, "part": name, "watched": watched, "total": part.total}
        yield words.render(Message("cli.test-protected", values))
        for name in part.unprotected:
            yield words.render(Message("cli.test-unprotected", {"name": name}))
