"""The outbox sender: what the newsroom wants to reach a chat reaches it, at Telegram's pace.

The database says what to send; this only asks. A crash at any point loses nothing and repeats at
most what was in flight, which is one message where that is enough for the pace (handlers.lanes.Gate).
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from handlers.alerting import Alerting
from handlers.pace import Pace, Turn, asked
from handlers.place import Place
from handlers.refusals import lost, topic_gone
from handlers.render import Message
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom import parcels, standing, undelivered
from newsroom.answer import Answer, Quote
from newsroom.parcels import Letter
from newsroom.traces import trace
from newsroom.undelivered import Reason
from storage.chat_values import Alert, ChatKind, Parcel, ParcelKind
from storage.database import Storage
from storage.failures import Busy, Unavailable

_log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)  # after a crash, what was being sent waits that long
_REMEMBERED = timedelta(minutes=1)  # the longest of Telegram's limits
_AT_ONCE = 64  # parcels under way: some wait for the pace of their chat while others go
_ROOM = 8  # places that are filled together, in one transaction; many at once would hold up what is due
_IDLE = 1.0  # seconds between looks into an empty outbox
_PATIENCE = 5.0  # seconds that a parcel may wait for its chat's pace before it gives its place to another
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=5)
_TRIES = 3  # of a parcel that is refused, or on which the sender itself fails
_REPORT = 600.0  # seconds between reports of what went wrong
_AGAIN = (0.2, 1.0, 5.0)  # seconds after which something is written down again, if the database was busy


class Delivery:
    """Sends parcels. ``speaker`` must not be patient: what to do about an error is decided here.

    ``pace`` is the one of the speaker's bot. ``admins`` are told what went wrong, once in a while.
    ``nudge`` may be set by whoever puts a parcel into the outbox, to have it looked for at once.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        speaker: Speaker,
        receipts: Receipts,
        pace: Pace,
        admins: Collection[int],
        clock: Callable[[], datetime],
        nudge: asyncio.Event | None = None,
    ) -> None:
        self._storage = storage
        self._speaker = speaker
        self._receipts = receipts
        self._pace = pace
        self._admins = admins
        self._clock = clock
        self._alerting = Alerting(storage=storage, clock=clock)
        self._nudge = nudge or asyncio.Event()
        self._under_way: dict[int, Parcel] = {}
        self._renewed = self._reported = float("-inf")
        self._stopping = False

    async def resume(self) -> None:
        """Before anything is sent: what was sent just before is part of the pace."""
        now = self._clock()
        async with self._storage.read() as work:
            sent = await work.outbox.lately(now - _REMEMBERED, now)
        self._pace.resume((chat_id, max(0.0, (now - at).total_seconds())) for chat_id, at in sent)

    async def run(self, stop: asyncio.Event) -> None:
        """Delivers until ``stop`` is set; what is being sent then is finished, what waits is put back."""
        async with asyncio.TaskGroup() as group:
            work = group.create_task(self._work(group), name="delivery: work")
            await stop.wait()
            self._stopping = True
            self._nudge.set()
            await work
            self._pace.recall()

    async def deliver_due(self) -> int:
        """Tries what may be sent now, of each chat the first; returns how many parcels that were."""
        async with asyncio.TaskGroup() as group:
            return await self._fill(group)

    async def let_go(self) -> bool:
        """Puts back what waits of a broadcast that was stopped meanwhile; there is no more to do at once."""
        broadcast = [each.id for each in self._under_way.values() if each.kind is ParcelKind.BROADCAST]
        if broadcast:
            async with self._storage.read() as work:
                stopped = await work.outbox.stopped(broadcast)
            if stopped:
                self._pace.recall(ParcelKind.BROADCAST)
        return False

    async def _work(self, group: asyncio.TaskGroup) -> None:
        """Keeps parcels under way; they are many enough for the pace, few enough for little memory."""
        while not self._stopping:
            self._nudge.clear()
            try:
                await self._look(group)
            except Unavailable as error:  # not let through, since it would cut off what is being sent
                _log.error("the outbox cannot be read: %s", type(error).__name__)
            try:
                async with asyncio.timeout(_IDLE):
                    await self._nudge.wait()
            except TimeoutError:
                pass  # time for another look

    async def _look(self, group: asyncio.TaskGroup) -> None:
        await self._renew()
        if _AT_ONCE - len(self._under_way) >= _ROOM:
            await self._fill(group)
        if not self._under_way:
            await self._report()

    async def _fill(self, group: asyncio.TaskGroup) -> int:
        """Begins with as many parcels as there is room for; how many these are."""
        async with self._storage.write() as work:
            room = _AT_ONCE - len(self._under_way)
            claimed = await work.outbox.claim(self._clock(), lease=LEASE, limit=room)
        for parcel in claimed:
            self._under_way[parcel.id] = parcel
            group.create_task(self._parcel(parcel))
        return len(claimed)

    async def _renew(self) -> None:
        """Keeps what is under way ours."""
        now = time.monotonic()
        if self._under_way and now - self._renewed > LEASE.total_seconds() / 4:
            self._renewed = now
            async with self._storage.write() as work:
                await work.outbox.renew(list(self._under_way), self._clock() + LEASE)

    async def _report(self) -> None:
        now = time.monotonic()
        if now - self._reported > _REPORT and await undelivered.report(
            self._storage, self._admins, self._clock()
        ):
            self._reported = now

    async def _parcel(self, parcel: Parcel) -> None:
        """Sends a parcel, or sees to what becomes of it; whatever happens, the others go on."""
        try:
            await self._deliver(parcel)
        except Exception as error:  # noqa: BLE001  # what one meets must not stop the rest; it is logged
            # When its lease ends it is sent again.
            _log.error("parcel %d could not be sent\n%s", parcel.id, trace(error))
        finally:
            del self._under_way[parcel.id]
            if _AT_ONCE - len(self._under_way) >= _ROOM:
                self._nudge.set()

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            letter = parcels.load(parcel.payload)
            answer, linked = await self._now(parcel, letter.answer)
            messages = await self._speaker.messages(parcel.chat_id, answer, linked=linked)
        except (ValueError, LookupError):  # no letter, or it names a text that this version does not have
            _log.error("parcel %d cannot be read", parcel.id)
            await self._fail(parcel, Reason.UNREADABLE)
            return
        try:
            if letter.alert is None:
                await self._send(parcel, messages, letter.submission_id)
            else:
                await self._alert(parcel, letter, answer, messages)
        except TelegramError as error:
            await self._failed(parcel, error)

    async def _now(self, parcel: Parcel, answer: Answer) -> tuple[Answer, bool]:
        """The answer as its articles stand now, and whether it is for a channel.

        Once a part of it is sent, the rest follows as it was.
        """
        async with self._storage.read() as work:
            chat = await work.chats.get(parcel.chat_id) if parcel.chat_id < 0 else None
            stands = answer if parcel.sent_parts else await standing.still(work, answer)
        return stands, chat is not None and chat.kind is ChatKind.CHANNEL

    async def _send(self, parcel: Parcel, messages: Sequence[Message], receipt_of: int | None) -> None:
        """Sends the messages that are left, noting each one before the next may go."""
        turn = Turn(urgency=parcel.kind, patience=_PATIENCE, noted=True)
        speaker = self._speaker.taking(turn)
        place = Place(chat_id=parcel.chat_id, thread_id=parcel.thread_id)
        if receipt_of is not None:
            place = await self._receipts.beside(receipt_of, parcel.chat_id)
        for at, message in enumerate(messages[parcel.sent_parts :], start=parcel.sent_parts):
            if self._stopping:
                raise RetryAfter(0)
            try:
                if at == 0 and receipt_of is not None:
                    await self._receipts.fill_in(receipt_of, parcel.chat_id, message, speaker)
                else:
                    await speaker.send(place, message)
                last = at + 1 == len(messages)
                if not await self._note(parcel, at + 1, last=last, plain=speaker.plain):
                    return
            finally:
                self._pace.noted(turn)
        if not messages[parcel.sent_parts :]:
            await self._note(parcel, len(messages), last=True, plain=False)

    async def _alert(
        self, parcel: Parcel, letter: Letter, answer: Answer, messages: Sequence[Message]
    ) -> None:
        """Sends an alert or edits it, which is one message; of what was taken back since it sends nothing."""
        alert = await self._alerting.due(parcel, letter)
        quoted, left = (any(isinstance(b, Quote) for b in each.blocks) for each in (letter.answer, answer))
        if alert is None or (quoted and not left):
            await self._note(parcel, 0, last=True, plain=False)
            return
        if self._stopping:
            raise RetryAfter(0)
        turn = Turn(urgency=parcel.kind, patience=_PATIENCE, noted=True)
        speaker = self._speaker.taking(turn)
        try:
            sent = await self._alerting.send(parcel, alert, messages[0], speaker)
            rang = replace(alert, message_id=sent)
            await self._note(parcel, 1, last=True, plain=speaker.plain, rang=rang)
        finally:
            self._pace.noted(turn)

    async def _note(
        self, parcel: Parcel, sent: int, *, last: bool, plain: bool, rang: Alert | None = None
    ) -> bool:
        """Writes down what was sent, however busy the database is: what is not noted is sent again.

        False where the chat was forgotten meanwhile, and is to get no more of it.
        """
        for pause in _AGAIN:
            try:
                return await self._write_down(parcel, sent, last=last, plain=plain, rang=rang)
            except Busy:
                await asyncio.sleep(pause)
        return await self._write_down(parcel, sent, last=last, plain=plain, rang=rang)

    async def _write_down(
        self, parcel: Parcel, sent: int, *, last: bool, plain: bool, rang: Alert | None = None
    ) -> bool:
        there = True
        async with self._storage.write() as work:
            if last:
                await work.outbox.done(parcel.id, self._clock(), sent)
            else:
                there = await work.outbox.progress(parcel.id, sent)
            if rang is not None and rang.message_id is not None:
                await work.alerts.sent(rang.chat_id, rang.story_id, rang.message_id)
            elif rang is not None:
                await work.alerts.close(rang.chat_id, rang.story_id)
            if plain and last:
                await work.outbox.note(Reason.PLAIN)
        return there

    async def _failed(self, parcel: Parcel, error: TelegramError) -> None:
        """Decides what becomes of a parcel that Telegram did not take."""
        now, name = self._clock(), type(error).__name__
        if isinstance(error, ChatMigrated):
            async with self._storage.write() as work:
                await work.chats.migrate(parcel.chat_id, error.new_chat_id)
                await work.outbox.retry(parcel.id, now, name, tried=False)
        elif isinstance(error, RetryAfter):
            await self._put_back(parcel, now + timedelta(seconds=asked(error)), name, tried=False)
        elif topic_gone(error) and parcel.thread_id is not None:
            async with self._storage.write() as work:
                await work.outbox.outside_topics(parcel.id)
                await work.outbox.retry(parcel.id, now, Reason.TOPIC, tried=False)
                await work.outbox.note(Reason.TOPIC)
        elif reason := lost(error):
            await self._lose(parcel, reason)
        elif isinstance(error, BadRequest):
            await self._not_taken(parcel, error.message)
        else:
            if not isinstance(error, NetworkError):
                _log.error("parcel %d: %s", parcel.id, name)
            await self._put_back(parcel, now + _back_off(parcel.attempts), name)

    async def _not_taken(self, parcel: Parcel, words: str) -> None:
        """Gives a parcel that is refused a few tries: Telegram has bad moments, too."""
        if parcel.attempts < _TRIES:
            await self._put_back(parcel, self._clock() + _back_off(parcel.attempts), words)
        else:
            _log.error("parcel %d was refused: %s", parcel.id, words)
            await self._fail(parcel, undelivered.refused(words))

    async def _lose(self, parcel: Parcel, reason: str) -> None:
        async with self._storage.write() as work:
            await work.chats.stop(parcel.chat_id, reason)
            await work.outbox.fail(parcel.id, self._clock(), reason)

    async def _fail(self, parcel: Parcel, reason: str) -> None:
        async with self._storage.write() as work:
            await work.outbox.fail(parcel.id, self._clock(), reason)

    async def _put_back(self, parcel: Parcel, until: datetime, reason: str, *, tried: bool = True) -> None:
        async with self._storage.write() as work:
            await work.outbox.retry(parcel.id, until, reason, tried=tried)


def _back_off(attempts: int) -> timedelta:
    """Twice as long each time, at most five minutes; spread, so that not all come back at once."""
    wait = min(_FIRST_WAIT * 2.0 ** min(attempts - 1, 10), _LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311  # spreading needs no secrecy
