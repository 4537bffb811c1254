"""The operator's numbers: chats, wishes, articles, and what was delivered when."""

from __future__ import annotations

from datetime import timedelta

from storage.chat_values import AlertPlan, ChatKind, Follow, FollowKind, ParcelKind, Stance
from storage.database import Storage
from storage.tally import Readers, Sent, Span, Wishes
from tests.storage.making import NOON, add, article, subscribe

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_chats_are_counted_by_whether_they_can_be_written_to(storage: Storage) -> None:
    """Stopped ones by reason; those paused whose pause is not over; wishes of chats that are not stopped."""
    async with storage.write() as work:
        assert await work.tally.readers(NOON) == Readers(reached=0, paused=0, stopped={})
        for chat_id in range(1, 8):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await subscribe(work, chat_id, NOON)
            since = NOON if chat_id % 2 else None
            await work.alerts.put(AlertPlan(chat_id=chat_id, hourly=3, quiet=None, since=since))
            for number in range(chat_id):
                what = Follow(kind=FollowKind.TOPIC, key=f"topic-{number}")
                await work.follows.put(chat_id, what, Stance.MUTE if number == 1 else Stance.FOLLOW)
        for chat_id, hours in ((1, 1), (2, -1), (7, 1)):
            await work.subscriptions.pause((chat_id, None), NOON + hours * HOUR, NOON + 2 * HOUR)
        for chat_id, reason in ((5, "blocked"), (6, "removed"), (7, "blocked")):
            await work.chats.stop(chat_id, reason)
        stopped = {"blocked": 2, "removed": 1}
        assert await work.tally.readers(NOON) == Readers(reached=4, paused=1, stopped=stopped)
        assert await work.tally.wishes() == Wishes(subscriptions=4, alerts=2, follows=7, mutes=3)


async def test_articles_are_counted_by_arrival(storage: Storage) -> None:
    """Those that came after a time, copies left out."""
    first, *_ = await add(storage, *(article(arrived=NOON - n * HOUR) for n in range(3)))
    await add(storage, article(arrived=NOON, original_id=first))
    async with storage.read() as work:
        assert [await work.tally.articles(NOON - n * HOUR - MINUTE) for n in range(3)] == [1, 2, 3]


async def test_what_was_delivered_is_counted(storage: Storage) -> None:
    """Messages, chats, second tries, failures by reason and the busiest minute, since a time and by span."""
    async with storage.write() as work:
        for chat_id in range(1, 8):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await work.outbox.add(chat_id, "news", NOON - 9 * DAY, kind=ParcelKind.DIGEST)
        await work.outbox.add(1, "more", NOON - 9 * DAY, kind=ParcelKind.ALERT)
        claim = await work.outbox.claim(NOON - 9 * DAY, lease=HOUR, limit=9)
        alert, one, two, three, four, five, six, _ = sorted(claim, key=lambda p: (p.kind, p.chat_id))
        ends = [(alert, NOON, 1), (two, NOON + 5 * MINUTE, 2), (three, NOON + 5.5 * MINUTE, 1)]
        for parcel, at, parts in ends:
            await work.outbox.done(parcel.id, at, parts)
        await work.outbox.retry(one.id, NOON - 9 * DAY, "trouble")
        [again] = await work.outbox.claim(NOON - 9 * DAY, lease=HOUR, limit=9)
        await work.outbox.done(again.id, NOON + DAY, 1)
        await work.outbox.fail(four.id, NOON + DAY, "blocked")
        await work.outbox.fail(five.id, NOON - DAY, "refused: no")
        await work.outbox.retry(six.id, NOON, "trouble", tried=False)
        await work.chats.stop(7, "blocked")
        failed = {"blocked": 1, "refused: no": 1}
        assert await work.tally.sent(NOON - 2 * DAY) == Sent(
            messages=5, chats=3, retried=1, failed=failed, most=3
        )
        assert await work.tally.sent(NOON + 6 * MINUTE) == Sent(
            messages=1, chats=1, retried=1, failed={"blocked": 1}, most=1
        )
        assert await work.tally.sent(NOON + 2 * DAY) == Sent(
            messages=0, chats=0, retried=0, failed={}, most=0
        )
        bounds = [NOON + n * DAY for n in (-2, -1, 0, 1, 2)]
        assert await work.tally.by_span(bounds) == [
            Span(),
            Span(failed=1),
            Span(messages=4, chats=3),
            Span(messages=1, chats=1, failed=1),
        ]
        assert await work.tally.waiting() == {ParcelKind.DIGEST: 1}
