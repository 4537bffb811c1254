"""What an operator is told in numbers: of chats, of articles, and of what was delivered.

Numbers of delivery reach as far back as parcels are kept after they ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import Select, SQLColumnExpression, case, distinct, func, select
from sqlmodel import col

from storage.chat_models import AlertPlanRow, ChatRow, FollowRow, ParcelRow, SubscriptionRow
from storage.chat_values import ParcelKind, Stance
from storage.models import ArticleRow
from storage.outbox import DONE, FAILED, PENDING
from storage.repository import Repository

_Row = TypeVarTuple("_Row")
_DONE = col(ParcelRow.state) == DONE
_FAILED = col(ParcelRow.state) == FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Chats that can be written to, of these those that paused, and those that cannot, by reason."""

    reached: int
    paused: int
    stopped: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What chats that can be written to have asked for; ``alerts`` are chats that want any."""

    subscriptions: int
    alerts: int
    follows: int
    mutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Messages that were sent, to how many chats; parcels that took several tries, or failed, by reason.

    ``most`` is how many messages went in the busiest minute of the clock.
    """

    messages: int
    chats: int
    retried: int
    failed: Mapping[str, int]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Messages that were sent in a span of time, chats that had any, and parcels that failed."""

    messages: int = 0
    chats: int = 0
    failed: int = 0


class Tally(Repository):
    """Counts rows of other repositories."""

    async def readers(self, now: datetime) -> Readers:
        """Chats, by whether they can be written to."""
        states = dict(await self._pairs(_by(col(ChatRow.stopped))))
        paused = _reached(select(func.count(distinct(col(SubscriptionRow.chat_id)))), SubscriptionRow)
        return Readers(
            reached=states.pop(None, 0),
            paused=await self._number(paused.where(col(SubscriptionRow.paused) > now)),
            stopped=states,
        )

    async def wishes(self) -> Wishes:
        """What is asked for."""
        count = select(func.count())
        stances = dict(await self._pairs(_reached(_by(col(FollowRow.stance)), FollowRow)))
        alerts = _reached(count, AlertPlanRow).where(col(AlertPlanRow.since).is_not(None))
        return Wishes(
            subscriptions=await self._number(_reached(count, SubscriptionRow)),
            alerts=await self._number(alerts),
            follows=stances.get(Stance.FOLLOW.value, 0),
            mutes=stances.get(Stance.MUTE.value, 0),
        )

    async def articles(self, since: datetime) -> int:
        """Articles that arrived since a time, without copies."""
        new = (col(ArticleRow.original_id).is_(None), col(ArticleRow.arrived) > since)
        return await self._number(select(func.count()).select_from(ArticleRow).where(*new))

    async def sent(self, since: datetime) -> Sent:
        """What was delivered since a time."""
        after = col(ParcelRow.ended) > since
        numbers = select(*_COUNTED, func.count(case((col(ParcelRow.attempts) > 1, 1)))).where(after)
        messages, chats, _failed, retried = (await self._session.execute(numbers)).one()
        failed = _by(col(ParcelRow.error)).where(after, _FAILED)
        minute = self._dialect.minute(col(ParcelRow.ended))
        minutes = select(func.sum(col(ParcelRow.sent_parts)).label("messages")).where(after, _DONE)
        return Sent(
            messages=messages or 0,
            chats=chats,
            retried=retried,
            failed={reason or "": count for reason, count in await self._pairs(failed)},
            most=await self._number(select(func.max(minutes.group_by(minute).subquery().c.messages))),
        )

    async def by_span(self, bounds: Sequence[datetime]) -> list[Span]:
        """What was delivered from each of the ascending bounds to the next one."""
        ended = col(ParcelRow.ended)
        number = case(*((ended < end, at) for at, end in enumerate(bounds[1:])))
        within = (ended >= bounds[0], ended < bounds[-1])
        query = select(number.label("span"), *_COUNTED).where(*within)
        rows = await self._session.execute(query.group_by("span"))
        found = {
            at: Span(messages=messages or 0, chats=chats, failed=failed)
            for at, messages, chats, failed in rows
        }
        return [found.get(at, Span()) for at in range(len(bounds) - 1)]

    async def waiting(self) -> dict[ParcelKind, int]:
        """Parcels that wait, but for those of chats that are stopped."""
        query = _reached(_by(col(ParcelRow.kind)), ParcelRow)
        found = await self._pairs(query.where(col(ParcelRow.state) == PENDING))
        return {ParcelKind(kind): count for kind, count in found}

    async def _pairs(self, query: Select[Any, int]) -> list[tuple[Any, int]]:
        return [(name, count) for name, count in await self._session.execute(query)]

    async def _number(self, query: Select[int]) -> int:
        return await self._session.scalar(query) or 0


_COUNTED = (
    func.sum(case((_DONE, col(ParcelRow.sent_parts)))),
    func.count(distinct(case((_DONE, col(ParcelRow.chat_id))))),
    func.count(case((_FAILED, 1))),
)


def _by(name: SQLColumnExpression[Any]) -> Select[Any, int]:
    """How many rows there are, by a column."""
    return select(name, func.count()).group_by(name)


def _reached(query: Select[*_Row], of: Any) -> Select[*_Row]:  # noqa: ANN401  # a table with a chat_id
    """Only rows of chats that can be written to."""
    joined = query.select_from(of).join(ChatRow, col(ChatRow.id) == col(of.chat_id))
    return joined.where(col(ChatRow.stopped).is_(None))
