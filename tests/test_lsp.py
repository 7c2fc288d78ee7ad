"""The language server, as an editor sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls.lsp.server", reason="needs the extra lsp")

from tests.command import BAD, LETTERS, ROOT, Command, process
from tests.editor import Editor

Published = dict[str, Any]

# One code point, two units of UTF-16, four bytes stand before: "TODO" is at another column in each encoding.
COLUMNS = {"utf-8": (37, 41), "utf-16": (13, 17), "utf-32": (12, 16)}
SEVERITIES = {"error": 1, "warning": 2, "info": 3}
SIGNS = """
language: 1
pack: signs
version: "1"
title: {en: Signs}
applies: section_count >= 0
rules:
  - id: signs
    check: punctuation
    severity: info
    why: {en: because}
    source: {en: here}
"""
ABROAD = "not assessed: stamps (the file does not say what the rule depends on: abroad)"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the pack about letters; each test has a folder of its own."""
    editor = Editor(tmp_path_factory.getbasetemp(), "--pack", LETTERS, "--lang", "en")
    yield editor
    assert editor.leave() == (0, "")


@pytest.fixture
def editor(server: Editor) -> Iterator[Editor]:
    server.messages.clear()
    yield server
    server.close_all()
    assert server.messages == []


def said(published: Published) -> list[tuple[int, int, str]]:
    """Line, column and rule of all that was published, or its words where it is of no rule."""
    found = published["diagnostics"]
    return [(*place(each["range"])[:2], each.get("code", each["message"])) for each in found]


def rules(published: Published) -> list[str]:
    return [rule for _, _, rule in said(published)]


def place(range_: dict[str, dict[str, int]]) -> tuple[int, ...]:
    """Lines and columns as the protocol counts them."""
    return (*range_["start"].values(), *range_["end"].values())


def region(each: dict[str, Any]) -> tuple[int, ...]:
    """The same of what the command has written as JSON."""
    return tuple(each[name] - 1 for name in ("line", "column", "end_line", "end_column"))


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize("encoding", COLUMNS)
def test_columns_are_in_the_unit_agreed_on(encoding: str, tmp_path: Path) -> None:
    editor = Editor(tmp_path, "--pack", LETTERS, "--lang", "en", encodings=[encoding, "utf-16"])
    assert editor.capabilities["positionEncoding"] == encoding
    assert editor.capabilities["textDocumentSync"]["change"] == 1  # the whole text
    start, end = COLUMNS[encoding]
    published = editor.open((tmp_path / "报告 1.txt").as_uri(), BAD)
    assert published["diagnostics"][0] == {
        "range": {"start": {"line": 1, "character": start}, "end": {"line": 1, "character": end}},
        "severity": 1,
        "code": "to-do",
        "source": "reportlint",
        "message": '"TODO" looks left over from a conversion or a template; delete it or fill it in.',
    }
    assert editor.leave() == (0, "")


