"""The outbox sender: what the newsroom wants to reach a chat reaches it, at Telegram's pace.

The database says what to send; this only asks. A crash at any point loses nothing and repeats at
most the one message that was in flight.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from handlers.place import Place
from handlers.render import Message
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom import parcels, standing
from newsroom.answer import Answer
from storage.chat_values import Parcel
from storage.database import Storage

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)  # after a crash, what was being sent waits that long
_AT_ONCE = 25  # parcels claimed together; with the rate limiter's 30 messages a second this takes seconds
_IDLE = 1.0  # seconds between looks into an empty outbox
_BETWEEN_PARTS = 1.0  # seconds: "avoid sending more than one message per second" to a chat, Bots FAQ
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=5)
# Who can never be written to again, in the words of the Bot API server.
_LOST = ("chat not found", "user is deactivated", "bot was kicked", "group chat was deactivated")


class Delivery:
    """Sends parcels. ``speaker`` must not be patient: what to do about an error is decided here.

    ``nudge`` may be set by whoever puts a parcel into the outbox, to have it looked for at once.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        speaker: Speaker,
        receipts: Receipts,
        clock: Callable[[], datetime],
        nudge: asyncio.Event | None = None,
    ) -> None:
        self._storage = storage
        self._speaker = speaker
        self._receipts = receipts
        self._clock = clock
        self._nudge = nudge or asyncio.Event()
        self._quiet_until: datetime | None = None
        self._stopping = False

    async def run(self, stop: asyncio.Event) -> None:
        """Delivers until ``stop`` is set; what is under way then is finished or put back."""
        async with asyncio.TaskGroup() as group:
            work = group.create_task(self._work(), name="delivery: work")
            await stop.wait()
            self._stopping = True
            self._nudge.set()
            await work

    async def deliver_due(self) -> int:
        """Tries every parcel that may be sent now, once; returns how many that were."""
        now, deadline = self._clock(), time.monotonic() + LEASE.total_seconds() / 2
        if self._quiet_until is not None and now < self._quiet_until:
            return 0
        async with self._storage.write() as work:
            claimed = await work.outbox.claim(now, lease=LEASE, limit=_AT_ONCE)
        by_chat: dict[int, list[Parcel]] = {}
        for parcel in claimed:
            by_chat.setdefault(parcel.chat_id, []).append(parcel)
        # All come to their end before an error of one is raised: a message in flight is not cut off.
        ends = await asyncio.gather(
            *(self._chat(these, deadline) for these in by_chat.values()), return_exceptions=True
        )
        if errors := [end for end in ends if isinstance(end, Exception)]:
            raise ExceptionGroup("delivery", errors)
        return len(claimed)

    async def _work(self) -> None:
        while not self._stopping:
            self._nudge.clear()
            if not await self.deliver_due():
                try:
                    async with asyncio.timeout(_IDLE):
                        await self._nudge.wait()
                except TimeoutError:
                    pass  # time for another look

    async def _chat(self, parcels_: Sequence[Parcel], deadline: float) -> None:
        """One chat's parcels in their order, at its pace; when one has to wait, so do those after it."""
        pace = _Pace(deadline)
        until: datetime | None = None
        for parcel in parcels_:
            if until is None:
                until = await self._parcel(parcel, pace)
            else:
                await self._put_back(parcel, until, "waits for an earlier one")

    async def _parcel(self, parcel: Parcel, pace: _Pace) -> datetime | None:
        """Sends what is left of a parcel; the time until which it was put back, if it was."""
        try:
            letter = parcels.load(parcel.payload)
            answer = letter.answer if parcel.sent_parts else await self._still(letter.answer)
            messages = await self._speaker.messages(parcel.chat_id, answer)
        except (ValueError, LookupError):  # no letter, or it names a text that this version does not have
            _log.error("parcel %d cannot be read", parcel.id)
            await self._fail(parcel, "unreadable")
            return None
        try:
            return await self._send(parcel, messages, letter.submission_id, pace)
        except TelegramError as error:
            return await self._failed(parcel, error)

    async def _still(self, answer: Answer) -> Answer:
        """The answer as its articles stand now; once a part of it is sent, the rest follows as it was."""
        async with self._storage.read() as work:
            return await standing.still(work, answer)

    async def _send(
        self, parcel: Parcel, messages: Sequence[Message], receipt_of: int | None, pace: _Pace
    ) -> datetime | None:
        """Sends the messages that are left, noting each one, unless something comes in between."""
        place = Place(chat_id=parcel.chat_id, thread_id=parcel.thread_id)
        if receipt_of is not None:
            place = await self._receipts.beside(receipt_of, parcel.chat_id)
        for at, message in enumerate(messages[parcel.sent_parts :], start=parcel.sent_parts):
            await pace.wait()
            if until := self._must_wait(pace):
                return await self._put_back(parcel, until, "interrupted")
            if at == 0 and receipt_of is not None:
                await self._receipts.fill_in(receipt_of, parcel.chat_id, message, self._speaker)
            else:
                await self._speaker.send(place, message)
            pace.sent()
            async with self._storage.write() as work:
                await work.outbox.progress(parcel.id, at + 1)
        async with self._storage.write() as work:
            await work.outbox.done(parcel.id)
        return None

    def _must_wait(self, pace: _Pace) -> datetime | None:
        """Until when nothing may be sent: flood control, the end of the run, or of half the lease."""
        now = self._clock()
        if self._quiet_until is not None and now < self._quiet_until:
            return self._quiet_until
        return now if self._stopping or pace.over else None

    async def _failed(self, parcel: Parcel, error: TelegramError) -> datetime | None:
        """Decides what becomes of a parcel that Telegram did not take."""
        now, name = self._clock(), type(error).__name__
        match error:
            case ChatMigrated():
                async with self._storage.write() as work:
                    await work.chats.migrate(parcel.chat_id, error.new_chat_id)
                return await self._put_back(parcel, now, name)
            case RetryAfter():
                self._quiet_until = now + _asked(error)
                _log.warning("flood control: silent for %s", _asked(error))
                return await self._put_back(parcel, self._quiet_until, name)
            case Forbidden():
                await self._lose(parcel, "forbidden")
            case BadRequest():
                await self._refused(parcel, error)
            case NetworkError():
                return await self._put_back(parcel, now + _back_off(parcel.attempts), name)
            case _:
                _log.error("parcel %d: %s", parcel.id, name)
                return await self._put_back(parcel, now + _LONGEST_WAIT, name)
        return None

    async def _refused(self, parcel: Parcel, error: BadRequest) -> None:
        """Telegram will never take it: because of the chat, or because of this one parcel."""
        words = error.message.lower()
        lost = next((reason for reason in _LOST if reason in words), None)
        if lost is not None:
            await self._lose(parcel, lost)
        else:
            _log.error("parcel %d was refused: %s", parcel.id, error.message)
            await self._fail(parcel, "refused")

    async def _lose(self, parcel: Parcel, reason: str) -> None:
        async with self._storage.write() as work:
            await work.chats.stop(parcel.chat_id, reason)
            await work.outbox.fail(parcel.id, reason)

    async def _fail(self, parcel: Parcel, reason: str) -> None:
        async with self._storage.write() as work:
            await work.outbox.fail(parcel.id, reason)

    async def _put_back(self, parcel: Parcel, until: datetime, reason: str) -> datetime:
        async with self._storage.write() as work:
            await work.outbox.retry(parcel.id, until, reason)
        return until


class _Pace:
    """Lets one chat's messages go out a second apart, until the deadline."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._last = float("-inf")

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return time.monotonic() > self._deadline

    async def wait(self) -> None:
        await asyncio.sleep(max(0.0, self._last + _BETWEEN_PARTS - time.monotonic()))

    def sent(self) -> None:
        self._last = time.monotonic()


def _asked(error: RetryAfter) -> timedelta:
    """What the flood control asked for, and a little more."""
    asked: int | timedelta = error.retry_after  # a timedelta once the library is told so: bot.telegram
    wait = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
    return wait + timedelta(seconds=0.2)


def _back_off(attempts: int) -> timedelta:
    """Twice as long each time, at most five minutes; spread, so that not all come back at once."""
    wait = min(_FIRST_WAIT * 2.0 ** min(attempts - 1, 10), _LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311  # spreading needs no secrecy
