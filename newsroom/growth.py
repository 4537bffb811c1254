"""A story that has just grown by an article, as alerts tell it: composed once for all who get the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from newsroom import briefing, quoting, story, subjects, things
from newsroom.answer import Action, Answer, Block, Heading, Notice, Quote, Text
from newsroom.intents import ShowStory
from newsroom.offload import Offload
from newsroom.preferences import Mute
from newsroom.story import Facts
from newsroom.subjects import Subjects
from storage.chat_values import Alert, Follow, FollowKind
from storage.database import Work
from storage.values import Length, Report
from summarizer.model import Budget

_LOOKED = 40  # of a story's originals, the newest, by which it is muted
_KNOWN = 24  # reports, the newest, that are known to have said a thing
_SENTENCES = 2
_ROOM = 420  # characters of sentences: with headline and credits it fits a phone's screen
_PHRASE = things.MOST_WORDS
_FIRST = (FollowKind.STORY, FollowKind.PERSON, FollowKind.WORD, FollowKind.TOPIC, FollowKind.SOURCE)


@dataclass(kw_only=True)
class Growth:
    """An article, its story with it, and what the article tells that no earlier one did.

    ``news`` is None where it is no further account: whoever was alerted is told nothing more.
    """

    article: Report
    facts: Facts
    named: dict[int, Subjects]
    news: list[Quote] | None
    _quoted: dict[int, list[Quote]] = field(default_factory=dict)
    _lefts: dict[tuple[Follow, ...], list[int]] = field(default_factory=dict)

    @classmethod
    async def read(cls, work: Work, offload: Offload, article: Report) -> Growth | None:
        """The growth by an article; None where its story is no more."""
        found = await story.read(work, [article.story_id] if article.story_id is not None else [])
        if not found or article.id not in {each.id for each in found[0].originals}:
            return None
        facts = found[0]
        newest = {each.id: each for each in [*facts.originals[-_LOOKED:], article]}
        named = await subjects.read(work, list(newest.values()))
        return cls(article=article, facts=facts, named=named, news=await _news(work, offload, facts, article))

    @property
    def about(self) -> list[Follow]:
        """What somebody can follow to be told of this: what the article is about, its source, its words."""
        own = self.named[self.article.id]
        things = sorted(own.central, key=lambda what: (what.kind, what.key))
        words = [Follow(kind=FollowKind.WORD, key=phrase) for phrase in _phrases(own.terms)]
        source = [own.source] if own.source is not None else []
        return [*things, *source, *(what for what in words if own.is_about(what))]

    def why(self, followed: Collection[Follow]) -> Follow:
        """The one of several followed things for which it is told."""
        return min(followed, key=lambda what: (_FIRST.index(what.kind), what.key))

    def shown(self, mutes: Collection[Follow]) -> list[Report]:
        """The newest reports that are shown to who mutes these things, if the article is one of them."""
        left = self._left(mutes)
        return left if self.article.id in {each.id for each in left} else []

    def _left(self, mutes: Collection[Follow]) -> list[Report]:
        key = tuple(mutes)
        if key not in self._lefts:
            ids = list(self.named)
            self._lefts[key] = [ids[at] for at in subjects.shown([self.named[each] for each in ids], mutes)]
        left = self._lefts[key]
        return [each for each in self.facts.originals if each.id in left]

    def lead(self, shown: Sequence[Report]) -> Report:
        """The report under whose headline it is told to who is shown these."""
        return self.facts.headline if self.facts.headline in shown else self.article

    async def alert(self, work: Work, why: Follow, shown: Sequence[Report]) -> Answer:
        """The alert: the story's headline, what the article says, why it is told, and what can be done."""
        blocks: list[Block] = [quoting.headline(self.lead(shown)), *await self._said(work, self.article.id)]
        return Answer(blocks=(*blocks, *await self._foot(work, why)), actions=self._actions())

    async def update(self, work: Work, alert: Alert) -> Answer | None:
        """The alert with what is new; None where the article that it rang for is no more."""
        rang = self._rang(alert)
        if rang is None or rang.id == self.article.id or not self.news:
            return None
        blocks: list[Block] = [quoting.headline(rang), *(await self._said(work, rang.id))[:1]]
        blocks += [Heading(text=Text.of("alert.new")), *self.news]
        return Answer(blocks=(*blocks, *await self._foot(work, alert.why)), actions=self._actions())

    async def retold(
        self, work: Work, alert: Alert, mutes: Collection[Follow]
    ) -> tuple[Answer, int | None] | None:
        """The alert as it is after a correction, and which other article it tells of; None: nothing is left.

        Where the article that it rang for is no more, it is that of the story's reports whose headline stands
        best, among those that are shown to who mutes these things.
        """
        if self.shown(mutes) and (grown := await self.update(work, alert)) is not None:
            return grown, self.article.id
        rang, left = self._rang(alert), self._left(mutes)
        told = rang or (self.facts.headline if self.facts.headline in left else left[-1] if left else None)
        if told is None:
            return None
        blocks: list[Block] = [quoting.headline(told), *await self._said(work, told.id)]
        blocks += await self._foot(work, alert.why)
        return Answer(blocks=tuple(blocks), actions=self._actions()), None if told == rang else told.id

    def _rang(self, alert: Alert) -> Report | None:
        return next((each for each in self.facts.originals if each.id == alert.article_id), None)

    async def _said(self, work: Work, article_id: int) -> list[Quote]:
        """The first of what an article says in short."""
        if article_id not in self._quoted:
            sentences = await work.articles.summary(article_id, Length.SHORT)
            self._quoted[article_id] = _fitting(await quoting.quotes(work, sentences[:_SENTENCES]))
        return self._quoted[article_id]

    async def _foot(self, work: Work, why: Follow | None) -> list[Notice]:
        """What is followed, unless it is no more, and how the story has grown."""
        said = Text.of("alert.why", name=(await things.named(work, why)).text) if why else None
        if len(self.facts.originals) == 1:
            return [Notice(text=said)] if said else []
        told, number = story.told(self.facts), self.facts.id
        if said is None:
            return [Notice(text=Text.of("alert.story", told=told, number=number))]
        return [Notice(text=Text.of("alert.grown", why=said, told=told, number=number))]

    def _actions(self) -> tuple[Action, ...]:
        kind, key = FollowKind.STORY.value, str(self.facts.id)
        return (
            Action.of(Text.of("button.more"), ShowStory(story_id=self.facts.id)),
            Action.of(Text.of("button.mute"), Mute(kind=kind, key=key)),
        )


