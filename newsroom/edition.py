"""What arrived in one period: read, ranked and quoted once for all who are told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsroom import plans, subjects
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Text
from newsroom.intents import Latest, ShowStory
from newsroom.offload import Offload
from newsroom.preferences import Settings
from newsroom.telling import Arrivals, Teller, Telling, fit
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

    @property
    def spelt(self) -> tuple[str, ...]:
        """How the reader writes the words that they chose, which their digest is told by."""
        return tuple(each.name for each in (*self.about, *self.follows) if each.kind is FollowKind.WORD)

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
    stories: tuple[Arrivals, ...]


class Edition:
    """The arrivals of one period, within the transaction that they were read in."""

    def __init__(
        self,
        work: Work,
        offload: Offload,
        *,
        after: datetime,
        count: int,
        stories: Sequence[Arrivals],
        gone: Mapping[int, int],
    ) -> None:
        self._work = work
        self._teller = Teller(work, offload)
        self._after = after
        self._count = count
        self._stories = stories
        self._names: dict[tuple[Follow, str], Text] = {}
        self._numbers = frozenset(story.number for story in stories if story.number is not None)
        self._gone = gone

    @classmethod
    async def read(cls, work: Work, offload: Offload, *, since: datetime | None, until: datetime) -> Edition:
        """What arrived after ``since`` (None: in the last 24 hours) and up to ``until``."""
        after = until - _FIRST if since is None else since
        arrived = await work.articles.arrived_since(after, until, _READ)
        stories = await _stories(work, arrived)
        led = await work.stories.led_to({each.number for each in stories if each.number is not None})
        gone = {old: number for number, olds in led.items() for old in olds if old != number}
        return cls(work, offload, after=after, count=len(arrived), stories=stories, gone=gone)

    def told(self, stories: frozenset[int]) -> frozenset[int]:
        """The stories of this edition by these numbers, some of stories that went up in them."""
        return stories & self._numbers | {into for old, into in self._gone.items() if old in stories}

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
            fit([each for told in chosen for each in told])
        count = sum(len(story.articles) for group in groups for story in group.stories)
        first.append(Notice(text=Text.of("digest.since", since=since, count=count)))
        blocks, actions = _set([group.name for group in groups], chosen, grouped=len(groups) > 1)
        shown = [each.arrivals for told in chosen for each in told]
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
                groups.append(_Group(what=what, name=await self._name(what), stories=these))
        if left and not reader.about:
            groups.append(_Group(what=None, name=None, stories=tuple(left)))
        return groups

    async def _name(self, what: Follow) -> Text:
        """What to call it, which of words is what the reader does."""
        if (what, what.name) not in self._names:
            self._names[what, what.name] = await plans.name(self._work, what)
        return self._names[what, what.name]

    async def _chosen(self, groups: Sequence[_Group], reader: Reader) -> tuple[list[list[Telling]], int]:
        """What is told of each group, the first of each before the second of any, and how many are left."""
        chosen: list[list[Telling]] = [[] for _ in groups]
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

    async def _told(self, story: Arrivals, what: Follow | None, reader: Reader) -> Telling:
        """One event; of one told before, what is new."""
        if story.number is not None and story.number in reader.told:
            return await self._teller.go_on(story, reader.mutes)
        return await self._teller.tell(story, what, reader.mutes, _SENTENCES[reader.length])


def _set(
    names: Sequence[Text | None], chosen: Sequence[Sequence[Telling]], *, grouped: bool
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
            number = each.arrivals.number
            if number is not None and len(actions) < _BUTTONS:
                actions.append(Action.of(Text.of("button.story", number=number), ShowStory(story_id=number)))
    return blocks, actions


async def _stories(work: Work, arrived: Sequence[Article]) -> list[Arrivals]:
    """The arrivals by story: those with more sources first, then the newer."""
    told = await subjects.read(work, arrived)
    together: dict[int, list[Article]] = {}
    for article in sorted(arrived, key=lambda a: a.dated, reverse=True):
        together.setdefault(article.story_id or -article.id, []).append(article)
    stories = [
        Arrivals(
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
