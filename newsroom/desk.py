"""The desk: one door through which every face asks, whatever the question."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from newsroom import deeplinks, errand_desk, spoken_digest, wish_desk
from newsroom import errands as e
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.answer import Answer, Notice, Text
from newsroom.answers import (
    ask,
    cards,
    feeds,
    latest,
    quotes,
    search,
    start,
    story,
    story_news,
    subscribe,
    timeline,
    topic,
    topics,
    trending,
    where,
    who,
    zoning,
)
from newsroom.answers.cards import Cards
from newsroom.broadcasts import Broadcasts
from newsroom.corrections import Corrections
from newsroom.defining import Defining
from newsroom.errors import Refused, SitrepError
from newsroom.feeds import Feeds as Polled
from newsroom.intake import Intake
from newsroom.offload import Offload
from newsroom.question import Asker, Question
from newsroom.refiling import Refiling
from storage.chat_values import Asked, ChatKind, Tastes
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.inbox_values import NewSubmission

_ASKS = {zoning.ASKS, subscribe.ASKS}
_PROMPTED = timedelta(minutes=10)  # for which a message can answer what the bot has asked
_CONVERSATION = timedelta(minutes=30)  # for which a question can go on from the one before
_ADMIN = (
    *(
        e.Undo,
        e.Delete,
        e.Merge,
        e.Edit,
        e.KeepText,
        e.Split,
        e.TakeBack,
        e.Add,
        e.Separate,
        e.Rejoin,
        e.History,
        e.Stats,
    ),
    *(e.Inbox, e.Retry, e.Drop, e.Sources, e.ApproveSource, e.RemoveSource),
    *(e.DefineTopic, e.RemoveTopic),
    *(e.AddFeed, e.Feeds, e.PauseFeed, e.ResumeFeed, e.RemoveFeed),
    *(e.Broadcast, e.SendBroadcast, e.CancelBroadcast, e.StopBroadcast),
)
_Correcting = e.Undo | e.Delete | e.Merge | e.Edit | e.Split | e.TakeBack
_Broadcasting = e.Broadcast | e.SendBroadcast | e.CancelBroadcast | e.StopBroadcast
_Defining = e.DefineTopic | e.RemoveTopic
_Long = e.Add | e.AddFeed | e.Separate | e.Rejoin | _Defining | _Correcting | _Broadcasting
_WRITES = (
    p.Subscribe,
    p.Unsubscribe,
    p.Adjust,
    p.ChooseZone,
    p.Pause,
    p.Resume,
    *(p.Alerts, p.Follow, p.Mute, p.Unfollow, p.FollowNamed, p.MuteNamed, p.UnfollowNamed),
    p.ForgetMe,
    e.Retry,
    e.Drop,
    e.ApproveSource,
    e.RemoveSource,
    e.PauseFeed,
    e.ResumeFeed,
    e.RemoveFeed,
)


class Desk:
    """Answers questions from the archive.

    ``zone`` is the IANA zone of chats that have set none, ``follows`` how much a chat may follow and mute,
    ``rate`` how many messages a second may be sent (0: any).
    """

    def __init__(
        self,
        *,
        storage: Storage,
        intake: Intake,
        polled: Polled,
        offload: Offload,
        clock: Callable[[], datetime],
        zone: str,
        follows: int,
        rate: int,
    ) -> None:
        self._storage = storage
        self._intake = intake
        self._polled = polled
        self._offload = offload
        self._clock = clock
        self._zone = zone
        self._follows = follows
        self._rate = rate
        self._refiling = Refiling(storage=storage, analyse=intake.analyse)
        self._defining = Defining(storage=storage)
        self._broadcasts = Broadcasts(storage=storage, clock=clock)
        self._corrections = Corrections(
            storage=storage, analyse=intake.analyse, drafts=intake.drafts, clock=clock
        )

    async def answer(self, question: Question) -> Answer:
        """The answer to a question. Expected errors become answers; only bugs are raised."""
        answer = await self._answered(question)
        try:
            return await self._left_open(answer, question.asker)
        except Unavailable:
            return answer

    async def _left_open(self, answer: Answer, asker: Asker) -> Answer:
        """The answer, after a word that the bot's question for the zone is over, where nobody answered it."""
        if asker.kind is not ChatKind.PRIVATE or answer.silent or answer.settles:
            return answer
        async with self._storage.read() as work:
            found = await work.asked.open(asker.chat_id, asker.user_id, [zoning.ASKS])
        if found is None or found[1] >= self._clock() - _PROMPTED:
            return answer
        async with self._storage.write() as work:
            await work.asked.drop(asker.chat_id, zoning.ASKS)
            return zoning.over(answer, (await self._zone_in(work, asker.chat_id)).key)

    async def _answered(self, question: Question) -> Answer:
        intent, asker = question.intent, question.asker
        try:
            if isinstance(intent, _ADMIN) and not asker.admin:
                raise Refused("admin.only")
            if isinstance(intent, _Long):
                return await self._work(intent, question)
            intent = await self._meant(intent, asker)
            opened = self._storage.write() if isinstance(intent, _WRITES) else self._storage.read()
            async with opened as work:
                return await self._answer(work, intent, asker)
        except SitrepError as error:
            return Answer(blocks=(Notice(text=error.text),), refused=True)
        except Unavailable:
            return Answer(blocks=(Notice(text=Text.of("error.trouble")),), refused=True)

    async def expire(self) -> None:
        """Forgets what is kept for a day alone: corrections, to be taken back."""
        await self._corrections.expire()

    async def cards(self, typed: str, offset: str = "") -> Cards:
        """What to choose from for words typed in any chat, and the offset of what follows.

        Nothing in a card depends on who asks: it is read by others. Raises only for bugs.
        """
        reader = ask.Reader(last=None, now=self._clock(), zone=ZoneInfo(self._zone), remember=_forget)
        try:
            async with self._storage.read() as work:
                return await cards.cards(work, typed, offset, lambda asked: ask.ask(work, asked, reader))
        except Unavailable:
            return Cards(trouble=Text.of("card.trouble"))

    async def _work(self, intent: _Long, question: Question) -> Answer:
        """What takes its time, and its transactions when it needs them."""
        asker = question.asker
        match intent:
            case e.Add():
                return await self._add(intent, asker)
            case e.AddFeed():
                return feeds.added(*await self._polled.add(intent.url, by=asker.user_id))
            case e.Separate() | e.Rejoin():
                return await self._refiling.answer(intent)
            case e.DefineTopic() | e.RemoveTopic():
                return await self._defining.answer(intent)
            case e.Undo() | e.Delete() | e.Merge() | e.Edit() | e.Split() | e.TakeBack():
                return await self._corrections.answer(intent, asker, question.update_id)
            case e.Broadcast() | e.SendBroadcast() | e.CancelBroadcast() | e.StopBroadcast():
                return await self._broadcasts.answer(intent, asker, question.message_id)

    @property
    def zone(self) -> str:
        """The IANA zone of those who have set none."""
        return self._zone

    async def _tastes(self, work: Work, asker: Asker) -> Tastes:
        return (await work.follows.tastes([asker.chat_id]))[asker.chat_id]

    async def zone_of(self, chat_id: int) -> str:
        """The IANA zone in which to show times to a chat."""
        async with self._storage.read() as work:
            return (await self._zone_in(work, chat_id)).key

    async def _zone_in(self, work: Work, chat_id: int) -> ZoneInfo:
        chat = await work.chats.get(chat_id)
        return ZoneInfo((chat.zone if chat else None) or self._zone)

    async def _remember(self, asker: Asker, text: str, *, page: int = 0, person: str | None = None) -> int:
        """Keeps a question, in a transaction of its own so that finding its answer locks nobody out."""
        async with self._storage.write() as work:
            return await work.asked.remember(
                *(asker.chat_id, text, self._clock()),
                user_id=asker.user_id,
                thread_id=asker.thread_id,
                page=page,
                person=person,
            )

    async def _visit(self, asker: Asker, story_id: int) -> datetime | None:
        """Notes that a story is opened, in a transaction of its own; when it was before, if it was."""
        async with self._storage.write() as work:
            return await work.visits.note(asker.chat_id, story_id, self._clock())

    async def _last(self, work: Work, asker: Asker, since: datetime) -> Asked | None:
        return await work.asked.last(asker.chat_id, asker.user_id, since, thread_id=asker.thread_id)

    async def _reader(self, work: Work, asker: Asker) -> ask.Reader:
        now = self._clock()
        last = await self._last(work, asker, now - _CONVERSATION)
        return ask.Reader(
            last=None if last is not None and last.text in _ASKS else last,
            now=now,
            zone=await self._zone_in(work, asker.chat_id),
            remember=partial(self._remember, asker),
        )

    async def _add(self, intent: e.Add, asker: Asker) -> Answer:
        """Stores a text at once. The key is the text's own, so the same text is one submission."""
        now = self._clock()
        digest = hashlib.sha256(intent.text.encode("utf-8", "replace")).hexdigest()[:16]
        key = f"desk:{asker.chat_id}:{digest}:{now.timestamp():.0f}"
        new = NewSubmission(key=key, text=intent.text, received=now, user_id=asker.user_id)
        return await self._intake.hand_over(new)

    async def _answer(self, work: Work, intent: i.Intent, asker: Asker) -> Answer:  # noqa: C901, PLR0911, PLR0912  # a flat table
        assert not isinstance(intent, _Long | p.Located)  # noqa: S101  # handled before any transaction is opened
        if isinstance(intent, wish_desk.Wish):
            now, most = self._clock(), self._follows
            return await wish_desk.answer(
                work, intent, asker, self._offload, now=now, zone=self._zone, most=most
            )
        if isinstance(intent, errand_desk.Errand):
            zone = await self._zone_in(work, asker.chat_id)
            return await errand_desk.answer(work, intent, now=self._clock(), zone=zone, rate=self._rate)
        match intent:
            case i.Start():
                newest = await work.articles.newest()
                return start.welcome(empty=newest is None, sample=newest is not None and newest.sample)
            case i.Help():
                return start.help_(intent, admin=asker.admin)
            case i.Usage():
                return start.usage(intent)
            case i.Unknown():
                return start.unknown(intent, admin=asker.admin)
            case i.Latest():
                return await latest.latest(work, intent, await self._tastes(work, asker))
            case i.Story():
                return await story.typed(work, intent, self._offload, partial(self._visit, asker))
            case i.ShowStory():
                return await story.show(work, intent, self._offload, partial(self._visit, asker))
            case i.StoryNews():
                told = [each.covered for each in await work.subscriptions.of_chat(asker.chat_id)]
                return await story_news.news(work, intent, self._offload, now=self._clock(), digests=told)
            case i.StorySources():
                return await story.sources(work, intent)
            case i.StoryPeople():
                return await story.people(work, intent)
            case i.ShowArticle():
                noted = asker.admin and asker.kind is ChatKind.PRIVATE
                return await latest.article(work, intent, noted=noted)
            case i.Who():
                return await who.who(work, intent)
            case i.ShowPerson():
                return await who.page(work, intent)
            case i.PersonSources():
                return await who.sources(work, intent)
            case i.PersonBrief():
                return await who.in_brief(work, intent, self._offload)
            case i.Quotes():
                remember = partial(self._remember, asker)
                return await quotes.quotes(work, intent, remember)
            case i.ShowQuotes():
                return await quotes.page(work, intent, chat_id=asker.chat_id)
            case i.Timeline():
                return await timeline.timeline(work, intent, partial(self._remember, asker))
            case i.ShowTimeline():
                return await timeline.page(work, intent, chat_id=asker.chat_id)
            case i.Where():
                return await where.where(work, intent)
            case i.ShowWhere():
                return await where.page(work, intent)
            case i.Topic():
                return await topic.topic(work, intent)
            case i.ShowTopic():
                return await topic.page(work, intent)
            case i.TopicSources():
                return await topic.sources(work, intent)
            case i.TopicBrief():
                return await topic.in_brief(work, intent, self._offload)
            case i.Topics(kind=i.TRENDING):
                return await trending.trends(work, self._clock())
            case i.Topics():
                return await topics.topics(work, intent)
            case i.Ask():
                return await ask.ask(work, intent, await self._reader(work, asker))
            case i.About():
                return await ask.about(work, intent, await self._reader(work, asker))
            case i.More():
                return await ask.go_on(work, await self._reader(work, asker))
            case i.AskMore():
                return await ask.more(work, intent, await self._reader(work, asker), chat_id=asker.chat_id)
            case i.ShowContext():
                return await latest.context(work, intent)
            case i.Courtesy():
                return start.courtesy(intent)
            case i.Search():
                remember = partial(self._remember, asker)
                zone = await self._zone_in(work, asker.chat_id)
                return await search.search(work, intent, remember, now=self._clock(), zone=zone)
            case i.SearchMore():
                zone = await self._zone_in(work, asker.chat_id)
                return await search.more(work, intent, chat_id=asker.chat_id, now=self._clock(), zone=zone)
            case _:
                assert_never(intent)

    async def _meant(self, intent: i.Intent, asker: Asker) -> i.Intent:
        """What is asked for, where that takes a look at the chat or at a map first."""
        match intent:
            case i.Start():
                return await self._meet(intent, asker)
            case p.Located():
                return await zoning.located(self._offload, intent)
            case i.Ask():
                return await self._answering(intent, asker)
            case _:
                return intent

    async def _answering(self, intent: i.Ask, asker: Asker) -> i.Intent:
        """What plain words answer in a private chat that was asked something just now."""
        if asker.kind is not ChatKind.PRIVATE:
            return intent
        now = self._clock()
        async with self._storage.read() as work:
            last = await self._last(work, asker, now - _PROMPTED)
            found = await work.asked.open(asker.chat_id, asker.user_id, _ASKS)
        if found is None or found[1] < now - _PROMPTED:
            return intent
        match found[0].text:
            case zoning.ASKS if zoning.answers(intent.text, now, next_=last == found[0]):
                return p.ChooseZone(words=intent.text)
            case subscribe.ASKS if spoken_digest.answers(intent.text):
                return p.Subscribe(words=intent.text)
            case _:
                return intent

    async def _meet(self, intent: i.Start, asker: Asker) -> i.Intent:
        """The chat is known from here on; what its deep link points at, if anything, is what it asks."""
        async with self._storage.write() as work:
            await work.chats.touch(asker.chat_id, asker.kind)
        return deeplinks.linked(intent.payload) or intent


async def _forget(text: str, *, page: int = 0, person: str | None = None) -> int:
    """A card has no further pages, so its question is not kept."""
    del text, page, person
    return 0
