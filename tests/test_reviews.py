"""Decisions of reviewers: findings that stand accepted, and when they do not."""

import json
from datetime import date

import pytest

from linter.config.reviews import Review, read_reviews, reviewed
from linter.errors import UserError
from tests.command import BAD, Command
from tests.output_samples import READ

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("review", "holds"),
    [
        (Review("v1:bbbb", "checked", ("*.txt",)), True),
        (Review("v1:bbbb", "checked", ("other/*", "*.txt")), True),
        (Review("v1:bbbb", "checked", ("other/*",)), False),
        (Review("v1:bbbb", "checked", ()), False),
        (Review("v1:none", "checked", ("**",)), False),
        (Review("v1:bbbb", "checked", ("**",), until=TODAY), True),
        (Review("v1:bbbb", "checked", ("**",), until=date(2026, 2, 28)), False),
    ],
)
def test_a_decision_holds_for_its_finding_file_and_time(review: Review, holds: bool) -> None:
    found = reviewed(READ, [review], TODAY).diagnostics
    assert len(found) == len(READ.diagnostics)
    assert (found[3].suppressed is not None) is holds
    assert found[2] == READ.diagnostics[2]


def test_an_accepted_finding_is_kept_counted_apart_and_fails_nothing(command: Command) -> None:
    command.file("bad.txt", BAD)
    found = json.loads(command.check("--format", "json", "--select", "to-do", "bad.txt").out)["files"][0]["diagnostics"]
    reviews = (
        f"- fingerprint: {found[0]['fingerprint']}\n  reason: 已与原件核对\n  paths: bad.txt\n  until: 2999-12-31\n"
    )
    command.file("reviews.yaml", reviews)
    command.file(".reportlint.yaml", "reviews: reviews.yaml\n")
    ran = command.check("--select", "to-do", "bad.txt")
    assert ran == (0, "", "nothing to mend in 1 file; 1 accepted in review\n")
    said = json.loads(command.check("--format", "json", "--select", "to-do", "bad.txt").out)
    assert said["summary"]["suppressed"] == 1
    assert said["files"][0]["diagnostics"][0]["suppressed"] == {
        "by": "review",
        "reason": "已与原件核对",
        "until": "2999-12-31",
    }
    command.file("bad.txt", "x\n" + BAD)
    assert command.check("--select", "to-do", "bad.txt").code == 0
    command.file("bad.txt", BAD.replace("TODO", "TODOS"))
    command.file("reviews.yaml", "# nothing decided yet\n")
    assert command.check("--select", "to-do", "bad.txt").code == 1


def test_a_decision_about_one_report_is_none_about_another(command: Command) -> None:
    for name in ("bad.txt", "other/bad.txt"):
        command.file(name, BAD)
    command.file(".reportlint.yaml", "reviews: decided/reviews.yaml\n")
    command.file("decided/reviews.yaml", "")
    files = json.loads(command.check("--format", "json", "--select", "to-do", ".").out)["files"]
    (fingerprint,) = {found["fingerprint"] for file in files for found in file["diagnostics"]}
    command.file("decided/reviews.yaml", f"- {{fingerprint: {fingerprint}, reason: seen, paths: ../bad.txt}}\n")
    ran = command.check("--select", "to-do", ".")
    assert [line.split(":")[0] for line in ran.lines] == ["other/bad.txt"]
    command.file("decided/reviews.yaml", f"- {{fingerprint: {fingerprint}, reason: seen, paths: ['../**']}}\n")
    assert command.check("--select", "to-do", ".").code == 0


def test_what_the_engine_says_cannot_be_accepted(command: Command) -> None:
    ((found,),) = [
        file["diagnostics"] for file in json.loads(command.check("--format", "json", "gone.txt").out)["files"]
    ]
    assert found["rule"] == "unreadable"
    command.file(".reportlint.yaml", "reviews: reviews.yaml\n")
    command.file("reviews.yaml", f"- {{fingerprint: {found['fingerprint']}, reason: seen, paths: ['**']}}\n")
    assert command.check("gone.txt", "lost.txt").code == 1
    assert "accepted" not in command.check("gone.txt").err


def test_mistakes_in_the_file(command: Command) -> None:
    command.file(
        "reviews.yaml",
        "- fingerprnt: v1:a\n  reason: x\n  paths: '*'\n"
        "- {fingerprint: a, reason: b, paths: a.txt, until: soon}\n- 3\n"
        "- {fingerprint: a, reason: b}\n- {fingerprint: a, reason: b, paths: []}\n",
    )
    with pytest.raises(UserError) as caught:
        read_reviews("reviews.yaml")
    assert [(each.line, each.column) for each in caught.value.mistakes] == [(1, 3), (4, 52), (5, 3), (6, 4), (7, 38)]
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "reviews: gone.yaml\n")
    ran = command.check("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "gone.yaml" in ran.err
