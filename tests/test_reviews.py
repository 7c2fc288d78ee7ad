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
        (Review("v1:bbbb", "checked"), True),
        (Review("v1:none", "checked"), False),
        (Review("v1:bbbb", "checked", until=TODAY), True),
        (Review("v1:bbbb", "checked", until=date(2026, 2, 28)), False),
        (Review("v1:bbbb", "checked", paths=("*.txt",)), True),
        (Review("v1:bbbb", "checked", paths=("other/*",)), False),
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
    reviews = f"- fingerprint: {found[0]['fingerprint']}\n  reason: 已与原件核对\n  until: 2999-12-31\n"
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


def test_mistakes_in_the_file(command: Command) -> None:
    command.file("reviews.yaml", "- fingerprnt: v1:a\n  reason: x\n- {fingerprint: a, reason: b, until: soon}\n- 3\n")
    with pytest.raises(UserError) as caught:
        read_reviews("reviews.yaml")
    assert [(each.line, each.column) for each in caught.value.mistakes] == [(1, 3), (3, 38), (4, 3)]
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "reviews: gone.yaml\n")
    ran = command.check("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "gone.yaml" in ran.err
