"""A made-up archive to measure on: any size, always the same, sized and worded as news archives are.

Words follow Zipf's law with half of them function words; people are named as in a Yule process (who is
named is named again); stories have one to some thirty reports within days. No sentence means anything.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, product

from storage.bulk import Bulk, Filed, Person
from storage.values import Happening, Length, NewArticle, NewSentence, Precision, Span
from summarizer import gazetteer, names
from summarizer.terms import terms
from summarizer.topics import TOPICS

END = datetime(2026, 1, 1, tzinfo=UTC)
"""When the last article of the largest archive arrives."""
YEARS = timedelta(days=6 * 365)

FUNCTION = (  # noqa: SIM905  # reads better
    "the of and to in a that is was for on with he as his at by from had has have it they their were be said "
    "which not but after an who its this would been will more than when about"
).split()
COMMON = (  # noqa: SIM905  # reads better
    "troops weapons minister government border officials military president attack forces war soldiers city "
    "country talks allies leader defence support report statement week people region army missile drone "
    "sanctions aid security meeting peace killed strike front village capital power plans supply agreement "
    "parliament general training commander civilians shelling refugees ceasefire artillery convoy"
).split()
_TAIL = 60_000
_SENTENCES = (8, 28)  # fewest and most of an article
_LENGTHS = (8, 30)  # fewest and most words of a sentence
_OPEN_STORIES = 300
_LANGUAGES = ("en", "uk", "ru")
_SYLLABLES = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]


def word(number: int) -> str:
    """A made-up word; a lower number is a commoner one."""
    number += len(_SYLLABLES)
    made = ""
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        made = _SYLLABLES[at] + made
    return f"{made}n"


class Archive:
    """Makes the articles of an archive one after another; ``largest`` is how many there will be at most."""

    def __init__(self, largest: int) -> None:
        self._dice = random.Random(2024)  # noqa: S311  # made-up news, nothing secret
        self._step = YEARS / largest
        self._begin = END - YEARS
        self.size = 0
        self._words = _by_weight()
        self._topics = list(TOPICS.values())
        self._topic_weights = list(accumulate(1 / (at + 3) for at in range(len(self._topics))))
        self.sources = [
            f"{word(7 * at).capitalize()} {kind}" for at in range(12) for kind in ("Herald", "Wire")
        ]
        self._source_weights = list(accumulate(1 / (at + 2) for at in range(len(self.sources))))
        self.people: list[Person] = []
        self._named: list[int] = []  # every mention's person, so that a pick among them is by fame
        self._stories: list[int] = []
        self._last_story = 0

    def grow(self, bulk: Bulk, count: int) -> None:
        """Add so many articles."""
        known = len(self.people)
        filed = [self._filed() for _ in range(count)]
        bulk.people(self.people[known:])
        bulk.articles(filed)

    def _text(self, count: int) -> list[str]:
        return self._dice.choices(self._words, k=count)

    def _filed(self) -> Filed:
        self.size += 1
        dice = self._dice
        spans, body, words, mentions, topics = self._body()
        at = self._begin + self.size * self._step
        title = self._text(9)
        to_the_day = dice.random() < 0.3
        published = at.replace(hour=0, minute=0, second=0, microsecond=0) if to_the_day else at
        language = dice.choices(_LANGUAGES, (94, 4, 2))[0]
        new = NewArticle(
            title=" ".join(title).capitalize(),
            body=body,
            language=language,
            source=dice.choices(self.sources, cum_weights=self._source_weights)[0],
            url=f"https://news.example/{self.size}",
            published=published,
            precision=Precision.DAY if to_the_day else Precision.MINUTE,
            arrived=at,
            dateline=None,
            agency=None,
            byline=None,
            sample=True,
            content_hash=f"{self.size:064x}",
            submission_id=None,
            original_id=None,
            analysis_version=1,
            terms=" ".join(stem for each in (*title, *words) for stem in _stems(each)),
            sentences=tuple(
                NewSentence(start=start, end=end, salience=1 / (n + 1), anaphoric=n % 7 == 6, caveat=False)
                for n, (start, end) in enumerate(spans)
            ),
            summaries={
                Length.LINE: (0,),
                Length.SHORT: (0, 1),
                Length.NORMAL: (0, 1, 4),
                Length.LONG: tuple(range(8)),
            },
        )
        return Filed(
            id=self.size,
            article=new,
            story_id=self._story(),
            mentions=mentions,
            roles=mentions[:1],
            topics=topics,
            located=_located(spans, self._dice),
            happenings=_happenings(self.size, spans, mentions, topics, published.date()),
        )

    def _body(
        self,
    ) -> tuple[
        list[tuple[int, int]],
        str,
        list[str],
        tuple[tuple[int, Span], ...],
        tuple[tuple[str, int, float], ...],
    ]:
        """The spans of the sentences, the text, its words, the mentions and the topics."""
        dice = self._dice
        lengths = [dice.randint(*_LENGTHS) for _ in range(dice.randint(*_SENTENCES))]
        people = {dice.randrange(len(lengths)): self._person() for _ in range(5)}
        topics = {dice.randrange(len(lengths)): self._topic() for _ in range(6)}
        spans, mentions, words, texts, start = [], [], [], [], 0
        for position, length in enumerate(lengths):
            said = self._text(length)
            if position in topics:
                said.insert(0, self._topics[topics[position]].name)
            if position in people:
                name = self.people[people[position] - 1].name
                mentions.append(
                    (people[position], Span(position=position, start=start, end=start + len(name)))
                )
                said.insert(0, name)
            text = " ".join(said)
            texts.append(f"{text[0].upper()}{text[1:]}.")
            words += said
            spans.append((start, start + len(text) + 1))
            start += len(text) + 2
        found = tuple((self._topics[topic].slug, position, 0.5) for position, topic in topics.items())
        return spans, " ".join(texts), words, tuple(mentions), found

    def _person(self) -> int:
        """Someone new one time in twelve, else someone as often as they were named before."""
        if not self._named or self._dice.random() < 1 / 12:
            number = len(self.people) + 1
            first, last = self._dice.randrange(400), self._dice.randrange(20_000)
            name = f"{word(first * 31).capitalize()} {word(last * 3 + 1).capitalize()}"
            self.people.append(Person(id=number, name=name, keys=names.keys(name)))
        else:
            number = self._dice.choice(self._named)
        self._named.append(number)
        return number

    def _topic(self) -> int:
        return self._dice.choices(range(len(self._topics)), cum_weights=self._topic_weights)[0]

    def _story(self) -> int:
        """One of the stories that reports still come in of, the newer the likelier, or a new one."""
        if self._stories and self._dice.random() < 0.6:
            back = min(int(self._dice.expovariate(1 / 40)), len(self._stories) - 1)
            return self._stories[-1 - back]
        self._last_story += 1
        self._stories = [*self._stories[1 - _OPEN_STORIES :], self._last_story]
        return self._last_story


def _located(spans: Sequence[tuple[int, int]], dice: random.Random) -> tuple[tuple[int, Span], ...]:
    """Every other sentence names one of three hundred places, a few of them often."""
    towns = _towns()
    return tuple(
        (towns[int(len(towns) * dice.random() ** 3)], Span(position=at, start=start, end=start + 1))
        for at, (start, _) in enumerate(spans)
        if at % 2 == 0
    )


def _happenings(
    number: int,
    spans: Sequence[tuple[int, int]],
    mentions: Sequence[tuple[int, Span]],
    topics: Sequence[tuple[str, int, float]],
    published: date,
) -> tuple[tuple[Happening, tuple[int, ...], tuple[str, ...]], ...]:
    """Every fourth sentence tells of one of the days before."""
    return tuple(
        (
            Happening(
                position=at,
                start=start,
                end=start + 1,
                day=published - timedelta(days=at % 5),
                words=number * 1000 + at,
            ),
            tuple(who for who, place in mentions if place.position == at),
            tuple(slug for slug, position, _ in topics if position == at),
        )
        for at, (start, _) in enumerate(spans)
        if at % 4 == 0
    )


@cache
def _towns() -> tuple[int, ...]:
    """The numbers of the world's largest towns."""
    return tuple(town.id for town in gazetteer.largest((-180, -90, 180, 90), 1_000_000)[:300])


@cache
def _stems(words: str) -> tuple[str, ...]:
    return tuple(terms(words, "en"))


def _by_weight() -> list[str]:
    """Every word so many times as makes a plain pick follow Zipf's law."""
    function = [(name, 40 / (at + 2)) for at, name in enumerate(FUNCTION)]
    content = [(name, 10 / (at + 12)) for at, name in enumerate([*COMMON, *map(word, range(_TAIL))])]
    rarest = content[-1][1]
    return [name for name, weight in (*function, *content) for _ in range(round(weight / rarest))]


def rare(count: int, dice: random.Random) -> list[str]:
    """Words that few articles hold."""
    return [word(number) for number in dice.sample(range(_TAIL // 4, _TAIL), count)]


def middling(count: int, dice: random.Random) -> list[str]:
    """Words that one article in some hundred holds."""
    return [word(number) for number in dice.sample(range(200, 2_000), count)]


def common(count: int, dice: random.Random) -> Sequence[str]:
    """Words that many articles hold."""
    return dice.sample(COMMON, count)
