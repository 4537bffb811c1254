"""The outbox: what has to reach a chat, kept until it did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.broadcast_values import BroadcastState, Tally
from storage.chat_models import BroadcastRow, ChatRow, DigestRow, ParcelRow, SetbackRow
from storage.chat_values import AlertPlan, NewDigest, Parcel, ParcelKind, Spot
from storage.dialect import Dialect
from storage.repository import Repository
from storage.subscriptions import WHOLE, Subscriptions

PENDING, DONE, FAILED = "pending", "done", "failed"


class Outbox(Repository):
    """Parcels. One that is claimed belongs to its sender until the lease ends."""

    def __init__(self, session: AsyncSession, dialect: Dialect, *, subscriptions: Subscriptions) -> None:
        super().__init__(session, dialect)
        self._subscriptions = subscriptions

    async def digests(self, new: Sequence[NewDigest], now: datetime) -> int:
        """Write down digests of known chats; how many. One that was written before gets no second.

        A subscription's timer moves on to ``due`` in any case, never back. ``covered`` moves only with
        a digest that was written: what arrived since the last one must be in the next.
        """
        if not new:
            return 0
        slots = [
            {
                "chat_id": each.chat_id,
                "thread_id": each.thread_id or WHOLE,
                "slot": each.slot,
                "composed": each.covered,
                "stories": " ".join(map(str, each.stories)),
            }
            for each in new
        ]
        statement = self._dialect.skip_existing(DigestRow)
        key = (col(DigestRow.chat_id), col(DigestRow.thread_id), col(DigestRow.slot))
        found = await self._session.execute(statement.returning(*key), slots)
        fresh = {(chat_id, thread_id or None, slot) for chat_id, thread_id, slot in found}
        written = [each for each in new if (*each.spot, each.slot) in fresh]
        await self._subscriptions.postpone({each.spot: each.due for each in new})
        await self._subscriptions.cover({each.spot: each.covered for each in written})
        parcels = [
            _row(each.chat_id, each.payload, now, kind=ParcelKind.DIGEST, thread_id=each.thread_id)
            | {"told_from": each.since, "told_to": each.covered}
            for each in written
            if each.payload is not None
        ]
        if parcels:
            await self._session.execute(insert(ParcelRow), parcels)
        return len(written)

    async def add(
        self,
        chat_id: int,
        payload: str,
        now: datetime,
        *,
        kind: ParcelKind = ParcelKind.RECEIPT,
        thread_id: int | None = None,
    ) -> None:
        """Put something in for a chat that is known, to be sent as soon as the more urgent is."""
        row = _row(chat_id, payload, now, kind=kind, thread_id=thread_id)
        await self._session.execute(insert(ParcelRow), [row])

    async def alerts(
        self, new: Sequence[tuple[AlertPlan, str]], now: datetime, *, edits: int | None = None
    ) -> None:
        """Put in alerts, or new words for those of a story, in place of new words that still wait."""
        rows = [
            _row(plan.chat_id, payload, now, kind=ParcelKind.ALERT, thread_id=plan.thread_id)
            | {"edits": edits}
            for plan, payload in new
        ]
        if edits is not None:
            await self._change(
                delete(ParcelRow).where(
                    col(ParcelRow.chat_id).in_([each.chat_id for each, _ in new]),
                    col(ParcelRow.state) == PENDING,
                    col(ParcelRow.edits) == edits,
                    or_(col(ParcelRow.leased_until).is_(None), col(ParcelRow.leased_until) <= now),
                )
            )
        if rows:
            await self._session.execute(insert(ParcelRow), rows)

    async def broadcast(
        self, broadcast_id: int, spots: Collection[Spot], payload: str, now: datetime
    ) -> None:
        """Put a broadcast in for chats that are known."""
        rows = [
            _row(chat_id, payload, now, kind=ParcelKind.BROADCAST, thread_id=thread_id)
            | {"broadcast_id": broadcast_id}
            for chat_id, thread_id in spots
        ]
        if rows:
            await self._session.execute(insert(ParcelRow), rows)

    async def claim(self, now: datetime, *, lease: timedelta, limit: int) -> list[Parcel]:
        """Lease what may be sent now: by kind, longest waiting first. Until the lease ends it is taken.

        Of a chat a parcel waits for earlier ones that are as urgent, and the whole chat while it is stopped.
        Of a broadcast that is stopped none may be sent. Counts one more attempt each.
        """
        earlier = aliased(ParcelRow)
        behind = exists().where(
            col(earlier.chat_id) == col(ParcelRow.chat_id),
            col(earlier.state) == PENDING,
            col(earlier.id) < col(ParcelRow.id),
            col(earlier.kind) <= col(ParcelRow.kind),
        )
        query = (
            select(ParcelRow)
            .join(ChatRow, col(ChatRow.id) == col(ParcelRow.chat_id))
            .where(
                col(ParcelRow.state) == PENDING,
                col(ParcelRow.not_before) <= now,
                or_(col(ParcelRow.leased_until).is_(None), col(ParcelRow.leased_until) <= now),
                col(ChatRow.stopped).is_(None),
                or_(col(ParcelRow.broadcast_id).is_(None), _SENDING),
                ~behind,
            )
            .order_by(col(ParcelRow.kind), col(ParcelRow.not_before), col(ParcelRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True, of=ParcelRow)
        )
        rows = (await self._session.scalars(query)).all()
        if rows:
            these = update(ParcelRow).where(col(ParcelRow.id).in_([row.id for row in rows]))
            await self._change(these.values(leased_until=now + lease, attempts=ParcelRow.attempts + 1))
        return [_parcel(row) for row in rows]

    async def lately(self, since: datetime, now: datetime) -> list[tuple[int, datetime]]:
        """Chats that messages went to since a time, and when, the longest ago first.

        What is leased counts as sent just now: nobody knows whether it was before its sender ended.
        """
        sent = select(col(ParcelRow.chat_id), col(ParcelRow.ended), col(ParcelRow.sent_parts))
        done = await self._session.execute(
            sent.where(col(ParcelRow.ended) > since, col(ParcelRow.state) == DONE).order_by(
                col(ParcelRow.ended)
            )
        )
        leased = select(col(ParcelRow.chat_id)).where(
            col(ParcelRow.state) == PENDING, col(ParcelRow.leased_until) > now
        )
        known = [(chat_id, ended) for chat_id, ended, parts in done for _ in range(parts) if ended]
        return [*known, *((chat_id, now) for chat_id in await self._session.scalars(leased))]

    async def renew(self, parcel_ids: Collection[int], until: datetime) -> None:
        """Keep what is still being sent for longer."""
        these = update(ParcelRow).where(col(ParcelRow.id).in_(parcel_ids), col(ParcelRow.state) == PENDING)
        await self._change(these.values(leased_until=until))

    async def progress(self, parcel_id: int, sent_parts: int) -> bool:
        """So many of its messages were delivered; a later attempt begins after them.

        False where it is no more, since its chat was forgotten.
        """
        return await self._set(parcel_id, sent_parts=sent_parts)

    async def done(self, parcel_id: int, now: datetime, sent_parts: int) -> None:
        """All delivered, in so many messages. The payload is dropped: nobody will read it again."""
        ended = {"state": DONE, "ended": now, "leased_until": None, "payload": "", "error": None}
        await self._set(parcel_id, sent_parts=sent_parts, **ended)

    async def retry(self, parcel_id: int, not_before: datetime, error: str, *, tried: bool = True) -> None:
        """Give it back to be tried again later. Not ``tried``: Telegram was not asked, no attempt counts."""
        fewer = {} if tried else {"attempts": ParcelRow.attempts - 1}
        await self._set(parcel_id, not_before=not_before, leased_until=None, error=error, **fewer)

    async def outside_topics(self, parcel_id: int) -> None:
        """It goes to the forum itself, since it has its topic no more."""
        await self._set(parcel_id, thread_id=None)

    async def fail(self, parcel_id: int, now: datetime, reason: str) -> None:
        """It cannot be delivered, ever. The payload is dropped. It is noted, unless it is a broadcast's.

        What a digest would have told, the chat's next one tells.
        """
        await self._set(parcel_id, state=FAILED, ended=now, leased_until=None, payload="", error=reason)
        row = await self._session.get(ParcelRow, parcel_id)
        if row is None or row.broadcast_id is None:
            await self.note(reason)
        if row is not None and row.told_to is not None:
            await self._subscriptions.uncover((row.chat_id, row.thread_id), row.told_from, row.told_to)

    async def expire(self, before: datetime, *, limit: int) -> int:
        """Forget parcels that were done or failed before a time, those first that ended first; how many."""
        old = select(col(ParcelRow.id)).where(col(ParcelRow.ended) < before)
        batch = old.order_by(col(ParcelRow.ended)).limit(limit)
        return await self._change(delete(ParcelRow).where(col(ParcelRow.id).in_(batch)))

    async def counts(self) -> dict[str, int]:
        """How many parcels are in each state."""
        query = select(col(ParcelRow.state), func.count()).group_by(col(ParcelRow.state))
        found = dict(iter(await self._session.execute(query)))
        return {state: found.get(state, 0) for state in (PENDING, DONE, FAILED)}

    async def tally(self, broadcast_id: int) -> Tally:
        """What became of a broadcast's parcels by now."""
        query = (
            select(col(ParcelRow.state), _WHY.label("why"), func.count())
            .where(col(ParcelRow.broadcast_id) == broadcast_id)
            .group_by(col(ParcelRow.state), _WHY)
        )
        counted = {(state, why): count for state, why, count in await self._session.execute(query)}
        failed = {why or "": count for (state, why), count in counted.items() if state == FAILED}
        waiting = {why: count for (state, why), count in counted.items() if state == PENDING}
        return Tally(
            sent=counted.get((DONE, None), 0),
            waiting=sum(waiting.values()),
            failed=failed,
            tried={why: count for why, count in waiting.items() if why},
        )

    async def under_way(self, broadcast_id: int, now: datetime) -> bool:
        """Whether parcels of a broadcast that are written may yet be sent, or are being sent."""
        may = or_(~_STOPPED, col(ParcelRow.leased_until) > now)
        return bool(await self._session.scalar(select(exists().where(*_waiting(broadcast_id), may))))

    async def stopped(self, parcel_ids: Collection[int]) -> bool:
        """Whether one of these parcels is of a broadcast that was stopped."""
        these = (col(ParcelRow.id).in_(parcel_ids), col(ParcelRow.broadcast_id).is_not(None), ~_SENDING)
        return bool(await self._session.scalar(select(exists().where(*these))))

    async def give_up(self, broadcast_id: int, now: datetime) -> None:
        """Of a broadcast, what waits for chats that are stopped has failed for the reason of that."""
        why = select(col(ChatRow.stopped)).where(col(ChatRow.id) == col(ParcelRow.chat_id)).scalar_subquery()
        failed = {"state": FAILED, "ended": now, "leased_until": None, "payload": "", "error": why}
        await self._change(update(ParcelRow).where(*_waiting(broadcast_id), _STOPPED).values(failed))

    async def withdraw(self, broadcast_id: int, now: datetime, *, limit: int | None = None) -> int:
        """Take out parcels of a broadcast that wait and are not being sent; how many."""
        free = or_(col(ParcelRow.leased_until).is_(None), col(ParcelRow.leased_until) <= now)
        batch = select(col(ParcelRow.id)).where(*_waiting(broadcast_id), free).limit(limit)
        return await self._change(delete(ParcelRow).where(col(ParcelRow.id).in_(batch)))

    async def note(self, reason: str) -> None:
        """One more parcel met with something that the admins are to be told."""
        await self._run(self._dialect.adding_up(SetbackRow, "parcels"), {"reason": reason, "parcels": 1})

    async def noted(self) -> dict[str, int]:
        """What was noted since the last time, and how often; it is forgotten."""
        gone = delete(SetbackRow).returning(col(SetbackRow.reason), col(SetbackRow.parcels))
        return dict(iter(await self._session.execute(gone)))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; what a broadcast has for that one already, it does not get twice."""
        other = aliased(ParcelRow)
        twice = exists().where(
            col(other.chat_id) == new_id, col(other.broadcast_id) == col(ParcelRow.broadcast_id)
        )
        await self._change(delete(ParcelRow).where(col(ParcelRow.chat_id) == old_id, twice))
        these = update(ParcelRow).where(col(ParcelRow.chat_id) == old_id)
        await self._change(these.values(chat_id=new_id))

    async def _set(self, parcel_id: int, **values: object) -> bool:
        return await self._change(update(ParcelRow).where(col(ParcelRow.id) == parcel_id).values(values)) > 0


_WHY = case((col(ParcelRow.state) != DONE, col(ParcelRow.error)))
_SENDING = exists().where(
    col(BroadcastRow.id) == col(ParcelRow.broadcast_id),
    col(BroadcastRow.state) == BroadcastState.SENDING.value,
)
_STOPPED = exists().where(col(ChatRow.id) == col(ParcelRow.chat_id), col(ChatRow.stopped).is_not(None))


def _waiting(broadcast_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(ParcelRow.broadcast_id) == broadcast_id, col(ParcelRow.state) == PENDING


def _row(
    chat_id: int, payload: str, now: datetime, *, kind: ParcelKind, thread_id: int | None
) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "thread_id": thread_id,
        "kind": kind.value,
        "payload": payload,
        "state": PENDING,
        "not_before": now,
        "sent_parts": 0,
        "attempts": 0,
    }


def _parcel(row: ParcelRow) -> Parcel:
    assert row.id is not None  # noqa: S101  # it was read
    return Parcel(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        kind=ParcelKind(row.kind),
        payload=row.payload,
        sent_parts=row.sent_parts,
        attempts=row.attempts + 1,  # the row was read before this attempt was counted
    )
