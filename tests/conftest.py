"""What several test modules share."""

from pathlib import Path

import pytest

from tests.command import Command


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in an empty folder, its environment cleared of what could change it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "REPORTLINT_LANG", "LC_ALL", "LC_MESSAGES", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Command(capsys, tmp_path)
