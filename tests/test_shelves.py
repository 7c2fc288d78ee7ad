"""Which files may be a body's: what is kept of a file answers as its beginning itself would, in whatever order the
names are asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter import previous
from linter.engine import lint_text
from linter.packs import load, shipped
from linter.previous import Archive
from linter.selection import Options
from linter.shelves import Shelf, _head, _kept, beginning_of, tail_of
from linter.years import comparing, next_years, open_archive

OPTIONS = Options(packs=tuple(load(shipped())), language="en")
DRAFT = (Path(__file__).resolve().parents[1] / "examples" / "canglan-water-2023.txt").read_text("utf-8")

NAMES = st.sampled_from(
    ["水务局", "县水务局", "沧澜县水务局", "望舒市沧澜县水务局", "气象台", "Port Authority", "港口（集团）公司"]
)
YEARS = st.sampled_from(["2021", "2022", "2023", "二〇二二", "２０２３"])
WORDS = st.sampled_from(["年度报告\n", "，", " ", "甲乙丙丁" * 40, "统计期限自", "<p>", "(附件)"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(NAMES | YEARS | WORDS, max_size=12).map("".join), max_size=6),
    batches=st.lists(st.sets(NAMES, max_size=3), max_size=3),
)
def test_a_shelf_answers_as_the_beginnings_do(tmp_path: Path, texts: list[str], batches: list[set[str]]) -> None:
    paths = [str(tmp_path / f"{number}.txt") for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        Path(path).write_text(text, "utf-8")
    shelf = Shelf(paths)
    for batch in batches:
        shelf.look_for({tail_of(name) for name in batch})
    heads = {path: _head(beginning_of(path)) for path in paths}
    for tail in {tail_of(name) for batch in batches for name in batch}:
        assert shelf.knows(tail)
        for year in ("2021", "2022", "2023"):
            expected = [path for path, head in heads.items() if year in head and tail in _kept(head)]
            assert list(shelf.holding(tail, year)) == expected


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bodies, three years, each report a file."""
    monkeypatch.chdir(tmp_path)
    for body in ("沧澜县水务局", "沧澜县财政局"):
        for year in (2021, 2022, 2023):
            text = DRAFT.replace("沧澜县水务局", body).replace("2023", str(year)).replace("2024", str(year + 1))
            Path(f"{body}{year}.txt").write_text(text, "utf-8")
    return tmp_path


def partners(archive: Archive, paths: list[str]) -> list[tuple[str, str | None]]:
    """Each report with the one of the year before that is found for it."""
    found = []
    for path in paths:
        compared = archive.read(path)
        assert compared
        document = archive.find(compared.document).document
        found.append((path, document and document.source.path))
    return found


@pytest.mark.parametrize("guess", ["right", "none", "wrong"])
def test_what_the_beginnings_do_not_tell_is_found_all_the_same(folder: Path, guess: str) -> None:
    paths = sorted(path.name for path in folder.iterdir())
    expected = [
        (path, None if "2021" in path else path.replace(path[-8:], f"{int(path[-8:-4]) - 1}.txt")) for path in paths
    ]
    archive = open_archive(OPTIONS, paths)
    if guess != "right":
        archive = replace(archive, names=lambda path: ["望舒市水务局"] if guess == "wrong" else [])
    assert partners(archive, paths) == expected
    assert partners(open_archive(OPTIONS, paths[:1]), paths) == expected  # the others stand in the folder beside it


def test_a_report_is_not_read_again_for_its_neighbour(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted(path.name for path in folder.iterdir())
    archive = open_archive(OPTIONS, paths)
    times: dict[str, int] = {}

    def read(path: str) -> object:
        times[path] = times.get(path, 0) + 1
        return original(path)

    original = archive.read
    archive = replace(archive, read=read)  # type: ignore[arg-type]
    for path in paths:
        result = lint_text(path, Path(path).read_text("utf-8"), OPTIONS, archive)
        assert not list(next_years(result, OPTIONS, archive, archive.shelved))
    # the last ones are looked at ahead of their turn, once: the clause they quote is of a year that is asked for
    assert times == {"沧澜县水务局2023.txt": 1, "沧澜县财政局2023.txt": 1}
    assert len(archive._reports) <= previous._REPORTS


def test_next_years_reports_are_named_where_they_were_not_given(folder: Path) -> None:
    archive = open_archive(OPTIONS, ["沧澜县水务局2021.txt"])
    result = lint_text("沧澜县水务局2021.txt", Path("沧澜县水务局2021.txt").read_text("utf-8"), OPTIONS, archive)
    assert list(next_years(result, OPTIONS, archive, archive.shelved)) == ["沧澜县水务局2022.txt"]
    assert comparing(replace(OPTIONS, select=frozenset({"title"}))) is None
