"""What arrived in one period: read, ranked and quoted once for all who are told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsroom import briefing, plans, quoting, reach, subjects
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Quote, QuoteKind, Text
from newsroom.intents import Latest, ShowStory
from newsroom.offload import Offload
from newsroom.preferences import Settings
from newsroom.subjects import Subjects
from storage.chat_values import DigestLength, Follow, FollowKind
from storage.database import Work
from storage.values import Article, Length, Precision

_FIRST = timedelta(hours=24)  # a first digest tells what arrived in the last day
_READ = 400  # arrivals looked at; a busier period is told by its newest
_BUTTONS = 6
_STORIES = {DigestLength.BRIEF: 5, DigestLength.NORMAL: 8, DigestLength.LONG: 15}
_SENTENCES = {
    DigestLength.BRIEF: Length.LINE,
    DigestLength.NORMAL: Length.NORMAL,
    DigestLength.LONG: Length.LONG,
}
_ONE_MESSAGE = 3700  # characters of quotes and headings, with which a digest fits 4096 UTF-16 units
_AROUND = 70  # characters of the heading and credits of a story
_FOLD = 200  # characters from which the further sentences of a story are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Arrivals on one event, the newest first, and what each of them names."""

    number: int | None
    articles: tuple[Article, ...]
    named: tuple[Subjects, ...]

    def names(self, what: Follow) -> bool:
        """Whether one of them names a thing."""
        return any(what in each for each in self.named)

    def without(self, mutes: Collection[Follow]) -> Story | None:
        """The story as it is told to who mutes these things; None where it is not."""
        left = subjects.shown(self.named, mutes)
        if not left:
            return None
        named = tuple(self.named[at] for at in left)
        return replace(self, articles=tuple(self.articles[at] for at in left), named=named)

    def lead(self, what: Follow | None) -> Article:
        """The newest that names the thing for which the story is told."""
        pairs = zip(self.articles, self.named, strict=True)
        return next((each for each, names in pairs if what is not None and what in names), self.articles[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a digest depends on. ``told`` are stories of this edition that an earlier digest told.

    Who is ``hushed`` gets nothing where there is nothing new. ``due`` is when a late digest was due.
    """

    about: tuple[Follow, ...] = ()
    follows: tuple[Follow, ...] = ()
    mutes: tuple[Follow, ...] = ()
    length: DigestLength = DigestLength.NORMAL
    told: frozenset[int] = frozenset()
    hushed: bool = False
    due: datetime | None = None

    def late(self, due: datetime) -> Reader:
        """The same, told when it was due."""
        return replace(self, due=due)

    def aloud(self) -> Reader:
        """The same, told that there is nothing new."""
        return replace(self, hushed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A digest, None where nothing is sent, and the numbers of the stories that it tells."""

    answer: Answer | None
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Stories told for one thing, under its name; None for the rest."""

    what: Follow | None
    name: Text | None
    stories: tuple[Story, ...]


class Edition:
    """The arrivals of one period, within the transaction that they were read in."""

    def __init__(
        self, work: Work, offload: Offload, *, after: datetime, count: int, stories: Sequence[Story]
    ) -> None:
        self._work = work
        self._offload = offload
        self._after = after
        self._count = count
        self._stories = stories
        self._quoted: dict[tuple[int, Length], list[Quote]] = {}
        self._added: dict[tuple[int, frozenset[str]], list[Quote]] = {}
        self._names: dict[Follow, Text] = {}
        self.numbers = frozenset(story.number for story in stories if story.number is not None)

    @classmethod
    async def read(cls, work: Work, offload: Offload, *, since: datetime | None, until: datetime) -> Edition:
        """What arrived after ``since`` (None: in the last 24 hours) and up to ``until``."""
        after = until - _FIRST if since is None else since
        arrived = await work.articles.arrived_since(after, until, _READ)
        stories = await _stories(work, arrived)
        return cls(work, offload, after=after, count=len(arrived), stories=stories)

    async def issue(self, reader: Reader) -> Issue:
        """What a reader is told, by their topics; of each what has more sources first, then the newer."""
        groups = await self._groups(reader)
        chosen, left = await self._chosen(groups, reader)
        since = Moment(at=self._after, precision=Precision.MINUTE)
        first: list[Block] = [Heading(text=Text.of("digest.heading"))]
        if reader.due is not None:
            due = Moment(at=reader.due, precision=Precision.MINUTE)
            first.append(Notice(text=Text.of("digest.late", due=due)))
        if not any(chosen):
            if reader.hushed:
                return Issue(answer=None)
            quiet = Notice(
                text=Text.of("digest.quiet_about" if reader.about else "digest.quiet", since=since)
            )
            return Issue(answer=Answer(blocks=(*first, quiet), actions=_ways_on()))
        if reader.length is not DigestLength.LONG:
            _fit([each for told in chosen for each in told])
        count = sum(len(story.articles) for group in groups for story in group.stories)
        first.append(Notice(text=Text.of("digest.since", since=since, count=count)))
        blocks, actions = _set([group.name for group in groups], chosen, grouped=len(groups) > 1)
        shown = [each.story for told in chosen for each in told]
        if left > 0:
            blocks.append(Notice(text=Text.of("digest.left", count=left)))
        answer = Answer(blocks=(*first, *blocks), actions=(*actions, *_ways_on()))
        return Issue(answer=answer, stories=tuple(s.number for s in shown if s.number is not None))

    async def _groups(self, reader: Reader) -> list[_Group]:
        """The stories by what the reader chose, each once, in the order of choice; then the rest, if any."""
        left = [told for story in self._stories if (told := story.without(reader.mutes)) is not None]
        groups = []
        for what in reader.about or reader.follows:
            if these := tuple(story for story in left if story.names(what)):
                left = [story for story in left if not story.names(what)]
                if what not in self._names:
                    self._names[what] = await plans.name(self._work, what)
                groups.append(_Group(what=what, name=self._names[what], stories=these))
        if left and not reader.about:
            groups.append(_Group(what=None, name=None, stories=tuple(left)))
        return groups

    async def _chosen(self, groups: Sequence[_Group], reader: Reader) -> tuple[list[list[_Telling]], int]:
        """What is told of each group, the first of each before the second of any, and how many are left."""
        chosen: list[list[_Telling]] = [[] for _ in groups]
        waiting = [list(group.stories) for group in groups]
        room = _STORIES[reader.length]
        while room > 0 and any(waiting):
            for group, told, stories in zip(groups, chosen, waiting, strict=True):
                while room > 0 and stories:
                    telling = await self._told(stories.pop(0), group.what, reader)
                    if telling.quotes:
                        told.append(telling)
                        room -= 1
                        break
        return chosen, sum(len(stories) for stories in waiting)

    async def _told(self, story: Story, what: Follow | None, reader: Reader) -> _Telling:
        """One event: a summary of its newest article, or of one told before what is new."""
        newest = story.lead(what)
        if story.number in reader.told and story.number is not None:
            return _Telling(story=story, follow_up=True, quotes=list(await self._news(story, reader.mutes)))
        length = _SENTENCES[reader.length]
        if (newest.id, length) not in self._quoted:
            summary = await self._work.articles.summary(newest.id, length)
            quotes = await quoting.quotes(self._work, summary)
            copies = await self._work.articles.copies(newest.id)
            self._quoted[newest.id, length] = [quoting.headline(newest, copies), *quotes]
        return _Telling(story=story, quotes=list(self._quoted[newest.id, length]))

    async def _news(self, story: Story, mutes: Collection[Follow]) -> list[Quote]:
        """What the arrivals say that earlier reports did not, under the newest headline; none for nothing."""
        assert story.number is not None  # noqa: S101  # who asks has looked
        muted = frozenset(each.key for each in mutes if each.kind is FollowKind.SOURCE)
        part = story.number, muted
        if part not in self._added:
            new = {article.id for article in story.articles}
            every = await self._work.stories.articles(story.number)
            shown = [each for each in every if (each.source or "").casefold() not in muted]
            earlier = [article for article in shown if article.id not in new]
            known = [
                sentence.text
                for article in earlier[-briefing.DOCUMENTS :]
                for sentence in await self._work.articles.sentences(article.id)
            ]
            quotes = await briefing.brief(self._offload, story.articles, budget=briefing.NEWS, known=known)
            before = [
                replace(quoting.headline(a), note=Text.of("digest.before"), folded=True) for a in earlier[-1:]
            ]
            headline = [quoting.headline(story.articles[0])]
            self._added[part] = [*headline, *quotes, *before] if quotes else []
        return self._added[part]


@dataclass(slots=True, kw_only=True)
class _Telling:
    """How a story is told; ``quotes`` may be made fewer from the end."""

    story: Story
    quotes: list[Quote]
    follow_up: bool = False

    @property
    def length(self) -> int:
        """Characters, about."""
        return sum(len(quote.text) for quote in self.quotes) + _AROUND * (1 + len(self.quotes))

    def blocks(self) -> list[Block]:
        number, told = self.story.number, reach.told(self.story.articles)
        key = "digest.follow_up" if self.follow_up else "digest.story"
        heading = Heading(text=told if number is None else Text.of(key, number=number, told=told))
        first, rest = self.quotes[:2], self.quotes[2:]
        fold = sum(len(quote.text) for quote in rest) >= _FOLD
        return [heading, *first, *(replace(quote, folded=quote.folded or fold) for quote in rest)]


def _fit(telling: Collection[_Telling]) -> None:
    """Leaves out last sentences, of the later stories first, until all may fit one message."""
    over = sum(each.length for each in telling) - _ONE_MESSAGE
    for kept in (3, 2):
        for each in reversed(list(telling)):
            while over > 0 and len(each.quotes) > kept and each.quotes[-1].kind is QuoteKind.SENTENCE:
                over -= len(each.quotes.pop().text) + _AROUND


def _set(
    names: Sequence[Text | None], chosen: Sequence[Sequence[_Telling]], *, grouped: bool
) -> tuple[list[Block], list[Action]]:
    """The stories under the headings of their groups, numbered as for /story, with buttons for the first."""
    blocks: list[Block] = []
    actions: list[Action] = []
    for name, told in zip(names, chosen, strict=True):
        if told and name is not None:
            blocks.append(Heading(text=Text.of("digest.group", name=name)))
        elif told and grouped:
            blocks.append(Heading(text=Text.of("digest.rest")))
        for each in told:
            blocks += each.blocks()
            number = each.story.number
            if number is not None and len(actions) < _BUTTONS:
                actions.append(Action.of(Text.of("button.story", number=number), ShowStory(story_id=number)))
    return blocks, actions


async def _stories(work: Work, arrived: Sequence[Article]) -> list[Story]:
    """The arrivals by story: those with more sources first, then the newer."""
    told = await subjects.read(work, arrived)
    together: dict[int, list[Article]] = {}
    for article in sorted(arrived, key=lambda a: a.dated, reverse=True):
        together.setdefault(article.story_id or -article.id, []).append(article)
    stories = [
        Story(
            number=articles[0].story_id,
            articles=tuple(articles),
            named=tuple(told[a.id] for a in articles),
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