def test_without_agreement_columns_are_in_utf16(editor: Editor, tmp_path: Path) -> None:
    published = editor.open((tmp_path / "a.txt").as_uri(), BAD)
    assert said(published) == [(1, 13, "to-do"), (2, 0, "remark"), (2, 3, "draft-word"), (0, 0, ABROAD)]
    assert [each["severity"] for each in published["diagnostics"]] == [1, 3, 2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_form_feeds_and_the_like_end_no_line(editor: Editor, tmp_path: Path, end: str) -> None:
    text = f"Office of Us\x0c二\u2028三\x85四{end}五\x0bTODO{end}TODO"
    published = editor.open((tmp_path / "a.txt").as_uri(), text)
    assert said(published) == [(1, 2, "to-do"), (2, 0, "to-do")]


def test_all_that_the_command_says_and_nothing_else(tmp_path: Path) -> None:
    """Also where last year's report is another file, in another encoding."""
    for draft in (ROOT / "examples").glob("*.txt"):
        (tmp_path / draft.name).write_bytes(draft.read_bytes())
    water, before = tmp_path / "canglan-water-2023.txt", tmp_path / "年报 2022.txt"
    text = water.read_text("utf-8").replace("2023", "2022").replace("2024", "2023")
    before.write_bytes(text.encode("gb18030"))
    arguments = ("--lang", "zh", "--fail-on", "never", "--format", "json", ".")
    judged = json.loads(process(tmp_path, *arguments).stdout)["files"]
    editor = Editor(tmp_path, "--lang", "zh", encodings=["utf-32"])
    related: set[str] = set()
    for file in judged:
        path = tmp_path / file["path"]
        published = editor.open(path.as_uri(), path.read_bytes().decode("gb18030" if path == before else "utf-8"))
        notes = [each for each in published["diagnostics"] if "code" not in each]
        found = [each for each in published["diagnostics"] if "code" in each]
        expected = [each for each in file["diagnostics"] if each["rule"] != "encoding"]  # of a buffer there is none
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert (place(one["range"]), one["code"]) == (region(other), other["rule"])
            assert (one["severity"], one["message"]) == (SEVERITIES[other["severity"]], other["message"])
            elsewhere = any(region(each) != region(other) for each in other["candidates"])
            places = [*(other["candidates"] if elsewhere else []), *other["related"]]
            assert [(each["location"]["uri"], place(each["location"]["range"])) for each in related_to(one)] == [
                ((tmp_path / each["path"]).as_uri(), region(each)) for each in places
            ]
            related |= {each["path"] for each in places}
        reasons = {gap["reason"] for gap in file["not_assessed"]}
        assert len(notes) == len(reasons)
        assert all(any(reason in note["message"] for note in notes) for reason in reasons)
    assert {water.name, before.name} <= related
    assert editor.leave() == (0, "")


def related_to(one: dict[str, Any]) -> list[dict[str, Any]]:
    return list(one.get("relatedInformation", ()))


def test_a_rule_that_could_not_run_is_noted_once_a_reason(editor: Editor, tmp_path: Path) -> None:
    published = editor.open((tmp_path / "a.txt").as_uri(), "报告\n" * 20_001)
    assert said(published) == [(20_000, 0, "budget")]  # and not once more as not assessed


# ---------------------------------------------------------------- when it is said


def test_what_is_typed_quickly_is_judged_once_and_never_late(editor: Editor, tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    editor.open(uri, "TODO\n")
    for version in range(2, 30):
        editor.change(uri, "Office of Us\n" * version + "TODO", version)
    published = editor.published(uri, version=29)
    assert said(published) == [(29, 0, "to-do")]


def test_a_document_that_is_closed_has_no_diagnostics(editor: Editor, tmp_path: Path) -> None:
    uri, other = (tmp_path / "a.txt").as_uri(), (tmp_path / "b.txt").as_uri()
    editor.open(uri, "TODO\n")
    editor.change(uri, "TODO TODO\n", 2)
    assert editor.close(uri)["diagnostics"] == []
    editor.open(other, "TODO\n")
    editor.save(other)  # judged after all that was still to come
    editor.published(other)
    assert "version" in editor.open(uri, "TODO\n")  # the next that is said of it, and not the change before


def test_a_saved_file_is_judged_at_once_and_so_are_the_others(editor: Editor, tmp_path: Path) -> None:
    one, other = (tmp_path / "a.txt").as_uri(), (tmp_path / "b.txt").as_uri()
    editor.open(one, "TODO\n")
    editor.open(other, "TODO\n")
    editor.change(one, "Office of Us\n", 2)
    editor.save(one)
    assert said(editor.published(one, version=2)) == []
    assert rules(editor.published(other, version=1)) == ["to-do", ABROAD]


def test_the_editor_is_asked_to_tell_of_configs_and_packs(editor: Editor, tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    editor.open(uri, "TODO\n")
    (asked,) = editor.registered
    assert asked["registerOptions"] == {"watchers": [{"globPattern": "**/*.{yaml,yml}"}]}
    config = tmp_path / ".reportlint.yaml"
    config.write_text("ignore: [stamps]\n", "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 1}]})
    assert rules(editor.published(uri)) == ["to-do"]


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("ignore: [to-do, stamps]", ["remark", "draft-word"]),
        ("select: [to-do]", ["to-do"]),
        ("exclude: ['*.txt']", []),
        ("exclude: ['*.md']\nselect: [remark]", ["remark"]),
        ("per-path: [{paths: ['报告/*'], select: [draft-word]}]", ["draft-word"]),
    ],
)
def test_a_config_holds_from_the_next_change_on(
    editor: Editor, tmp_path: Path, config: str, expected: list[str]
) -> None:
    (tmp_path / "报告").mkdir()
    uri = (tmp_path / "报告" / "a.txt").as_uri()
    if expected:
        uri = uri if "per-path" in config else (tmp_path / "a.txt").as_uri()
    assert len(editor.open(uri, BAD)["diagnostics"]) == 4
    (tmp_path / ".reportlint.yaml").write_text(config.replace("'*.txt'", "'**/*.txt'"), "utf-8")
    editor.change(uri, BAD, 2)
    assert rules(editor.published(uri, version=2)) == expected


def test_what_is_left_out_is_logged(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / ".reportlint.yaml").write_text("exclude: ['*']\n", "utf-8")
    (tmp_path / ".reportlint.yml").touch()
    editor.open((tmp_path / "left.txt").as_uri(), BAD)
    editor.actions((tmp_path / "left.txt").as_uri(), 0)  # what comes before the answer is read
    assert [line.rpartition("/")[2] for line in editor.log[-2:]] == [
        ".reportlint.yml is not read: a config is called .reportlint.yaml",
        ".reportlint.yaml",
    ]


def test_what_a_reviewer_has_accepted_is_not_shown(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Office of Us TODO\n", "utf-8")
    ran = process(tmp_path, "--pack", LETTERS, "--format", "json", "a.txt")
    ((found,),) = [file["diagnostics"] for file in json.loads(ran.stdout)["files"]]
    uri = (tmp_path / "a.txt").as_uri()
    assert rules(editor.open(uri, "Office of Us TODO\n")) == ["to-do"]
    decision = {"fingerprint": found["fingerprint"], "reason": "so be it", "paths": "*.txt"}
    (tmp_path / "decisions.yaml").write_text(json.dumps([decision]), "utf-8")
    (tmp_path / ".reportlint.yaml").write_text("reviews: decisions.yaml\n", "utf-8")
    editor.save(uri)
    assert rules(editor.published(uri)) == []


def test_options_of_the_command_line_and_the_language_of_a_config(tmp_path: Path) -> None:
    (tmp_path / ".reportlint.yaml").write_text("lang: zh\nselect: [draft-word]\n", "utf-8")
    editor = Editor(tmp_path, "--stdio", "--pack", LETTERS, "--ignore", "remark,stamps", "--severity", "to-do=info")
    (found,) = editor.open((tmp_path / "a.txt").as_uri(), BAD)["diagnostics"]
    assert (found["code"], "。" in found["message"]) == ("draft-word", True)
    (tmp_path / ".reportlint.yaml").unlink()
    editor.save((tmp_path / "a.txt").as_uri())
    found = editor.published((tmp_path / "a.txt").as_uri())["diagnostics"]
    assert [(each["code"], each["severity"]) for each in found] == [("to-do", 3), ("draft-word", 2)]
    assert editor.leave() == (0, "")


# ---------------------------------------------------------------- mistakes of authors, and ours


def test_mistakes_in_a_config_are_shown_where_they_are_until_they_are_mended(editor: Editor, tmp_path: Path) -> None:
    config, uri = tmp_path / ".reportlint.yaml", (tmp_path / "a.txt").as_uri()
    config.write_text("ignore:\n  - 𠮷to-doo\nselct: []\n", "utf-8")
    (refusal,) = editor.open(uri, BAD)["diagnostics"]
    assert place(refusal["range"]) == (0, 0, 0, 0)
    assert refusal["message"].startswith("nothing was judged here: ")
    mistakes = editor.published(config.as_uri())["diagnostics"]
    assert [place(each["range"]) for each in mistakes] == [(1, 4, 1, 12), (2, 0, 2, 5)]
    assert [each["location"]["uri"] for each in refusal["relatedInformation"]] == [config.as_uri()] * 2
    message = editor.message()
    assert ":2:5: error: there is no rule" in message
    assert message.endswith(" (+1)")
    config.write_text("ignore: [to-do]\nselct: []\n", "utf-8")
    editor.change(uri, BAD, 2)
    editor.published(uri, version=2)
    assert [place(each["range"]) for each in editor.published(config.as_uri())["diagnostics"]] == [(1, 0, 1, 5)]
    assert ":2:1: error: unknown key 'selct'" in editor.message()  # it stands elsewhere now
    other = (tmp_path / "b.txt").as_uri()
    assert len(editor.open(other, BAD)["diagnostics"]) == 1  # and is not shown again, neither there
    editor.close(uri)
    editor.close(other)  # nor does it stay when no document is left that it is about
    assert editor.published(config.as_uri())["diagnostics"] == []


def test_mistakes_go_with_their_config(editor: Editor, tmp_path: Path) -> None:
    config, uri = tmp_path / ".reportlint.yaml", (tmp_path / "a.txt").as_uri()
    config.write_text("selct: []\n", "utf-8")
    editor.open(uri, BAD)
    assert len(editor.published(config.as_uri())["diagnostics"]) == 1
    assert "did you mean" in editor.message()
    config.unlink()
    editor.save(uri)
    assert len(editor.published(uri)["diagnostics"]) == 4
    assert editor.published(config.as_uri())["diagnostics"] == []


def test_mistakes_in_a_pack_are_shown_where_they_are(tmp_path: Path) -> None:
    pack, uri = tmp_path / "signs.yaml", (tmp_path / "a.txt").as_uri()
    pack.write_text(SIGNS.replace("punctuation", "punctuatoin"), "utf-8")
    editor = Editor(tmp_path, "--pack", "signs.yaml", "--lang", "en")
    editor.open(uri, BAD)
    (mistake,) = editor.published(pack.as_uri())["diagnostics"]
    assert (place(mistake["range"])[:2], "did you mean 'punctuation'?" in mistake["message"]) == ((8, 11), True)
    assert editor.message().startswith("signs.yaml:9:12: error: ")
    pack.write_text(SIGNS, "utf-8")
    editor.save(uri)
    assert said(editor.published(uri)) == []
    assert editor.published(pack.as_uri())["diagnostics"] == []
    assert editor.leave() == (0, "")


def test_a_pack_that_is_not_there_is_told_and_the_server_goes_on(tmp_path: Path) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    editor = Editor(tmp_path, "--pack", "no-such", "--lang", "zh")
    (refusal,) = editor.open(uri, BAD)["diagnostics"]
    assert "no-such" in refusal["message"]
    assert editor.message().startswith("no-such: error: ")
    assert editor.close(uri)["diagnostics"] == []
    assert editor.leave() == (0, "")


@pytest.mark.parametrize("broken", ["linting.lint_source", "options.read_packs", "server._name_of"])
def test_a_bug_of_ours_is_told_in_one_line_and_the_server_goes_on(tmp_path: Path, broken: str) -> None:
    rooms = "from linter.commands import linting, options\nfrom linter.lsp import server\n"
    bug = f"{rooms}{broken} = lambda *args, **more: 1 / 0"
    editor = Editor(tmp_path, "--lang", "en", program=bug)
    for name in ("a.txt", "b.txt"):
        (found,) = editor.open((tmp_path / name).as_uri(), BAD)["diagnostics"]
        assert (found["code"], found["severity"], place(found["range"])) == ("internal-error", 1, (0, 0, 0, 0))
        assert "ZeroDivisionError" in found["message"]
    assert editor.leave() == (0, "")
    assert len(editor.log) == 1


# ---------------------------------------------------------------- documents of all kinds


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "untitled:/no/such/folder/new.txt",
        "file:///C:/Users/%E6%9D%8E/%E6%8A%A5%E5%91%8A.txt",
        "file:///c%3A/Users/%E6%9D%8E/%E6%8A%A5%E5%91%8A.docx",
        "file://server/share/a",
        "file:///no/such/%B1%A8.txt",
        "file:///no/%00/such.txt",
        "file://",
        "vscode-vfs://github/somebody/a.md",
        "git:/a.txt?%7B%22ref%22%3A1%7D",
        "nonsense",
        "",
    ],
)
def test_whatever_a_document_is_called_it_is_judged(editor: Editor, uri: str) -> None:
    assert said(editor.open(uri, BAD))[0] == (1, 13, "to-do")
    assert editor.close(uri)["diagnostics"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0, "unreadable")),
        (" \n", (0, 0, "unreadable")),
        ("甲𠮷\n乙𠮷\0", (1, 3, "unreadable")),
        ("甲\ud800", (0, 1, "unreadable")),
        ("\ufeffTODO", (0, 1, "to-do")),
        ("甲\r乙\rTODO", (0, 4, "to-do")),
        ("甲" * 500_001, (0, 500_000, "budget")),
    ],
)
def test_whatever_a_text_holds_it_is_answered(editor: Editor, text: str, expected: tuple[int, int, str]) -> None:
    assert said(editor.open("untitled:a", text))[0] == expected


