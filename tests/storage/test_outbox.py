"""The outbox: a digest a day, and parcels that are leased, sent once and never lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.chat_values import ChatKind, NewDigest, Parcel, ParcelKind
from storage.database import Storage, Work
from tests.storage.making import NOON, subscribe, taken

HOUR = timedelta(hours=1)
COVERED = NOON - HOUR


async def subscribed(work: Work, *chat_ids: int) -> None:
    """Chats with a digest due at noon."""
    for chat_id in chat_ids:
        await work.chats.touch(chat_id, ChatKind.PRIVATE)
        await subscribe(work, chat_id, NOON)


async def digest(
    work: Work,
    chat_id: int,
    *,
    slot: datetime = NOON,
    payload: str | None = "news",
    covered: datetime = COVERED,
    due: datetime = NOON + 24 * HOUR,
    now: datetime = NOON,
) -> bool:
    """Write a digest."""
    new = NewDigest(chat_id=chat_id, slot=slot, payload=payload, covered=covered, due=due)
    return await work.outbox.digests([new], now) == 1


async def covered(work: Work, chat_id: int) -> datetime | None:
    """Up to when a chat's digests have told everything."""
    subscription = await work.subscriptions.get((chat_id, None))
    assert subscription is not None
    return subscription.covered


async def claim(storage: Storage, now: datetime = NOON, limit: int = 9) -> list[Parcel]:
    """Lease parcels for an hour."""
    async with storage.write() as work:
        return await work.outbox.claim(now, lease=HOUR, limit=limit)


async def everything(storage: Storage, now: datetime = NOON) -> list[Parcel]:
    """Take all parcels out."""
    async with storage.write() as work:
        return await taken(work, now)


async def test_a_day_has_one_digest(storage: Storage) -> None:
    """A second digest of the day is not sent; the timer moves on all the same, and what it would have
    covered is left to the next."""
    async with storage.write() as work:
        await subscribed(work, 1, 2)
        assert await digest(work, 1)
        assert not await digest(work, 1, covered=NOON, due=NOON + 30 * HOUR)
        assert await digest(work, 2)
        assert await digest(work, 2, slot=NOON + 24 * HOUR, covered=NOON)
        got = [await work.subscriptions.get((chat_id, None)) for chat_id in (1, 2)]
    assert [(each.due, each.covered) for each in got if each] == [
        (NOON + 30 * HOUR, COVERED),
        (NOON + 24 * HOUR, NOON),
    ]
    assert [each.chat_id for each in await everything(storage)] == [1, 2, 2]


async def test_many_are_written_at_once(storage: Storage) -> None:
    """Of several digests those that are new are written, each with its own timer and payload."""
    tomorrow = NOON + 24 * HOUR
    async with storage.write() as work:
        await subscribed(work, 1, 2, 3)
        await digest(work, 2)
        new = [
            NewDigest(chat_id=n, slot=NOON, payload=f"to {n}", covered=NOON, due=NOON + (n + 30) * HOUR)
            for n in (1, 2, 3)
        ]
        assert await work.outbox.digests([], NOON) == 0
        assert await work.outbox.digests(new, NOON) == 2
        got = [await work.subscriptions.get((chat_id, None)) for chat_id in (1, 2, 3)]
        assert await digest(work, 3, slot=tomorrow)
    assert [(each.due, each.covered) for each in got if each] == [
        (NOON + 31 * HOUR, NOON),
        (NOON + 32 * HOUR, COVERED),
        (NOON + 33 * HOUR, NOON),
    ]
    assert sorted(p.payload for p in await everything(storage)) == ["news", "news", "to 1", "to 3"]


async def test_the_timer_never_moves_back(storage: Storage) -> None:
    """Who chose a later hour meanwhile keeps it."""
    async with storage.write() as work:
        await subscribed(work, 1)
        await subscribe(work, 1, NOON + 40 * HOUR)
        assert await digest(work, 1)
        got = await work.subscriptions.get((1, None))
    assert got is not None
    assert (got.due, got.covered) == (NOON + 40 * HOUR, COVERED)


async def test_a_day_without_news_is_noted_and_sends_nothing(storage: Storage) -> None:
    """A digest without a payload counts as the day's, and leaves no parcel."""
    async with storage.write() as work:
        await subscribed(work, 1)
        assert await digest(work, 1, payload=None)
        assert not await digest(work, 1)
        got = await work.subscriptions.get((1, None))
    assert got is not None
    assert (got.due, got.covered) == (NOON + 24 * HOUR, COVERED)
    assert await claim(storage) == []


