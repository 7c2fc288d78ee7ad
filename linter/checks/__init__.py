"""The kinds of check, one a file. A new kind is registered here by one line: its name in packs, its module and class.

They are named, not imported: a run imports the kinds that its packs use.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from linter.checks.base import Check

KINDS: dict[str, str] = {
    "at-most": "at_most:AtMost",
    "blank-cells": "blank_cells:BlankCells",
    "bracket-style": "bracket_style:BracketStyle",
    "cell-count": "cell_count:CellCount",
    "cell-value": "cell_value:CellValue",
    "contradiction": "contradiction:Contradiction",
    "copied-text": "copied_text:CopiedText",
    "deadline": "deadline:Deadline",
    "decimal-places": "decimal_places:DecimalPlaces",
    "empty": "empty:Empty",
    "empty-table-note": "empty_table_note:EmptyTableNote",
    "equation": "equation:EquationCheck",
    "forbidden": "forbidden:Forbidden",
    "itemised-total": "itemised_total:ItemisedTotal",
    "markup": "markup:Markup",
    "mentions": "mentions:Mentions",
    "near-names": "near_names:NearNames",
    "numbering": "numbering:Numbering",
    "percentage": "percentage:Percentage",
    "period": "period:Period",
    "punctuation": "punctuation:Punctuation",
    "repeated-word": "repeated_word:RepeatedWord",
    "residue": "residue:Residue",
    "section-title": "section_title:SectionTitle",
    "sections": "sections:Sections",
    "signature": "signature:Signature",
    "single-unit": "single_unit:SingleUnit",
    "stale-year": "stale_year:StaleYear",
    "stated-figures": "stated_figures:StatedFigures",
    "table-labels": "table_labels:TableLabels",
    "table-present": "table_present:TablePresent",
    "table-rows": "table_rows:TableRows",
    "table-totals": "table_totals:TableTotals",
    "title": "title:Title",
    "topics": "topics:Topics",
    "unfinished-sentence": "unfinished_sentence:UnfinishedSentence",
    "unit-stated": "unit_stated:UnitStated",
}


@cache
def kind(name: str) -> type[Check]:
    """The class of a kind. Raises ``KeyError`` where there is no such kind."""
    module, _, class_ = KINDS[name].partition(":")
    found: type[Check] = getattr(import_module(f"{__name__}.{module}"), class_)
    return found
