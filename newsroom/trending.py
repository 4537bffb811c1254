"""What is named now much more often than before: topics and people of the last week against the four before.

Only so many of the newest articles are read, so that it costs the same in any archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from storage.database import Work
from storage.values import Dated

WEEK = timedelta(days=7)
_BEFORE = timedelta(days=28)
_READ = 2000  # newest articles
_ENOUGH = 20  # articles in each of the two times, below which shares say nothing
_LEAST = 4  # articles of the last week
_SOURCES = 2  # of these
_TIMES = 2.0  # the share of the articles that it had before
_SURE = 15.13  # chance gives as much once in 10,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A topic's slug or a person's id, with how many articles name it now and before, of how many."""

    what: str | int
    now: int
    of_now: int
    before: int
    of_before: int

    @property
    def likelihood(self) -> float:
        """The log-likelihood ratio of the two shares, as for words of two corpora.

        Rayson and Garside, "Comparing Corpora using Frequency Profiling" (2000), after Dunning (1993).
        """
        share = (self.now + self.before) / (self.of_now + self.of_before)
        pairs = ((self.now, self.of_now * share), (self.before, self.of_before * share))
        return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)

    @property
    def stands_out(self) -> bool:
        """Whether it is named in so much more of the articles that chance does not explain it."""
        more = self.now * self.of_before >= _TIMES * self.before * self.of_now
        return self.now >= _LEAST and more and self.likelihood >= _SURE


async def found(work: Work, now: datetime) -> list[Trend] | None:
    """What stands out in articles dated in the last week, the surest first; None where too few are stored."""
    articles = await work.articles.dated_since(now - WEEK - _BEFORE, _READ)
    last = [each for each in articles if now - WEEK < each.dated <= now]
    before = [each for each in articles if each.dated <= now - WEEK]
    if min(len(last), len(before)) < _ENOUGH:
        return None
    ids = [each.id for each in articles]
    trends = [
        *_trends(await work.topics.of_articles(ids), last, before),
        *_trends(await work.people.ids_in(ids), last, before),
    ]
    return sorted(trends, key=lambda each: (-each.likelihood, str(each.what)))


def _trends(
    named: Mapping[int, AbstractSet[str]] | Mapping[int, AbstractSet[int]],
    last: Sequence[Dated],
    before: Sequence[Dated],
) -> list[Trend]:
    now: Counter[str | int] = Counter(what for each in last for what in named[each.id])
    then: Counter[str | int] = Counter(what for each in before for what in named[each.id])
    sources: dict[Hashable, set[str | None]] = {}
    for each in last:
        for what in named[each.id]:
            sources.setdefault(what, set()).add(each.source)
    trends = (
        Trend(what=what, now=count, of_now=len(last), before=then[what], of_before=len(before))
        for what, count in now.items()
        if len(sources[what]) >= _SOURCES
    )
    return [each for each in trends if each.stands_out]
