"""The pace: under every limit, the urgent first, and flood control honoured by all that share it."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from itertools import count

import pytest
from telegram.error import RetryAfter

from handlers import pace as paces
from handlers.pace import LIVE, Pace, Turn, asked
from storage.chat_values import ParcelKind


class Server:
    """Notes who is written to; ``floods`` says for whom there is flood control, of how many seconds."""

    def __init__(self, pace: Pace, **floods: float) -> None:
        self.pace = pace
        self.floods = floods
        self.served: list[object] = []
        self.at: list[float] = []

    async def send(self, chat: object, turn: Turn | None = None, *, method: str = "sendMessage") -> object:
        """Writes to a chat, in its turn."""

        async def call() -> bool:
            await asyncio.sleep(0)
            self.served.append(chat)
            self.at.append(time.monotonic())
            if str(chat) in self.floods:
                raise RetryAfter(timedelta(seconds=self.floods.pop(str(chat))))
            return True

        try:
            return await self.pace.process_request(call, (), {}, method, {"chat_id": chat}, turn)
        finally:
            if turn is not None and turn.noted:
                self.pace.noted(turn)


@pytest.fixture(autouse=True)
def _time_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library gives spans of time, as bot.telegram has it do."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def parcel(kind: ParcelKind = ParcelKind.DIGEST, patience: float = 60.0) -> Turn:
    """A parcel's turn."""
    return Turn(urgency=kind, patience=patience, noted=True)


async def settle() -> None:
    """Lets everybody who can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_no_second_holds_more_than_the_limit() -> None:
    """Of calls that all come at once, so many go a second and no more, to no chat two."""
    server = Server(Pace(overall=20, chat=1, group=0))
    await asyncio.gather(*(server.send(n % 25) for n in range(50)))
    assert all(later - first >= 1 for first, later in zip(server.at, server.at[20:], strict=False))
    last: dict[object, float] = {}
    for chat, at in zip(server.served, server.at, strict=True):
        assert at - last.get(chat, 0.0) >= 1
        last[chat] = at


async def test_the_urgent_go_first() -> None:
    """Somebody who waits for an answer is served before receipts, these before digests and broadcasts."""
    server = Server(Pace(overall=5, chat=0, group=0))
    server.pace.resume([])
    async with asyncio.TaskGroup() as group:
        for kind in sorted(ParcelKind, reverse=True):
            group.create_task(server.send(f"@{kind.name}", parcel(kind)))
        await settle()
        for number in range(3):
            group.create_task(server.send(number))
    assert server.served == [0, 1, 2, *(f"@{kind.name}" for kind in sorted(ParcelKind))]
    assert min(ParcelKind) > LIVE


async def test_a_full_group_keeps_nobody_waiting() -> None:
    """A group that has had its messages of the minute waits alone; an impatient parcel learns how long."""
    server = Server(Pace(overall=0, chat=0, group=2))
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(server.send(-9)) for _ in range(3)]
        await settle()
        with pytest.raises(RetryAfter) as caught:
            await server.send(-9, parcel(patience=5.0))
        for chat in range(50):
            await server.send(chat, parcel())
        waiting[2].cancel()
    assert 58 < asked(caught.value) <= 60
    assert server.served == [-9, -9, *range(50)]


async def test_private_flood_control_is_everyones() -> None:
    """To a private chat a message a second goes at most, so flood control there is about all; edits count."""
    server = Server(Pace(overall=0, chat=1, group=0), **{"7": 0.5})
    began = time.monotonic()
    assert await server.send(7, Turn(tries=2))
    await server.send(8, method="editMessageText")
    assert server.served == [7, 7, 8]
    assert server.at[1] - began >= 0.5


async def test_flood_control_of_one_group_is_its_own() -> None:
    """A group is silent alone; when a second one is told so at the same time, all are."""
    server = Server(Pace(overall=0, chat=0, group=0), **{"-1": 0.3, "-2": 0.3})
    with pytest.raises(RetryAfter):
        await server.send(-1, parcel())
    await server.send(3, parcel())
    with pytest.raises(RetryAfter):
        await server.send(-1, parcel(patience=0.1))
    with pytest.raises(RetryAfter):
        await server.send(-2, parcel())
    with pytest.raises(RetryAfter):
        await server.send(3, parcel(patience=0.1))
    await server.send(3, parcel())
    assert server.served == [-1, 3, -2, 3]
    assert server.at[3] - server.at[2] >= 0.3


async def test_a_new_process_takes_over_the_pace() -> None:
    """All is silent for a second; a group that had its messages of the minute waits until that is over."""
    server = Server(Pace(overall=30, chat=1, group=2))
    began = time.monotonic()
    server.pace.resume([(-8, 59.0), (-9, 40.0), (-9, 30.0), (-8, 1.0)])
    with pytest.raises(RetryAfter) as caught:
        await server.send(-9, parcel(patience=5.0))
    assert 19 < asked(caught.value) <= 20
    await asyncio.gather(server.send(1), server.send(-8, parcel(patience=5.0)), server.send(-7))
    assert server.served == [1, -7, -8]
    assert min(server.at) - began >= 1


async def test_what_is_no_message_has_no_limit() -> None:
    """Files, menus and the like are not counted, and their flood control is no message's."""
    server = Server(Pace(overall=1, chat=1, group=1), **{"5": 60.0})
    for _ in range(20):
        await server.send(7, method="getFile")
    with pytest.raises(RetryAfter):
        await server.send(5, method="getFile")
    await server.send(7)
    assert server.served == [7] * 20 + [5, 7]


async def test_recall_stops_what_waits_in_the_outbox() -> None:
    """Parcels that wait are refused; who waits for an answer still gets it."""
    server = Server(Pace(overall=3, chat=0, group=0))
    server.pace.resume([])
    turns = [parcel(), None, None]
    sends = asyncio.gather(*(server.send(*each) for each in enumerate(turns)), return_exceptions=True)
    await settle()
    server.pace.recall()
    refused, *_ = await sends
    assert isinstance(refused, RetryAfter)
    assert server.served == [1, 2]


async def test_recall_of_one_kind_leaves_the_others() -> None:
    """A broadcast that is stopped takes no digest with it."""
    server = Server(Pace(overall=3, chat=0, group=0))
    server.pace.resume([])
    kinds = (ParcelKind.BROADCAST, ParcelKind.DIGEST)
    sends = asyncio.gather(*(server.send(kind, parcel(kind)) for kind in kinds), return_exceptions=True)
    await settle()
    server.pace.recall(ParcelKind.BROADCAST)
    refused, _ = await sends
    assert isinstance(refused, RetryAfter)
    assert server.served == [ParcelKind.DIGEST]


async def test_a_caller_that_gives_up_takes_no_place() -> None:
    """Whoever is cancelled while waiting, or just when their turn comes, leaves their place to others."""
    server = Server(Pace(overall=0, chat=0, group=1))
    for chat in (-1, -2):
        async with asyncio.TaskGroup() as group:
            first = group.create_task(server.send(chat))
            second = group.create_task(server.send(chat))
            await asyncio.sleep(0)
            (first if chat == -2 else second).cancel()
            second.cancel()
    assert server.pace._waiting == []


async def test_idle_chats_are_forgotten() -> None:
    """However many chats are written to, only those of the last minute are kept."""
    ticks = count(step=0.05)
    server = Server(Pace(overall=0, chat=1, group=20, clock=lambda: float(next(ticks))))
    for chat in range(1, 3000):
        await server.send(-chat)
    assert len(server.pace._windows) < 3 * paces._TIDY
