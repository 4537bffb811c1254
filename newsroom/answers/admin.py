"""`/stats`: the archive, its readers and what was delivered to them, in numbers and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsroom import reach, undelivered
from newsroom.answer import Answer, Block, Chart, Heading, Item, Moment, Notice, Panel, Text
from newsroom.errands import Stats
from newsroom.undelivered import KEPT
from storage.database import Work
from storage.tally import Sent
from storage.values import Precision

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


async def stats(work: Work, intent: Stats, *, now: datetime, zone: ZoneInfo, rate: int) -> Answer:
    """Numbers as of now. ``zone`` says when days begin, ``rate`` is how many messages a second may go."""
    del intent
    blocks: tuple[Block, ...] = (
        Heading(text=Text.of("stats.heading")),
        *await reach.inventory(work),
        await _articles(work, now),
        Heading(text=Text.of("stats.readers")),
        *await _readers(work, now),
        Heading(text=Text.of("stats.delivery")),
        *await _delivery(work, now, rate),
        Notice(text=Text.of("stats.counted", days=KEPT.days)),
    )
    return Answer(blocks=blocks, chart=await _chart(work, now, zone))


async def _articles(work: Work, now: datetime) -> Item:
    day, week = await work.tally.articles(now - _DAY), await work.tally.articles(now - _WEEK)
    return Item(text=Text.of("stats.articles", day=day, week=week, stories=await work.stories.count()))


async def _readers(work: Work, now: datetime) -> list[Item]:
    readers, wishes = await work.tally.readers(now), await work.tally.wishes()
    chats = Text.of(
        "stats.chats",
        count=readers.reached + sum(readers.stopped.values()),
        active=readers.reached - readers.paused,
        paused=readers.paused,
        stopped=sum(readers.stopped.values()),
    )
    wanted = Text.of("stats.wanted", digests=wishes.subscriptions, alerts=wishes.alerts)
    follows = Text.of("stats.follows", follows=wishes.follows, mutes=wishes.mutes)
    return [Item(text=chats), *undelivered.items(readers.stopped), Item(text=wanted), Item(text=follows)]


async def _delivery(work: Work, now: datetime, rate: int) -> list[Item]:
    day, week = await work.tally.sent(now - _DAY), await work.tally.sent(now - _WEEK)
    waiting = sum((await work.tally.waiting()).values())
    return [
        Item(text=Text.of("stats.day", sent=_sent(day))),
        Item(text=Text.of("stats.week", sent=_sent(week))),
        *_reached(week, rate),
        Item(text=Text.of("stats.waiting", count=waiting)),
        *undelivered.items(week.failed),
    ]


def _sent(sent: Sent) -> Text:
    failed = sum(sent.failed.values())
    return Text.of("stats.sent", count=sent.messages, chats=sent.chats, retried=sent.retried, failed=failed)


def _reached(week: Sent, rate: int) -> Iterator[Item]:
    """The rate of the busiest minute, where there was one worth telling."""
    if week.most >= 60:
        a_second = f"{week.most / 60:.1f}"
        share = f"{week.most / 60 / rate:.0%}" if rate else ""
        key = "stats.rate" if rate else "stats.rate_free"
        yield Item(text=Text.of(key, rate=a_second, share=share, limit=rate))


async def _chart(work: Work, now: datetime, zone: ZoneInfo) -> Chart:
    """Each of the days of which all is kept, and today."""
    today = now.astimezone(zone).date()
    days = [today - _DAY * back for back in range(KEPT.days - 1, -1, -1)]
    bounds = [datetime.combine(day, time(), zone) for day in (*days, today + _DAY)]
    spans = await work.tally.by_span(bounds)
    panels = [_panel("stats.messages_a_day", [span.messages for span in spans])]
    panels.append(_panel("stats.readers_a_day", [span.chats for span in spans]))
    if any(span.failed for span in spans):
        panels.append(_panel("stats.failed_a_day", [span.failed for span in spans]))
    moments = tuple(Moment(at=bound, precision=Precision.DAY) for bound in bounds[:-1])
    title = Text.of("stats.title", first=moments[0], last=moments[-1])
    return Chart(title=title, days=moments, panels=tuple(panels))


def _panel(key: str, values: list[int]) -> Panel:
    return Panel(text=Text.of(key, today=f"{values[-1]:,}", most=f"{max(values):,}"), values=tuple(values))