async def test_anything_can_be_put_in(storage: Storage) -> None:
    """A letter that is no digest goes out like one, and takes no day."""
    async with storage.write() as work:
        await subscribed(work, 1)
        await work.outbox.add(1, "a letter", NOON)
        assert await digest(work, 1)
    assert [each.payload for each in await everything(storage)] == ["a letter", "news"]


async def test_the_urgent_go_first(storage: Storage) -> None:
    """Receipts are claimed before alerts, digests and broadcasts, however long those have waited."""
    async with storage.write() as work:
        await subscribed(work, 1, 10, 11, 13)
        for kind in sorted(set(ParcelKind) - {ParcelKind.DIGEST}, reverse=True):
            at = NOON - timedelta(minutes=kind)
            await work.outbox.add(10 + kind, kind.name, at, kind=kind, thread_id=5)
        new = NewDigest(
            chat_id=1, slot=NOON, payload="DIGEST", covered=NOON, due=NOON + 24 * HOUR, thread_id=6
        )
        await work.outbox.digests([new], NOON)
    got = await claim(storage, NOON + HOUR)
    assert [each.kind for each in got] == sorted(ParcelKind)
    assert [each.payload for each in got] == [kind.name for kind in sorted(ParcelKind)]
    assert [each.thread_id for each in got] == [5, 5, 6, 5]


async def test_a_chats_parcels_keep_their_order(storage: Storage) -> None:
    """A parcel waits for the chat's earlier ones, also for one that has to wait; not for less urgent ones."""
    async with storage.write() as work:
        await subscribed(work, 1, 2)
        for payload in ("one", "two"):
            await work.outbox.add(1, payload, NOON, kind=ParcelKind.ALERT)
        await work.outbox.add(2, "other", NOON, kind=ParcelKind.ALERT)
    one, other = await claim(storage)
    assert (one.payload, other.payload) == ("one", "other")
    async with storage.write() as work:
        await work.outbox.retry(one.id, NOON + HOUR, "trouble")
        await work.outbox.done(other.id, NOON, 1)
        await work.outbox.add(1, "receipt", NOON)
    assert [each.payload for each in await claim(storage)] == ["receipt"]
    assert [each.payload for each in await claim(storage, NOON + HOUR)] == ["receipt", "one"]
    async with storage.write() as work:
        await work.outbox.done(one.id, NOON, 1)
    assert [each.payload for each in await claim(storage, NOON + HOUR)] == ["two"]


async def test_a_lease_can_be_renewed(storage: Storage) -> None:
    """What takes its sender longer stays its own; what is done with stays so."""
    async with storage.write() as work:
        await subscribed(work, 1, 2)
        for chat_id in (1, 2):
            await work.outbox.add(chat_id, "news", NOON)
    one, two = await claim(storage)
    async with storage.write() as work:
        await work.outbox.done(two.id, NOON, 1)
        await work.outbox.renew([one.id, two.id], NOON + 3 * HOUR)
    assert await claim(storage, NOON + 2 * HOUR) == []
    assert [each.id for each in await claim(storage, NOON + 3 * HOUR)] == [one.id]


async def test_what_was_not_tried_is_no_attempt(storage: Storage) -> None:
    """A parcel that comes back untried has as many attempts as before."""
    async with storage.write() as work:
        await subscribed(work, 1)
        await work.outbox.add(1, "news", NOON, thread_id=5)
    [parcel] = await claim(storage)
    async with storage.write() as work:
        await work.outbox.retry(parcel.id, NOON, "the group's pace", tried=False)
    [again] = await claim(storage)
    assert (parcel.attempts, again.attempts) == (1, 1)
    async with storage.write() as work:
        await work.outbox.outside_topics(parcel.id)
        await work.outbox.retry(parcel.id, NOON, "no topic")
    [last] = await claim(storage)
    assert (last.attempts, last.thread_id) == (2, None)


async def test_failures_are_noted_until_they_are_told(storage: Storage) -> None:
    """Each reason is counted, by failing or on its own, and told once."""
    async with storage.write() as work:
        await subscribed(work, 1, 2)
        await work.outbox.add(1, "news", NOON)
        await work.outbox.add(2, "news", NOON)
    for parcel in await claim(storage):
        async with storage.write() as work:
            await work.outbox.fail(parcel.id, NOON, "blocked")
    async with storage.write() as work:
        await work.outbox.note("plain")
        assert await work.outbox.noted() == {"blocked": 2, "plain": 1}
        assert await work.outbox.noted() == {}


