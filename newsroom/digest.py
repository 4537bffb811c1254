"""The daily digest: what arrived since the chat's last one, each event once, each sentence sourced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from newsroom import schedule
from newsroom.answer import Answer
from newsroom.edition import Edition
from newsroom.parcels import Letter, dump
from storage.chat_values import Follow, NewDigest, Subscription
from storage.database import Storage, Work

_BATCH = 100  # chats written down in one transaction
_LETTERS = 256  # composed ones kept for readers alike
_EDITIONS = 4  # periods whose arrivals are kept

Profile = tuple[datetime | None, tuple[Follow, ...]]
_K = TypeVar("_K")
_V = TypeVar("_V")


class Digests:
    """Composes digests. The database says what is due; whoever calls only asks."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    async def compose_due(self) -> int:
        """Puts every due digest into the outbox; returns how many.

        All are composed from one snapshot, which locks nobody out. A chat's digest row, outbox row and
        next due time are written in one transaction, so that a crash at any point neither loses nor
        repeats a digest.
        """
        async with self._storage.read() as work:
            if not await work.subscriptions.due(self._clock(), 1):
                return 0
        now = await self._cut_off()
        made = 0
        async with self._storage.read() as work:
            composer = _Composer(work, now)
            due = await work.subscriptions.due(now)
            for start in range(0, len(due), _BATCH):
                batch = due[start : start + _BATCH]
                made += await self._post(batch, await composer.digests(batch), now)
        return made

    async def _cut_off(self) -> datetime:
        """An instant at which nothing was being filed.

        Whoever files takes the time of arrival while alone (newsroom.intake), and so does this: what
        arrived up to here can be read from now on, and whatever cannot arrives later.
        """
        async with self._storage.write(alone=True):
            return self._clock()

    async def _post(self, due: Sequence[Subscription], composed: Sequence[NewDigest], now: datetime) -> int:
        """Writes digests down, but for chats whose subscription is no longer what it was read as."""
        async with self._storage.write() as work:
            held = await work.subscriptions.held([each.spot for each in due])
            unchanged = [new for old, new in zip(due, composed, strict=True) if held.get(old.spot) == old]
            return await work.outbox.digests(unchanged, now)


class _Composer:
    """Composes from one snapshot: each period is read once, alike readers share a letter."""

    def __init__(self, work: Work, now: datetime) -> None:
        self._work = work
        self._now = now
        self._editions: dict[datetime | None, Edition] = {}
        self._letters: dict[Profile, str] = {}

    async def digests(self, due: Sequence[Subscription]) -> list[NewDigest]:
        """The digest of each subscription, in their order."""
        follows = await self._work.chats.follows_of([each.chat_id for each in due])
        return [await self._digest(each, follows[each.chat_id]) for each in due]

    async def _digest(self, subscription: Subscription, follows: tuple[Follow, ...]) -> NewDigest:
        return NewDigest(
            chat_id=subscription.chat_id,
            thread_id=subscription.thread_id,
            slot=subscription.due,
            payload=await self._letter((subscription.covered, follows)),
            since=subscription.covered,
            covered=self._now,
            due=schedule.next_due(subscription.plan, after=self._now),
        )

    async def _letter(self, profile: Profile) -> str:
        if profile not in self._letters:
            since, follows = profile
            answer = await (await self._edition(since)).digest(follows)
            _keep(self._letters, profile, dump(Letter(answer=answer)), most=_LETTERS)
        return self._letters[profile]

    async def _edition(self, since: datetime | None) -> Edition:
        if since not in self._editions:
            read = await Edition.read(self._work, since=since, until=self._now)
            _keep(self._editions, since, read, most=_EDITIONS)
        return self._editions[since]


def _keep(kept: dict[_K, _V], key: _K, value: _V, *, most: int) -> None:
    """Keeps one more; where that is one too many, the oldest goes."""
    if len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value


async def compose(work: Work, *, since: datetime | None, now: datetime, follows: Sequence[Follow]) -> Answer:
    """The digest of what arrived after ``since`` (None: in the last 24 hours) and up to ``now``."""
    return await (await Edition.read(work, since=since, until=now)).digest(follows)
