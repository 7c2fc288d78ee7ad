"""reportlint: a compliance linter for written reports."""

__version__ = "0.1.0"
