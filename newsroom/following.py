"""What can be followed or muted: found by the words that somebody types, and named to be shown.

A thing is a person, topic (the gazetteer's places are topics), source or story of the archive, or words.
Words are followed whether the archive holds them or not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom import numbered, people, searching
from newsroom.answer import Text
from newsroom.errors import Refused
from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import KnownPerson
from summarizer import topics
from summarizer.terms import terms

MOST_WORDS = 4
"""Words, small ones not counted, that are followed as one phrase."""

LONGEST = 80
"""Characters of what somebody types to follow one thing."""

_OFFERED = 4
_TOKEN = 40  # bytes of a key that a button carries as it is
_AS = re.compile(
    r"(?P<kind>person|who|topic|place|source|channel|words?|phrase|story)\s*:\s*(?P<rest>\S.*)", re.IGNORECASE
)
_KINDS = {
    "person": FollowKind.PERSON, "who": FollowKind.PERSON, "topic": FollowKind.TOPIC,
    "place": FollowKind.TOPIC, "source": FollowKind.SOURCE, "channel": FollowKind.SOURCE,
    "story": FollowKind.STORY,
}  # fmt: skip
_NUMBER = re.compile(r"(?:story\s*)?(#?)\s*(\d{1,15})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing, its name as shown, and in how many articles it is (None where nobody counted)."""

    what: Follow
    name: str
    articles: int | None = None

    @property
    def text(self) -> Text:
        """What to call it within a sentence."""
        return Text.of(_TEXTS[self.what.kind], name=self.name)


_TEXTS = {
    FollowKind.PERSON: "thing.person",
    FollowKind.TOPIC: "thing.topic",
    FollowKind.SOURCE: "thing.source",
    FollowKind.STORY: "thing.story",
    FollowKind.WORD: "thing.word",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What typed words fit; where that is nothing, what they are like. As ``words``, if they can be any."""

    sure: tuple[Thing, ...] = ()
    close: tuple[Thing, ...] = ()
    words: Thing | None = None


async def find(work: Work, typed: str) -> Found:
    """What somebody means to follow. Raises Refused where it can be nothing at all.

    A kind may stand before it ("source: Herald"), words may stand in quotation marks. A number is a
    story's, with a # before it an article's.
    """
    typed = " ".join(typed.split())
    if len(typed) > LONGEST:
        raise Refused("follow.too_long", count=LONGEST)
    if (quoted := searching.in_quotes(typed, 0)) is not None and quoted[1] == len(typed):
        return Found(sure=(await _counted(work, words(quoted[0])),))
    if (said := _AS.fullmatch(typed)) is not None:
        kind, rest = _KINDS.get(said["kind"].casefold()), said["rest"]
        if kind is None:
            unquoted = searching.in_quotes(rest, 0)
            return Found(sure=(await _counted(work, words(unquoted[0] if unquoted else rest)),))
        return await _of_kind(work, kind, rest)
    if (number := _NUMBER.fullmatch(typed)) is not None:
        return Found(sure=(await _story(work, number[1] + number[2]),))
    if typed.startswith("@"):
        return Found(sure=(await _channel(work, typed),))
    return await _any(work, typed)


def meant(found: Found) -> Thing | None:
    """The one thing that typed words fit, or the words themselves; None where somebody has to choose."""
    if len(found.sure) == 1:
        return found.sure[0]
    return found.words if not found.sure and not found.close else None


def is_alias(thing: Thing, typed: str) -> bool:
    """Whether a topic was typed by another name than its own, which may be of a smaller place within it."""
    own = {thing.name.casefold(), thing.what.key.replace("-", " ")}
    return (
        thing.what.kind is FollowKind.TOPIC
        and " ".join(typed.casefold().replace("-", " ").split()) not in own
    )


def apart(typed: str) -> list[str]:
    """The things that were typed with commas between; a comma within quotation marks parts nothing."""
    parts, at, begin = [], 0, 0
    while at < len(typed):
        said = searching.in_quotes(typed, at) if not typed[begin:at].strip() else None
        if said is None and typed[at] in ",;\n":
            parts.append(typed[begin:at])
            begin = at + 1
        at = said[1] if said else at + 1
    parts.append(typed[begin:])
    return [part.strip() for part in parts if part.strip()]


async def known(work: Work, kind: str, key: str) -> Thing:
    """The thing of a button's kind and key (see :func:`short`). Raises Refused where it is no more."""
    if kind == FollowKind.TOPIC and key in topics.TOPICS:
        return _topic(topics.TOPICS[key])
    if kind == FollowKind.PERSON and key.isascii() and key.isdigit():
        person = await work.people.get(int(key))
        if person is not None:
            return _person(person)
    if kind == FollowKind.STORY and key.isascii() and key.isdigit():
        return await _story(work, key)
    if kind == FollowKind.SOURCE:
        for name in await work.articles.sources():
            if short(name.casefold()) == key:
                return _source(name)
    if kind == FollowKind.WORD:
        return words(key)
    raise Refused("follow.gone")


async def named(work: Work, what: Follow) -> Thing:
    """A thing that somebody chose, as it is called now; one that is no more, as it was called then."""
    called = Thing(what=what, name=what.name or what.key)
    if what.kind in {FollowKind.SOURCE, FollowKind.WORD}:
        return called
    try:
        return await known(work, what.kind, what.key)
    except Refused:
        return called


def words(typed: str) -> Thing:
    """Words as a thing. Raises Refused for none that say something, and for too many."""
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


async def _any(work: Work, typed: str) -> Found:
    """Whatever has that name; a part of a source's name counts where nothing else is named so."""
    person, topic = await people.find(work, typed), topics.find(typed)
    whole, part = _sources(await work.articles.sources(), typed)
    literal = person.sure if person.literal or not typed.isascii() else ()
    sure = [*map(_person, literal), *([_topic(topic)] if topic else []), *map(_source, whole)]
    if not sure:
        sure = [*map(_source, part[:_OFFERED])]
    likely = [_person(each) for each in person.sure or person.close if each not in literal and not sure]
    if not sure:
        covered = [count.slug for count in await work.topics.counts(_READ)]
        likely += map(_topic, topics.closest(typed, covered))
    as_words: Thing | None = None
    try:
        as_words = await _counted(work, words(typed))
    except Refused:
        if not sure and not likely:
            raise
    return Found(sure=tuple(sure), close=tuple(likely[:_OFFERED]), words=as_words)


_READ = 300  # topics among which a misspelt one is looked for


async def _of_kind(work: Work, kind: FollowKind, typed: str) -> Found:
    """What has that name among things of one kind. Raises Refused where nothing has."""
    match kind:
        case FollowKind.PERSON:
            person = await people.find(work, typed)
            if person.sure or person.close:
                return Found(sure=_people(person.sure), close=_people(person.close))
            raise Refused("who.none", name=typed)
        case FollowKind.TOPIC:
            if (topic := topics.find(typed)) is not None:
                return Found(sure=(_topic(topic),))
            if close := topics.closest(typed):
                return Found(close=tuple(map(_topic, close)))
            raise Refused("follow.no_topic", name=typed)
        case FollowKind.STORY:
            return Found(sure=(await _story(work, typed),))
        case _:
            if typed.startswith("@"):
                return Found(sure=(await _channel(work, typed),))
            whole, part = _sources(await work.articles.sources(), typed)
            if not whole and not part:
                raise Refused("follow.no_source", name=typed)
            return Found(sure=tuple(map(_source, whole or part[:_OFFERED])))


def _sources(known: Iterable[str], typed: str) -> tuple[list[str], list[str]]:
    """The sources of just this name, and those whose name has it among its words."""
    name = typed.casefold()
    whole, part = [], []
    for source in known:
        if source.casefold() == name:
            whole.append(source)
        elif re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source.casefold()):
            part.append(source)
    return whole, part


