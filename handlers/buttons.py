"""Buttons: a token comes back, and its answer takes the message's place, follows it, or is a toast."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from handlers.adapt import asker_of
from handlers.asking import FrontDesk
from handlers.speaking import Speaker
from newsroom import intents
from newsroom.answer import Answer, Notice, Text
from newsroom.question import Question
from newsroom.texts import Texts

# Buttons that turn a page or settle a question: their answer takes the place of what they are under.
_IN_PLACE = (
    *("button.more", "button.newer", "button.longer", "button.shorter"),
    *("button.forget_sure", "button.delete_sure", "button.keep"),
)


class Buttons:
    """Handles every press of a button."""

    def __init__(self, *, desk: FrontDesk, speaker: Speaker, texts: Texts, admins: frozenset[int]) -> None:
        self._desk = desk
        self._speaker = speaker
        self._admins = admins
        self._in_place = {texts.say(Text.of(key), ZoneInfo("UTC")) for key in _IN_PLACE}

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Asks the desk for what the button stands for, and shows the answer."""
        query = update.callback_query
        if query is None:
            return
        intent = intents.decode(query.data or "")
        asker = asker_of(query.message.chat, query.from_user, self._admins) if query.message else None
        if intent is None or asker is None:
            await self._speaker.toast(query.id, Text.of("button.gone"))
            return
        answer = await self._desk.answer(Question(intent=intent, asker=asker))
        words = [b.text for b in answer.blocks if isinstance(b, Notice)] if answer.silent else []
        await self._speaker.toast(query.id, *words)
        if not answer.silent:
            await self._show(query, answer, asker.chat_id)

    async def _show(self, query: CallbackQuery, answer: Answer, chat_id: int) -> None:
        messages = await self._speaker.messages(chat_id, answer)
        under = query.message
        reply_to = under.message_id if under and under.chat.type != under.chat.PRIVATE else None
        if messages and isinstance(under, Message) and _label(under, query.data) in self._in_place:
            try:
                await self._speaker.edit(chat_id, under.message_id, messages[0])
            except BadRequest:
                pass  # deleted or too old to be edited: the answer is sent instead
            else:
                messages = messages[1:]
        for message in messages:
            await self._speaker.send(chat_id, message, reply_to=reply_to)


def _label(message: Message, data: str | None) -> str | None:
    """What the pressed button says."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), None)
