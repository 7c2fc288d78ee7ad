"""What is installed is what is here: no run from the checkout can see that a file is missing from the wheel."""

import ast
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

import linter

ROOT = Path(__file__).resolve().parents[1]


def settings() -> Mapping[str, object]:
    from setuptools.config.pyprojecttoml import load_file

    project: Mapping[str, object] = load_file(str(ROOT / "pyproject.toml"))["tool"]["setuptools"]
    return project


def test_every_folder_of_the_package_is_listed() -> None:
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "linter").rglob("*.py")}
    assert settings()["packages"] == sorted(folders | {"linter.rules"})


def test_the_version_is_a_constant() -> None:
    assert linter.__version__
    assert f"## {linter.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


MAIN = ROOT / "packaging" / "main.py"


def test_the_single_file_says_what_an_old_python_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MAIN.read_text("ascii")
    ast.parse(text, feature_version=(3, 4))
    monkeypatch.setattr("sys.version_info", (3, 9, 18))
    with pytest.raises(SystemExit) as ended:
        exec(compile(text, str(MAIN), "exec"), {})
    assert ended.value.code == 2
    said = f"reportlint needs Python 3.10 or newer; this is Python 3.9 {sys.executable}\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9"])
def test_an_old_python_reads_the_beginning_of_the_single_file(version: str) -> None:
    python = shutil.which(f"python{version}")
    ran = subprocess.run([python, MAIN], capture_output=True, text=True, check=False) if python else None
    if ran is None or ran.returncode == 127:
        pytest.skip(f"needs Python {version}")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"reportlint needs Python 3.10 or newer; this is Python {version} ")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the checkout, without an index."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "checkout"
    wanted = ("linter", "rules", "pyproject.toml", "README.md", "LICENSE")
    copy.mkdir()
    for name in wanted:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, copy)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--quiet", "--wheel-dir", folder, copy], check=True, capture_output=True
    )
    (built,) = folder.glob("reportlint-*.whl")
    return built


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    here = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("**/*.py", "**/*.yaml", "py.typed")
        for path in (ROOT / "linter").glob(pattern)
    }
    rules = {f"linter/rules/{path.name}" for path in (ROOT / "rules").iterdir() if path.suffix in (".py", ".yaml")}
    assert held == here | rules


def test_the_wheel_works_in_a_clean_environment_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "install"]
    install += ["--no-deps", "--no-index", "--quiet", wheel]
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(install, check=True, capture_output=True, env=outside)
    depended = tmp_path / "dependencies"
    for name in ("click", "ruamel"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.submodule_search_locations
        shutil.copytree(next(iter(spec.submodule_search_locations)), depended / name)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for draft in (ROOT / "examples").glob("*.txt"):
        shutil.copy(draft, elsewhere)
    environment = {"PYTHONPATH": str(depended), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [home / "bin" / "reportlint", *arguments]
        return subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    assert run("--version").stdout == f"reportlint {linter.__version__}\n"
    checked = run("--format", "json", ".")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert '"pack": "cn-disclosure-report"' in checked.stdout
    assert run("rule", "sections").returncode == 0
    assert run("test").returncode == 0
