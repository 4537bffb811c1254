"""Edited messages: a question is answered anew in place, of an article the queue has stored the new text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Message, Update

from handlers import taking
from handlers.asking import Messages
from handlers.place import Place
from handlers.queue import WriteAhead
from handlers.replies import Replies
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from handlers.taking import Declined
from newsroom.answer import Text
from newsroom.question import Question

_YOUNG = timedelta(minutes=2)  # a message that was never answered is taken as new while it is this young


class Edits:
    """Handles every edit.

    Telegram also reports edits that change nothing a person sees (a first reaction, a preview), so what
    says the same as before is passed over: no command is carried out a second time.
    """

    def __init__(
        self,
        *,
        messages: Messages,
        queue: WriteAhead,
        receipts: Receipts,
        replies: Replies,
        speaker: Speaker,
        clock: Callable[[], datetime],
    ) -> None:
        self._messages = messages
        self._queue = queue
        self._receipts = receipts
        self._replies = replies
        self._speaker = speaker
        self._clock = clock

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Answers an edited question; says once of an edit that it hands nothing over.

        Of an edited article the receipt tells, in the place of the one before.
        """
        message = update.edited_message
        if message is None:
            return
        revised = self._queue.taken(update)
        if revised is not None:
            await self._receipts.acknowledge(revised, self._speaker)
            return
        reading = self._messages.read(message)
        if reading is None or isinstance(reading, Declined):
            return
        if await self._replies.submitted(message) is not None:
            return  # it says what it said before
        if isinstance(reading, Question):
            await self._asked(message, replace(reading, update_id=update.update_id))
        else:
            await self._handed_over(message)

    async def _asked(self, message: Message, question: Question) -> None:
        before = await self._replies.to(message)
        if before is None:
            if self._is_young(message):
                await self._messages.answer(message, question)
        elif before.text != taking.text_of(message):
            await self._messages.answer(message, question, before=before)

    async def _handed_over(self, message: Message) -> None:
        """Says once that what was no article when it was sent is none by an edit."""
        before = await self._replies.to(message)
        told = before.text == taking.text_of(message) if before else not self._is_young(message)
        if not told:
            sent = await self._speaker.say(Place.of(message, reply=True), Text.of("submit.edited"))
            await self._replies.note(message, taking.text_of(message), (sent,))

    def _is_young(self, message: Message) -> bool:
        return self._clock() - message.date <= _YOUNG
