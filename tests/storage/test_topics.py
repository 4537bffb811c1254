"""Topics: their pages, newest first, and their counts."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Storage
from storage.values import Reach, Span, TopicCount
from tests.storage.making import NOON, add, article


async def test_a_page_is_newest_first(storage: Storage) -> None:
    """Sentences and articles of a topic come by date, then in order; other topics stay out."""
    old, new = await add(storage, article(source=None), article(day=1))
    async with storage.write() as work:
        for article_id in (new, old):
            await work.topics.record(article_id, [("nato", 2, 0.5), ("nato", 0, 0.5), ("un", 1, 0.9)])
    async with storage.read() as work:
        page = await work.topics.sentences("nato", 9)
        places = [(each.article.id, each.position) for each in page]
        assert places == [(new, 0), (new, 2), (old, 0), (old, 2)]
        assert page[1].text == "Three stayed."
        part = await work.topics.sentences("nato", 2, 1)
        assert [(each.article.id, each.position) for each in part] == places[1:3]
        assert [each.id for each in await work.topics.articles("nato", 1)] == [new]
        assert [each.id for each in await work.topics.articles("nato", 9, 1)] == [old]
        assert await work.topics.sentences("nat", 9) == []
        assert await work.topics.of_article(old) == ["un", "nato"]
        assert await work.topics.of_articles([old, 10**9]) == {old: {"un", "nato"}, 10**9: set()}
        assert await work.topics.reach("nato") == Reach(
            articles=2, sources=1, first=NOON, last=NOON + timedelta(days=1)
        )


async def test_what_is_named_beside_it(storage: Storage) -> None:
    """Other topics and people of its newest sentences, those of most articles first; of no other sentence."""
    old, new = await add(storage, article(), article(day=1))
    async with storage.write() as work:
        ann, bob = [await work.people.add(name, [], []) for name in ("Ann Lee", "Bob Ray")]
        await work.topics.record(old, [("strike", 0, 0.5), ("kyiv", 0, 0.5), ("un", 1, 0.5)])
        await work.topics.record(new, [("strike", 0, 0.5), ("kyiv", 0, 0.5), ("gaza", 0, 0.5)])
        spans = [Span(position=at, start=at, end=at + 1) for at in (0, 1)]
        await work.people.record(old, mentions=[(bob, spans[0]), (ann, spans[1])], roles=[])
        await work.people.record(new, mentions=[(ann, spans[0]), (bob, spans[0])], roles=[])
    async with storage.read() as work:
        assert await work.topics.beside("strike", 9) == ["kyiv", "gaza"]
        assert await work.topics.beside("strike", 1) == ["gaza", "kyiv"]
        assert await work.topics.people_beside("strike", 9, 9) == [bob, ann]
        assert await work.topics.people_beside("strike", 9, 1) == [bob]
        assert await work.topics.people_beside("un", 9, 9) == [ann]
        assert await work.topics.beside("nato", 9) == []


async def test_counts_are_of_articles(storage: Storage) -> None:
    """A topic counts articles, not mentions; most first; recording again changes nothing."""
    old, new = await add(storage, article(), article(day=1))
    async with storage.write() as work:
        await work.topics.record(new, [("nato", 0, 1.0), ("un", 0, 1.0)])
        for _ in range(2):
            await work.topics.record(old, [("un", 0, 1.0), ("un", 1, 1.0), ("b-c", 1, 0.1), ("bb", 1, 0.1)])
    later = NOON + timedelta(days=1)
    expected = [
        TopicCount(slug="un", articles=2, last=later),
        TopicCount(slug="b-c", articles=1, last=NOON),
        TopicCount(slug="bb", articles=1, last=NOON),
        TopicCount(slug="nato", articles=1, last=later),
    ]
    async with storage.read() as work:
        assert await work.topics.counts(9) == expected
        assert await work.topics.counts(2, 1) == expected[1:3]
    async with storage.write() as work:
        await work.articles.delete(new)
        left = [TopicCount(slug=slug, articles=1, last=NOON) for slug in ("b-c", "bb", "un")]
        assert await work.topics.counts(9) == left
