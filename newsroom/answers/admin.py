"""`/stats`: the archive in numbers."""

from __future__ import annotations

from newsroom import reach
from newsroom.answer import Answer, Heading, Item, Text
from newsroom.errands import Stats
from storage.database import Work


async def stats(work: Work, intent: Stats) -> Answer:
    """Numbers about the archive, its readers and what waits."""
    del intent
    outbox = await work.outbox.counts()
    items = (
        Item(text=Text.of("stats.stories", count=await work.stories.count())),
        Item(text=Text.of("stats.chats", count=await work.chats.count())),
        Item(text=Text.of("stats.subscribers", count=await work.subscriptions.count())),
        Item(
            text=Text.of("stats.outbox", pending=outbox.get("pending", 0), failed=outbox.get("failed", 0)),
        ),
    )
    return Answer(
        blocks=(Heading(text=Text.of("stats.heading")), *await reach.inventory(work), *items),
    )
