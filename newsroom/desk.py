"""The desk: one door through which every face asks, whatever the question."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import assert_never

from newsroom import intents as i
from newsroom.answer import Answer, Notice, Text
from newsroom.answers import admin, ask, latest, settings, start, subscribe, topic, who
from newsroom.errors import Refused, SitrepError
from newsroom.intake import Intake
from newsroom.question import Asker, Question
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.values import NewSubmission

_ADMIN = (i.Add, i.Undo, i.Delete, i.Stats)
_WRITES = (
    i.Start,
    i.Subscribe,
    i.Unsubscribe,
    i.Follow,
    i.Unfollow,
    i.ForgetMe,
    i.Undo,
    i.Delete,
)


class Desk:
    """Answers questions from the archive. ``zone`` is the IANA zone of chats that have set none."""

    def __init__(self, *, storage: Storage, intake: Intake, clock: Callable[[], datetime], zone: str) -> None:
        self._storage = storage
        self._intake = intake
        self._clock = clock
        self._zone = zone

    async def answer(self, question: Question) -> Answer:
        """The answer to a question. Expected errors become answers; only bugs are raised."""
        intent, asker = question.intent, question.asker
        try:
            if isinstance(intent, _ADMIN) and not asker.admin:
                raise Refused("admin.only")
            if isinstance(intent, i.Add):
                return await self._add(intent, asker)
            opened = self._storage.write() if isinstance(intent, _WRITES) else self._storage.read()
            async with opened as work:
                return await self._answer(work, intent, asker)
        except SitrepError as error:
            return Answer(blocks=(Notice(text=error.text),), refused=True)
        except Unavailable:
            return Answer(blocks=(Notice(text=Text.of("error.trouble")),), refused=True)

    async def zone_of(self, chat_id: int) -> str:
        """The IANA zone in which to show times to a chat."""
        async with self._storage.read() as work:
            chat = await work.chats.get(chat_id)
        return (chat.zone if chat else None) or self._zone

    async def _remember(self, chat_id: int, text: str) -> int:
        """Keeps a question, in a transaction of its own so that finding its answer locks nobody out."""
        async with self._storage.write() as work:
            return await work.asked.remember(chat_id, text, self._clock())

    async def _add(self, intent: i.Add, asker: Asker) -> Answer:
        """Stores a text at once. The key is the text's own, so the same text is one submission."""
        now = self._clock()
        digest = hashlib.sha256(intent.text.encode("utf-8", "replace")).hexdigest()[:16]
        key = f"desk:{asker.chat_id}:{digest}:{now.timestamp():.0f}"
        new = NewSubmission(key=key, text=intent.text, received=now, user_id=asker.user_id)
        return await self._intake.hand_over(new)

    async def _answer(self, work: Work, intent: i.Intent, asker: Asker) -> Answer:  # noqa: C901, PLR0911, PLR0912  # a flat table
        match intent:
            case i.Start():
                return await self._start(work, intent, asker)
            case i.Help():
                return start.help_(intent, admin=asker.admin)
            case i.Usage():
                return start.usage(intent)
            case i.Unknown():
                return start.unknown(intent, admin=asker.admin)
            case i.Latest():
                return await latest.latest(work, intent)
            case i.ShowStory():
                return await latest.story(work, intent)
            case i.ShowArticle():
                return await latest.article(work, intent)
            case i.Who():
                return await who.who(work, intent)
            case i.ShowPerson():
                return await who.page(work, intent)
            case i.PersonSources():
                return await who.sources(work, intent)
            case i.Topic():
                return await topic.topic(work, intent)
            case i.ShowTopic():
                return await topic.page(work, intent)
            case i.TopicSources():
                return await topic.sources(work, intent)
            case i.Topics():
                return await topic.topics(work, intent)
            case i.Ask():
                return await ask.ask(work, intent, partial(self._remember, asker.chat_id))
            case i.AskMore():
                return await ask.more(work, intent, chat_id=asker.chat_id)
            case i.DigestNow():
                return await subscribe.digest_now(work, asker=asker, now=self._clock())
            case i.Subscribe():
                return await subscribe.subscribe(
                    work, intent, asker=asker, now=self._clock(), zone=self._zone
                )
            case i.Unsubscribe():
                return await subscribe.unsubscribe(work, asker)
            case i.Follow():
                return await subscribe.follow(work, intent, asker)
            case i.Unfollow():
                return await subscribe.unfollow(work, intent, asker)
            case i.Settings():
                return await settings.settings(work, asker, self._zone)
            case i.Privacy():
                return settings.privacy()
            case i.ForgetMe():
                return await settings.forget_me(work, intent, asker)
            case i.Undo():
                return await admin.undo(work, intent, asker=asker, now=self._clock())
            case i.Delete():
                return await admin.delete(work, intent)
            case i.Stats():
                return await admin.stats(work, intent)
            case i.Add():
                raise AssertionError("handled before any transaction is opened")
            case _:
                assert_never(intent)

    async def _start(self, work: Work, intent: i.Start, asker: Asker) -> Answer:
        """The welcome, or what a deep link points at; the chat is known from here on."""
        await work.chats.touch(asker.chat_id, asker.kind)
        linked = i.decode(intent.payload, separator="_") if intent.payload else None
        if isinstance(linked, (i.ShowArticle, i.ShowStory, i.ShowPerson, i.ShowTopic, i.Latest)):
            return await self._answer(work, linked, asker)
        newest = await work.articles.newest()
        return start.welcome(empty=newest is None, sample=newest is not None and newest.sample)
