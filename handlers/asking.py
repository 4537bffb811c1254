"""Messages: what is asked goes to the desk and back, what is handed over is acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, assert_never

from telegram import Message, Update

from handlers import adapt
from handlers.adapt import FILE_BYTES, Attached, Declined
from handlers.queue import WriteAhead
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom.answer import Answer, Text
from newsroom.question import Question
from storage.values import NewSubmission


class FrontDesk(Protocol):
    """What the handlers need of the desk (newsroom.desk.Desk is the real one)."""

    async def answer(self, question: Question) -> Answer:
        """The answer; expected errors are answers too."""

    async def zone_of(self, chat_id: int) -> str:
        """The IANA zone in which a chat reads times."""


class Messages:
    """Handles every message that somebody sends."""

    def __init__(
        self,
        *,
        desk: FrontDesk,
        speaker: Speaker,
        receipts: Receipts,
        queue: WriteAhead,
        admins: frozenset[int],
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._speaker = speaker
        self._receipts = receipts
        self._queue = queue
        self._admins = admins
        self._clock = clock

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Reads the message, and answers, acknowledges, declines or keeps silent."""
        message = update.message
        if message is None:
            return
        me = message.get_bot().bot
        reading = adapt.read(message, me=me, admins=self._admins, now=self._clock())
        match reading:
            case Question():
                answer = await self._desk.answer(reading)
                await self._speaker.answer(message.chat_id, answer, reply_to=_in_group(message))
            case NewSubmission() | Attached():
                await self._acknowledge(update, message)
            case Declined():
                await self._speaker.say(message.chat_id, reading.text, reply_to=message.message_id)
            case None:
                pass
            case _:
                assert_never(reading)

    async def _acknowledge(self, update: Update, message: Message) -> None:
        """The queue has stored it before; if it could not, its file was no text."""
        submission_id = self._queue.taken(update)
        if submission_id is None:
            text = Text.of("submit.document", limit=FILE_BYTES // 1000)
            await self._speaker.say(message.chat_id, text, reply_to=message.message_id)
        else:
            await self._receipts.acknowledge(submission_id, self._speaker)


def _in_group(message: Message) -> int | None:
    """In a group, where several people talk, an answer is a reply to its question."""
    return None if message.chat.type == message.chat.PRIVATE else message.message_id
