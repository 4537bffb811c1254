"""The one error handler: bugs get a number for the person and a trace for the log, never their words."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers.place import Place
from handlers.refusals import lost
from handlers.speaking import Speaker
from newsroom.answer import Text
from newsroom.traces import trace
from newsroom.undelivered import Reason
from storage.database import Storage
from storage.failures import Unavailable

_log = logging.getLogger(__name__)
# Where a group or a topic does not let the bot write, in the words of the Bot API server.
_MUTE = ("rights to send", "chat_write_forbidden", "topic_closed", "topic_deleted", "thread not found")


class Errors:
    """Handles what a handler raised."""

    def __init__(self, *, storage: Storage, speaker: Speaker) -> None:
        self._storage = storage
        self._speaker = speaker

    async def __call__(self, update: object, context: Any) -> None:  # noqa: ANN401  # the library's context
        """Puts right what can be, tells the person what they need to know, and logs the rest."""
        error: BaseException = context.error
        chat = update.effective_chat if isinstance(update, Update) else None
        try:
            if chat is not None and isinstance(error, (Forbidden, ChatMigrated)):
                await self._note(chat.id, error)
            elif isinstance(error, BadRequest) and any(words in error.message.lower() for words in _MUTE):
                _log.info("the bot may not write in a chat")
            elif isinstance(error, (NetworkError, RetryAfter)) and not isinstance(error, BadRequest):
                _log.warning("Telegram could not be reached: %s", type(error).__name__)
            elif isinstance(error, Unavailable):
                _log.error("the database is unavailable: %s\n%s", type(error).__name__, trace(error))
                await self._tell(update, Text.of("error.trouble"))
            else:
                number = secrets.token_hex(4)
                _log.error("bug %s\n%s", number, trace(error))
                await self._tell(update, Text.of("error.bug", id=number))
        except (TelegramError, Unavailable) as failed:
            _log.warning("an error could not be reported: %s", type(failed).__name__)

    async def _note(self, chat_id: int, error: Forbidden | ChatMigrated) -> None:
        async with self._storage.write() as work:
            if isinstance(error, ChatMigrated):
                await work.chats.migrate(chat_id, error.new_chat_id)
            else:
                await work.chats.stop(chat_id, lost(error) or Reason.REMOVED)

    async def _tell(self, update: object, text: Text) -> None:
        if not isinstance(update, Update) or update.effective_chat is None:
            return
        if update.callback_query is not None:
            await self._speaker.toast(update.callback_query.id, text)
        elif (message := update.message or update.edited_message) is not None:
            await self._speaker.say(Place.of(message, reply=False), text)
