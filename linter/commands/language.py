"""The language in which reportlint speaks."""

from __future__ import annotations

from collections.abc import Mapping

from linter import LANGUAGES


def from_environment(environment: Mapping[str, str]) -> tuple[str, str]:
    """``REPORTLINT_LANG``, else the locale, else English; and which of them it was."""
    asked = environment.get("REPORTLINT_LANG", "").lower()[:2]
    if asked in LANGUAGES:
        return asked, "REPORTLINT_LANG"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return ("zh" if environment[name].lower().startswith(("zh", "chinese")) else "en"), name
    return "en", "default"
