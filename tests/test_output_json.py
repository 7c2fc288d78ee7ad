"""JSON: the shape that programs rely on."""

import json

from tests.output_samples import RESULTS, written


def test_the_whole_object() -> None:
    said = json.loads(written("json"))
    assert list(said) == ["version", "tool", "files", "summary"]
    assert said["version"] == 1
    assert said["tool"]["name"] == "reportlint"
    assert said["summary"] == {"files": 3, "error": 2, "warning": 1, "info": 1, "suppressed": 1, "not_assessed": 1}
    read, unread, clean = said["files"]
    assert read["path"] == "年报 1.txt"
    assert read["given"] is True
    assert read["encoding"] == "utf-8"
    assert read["packs"] == [{"name": "sample", "version": "2021.1", "digest": "sha256:00"}]
    assert read["facts"] == {"year": "2024", "issuer": None}
    assert [found["rule"] for found in read["diagnostics"]] == ["markup", "legal-name", "stale-year", "row-total"]
    assert unread["path"] == r"bad\xac.txt"
    assert (unread["encoding"], unread["packs"], unread["facts"]) == (None, [], {})
    assert (clean["diagnostics"], clean["not_assessed"]) == ([], [])


def test_a_diagnostic_has_every_field() -> None:
    year, total = json.loads(written("json"))["files"][0]["diagnostics"][2:]
    assert total == {
        "rule": "row-total",
        "pack": "sample",
        "check": "equation",
        "severity": "error",
        "message": "one of 2 figures\nis wrong",
        "line": 3,
        "column": 9,
        "end_line": 3,
        "end_column": 11,
        "cell": {"table": "requests", "row": "三、合计", "column": "总计"},
        "actual": "12",
        "expected": None,
        "equations": ["row-total", "column-total"],
        "candidates": [
            {
                "cell": {"table": "requests", "row": "三、合计", "column": name},
                "actual": actual,
                "expected": expected,
                "path": "年报 1.txt",
                "line": 3,
                "column": column,
                "end_line": 3,
                "end_column": end,
            }
            for name, actual, expected, column, end in [("总计", "12", "7", 9, 11), ("其他", "7", "12", 7, 8)]
        ],
        "related": [],
        "fix": None,
        "fingerprint": "v1:bbbb",
        "suppressed": None,
    }
    place = {"line": 2, "column": 13, "end_line": 2, "end_column": 18}
    assert year["fix"] == {"safe": False, "edits": [{**place, "text": "2025年"}]}
    assert year["related"][0] == {
        "message": "last year's figure",
        "path": "2023.txt",
        "line": 2,
        "column": 7,
        "end_line": 2,
        "end_column": 8,
    }


def test_what_is_suppressed_and_what_was_not_assessed() -> None:
    read = json.loads(written("json"))["files"][0]
    accepted = {"by": "review", "reason": "the name is right", "until": "2027-01-31"}
    assert read["diagnostics"][1]["suppressed"] == accepted
    assert read["not_assessed"] == [
        {
            "rule": "review-total",
            "reason": "its table could not be read",
            "table": "review",
            "rows": ["结果维持"],
            "line": 3,
        }
    ]


def test_no_file_at_all_is_whole_json() -> None:
    said = json.loads(written("json", []))
    assert said["files"] == []
    assert set(said["summary"].values()) == {0}


def test_jsonl_is_the_same_one_line_a_file() -> None:
    *files, last = [json.loads(line) for line in written("jsonl").rstrip("\n").split("\n")]
    whole = json.loads(written("json"))
    assert [line["file"] for line in files] == whole["files"]
    assert last == {"version": 1, "summary": whole["summary"]}
    assert len(files) == len(RESULTS)
