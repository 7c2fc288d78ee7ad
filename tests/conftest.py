"""What several test modules share."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.diagnostic import Message
from linter.messages import Catalogue
from tests.command import BAD, GOOD, Command


@pytest.fixture(autouse=True, scope="session")
def _every_placeholder_has_its_value() -> Iterator[None]:
    """In no test may a message keep a placeholder."""
    render = Catalogue.render

    def strictly(words: Catalogue, message: Message) -> str:
        open_ = set(re.findall(r"\{([a-z_]+)\}", words.text(message.key))) - set(message.values)
        assert not open_, f"{message.key} without {open_}"
        return render(words, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Catalogue, "render", strictly)
        yield


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in an empty folder, its environment cleared of what could change it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "REPORTLINT_LANG", "LC_ALL", "LC_MESSAGES", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Command(capsys, tmp_path)


@pytest.fixture
def letters(command: Command) -> Command:
    """The same in a folder with two letters, one of them with faults."""
    command.file("bad.txt", BAD)
    command.file("good.txt", GOOD)
    return command
