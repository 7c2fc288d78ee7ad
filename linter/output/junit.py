"""JUnit's XML: one suite a file, one case a rule that has something to say of it."""

from __future__ import annotations

from collections.abc import Iterable

from linter.diagnostic import Diagnostic, FileResult, Severity, Unassessed
from linter.output.view import Format, Tally, View, shown_path
from linter.output.xml import element, escaped

_START = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="reportlint">\n'
_PASSED = "reportlint"


def junit(view: View) -> Format:
    """Errors and warnings fail their case, infos are its output, a rule that could not run is skipped.

    A file of which nothing is said has one case that passes: a suite without cases is an error to some readers.
    """

    def file(result: FileResult, level: Severity) -> str:
        path = shown_path(result.path)
        rules: dict[str, list[Diagnostic]] = {}
        for found in result.unaccepted:
            rules.setdefault(found.rule, []).append(found)
        gaps: dict[str, list[Unassessed]] = {}
        for gap in result.not_assessed:
            gaps.setdefault(gap.rule, []).append(gap)
        skipped = [rule for rule in gaps if rule not in rules]
        failed = [rule for rule, found in rules.items() if _fails(found)]
        cases = [_case(path, rule, found) for rule, found in rules.items()]
        cases += [_skipped(path, rule, gaps[rule]) for rule in skipped]
        cases = cases or [element("testcase", {"classname": path, "name": _PASSED, "time": 0})]
        counts = {"tests": len(cases), "failures": len(failed), "errors": 0, "skipped": len(skipped), "time": 0}
        return element("testsuite", {"name": path, **counts}, "\n" + "\n".join(cases) + "\n") + "\n"

    def end(tally: Tally) -> str:
        return "</testsuites>\n"

    return Format(file, lambda: _START, end)


def _fails(found: Iterable[Diagnostic]) -> bool:
    return any(each.severity > Severity.INFO for each in found)


def _case(path: str, rule: str, found: list[Diagnostic]) -> str:
    heaviest = max(found, key=lambda each: each.severity)
    body = "\n".join(
        f"{path}:{each.region.line}:{each.region.column}: {each.severity}: {each.message}" for each in found
    )
    name = {"classname": path, "name": rule, "time": 0}
    if not _fails(found):
        return element("testcase", name, element("system-out", {}, escaped(body)))
    failure = element("failure", {"message": heaviest.message, "type": heaviest.severity}, escaped(body))
    return element("testcase", name, failure)


def _skipped(path: str, rule: str, gaps: list[Unassessed]) -> str:
    reason = "\n".join(dict.fromkeys(gap.reason for gap in gaps))
    return element("testcase", {"classname": path, "name": rule, "time": 0}, element("skipped", {"message": reason}))
