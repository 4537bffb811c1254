"""Acknowledges what was handed over, and turns the acknowledgement into the receipt."""

from __future__ import annotations

from dataclasses import replace

from telegram.error import BadRequest

from handlers.order import Turns
from handlers.place import Place
from handlers.render import Message
from handlers.speaking import Speaker, gone
from newsroom.answer import Text
from storage.database import Storage
from storage.inbox_values import Submission

_AT_ONCE = 100


class Receipts:
    """The message that a submission is answered with: first "reading", then what became of it.

    The handler and the sender of receipts take turns on each submission, so that a receipt which is
    ready before the acknowledgement is sent takes its place.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._turns = Turns()

    async def acknowledge(self, submission_id: int, speaker: Speaker) -> None:
        """Says "Got it, reading…" once, however often it is called."""
        async with self._turns.of(submission_id):
            submission = await self._get(submission_id)
            if submission is None or submission.chat_id is None or submission.receipt_id is not None:
                return
            place = _place(submission, submission.chat_id)
            await self._note(submission, await speaker.say(place, Text.of("submit.reading")))

    async def catch_up(self, speaker: Speaker) -> None:
        """Acknowledges what a crash kept from being acknowledged."""
        async with self._storage.read() as work:
            waiting = await work.inbox.unreceipted(_AT_ONCE)
        for submission in waiting:
            await self.acknowledge(submission.id, speaker)

    async def fill_in(self, submission_id: int, chat_id: int, message: Message, speaker: Speaker) -> None:
        """Puts the receipt's first message in the acknowledgement's place, or sends it."""
        async with self._turns.of(submission_id):
            submission = await self._get(submission_id)
            if submission is not None and submission.receipt_id is not None:
                try:
                    await speaker.edit(chat_id, submission.receipt_id, message)
                except BadRequest as error:
                    if not gone(error):
                        raise
                else:
                    return
            sent = await speaker.send(_place(submission, chat_id), message)
            if submission is not None:
                await self._note(submission, sent)

    async def beside(self, submission_id: int, chat_id: int) -> Place:
        """Where the rest of a receipt goes: the chat, and in a forum the topic."""
        return replace(_place(await self._get(submission_id), chat_id), reply_to=None)

    async def _get(self, submission_id: int) -> Submission | None:
        async with self._storage.read() as work:
            return await work.inbox.get(submission_id)

    async def _note(self, submission: Submission, message_id: int) -> None:
        async with self._storage.write() as work:
            await work.inbox.receipt(submission.id, message_id)


def _place(submission: Submission | None, chat_id: int) -> Place:
    if submission is None:
        return Place(chat_id=chat_id)
    return Place(chat_id=chat_id, thread_id=submission.thread_id, reply_to=submission.message_id)
