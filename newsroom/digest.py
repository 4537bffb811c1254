"""Digests: what arrived since the chat's last one, each event once, each sentence sourced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from newsroom import schedule
from newsroom.answer import Answer
from newsroom.edition import Edition, Issue, Reader
from newsroom.offload import Offload
from newsroom.parcels import Letter, dump
from storage.chat_values import NewDigest, Quiet, Spot, Subscription, Tastes, Told
from storage.database import Storage, Work

REMEMBERED = timedelta(days=14)
"""For how long it is kept which stories a digest told."""

TOO_LATE = timedelta(hours=12)
"""A digest that is later than this is not made: the next one tells what it would have told."""

_LATE = timedelta(minutes=15)  # from which a digest says when it was due
_BATCH = 200  # chats written down in one transaction
_LETTERS = 256  # composed ones kept for readers alike
_EDITIONS = 4  # periods whose arrivals are kept

Profile = tuple[datetime | None, Reader, tuple[str, ...]]
_K = TypeVar("_K")
_V = TypeVar("_V")


class Digests:
    """Composes digests. The database says what is due; whoever calls only asks."""

    def __init__(
        self,
        *,
        storage: Storage,
        offload: Offload,
        clock: Callable[[], datetime],
        too_late: timedelta = TOO_LATE,
    ) -> None:
        self._storage = storage
        self._offload = offload
        self._clock = clock
        self._too_late = too_late

    async def compose_due(self) -> int:
        """Puts every due digest into the outbox; returns how many were made.

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
            composer = _Composer(work, self._offload, now)
            last: Subscription | None = None
            while batch := await work.subscriptions.due(now, _BATCH, after=last):
                last = batch[-1]
                timely = [each for each in batch if now - _slot(each, now) <= self._too_late]
                await self._pass_over(
                    [each for each in batch if now - _slot(each, now) > self._too_late], now
                )
                made += await self._post(timely, await composer.digests(timely), now)
        return made

    async def _cut_off(self) -> datetime:
        """An instant at which nothing was being filed.

        Whoever files takes the time of arrival while alone (newsroom.intake), and so does this: what
        arrived up to here can be read from now on, and whatever cannot arrives later.
        """
        async with self._storage.write(alone=True) as work:
            now = self._clock()
            await work.subscriptions.expire(now - REMEMBERED)
            return now

    async def _pass_over(self, late: Sequence[Subscription], now: datetime) -> None:
        """Leaves what is too late to the next digests."""
        if late:
            async with self._storage.write() as work:
                dues = {each.spot: schedule.next_due(each.plan, after=now) for each in late}
                await work.subscriptions.postpone(dues)

    async def _post(self, due: Sequence[Subscription], composed: Sequence[NewDigest], now: datetime) -> int:
        """Writes digests down, but for chats whose subscription is no longer what it was read as."""
        async with self._storage.write() as work:
            held = await work.subscriptions.held([each.spot for each in due])
            unchanged = [new for old, new in zip(due, composed, strict=True) if held.get(old.spot) == old]
            return await work.outbox.digests(unchanged, now)


class _Composer:
    """Composes from one snapshot: each period is read once, alike readers share a letter."""

    def __init__(self, work: Work, offload: Offload, now: datetime) -> None:
        self._work = work
        self._offload = offload
        self._now = now
        self._editions: dict[datetime | None, Edition] = {}
        self._letters: dict[Profile, tuple[str | None, tuple[int, ...]]] = {}

    async def digests(self, due: Sequence[Subscription]) -> list[NewDigest]:
        """The digest of each subscription, in their order."""
        tastes = await self._work.follows.tastes([each.chat_id for each in due])
        told = await self._work.subscriptions.told([each.spot for each in due], self._now - REMEMBERED)
        return [await self._digest(each, tastes[each.chat_id], told) for each in due]

    async def _digest(self, subscription: Subscription, tastes: Tastes, told: dict[Spot, Told]) -> NewDigest:
        since, edition = subscription.covered, await self._edition(subscription.covered)
        slot = _slot(subscription, self._now)
        reader = reader_of(subscription, tastes, edition, told.get(subscription.spot, Told()))
        if self._now - slot > _LATE:
            reader = reader.late(slot)
        payload, stories = await self._letter((since, reader, reader.spelt), edition)
        return NewDigest(
            chat_id=subscription.chat_id,
            thread_id=subscription.thread_id,
            slot=subscription.due,
            payload=payload,
            since=since,
            covered=self._now,
            due=schedule.next_due(subscription.plan, after=self._now),
            stories=stories,
        )

    async def _letter(self, profile: Profile, edition: Edition) -> tuple[str | None, tuple[int, ...]]:
        if profile not in self._letters:
            issue = await edition.issue(profile[1])
            payload = None if issue.answer is None else dump(Letter(answer=issue.answer))
            _keep(self._letters, profile, (payload, issue.stories), most=_LETTERS)
        return self._letters[profile]

    async def _edition(self, since: datetime | None) -> Edition:
        if since not in self._editions:
            read = await Edition.read(self._work, self._offload, since=since, until=self._now)
            _keep(self._editions, since, read, most=_EDITIONS)
        return self._editions[since]


def _slot(subscription: Subscription, now: datetime) -> datetime:
    """The last time at which a digest was due: of several that were missed one is made."""
    return max(subscription.due, schedule.last_due(subscription.plan, until=now))


def _keep(kept: dict[_K, _V], key: _K, value: _V, *, most: int) -> None:
    """Keeps one more; where that is one too many, the oldest goes."""
    if len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value


def reader_of(subscription: Subscription | None, tastes: Tastes, edition: Edition, told: Told) -> Reader:
    """What matters of a reader for a digest: those of whom it is the same get the same."""
    if subscription is None:
        return Reader(follows=tastes.follows, mutes=tastes.mutes)
    plan = subscription.plan
    hushed = plan.quiet is Quiet.SKIP or (plan.quiet is Quiet.ONCE and told.quiet)
    return Reader(
        about=plan.about,
        follows=() if plan.about else tastes.follows,
        mutes=tastes.mutes,
        length=plan.length,
        told=edition.told(told.stories),
        hushed=hushed,
    )


async def preview(
    work: Work,
    offload: Offload,
    *,
    subscription: Subscription | None,
    tastes: Tastes,
    now: datetime,
) -> Answer:
    """A chat's digest as it would come now; of the last 24 hours where it had none."""
    since = subscription.covered if subscription else None
    edition = await Edition.read(work, offload, since=since, until=now)
    told = Told()
    if subscription is not None:
        found = await work.subscriptions.told([subscription.spot], now - REMEMBERED)
        told = found.get(subscription.spot, told)
    issue: Issue = await edition.issue(reader_of(subscription, tastes, edition, told).aloud())
    assert issue.answer is not None  # noqa: S101  # only who is hushed gets nothing
    return issue.answer
