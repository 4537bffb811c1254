"""Whether a name alone beside a day is an outlet's: "Suspilne, 7 May 2025", "BBC News | 7 May 2025"."""

from __future__ import annotations

import re

from ingest import furniture

LONGEST = 5  # words of a name
_DOMAIN = re.compile(r"(?:[\w-]+\.){1,3}[a-z]{2,10}")


def is_outlet(name: str) -> bool:
    """Whether a name is surely one: it is known, an address, or has a word such as "Times" in it."""
    if len(name.split()) > LONGEST or furniture.is_section(name):
        return False
    return furniture.is_outlet(name) or bool(_DOMAIN.fullmatch(name)) or furniture.agency(name) == name
