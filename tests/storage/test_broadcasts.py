"""Broadcasts: previews, parcels for every chat, and what became of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import text

from storage import schema
from storage.broadcast_values import Broadcast, BroadcastState
from storage.chat_values import AlertPlan, ChatKind, Parcel, ParcelKind, Plan
from storage.database import Storage, Work
from tests.storage.making import NOON

HOUR = timedelta(hours=1)
ADMIN = 7


async def known(work: Work, *chat_ids: int) -> None:
    """Chats that can be written to."""
    for chat_id in chat_ids:
        await work.chats.touch(chat_id, ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP)


async def begun(work: Work, *chat_ids: int, payload: str = "words") -> int:
    """A broadcast that is being sent, with parcels for the chats; its number."""
    number = await work.broadcasts.ask(ADMIN, payload, len(chat_ids), NOON)
    await work.broadcasts.send(number, len(chat_ids))
    await work.outbox.broadcast(number, [(chat_id, None) for chat_id in chat_ids], payload, NOON)
    return number


async def claimed(storage: Storage, limit: int = 9) -> list[Parcel]:
    """Lease parcels for an hour."""
    async with storage.write() as work:
        return await work.outbox.claim(NOON, lease=HOUR, limit=limit)


async def state(work: Work, number: int) -> Broadcast:
    """A broadcast as it stands."""
    found = await work.broadcasts.get(number, hold=True)
    assert found is not None
    return found


async def test_an_admin_has_one_preview(storage: Storage) -> None:
    """A second preview replaces the admin's first, and nobody else's; its words are not kept."""
    async with storage.write() as work:
        first = await work.broadcasts.ask(ADMIN, "first", 3, NOON)
        others = await work.broadcasts.ask(8, "another's", 3, NOON)
        second = await work.broadcasts.ask(ADMIN, "second", 3, NOON)
        got = [await state(work, number) for number in (first, others, second)]
    assert [(each.state, each.payload) for each in got] == [
        (BroadcastState.REPLACED, ""),
        (BroadcastState.ASKED, "another's"),
        (BroadcastState.ASKED, "second"),
    ]


async def test_previews_lapse_and_what_is_old_goes(storage: Storage) -> None:
    """An old preview lapses, an older broadcast is forgotten; one that is being sent stays however old."""
    async with storage.write() as work:
        preview = await work.broadcasts.ask(8, "words", 3, NOON - 2 * HOUR)
        fresh = await work.broadcasts.ask(9, "words", 3, NOON)
        old = await work.broadcasts.ask(10, "words", 3, NOON - 9 * HOUR)
        await work.broadcasts.close(old, BroadcastState.CANCELLED, NOON)
        sending = await work.broadcasts.ask(11, "words", 3, NOON - 9 * HOUR)
        await work.broadcasts.send(sending, 3)
        await work.broadcasts.expire(previews=NOON - HOUR, others=NOON - 8 * HOUR)
        assert (await state(work, preview)).state is BroadcastState.LAPSED
        assert (await state(work, fresh)).state is BroadcastState.ASKED
        assert await work.broadcasts.get(old) is None
        assert [each.id for each in await work.broadcasts.running()] == [sending]


async def test_chats_come_by_number_without_the_stopped(storage: Storage) -> None:
    """Chats are gone through in order, groups first; stopped ones and the terminal are left out."""
    async with storage.write() as work:
        await known(work, 3, 1, -5, 2)
        await work.chats.touch(0, ChatKind.TERMINAL)
        await work.chats.stop(2, "blocked")
        assert await work.chats.writable() == 3
        assert await work.chats.next_writable(None, 2) == [(-5, None), (1, None)]
        assert await work.chats.next_writable(1, 2) == [(3, None)]
        assert await work.chats.stopped() == {"blocked": 1}


async def test_a_forum_gets_it_where_it_reads(storage: Storage) -> None:
    """It goes to the forum where that has a digest, else to a digest's topic, else to that of the alerts."""
    alerts = AlertPlan(chat_id=-4, thread_id=8, hourly=3, quiet=None)
    async with storage.write() as work:
        await known(work, -5, -4, -3, -2)
        for spot in ((-5, 7), (-5, 6), (-4, None), (-4, 5)):
            await work.subscriptions.put(spot, Plan(times=(time(8),), zone="UTC"), NOON)
        for chat_id in (-4, -3):
            await work.alerts.put(replace(alerts, chat_id=chat_id))
        assert await work.chats.next_writable(None, 9) == [(-5, 6), (-4, None), (-3, 8), (-2, None)]


