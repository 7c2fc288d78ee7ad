"""From what applies to a file to what the engine is asked: packs loaded, rules' names checked."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from linter.config import Named, Settings
from linter.diagnostic import Message
from linter.engine import ENGINE_IDS
from linter.errors import Mistake, UserError
from linter.messages import catalogue
from linter.pack import Pack
from linter.packs import load, shipped
from linter.selection import Options
