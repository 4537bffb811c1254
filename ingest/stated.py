"""What a line of facts about an article states: its date, who wrote it, and the publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from ingest import bylines, dates, furniture, labels, outlets, signatures
from ingest.marks import BULLET, END_MARK, FULL_STOP, count
from ingest.model import Stamp

# A name of up to two words: "Jane Doe", "Dorvale Paper"; what has more may be a headline.
_CAPITALS = re.compile(
    r"[^\W\d_a-zа-яёіїєґ][\w.'’-]*(?:\s(?:of|the|and|de|la|[^\W\d_a-zа-яёіїєґ][\w.'’-]*))?"
)
_NAMED = 14  # words of a line of names and a date
_PARTS = re.compile(r"[,;|•·()\[\]]|\s[–—/-]\s")
_PIECES = re.compile(r"\s+[|•·/]\s+|\s+[–—-]\s+|\t+|\s{3,}|\s*\|\s*")


class Dated(Enum):
    """How a line that holds a date names it, the better reason first."""

    PUBLISHED = 0
    BARE = 1
    UPDATED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A date and how it is named, who wrote it, the publisher, and a name beside the date that may be its."""

    stamp: Stamp | None = None
    dated: Dated | None = None
    byline: str | None = None
    source: str | None = None
    outlet: str | None = None


def facts(text: str, words: int) -> Facts | None:
    """What a line of facts about the article states, or None when the line is something else."""
    signed = signatures.reporters(text)
    if signed is not None:
        return Facts(byline=signed or None)
    if words > 24 or BULLET.match(text):
        return None
    found = _named_and_dated(text, words) or _in_pieces(text)
    return replace(found, outlet=_outlet(text)) if found and found.stamp and not found.source else found


def _in_pieces(text: str) -> Facts | None:
    """What the pieces of a line state that bars or dashes part, none of which says anything else."""
    stamps: list[tuple[Dated, Stamp]] = []
    byline = source = None
    sure = False
    for piece in [text] if _dated(text) else filter(None, _PIECES.split(text)):
        if dated := _dated(piece):
            stamps.append(dated)
        elif named := bylines.of(piece.strip()):
            byline = byline or named
        elif named := labels.source(piece):
            source = source or named
            stamps += [(Dated.BARE, day[0])] if (day := dates.find(piece)) else []
        elif furniture.passing(piece):
            sure = True
        elif count(dates.without_dates(piece)) > 3 or furniture.is_furniture(piece) or END_MARK.search(piece):
            return None
    source = source or next(filter(None, map(labels.source, _PIECES.split(text))), None)
    if not stamps and not byline and not source and not sure:
        return None
    how, stamp = min(stamps, key=lambda pair: pair[0].value) if stamps else (None, None)
    return Facts(stamp=stamp, dated=how, byline=byline, source=source)


def _outlet(text: str) -> str | None:
    """The name in a dated line that is surely an outlet's: another may be a town's or a person's."""
    names = [part for part in _parts(text) if not _little(part) and not bylines.of(part)]
    return next(filter(outlets.is_outlet, names), None)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(dates.without_dates(text)) if part.strip()]


def _named_and_dated(text: str, words: int) -> Facts | None:
    """What "Jane Doe, 28 September 2024, 10:15" or "Dorvale Paper, 30 August 2023, by Jane Doe" states."""
    found = (
        dates.find(text)
        if words <= _NAMED and re.search("[,(]", text) and not END_MARK.search(text)
        else None
    )
    if not found or _dated(text):
        return None
    named = [part for part in _parts(text) if not _little(part)]
    signed = {part: bylines.of(part[:1].upper() + part[1:]) for part in named}
    if not all(_CAPITALS.fullmatch(part) or outlets.is_outlet(part) for part in named if not signed[part]):
        return None
    return Facts(stamp=found[0], dated=Dated.BARE, byline=next(filter(None, signed.values()), None))


def _little(part: str) -> bool:
    """Whether a part of a line names nobody: a time ago, an agency, small words beside a day."""
    return furniture.passing(part) or not re.search(r"[^\W\d_]", furniture.without_date_words(part)[0])


def _dated(piece: str) -> tuple[Dated, Stamp] | None:
    """The date that a piece of a line consists of, with at most two words that say nothing else."""
    found = dates.find(piece)
    if found is None or FULL_STOP.search(piece):
        return None
    rest, how = furniture.without_date_words(dates.without_dates(piece))
    if count(rest) > (3 if how else 1):
        return None
    if how == "both":
        return _first_of_both(piece)
    return {"published": Dated.PUBLISHED, "updated": Dated.UPDATED, None: Dated.BARE}[how], found[0]


def _first_of_both(piece: str) -> tuple[Dated, Stamp] | None:
    """The publication date in "Published 22 October 2024, updated 23 October 2024", in either order."""
    for part in furniture.at_date_words(piece):
        found = dates.find(part)
        if found and furniture.without_date_words(part)[1] == "published":
            return Dated.PUBLISHED, found[0]
    found = dates.find(piece)
    return (Dated.UPDATED, found[0]) if found else None