async def test_a_stopped_broadcast_is_sent_no_further(storage: Storage) -> None:
    """Its parcels cannot be claimed from then on; one that was claimed before counts when it is sent."""
    async with storage.write() as work:
        await known(work, 1, 2, 3)
        number = await begun(work, 1, 2, 3)
        await work.outbox.add(3, "a receipt", NOON)
    receipt, parcel = await claimed(storage, 2)
    assert (receipt.kind, parcel.kind) == (ParcelKind.RECEIPT, ParcelKind.BROADCAST)
    async with storage.write() as work:
        await work.broadcasts.close(number, BroadcastState.STOPPING, NOON)
    assert await claimed(storage) == []
    async with storage.write() as work:
        assert await work.outbox.withdraw(number, NOON, limit=1) == 1
        assert await work.outbox.withdraw(number, NOON) == 1
        assert await work.outbox.withdraw(number, NOON) == 0
        assert await work.outbox.under_way(number, NOON)
        await work.outbox.done(parcel.id, NOON, 1)
        assert not await work.outbox.under_way(number, NOON)
        tally = await work.outbox.tally(number)
    assert (tally.sent, tally.waiting, tally.failed) == (1, 0, {})


async def test_failures_are_counted_and_not_noted(storage: Storage) -> None:
    """What failed is counted by reason, with chats that were stopped before their turn; none is noted."""
    async with storage.write() as work:
        await known(work, 1, 2, 3, 4)
        number = await begun(work, 1, 2, 3, 4)
    one, two, *_ = await claimed(storage, 2)
    async with storage.write() as work:
        await work.outbox.fail(one.id, NOON, "refused: no")
        await work.outbox.retry(two.id, NOON + HOUR, "TimedOut")
        await work.chats.stop(3, "blocked")
        await work.outbox.give_up(number, NOON)
        assert await work.outbox.under_way(number, NOON)
        tally = await work.outbox.tally(number)
        assert await work.outbox.noted() == {}
    assert (tally.sent, tally.waiting, tally.failed) == (0, 2, {"refused: no": 1, "blocked": 1})
    assert tally.tried == {"TimedOut": 1}


async def test_a_chat_that_moves_back_in_the_order_is_not_missed(storage: Storage) -> None:
    """A group that becomes a supergroup before its turn, and so comes to stand before it, gets its parcel."""
    async with storage.write() as work:
        await known(work, -500, -400, -300)
        number = await begun(work, -500)
        await work.broadcasts.advance(number, -500)
        await work.chats.migrate(-400, -1000)
        await work.chats.stop(-300, "blocked")
        await work.chats.migrate(-300, -2000)
        assert await work.chats.next_writable(-500, 9) == []
    assert [(each.chat_id, each.payload) for each in await claimed(storage)] == [
        (-500, "words"),
        (-1000, "words"),
    ]


@pytest.mark.parametrize("both", [False, True])
async def test_a_chat_with_two_ids_gets_it_once(storage: Storage, *, both: bool) -> None:
    """A parcel goes with its chat to the new id, but for one that the new id has, too."""
    async with storage.write() as work:
        await known(work, -500, -1000)
        await begun(work, *([-1000, -500] if both else [-500]))
        await work.chats.migrate(-500, -1000)
    assert [each.chat_id for each in await claimed(storage)] == [-1000]


async def test_forgetting_the_admin_stops_nothing(storage: Storage) -> None:
    """What an admin broadcasts goes on when they are forgotten, and shows no more whose it is."""
    async with storage.write() as work:
        await known(work, 1)
        over = await work.broadcasts.ask(ADMIN, "words", 1, NOON)
        number = await begun(work, 1)
        await work.broadcasts.show(number, 99)
        assert [each.id for each in await work.broadcasts.shown()] == [number]
        await work.chats.forget(ADMIN)
        assert await work.broadcasts.get(over) is None
        got = await state(work, number)
    assert (got.admin_id, got.message_id, got.state) == (None, None, BroadcastState.SENDING)
    assert len(await claimed(storage)) == 1


async def test_a_chat_that_is_being_written_for_is_not_forgotten_in_between(storage: Storage) -> None:
    """Whoever is forgotten while parcels are written is gone, and the others have theirs."""

    async def write() -> None:
        async with storage.write() as work:
            number = await work.broadcasts.ask(ADMIN, "words", 2, NOON)
            await work.broadcasts.send(number, 2)
            chats = await work.chats.next_writable(None, 9)
            await asyncio.sleep(0.05)
            await work.outbox.broadcast(number, chats, "words", NOON)

    async def forget() -> None:
        await asyncio.sleep(0.02)
        async with storage.write() as work:
            await work.chats.forget(1)

    async with storage.write() as work:
        await known(work, 1, 2)
    await asyncio.gather(write(), forget())
    assert [each.chat_id for each in await claimed(storage)] == [2]


def test_reasons_of_before_are_told_in_todays_words(fresh_url: str) -> None:
    """Chats that were stopped in Telegram's words are stopped in those that admins are told."""
    schema.migrate(fresh_url)
    before = schema.revisions()[schema.revisions().index("r0020") - 1]
    schema.step_back(fresh_url, before)
    with schema._connection(fresh_url) as connection:
        rows = "(1, 'private', 'kicked'), (-1, 'group', 'left'), (2, 'private', 'deactivated')"
        connection.execute(text(f"INSERT INTO chat (id, kind, stopped) VALUES {rows}"))  # noqa: S608  # constants
    schema.migrate(fresh_url)
    with schema._connection(fresh_url) as connection:
        found = connection.execute(text("SELECT stopped FROM chat ORDER BY id")).scalars().all()
    assert found == ["removed", "blocked", "deactivated"]
