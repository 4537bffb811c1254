"""Broadcasts: what admins tell all chats, and how far that has come. Their parcels are the outbox's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, insert, select, update
from sqlmodel import col

from storage.broadcast_values import RUNNING, Broadcast, BroadcastState
from storage.chat_models import BroadcastRow
from storage.repository import Repository

_UNDER_WAY = [state.value for state in RUNNING]


class Broadcasts(Repository):
    """Broadcasts. An admin has one preview at a time."""

    async def ask(self, admin_id: int, payload: str, chats: int, now: datetime) -> int:
        """Keep a preview, in place of the admin's earlier ones; its number."""
        earlier = (col(BroadcastRow.admin_id) == admin_id, _is(BroadcastState.ASKED))
        replaced = {"state": BroadcastState.REPLACED.value, "payload": ""}
        await self._change(update(BroadcastRow).where(*earlier).values(replaced))
        values = {
            "admin_id": admin_id,
            "state": BroadcastState.ASKED.value,
            "payload": payload,
            "asked": now,
            "chats": chats,
            "sent": 0,
            "written": False,
        }
        row = await self._run(insert(BroadcastRow).values(values).returning(col(BroadcastRow.id)))
        return int(row.scalar_one())

    async def get(self, broadcast_id: int, *, hold: bool = False) -> Broadcast | None:
        """One, or None; with ``hold`` nobody else changes it until this transaction ends."""
        query = select(BroadcastRow).where(col(BroadcastRow.id) == broadcast_id)
        found = await self._all(query.with_for_update() if hold else query)
        return found[0] if found else None

    async def running(self) -> list[Broadcast]:
        """Those with something to do, the earliest first."""
        query = select(BroadcastRow).where(col(BroadcastRow.state).in_(_UNDER_WAY))
        return await self._all(query.order_by(col(BroadcastRow.id)))

    async def shown(self) -> list[Broadcast]:
        """Those with a message that is to be kept true."""
        query = select(BroadcastRow).where(col(BroadcastRow.message_id).is_not(None))
        return await self._all(query.order_by(col(BroadcastRow.id)))

    async def show(self, broadcast_id: int, message_id: int | None) -> None:
        """This message shows how far it has come; None: no message does any more."""
        await self._set(broadcast_id, message_id=message_id)

    async def send(self, broadcast_id: int, chats: int) -> None:
        """It is confirmed, and goes to about so many chats."""
        await self._set(broadcast_id, state=BroadcastState.SENDING.value, chats=chats)

    async def advance(self, broadcast_id: int, after: int | None, *, chats: int | None = None) -> None:
        """The parcels of all chats up to this one are written; with ``chats`` all, and so many they are."""
        if chats is None:
            await self._set(broadcast_id, after=after)
        else:
            await self._set(broadcast_id, after=None, written=True, chats=chats, payload="")

    async def close(self, broadcast_id: int, state: BroadcastState, now: datetime, *, sent: int = 0) -> None:
        """It stands so from now on; what it said is needed no more."""
        await self._set(broadcast_id, state=state.value, payload="", ended=now, sent=sent, after=None)

    async def passed(self, old_id: int, new_id: int) -> list[Broadcast]:
        """Those that are being written and would miss a chat that gets a new id; nobody else changes them."""
        query = select(BroadcastRow).where(
            _is(BroadcastState.SENDING),
            col(BroadcastRow.after) >= new_id,
            col(BroadcastRow.after) < old_id,
        )
        return await self._all(query.with_for_update())

    async def expire(self, *, previews: datetime, others: datetime) -> None:
        """Let previews lapse that were asked for up to a time, and forget the others that were."""
        lapsed = {"state": BroadcastState.LAPSED.value, "payload": ""}
        old = (_is(BroadcastState.ASKED), col(BroadcastRow.asked) <= previews)
        await self._change(update(BroadcastRow).where(*old).values(lapsed))
        over = (col(BroadcastRow.state).not_in(_UNDER_WAY), col(BroadcastRow.asked) <= others)
        await self._change(delete(BroadcastRow).where(*over))

    async def forget_user(self, user_id: int) -> None:
        """Forget the admin and their broadcasts; one that is being sent goes on, and no longer says whose."""
        theirs = col(BroadcastRow.admin_id) == user_id
        over = col(BroadcastRow.state).not_in(_UNDER_WAY)
        await self._change(delete(BroadcastRow).where(theirs, over))
        await self._change(update(BroadcastRow).where(theirs).values(admin_id=None, message_id=None))

    async def _set(self, broadcast_id: int, **values: object) -> None:
        await self._change(update(BroadcastRow).where(col(BroadcastRow.id) == broadcast_id).values(values))

    async def _all(self, query: Select[BroadcastRow]) -> list[Broadcast]:
        return [_broadcast(row) for row in await self._session.scalars(query)]


def _is(state: BroadcastState) -> ColumnElement[bool]:
    return col(BroadcastRow.state) == state.value


def _broadcast(row: BroadcastRow) -> Broadcast:
    assert row.id is not None  # noqa: S101  # it was read
    return Broadcast(
        id=row.id,
        admin_id=row.admin_id,
        message_id=row.message_id,
        state=BroadcastState(row.state),
        payload=row.payload,
        asked=row.asked,
        ended=row.ended,
        chats=row.chats,
        sent=row.sent,
        after=row.after,
        written=row.written,
    )
