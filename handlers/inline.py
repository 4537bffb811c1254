"""Inline queries: `@bot Rutte` in any chat offers people, topics, answers and stories as cards."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update

from handlers import offers
from handlers.asking import FrontDesk
from handlers.limits import KEYSTROKE, Limits, Verdict
from handlers.speaking import Speaker
from newsroom.answer import Text
from newsroom.texts import Texts


class Inline:
    """Handles every inline query that was not overtaken by a newer one of the same person."""

    def __init__(self, *, desk: FrontDesk, speaker: Speaker, texts: Texts, limits: Limits) -> None:
        self._desk = desk
        self._speaker = speaker
        self._texts = texts
        self._limits = limits

    async def __call__(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """Asks the desk for cards, and offers them."""
        query = update.inline_query
        if query is None:
            return
        verdict = self._limits.ask(query.from_user.id, cost=KEYSTROKE)
        if verdict is Verdict.SILENCE:
            return
        zone = ZoneInfo(self._desk.zone)
        if verdict is Verdict.NOTICE:
            offer = offers.refusal(Text.of("limit.inline"), self._texts, zone)
        else:
            cards = await self._desk.cards(query.query, query.offset)
            name = query.get_bot().username
            offer = offers.offer(cards, self._texts, zone, bot_username=name)
        await self._speaker.offer(query.id, offer)
