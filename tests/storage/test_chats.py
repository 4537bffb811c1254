"""Chats: what is known about them, what they want, and how they are forgotten."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from storage.chat_values import (
    Chat,
    ChatKind,
    DigestLength,
    Follow,
    FollowKind,
    NewDigest,
    Plan,
    Quiet,
    Stance,
    Subscription,
    Told,
)
from storage.database import Storage, Work
from storage.models import Row
from tests.storage.making import NOON, submission, subscribe, taken

HOUR = timedelta(hours=1)
EIGHT = time(8, 30)
PERSON = Follow(kind=FollowKind.PERSON, key="3")
TOPIC = Follow(kind=FollowKind.TOPIC, key="nato")
OLD, NEW = -4001, -1_001_234_567_890  # a group, and a supergroup's id, which needs 64 bits


async def test_touch_makes_updates_and_wakes(storage: Storage) -> None:
    """Whoever talks to us is known, with the kind it has now, and is not stopped any more."""
    async with storage.write() as work:
        assert await work.chats.get(NEW) is None
        first = await work.chats.touch(NEW, ChatKind.GROUP)
        assert first == Chat(id=NEW, kind=ChatKind.GROUP, zone=None, stopped=None)
        await work.chats.set_zone(NEW, "Europe/Kyiv")
        await work.chats.stop(NEW, "blocked")
        stopped = await work.chats.get(NEW)
        assert stopped == Chat(id=NEW, kind=ChatKind.GROUP, zone="Europe/Kyiv", stopped="blocked")
        assert await work.chats.count() == 0
        again = await work.chats.touch(NEW, ChatKind.SUPERGROUP)
        assert again == Chat(id=NEW, kind=ChatKind.SUPERGROUP, zone="Europe/Kyiv", stopped=None)
        assert await work.chats.count() == 1


async def test_a_subscription_is_kept_and_changed(storage: Storage) -> None:
    """Subscribing again changes hour and zone; what was covered stays noted."""
    async with storage.write() as work:
        await work.chats.touch(1, ChatKind.PRIVATE)
        assert await work.subscriptions.get((1, None)) is None
        assert not await work.subscriptions.end((1, None))
        await subscribe(work, 1, NOON, EIGHT, "Asia/Kathmandu")
        got = await work.subscriptions.get((1, None))
        plan = Plan(times=(EIGHT,), zone="Asia/Kathmandu")
        assert got == Subscription(chat_id=1, plan=plan, due=NOON)
        await written(work, 1)
        await subscribe(work, 1, NOON + HOUR, time(23, 59))
        got = await work.subscriptions.get((1, None))
        plan = Plan(times=(time(23, 59),), zone="UTC")
        assert got == Subscription(chat_id=1, plan=plan, due=NOON + HOUR, covered=NOON)
        assert await work.subscriptions.count() == 1
        assert await work.subscriptions.end((1, None))
        assert await work.subscriptions.count() == 0


async def test_a_digest_is_about_who_somebody_is_now(storage: Storage) -> None:
    """Where a person gets another number, digests about them are about that; others stay as they are."""
    three, four, thirty = (
        Follow(kind=FollowKind.PERSON, key=key, name=f"Person {key}") for key in ("3", "4", "30")
    )
    gaza = Follow(kind=FollowKind.TOPIC, key="3")
    async with storage.write() as work:
        for chat_id, about in ((1, (gaza, three, thirty)), (2, (four, three)), (3, (thirty, gaza))):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await work.subscriptions.put((chat_id, None), Plan(times=(EIGHT,), zone="UTC", about=about), NOON)
        await work.subscriptions.hand_over(3, 4)
        found = [(await work.subscriptions.of_chat(chat_id))[0] for chat_id in (1, 2, 3)]
    assert [each.plan.about for each in found] == [(gaza, four, thirty), (four,), (thirty, gaza)]
    assert found[0].plan.about[1].name == "Person 3"
    assert {each.due for each in found} == {NOON}


async def test_topics_of_a_forum_have_their_own(storage: Storage) -> None:
    """Each forum topic has its plan, timer, pause and what was told; ending one leaves the others."""
    plan = Plan(
        times=(EIGHT, time(20)),
        days=(0, 2),
        zone="Europe/Kyiv",
        length=DigestLength.BRIEF,
        quiet=Quiet.SKIP,
        about=(TOPIC, PERSON),
    )
    async with storage.write() as work:
        await work.chats.touch(NEW, ChatKind.SUPERGROUP)
        await subscribe(work, NEW, NOON + HOUR)
        await work.subscriptions.put((NEW, 7), plan, NOON)
        whole, seventh = await work.subscriptions.of_chat(NEW)
        assert (whole.thread_id, seventh.thread_id) == (None, 7)
        assert seventh.plan == plan
        assert [each.spot for each in await work.subscriptions.due(NOON)] == [(NEW, 7)]
        told = NewDigest(
            chat_id=NEW, thread_id=7, slot=NOON, payload="x", covered=NOON, due=NOON + HOUR, stories=(3, 5)
        )
        assert await work.outbox.digests([told], NOON) == 1
        spots = [(NEW, None), (NEW, 7)]
        assert await work.subscriptions.told(spots, NOON - HOUR) == {
            (NEW, 7): Told(stories=frozenset({3, 5}))
        }
        assert await work.subscriptions.told(spots, NOON) == {}
        await work.subscriptions.pause((NEW, 7), NOON + 9 * HOUR, NOON + 10 * HOUR)
        held = await work.subscriptions.held(spots)
        assert held[NEW, 7].paused == NOON + 9 * HOUR
        assert (held[NEW, None].covered, held[NEW, 7].covered) == (None, NOON)
        [parcel] = await work.outbox.claim(NOON, lease=HOUR, limit=9)
        assert parcel.thread_id == 7
        await work.outbox.fail(parcel.id, NOON, "refused")
        assert await work.subscriptions.told(spots, NOON - HOUR) == {}
        assert await work.subscriptions.end((NEW, None))
        [left] = await work.subscriptions.of_chat(NEW)
        assert (left.thread_id, left.covered) == (7, None)


async def test_due_asks_the_database(storage: Storage) -> None:
    """Due are subscriptions whose time has come, longest overdue first, of chats that are not stopped."""
    async with storage.write() as work:
        for chat_id, hours in ((1, 0), (2, -2), (3, 1), (4, -1), (5, -9)):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await subscribe(work, chat_id, NOON + hours * HOUR)
        await work.chats.touch(6, ChatKind.PRIVATE)
        await work.chats.stop(5, "blocked")
        assert [each.chat_id for each in await work.subscriptions.due(NOON)] == [2, 4, 1]
        [first] = await work.subscriptions.due(NOON, 1)
        assert first.chat_id == 2
        assert await work.subscriptions.count() == 4


async def follows(work: Work, chat_id: int) -> list[Follow]:
    """What a chat follows."""
    return list((await work.follows.tastes([chat_id]))[chat_id].follows)


async def written(work: Work, chat_id: int, slot: datetime = NOON) -> bool:
    """Write a digest."""
    new = NewDigest(chat_id=chat_id, slot=slot, payload=f"for {chat_id}", covered=NOON, due=NOON + 24 * HOUR)
    return await work.outbox.digests([new], NOON) == 1


async def furnish(work: Work, chat_id: int) -> tuple[int, int]:
    """Have a row about a chat in every table; numbers of its submission and its question."""
    await work.chats.touch(chat_id, ChatKind.GROUP)
    await work.chats.set_zone(chat_id, "Europe/Kyiv")
    await subscribe(work, chat_id, NOON, EIGHT)
    await work.follows.put(chat_id, PERSON, Stance.FOLLOW)
    await written(work, chat_id)
    put, _ = await work.inbox.put(submission(key=f"{chat_id}:70", chat_id=chat_id, user_id=7))
    await work.inbox.receipt(put, 99)
    return put, await work.asked.remember(chat_id, "Who?", NOON)


async def test_migration_swaps_the_id_everywhere(storage: Storage) -> None:
    """When a group becomes a supergroup, all it had is under the new id, and nothing under the old."""
    async with storage.write() as work:
        put, asked = await furnish(work, OLD)
        await work.chats.migrate(OLD, NEW)
    async with storage.write() as work:
        assert await work.chats.get(OLD) is None
        kind = ChatKind.SUPERGROUP
        assert await work.chats.get(NEW) == Chat(id=NEW, kind=kind, zone="Europe/Kyiv", stopped=None)
        assert await work.subscriptions.get((NEW, None)) == Subscription(
            chat_id=NEW, plan=Plan(times=(EIGHT,), zone="UTC"), due=NOON + 24 * HOUR, covered=NOON
        )
        assert await follows(work, NEW) == [PERSON]
        assert not await written(work, NEW)
        [parcel] = await work.outbox.claim(NOON, lease=HOUR, limit=9)
        assert (parcel.chat_id, parcel.payload) == (NEW, f"for {OLD}")
        assert await work.asked.recall(asked, NEW) == "Who?"
        assert await work.asked.recall(asked, OLD) is None
        got = await work.inbox.get(put)
        assert got is not None
        assert (got.chat_id, got.receipt_id) == (NEW, None)


async def test_migration_merges(storage: Storage) -> None:
    """Where the new id is known already, its own choices hold, and nothing of the old one is lost."""
    async with storage.write() as work:
        await furnish(work, OLD)
        await work.follows.put(OLD, TOPIC, Stance.FOLLOW)
        await written(work, OLD, NOON + 24 * HOUR)
        await furnish(work, NEW)
        await subscribe(work, NEW, NOON, time(20), "Asia/Tokyo")
        await work.chats.migrate(OLD, NEW)
    async with storage.write() as work:
        assert await work.chats.get(OLD) is None
        kept = await work.subscriptions.get((NEW, None))
        assert kept is not None
        assert kept.plan == Plan(times=(time(20),), zone="Asia/Tokyo")
        assert await follows(work, NEW) == [PERSON, TOPIC]
        assert not await written(work, NEW, NOON + 24 * HOUR)
        assert [each.chat_id for each in await taken(work, NOON)] == [NEW, NEW, NEW]


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (1, 1)])
async def test_migration_of_nobody_changes_nothing(storage: Storage, old: int, new: int) -> None:
    """An unknown old id makes no chat, and an id is not swapped with itself."""
    async with storage.write() as work:
        put, _ = await furnish(work, 1)
        await work.chats.migrate(old, new)
        assert await work.chats.get(NEW) is None
        got = await work.inbox.get(put)
        assert got is not None
        assert (got.chat_id, got.receipt_id) == (1, 99)
        assert await follows(work, 1) == [PERSON]


async def rows(work: Work) -> str:
    """All that all tables hold, as text."""
    tables = Row.metadata.sorted_tables
    found = [await work.chats._session.execute(select(table)) for table in tables]
    assert len(found) > 10
    return "\n".join(str(row) for table in found for row in table)


async def test_forgetting_leaves_no_row(storage: Storage) -> None:
    """After a chat is forgotten no column of any table holds its id; what it submitted is still there."""
    gone, kept = 987_654_321, 123_456_789
    async with storage.write() as work:
        put, asked = await furnish(work, gone)
        other, _ = await furnish(work, kept)
        # In a private chat the user has the same id, and may have submitted elsewhere too.
        elsewhere, _ = await work.inbox.put(submission(key="5:5", chat_id=5, user_id=gone))
        await work.chats.forget(gone)
    async with storage.read() as work:
        left = await rows(work)
        assert str(kept) in left
        assert str(gone) not in left
        got = await work.inbox.get(put)
        assert got is not None
        assert (got.text, got.chat_id, got.user_id) == ("Something happened.", None, None)
        assert (got.message_id, got.receipt_id) == (None, None)
        assert await work.asked.recall(asked, gone) is None
        for submission_id in (other, elsewhere):
            assert await work.inbox.get(submission_id) is not None
        assert await work.subscriptions.count() == 1
