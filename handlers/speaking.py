"""Sends and edits messages: the only place that calls Telegram's sending methods."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from datetime import UTC
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from telegram import InlineQueryResultsButton, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from handlers import mapping, prompts
from handlers.drawing import draw
from handlers.markup import NO_PREVIEW, markup, menu, result
from handlers.offers import Offer
from handlers.pace import Turn
from handlers.place import Place
from handlers.refusals import lost
from handlers.render import Message, render, render_short
from newsroom.answer import Answer, Notice, Text
from newsroom.texts import Texts
from newsroom.undelivered import Reason

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_PAUSES = (0.5, 2.0)  # seconds between the tries of a patient speaker
_FLOOD_TRIES = 4
_CAPTION = 1024  # characters: Bot API, sendPhoto
_TOAST = 200  # characters: Bot API, answerCallbackQuery


class Speaker:
    """The bot's mouth.

    A ``patient`` one, for people who wait for an answer, tries again after a broken connection and
    waits out Telegram's flood control. Otherwise every error is the caller's to handle.
    ``zone_of`` gives the IANA zone in which a chat reads times. ``plain`` tells that Telegram could not
    read the markup of a message, which was sent without.
    """

    def __init__(
        self,
        *,
        bot: ExtBot[Turn],
        texts: Texts,
        zone_of: Callable[[int], Awaitable[str]],
        patient: bool = True,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._zone_of = zone_of
        self._pauses = _PAUSES if patient else ()
        self._turn = Turn(tries=_FLOOD_TRIES if patient else 1)
        self.plain = False

    def taking(self, turn: Turn) -> Speaker:
        """The same one, whose calls take another turn."""
        other = copy(self)
        other._turn = turn  # noqa: SLF001  # it is one of us
        return other

    async def messages(
        self, chat_id: int, answer: Answer, *, opens: str | None = None, linked: bool = False
    ) -> tuple[Message, ...]:
        """The answer as the chat is to see it; short, if a deep link ``opens`` all of it elsewhere.

        ``linked`` is for channels (handlers.render).
        """
        zone, name = ZoneInfo(answer.zone or await self._zone_of(chat_id)), self._bot.username

        def rendered(part: Answer) -> tuple[Message, ...]:
            if opens is not None:
                return render_short(part, self._texts, zone, bot_username=name, opens=opens)
            return render(part, self._texts, zone, bot_username=name, linked=linked)

        return prompts.messages(answer, rendered, self._texts, private=chat_id > 0)

    async def answer(self, place: Place, answer: Answer, *, opens: str | None = None) -> tuple[int, ...]:
        """Sends an answer; returns the ids of its messages, none for an answer that says nothing."""
        messages = await self.messages(place.chat_id, answer, opens=opens)
        sent = [await self.send(place, message) for message in messages]
        await self._attach(place, answer)
        return tuple(sent)

    async def replace(
        self, place: Place, earlier: Sequence[int], answer: Answer, *, opens: str | None = None
    ) -> tuple[int, ...]:
        """Puts an answer in the place of earlier messages; what does not fit follows, what is left goes.

        From the first of them that is gone, or cannot be edited, the answer is sent anew. Returns the ids
        of its messages; none for an answer that says nothing, which changes nothing.
        """
        messages, kept = await self.messages(place.chat_id, answer, opens=opens), list[int]()
        for message, message_id in zip(messages, earlier, strict=False):
            if not await self._put(place.chat_id, message_id, message):
                break
            kept.append(message_id)
        sent = [await self.send(place, message) for message in messages[len(kept) :]]
        for message_id in earlier[len(kept) :] if messages else ():
            await self._remove(place.chat_id, message_id)
        await self._attach(place, answer)
        return (*kept, *sent)

    async def _put(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Whether a message could be put in the place of an earlier one; one with a menu can only be sent."""
        if message.menu is not None:
            return False
        try:
            await self.edit(chat_id, message_id, message)
        except BadRequest as error:
            if not gone(error):
                raise
            return False
        return True

    async def _remove(self, chat_id: int, message_id: int) -> None:
        """Deletes a message of the bot's, which Telegram allows for 48 hours (Bot API, deleteMessage)."""
        try:
            await self._insist(
                lambda: self._bot.delete_message(chat_id, message_id, rate_limit_args=self._turn)
            )
        except BadRequest:
            _log.info("a message that an edit left over could not be deleted")

    async def _attach(self, place: Place, answer: Answer) -> None:
        """Sends the chart, the map and the file of an answer that has any."""
        zone = ZoneInfo(await self._zone_of(place.chat_id)) if answer.chart or answer.map else UTC
        words = partial(self._texts.say, zone=zone)
        if answer.chart is not None:
            drawn = partial(draw, answer.chart, words, partial(self._texts.moment, zone=zone))
            await self._picture(place, drawn, words(answer.chart.title))
        if answer.map is not None:
            await self._picture(place, partial(mapping.draw, answer.map), words(answer.map.title))
        file = answer.file
        if file is None:
            return
        await self._insist(
            lambda: self._bot.send_document(
                place.chat_id,
                file.text.encode(),
                filename=file.name,
                message_thread_id=place.thread_id,
                reply_parameters=_reply(place),
                rate_limit_args=self._turn,
            )
        )

    async def _picture(self, place: Place, drawn: Callable[[], bytes], title: str) -> None:
        """Sends a picture; where a group allows none, its words have been said all the same."""
        picture = await asyncio.to_thread(drawn)
        try:
            await self._insist(
                lambda: self._bot.send_photo(
                    place.chat_id,
                    picture,
                    caption=title[:_CAPTION],
                    message_thread_id=place.thread_id,
                    reply_parameters=_reply(place),
                    rate_limit_args=self._turn,
                )
            )
        except BadRequest as error:
            if lost(error) is not Reason.NO_RIGHTS:
                raise
            _log.info("a picture may not be sent to a chat")

    async def say(self, place: Place, text: Text) -> int:
        """Sends a sentence in the bot's words that names no time; returns the message's id.

        Needs no database, so it can also say that the database is away.
        """
        (message,) = render(Answer(blocks=(Notice(text=text),)), self._texts, UTC, bot_username=None)
        return await self.send(place, message)

    async def send(self, place: Place, message: Message) -> int:
        """Sends one message; returns its id. Markup that Telegram refuses is sent as plain text."""

        async def send(mode: ParseMode | None) -> int:
            sent = await self._bot.send_message(
                place.chat_id,
                message.html if mode else message.text,
                parse_mode=mode,
                message_thread_id=place.thread_id,
                link_preview_options=NO_PREVIEW,
                reply_parameters=_reply(place),
                reply_markup=menu(message.menu) if message.menu else markup(message.keyboard),
                rate_limit_args=self._turn,
            )
            return sent.message_id

        return await self._insist(lambda: self._either_way(send))

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Puts a message in the place of an earlier one; fine if it says the same already."""

        async def edit(mode: ParseMode | None) -> None:
            await self._bot.edit_message_text(
                message.html if mode else message.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup(message.keyboard),
                rate_limit_args=self._turn,
            )

        try:
            await self._insist(lambda: self._either_way(edit))
        except BadRequest as error:
            if "not modified" not in error.message:
                raise

    async def toast(self, query_id: str, *texts: Text) -> bool:
        """Answers a button with a short line over the chat, or none; False where it was too late to."""
        words = " ".join(self._texts.say(text, UTC) for text in texts)
        short = words if len(words) <= _TOAST else words[: _TOAST - 1] + "…"
        try:
            await self._insist(
                lambda: self._bot.answer_callback_query(query_id, short or None, rate_limit_args=self._turn)
            )
        except BadRequest as error:
            if not too_late(error):
                raise
            return False
        return True

    async def offer(self, query_id: str, offer: Offer) -> None:
        """Answers an inline query; too late is no error: whoever asked has typed on or gone."""

        async def answer(mode: ParseMode | None) -> None:
            await self._bot.answer_inline_query(
                query_id,
                [result(each, html=mode is not None) for each in offer.results],
                cache_time=offer.cache,
                is_personal=offer.personal,
                next_offset=offer.following,
                button=InlineQueryResultsButton(offer.label, start_parameter=offer.opens),
                rate_limit_args=self._turn,
            )

        try:
            await self._insist(lambda: self._either_way(answer))
        except BadRequest as error:
            if not too_late(error):
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

    async def _either_way(self, call: Callable[[ParseMode | None], Awaitable[_T]]) -> _T:
        """The call with markup, or without if Telegram cannot read that."""
        try:
            return await call(ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            _log.error("Telegram cannot read our markup; sending plain text")
        self.plain = True
        return await call(None)


def _reply(place: Place) -> ReplyParameters | None:
    if place.reply_to is None:
        return None
    return ReplyParameters(message_id=place.reply_to, allow_sending_without_reply=True)


def gone(error: BadRequest) -> bool:
    """Whether a message was deleted or is too old to be edited."""
    words = error.message.lower()
    return "message to edit not found" in words or "message can't be edited" in words


def too_late(error: BadRequest) -> bool:
    """Whether a query (of a button, or inline) waited too long for its answer."""
    return "query is too old" in error.message.lower() or "query id is invalid" in error.message.lower()
