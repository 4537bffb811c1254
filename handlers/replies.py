"""Which message answers which, so that an edited question is answered in the same place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import Message

from storage.chat_values import Replied
from storage.database import Storage
from storage.failures import Unavailable
from storage.inbox_values import Submission

_log = logging.getLogger(__name__)


class Replies:
    """Remembers answered messages in the archive's database, as long as it keeps questions."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    async def note(self, message: Message, text: str, answer_ids: Sequence[int]) -> None:
        """A message that said ``text`` was answered. Not worth failing for: the answer is sent."""
        try:
            async with self._storage.write() as work:
                # No turn of a conversation, which the desk remembers itself; whose it is, for /forgetme.
                by = message.from_user.id if message.from_user and message.sender_chat is None else None
                at = self._clock()
                await work.asked.remember(
                    message.chat_id, text, at, user_id=by, message_id=message.message_id
                )
                await work.asked.answered(message.chat_id, message.message_id, answer_ids)
        except Unavailable as error:
            _log.warning("an answer was not noted: %s", type(error).__name__)

    async def to(self, message: Message) -> Replied | None:
        """How a message was answered, or None."""
        async with self._storage.read() as work:
            return await work.asked.answer_to(message.chat_id, message.message_id)

    async def submitted(self, message: Message) -> Submission | None:
        """What was handed over with a message, or None."""
        async with self._storage.read() as work:
            return await work.inbox.by_key(f"{message.chat_id}:{message.message_id}")
