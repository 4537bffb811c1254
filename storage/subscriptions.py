"""Subscriptions: who gets a digest, when, and about what; one for a chat and forum topic."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select, tuple_, update
from sqlmodel import col

from storage.chat_models import ChatRow, DigestRow, SubscriptionRow
from storage.chat_values import DigestLength, Follow, FollowKind, Plan, Quiet, Spot, Subscription, Told
from storage.repository import Repository

WHOLE = 0  # the thread_id of a chat without topics, since no column of a key is null


class Subscriptions(Repository):
    """A chat's subscriptions. Subscribing needs a touched chat."""

    async def put(
        self, spot: Spot, plan: Plan, due: datetime, *, title: str | None = None, by: int | None = None
    ) -> None:
        """Digests as planned, in place of an earlier plan; what earlier ones covered stays noted.

        A channel has a ``title``, and a user who asked (``by``). Who comes back after unsubscribing is told
        what arrived since the last digest.
        """
        chat_id, thread_id = spot
        values: dict[str, object] = {
            "chat_id": chat_id,
            "thread_id": thread_id or WHOLE,
            "due": due,
            "paused": None,
            **_columns(plan),
        }
        if title is not None:
            values |= {"title": title, "added_by": by}
        if await self.get(spot) is None:
            last = select(func.max(col(DigestRow.composed))).where(_at(DigestRow, spot))
            values["covered"] = await self._session.scalar(last)
        key = ["chat_id", "thread_id"]
        await self._session.execute(self._dialect.replace_existing(SubscriptionRow, key=key, values=values))

    async def end(self, spot: Spot) -> bool:
        """No more digests; False if there were none."""
        return await self._change(delete(SubscriptionRow).where(_at(SubscriptionRow, spot))) > 0

    async def pause(self, spot: Spot, until: datetime | None, due: datetime) -> None:
        """No digests until a time (None: the pause is over); the next one is due at ``due``."""
        this = update(SubscriptionRow).where(_at(SubscriptionRow, spot))
        await self._change(this.values(paused=until, due=due))

    async def get(self, spot: Spot) -> Subscription | None:
        """The subscription of a chat and forum topic, or None."""
        row = await self._session.scalar(select(SubscriptionRow).where(_at(SubscriptionRow, spot)))
        return _subscription(row) if row is not None else None

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """All of a chat's, that of the whole chat first."""
        query = select(SubscriptionRow).where(col(SubscriptionRow.chat_id) == chat_id)
        rows = await self._session.scalars(query.order_by(col(SubscriptionRow.thread_id)))
        return [_subscription(row) for row in rows]

    async def of_channels(self, user_id: int) -> list[Subscription]:
        """Those that a user asked for in channels, by the channels' names."""
        query = select(SubscriptionRow).where(col(SubscriptionRow.added_by) == user_id)
        rows = await self._session.scalars(
            query.order_by(col(SubscriptionRow.title), col(SubscriptionRow.chat_id))
        )
        return [_subscription(row) for row in rows]

    async def held(self, spots: Collection[Spot]) -> dict[Spot, Subscription]:
        """The subscriptions as they are now, and as they stay until this transaction ends."""
        chats = {chat_id for chat_id, _ in spots}
        query = select(SubscriptionRow).where(col(SubscriptionRow.chat_id).in_(chats))
        order = (col(SubscriptionRow.chat_id), col(SubscriptionRow.thread_id))
        rows = await self._session.scalars(query.order_by(*order).with_for_update())
        return {each.spot: each for each in map(_subscription, rows)}

    async def due(
        self, now: datetime, limit: int | None = None, *, after: Subscription | None = None
    ) -> list[Subscription]:
        """Whose digest is due, longest overdue first; stopped chats are left out.

        ``after`` is the last one of the page before.
        """
        order = (col(SubscriptionRow.due), col(SubscriptionRow.chat_id), col(SubscriptionRow.thread_id))
        query = (
            select(SubscriptionRow)
            .join(ChatRow, col(ChatRow.id) == col(SubscriptionRow.chat_id))
            .where(col(SubscriptionRow.due) <= now, col(ChatRow.stopped).is_(None))
            .order_by(*order)
        )
        if after is not None:
            query = query.where(tuple_(*order) > (after.due, after.chat_id, after.thread_id or WHOLE))
        return [_subscription(row) for row in await self._session.scalars(query.limit(limit))]

    async def postpone(self, dues: Mapping[Spot, datetime]) -> None:
        """The next digests are due later, without one now; no timer is moved back."""
        timer = update(SubscriptionRow).where(
            col(SubscriptionRow.chat_id) == bindparam("chat"),
            col(SubscriptionRow.thread_id) == bindparam("thread"),
            col(SubscriptionRow.due) < bindparam("next"),
        )
        rows = [
            {"chat": chat, "thread": thread or WHOLE, "next": due} for (chat, thread), due in dues.items()
        ]
        if rows:
            await self._run(timer.values(due=bindparam("next")), rows)

    async def cover(self, arrivals: Mapping[Spot, datetime]) -> None:
        """The digests have told everything that arrived up to these times."""
        timer = update(SubscriptionRow).where(
            col(SubscriptionRow.chat_id) == bindparam("chat"),
            col(SubscriptionRow.thread_id) == bindparam("thread"),
        )
        rows = [
            {"chat": chat, "thread": thread or WHOLE, "told": told}
            for (chat, thread), told in arrivals.items()
        ]
        if rows:
            await self._run(timer.values(covered=bindparam("told")), rows)

    async def uncover(self, spot: Spot, told_from: datetime | None, told_to: datetime) -> None:
        """A digest did not arrive: the next one tells what it told, unless a later one has come since."""
        last = (_at(SubscriptionRow, spot), col(SubscriptionRow.covered) == told_to)
        await self._change(update(SubscriptionRow).where(*last).values(covered=told_from))
        lost = (_at(DigestRow, spot), col(DigestRow.composed) == told_to)
        await self._change(delete(DigestRow).where(*lost))

    async def told(self, spots: Collection[Spot], since: datetime) -> dict[Spot, Told]:
        """What digests composed after ``since`` have told, of those that had any."""
        chats = {chat_id for chat_id, _ in spots}
        query = select(DigestRow).where(col(DigestRow.chat_id).in_(chats), col(DigestRow.composed) > since)
        found: dict[Spot, list[DigestRow]] = {}
        for row in await self._session.scalars(query.order_by(col(DigestRow.composed))):
            found.setdefault((row.chat_id, row.thread_id or None), []).append(row)
        return {
            spot: Told(
                stories=frozenset(int(number) for row in rows for number in row.stories.split()),
                quiet=not rows[-1].stories,
            )
            for spot, rows in found.items()
        }

    async def expire(self, before: datetime) -> int:
        """Forget which stories the digests of that time told; how many digests that were."""
        return await self._change(delete(DigestRow).where(col(DigestRow.composed) < before))

    async def count(self) -> int:
        """How many there are, of chats that are not stopped."""
        query = select(func.count()).select_from(SubscriptionRow)
        query = query.join(ChatRow, col(ChatRow.id) == col(SubscriptionRow.chat_id))
        return await self._session.scalar(query.where(col(ChatRow.stopped).is_(None))) or 0

    async def hand_over(self, person_id: int, other_id: int) -> None:
        """Digests about a person are about another one instead."""
        asked = col(SubscriptionRow.about).contains(f'["person","{person_id}"', autoescape=True)
        for row in (await self._session.scalars(select(SubscriptionRow).where(asked))).all():
            plan = _subscription(row).plan
            about = tuple(dict.fromkeys(_instead(each, person_id, other_id) for each in plan.about))
            this = _at(SubscriptionRow, (row.chat_id, row.thread_id))
            values = _columns(replace(plan, about=about))
            await self._change(update(SubscriptionRow).where(this).values(values))

    async def forget_chat(self, chat_id: int) -> None:
        """Delete a chat's subscriptions; those that its user set in channels stay, and say no longer by whom.

        A private chat has its user's id.
        """
        await self._change(delete(SubscriptionRow).where(col(SubscriptionRow.chat_id) == chat_id))
        asked = update(SubscriptionRow).where(col(SubscriptionRow.added_by) == chat_id)
        await self._change(asked.values(added_by=None))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; where that one has a subscription or digest already, its own holds."""
        own = select(col(SubscriptionRow.thread_id)).where(col(SubscriptionRow.chat_id) == new_id)
        these = (col(SubscriptionRow.chat_id) == old_id, col(SubscriptionRow.thread_id).not_in(own))
        await self._change(update(SubscriptionRow).where(*these).values(chat_id=new_id))
        slot = (col(DigestRow.thread_id), col(DigestRow.slot))
        had = select(*slot).where(col(DigestRow.chat_id) == new_id)
        lost = (col(DigestRow.chat_id) == old_id, tuple_(*slot).not_in(had))
        await self._change(update(DigestRow).where(*lost).values(chat_id=new_id))


def _at(table: type[SubscriptionRow | DigestRow], spot: Spot) -> ColumnElement[bool]:
    chat_id, thread_id = spot
    return and_(col(table.chat_id) == chat_id, col(table.thread_id) == (thread_id or WHOLE))


def _columns(plan: Plan) -> dict[str, object]:
    about = [[each.kind.value, each.key, each.name] for each in plan.about]
    return {
        "times": " ".join(f"{at:%H:%M}" for at in plan.times),
        "days": "".join(str(day) for day in plan.days),
        "zone": plan.zone,
        "length": plan.length.value,
        "quiet": plan.quiet.value,
        "about": json.dumps(about, ensure_ascii=False, separators=(",", ":")),
    }


def _instead(what: Follow, person_id: int, other_id: int) -> Follow:
    same = what == Follow(kind=FollowKind.PERSON, key=str(person_id))
    return replace(what, key=str(other_id)) if same else what


def _thing(kind: str, key: str, name: str = "") -> Follow:
    return Follow(kind=FollowKind(kind), key=key, name=name)


def _subscription(row: SubscriptionRow) -> Subscription:
    plan = Plan(
        times=tuple(time.fromisoformat(at) for at in row.times.split()),
        days=tuple(int(day) for day in row.days),
        zone=row.zone,
        length=DigestLength(row.length),
        quiet=Quiet(row.quiet),
        about=tuple(_thing(*each) for each in json.loads(row.about)),
    )
    return Subscription(
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        plan=plan,
        due=row.due,
        covered=row.covered,
        paused=row.paused,
        title=row.title,
        added_by=row.added_by,
    )