async def _news(work: Work, offload: Offload, facts: Facts, article: Report) -> list[Quote] | None:
    """What an article says that earlier ones do not; None where it is of an outlet that told before."""
    earlier = [each for each in facts.originals if each.id < article.id]
    if not earlier or (article.source or "").casefold() in {(e.source or "").casefold() for e in earlier} - {
        ""
    }:
        return None
    known = await work.articles.sentences_of([each.id for each in earlier[-_KNOWN:]])
    whole = await work.articles.many([article.id])
    told = [each.text for each in known]
    return _fitting(await briefing.brief(offload, whole, budget=Budget(sentences=_SENTENCES), known=told))


def weighed(mutes: Collection[Follow], why: Follow | None) -> tuple[Follow, ...]:
    """What counts of a chat's mutes where it follows something; of a story that it follows, sources alone."""
    own = why is not None and why.kind is FollowKind.STORY
    return tuple(each for each in mutes if not own or each.kind is FollowKind.SOURCE)


def _fitting(quotes: Sequence[Quote]) -> list[Quote]:
    """As many of the first quotes as there is room for; of a long stretch nothing."""
    room, fitting = _ROOM, []
    for each in quotes:
        room -= len(each.text)
        if room < 0:
            break
        fitting.append(each)
    return fitting


def _phrases(terms: str) -> list[str]:
    """Whatever followed words there can be among terms."""
    words = terms.split()
    sizes = range(1, _PHRASE + 1)
    return list(
        dict.fromkeys(" ".join(words[at : at + n]) for n in sizes for at in range(len(words) - n + 1))
    )
