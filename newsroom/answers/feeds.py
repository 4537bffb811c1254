"""What is said of feeds: each with its state and, where it fails, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsroom import parcels
from newsroom.answer import Answer, Heading, Item, Moment, Notice, Text
from storage.values import Feed, FeedState, Precision


def listing(feeds: Sequence[Feed]) -> Answer:
    """The feeds, a line each."""
    if not feeds:
        return Answer(blocks=(Notice(text=Text.of("feeds.none")),))
    items = (Item(text=line(feed)) for feed in feeds)
    return Answer(blocks=(Heading(text=Text.of("feeds.heading")), *items))


def line(feed: Feed) -> Text:
    """A feed in one line."""
    state = _state(feed)
    return Text.of(
        "feeds.line", number=feed.id, title=feed.title, url=feed.url, state=state, count=feed.items
    )


def _state(feed: Feed) -> Text:
    why = parcels.reason(feed.reason)
    if feed.state is FeedState.ENDED:
        return Text.of("feeds.ended")
    if feed.state is FeedState.PAUSED:
        return Text.of("feeds.paused_why", why=why) if why else Text.of("feeds.paused")
    if feed.failures:
        return Text.of("feeds.failing", count=feed.failures, due=_moment(feed.due), why=why)
    if feed.read is None:
        return Text.of("feeds.new")
    return Text.of("feeds.active", at=_moment(feed.read), due=_moment(feed.due))


def _moment(at: datetime) -> Moment:
    return Moment(at=at, precision=Precision.MINUTE)
