"""The sender: every parcel reaches its chat or is given up for a reason, whatever Telegram says."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from handlers import delivery
from handlers.pace import Pace
from newsroom.parcels import Letter, dump
from storage.chat_values import ChatKind, Parcel
from storage.database import Storage
from tests.botapi import Fault
from tests.handlers.answers import answer, notice
from tests.handlers.stage import ADMIN, Stage, now, opened

SHORT = answer(notice("News."))
LONG = answer(*[notice(f"Part {n}. " + "word " * 700) for n in range(3)])


async def sees(stage: Stage, chat_id: int) -> list[str]:
    """The first words of what a chat has been sent."""
    return [m.text[:7].strip() for m in stage.api.shown(chat_id)]


async def waiting(stage: Stage) -> list[Parcel]:
    """What can be claimed within the next hour."""
    async with stage.storage.write() as work:
        return await work.outbox.claim(now() + timedelta(hours=1), lease=timedelta(0), limit=50)


async def stopped(stage: Stage, chat_id: int) -> str | None:
    """Why nothing is sent to a chat."""
    async with stage.storage.read() as work:
        chat = await work.chats.get(chat_id)
    assert chat is not None
    return chat.stopped


async def drained(stage: Stage) -> None:
    """Waits until nothing is due any more, trying whatever is."""
    sender = stage.delivery()
    while (await stage.states()).get("pending"):
        if not await sender.deliver_due():
            await asyncio.sleep(0.05)


async def test_parcel_is_delivered_once(quiet_stage: Stage) -> None:
    """A parcel is sent and done with; there is nothing to send after."""
    await quiet_stage.known(100)
    await quiet_stage.post(100, SHORT)
    sender = quiet_stage.delivery()
    assert [await sender.deliver_due(), await sender.deliver_due()] == [1, 0]
    assert await sees(quiet_stage, 100) == ["News."]
    assert await quiet_stage.states() == {"done": 1}


async def test_a_row_of_parcels_keeps_its_order(quiet_stage: Stage) -> None:
    """What one chat is to be sent comes in the order in which it was written."""
    await quiet_stage.known(100)
    for number in range(4):
        await quiet_stage.post(100, answer(notice(f"News {number}.")))
    sender = quiet_stage.delivery()
    while await sender.deliver_due():
        pass
    assert [m.text for m in quiet_stage.api.shown(100)] == [f"News {number}." for number in range(4)]


async def test_parts_go_out_a_second_apart(archive: Storage) -> None:
    """The messages of one parcel come in order and not faster than one a second."""
    async with opened(archive, pace=Pace(overall=30, chat=1, group=20)) as stage:
        await stage.known(100)
        await stage.post(100, LONG)
        await stage.delivery().deliver_due()
        assert await sees(stage, 100) == ["Part 0.", "Part 1.", "Part 2."]
        times = [call.at for call in stage.api.made("sendMessage")]
    assert all(later - earlier >= 1 for earlier, later in pairwise(times))


async def test_a_parcel_goes_to_its_topic(quiet_stage: Stage) -> None:
    """What is for a topic of a forum is sent there."""
    quiet_stage.person(1, group=-1009, topic=5)
    async with quiet_stage.storage.write() as work:
        await work.chats.touch(-1009, ChatKind.SUPERGROUP)
        await work.outbox.add(-1009, dump(Letter(answer=SHORT)), now(), thread_id=5)
    await quiet_stage.delivery().deliver_due()
    assert [shown.thread for shown in quiet_stage.api.shown(-1009)] == [5]


@pytest.mark.parametrize(
    "fault",
    [
        Fault.blocked(100),
        Fault(code=400, description="Bad Request: chat not found", chat_id=100),
        Fault(code=400, description="Bad Request: not enough rights to send text messages to the chat"),
        Fault(code=400, description="Bad Request: have no rights to send a message"),
        Fault(code=400, description="Bad Request: need administrator rights in the channel chat"),
        Fault(code=400, description="Bad Request: PEER_ID_INVALID"),
        Fault(code=403, description="Forbidden: bot was kicked from the supergroup chat", chat_id=100),
        Fault(code=403, description="Forbidden: user is deactivated", chat_id=100),
        Fault(code=403, description="Forbidden: words of a later version", chat_id=100),
    ],
    ids=lambda fault: fault.description,
)
async def test_lost_chat_is_stopped_at_once(quiet_stage: Stage, fault: Fault) -> None:
    """A chat that can never be written to again is stopped, and only that one."""
    fault.times, fault.chat_id = 1, 100
    for chat_id in (100, 101):
        await quiet_stage.known(chat_id)
        await quiet_stage.post(chat_id, SHORT)
    quiet_stage.api.faults.append(fault)
    await quiet_stage.delivery().deliver_due()
    assert await stopped(quiet_stage, 100)
    assert await stopped(quiet_stage, 101) is None
    assert await sees(quiet_stage, 101) == ["News."]
    assert await quiet_stage.states() == {"failed": 1, "done": 1}


async def test_flood_control_loses_nothing(quiet_stage: Stage) -> None:
    """Told to wait two seconds, the sender sends nothing for that long, then everything, once."""
    for chat_id in range(100, 110):
        await quiet_stage.known(chat_id)
        await quiet_stage.post(chat_id, SHORT)
    quiet_stage.api.faults.append(Fault.flood(2, times=10))
    sender = quiet_stage.delivery()
    await sender.deliver_due()
    assert await sender.deliver_due() == 0
    quiet_stage.api.faults.clear()
    calls = len(quiet_stage.api.made("sendMessage"))
    flooded = quiet_stage.api.calls[-1].at
    while (await quiet_stage.states()).get("pending"):
        await asyncio.sleep(0.05)
        await sender.deliver_due()
    again = quiet_stage.api.made("sendMessage")[calls:]
    assert min(call.at for call in again) - flooded >= 1.9
    assert [await sees(quiet_stage, chat_id) for chat_id in range(100, 110)] == [["News."]] * 10


@pytest.mark.parametrize(
    "fault", [Fault(times=1), Fault(drop="before"), Fault(code=500, description="Internal Server Error")]
)
async def test_passing_trouble_is_tried_again(quiet_stage: Stage, fault: Fault) -> None:
    """After a server error or a broken connection the parcel waits, and continues with the same part."""
    fault.times = 1
    await quiet_stage.known(100)
    await quiet_stage.post(100, LONG)
    quiet_stage.api.faults.append(fault)
    sender = quiet_stage.delivery()
    await sender.deliver_due()
    assert await sees(quiet_stage, 100) == []
    assert await sender.deliver_due() == 0
    assert [(p.sent_parts, p.attempts) for p in await waiting(quiet_stage)] == [(0, 2)]


async def test_sent_parts_are_not_sent_again(quiet_stage: Stage) -> None:
    """A parcel that was interrupted after its first message continues with the second."""
    await quiet_stage.known(100)
    await quiet_stage.post(100, LONG)
    async with quiet_stage.storage.write() as work:
        await work.outbox.progress(1, 1)
    await quiet_stage.delivery().deliver_due()
    assert await sees(quiet_stage, 100) == ["Part 1.", "Part 2."]


async def test_chat_that_migrated_gets_its_parcel(quiet_stage: Stage) -> None:
    """The parcel for a group that became a supergroup is sent to the new id, and the id is swapped."""
    quiet_stage.person(1, group=-1009)
    await quiet_stage.known(-9)
    await quiet_stage.post(-9, SHORT)
    quiet_stage.api.faults.append(Fault.migrated(-9, -1009))
    sender = quiet_stage.delivery()
    await sender.deliver_due()
    await sender.deliver_due()
    assert await sees(quiet_stage, -1009) == ["News."]
    async with quiet_stage.storage.read() as work:
        assert await work.chats.get(-9) is None


async def test_markup_that_telegram_cannot_read_is_sent_plain(quiet_stage: Stage) -> None:
    """When Telegram cannot parse a message it is sent without markup rather than not at all."""
    await quiet_stage.known(100)
    await quiet_stage.post(100, answer(notice("1 < 2 & more")))
    words = "Bad Request: can't parse entities: unexpected end tag"
    quiet_stage.api.faults.append(Fault(code=400, description=words))
    await quiet_stage.delivery().deliver_due()
    (shown,) = quiet_stage.api.shown(100)
    assert (shown.text, shown.html) == ("1 < 2 & more", False)


async def test_one_bad_parcel_does_not_stop_the_rest(
    quiet_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parcels that cannot be read or are refused again and again fail alone; their chat's others are sent."""
    monkeypatch.setattr(delivery, "_FIRST_WAIT", timedelta(0))
    await quiet_stage.known(100)
    async with quiet_stage.storage.write() as work:
        await work.outbox.add(100, "{}", now())
        await work.outbox.add(100, "not json", now())
    await quiet_stage.post(100, SHORT)
    await quiet_stage.post(100, answer(notice("More.")))
    quiet_stage.api.faults.append(Fault(code=400, description="Bad Request: MESSAGE_STRANGE", times=3))
    await drained(quiet_stage)
    assert await sees(quiet_stage, 100) == ["More."]
    assert await quiet_stage.states() == {"failed": 3, "done": 1}
    assert await stopped(quiet_stage, 100) is None


