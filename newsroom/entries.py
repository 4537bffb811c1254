"""Which entries of a feed are new, what is handed over of them, and what its server asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest import canonical, feed
from newsroom import parcels
from newsroom.answer import Text
from newsroom.believable import AHEAD
from storage.inbox_values import Feed, NewSubmission

KEY = "feed:"
"""How the key of a submission begins that is a feed's entry."""
FIRST = 10  # entries taken of a new feed: subscribing must not flood the archive
_MARKS = 6 * feed.LONGEST  # remembered; twice what a document can hold
_AFTER = timedelta(days=7)  # the longest wait that a server may ask for


def after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long Retry-After asks to wait (RFC 9110, section 10.2.3); at most a week."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return min(timedelta(seconds=int(value)), _AFTER)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return timedelta()
    return min(max((at if at.tzinfo else at.replace(tzinfo=UTC)) - now, timedelta()), _AFTER)


def max_age(headers: Mapping[str, str]) -> int:
    """Seconds for which the answer holds (RFC 9111, section 5.2.2.1); 0 where it does not say."""
    found = re.search(r"(?:^|[,\s])max-age=([0-9]{1,9})", headers.get("cache-control", ""), re.IGNORECASE)
    return int(found[1]) if found else 0


def doubted(found: feed.Feed, now: datetime) -> str | None:
    """What is to be told of a document's times that are not believed, as text for the feed's row."""
    ahead = sum(entry.published is not None and entry.published > now + AHEAD for entry in found.entries)
    count = found.unread + ahead
    return parcels.dump_reason(Text.of("feeds.doubted", count=count)) if count else None


def new(known: Feed, entries: Sequence[feed.Entry]) -> list[feed.Entry]:
    """Entries of which no mark is known, oldest first; of a feed read for the first time the newest."""
    seen = set(known.seen)
    fresh = [entry for entry in entries if seen.isdisjoint(entry.marks)]
    oldest = datetime.min.replace(tzinfo=UTC)
    if known.read is None:
        dated = sorted(fresh, key=lambda entry: entry.published or oldest, reverse=True)
        fresh = dated[:FIRST]
    fresh.reverse()  # feeds have the newest on top, and not every one has dates
    return sorted(fresh, key=lambda entry: entry.published or oldest)


def remembered(known: Feed, entries: Sequence[feed.Entry]) -> list[str]:
    """The marks to keep: what the document lists comes last, so that it is never forgotten while it does."""
    listed = dict.fromkeys(mark for entry in entries for mark in entry.marks)
    return [*(mark for mark in known.seen if mark not in listed), *listed][-_MARKS:]


def submission(known: Feed, entry: feed.Entry, now: datetime) -> NewSubmission:
    """An entry as something handed over: its text where it has all of it, else the link to it."""
    text = feed.page(entry) if entry.content else entry.link or ""
    return NewSubmission(
        key=f"{KEY}{known.id}:{entry.marks[0]}",
        text=text,
        received=now,
        source=entry.source or known.title,
        url=entry.link,
        sent=entry.published,
        host=canonical.host(text),
    )
