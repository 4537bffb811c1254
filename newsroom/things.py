"""Things that can be followed or muted: what they are called, and how a button carries them.

A thing is a person, topic (the gazetteer's places are topics), source or story of the archive, or words.
Words are followed whether the archive holds them or not.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass

from newsroom import catalogue, numbered
from newsroom.answer import Text
from newsroom.errors import Refused
from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import KnownPerson
from summarizer.terms import terms
from summarizer.topics import Topic

MOST_WORDS = 4
"""Words, small ones not counted, that are followed as one phrase."""

LONGEST = 80
"""Characters of what somebody types to follow one thing."""

_TOKEN = 40  # bytes of a key that a button carries as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing, its name as shown, and in how many articles it is (None where nobody counted).

    Of a topic that is known, ``topic`` is its kind.
    """

    what: Follow
    name: str
    articles: int | None = None
    topic: str | None = None

    @property
    def text(self) -> Text:
        """What to call it within a sentence."""
        if self.what.kind is FollowKind.PERSON and not self.name:
            return Text.of("thing.nobody")
        return Text.of(_TEXTS[self.what.kind], name=self.name)


_TEXTS = {
    FollowKind.PERSON: "thing.person",
    FollowKind.TOPIC: "thing.topic",
    FollowKind.SOURCE: "thing.source",
    FollowKind.STORY: "thing.story",
    FollowKind.WORD: "thing.word",
}


async def known(work: Work, kind: str, key: str) -> Thing:
    """The thing of a button's kind and key (see :func:`short`). Raises Refused where it is no more."""
    if kind == FollowKind.TOPIC and (found := await catalogue.known(work, key)) is not None:
        return topic(found)
    if kind == FollowKind.PERSON and (number := numbered.number(key)) is not None:
        known_person = await work.people.get(number)
        if known_person is not None:
            return person(known_person)
    if kind == FollowKind.STORY and key.isascii() and key.isdigit():
        return await story(work, key)
    if kind == FollowKind.SOURCE:
        for name in await work.articles.sources():
            if short(name.casefold()) == key:
                return source(name)
    if kind == FollowKind.WORD:
        return words(key)
    raise Refused("follow.gone")


async def named(work: Work, what: Follow) -> Thing:
    """A thing that somebody chose, as it is called now; one that is no more, as it was called then.

    Somebody whom only deleted articles named has no name: it was those articles' word.
    """
    if what.kind not in {FollowKind.SOURCE, FollowKind.WORD}:
        with suppress(Refused):
            return await known(work, what.kind, what.key)
    return Thing(what=what, name="" if what.kind is FollowKind.PERSON else what.name or what.key)


def words(typed: str) -> Thing:
    """Words as a thing. Raises Refused for none, for none that say something, and for too many."""
    if not any(map(str.isalnum, typed)):
        raise Refused("follow.no_word", words=typed[:LONGEST])
    stems = terms(typed)
    if not stems:
        raise Refused("follow.small_words", words=typed[:LONGEST])
    if len(stems) > MOST_WORDS:
        raise Refused("follow.many_words", count=MOST_WORDS)
    name = typed.strip()
    return Thing(what=Follow(kind=FollowKind.WORD, key=" ".join(stems), name=name), name=name)


def short(key: str) -> str:
    """A key as a button carries it: itself, or a digest where it is too long or holds a token's separator."""
    if len(key.encode()) <= _TOKEN and ":" not in key:
        return key
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def carried(thing: Thing) -> str | None:
    """The key of a button that follows or mutes the thing; None for words that are too long for one."""
    key = thing.what.key
    if thing.what.kind is FollowKind.WORD:
        return thing.name if short(thing.name) == thing.name else None
    return short(key)


async def story(work: Work, typed: str) -> Thing:
    """The story of a number; with a # before it, that of the article. Raises Refused for none."""
    number = await numbered.story(work, typed)
    if number is None:
        raise Refused("follow.no_story", number=typed)
    return Thing(what=Follow(kind=FollowKind.STORY, key=str(number)), name=str(number))


def person(known_person: KnownPerson) -> Thing:
    """A person as a thing; who it is called after is looked up whenever it is shown."""
    what = Follow(kind=FollowKind.PERSON, key=str(known_person.id))
    return Thing(what=what, name=known_person.name, articles=known_person.articles)


def topic(found: Topic) -> Thing:
    """A topic as a thing."""
    what = Follow(kind=FollowKind.TOPIC, key=found.slug, name=found.name)
    return Thing(what=what, name=found.name, topic=found.kind)


def source(name: str) -> Thing:
    """A source as a thing."""
    return Thing(what=Follow(kind=FollowKind.SOURCE, key=name.casefold(), name=name), name=name)
