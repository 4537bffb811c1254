"""Who made a report, as a desk signs it: "(Reporting by A and B; Writing by C; Editing by D)".

Such credits are work, "by" and names, nothing else: a sentence about somebody's reporting has other words.
"""

from __future__ import annotations

import re
from functools import cache

from ingest import furniture

LONGEST = 600  # characters of a line of credits
_NAME = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w.'’-]*"
_STOP = r"(?<=[.!?…”\"»])"
_OPENS = r"[\s(\[*_—–-]*"
_CLOSES = r"[\s)\].*_]*"


def reporters(text: str) -> str | None:
    """Who reported, of a line that holds credits alone; "" where it names others; None for other lines."""
    if len(text) > LONGEST or not _patterns()[0].fullmatch(text):
        return None
    return _of(text)


def behind(paragraph: str) -> tuple[int, str] | None:
    """Where a last sentence ends before credits in brackets or an agency's name, and who reported.

    None without such.
    """
    if paragraph.endswith(".") and not paragraph.endswith((").", "].")):
        return None  # as most do
    found = _patterns()[1].search(paragraph, max(0, len(paragraph) - LONGEST))
    return (found.start(), _of(found[0])) if found and found.start() else None


def _of(text: str) -> str:
    made = (found["names"] for found in _patterns()[2].finditer(text) if found["reported"])
    return next(made, "").rstrip(". ")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A line of nothing but credits, credits in brackets at the end of a paragraph, and one credit."""
    reported, other = furniture.working()
    between = rf"\s*[,/&]\s*|\s+(?:(?:{furniture.connecting()})\s+){{0,3}}"
    and_more = rf"(?:{between})(?!(?i:{reported}|{other})\s){_NAME}"
    names = rf"{_NAME}(?:{and_more}){{0,24}}(?:\s+(?:bureau|newsroom|staff|desk|team)\b)?"
    work = f"(?>(?i:{reported}|{other}))"  # taken once: some wording is in both
    one = rf"{work}\s+{names}"
    agency = f"(?:{furniture.agencies()})"
    several = rf"{one}(?:\s*[;,.|/]*(?:\s+and)?\s+{one}){{0,9}}"
    signed = rf"\s+[(\[](?:{several}|{agency}(?:[/,-]\s?\w{{2,12}})*)\.?[)\]]\.?$"
    return (
        re.compile(rf"{_OPENS}{several}{_CLOSES}"),
        re.compile(rf"{signed}|{_STOP}\s{agency}$"),
        re.compile(rf"(?:(?P<reported>(?<!\w)(?i:{reported}))|(?i:{other}))\s+(?P<names>{names})"),
    )
