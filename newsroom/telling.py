"""How a digest tells one event: its headline, and what the reports that have arrived say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from newsroom import briefing, quoting, reach, story, subjects
from newsroom.answer import Block, Heading, Quote, QuoteKind, Text
from newsroom.offload import Offload
from newsroom.story import Facts
from newsroom.subjects import Subjects
from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import Article, Length, Report

_ONE_MESSAGE = 3700  # characters of quotes and headings, with which a digest fits 4096 UTF-16 units
_AROUND = 70  # characters of the heading and credits of a story
_FOLD = 200  # characters from which the further sentences of a story are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What has arrived on one event, the newest first, and what each of them names."""

    number: int | None
    articles: tuple[Article, ...]
    named: tuple[Subjects, ...]

    def names(self, what: Follow) -> bool:
        """Whether one of them names a thing."""
        return any(what in each for each in self.named)

    def without(self, mutes: Collection[Follow]) -> Arrivals | None:
        """What is told of them to who mutes these things; None where nothing is."""
        left = subjects.shown(self.named, mutes)
        if not left:
            return None
        named = tuple(self.named[at] for at in left)
        return replace(self, articles=tuple(self.articles[at] for at in left), named=named)

    def lead(self, what: Follow | None) -> Article:
        """The newest that names the thing for which the story is told."""
        pairs = zip(self.articles, self.named, strict=True)
        return next((each for each, names in pairs if what is not None and what in names), self.articles[0])


@dataclass(slots=True, kw_only=True)
class Telling:
    """How a story is told; ``quotes`` may be made fewer from the end."""

    arrivals: Arrivals
    quotes: list[Quote]
    follow_up: bool = False

    @property
    def length(self) -> int:
        """Characters, about."""
        return sum(len(quote.text) for quote in self.quotes) + _AROUND * (1 + len(self.quotes))

    def blocks(self) -> list[Block]:
        """A heading with the story's number, the headline, and the quotes, folded where they are long."""
        number, told = self.arrivals.number, reach.told(self.arrivals.articles)
        key = "digest.follow_up" if self.follow_up else "digest.story"
        heading = Heading(text=told if number is None else Text.of(key, number=number, told=told))
        first, rest = self.quotes[:2], self.quotes[2:]
        fold = sum(len(quote.text) for quote in rest) >= _FOLD
        return [heading, *first, *(replace(quote, folded=quote.folded or fold) for quote in rest)]


def fit(telling: Collection[Telling]) -> None:
    """Leaves out last sentences, of the later stories first, until all may fit one message."""
    over = sum(each.length for each in telling) - _ONE_MESSAGE
    for kept in (3, 2):
        for each in reversed(list(telling)):
            while over > 0 and len(each.quotes) > kept and each.quotes[-1].kind is QuoteKind.SENTENCE:
                over -= len(each.quotes.pop().text) + _AROUND


class Teller:
    """Tells the events of one period, each way of telling one once for all who are told it so."""

    def __init__(self, work: Work, offload: Offload) -> None:
        self._work = work
        self._offload = offload
        self._facts: dict[int, Facts | None] = {}
        self._quoted: dict[tuple[int, Length], list[Quote]] = {}
        self._added: dict[tuple[int, frozenset[Follow]], list[Quote]] = {}

    async def tell(
        self, arrivals: Arrivals, what: Follow | None, mutes: Collection[Follow], length: Length
    ) -> Telling:
        """A summary of the newest report on a thing, under the headline that the story goes by."""
        lead = arrivals.lead(what)
        if (lead.id, length) not in self._quoted:
            sentences = await self._work.articles.summary(lead.id, length)
            self._quoted[lead.id, length] = await quoting.quotes(self._work, sentences)
        headline = await self._headline(arrivals, lead, _sources(mutes))
        return Telling(arrivals=arrivals, quotes=[headline, *self._quoted[lead.id, length]])

    async def _headline(self, arrivals: Arrivals, lead: Article, muted: frozenset[Follow]) -> Quote:
        """The headline that the story goes by; where that is a muted source's, the report's own."""
        facts = await self._story(arrivals.number)
        if facts is None:
            return quoting.headline(lead)
        hidden = subjects.source(facts.headline) in muted
        return story.headline(replace(facts, headline=lead) if hidden else facts)

    async def go_on(self, arrivals: Arrivals, mutes: Collection[Follow]) -> Telling:
        """Of a story that was told before, what the arrivals say that earlier reports did not."""
        assert arrivals.number is not None  # noqa: S101  # what was told has a number
        part = arrivals.number, _sources(mutes)
        if part not in self._added:
            self._added[part] = await self._news(arrivals, part[1])
        return Telling(arrivals=arrivals, follow_up=True, quotes=list(self._added[part]))

    async def _news(self, arrivals: Arrivals, muted: frozenset[Follow]) -> list[Quote]:
        """The new sentences under the best new headline, then the one told before; none for nothing."""
        facts = await self._story(arrivals.number)
        new = {article.id for article in arrivals.articles}
        shown = [each for each in facts.originals if subjects.source(each) not in muted] if facts else []
        earlier = [each for each in shown if each.id not in new]
        told = [each.id for each in earlier[-briefing.DOCUMENTS :]]
        known = [sentence.text for sentence in await self._work.articles.sentences_of(told)]
        quotes = await briefing.brief(self._offload, arrivals.articles, budget=briefing.NEWS, known=known)
        if not quotes:
            return []
        fresh = await story.leading(self._work, _unlike(arrivals.articles, earlier)[::-1])
        before = [await self._before(earlier)] if earlier else []
        return [quoting.headline(fresh), *quotes, *before]

    async def _before(self, earlier: Sequence[Report]) -> Quote:
        """The headline that the earlier reports go by."""
        known = quoting.headline(await story.leading(self._work, earlier))
        return replace(known, note=Text.of("digest.before"), folded=True)

    async def _story(self, number: int | None) -> Facts | None:
        """The facts of a story, read once."""
        if number is None:
            return None
        if number not in self._facts:
            found = await story.read(self._work, [number])
            self._facts[number] = found[0] if found else None
        return self._facts[number]


def _unlike(articles: Sequence[Article], earlier: Sequence[Report]) -> Sequence[Article]:
    """Those whose headlines are not that of an earlier report; all, where every one is."""
    known = {report.title.casefold() for report in earlier}
    return [each for each in articles if each.title.casefold() not in known] or articles


def _sources(mutes: Collection[Follow]) -> frozenset[Follow]:
    return frozenset(each for each in mutes if each.kind is FollowKind.SOURCE)
