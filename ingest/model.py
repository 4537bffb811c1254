"""What comes out of ingest: a clean draft of one article, not yet stored or analysed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a publication time is known; of SENT only that somebody passed the text on then."""

    DAY = "day"
    MINUTE = "minute"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A publication time in aware UTC. With ``Precision.DAY`` the time is midnight UTC of that day."""

    at: datetime
    precision: Precision

    @property
    def stated(self) -> bool:
        """Whether somebody states it: days that a text speaks of are told from no other."""
        return self.precision is not Precision.SENT


class Why(StrEnum):
    """Why something that is said of an article is not believed."""

    FUTURE = "future"  # it would be published in days to come
    DATE = "date"  # no day that can be told for sure
    ADDRESS = "address"  # no place on the web
    LANGUAGE = "language"  # no code of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something said of an article that is not believed, so it is left out: its words, and why."""

    words: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article with the page's furniture gone.

    Every line of ``body`` stands verbatim in what was submitted; paragraphs are separated by one
    newline. ``published`` is what the page or text itself says, or None. ``source`` is the
    publisher as the page names it, or None; it is never guessed. ``url`` is canonical. ``dateline``
    is the place a report was filed from ("MOSCOW"), ``agency`` a credited news agency ("AFP"),
    ``byline`` the author as printed. ``places`` says where each line of ``body`` begins in the
    normalised text that was pasted, in code points; a page's draft has none. ``left_out`` are the
    sentences around it that were taken for the page's, where so many are missed that it may be wrong.
    ``doubts`` are what was said of it and is left out.
    """

    title: str
    body: str
    published: Stamp | None = None
    source: str | None = None
    url: str | None = None
    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    places: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def stated(self) -> datetime | None:
        """When it was published, as somebody states it; None where it was only passed on by then."""
        return self.published.at if self.published and self.published.stated else None