@pytest.mark.parametrize(("language", "expected"), [("markdown", []), ("plaintext", ["markup"])])
def test_without_a_file_the_language_says_how_to_read(tmp_path: Path, language: str, expected: list[str]) -> None:
    text = (ROOT / "examples" / "canglan-water-2023.txt").read_text("utf-8")
    text = text.replace("一、", "## 一、", 1)
    editor = Editor(tmp_path, "--lang", "en")
    assert [rule for rule in rules(editor.open("untitled:a", text, language)) if rule == "markup"] == expected
    assert editor.leave() == (0, "")


# ---------------------------------------------------------------- mending


def test_what_can_be_mended_safely_is_offered(tmp_path: Path) -> None:
    (tmp_path / "signs.yaml").write_text(SIGNS, "utf-8")
    text = "一\n𠮷甲,乙;丙。\n丁,戊\n"
    editor = Editor(tmp_path, "--pack", "signs.yaml", "--lang", "en")
    uri = (tmp_path / "a.txt").as_uri()
    found = editor.open(uri, text)["diagnostics"]
    (action,) = editor.actions(uri, 1, only=["quickfix"])
    assert (action["title"], action["kind"], action["isPreferred"]) == ("Mend this (signs)", "quickfix", True)
    assert action["diagnostics"] == [found[0]]
    edits = action["edit"]["changes"][uri]
    assert [(place(each["range"]), each["newText"]) for each in edits] == [((1, 3, 1, 4), "，"), ((1, 5, 1, 6), "；")]
    assert found[0]["data"] == edits
    assert editor.actions(uri, 0) == []
    assert editor.actions(uri, 1, only=["source.organizeImports"]) == []
    editor.change(uri, "\n" + text, 2)
    assert editor.actions(uri, 1) == []  # the text has changed, and was not judged yet
    editor.published(uri, version=2)
    assert len(editor.actions(uri, 2)) == 1
    assert editor.leave() == (0, "")


# ---------------------------------------------------------------- beginning and end


def test_the_server_ends_with_its_editor(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open((tmp_path / "a.txt").as_uri(), BAD)
    assert editor.end() == (0, "")


def test_what_is_no_message_stops_nothing(tmp_path: Path) -> None:
    editor = Editor(tmp_path, "--pack", LETTERS, "--lang", "en")
    uri = (tmp_path / "a.txt").as_uri()
    editor.send(b"{x}")
    editor.tell("textDocument/didOpen", {"textDocument": {"uri": 5}})
    editor.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 3}, "contentChanges": []})
    editor.tell("no/such", None)
    assert rules(editor.open(uri, BAD))[0] == "to-do"
    assert editor.leave() == (0, "")


def test_without_standard_input_nothing_is_served(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ran = command("lsp", "--lang", "en")
    assert ran[:2] == (2, "")
    assert ran.err.startswith("reportlint: error: standard input is closed")