async def test_a_lease_keeps_others_off_until_it_ends(storage: Storage) -> None:
    """A claimed parcel is nobody else's for the time of the lease, then anybody's, and counts attempts."""
    async with storage.write() as work:
        await subscribed(work, 1)
        await digest(work, 1, payload="ñews \U0001f4f0")
    [first] = await claim(storage)
    assert first == Parcel(
        id=first.id,
        chat_id=1,
        kind=ParcelKind.DIGEST,
        payload="ñews \U0001f4f0",
        sent_parts=0,
        attempts=1,
    )
    assert await claim(storage, NOON + HOUR - timedelta(seconds=1)) == []
    async with storage.write() as work:
        await work.outbox.progress(first.id, 2)
    [second] = await claim(storage, NOON + HOUR)
    assert (second.id, second.sent_parts, second.attempts) == (first.id, 2, 2)


async def test_retry_waits(storage: Storage) -> None:
    """A parcel given back is claimed again at its time, not before, and then before younger ones."""
    async with storage.write() as work:
        await subscribed(work, 1, 2)
        await digest(work, 1)
    [parcel] = await claim(storage)
    async with storage.write() as work:
        await work.outbox.retry(parcel.id, NOON + 2 * HOUR, "flood")
        await digest(work, 2, now=NOON + 3 * HOUR)
    assert await claim(storage, NOON + HOUR) == []
    assert [each.chat_id for each in await claim(storage, NOON + 3 * HOUR)] == [1, 2]


async def test_finished_parcels_stay_finished(storage: Storage) -> None:
    """Done and failed parcels are counted, and never claimed."""
    async with storage.write() as work:
        assert await work.outbox.counts() == {"pending": 0, "done": 0, "failed": 0}
        await subscribed(work, 1, 2, 3)
        for chat_id in (1, 2, 3):
            await digest(work, chat_id)
    one, two, _ = await claim(storage)
    async with storage.write() as work:
        await work.outbox.done(one.id, NOON, 1)
        await work.outbox.fail(two.id, NOON, "blocked")
        assert await work.outbox.counts() == {"pending": 1, "done": 1, "failed": 1}
    assert [each.chat_id for each in await claim(storage, NOON + 9 * HOUR)] == [3]


async def test_what_went_out_lately_is_known(storage: Storage) -> None:
    """Messages that were sent since a time count at their parcel's end, and what is leased as of now."""
    async with storage.write() as work:
        await subscribed(work, *range(1, 7))
        for chat_id in range(1, 7):
            await work.outbox.add(chat_id, "news", NOON)
    one, two, three, four, _five, six = await claim(storage)
    async with storage.write() as work:
        await work.outbox.done(one.id, NOON + HOUR, 2)
        await work.outbox.done(two.id, NOON + HOUR / 2, 1)
        await work.outbox.done(three.id, NOON, 1)
        await work.outbox.fail(four.id, NOON + HOUR, "refused")
        await work.outbox.retry(six.id, NOON, "trouble")
        assert await work.outbox.lately(NOON, NOON + HOUR / 2) == [
            (2, NOON + HOUR / 2),
            (1, NOON + HOUR),
            (1, NOON + HOUR),
            (5, NOON + HOUR / 2),
        ]
        assert await work.outbox.lately(NOON + HOUR, NOON + HOUR) == []


async def test_what_ended_long_ago_is_forgotten(storage: Storage) -> None:
    """Done and failed parcels go a few at a time, the oldest first; those that wait never do."""
    async with storage.write() as work:
        await subscribed(work, *range(1, 6))
        for chat_id in range(1, 6):
            await work.outbox.add(chat_id, "news", NOON - 99 * HOUR)
    one, two, three, four, _ = await claim(storage)
    async with storage.write() as work:
        await work.outbox.done(one.id, NOON, 1)
        await work.outbox.fail(two.id, NOON - HOUR, "refused")
        await work.outbox.done(three.id, NOON + HOUR, 1)
        await work.outbox.retry(four.id, NOON - 9 * HOUR, "trouble")
        assert await work.outbox.expire(NOON, limit=9) == 1
        assert await work.outbox.counts() == {"pending": 2, "done": 2, "failed": 0}
        assert await work.outbox.expire(NOON + 2 * HOUR, limit=1) == 1
        assert await work.outbox.expire(NOON + 2 * HOUR, limit=9) == 1
        assert await work.outbox.counts() == {"pending": 2, "done": 0, "failed": 0}


