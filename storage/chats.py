"""Chats: where to write, and whether."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.alerts import Alerts
from storage.asked import Asked
from storage.broadcasts import Broadcasts
from storage.channels import Channels
from storage.chat_models import AlertPlanRow, ChatRow, SubscriptionRow
from storage.chat_values import Chat, ChatKind, Spot
from storage.corrections import Corrections
from storage.dialect import Dialect
from storage.feeds import Feeds
from storage.follows import Follows
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.repository import Repository
from storage.subscriptions import Subscriptions
from storage.visits import Visits


class Chats(Repository):
    """Chats."""

    def __init__(
        self,
        session: AsyncSession,
        dialect: Dialect,
        *,
        follows: Follows,
        alerts: Alerts,
        outbox: Outbox,
        inbox: Inbox,
        asked: Asked,
        visits: Visits,
        channels: Channels,
        feeds: Feeds,
        corrections: Corrections,
        broadcasts: Broadcasts,
        subscriptions: Subscriptions,
    ) -> None:
        super().__init__(session, dialect)
        self._follows = follows
        self._alerts = alerts
        self._outbox = outbox
        self._inbox = inbox
        self._asked = asked
        self._visits = visits
        self._channels = channels
        self._feeds = feeds
        self._corrections = corrections
        self._broadcasts = broadcasts
        self._subscriptions = subscriptions

    async def touch(self, chat_id: int, kind: ChatKind) -> Chat:
        """Note that a chat talks to us; whatever stopped it is over."""
        values = {"id": chat_id, "kind": kind.value, "stopped": None}
        await self._session.execute(self._dialect.replace_existing(ChatRow, key=["id"], values=values))
        chat = await self.get(chat_id)
        assert chat is not None  # noqa: S101  # it was written above
        return chat

    async def get(self, chat_id: int) -> Chat | None:
        """The chat, or None."""
        row = await self._session.scalar(select(ChatRow).where(col(ChatRow.id) == chat_id))
        if row is None:
            return None
        return Chat(id=row.id, kind=ChatKind(row.kind), zone=row.zone, stopped=row.stopped)

    async def set_zone(self, chat_id: int, zone: str | None) -> None:
        """The IANA zone in which a chat reads times."""
        await self._change(update(ChatRow).where(col(ChatRow.id) == chat_id).values(zone=zone))

    async def stop(self, chat_id: int, reason: str) -> None:
        """Send nothing more to a chat (it blocked us, say). What it subscribed to stays on record."""
        await self._change(update(ChatRow).where(col(ChatRow.id) == chat_id).values(stopped=reason))

    async def count(self) -> int:
        """How many chats are known and not stopped."""
        query = select(func.count()).select_from(ChatRow).where(col(ChatRow.stopped).is_(None))
        return await self._session.scalar(query) or 0

    async def writable(self) -> int:
        """How many chats of Telegram's are known and not stopped."""
        return await self._session.scalar(select(func.count()).select_from(ChatRow).where(*_WRITABLE)) or 0

    async def next_writable(self, after: int | None, limit: int) -> list[Spot]:
        """The next of them by number; they are not forgotten before this transaction ends.

        Of a forum it is the topic of its digest, else of its alerts: another one may be closed.
        """
        this = col(ChatRow.id)
        digest = select(func.min(col(SubscriptionRow.thread_id))).where(col(SubscriptionRow.chat_id) == this)
        alerts = select(col(AlertPlanRow.thread_id)).where(col(AlertPlanRow.chat_id) == this)
        topic = func.coalesce(digest.scalar_subquery(), alerts.scalar_subquery())
        query = select(this, topic).where(*_WRITABLE).order_by(this).limit(limit)
        if after is not None:
            query = query.where(this > after)
        held = query.with_for_update(read=True, key_share=True, of=ChatRow)
        return [(chat_id, thread_id or None) for chat_id, thread_id in await self._session.execute(held)]

    async def stopped(self) -> dict[str, int]:
        """How many chats are stopped, by the reason."""
        why = col(ChatRow.stopped)
        query = select(why, func.count()).where(why.is_not(None)).group_by(why)
        return {reason or "": count for reason, count in await self._session.execute(query)}

    async def migrate(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup: its id is swapped everywhere.

        Where the new id is known already both are merged, and what the new one chose holds. An unknown
        old id changes nothing.
        """
        # First, in the order in which whoever writes broadcasts takes locks: neither waits for the other.
        passed = await self._broadcasts.passed(old_id, new_id)
        old = await self.get(old_id)
        if old is None or old_id == new_id:
            return
        row = {"id": new_id, "kind": ChatKind.SUPERGROUP.value, "zone": old.zone, "stopped": old.stopped}
        await self._add_missing(ChatRow, [row])
        await self._follows.merge_chat(old_id, new_id)
        for mover in (
            self._subscriptions,
            self._alerts,
            self._outbox,
            self._inbox,
            self._asked,
            self._visits,
        ):
            await mover.swap_chat(old_id, new_id)
        if old.stopped is None:
            for each in passed:
                await self._outbox.broadcast(each.id, [(new_id, None)], each.payload, each.asked)
        await self._change(delete(ChatRow).where(col(ChatRow.id) == old_id))

    async def forget(self, chat_id: int) -> None:
        """Delete all that is known about a chat.

        What it submitted stays where articles came of it, but no longer says from where or whom.
        """
        # First, in the order in which whoever composes its digest takes locks: neither waits for the other.
        await self._subscriptions.forget_chat(chat_id)
        await self._inbox.forget_chat(chat_id)
        await self._asked.forget_chat(chat_id)
        await self._visits.forget_chat(chat_id)
        await self._channels.forget_user(chat_id)
        await self._feeds.forget_user(chat_id)
        await self._corrections.forget_user(chat_id)
        await self._broadcasts.forget_user(chat_id)
        # Follows, alerts, digests and parcels go with the row they refer to.
        await self._change(delete(ChatRow).where(col(ChatRow.id) == chat_id))


_WRITABLE = (col(ChatRow.stopped).is_(None), col(ChatRow.kind) != ChatKind.TERMINAL.value)