async def _channel(work: Work, typed: str) -> Thing:
    """The source that a channel's public name stands for. Raises Refused for one that was never read."""
    name = typed.removeprefix("@")
    source = (
        await work.articles.source_at(f"https://t.me/{name}/") if re.fullmatch(r"\w{1,40}", name) else None
    )
    if source is None:
        raise Refused("follow.no_channel", name=name)
    return _source(source)


async def _story(work: Work, typed: str) -> Thing:
    """The story of a number; with a # before it, that of the article. Raises Refused for none."""
    number = numbered.number(typed)
    if number is not None and typed.startswith("#"):
        article = await numbered.article(work, number)
        if article.original_id is not None:
            article = await numbered.article(work, article.original_id)
        number = article.story_id
    story = await work.stories.current(number) if number is not None else None
    if story is None:
        raise Refused("follow.no_story", number=typed)
    return Thing(what=Follow(kind=FollowKind.STORY, key=str(story.id)), name=str(story.id))


async def _counted(work: Work, thing: Thing) -> Thing:
    """Words with how many articles hold them all, in whatever order."""
    count = await work.search.count(thing.what.key.split(), every=True)
    return Thing(what=thing.what, name=thing.name, articles=count)


def _people(persons: Iterable[KnownPerson]) -> tuple[Thing, ...]:
    return tuple(map(_person, persons))


def _person(person: KnownPerson) -> Thing:
    what = Follow(kind=FollowKind.PERSON, key=str(person.id), name=person.name)
    return Thing(what=what, name=person.name, articles=person.articles)


def _topic(topic: topics.Topic) -> Thing:
    return Thing(what=Follow(kind=FollowKind.TOPIC, key=topic.slug, name=topic.name), name=topic.name)


def _source(name: str) -> Thing:
    return Thing(what=Follow(kind=FollowKind.SOURCE, key=name.casefold(), name=name), name=name)
