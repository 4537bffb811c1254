"""Rows for tests, with everything but the point of the test filled in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count

from storage.chat_values import Parcel, Plan
from storage.database import Storage, Work
from storage.inbox_values import NewSubmission
from storage.values import NewArticle, NewSentence, Precision, Span

NOON = datetime(2026, 1, 21, 12, 0, tzinfo=UTC)
_numbers = count(1)


def article(body: str = "One came. Two went. Three stayed.", /, **changes: object) -> NewArticle:
    """An article whose sentences end at full stops; ``day`` moves its date."""
    spans = [(found.start(), found.end()) for found in re.finditer(r"[^.\s][^.]*\.", body)]
    day = changes.pop("day", 0)
    assert isinstance(day, int)
    published = NOON + timedelta(days=day)
    values: dict[str, object] = {
        "title": "A title",
        "body": body,
        "language": "en",
        "source": "Sample Courier",
        "url": None,
        "published": published,
        "precision": Precision.MINUTE,
        "arrived": published + timedelta(hours=1),
        "dateline": None,
        "agency": None,
        "byline": None,
        "sample": True,
        "content_hash": f"hash-{next(_numbers)}",
        "submission_id": None,
        "original_id": None,
        "analysis_version": 1,
        "terms": "",
        "sentences": tuple(
            NewSentence(start=start, end=end, salience=0.5, anaphoric=False, caveat=False)
            for start, end in spans
        ),
        "summaries": {},
    }
    return NewArticle(**{**values, **changes})  # type: ignore[arg-type]  # named as the fields are


def copy_of(original_id: int, **changes: object) -> NewArticle:
    """A copy, as intake stores one: without sentences and terms."""
    return replace(article(**changes), original_id=original_id, sentences=())


def submission(**changes: object) -> NewSubmission:
    """A forward of the user 7 in the chat 7."""
    values: dict[str, object] = {
        "key": f"7:{next(_numbers)}",
        "text": "Something happened.",
        "received": NOON,
        "chat_id": 7,
        "message_id": 70,
        "user_id": 7,
    }
    return NewSubmission(**{**values, **changes})  # type: ignore[arg-type]  # as above


def span(position: int, start: int = 0, end: int = 3) -> Span:
    """A place in a body."""
    return Span(position=position, start=start, end=end)


async def add(storage: Storage, *new: NewArticle) -> list[int]:
    """Store articles; their ids."""
    async with storage.write() as work:
        return [await work.articles.add(each) for each in new]


async def subscribe(work: Work, chat_id: int, due: datetime, at: time = time(12), zone: str = "UTC") -> None:
    """A known chat gets a digest every day, the next one at ``due``."""
    await work.subscriptions.put((chat_id, None), Plan(times=(at,), zone=zone), due)


async def taken(work: Work, now: datetime) -> list[Parcel]:
    """Everything that the outbox has for a sender at a time, taken out for good."""
    parcels: list[Parcel] = []
    while claimed := await work.outbox.claim(now, lease=timedelta(minutes=1), limit=999):
        parcels += claimed
        for parcel in claimed:
            await work.outbox.done(parcel.id, now, 1)
    return parcels
