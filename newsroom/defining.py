"""`/topics add NAME: WORDS` and `/topics remove NAME`: topics that editors define by words.

A new article is read for them when it is filed. The archive is read for a new one through the search
index, newest articles first, a few in one short transaction, which also notes how far that is: so nobody
waits, and a run that ended anywhere is gone on with. A removed topic is taken away in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from time import perf_counter

from newsroom import catalogue, reach
from newsroom.answer import Action, Answer, Notice, Text
from newsroom.errands import DefineTopic, RemoveTopic
from newsroom.errors import Refused
from newsroom.intents import ShowTopic, Topics
from newsroom.preferences import Follow
from storage.chat_values import FollowKind
from storage.database import Storage, Work
from storage.values import Article, DefinedTopic
from summarizer import defined, topics
from summarizer.defined import Definition
from summarizer.terms import terms

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 '’-]{0,28}[A-Za-z0-9])?")
_MOST = 40  # topics, each of which costs something with each article
_WORDS = 20  # of a topic
_PHRASE = 4  # words in a row
_ECHOED = 40  # characters that are said back
_AT_ONCE = 25  # articles in one transaction
_PATIENCE = 1.5  # seconds for which an admin waits for the archive to be read


class Defining:
    """Defines and removes topics, and reads the archive for them.

    ``patience`` is for how many seconds an admin waits for that, ``at_once`` how many articles are read in
    one transaction.
    """

    def __init__(self, *, storage: Storage, patience: float = _PATIENCE, at_once: int = _AT_ONCE) -> None:
        self._storage = storage
        self._patience = patience
        self._at_once = at_once

    async def answer(self, intent: DefineTopic | RemoveTopic) -> Answer:
        """Does what is asked; asks before a topic is removed. Raises Refused where it cannot be."""
        if isinstance(intent, RemoveTopic):
            return await self._remove(intent)
        topic = read(intent.words)
        async with self._storage.write(alone=True) as work:
            await _add(work, topic)
        await self._for_a_while()
        async with self._storage.read() as work:
            return await _added(work, topic)

    async def go_on(self) -> bool:
        """Reads some articles for a topic, or takes it away from some; whether there was one to do so for."""
        async with self._storage.read() as work:
            if await work.defined.waiting() is None:
                return False
        async with self._storage.write(alone=True) as work:
            topic = await work.defined.waiting()
            if topic is not None:
                await (self._take_away if topic.removed else self._read_for)(work, topic)
        return True

    async def _for_a_while(self) -> None:
        until = perf_counter() + self._patience
        while perf_counter() < until and await self.go_on():
            pass

    async def _remove(self, intent: RemoveTopic) -> Answer:
        async with self._storage.read() as work:
            topic = await _defined(work, intent.name)
            if not intent.confirmed:
                return await _ask(work, topic)
        async with self._storage.write(alone=True) as work:
            await work.defined.remove((await _defined(work, intent.name)).slug)
        await self._for_a_while()
        said = Text.of("topics.removed", name=topic.name, words=listed(topic))
        return Answer(blocks=(Notice(text=said),), actions=(Action.of(Text.of("button.topics"), Topics()),))

    async def _read_for(self, work: Work, topic: DefinedTopic) -> None:
        """The newest articles that are yet to be read, of those that hold one of its words."""
        definition = Definition.of(topic.slug, topic.words)
        ids = await work.search.newest(definition.stems, every=False, limit=self._at_once, below=topic.below)
        await _match(work, ids, [definition])
        await work.defined.reached(topic.slug, ids[-1] if len(ids) == self._at_once else 0)

    async def _take_away(self, work: Work, topic: DefinedTopic) -> None:
        if not await work.topics.forget(topic.slug, self._at_once):
            await work.defined.forget(topic.slug)


def read(typed: str) -> DefinedTopic:
    """The topic that "NAME: WORD, PHRASE, …" defines. Raises Refused for what defines none."""
    before, colon, after = typed.partition(":")
    name = " ".join(before.split()).strip("\"'“”")
    words = list(dict.fromkeys(word for each in re.split(r"[,;\n]", after) if (word := _bare(each))))
    if not colon or not name or not words:
        raise Refused("topics.how")
    if _NAME.fullmatch(name) is None:
        raise Refused("topics.bad_name", name=name[:_ECHOED])
    if len(words) > _WORDS:
        raise Refused("topics.many_words", count=_WORDS)
    for word in words:
        if not terms(word):
            raise Refused("topics.small_word", word=word[:_ECHOED])
        if len(terms(word)) > _PHRASE:
            raise Refused("topics.long_phrase", word=word[:_ECHOED], count=_PHRASE)
    return DefinedTopic(slug=topics.slug_of(name), name=name, words=tuple(words))


def listed(topic: DefinedTopic) -> str:
    """The words of a topic as they were typed."""
    return ", ".join(topic.words)


async def mentions(
    work: Work, title: str, sentences: Sequence[str], own: Collection[int], language: str
) -> list[tuple[str, int, float]]:
    """The defined topics that an article's ``own`` sentences name: slug, position, weight."""
    every = [Definition.of(each.slug, each.words) for each in await work.defined.every()]
    said = {at: sentences[at] for at in sorted(own)}
    found = defined.mentions(every, title, said, len(sentences), language)
    return [(m.slug, m.sentence, m.weight) for m in found]


