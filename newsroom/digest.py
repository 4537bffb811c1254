"""The daily digest: what arrived since the chat's last one, each event once, each sentence sourced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from newsroom import quoting, reach, schedule
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Text
from newsroom.intents import Latest, Settings, ShowStory
from newsroom.parcels import Letter, dump
from storage.database import Storage, Work
from storage.values import Article, Follow, FollowKind, Length, Precision, Subscription

_FIRST = timedelta(hours=24)  # a first digest tells what arrived in the last day
_STORIES = 8
_READ = 400  # arrivals looked at; a busier day is told by its newest
_BATCH = 100

Profile = tuple[datetime | None, tuple[Follow, ...]]


class Digests:
    """Composes digests. The database says what is due; whoever calls only asks."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    async def compose_due(self) -> int:
        """Puts every due digest into the outbox; returns how many.

        The digest row, the outbox row and the next due time are written in one transaction, so a
        crash at any point neither loses nor repeats one. Alike profiles are composed once.
        """
        now = self._clock()
        composed: dict[Profile, str] = {}
        made = 0
        while True:
            async with self._storage.write() as work:
                due = await work.chats.due(now, _BATCH)
                for subscription in due:
                    made += await self._post(work, subscription, composed, now)
            if len(due) < _BATCH:
                return made

    async def _post(
        self, work: Work, subscription: Subscription, composed: dict[Profile, str], now: datetime
    ) -> bool:
        zone = ZoneInfo(subscription.zone)
        follows = tuple(sorted(await work.chats.follows(subscription.chat_id), key=lambda f: (f.kind, f.key)))
        profile = (subscription.covered, follows)
        if profile not in composed:
            answer = await compose(work, since=subscription.covered, now=now, follows=follows)
            composed[profile] = dump(Letter(answer=answer))
        return await work.outbox.digest(
            chat_id=subscription.chat_id,
            day=schedule.local_day(now, zone),
            payload=composed[profile],
            covered=now,
            due=schedule.next_due(subscription.at, zone, after=now, told=now),
            now=now,
        )


async def compose(work: Work, *, since: datetime | None, now: datetime, follows: Sequence[Follow]) -> Answer:
    """The digest of what arrived after ``since`` (None: in the last 24 hours) and up to ``now``."""
    after = now - _FIRST if since is None else since
    arrived = await work.articles.arrived_since(after, now, _READ)
    period = Text.of("digest.since", since=Moment(at=after, precision=Precision.MINUTE), count=len(arrived))
    if not arrived:
        quiet = Text.of("digest.quiet", since=Moment(at=after, precision=Precision.MINUTE))
        return Answer(
            blocks=(Heading(text=Text.of("digest.heading")), Notice(text=quiet)), actions=_ways_on()
        )
    stories = await _ranked(work, arrived, follows)
    blocks: list[Block] = [Heading(text=Text.of("digest.heading")), Notice(text=period)]
    actions: list[Action] = []
    for number, articles in enumerate(stories[:_STORIES], start=1):
        blocks += await _story(work, articles, number)
        if (story_id := articles[0].story_id) is not None and number <= 6:
            actions.append(Action.of(Text.of("button.story", number=number), ShowStory(story_id=story_id)))
    if (left := len(stories) - _STORIES) > 0:
        blocks.append(Notice(text=Text.of("digest.left", count=left)))
    return Answer(blocks=tuple(blocks), actions=(*actions, *_ways_on()))


def _ways_on() -> tuple[Action, ...]:
    return (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.settings"), Settings()),
    )


async def _ranked(work: Work, arrived: Sequence[Article], follows: Sequence[Follow]) -> list[list[Article]]:
    """The arrivals by story: followed ones first, then those with more sources, then the newer."""
    stories: dict[int, list[Article]] = {}
    for article in sorted(arrived, key=lambda a: a.dated, reverse=True):
        stories.setdefault(article.story_id or -article.id, []).append(article)
    weighed = [
        (
            await _followed(work, articles, follows),
            len({a.source for a in articles}),
            articles[0].dated,
            articles,
        )
        for articles in stories.values()
    ]
    return [articles for *_, articles in sorted(weighed, key=lambda w: w[:3], reverse=True)]


async def _followed(work: Work, articles: Sequence[Article], follows: Sequence[Follow]) -> bool:
    """Whether the articles name a person or topic that is followed."""
    if not follows:
        return False
    wanted = {(f.kind, f.key) for f in follows}
    for article in articles:
        named = {(FollowKind.PERSON, str(p.id)) for p in await work.people.of_article(article.id)}
        about = {(FollowKind.TOPIC, slug) for slug in await work.topics.of_article(article.id)}
        if wanted & (named | about):
            return True
    return False


async def _story(work: Work, articles: Sequence[Article], number: int) -> list[Block]:
    """One event: the newest headline, and that article's short summary."""
    newest = articles[0]
    summary = await work.articles.summary(newest.id, Length.SHORT)
    return [
        Heading(text=Text.of("latest.story", number=number, told=reach.told(articles))),
        quoting.headline(newest),
        *await quoting.quotes(work, summary),
    ]
