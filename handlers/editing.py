"""Edited messages: a question is answered anew in place, what was handed over is left as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram import Message, Update

from handlers import adapt
from handlers.adapt import Declined
from handlers.asking import Messages
from handlers.place import Place
from handlers.replies import Replies
from handlers.speaking import Speaker
from newsroom.answer import Text
from newsroom.question import Question
from storage.values import NewSubmission, Submission

_YOUNG = timedelta(minutes=2)  # a message that was never answered is taken as new while it is this young


class Edits:
    """Handles every edit.

    Telegram also reports edits that change nothing a person sees (a first reaction, a preview), so what
    says the same as before is passed over: no command is carried out a second time.
    """

    def __init__(
        self, *, messages: Messages, replies: Replies, speaker: Speaker, clock: Callable[[], datetime]
    ) -> None:
        self._messages = messages
        self._replies = replies
        self._speaker = speaker
        self._clock = clock

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Answers an edited question; says once that an edited article is not taken over."""
        message = update.edited_message
        if message is None:
            return
        reading = self._messages.read(message)
        if reading is None or isinstance(reading, Declined):
            return
        submission = await self._replies.submitted(message)
        if submission is None and isinstance(reading, Question):
            await self._asked(message, reading)
        else:
            await self._handed_over(message, reading, submission)

    async def _asked(self, message: Message, question: Question) -> None:
        before = await self._replies.to(message)
        if before is None:
            if self._is_young(message):
                await self._messages.answer(message, question)
        elif before.text != adapt.text_of(message):
            await self._messages.answer(message, question, before=before)

    async def _handed_over(
        self, message: Message, reading: adapt.Reading, submission: Submission | None
    ) -> None:
        """Says once that the archive keeps what was handed over first: who mends an article must know."""
        before = await self._replies.to(message)
        if submission is None:
            told = before.text == adapt.text_of(message) if before else not self._is_young(message)
        else:
            same = not isinstance(reading, Question) and not _differs(reading, submission)
            told = same or before is not None
        if not told:
            sent = await self._speaker.say(Place.of(message, reply=True), Text.of("submit.edited"))
            await self._replies.note(message, adapt.text_of(message), sent)

    def _is_young(self, message: Message) -> bool:
        return self._clock() - message.date <= _YOUNG


def _differs(reading: adapt.Reading, submission: Submission) -> bool:
    """Whether the message's own text is another than was stored; a file's text is not in the message."""
    return isinstance(reading, NewSubmission) and reading.text != submission.text
