"""What the opening of a report states about it: the place it was filed from and the agency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest import dates, furniture
from ingest.model import Stamp

LATEST = 3
"""Paragraphs of which one may open with the dateline."""
_CAPITALS = r"[^\W\d_a-zа-яёіїєґ][^\W\d_a-zа-яёіїєґ.'’]+"
_NAME = r"[^\W\d_a-z][\w.'’-]+"
_REGION = r"(?:,\s[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){0,2}){0,2}?"
_DATE = r"(?:,\s(?P<date>\w{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\.?\s\w{3,9}(?:\s\d{4})?))?"
_MARK = r"\s*(?P<mark>:|—|–|--|-)\s+(?=\S)"
# Labels in capitals that are not places: what the page says of its text, and bodies that speak.
_LABELS = frozenset(
    """
    breaking update updated watch live exclusive analysis opinion explainer explained factbox fact check
    correction editorial comment interview video photos alert urgent note nato un eu us usa uk who iaea isw
    osce g7 g20 imf opec question answer key latest recap summary timeline background context quote source
    report warning important developing advisory media news official statement more read also
    """.split()  # noqa: SIM905 - a list literal of them takes a screen
)
_SPEAKER = re.compile(r"[“\"«„]|(?:I|We|My|Our|You|Well|Yes|No|Thank|So)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of a report, ``length`` characters of its first paragraph, before its first sentence."""

    length: int
    place: str | None = None
    agency: str | None = None
    stamp: Stamp | None = None


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
    if found is None and not (match["date"] or furniture.agency(match["source"]) == match["source"]):
        return None
    return Credited(words=match["words"], source=match["source"], stamp=found[0] if found else None)


def opening(paragraphs: Sequence[str]) -> tuple[int, Dateline] | None:
    """The dateline of a report, and which of its first paragraphs it opens.

    A standfirst or a note may stand above it; then no other paragraph opens with one.
    """
    for at, paragraph in enumerate(paragraphs[:LATEST]):
        others = (*paragraphs[:at], *paragraphs[at + 1 :])
        if found := dateline(paragraph, others):
            return None if at and any(map(dateline, others)) else (at, found)
    return None


def dateline(paragraph: str, others: tuple[str, ...] = ()) -> Dateline | None:
    """The dateline that a first paragraph opens with, or None.

    A label in capitals with a colon may be a speaker in a transcript. Cutting that off would take
    an attribution away, so it counts only when the speech it would introduce is not in the first
    person or quoted, and no other paragraph opens with such a label.
    """
    match = _patterns()[0].match(paragraph) or _patterns()[1].match(paragraph)
    if match is None:
        credit = _patterns()[2].match(paragraph)
        return Dateline(agency=credit["agency"], length=credit.end()) if credit else None
    if match["agency"] is None and not _place(match, paragraph, others):
        return None
    found = dates.find(match["date"]) if match["date"] else None
    return Dateline(
        place=match["place"], agency=match["agency"], stamp=found[0] if found else None, length=match.end()
    )


def _place(match: re.Match[str], paragraph: str, others: tuple[str, ...]) -> bool:
    words = re.findall(r"\w+", match["place"].casefold())
    if any(word in _LABELS for word in words) or max(map(len, words)) < 4:
        return False
    rest = paragraph[match.end() :]
    if match["mark"] == ":" and (
        _SPEAKER.match(rest) or any(_patterns()[0].match(other) for other in others)
    ):
        return False
    return len(rest.split()) >= 4


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A place in capitals (AP Stylebook, "datelines"), any place with an agency, an agency alone."""
    agency = rf"\s*\((?P<agency>{furniture.agencies()})\)"
    place = rf"(?P<place>{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,3}})"
    return (
        re.compile(rf"{place}{_REGION}{_DATE}(?:{agency})?{_MARK}"),
        re.compile(rf"(?P<place>{_NAME}(?:\s{_NAME}){{0,2}}){_REGION}{_DATE}{agency}{_MARK}"),
        re.compile(rf"{agency}{_MARK}"),
    )