async def read_again(work: Work, ids: Collection[int]) -> None:
    """For articles that were put back as they stood: topics may have been defined since."""
    every = [Definition.of(each.slug, each.words) for each in await work.defined.every()]
    if every:
        await _match(work, ids, every)


def _bare(word: str) -> str:
    return " ".join(word.split()).strip("\"'“”")


async def _add(work: Work, topic: DefinedTopic) -> None:
    """Raises Refused where the name is taken, or there are too many."""
    before = await work.defined.get(topic.slug)
    if before is not None and before.removed:
        raise Refused("topics.going", name=before.name)
    if before is not None:
        raise Refused("topics.defined", name=before.name, words=listed(before))
    if (taken := topics.find(topic.name) or await catalogue.known(work, topic.slug)) is not None:
        raise Refused("topics.taken", name=topic.name, topic=taken.name)
    if len(await work.defined.every()) >= _MOST:
        raise Refused("topics.most", count=_MOST)
    while await work.topics.forget(topic.slug, _AT_ONCE):  # what an undone deletion brought back
        pass
    await work.defined.add(topic)


async def _added(work: Work, topic: DefinedTopic) -> Answer:
    held = await work.topics.reach(topic.slug)
    now = await work.defined.get(topic.slug)
    said = _told("topics.added", topic, held.articles)
    blocks = [Notice(text=said)]
    if now is not None and now.below:
        blocks.append(Notice(text=Text.of("topics.reading")))
    actions = (
        Action.of(Text.of("button.topic", name=topic.name), ShowTopic(slug=topic.slug)),
        Action.of(Text.of("button.follow", name=topic.name), Follow(kind=FollowKind.TOPIC, key=topic.slug)),
        Action.of(Text.of("button.remove", title=topic.name), RemoveTopic(name=topic.slug)),
    )
    return Answer(blocks=tuple(blocks), actions=actions)


def _told(key: str, topic: DefinedTopic, articles: int) -> Text:
    return Text.of(key, name=topic.name, words=listed(topic), articles=reach.articles(articles))


async def _ask(work: Work, topic: DefinedTopic) -> Answer:
    held = await work.topics.reach(topic.slug)
    said = _told("topics.remove", topic, held.articles)
    sure = Action.of(Text.of("button.remove_sure"), RemoveTopic(name=topic.slug, confirmed=1))
    keep = Action.of(Text.of("button.keep"), ShowTopic(slug=topic.slug))
    return Answer(blocks=(Notice(text=said),), actions=(sure, keep))


async def _defined(work: Work, name: str) -> DefinedTopic:
    """The defined topic of a name as typed, or of a slug. Raises Refused for another topic, or none."""
    if not name:
        raise Refused("topics.remove_which")
    found = await work.defined.get(topics.slug_of(name))
    if found is not None and not found.removed:
        return found
    if (other := await catalogue.find(work, name)) is not None:
        raise Refused("topics.built_in", name=other.name)
    raise Refused("topics.not_defined", name=name[:_ECHOED])


async def _match(work: Work, ids: Collection[int], definitions: Collection[Definition]) -> None:
    by_article: dict[int, tuple[Article, dict[int, str]]] = {}
    for each in await work.articles.sentences_of(ids):
        by_article.setdefault(each.article.id, (each.article, {}))[1][each.position] = each.text
    for article, sentences in by_article.values():
        copy = article.original_id is not None  # whose own sentences are some of its sentences
        total = len(await work.articles.sentences(article.id)) if copy else max(sentences) + 1
        found = defined.mentions(definitions, article.title, sentences, total, article.language)
        await work.topics.record(article.id, [(m.slug, m.sentence, m.weight) for m in found])
        await work.events.also(article.id, [(m.slug, m.sentence) for m in found])
