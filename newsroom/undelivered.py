"""What comes between the outbox and its readers, and how the admins are told: once, not reader by reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from newsroom import receipts
from newsroom.answer import Answer, Heading, Item, Text
from storage.database import Storage

KEPT = timedelta(days=14)
"""For how long it is kept what became of a message."""
_BEHIND = ": "  # between a reason and the words of whoever refused


class Reason(StrEnum):
    """Why something did not arrive, or not as it was meant to. Those up to CLOSED stop the whole chat."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    REMOVED = "removed"
    NOT_FOUND = "not_found"
    NO_RIGHTS = "no_rights"
    CLOSED = "closed"
    TOPIC = "topic"
    PLAIN = "plain"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


def refused(words: str) -> str:
    """The reason for what Telegram refuses in these words."""
    return f"{Reason.REFUSED}{_BEHIND}{words[:200]}"


async def report(storage: Storage, admins: Collection[int], now: datetime) -> bool:
    """Tells the admins what has been noted since they were told last; False if there is nothing."""
    async with storage.write() as work:
        noted = await work.outbox.noted()
        if noted:
            answer = Answer(blocks=(Heading(text=Text.of("delivery.heading")), *items(noted)))
            await receipts.tell(work, admins, answer, now)
    return bool(noted)


def items(counted: Mapping[str, int]) -> tuple[Item, ...]:
    """Reasons and how often each, in words, the most frequent first."""
    return tuple(_item(reason, count) for reason, count in sorted(counted.items(), key=_most))


def _most(noted: tuple[str, int]) -> tuple[int, str]:
    reason, count = noted
    return -count, reason


def _item(reason: str, count: int) -> Item:
    name, _, words = reason.partition(_BEHIND)
    return Item(text=Text.of(f"delivery.{name}", count=count, words=words))
