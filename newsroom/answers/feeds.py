"""What is said of feeds: each with its state and, where it fails, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from newsroom import parcels
from newsroom.answer import Action, Answer, Heading, Item, Moment, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errands import Feeds, PauseFeed, RemoveFeed, ResumeFeed
from newsroom.errors import Refused
from storage.database import Work
from storage.inbox_values import Feed, FeedState
from storage.values import Precision

_PAGE = 4


def listing(feeds: Sequence[Feed]) -> Answer:
    """The feeds, a line each."""
    if not feeds:
        return Answer(blocks=(Notice(text=Text.of("feeds.none")),))
    items = (Item(text=line(feed)) for feed in feeds)
    return Answer(blocks=(Heading(text=Text.of("feeds.heading")), *items))


async def feeds(work: Work, intent: Feeds) -> Answer:
    """One page of them, with what can be done with each."""
    found = Page.of(await work.feeds.page(_PAGE + 1, intent.page * _PAGE), _PAGE)
    if not found.items:
        return Answer(blocks=(Notice(text=Text.of("page.end" if intent.page else "feeds.none")),))
    choices = (action for each in found.items for action in _choices(each))
    actions = (*choices, *turn(found, intent.page, lambda n: Feeds(page=n)))
    return replace(listing(found.items), actions=actions)


def added(feed: Feed, taken: int) -> Answer:
    """A new feed, and how many of its entries were taken."""
    return _said(Text.of("feeds.added", title=feed.title, number=feed.id, count=taken))


async def pause(work: Work, intent: PauseFeed) -> Answer:
    """Polled no more until it is resumed; one that has ended stays so."""
    feed = await _known(work, intent.number)
    if feed.state is FeedState.ACTIVE:
        await work.feeds.note(feed.id, state=FeedState.PAUSED)
    return _said(Text.of("feeds.put_off", title=feed.title))


async def resume(work: Work, intent: ResumeFeed, now: datetime) -> Answer:
    """Polled again, at once, as if it had not failed."""
    feed = await _known(work, intent.number)
    if feed.state is not FeedState.ACTIVE:
        anew = {"state": FeedState.ACTIVE, "failures": 0, "reason": None, "due": now}
        await work.feeds.note(feed.id, **anew)
    return _said(Text.of("feeds.resumed", title=feed.title))


async def remove(work: Work, intent: RemoveFeed) -> Answer:
    """Forgotten; what was taken from it stays."""
    feed = await _known(work, intent.number)
    await work.feeds.remove(feed.id)
    return _said(Text.of("feeds.removed", title=feed.title))


def _said(text: Text) -> Answer:
    back = Action.of(Text.of("button.feeds_list"), Feeds())
    return Answer(blocks=(Notice(text=text),), actions=(back,))


def _choices(feed: Feed) -> Iterable[Action]:
    if feed.state is FeedState.ACTIVE:
        yield Action.of(Text.of("button.pause", number=feed.id), PauseFeed(number=feed.id))
    else:
        yield Action.of(Text.of("button.resume", number=feed.id), ResumeFeed(number=feed.id))
    yield Action.of(Text.of("button.remove_number", number=feed.id), RemoveFeed(number=feed.id))


async def _known(work: Work, number: int) -> Feed:
    feed = await work.feeds.get(number)
    if feed is None:
        raise Refused("feeds.unknown", what=number)
    return feed


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
        return Text.of("feeds.paused_why", why=why) if why and feed.failures else Text.of("feeds.paused")
    if feed.failures:
        return Text.of("feeds.failing", count=feed.failures, due=_moment(feed.due), why=why)
    if feed.read is None:
        return Text.of("feeds.new")
    active = Text.of("feeds.active", at=_moment(feed.read), due=_moment(feed.due))
    return Text.of("feeds.but", state=active, why=why) if why else active


def _moment(at: datetime) -> Moment:
    return Moment(at=at, precision=Precision.MINUTE)
