"""``reportlint schema``: the JSON Schema of packs, cases or the config, for editors."""

from __future__ import annotations

import sys
from json import dumps

from linter.packs.schema import Subject, schema


def run(of: Subject) -> int:
    """Print one schema."""
    sys.stdout.write(dumps(schema(of), ensure_ascii=False, indent=1) + "\n")
    return 0