async def test_stopped_chats_get_nothing(storage: Storage) -> None:
    """A stopped chat's parcels wait until it talks to us again."""
    async with storage.write() as work:
        await subscribed(work, 1)
        await digest(work, 1)
        await work.chats.stop(1, "blocked")
    assert await claim(storage) == []
    async with storage.write() as work:
        await work.chats.touch(1, ChatKind.PRIVATE)
    assert len(await claim(storage)) == 1


async def test_two_senders_never_get_the_same(storage: Storage, database_url: str) -> None:
    """Senders in several processes that claim at the same time share the parcels out."""
    async with storage.write() as work:
        await subscribed(work, *range(1, 21))
        for chat_id in range(1, 21):
            await digest(work, chat_id)
    others = [Storage.open(database_url) for _ in range(4)]
    try:
        claims = await asyncio.gather(*(claim(each, limit=4) for each in others for _ in range(3)))
    finally:
        for each in others:
            await each.close()
    got = [parcel.id for claimed in claims for parcel in claimed]
    assert len(got) == len(set(got))
    assert len(got) + len(await claim(storage, limit=99)) == 20


async def test_a_sender_does_not_wait_for_another(postgres_url: str) -> None:
    """On PostgreSQL a row that somebody is claiming is skipped, not waited for."""
    one, two = Storage.open(postgres_url), Storage.open(postgres_url)
    try:
        async with one.write() as work:
            for chat_id in (1, 2):
                await work.chats.forget(chat_id)
                await subscribed(work, chat_id)
                await digest(work, chat_id)
        async with one.write() as work, asyncio.timeout(5):
            [first] = await work.outbox.claim(NOON, lease=HOUR, limit=1)
            [second] = await claim(two)
            assert first.id != second.id
    finally:
        await one.close()
        await two.close()


async def test_a_digest_is_written_once_by_two_timers(storage: Storage, database_url: str) -> None:
    """Two processes that compose the same digest at the same time write it once."""
    async with storage.write() as work:
        await subscribed(work, 1)
    other = Storage.open(database_url)

    async def compose(at: Storage) -> bool:
        async with at.write() as work:
            return await digest(work, 1)

    try:
        results = await asyncio.gather(*(compose(at) for at in (storage, other, storage, other)))
    finally:
        await other.close()
    assert sorted(results) == [False, False, False, True]
    assert len(await claim(storage)) == 1


@pytest.mark.parametrize("state", ["done", "fail", "retry"])
async def test_words_about_an_unknown_parcel_change_nothing(storage: Storage, state: str) -> None:
    """A parcel deleted meanwhile (its chat was forgotten) is no error."""
    async with storage.write() as work:
        await {
            "done": lambda: work.outbox.done(404, NOON, 1),
            "fail": lambda: work.outbox.fail(404, NOON, "x"),
            "retry": lambda: work.outbox.retry(404, NOON, "x"),
        }[state]()
        assert await work.outbox.counts() == {"pending": 0, "done": 0, "failed": 0}


async def test_what_a_lost_digest_told_is_told_by_the_next(storage: Storage) -> None:
    """A digest that was refused moves nothing on; one of an earlier day does not take back a later one."""
    async with storage.write() as work:
        await subscribed(work, 1)
        first = NewDigest(chat_id=1, slot=NOON, payload="one", since=None, covered=NOON, due=NOON + 24 * HOUR)
        await work.outbox.digests([first], NOON)
    [one] = await claim(storage)
    async with storage.write() as work:
        await work.outbox.fail(one.id, NOON, "refused")
        assert await covered(work, 1) is None
        second = replace(first, slot=NOON + 24 * HOUR, covered=NOON + HOUR)
        await work.outbox.digests([second], NOON + HOUR)
        third = replace(first, slot=NOON + 48 * HOUR, since=NOON + HOUR, covered=NOON + 2 * HOUR)
        await work.outbox.digests([third], NOON + 2 * HOUR)
    for left in (NOON + 2 * HOUR, NOON + HOUR):
        [parcel] = await claim(storage, NOON + 3 * HOUR)
        async with storage.write() as work:
            await work.outbox.fail(parcel.id, NOON, "refused")
            assert await covered(work, 1) == left
