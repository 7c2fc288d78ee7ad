"""The config: where it is found, what it says, and every mistake in it with its place."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.commands.init import starter
from linter.config import Layer, Setting, Settings
from linter.config.chooser import Chooser
from linter.config.file import read_config
from linter.diagnostic import Severity
from linter.messages import catalogue
from tests.command import BAD, LETTERS, TODO, Command

BELOW = Layer({"language": Setting("en", "default")})


def chooser(above: Layer | None = None, **given: object) -> Chooser:
    return Chooser(BELOW, above or Layer({}), **given)  # type: ignore[arg-type]


def names(values: tuple[object, ...]) -> list[str]:
    return [getattr(value, "name", str(value)) for value in values]


# ------------------------------------------------------------ where it is found


def test_the_nearest_one_upward_holds(command: Command) -> None:
    command.file(".reportlint.yaml", "level: info\n")
    command.file("a/b/draft.txt", "")
    command.file("c/.reportlint.yaml", "level: error\n")
    choose = chooser()
    assert choose.for_file("a/b/draft.txt").level is Severity.INFO
    assert choose.for_file("c/d/draft.txt").level is Severity.ERROR
    assert choose.for_file("a/b/draft.txt").config == ".reportlint.yaml"
    assert choose.for_file("a/b/draft.txt") is choose.for_file("a/other.txt")


def test_not_beyond_the_root_of_the_repository(command: Command) -> None:
    command.file(".reportlint.yaml", "level: info\n")
    (command.folder / "repository" / "inner").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "repository"], check=True)
    assert chooser().for_file("repository/inner/draft.txt").config is None
    command.file("repository/.reportlint.yaml", "level: error\n")
    assert chooser().for_file("repository/inner/draft.txt").level is Severity.ERROR


def test_not_beyond_the_home_folder(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command.file(".reportlint.yaml", "level: info\n")
    (command.folder / "home" / "drafts").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(command.folder / "home"))
    assert chooser().for_file("home/drafts/draft.txt").config is None
    assert chooser().for_file("draft.txt").level is Severity.INFO


def test_a_config_that_is_named_holds_for_all(command: Command) -> None:
    command.file(".reportlint.yaml", "level: info\n")
    command.file("other/own.yaml", "level: error\n")
    assert chooser(config="other/own.yaml").for_file("draft.txt").level is Severity.ERROR
    assert chooser(search=False).for_file("draft.txt").config is None


# ------------------------------------------------------------ what it says

WHOLE = """\
packs: [cn-disclosure-report, ./own.yaml]
exclude: ["templates/**", "*.tmp.txt"]
select: [sections, to-do]
ignore: markup
severity: {deadline: error, sections: info}
with: {deadline: {due: 01-20}}
fail-on: never
level: info
lang: zh
stage: draft
previous: ["../{year}/*.txt"]
reviews: decisions.yaml
per-path:
  - paths: ["final/**"]
    stage: final
    fail-on: warning
    ignore: [punctuation]
    severity: {sections: error}
  - paths: ["final/old/*"]
    select: [sections]
