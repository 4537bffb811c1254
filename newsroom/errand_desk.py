"""What an admin asks of the archive that is done at once, within one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from newsroom import errands as e
from newsroom import intents as i
from newsroom.answer import Answer
from newsroom.answers import admin, channels, feeds, history, inbox, latest
from storage.database import Work

Errand = (
    e.KeepText
    | e.History
    | e.Stats
    | e.Inbox
    | e.Retry
    | e.Drop
    | e.Sources
    | e.ApproveSource
    | e.RemoveSource
    | e.Feeds
    | e.PauseFeed
    | e.ResumeFeed
    | e.RemoveFeed
)


async def answer(  # noqa: C901, PLR0911, PLR0912  # a flat table
    work: Work, intent: Errand, *, now: datetime, zone: ZoneInfo, rate: int
) -> Answer:
    """The answer to an errand, times in ``zone``. ``rate`` is how many messages a second may go (0: any)."""
    match intent:
        case e.KeepText():
            return await latest.article(work, i.ShowArticle(article_id=intent.article_id))
        case e.History():
            return await history.history(work, intent)
        case e.Stats():
            return await admin.stats(work, intent, now=now, zone=zone, rate=rate)
        case e.Inbox():
            return await inbox.inbox(work, intent)
        case e.Retry():
            return await inbox.retry(work, intent)
        case e.Drop():
            return await inbox.drop(work, intent, now)
        case e.Sources():
            return await channels.sources(work, intent)
        case e.ApproveSource():
            return await channels.approve(work, intent)
        case e.RemoveSource():
            return await channels.remove(work, intent)
        case e.Feeds():
            return await feeds.feeds(work, intent)
        case e.PauseFeed():
            return await feeds.pause(work, intent)
        case e.ResumeFeed():
            return await feeds.resume(work, intent, now)
        case e.RemoveFeed():
            return await feeds.remove(work, intent)
        case _:
            assert_never(intent)
