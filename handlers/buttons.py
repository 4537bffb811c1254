"""Buttons: a token comes back, and its answer takes the message's place, follows it, or is a toast."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from telegram import MaybeInaccessibleMessage, Message, Update

from handlers.adapt import asker_of
from handlers.asking import FrontDesk
from handlers.groups import in_private
from handlers.limits import Limits, Verdict
from handlers.place import Place, topic_of
from handlers.speaking import Speaker
from newsroom import tokens
from newsroom.answer import Answer, Notice, Text
from newsroom.errands import Drop, Retry
from newsroom.question import Question
from newsroom.texts import Texts

# Buttons that turn a page or settle a question: their answer takes the place of what they are under.
_IN_PLACE = (
    *("button.earlier", "button.later"),
    *("button.more", "button.newer", "button.longer", "button.shorter"),
    *("button.length_brief", "button.length_normal", "button.length_long", "button.days_daily"),
    *("button.days_weekdays", "button.pause_digest", "button.resume_digest"),
    *("button.alerts_on", "button.alerts_off", "button.alerts_quiet", "button.alerts_loud"),
    *("button.alerts_1", "button.alerts_3", "button.alerts_6"),
    *("button.broadcast_send", "button.broadcast_cancel", "button.broadcast_stop"),
    *("button.forget_sure", "button.delete_sure", "button.keep", "button.keep_text"),
)
_SETTLES = (Retry, Drop)  # whose labels tell of what


class Buttons:
    """Handles every press of a button."""

    def __init__(
        self,
        *,
        desk: FrontDesk,
        speaker: Speaker,
        texts: Texts,
        limits: Limits,
        admins: frozenset[int],
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._speaker = speaker
        self._admins = admins
        self._in_place = {texts.say(Text.of(key), ZoneInfo("UTC")) for key in _IN_PLACE}

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Asks the desk for what the button stands for, and shows the answer."""
        query = update.callback_query
        if query is None:
            return
        intent = tokens.decode(query.data or "")
        under = query.message
        asker = asker_of(under.chat, query.from_user, self._admins, topic_of(under)) if under else None
        if intent is None or asker is None or query.message is None:
            await self._speaker.toast(query.id, Text.of("button.gone"))
            return
        verdict = self._limits.count(asker)
        if verdict is not Verdict.ANSWER:  # until it is answered, the phone shows that the button works
            told = [Text.of("limit.wait")] if verdict is Verdict.NOTICE else []
            await self._speaker.toast(query.id, *told)
            return
        question = Question(
            intent=intent,
            asker=asker,
            message_id=query.message.message_id,
            update_id=update.update_id,
        )
        answer = await self._desk.answer(question)
        words = [b.text for b in answer.blocks if isinstance(b, Notice)] if answer.silent else []
        in_time = await self._speaker.toast(query.id, *words)
        if not answer.silent:
            label = _label(query.message, query.data) if isinstance(query.message, Message) else None
            settles = label in self._in_place or isinstance(intent, _SETTLES)
            await self._show(query.message, answer, settles=settles, opens=in_private(question))
        elif not (in_time or answer.refused):  # something was done, which nobody has been told
            await self._show(query.message, answer, settles=False, opens=None)

    async def _show(
        self, under: MaybeInaccessibleMessage, answer: Answer, *, settles: bool, opens: str | None
    ) -> None:
        place = Place.of(under, reply=False)
        if isinstance(under, Message) and settles:
            await self._speaker.replace(place, (under.message_id,), answer, opens=opens)
        else:
            await self._speaker.answer(place, answer, opens=opens)


def _label(message: Message, data: str | None) -> str | None:
    """What the pressed button says."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), None)
