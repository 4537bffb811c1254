"""Broadcasts: an admin's own words to all chats; shown first, sent once confirmed, stopped on request.

The database says how far one has come; whoever calls only asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from newsroom import receipts
from newsroom.answer import Announcement, Answer
from newsroom.answers import broadcast as words
from newsroom.answers import start
from newsroom.errands import Broadcast, CancelBroadcast, SendBroadcast, StopBroadcast
from newsroom.errors import Refused
from newsroom.intents import Usage
from newsroom.parcels import Letter, dump
from newsroom.question import Asker
from newsroom.spans import units
from storage import broadcast_values as stored
from storage.broadcast_values import RUNNING, BroadcastState
from storage.chat_values import ChatKind
from storage.database import Storage, Work

LONGEST = 4000
"""UTF-16 units of the words: a message holds 4096, and the line above them has its part."""

PREVIEWED = timedelta(hours=1)
"""For how long a preview can be confirmed."""

KEPT = timedelta(days=30)
"""For how long it is kept that there was a broadcast, and whose."""

_BATCH = 500  # chats whose parcels are written, or taken out, in one transaction
Broadcasting = Broadcast | SendBroadcast | CancelBroadcast | StopBroadcast


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a message of an admin's private chat is to say now; ``over``: it will not change any more."""

    number: int
    chat_id: int
    message_id: int
    answer: Answer
    over: bool


