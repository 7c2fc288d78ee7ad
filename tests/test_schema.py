"""The JSON Schema for editors: valid, fresh, and of one mind with the loader about what is written where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.checks import KINDS, kind
from linter.config.file import read_config
from linter.errors import UserError
from linter.packs import load
from linter.packs.descriptions import describe
from linter.packs.forms import FIGURE_KEYS, READING_KEYS, SECTION_KEYS
from linter.packs.kinds import hints, required, written
from linter.packs.schema import SUBJECTS, schema
from linter.packs.tables import BLOCK_KEYS, CELL_KEYS, COLUMN_KEYS, ROW_KEYS, TABLE_KEYS

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).resolve().parents[1]
PACKS = sorted(path for path in (ROOT / "rules").glob("*.yaml") if not path.name.endswith(".cases.yaml"))
CASES = sorted((ROOT / "rules").glob("*.cases.yaml"))
BASE = ROOT / "tests" / "cases" / "packs" / "base.yaml"


def data(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def errors(subject: Any, instance: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(subject))
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in validator.iter_errors(instance)]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_schema_is_one(subject: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(subject))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_written_schema_is_fresh(subject: Any) -> None:
    kept = json.loads((ROOT / "docs" / "schema" / f"{subject}.json").read_text(encoding="utf-8"))
    assert kept == schema(subject), "python docs/refresh.py"


@pytest.mark.parametrize("path", [*PACKS, BASE], ids=lambda path: path.name)
def test_packs_fit_the_schema(path: Path) -> None:
    assert errors("pack", data(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_cases_fit_the_schema(path: Path) -> None:
    assert errors("cases", data(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [*PACKS, *CASES], ids=lambda path: path.name)
def test_a_shipped_file_names_its_schema_in_its_first_line(path: Path) -> None:
    subject = "cases" if path in CASES else "pack"
    with path.open(encoding="utf-8") as file:
        assert file.readline() == f"# yaml-language-server: $schema=../docs/schema/{subject}.json\n"


def test_what_the_schema_refuses_the_loader_refuses_too(tmp_path: Path) -> None:
    """Over the broken packs: the schema may let pass what only the loader can know, never the other way round."""
    refused = 0
    base = BASE.read_text(encoding="utf-8")
    for path in sorted(BASE.parent.glob("*.yaml")):
        for case in data(path.read_text(encoding="utf-8"))["cases"] if path != BASE else ():
            text = base.replace(case["replace"], case["by"], 1)
            try:
                found = errors("pack", data(text))
            except Exception:  # not YAML, or a tag: no data, no schema
                continue
            if found:
                refused += 1
                (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
                with pytest.raises(UserError):
                    load([str(tmp_path / "pack.yaml")], cache=False)
    assert refused > 25


def test_a_condition_may_be_plainly_true(tmp_path: Path) -> None:
    text = BASE.read_text(encoding="utf-8").replace("title_like or section_count >= 1 or table(figures)", "true")
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    assert errors("pack", data(text)) == []
    assert load([str(tmp_path / "pack.yaml")], cache=False)[0].name == "base"


def test_the_schema_knows_the_keys_that_the_loader_knows() -> None:
    made = schema("pack")
    parts = made["$defs"]

    def keys(of: Any) -> set[str]:
        return set(of["properties"])

    assert keys(parts["table"]) == set(TABLE_KEYS)
    assert keys(parts["table"]["properties"]["blocks"]["additionalProperties"]) == set(BLOCK_KEYS)
    assert keys(parts["column"]["anyOf"][1]) == set(COLUMN_KEYS)
    assert keys(parts["row"]["anyOf"][1]) == set(ROW_KEYS)
    cells = parts["table"]["properties"]["cells"]["anyOf"][1]["properties"]
    assert all(keys(each) == set(CELL_KEYS) for each in cells.values())
    assert keys(made["properties"]["sections"]["additionalProperties"]["anyOf"][1]) == set(SECTION_KEYS)
    assert keys(made["properties"]["facts"]["additionalProperties"]["anyOf"][0]) == set(READING_KEYS)
    assert keys(made["properties"]["figures"]["additionalProperties"]) == set(FIGURE_KEYS)


@pytest.mark.parametrize("key", sorted(schema("config")["properties"]))
def test_the_config_knows_the_keys_of_its_schema(key: str, tmp_path: Path) -> None:
    (tmp_path / ".reportlint.yaml").write_text(f"{key}: [{{nothing: here}}]\n", encoding="utf-8")
    _, mistakes = read_config(str(tmp_path / ".reportlint.yaml"), "en")
    assert mistakes
    assert not any(f"unknown key '{key}'" in each.message for each in mistakes)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_documents_itself(name: str) -> None:
    """A line, a paragraph, and every option it takes; no option that it does not take."""
    kind_class = kind(name)
    said = describe(kind_class)
    assert said.summary.endswith(".")
    assert set(said.options) == {written(field) for field in hints(kind_class)}
    assert set(required(kind_class)) <= set(said.options)
