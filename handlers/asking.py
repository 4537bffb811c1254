"""Messages: what is asked goes to the desk and back, what is handed over is acknowledged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, assert_never

from telegram import Message, Update

from handlers import adapt, taking
from handlers.groups import in_private, with_manners
from handlers.limits import Limits, Verdict
from handlers.place import Place
from handlers.queue import WriteAhead
from handlers.replies import Replies
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from handlers.taking import Declined
from newsroom.answer import Answer, Text
from newsroom.answers.cards import Cards
from newsroom.preferences import ForgetMe, MyData
from newsroom.question import Asker, Question
from storage.chat_values import Replied
from storage.inbox_values import NewSubmission

# After these nothing is to be stored that was not before.
_UNNOTED = (MyData, ForgetMe)
_DECLINED = 100  # groups of files that are remembered to have been declined


class FrontDesk(Protocol):
    """What the handlers need of the desk (newsroom.desk.Desk is the real one)."""

    async def answer(self, question: Question) -> Answer:
        """The answer; expected errors are answers too."""

    async def cards(self, typed: str, offset: str = "") -> Cards:
        """What to choose from for words typed anywhere."""

    @property
    def zone(self) -> str:
        """The IANA zone in which everybody's cards show times."""

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
        replies: Replies,
        queue: WriteAhead,
        limits: Limits,
        admins: frozenset[int],
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._speaker = speaker
        self._receipts = receipts
        self._replies = replies
        self._queue = queue
        self._limits = limits
        self._admins = admins
        self._clock = clock
        self._declined: deque[str] = deque(maxlen=_DECLINED)

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Reads the message, and answers, acknowledges, declines or keeps silent."""
        message = update.message
        if message is None:
            return
        submission_id = self._queue.taken(update)
        if submission_id is not None:
            await self._receipts.acknowledge(submission_id, self._speaker)
            return
        reading = self.read(message)
        match reading:
            case Question():
                await self.answer(message, replace(reading, update_id=update.update_id))
            case Declined():
                await self._decline(message, reading)
            case NewSubmission() | None:  # what is handed over was stored by the queue
                pass
            case _:
                assert_never(reading)

    def read(self, message: Message) -> adapt.Reading:
        """What a message is taken for."""
        return adapt.read(message, me=message.get_bot().bot, admins=self._admins, now=self._clock())

    async def answer(self, message: Message, question: Question, *, before: Replied | None = None) -> None:
        """Answers a message, in the place of the answer ``before`` where there is one."""
        if not await self._admits(message, question.asker):
            return
        answer = with_manners(await self._desk.answer(question), question, message.get_bot().bot)
        place, opens = Place.of(message, reply=False), in_private(question)
        if before is None:
            sent = await self._speaker.answer(place, answer, opens=opens)
        else:
            sent = await self._speaker.replace(place, before.answer_ids, answer, opens=opens)
        if sent and not isinstance(question.intent, _UNNOTED):
            await self._replies.note(message, taking.text_of(message), sent)

    async def _admits(self, message: Message, asker: Asker) -> bool:
        """Whether the asker may ask now; told once in a flood that they may not."""
        verdict = self._limits.count(asker)
        if verdict is Verdict.NOTICE:
            await self._speaker.say(Place.of(message, reply=True), Text.of("limit.wait"))
        return verdict is Verdict.ANSWER

    async def _decline(self, message: Message, declined: Declined) -> None:
        """Says why something is not taken, once of what is sent together; of an admin's files, of each.

        An admin who hands over is not counted, whatever comes of it.
        """
        asker = adapt.sender_of(message, self._admins)
        each = asker is not None and asker.admin and message.document is not None
        if message.media_group_id is not None and not each:
            if message.media_group_id in self._declined:
                return
            self._declined.append(message.media_group_id)
        if asker is not None and (asker.admin or await self._admits(message, asker)):
            await self._speaker.say(Place.of(message, reply=True), declined.text)