class Broadcasts:
    """Broadcasts, one at a time. Only an admin asks."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    async def answer(self, intent: Broadcasting, asker: Asker, message_id: int | None) -> Answer:
        """Does what is asked. ``message_id`` is the message with the button. Raises Refused."""
        if asker.kind is not ChatKind.PRIVATE or asker.user_id is None:
            raise Refused("broadcast.private")
        async with self._storage.write(alone=True) as work:
            match intent:
                case Broadcast(mixed=True):
                    raise Refused("broadcast.only_text")
                case Broadcast(text=""):
                    return await self._running(work)
                case Broadcast():
                    return await self._ask(work, intent, asker.user_id)
                case SendBroadcast():
                    return await self._send(work, await _own(work, intent.number, asker), message_id)
                case CancelBroadcast():
                    return await self._cancel(work, await _own(work, intent.number, asker))
                case StopBroadcast():
                    return await self._stop(work, await _get(work, intent.number))
                case _:
                    assert_never(intent)

    async def _running(self, work: Work) -> Answer:
        """What is being sent, or how to begin."""
        running = await work.broadcasts.running()
        if running:
            return await words.told(work, running[0])
        return start.usage(Usage(command="broadcast"))

    async def _ask(self, work: Work, intent: Broadcast, admin_id: int) -> Answer:
        """Shows it as it will be seen, says how many see it, and asks."""
        over = units(intent.text) - LONGEST
        if over > 0:
            raise Refused("broadcast.too_long", count=over, most=LONGEST)
        chats = await work.chats.writable()
        if not chats:
            raise Refused("broadcast.nobody")
        announcement = Announcement(text=intent.text, spans=intent.spans)
        payload = dump(Letter(answer=Answer(blocks=(announcement,))))
        number = await work.broadcasts.ask(admin_id, payload, chats, self._clock())
        stopped = await work.chats.stopped()
        return words.preview(number, announcement, chats=chats, stopped=stopped, valid=PREVIEWED)

    async def _send(self, work: Work, asked: stored.Broadcast, message_id: int | None) -> Answer:
        """Begins; a second time, or too late, it says what happened."""
        if asked.state is not BroadcastState.ASKED:
            return await words.told(work, asked)
        if asked.asked <= self._clock() - PREVIEWED:
            return await self._close(work, asked, BroadcastState.LAPSED)
        for other in await work.broadcasts.running():
            if other.state is BroadcastState.SENDING:
                return await words.busy(work, other)
        await work.broadcasts.send(asked.id, await work.chats.writable())
        await work.broadcasts.show(asked.id, message_id)
        return await words.told(work, await _get(work, asked.id))

    async def _cancel(self, work: Work, asked: stored.Broadcast) -> Answer:
        if asked.state is not BroadcastState.ASKED:
            return await words.told(work, asked)
        return await self._close(work, asked, BroadcastState.CANCELLED)

    async def _stop(self, work: Work, running: stored.Broadcast) -> Answer:
        if running.state is BroadcastState.ASKED:
            raise Refused("broadcast.gone")  # its preview has no such button
        if running.state is not BroadcastState.SENDING:
            return await words.told(work, running)
        return await self._close(work, running, BroadcastState.STOPPING)

    async def _close(self, work: Work, broadcast: stored.Broadcast, state: BroadcastState) -> Answer:
        await work.broadcasts.close(broadcast.id, state, self._clock())
        return await words.told(work, await _get(work, broadcast.id))

    async def go_on(self) -> bool:
        """Writes the next parcels of what is sent, takes out those of what is stopped, and ends what is over.

        Parcels and how far they are written are one transaction each time, so that a crash at any point
        neither loses nor doubles one. False if there is no more to do at once.
        """
        async with self._storage.read() as work:
            running = await work.broadcasts.running()
            now = self._clock()
            idle = [each.id for each in running if each.written and await work.outbox.under_way(each.id, now)]
        steps = [
            await self._step(each.id)
            for each in running
            if each.id not in idle or each.state is BroadcastState.STOPPING
        ]
        return any(steps)

    async def _step(self, number: int) -> bool:
        async with self._storage.write() as work:
            at = await work.broadcasts.get(number, hold=True)
            if at is None or at.state not in RUNNING:
                return False
            if at.state is BroadcastState.STOPPING:
                if await work.outbox.withdraw(number, self._clock(), limit=_BATCH):
                    return True
            elif not at.written:
                return await self._write(work, at)
            if not await work.outbox.under_way(number, self._clock()):
                await self._end(work, at)
            return False

    async def _write(self, work: Work, at: stored.Broadcast) -> bool:
        """Puts it in for the next chats; False once there is none left."""
        spots = await work.chats.next_writable(at.after, _BATCH)
        await work.outbox.broadcast(at.id, spots, at.payload, self._clock())
        if spots:
            last, _ = spots[-1]
            await work.broadcasts.advance(at.id, last)
            return True
        tally = await work.outbox.tally(at.id)
        written = tally.sent + tally.waiting + sum(tally.failed.values())
        await work.broadcasts.advance(at.id, None, chats=written)
        return False

    async def _end(self, work: Work, at: stored.Broadcast) -> None:
        """It is over; the admin is told what came of it."""
        now, stopped = self._clock(), at.state is BroadcastState.STOPPING
        await work.outbox.give_up(at.id, now)
        tally = await work.outbox.tally(at.id)
        state = BroadcastState.STOPPED if stopped else BroadcastState.SENT
        await work.broadcasts.close(at.id, state, now, sent=tally.sent)
        if at.admin_id is not None:
            summary = words.summary(await _get(work, at.id), tally)
            await receipts.tell(work, [at.admin_id], summary, now)

    async def shown(self) -> list[Progress]:
        """What the messages that show how far broadcasts have come are to say now."""
        async with self._storage.read() as work:
            return [
                Progress(
                    number=each.id,
                    chat_id=each.admin_id,
                    message_id=each.message_id,
                    answer=await words.told(work, each),
                    over=each.state not in RUNNING,
                )
                for each in await work.broadcasts.shown()
                if each.admin_id is not None and each.message_id is not None
            ]

    async def unshown(self, number: int) -> None:
        """The message says the last that it will."""
        async with self._storage.write() as work:
            await work.broadcasts.show(number, None)

    async def expire(self) -> None:
        """Lets previews lapse, and forgets broadcasts of long ago."""
        now = self._clock()
        async with self._storage.write() as work:
            await work.broadcasts.expire(previews=now - PREVIEWED, others=now - KEPT)


async def _get(work: Work, number: int) -> stored.Broadcast:
    found = await work.broadcasts.get(number, hold=True)
    if found is None:
        raise Refused("broadcast.gone")
    return found


async def _own(work: Work, number: int, asker: Asker) -> stored.Broadcast:
    found = await _get(work, number)
    if found.admin_id != asker.user_id:
        raise Refused("broadcast.not_yours")
    return found
