"""Reports from outside: real ones that a careful reviewer has read, and a corpus with known truth.

They are third-party texts that lie beside a developer's checkout; where they do not, these tests are skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REVIEWED = SHARED / "check" / "real_reports.py"
CORPUS = SHARED / "corpus"


@pytest.mark.skipif(not REVIEWED.exists(), reason="the reviewed reports are not beside this checkout")
@pytest.mark.parametrize("part", ["seeds", "reports", "pairs"])
def test_real_reports_are_judged_as_their_reviewer_does(part: str) -> None:
    command = Path(sys.executable).with_name("reportlint")
    asked = [sys.executable, str(REVIEWED), str(command), "--only", part]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert said.stdout == "0 differences from the review\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not CORPUS.exists():
        pytest.skip("the corpus is not beside this checkout")
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(CORPUS / "corpus.tar.xz") as packed:
        packed.extractall(folder, filter="data") if hasattr(tarfile, "data_filter") else packed.extractall(folder)
    return folder / "corpus"


@pytest.mark.parametrize(
    ("tiers", "recall", "line", "loc"),
    [("AM", 0.99, 0.99, 0.99), ("B", 0.95, 0.95, 0.97)],
    ids=["rows-survive", "hard"],
)
def test_the_corpus_is_scored(corpus: Path, tmp_path: Path, tiers: str, recall: float, line: float, loc: float) -> None:
    """One case of each kind in every layout; nothing may be said of a correct report."""
    layouts = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))["layouts"]
    asked = [name for name, layout in layouts.items() if layout["tier"] in tiers]
    measured = tmp_path / "measured.json"
    command = [sys.executable, str(CORPUS / "score.py"), "--corpus", str(corpus), "--call", "tests.scoring:lint"]
    command += ["--tiers", tiers, "--layouts", ",".join(asked), "--sample", "1", "--json", str(measured)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    summary = json.loads(measured.read_text(encoding="utf-8"))["summary"]
    assert (summary["fp"], summary["nf_fp"], summary["crashes"]) == (0, 0, 0), said.stdout
    assert summary["recall"] >= recall, said.stdout
    assert summary["line"] >= line, said.stdout
    assert summary["loc1"] >= loc, said.stdout


def test_lossy_text_raises_no_false_alarm(corpus: Path, tmp_path: Path) -> None:
    measured = tmp_path / "measured.json"
    command = [sys.executable, str(CORPUS / "score.py"), "--corpus", str(corpus), "--call", "tests.scoring:lint"]
    command += ["--tiers", "L", "--layouts", "pdftotext,html2text-deb,seed1x,seed2x", "--sample", "1"]
    subprocess.run([*command, "--json", str(measured)], cwd=ROOT, capture_output=True, check=False)
    summary = json.loads(measured.read_text(encoding="utf-8"))["summary"]
    assert (summary["fp"], summary["nf_fp"], summary["crashes"]) == (0, 0, 0)


def test_nothing_of_these_texts_is_copied_into_the_project() -> None:
    if not SHARED.exists():
        pytest.skip("no reports beside this checkout")
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n")]
    sentences = {line.strip()[:30] for line in lines if len(line) > 80 and "\t" not in line}
    assert sentences
    for folder in ("examples", "rules", "tests", "docs", "benchmarks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".txt", ".md", ".yaml", ".html", ".py"}:
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not [sentence for sentence in sentences if sentence in text], path
