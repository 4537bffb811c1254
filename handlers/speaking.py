"""Sends and edits messages: the only place that calls Telegram's sending methods."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import TypeVar
from zoneinfo import ZoneInfo

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from handlers.keyboard import Keyboard
from handlers.render import Message, render
from newsroom.answer import Answer, Notice, Text
from newsroom.texts import Texts

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PAUSES = (0.5, 2.0)  # seconds between the tries of a patient speaker
_FLOOD_TRIES = 3
_TOAST = 200  # characters: Bot API, answerCallbackQuery


class Speaker:
    """The bot's mouth.

    A ``patient`` one, for people who wait for an answer, tries again after a broken connection and
    waits out Telegram's flood control. Otherwise every error is the caller's to handle.
    ``zone_of`` gives the IANA zone in which a chat reads times.
    """

    def __init__(
        self,
        *,
        bot: ExtBot[int],
        texts: Texts,
        zone_of: Callable[[int], Awaitable[str]],
        patient: bool = True,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._zone_of = zone_of
        self._pauses = _PAUSES if patient else ()
        # The rate limiter reads 0 and None as its own default, which is not to try again.
        self._flood_tries = _FLOOD_TRIES if patient else 0

    async def messages(self, chat_id: int, answer: Answer) -> tuple[Message, ...]:
        """The answer as the chat is to see it."""
        zone = ZoneInfo(await self._zone_of(chat_id))
        return render(answer, self._texts, zone, bot_username=self._bot.username)

    async def answer(self, chat_id: int, answer: Answer, *, reply_to: int | None = None) -> None:
        """Sends all of an answer."""
        for message in await self.messages(chat_id, answer):
            await self.send(chat_id, message, reply_to=reply_to)

    async def say(self, chat_id: int, text: Text, *, reply_to: int | None = None) -> int:
        """Sends a sentence in the bot's words that names no time; returns the message's id.

        Needs no database, so it can also say that the database is away.
        """
        (message,) = render(Answer(blocks=(Notice(text=text),)), self._texts, UTC, bot_username=None)
        return await self.send(chat_id, message, reply_to=reply_to)

    async def send(self, chat_id: int, message: Message, *, reply_to: int | None = None) -> int:
        """Sends one message; returns its id. Markup that Telegram refuses is sent as plain text."""
        reply = None
        if reply_to is not None:
            reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)

        async def send(text: str, mode: ParseMode | None) -> int:
            sent = await self._bot.send_message(
                chat_id,
                text,
                parse_mode=mode,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=reply,
                reply_markup=markup(message.keyboard),
                rate_limit_args=self._flood_tries,
            )
            return sent.message_id

        return await self._insist(lambda: _either_way(message, send))

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Puts a message in the place of an earlier one; fine if it says the same already."""

        async def edit(text: str, mode: ParseMode | None) -> None:
            await self._bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=mode,
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(message.keyboard),
                rate_limit_args=self._flood_tries,
            )

        try:
            await self._insist(lambda: _either_way(message, edit))
        except BadRequest as error:
            if "not modified" not in error.message:
                raise

    async def toast(self, query_id: str, *texts: Text) -> None:
        """Answers a button with a short line over the chat, or none; too late is no error."""
        words = " ".join(self._texts.say(text, UTC) for text in texts)
        short = words if len(words) <= _TOAST else words[: _TOAST - 1] + "…"
        try:
            await self._insist(
                lambda: self._bot.answer_callback_query(
                    query_id, short or None, rate_limit_args=self._flood_tries
                )
            )
        except BadRequest as error:
            if "query" not in error.message.lower():
                raise

    async def _insist(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """The call's result, at the third try at most if this speaker is patient."""
        for pause in self._pauses:
            try:
                return await call()
            except BadRequest:
                raise  # it is a NetworkError by its class only
            except NetworkError:
                await asyncio.sleep(pause)
        return await call()


async def _either_way(message: Message, call: Callable[[str, ParseMode | None], Awaitable[_T]]) -> _T:
    """The message with its markup, or without if Telegram cannot read that."""
    try:
        return await call(message.html, ParseMode.HTML)
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        _log.error("Telegram cannot read our markup; sending plain text")
        return await call(message.text, None)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in keyboard]
    )
