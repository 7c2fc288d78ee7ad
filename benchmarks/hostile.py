"""What hostile packs, patterns and pages cost: CPU seconds and peak memory of the worst of each list in the tests.

python -m benchmarks.hostile
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from linter.patterns import check_pattern
from linter.readers import html
from linter.source import Source
from linter.tokens import MalformedError
from tests.test_packs import BOMBS, mistakes_in
from tests.test_patterns import RUNAWAYS

TAGS = ("<a ", "<!--", "<![CDATA[", "<td rowspan=3 ", "<table>", "<table><tr><td>x", "<tr><td colspan=1000 rowspan=9>")


def worst(name: str, cases: Iterable[tuple[str, Callable[[], object]]]) -> None:
    costs = []
    for case, run in cases:
        start = time.process_time()
        run()
        costs.append((time.process_time() - start, case))
    seconds, case = max(costs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:32} {len(costs):4} cases, worst {seconds:.3f} s ({case[:40]!r}), peak so far {peak} MB")


def refused(pattern: str) -> None:
    try:
        check_pattern(pattern)
    except MalformedError:
        return
    raise AssertionError(f"not refused: {pattern}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        worst("packs", ((name, lambda name=name: mistakes_in(BOMBS[name][0], Path(folder))) for name in BOMBS))
    worst("patterns", ((pattern, lambda pattern=pattern: refused(pattern)) for pattern in RUNAWAYS))
    for size in (80_000, 320_000):
        pages = {tag: Source.of("page.html", tag * (size // len(tag))) for tag in TAGS}
        worst(f"pages of {size} characters", ((tag, lambda page=page: html.read(page)) for tag, page in pages.items()))


if __name__ == "__main__":
    main()