"""


@pytest.fixture
def whole(command: Command) -> Chooser:
    command.file(".reportlint.yaml", WHOLE)
    return chooser()


def test_every_key(whole: Chooser, tmp_path: Path) -> None:
    settings = whole.for_file("draft.txt")
    assert names(settings.packs) == ["cn-disclosure-report", str(tmp_path / "own.yaml")]
    assert names(settings.select) == ["sections", "to-do"]
    assert names(settings.ignore) == ["markup"]
    assert {rule.name: level for rule, level in settings.severity.items()} == {
        "deadline": Severity.ERROR,
        "sections": Severity.INFO,
    }
    assert names(tuple(settings.options)) == ["deadline"]
    assert (settings.fail_on, settings.level, settings.language) == (None, Severity.INFO, "zh")
    assert (settings.stage, settings.previous) == ("draft", ("../{year}/*.txt",))
    assert settings.reviews == str(tmp_path / "decisions.yaml")
    assert settings.folder == str(tmp_path)


def test_what_it_leaves_out(whole: Chooser) -> None:
    assert whole.excludes("templates/a/b.txt")
    assert whole.excludes("deep/x.tmp.txt")
    assert not whole.excludes("draft.txt")


def test_paths_of_their_own(whole: Chooser) -> None:
    final = whole.for_file("final/a.txt")
    assert (final.stage, final.fail_on, final.level) == ("final", Severity.WARNING, Severity.INFO)
    assert names(final.ignore) == ["markup", "punctuation"]
    assert {rule.name: str(level) for rule, level in final.severity.items()} == {
        "deadline": "error",
        "sections": "error",
    }
    old = whole.for_file("final/old/a.txt")
    assert (names(old.select), names(old.ignore)) == (["sections"], [])


def test_the_command_line_goes_over_it(command: Command) -> None:
    command.file(".reportlint.yaml", "level: info\nignore: [a]\nselect: [b]\n")
    above = Layer({"level": Setting(Severity.ERROR, "--level")})
    settings = chooser(above).for_file("x.txt")
    assert settings.level is Severity.ERROR
    assert settings.origins["level"] == "--level"
    assert settings.origins["ignore"] == ".reportlint.yaml:2"


def test_nothing_but_comments_says_nothing(command: Command) -> None:
    for language in ("zh", "en"):
        command.file(".reportlint.yaml", starter(catalogue(language)))
        settings = chooser().for_file("x.txt")
        assert (settings.config, dict(settings.origins)) == (".reportlint.yaml", {"language": "default"})


def test_the_starter_file_is_right_when_its_comments_are_removed(command: Command) -> None:
    lines = starter(catalogue("en")).split("\n")
    keys = [line.removeprefix("# ") for line in lines if line.startswith("# ") and ": " in line and line[2].islower()]
    command.file(".reportlint.yaml", "\n".join(keys) + "\n")
    settings = chooser().for_file("drafts/x.txt")
    assert settings.stage == "draft"
    assert len(settings.origins) == 11


def test_options_of_rules(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file("own/bad.txt", BAD)
    command.file(".reportlint.yaml", "per-path: [{paths: [own], with: {to-do: {patterns: [DRAFT]}}}]\n")
    lines = command.check("--select", "to-do", "--fail-on", "never", ".").lines
    assert [line.split(": ")[0] for line in lines] == ["bad.txt:2:13", "own/bad.txt:3:4"]


def test_options_that_a_rule_has_not(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "with:\n  to-do: {pattern: [DRAFT]}\n  remark: {patterns: ['(']}\n")
    ran = command.check("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    places = [line.split(": error: ")[0] for line in ran.err.split("\n") if ": error: " in line]
    assert places == [".reportlint.yaml:2:11", ".reportlint.yaml:3:24"]


# ------------------------------------------------------------ mistakes


def mistakes(command: Command, text: str | bytes) -> list[str]:
    command.file(".reportlint.yaml", text)
    _, found = read_config(".reportlint.yaml", "en")
    return [f"{each.line}:{each.column}: {each.message}" for each in found]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("levle: info\n", "1:1", "'levle'"),
        ("levle: info\n", "1:1", "did you mean 'level'"),
        ("level: warn\n", "1:8", "did you mean 'warning'"),
        ("level: [info]\n", "1:8", ""),
        ("lang: fr\n", "1:7", "'fr'"),
        ("stage: drft\n", "1:8", "did you mean 'draft'"),
        ("fail-on: none\n", "1:10", "'none'"),
        ("select: {a: b}\n", "1:9", ""),
        ("severity: [a]\n", "1:11", ""),
        ("severity: {a: fatal}\n", "1:15", "'fatal'"),
        ("with: {a: b}\n", "1:11", ""),
        ("per-path: {paths: [a]}\n", "1:11", ""),
        ("per-path:\n  - stage: draft\n", "2:5", "'paths'"),
        ("per-path:\n  - paths: [a]\n    exclude: [b]\n", "3:5", "'exclude'"),
        ("level: info\nlevel: error\n", "2:1", "'level'"),
        ("- level\n", "1:1", ""),
        ("level: &a info\n", "1:8", ""),
        ("level: !x info\n", "1:8", ""),
        ("level: [\n", "2:1", ""),
        (b"lang: \xff\n", "1:1", "UTF-8"),
    ],
)
def test_a_mistake_has_its_place(command: Command, text: str | bytes, place: str, said: str) -> None:
    first = mistakes(command, text)[0]
    assert first.startswith(f"{place}: ")
    assert said in first


def test_all_mistakes_are_told_at_once(command: Command) -> None:
    text = "levle: info\nlang: fr\nstage: x\nper-path:\n  - pahts: [a]\n"
    assert [line.split(": ")[0] for line in mistakes(command, text)] == ["1:1", "2:7", "3:8", "5:5"]


def test_the_command_ends_with_2_and_the_excerpt(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "lang: en\nlevle: info\n")
    ran = command.check("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    head, excerpt, carets = ran.err.rstrip("\n").split("\n")
    assert head.startswith(".reportlint.yaml:2:1: error: ")
    assert (excerpt, carets) == ("    2 | levle: info", "      | ^^^^^")


def test_the_mistakes_of_all_configs_and_packs_are_told_at_once(command: Command) -> None:
    command.file("a/.reportlint.yaml", "levle: info\n")
    command.file("b/.reportlint.yaml", "packs: [./own.yaml]\n")
    command.file("b/own.yaml", "language: 1\n")
    command.file("c/.reportlint.yaml", "lang: fr\n")
    for folder in "abc":
        command.file(f"{folder}/bad.txt", BAD)
    ran = command(".")
    assert (ran.code, ran.out) == (2, "")
    told = {line.split(":")[0] for line in ran.err.split("\n") if ": error: " in line}
    assert told >= {"a/.reportlint.yaml", "c/.reportlint.yaml"}
    assert any(name.endswith("b/own.yaml") for name in told)


def test_a_config_with_mistakes_is_looked_at_as_far_as_it_is_right(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "levle: info\nlang: fr\npacks: [./own.yaml]\nignore: [todo]\n")
    command.file("own.yaml", "language: 1\n")
    ran = command("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    told = [line.split(": error: ")[0] for line in ran.err.split("\n") if ": error: " in line]
    assert told[:2] == [".reportlint.yaml:1:1", ".reportlint.yaml:2:7"]
    assert any(each.endswith("own.yaml:1:1") for each in told)


def test_all_that_is_wrong_about_a_config_is_told_in_one_run(command: Command) -> None:
    command.file("bad.txt", BAD)
    lines = [
        "levle: info",
        "packs: [general-reprot, ./own.yaml, general-report]",
        "select: [general-report/titel]",
        "with: {period: {covers: x, yaer: 3}}",
        "reviews: gone.yaml",
    ]
    command.file(".reportlint.yaml", "\n".join(lines))
    command.file("own.yaml", "language: 1\n")
    ran = command("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    told = [line.split(": error: ")[0] for line in ran.err.split("\n") if ": error: " in line]
    config = [each for each in told if each.startswith(".reportlint")]
    assert config == [f".reportlint.yaml:{place}" for place in ("1:1", "2:9", "3:10", "4:25", "4:28")]
    others = {each.rpartition("/")[2] for each in told} - set(config)
    assert {"gone.yaml", "own.yaml:1:1"} <= others


def test_an_unknown_rule_has_its_place(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file(".reportlint.yaml", "ignore: [remark, todo]\nseverity: {draft-wrod: error}\n")
    ran = command.check("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert [line for line in ran.err.split("\n") if "error" in line and "|" not in line] == [
        ".reportlint.yaml:1:18: error: there is no rule \"todo\" (did you mean 'to-do'?)",
        ".reportlint.yaml:2:12: error: there is no rule \"draft-wrod\" (did you mean 'draft-word'?)",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_are_anything_but_a_config_or_a_mistake(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    _, found = read_config(str(path), "en")
    assert all(each.line >= 1 and each.message for each in found)


# ------------------------------------------------------------ through the command


def test_a_run_takes_it(command: Command) -> None:
    command.file("bad.txt", BAD)
    command.file("final/bad.txt", BAD)
    command.file("skip/bad.txt", BAD)
    command.file(
        ".reportlint.yaml",
        f"packs: [{LETTERS}]\nignore: [draft-word]\nexclude: [skip]\nfail-on: never\n"
        "per-path: [{paths: [final], level: info, select: [remark]}]\n",
    )
    ran = command(".")
    assert ran.code == 0
    assert [line.split(" ")[-1] for line in ran.lines] == ["[to-do]", "[remark]"]
    assert command("skip/bad.txt").out == ""
    assert command("--no-config", "--pack", LETTERS, "skip/bad.txt").lines[0] == f"skip/bad.txt:{TODO}"
    assert command("--fail-on", "error", "bad.txt").code == 1


def test_config_says_what_applies_and_from_where(command: Command) -> None:
    command.file(".reportlint.yaml", "level: info\nper-path: [{paths: [final], stage: draft}]\n")
    ran = command("config", "final/a.txt")
    assert ran.code == 0
    assert ran.lines[0] == "final/a.txt: .reportlint.yaml applies"
    said = dict(line.split(None, 1) for line in ran.lines[1:])
    assert said["level"].split() == ["info", "#", ".reportlint.yaml:1"]
    assert said["stage"].split() == ["draft", "#", ".reportlint.yaml:2"]
    assert said["fail-on"].split() == ["error", "#", "default"]
    assert command("config", "--no-config", "a.txt").lines[0] == "a.txt: no config applies"


def test_init_never_overwrites(command: Command) -> None:
    assert command("init").code == 0
    written = (command.folder / ".reportlint.yaml").read_text("utf-8")
    assert written == starter(catalogue("en"))
    ran = command("init", "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert (command.folder / ".reportlint.yaml").read_text("utf-8") == written


def test_settings_without_anything_are_the_defaults() -> None:
    settings = chooser(search=False).for_file("x.txt")
    assert settings.fail_on is Severity.ERROR
    assert settings.level is Severity.WARNING
    assert settings.packs == Settings().packs == ()
