"""What a headline states beside its words: who ran the report, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import dates, outlets
from ingest.model import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """A headline of a press review: its words, who ran it, and when."""

    words: str
    source: str
    stamp: Stamp | None


_CREDIT = re.compile(
    r"(?P<words>.{10,}?)\s+\((?P<source>[^\W\d_][^(),]{1,40})(?:,\s*(?P<date>[^()]*\d[^()]*))?\)"
)


def credited(headline: str) -> Credited | None:
    """What "Court frees editor (Dorvale Paper, 5 August 2024)" credits; None without day or agency."""
    match = _CREDIT.fullmatch(headline)
    if match is None:
        return None
    found = dates.find(match["date"]) if match["date"] else None
    if found is None and not (match["date"] or outlets.is_outlet(match["source"])):
        return None
    return Credited(words=match["words"], source=match["source"], stamp=found[0] if found else None)
