"""Articles by the few numbers that stand for their texts, and the texts that they had before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.database import Storage
from storage.values import Length, Span
from tests.storage import making
from tests.storage.making import NOON

LARGEST = (1 << 32) - 1


async def test_those_that_share_most_come_first(storage: Storage) -> None:
    """Articles are found by shared numbers, most first, among equals the older; fewer than asked is none."""
    marks = [(0, 1, 2), (LARGEST, 1, 2, 3), (7, 8), (2,)]
    first, second, other, last = await making.add(storage, *(making.article(marks=each) for each in marks))
    async with storage.read() as work:
        sharing = work.fingerprints.sharing
        assert await sharing((1, 2, LARGEST), least=1, limit=9) == [second, first, last]
        assert await sharing((1, 2, LARGEST), least=2, limit=9) == [second, first]
        assert await sharing((1, 2, LARGEST), least=1, limit=1) == [second]
        assert await sharing((7,), least=1, limit=9) == [other]
        assert await sharing((), least=1, limit=9) == await sharing((5,), least=1, limit=9) == []


async def test_common_numbers_cost_no_more(storage: Storage) -> None:
    """Of very many articles with a number the latest are looked at; a long list of numbers is no trouble."""
    ids = await making.add(storage, *(making.article(marks=(1,)) for _ in range(60)))
    async with storage.read() as work:
        found = await work.fingerprints.sharing(range(300), least=1, limit=100)
    assert found == ids[-50:]


async def test_numbers_go_with_their_article(storage: Storage) -> None:
    """A deleted article is found no more, and one with another text only by that."""
    gone, changed = await making.add(storage, making.article(marks=(1,)), making.article(marks=(1,)))
    async with storage.write() as work:
        await work.articles.delete(gone)
        await work.articles.replace(changed, making.article(marks=(2,)))
    async with storage.read() as work:
        assert await work.fingerprints.sharing((1,), least=1, limit=9) == []
        assert await work.fingerprints.sharing((2,), least=1, limit=9) == [changed]


async def test_replaced(storage: Storage) -> None:
    """Another text takes the old one's place in everything: sentences, search, people, topics, counts."""
    old = making.article("One came. Two went.", terms="came went", source="A")
    new = replace(
        making.article("Three stayed here.", terms="stay", source="B"), summaries={Length.LINE: (0,)}
    )
    [article_id] = await making.add(storage, old)
    async with storage.write() as work:
        anna, boris = [await work.people.add(name, [name], [name]) for name in ("Anna", "Boris")]
        for who in (anna, boris):
            await work.people.record(article_id, mentions=[(who, making.span(0))], roles=[])
        await work.topics.record(article_id, [("x", 0, 0.5)])
        await work.articles.replace(article_id, new, people=[boris])
        there = [(boris, Span(position=0, start=0, end=5))]
        await work.people.record(article_id, mentions=there, roles=there)
        await work.topics.record(article_id, [("y", 0, 1.0)])
    async with storage.read() as work:
        article = await work.articles.get(article_id)
        assert article is not None
        assert article.body == new.body
        assert [s.text for s in await work.articles.sentences(article_id)] == ["Three stayed here."]
        assert [s.text for s in await work.articles.summary(article_id, Length.LINE)] == [
            "Three stayed here."
        ]
        assert await work.search.newest(["came"], every=True, limit=5) == []
        assert await work.search.newest(["stay"], every=True, limit=5) == [article_id]
        assert await work.people.get(anna) is None
        known = await work.people.get(boris)
        assert known is not None
        assert known.articles == 1
        assert (await work.people.reach(boris)).articles == 1
        assert [phrase.text for phrase in await work.people.roles(boris, 5)] == ["Three"]
        assert [each.slug for each in await work.topics.counts(5)] == ["y"]
        assert await work.articles.sources() == {"B": 1}


async def test_a_copys_repeated_sentences(storage: Storage) -> None:
    """What a copy repeats is in no ranking and in no count, but stands around what only the copy says."""
    [original] = await making.add(storage, making.article("One came. Two went."))
    copy = making.article("One came. Six fell.", original_id=original, terms="fell")
    sentences = (replace(copy.sentences[0], repeated=True), copy.sentences[1])
    [copy_id] = await making.add(storage, replace(copy, sentences=sentences))
    async with storage.read() as work:
        assert [s.text for s in await work.articles.sentences_of([original, copy_id])] == [
            "One came.",
            "Two went.",
            "Six fell.",
        ]
        assert [s.text for s in await work.articles.around(copy_id, 1, 1)] == ["One came.", "Six fell."]
        assert await work.search.newest(["fell"], every=True, limit=5) == [copy_id]
        assert (await work.articles.reach()).articles == 1


async def test_original_and_copy_change_places(storage: Storage) -> None:
    """An original that becomes a copy hands its own copies on, leaves its story, and is counted no more."""
    first, second, third = await making.add(storage, *(making.article() for _ in range(3)))
    async with storage.write() as work:
        story = await work.stories.start(second)
        await work.articles.replace(third, making.copy_of(second))
        await work.articles.hand_copies(second, first)
        await work.articles.replace(second, making.copy_of(first))
    async with storage.read() as work:
        assert [copy.id for copy in await work.articles.copies(first)] == [second, third]
        assert (await work.articles.reach()).articles == 1
        assert await work.stories.get(story) is None


async def test_earlier_texts(storage: Storage) -> None:
    """Kept texts come back as they were, the latest first; one is dropped alone, all go with the article."""
    [article_id] = await making.add(storage, making.article("One came.", dateline="KYIV"))
    async with storage.write() as work:
        article = await work.articles.get(article_id)
        assert article is not None
        for hour in (1, 2):
            await work.versions.keep(replace(article, body=f"Text {hour}."), NOON + timedelta(hours=hour))
    async with storage.write() as work:
        latest, earlier = await work.versions.of(article_id, 5)
        assert (latest.body, latest.replaced, latest.dateline) == (
            "Text 2.",
            NOON + timedelta(hours=2),
            "KYIV",
        )
        assert (latest.precision, latest.published) == (article.precision, article.published)
        assert await work.versions.of(article_id, 5, 1) == [earlier]
        await work.versions.drop(latest.id)
    async with storage.write() as work:
        assert await work.versions.of(article_id, 5) == [earlier]
        await work.articles.delete(article_id)
        assert await work.versions.of(article_id, 5) == []
