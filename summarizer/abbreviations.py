"""What news writes with a full stop that need not end a sentence, by how it behaves.

The lists, and what they rest on, stand in data/abbreviations.toml.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

_LISTS = tomllib.loads((files("summarizer") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))


def _list(name: str) -> frozenset[str]:
    return frozenset(str(_LISTS[name]).split())


TITLES = _list("titles")
"""Never at the end of a sentence; case counts ("Gen." the rank, not "gen.")."""

BEFORE_NUMBER = _list("before_number")
"""No end before a figure, in lower case."""

PLACES = _list("places")
"""No end before a name."""

MAY_END = _list("may_end")
"""The end only where one of ``OPENERS`` follows; case counts."""

OPENERS = _list("openers")
"""Capitalised words that mostly open a sentence."""

CALENDAR = _list("calendar")
"""What may follow a time of day within the sentence."""

ORDINAL_LANGUAGES = _list("ordinal_languages")
"""ISO 639-1 codes of languages that write ordinal numbers with a full stop."""

SAYING = _list("saying")
"""Verbs that tie a quoted question to its speaker."""