async def test_order_of_a_chat_survives_trouble(quiet_stage: Stage) -> None:
    """When a chat's first parcel has to wait, its second waits with it and comes after it."""
    await quiet_stage.known(100)
    await quiet_stage.post(100, SHORT)
    await quiet_stage.post(100, answer(notice("More.")))
    quiet_stage.api.faults.append(Fault(drop="before"))
    sender = quiet_stage.delivery()
    await sender.deliver_due()
    assert await sender.deliver_due() == 0
    assert await sees(quiet_stage, 100) == []
    assert [p.id for p in await waiting(quiet_stage)] == [1]
    assert await quiet_stage.states() == {"pending": 2}


async def test_run_sends_what_comes_and_stops_when_told(archive: Storage) -> None:
    """The loop finds what is put into the outbox, and ends at the stop with the rest put back."""
    stop = asyncio.Event()
    async with opened(archive, pace=Pace(overall=30, chat=1, group=20)) as stage:
        await stage.known(100)
        async with asyncio.TaskGroup() as group:
            group.create_task(stage.delivery().run(stop))
            await stage.post(100, LONG)
            await stage.api.until(lambda: stage.api.shown(100))
            stop.set()
        assert await sees(stage, 100) == ["Part 0."]
        assert [(p.sent_parts, p.attempts) for p in await waiting(stage)] == [(1, 1)]


