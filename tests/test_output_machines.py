"""The formats for machines, each as its own reader takes it."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from linter.diagnostic import Severity
from linter.output import FORMATS, TEXT_FORMATS
from linter.output.view import RuleWords
from tests.output_samples import NOTE, READ, RESULTS, SOURCE, TOTAL_FINDINGS, VIEW, written

MACHINES = [name for name in FORMATS if name not in TEXT_FORMATS]


@pytest.mark.parametrize("name", MACHINES)
def test_the_level_changes_nothing(name: str) -> None:
    assert written(name, level=Severity.ERROR) == written(name, level=Severity.INFO)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_as_utf8_and_holds_no_color(name: str) -> None:
    text = written(name)
    assert text.encode("utf-8")
    assert "\x1b[" not in text.replace("\\u001b", "")


# ------------------------------------------------------------ SARIF


def sarif(text: str) -> dict:  # type: ignore[type-arg]
    said = json.loads(text)
    assert said["version"] == "2.1.0"
    (run,) = said["runs"]
    return run  # type: ignore[no-any-return]


def test_sarif_has_what_its_schema_requires() -> None:
    run = sarif(written("sarif"))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "reportlint"
    assert [invocation["executionSuccessful"] for invocation in run["invocations"]] == [True]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted(set(ids))
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["ruleId"] in ids
        for location in result["locations"] + result.get("relatedLocations", []):
            assert location["physicalLocation"]["artifactLocation"]["uri"]
            assert location["physicalLocation"]["region"]["startLine"] >= 1


def test_sarif_results() -> None:
    results = {result["ruleId"]: result for result in sarif(written("sarif"))["results"]}
    year = results["stale-year"]
    place = year["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 18}
    assert place["artifactLocation"] == {"uri": "%E5%B9%B4%E6%8A%A5%201.txt", "uriBaseId": "%SRCROOT%"}
    assert year["partialFingerprints"] == {"reportlint/v1": "v1:aaaa"}
    replacement = year["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {"deletedRegion": place["region"], "insertedContent": {"text": "2025年"}}
    assert year["relatedLocations"][0]["message"]["text"] == "last year's figure"
    assert len(results["row-total"]["relatedLocations"]) == 2
    names = results["row-total"]["locations"][0]["logicalLocations"]
    assert names == [{"fullyQualifiedName": "requests/三、合计/总计"}]
    assert results["legal-name"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "the name is right"}
    ]
    gap = results["review-total"]
    assert (gap["kind"], gap["level"]) == ("open", "none")


def test_sarif_explains_rules_where_it_can() -> None:
    view = replace(VIEW, rule=lambda pack, rule: RuleWords(f"{pack}/{rule}", "why", "Article 50"))
    rules = sarif(written("sarif", view=view))["tool"]["driver"]["rules"]
    year = next(rule for rule in rules if rule["id"] == "stale-year")
    assert year["shortDescription"] == {"text": "sample/stale-year"}
    assert year["help"] == {"text": "why\nArticle 50"}


def test_sarif_of_nothing_is_whole() -> None:
    assert sarif(written("sarif", []))["results"] == []


def test_a_path_from_the_root_is_a_file_uri() -> None:
    run = sarif(written("sarif", [replace(READ, path="/tmp/a b.txt")]))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///tmp/a%20b.txt"}


# ------------------------------------------------------------ GitHub and GitLab

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_github_commands_are_escaped_and_heaviest_first() -> None:
    matches = [COMMAND.fullmatch(line) for line in written("github", [READ]).splitlines()]
    assert all(matches)
    assert [match[1] for match in matches if match] == ["error", "warning", "notice"]
    text = written("github", [READ])
    assert "2025年 belongs: 100%25" in text
    assert "one of 2 figures%0Ais wrong" in text
    assert "file=年报 1.txt,line=2,endLine=2,col=13,endColumn=18,title=reportlint stale-year::" in text


def test_github_gives_no_columns_across_lines() -> None:
    (notice,) = [line for line in written("github", [READ]).splitlines() if line.startswith("::notice")]
    assert "line=1,endLine=2,title=" in notice


def test_github_escapes_the_properties() -> None:
    command = written("github", [replace(READ, path="a,b:c%.txt", diagnostics=(NOTE,))])
    assert "file=a%2Cb%3Ac%25.txt," in command


def test_gitlab_issues() -> None:
    issues = json.loads(written("gitlab", [READ, replace(READ, path="./other.txt")]))
    assert len(issues) == 6
    assert len({issue["fingerprint"] for issue in issues}) == 6
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"].startswith(issue["check_name"] + ": ")
    assert issues[2]["location"] == {"path": "年报 1.txt", "lines": {"begin": 3, "end": 3}}
    assert issues[3]["location"]["path"] == "other.txt"
    assert json.loads(written("gitlab", [])) == []


# ------------------------------------------------------------ XML


def test_checkstyle() -> None:
    root = ET.fromstring(written("checkstyle"))
    assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
    assert [file.get("name") for file in root] == ["年报 1.txt", r"bad\xac.txt", "clean.txt"]
    assert [dict(error.items()) for error in root[0]][1:] == [
        {
            "line": "2",
            "column": "13",
            "severity": "warning",
            "message": "2024年, where 2025年 belongs: 100%",
            "source": "reportlint.stale-year",
        },
        {
            "line": "3",
            "column": "9",
            "severity": "error",
            "message": "one of 2 figures\nis wrong",
            "source": "reportlint.row-total",
        },
    ]
    assert root[0][0].get("message") == "a <b> & \ufffd[31m"


def test_junit_counts_what_it_holds_and_names_each_case_once() -> None:
    root = ET.fromstring(written("junit"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(names) == len(set(names))
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases) > 0
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))
    outcomes = {case.get("name"): [child.tag for child in case] for case in root[0]}
    assert outcomes == {
        "markup": ["system-out"],
        "stale-year": ["failure"],
        "row-total": ["failure"],
        "review-total": ["skipped"],
    }
    assert [case.get("name") for case in root[2]] == ["reportlint"]
    failure = root[0].find("testcase/failure")
    assert failure is not None
    assert failure.text == "年报 1.txt:2:13: warning: 2024年, where 2025年 belongs: 100%"


# ------------------------------------------------------------ rdjsonl


def test_rdjsonl_counts_utf8_bytes() -> None:
    said = [json.loads(line) for line in written("rdjsonl").splitlines()]
    assert [each["code"]["value"] for each in said] == ["markup", "stale-year", "row-total", "unreadable"]
    assert [each["severity"] for each in said] == ["INFO", "WARNING", "ERROR", "ERROR"]
    year = said[1]
    span = {"start": {"line": 2, "column": 38}, "end": {"line": 2, "column": 45}}
    assert year["location"] == {"path": "年报 1.txt", "range": span}
    assert SOURCE.line(2).encode()[37:44].decode() == "2024年"
    assert year["suggestions"] == [{"range": span, "text": "2025年"}]
    other, own = year["related_locations"]
    assert other["location"]["range"]["start"] == {"line": 2, "column": 18}
    assert own["location"]["range"]["end"] == {"line": 1, "column": 23}
    assert said[3]["location"]["range"] == {"start": {"line": 1}}


# ------------------------------------------------------------ HTML


def test_html_is_well_formed_escaped_and_loads_nothing() -> None:
    page = written("html")
    root = ET.fromstring(
        page.removeprefix("<!DOCTYPE html>\n")
        .replace('<meta charset="utf-8">', "")
        .replace('<meta name="viewport" content="width=device-width">', "")
    )
    marks = ["".join(mark.itertext()) for mark in root.iter("mark")]
    assert "2024年" in marks
    assert "a <b> & ␛[31m" in "".join(root.itertext())
    assert not re.search(r"\b(src|href|url|@import)\b", page)
    assert len(list(root.iter("article"))) == TOTAL_FINDINGS == sum(len(result.diagnostics) for result in RESULTS)
