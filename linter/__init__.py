"""reportlint: a compliance linter for written reports."""

__version__ = "0.1.0"
LANGUAGES = ("zh", "en")
"""The languages it speaks; said here because the command line needs no more than this to start."""
