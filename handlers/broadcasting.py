"""Keeps the messages true that show admins how far their broadcasts have come."""

from __future__ import annotations

import logging

from telegram.error import BadRequest, Forbidden, TelegramError

from handlers.pace import Turn
from handlers.speaking import Speaker
from newsroom.answer import Answer
from newsroom.broadcasts import Broadcasts, Progress
from storage.chat_values import ParcelKind

_log = logging.getLogger(__name__)


class Progressing:
    """Edits those messages where they have something new to say. ``speaker`` must not be patient."""

    def __init__(self, *, broadcasts: Broadcasts, speaker: Speaker) -> None:
        self._broadcasts = broadcasts
        self._speaker = speaker.taking(Turn(urgency=ParcelKind.RECEIPT))
        self._said: dict[int, Answer] = {}

    async def show(self) -> bool:
        """Edits each message once at most; there is no more to do at once."""
        for progress in await self._broadcasts.shown():
            if progress.over or self._said.get(progress.number) != progress.answer:
                await self._edit(progress)
        return False

    async def _edit(self, progress: Progress) -> None:
        """Edits one; the next look tries again where Telegram could not, but for a message that is gone."""
        self._said[progress.number] = progress.answer
        over = progress.over
        try:
            message, *_ = await self._speaker.messages(progress.chat_id, progress.answer)
            await self._speaker.edit(progress.chat_id, progress.message_id, message)
        except (BadRequest, Forbidden):
            over = True
        except TelegramError as error:
            _log.warning("a broadcast's progress could not be shown: %s", type(error).__name__)
            del self._said[progress.number]
            return
        if over:
            await self._broadcasts.unshown(progress.number)
            del self._said[progress.number]