async def test_a_restart_keeps_to_the_pace(archive: Storage) -> None:
    """What an earlier process sent to a group counts: after twenty in a minute the next one waits."""
    group = -1009
    async with opened(archive, pace=Pace(overall=30, chat=1, group=20)) as stage:
        async with stage.storage.write() as work:
            await work.chats.touch(group, ChatKind.SUPERGROUP)
            for _ in range(20):
                await work.outbox.add(group, dump(Letter(answer=SHORT)), now())
                [parcel] = await work.outbox.claim(now(), lease=timedelta(seconds=9), limit=1)
                await work.outbox.done(parcel.id, now() - timedelta(seconds=30), 1)
            await work.outbox.add(group, dump(Letter(answer=SHORT)), now())
        sender = stage.delivery()
        await sender.resume()
        await sender.deliver_due()
        assert stage.api.shown(group) == []
        async with stage.storage.write() as work:
            for seconds, there in ((15, 0), (31, 1)):
                later = now() + timedelta(seconds=seconds)
                assert len(await work.outbox.claim(later, lease=timedelta(0), limit=9)) == there


async def test_nudge_saves_the_wait(quiet_stage: Stage) -> None:
    """A nudge makes the loop look at once rather than at its next look."""
    await quiet_stage.known(100)
    stop = asyncio.Event()
    nudge = asyncio.Event()
    sender = delivery.Delivery(
        storage=quiet_stage.storage,
        speaker=quiet_stage.speaker,
        receipts=quiet_stage.receipts,
        pace=quiet_stage.pace,
        admins=(),
        clock=now,
        nudge=nudge,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(sender.run(stop))
        await asyncio.sleep(0.2)
        await quiet_stage.post(100, SHORT)
        began = time.monotonic()
        nudge.set()
        await quiet_stage.api.until(lambda: quiet_stage.api.shown(100))
        assert time.monotonic() - began < 0.6
        stop.set()


async def test_a_topic_that_is_gone_is_stood_in_for(quiet_stage: Stage) -> None:
    """What is for a topic that was deleted goes to the forum itself; the chat is not stopped."""
    quiet_stage.person(1, group=-1009, topic=5)
    async with quiet_stage.storage.write() as work:
        await work.chats.touch(-1009, ChatKind.SUPERGROUP)
        await work.outbox.add(-1009, dump(Letter(answer=SHORT)), now(), thread_id=6)
    await drained(quiet_stage)
    assert [shown.thread for shown in quiet_stage.api.shown(-1009)] == [None]
    assert await stopped(quiet_stage, -1009) is None


async def test_admins_are_told_once_what_went_wrong(quiet_stage: Stage) -> None:
    """After a run each admin gets one message with the numbers by reason, whoever met with it."""
    for chat_id in range(100, 105):
        await quiet_stage.known(chat_id)
        await quiet_stage.post(chat_id, SHORT)
    quiet_stage.admin  # noqa: B018  # who has a chat from now on
    quiet_stage.api.faults += [
        Fault.blocked(100),
        Fault.blocked(101),
        Fault(code=400, description="Bad Request: chat not found", chat_id=102),
        Fault(code=400, description="Bad Request: can't parse entities: bad tag", chat_id=103),
    ]
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(quiet_stage.delivery().run(stop))
        await quiet_stage.api.until(lambda: quiet_stage.api.shown(ADMIN))
        await asyncio.sleep(1.5)
        stop.set()
    (told,) = quiet_stage.api.shown(ADMIN)
    for line in ("2 chats blocked the bot", "1 chat does not exist", "1 message was sent without bold"):
        assert line in told.text
    assert [await sees(quiet_stage, chat_id) for chat_id in (100, 103, 104)] == [[], ["News."], ["News."]]


async def test_stopped_chat_gets_nothing(quiet_stage: Stage) -> None:
    """Nothing is sent to a chat on record as stopped."""
    await quiet_stage.known(100)
    await quiet_stage.post(100, SHORT)
    async with quiet_stage.storage.write() as work:
        await work.chats.stop(100, "kicked")
    assert await quiet_stage.delivery().deliver_due() == 0
    async with quiet_stage.storage.write() as work:
        await work.chats.touch(100, ChatKind.PRIVATE)
    assert await quiet_stage.delivery().deliver_due() == 1


@pytest.mark.parametrize(("attempts", "least", "most"), [(1, 1, 3), (4, 12, 20), (50, 220, 380)])
def test_waits_grow_and_are_bounded(attempts: int, least: float, most: float) -> None:
    """The wait after trouble doubles with each attempt, up to five minutes, with some spread."""
    waits = {delivery._back_off(attempts).total_seconds() for _ in range(50)}
    assert least <= min(waits) <= max(waits) <= most
    assert len(waits) > 1
