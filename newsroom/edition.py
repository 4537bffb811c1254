"""What arrived in one period: read, ranked and quoted once for all who are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsroom import quoting, reach
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Text
from newsroom.intents import Latest, Settings, ShowStory
from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import Article, Length, Precision

_FIRST = timedelta(hours=24)  # a first digest tells what arrived in the last day
_STORIES = 8
_READ = 400  # arrivals looked at; a busier day is told by its newest
_BUTTONS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Arrivals on one event, the newest first, and all that they name."""

    articles: tuple[Article, ...]
    names: frozenset[Follow]


class Edition:
    """The arrivals of one period, within the transaction that they were read in."""

    def __init__(self, work: Work, *, after: datetime, count: int, stories: Sequence[Story]) -> None:
        self._work = work
        self._after = Moment(at=after, precision=Precision.MINUTE)
        self._count = count
        self._stories = stories
        self._quoted: dict[int, tuple[Block, ...]] = {}

    @classmethod
    async def read(cls, work: Work, *, since: datetime | None, until: datetime) -> Edition:
        """What arrived after ``since`` (None: in the last 24 hours) and up to ``until``."""
        after = until - _FIRST if since is None else since
        arrived = await work.articles.arrived_since(after, until, _READ)
        return cls(work, after=after, count=len(arrived), stories=await _stories(work, arrived))

    async def digest(self, follows: Sequence[Follow]) -> Answer:
        """What a reader is told: followed stories first, then those with more sources, then the newer."""
        blocks: list[Block] = [Heading(text=Text.of("digest.heading"))]
        if not self._stories:
            quiet = Notice(text=Text.of("digest.quiet", since=self._after))
            return Answer(blocks=(*blocks, quiet), actions=_ways_on())
        blocks.append(Notice(text=Text.of("digest.since", since=self._after, count=self._count)))
        ranked = sorted(self._stories, key=lambda story: story.names.isdisjoint(follows))
        actions: list[Action] = []
        for number, story in enumerate(ranked[:_STORIES], start=1):
            told = Text.of("latest.story", number=number, told=reach.told(story.articles))
            blocks += [Heading(text=told), *await self._quotes(story)]
            if (story_id := story.articles[0].story_id) is not None and number <= _BUTTONS:
                label = Text.of("button.story", number=number)
                actions.append(Action.of(label, ShowStory(story_id=story_id)))
        if (left := len(ranked) - _STORIES) > 0:
            blocks.append(Notice(text=Text.of("digest.left", count=left)))
        return Answer(blocks=tuple(blocks), actions=(*actions, *_ways_on()))

    async def _quotes(self, story: Story) -> tuple[Block, ...]:
        """One event: the newest headline, and that article's short summary."""
        newest = story.articles[0]
        if newest.id not in self._quoted:
            summary = await self._work.articles.summary(newest.id, Length.SHORT)
            quotes = await quoting.quotes(self._work, summary)
            copies = await self._work.articles.copies(newest.id)
            self._quoted[newest.id] = (quoting.headline(newest, copies), *quotes)
        return self._quoted[newest.id]


async def _stories(work: Work, arrived: Sequence[Article]) -> list[Story]:
    """The arrivals by story: those with more sources first, then the newer."""
    ids = [article.id for article in arrived]
    people, topics = await work.people.ids_in(ids), await work.topics.of_articles(ids)
    together: dict[int, list[Article]] = {}
    for article in sorted(arrived, key=lambda a: a.dated, reverse=True):
        together.setdefault(article.story_id or -article.id, []).append(article)
    stories = [
        Story(
            articles=tuple(articles),
            names=frozenset(
                [Follow(kind=FollowKind.PERSON, key=str(p)) for a in articles for p in people[a.id]]
                + [Follow(kind=FollowKind.TOPIC, key=slug) for a in articles for slug in topics[a.id]]
            ),
        )
        for articles in together.values()
    ]
    return sorted(
        stories, key=lambda s: (len({a.source for a in s.articles}), s.articles[0].dated), reverse=True
    )


def _ways_on() -> tuple[Action, ...]:
    return (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.settings"), Settings()),
    )
