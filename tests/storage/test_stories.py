"""Stories group originals and keep their own numbers right."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Storage
from storage.values import Story
from tests.dumping import dump
from tests.storage.making import NOON, add, article, copy_of

DAY = timedelta(days=1)


async def test_a_story_grows(storage: Storage) -> None:
    """A story counts its originals from first to last; copies are in it and not counted."""
    first, middle, last = await add(storage, article(), article(day=1), article(day=2))
    [copy] = await add(storage, copy_of(first, day=9))
    async with storage.write() as work:
        story = await work.stories.start(middle)
        for each in (last, first, copy):
            await work.stories.attach(each, story)
    async with storage.read() as work:
        assert await work.stories.get(story) == Story(id=story, articles=3, first=NOON, last=NOON + 2 * DAY)
        assert [each.id for each in await work.stories.articles(story)] == [first, middle, last]
        got = await work.articles.get(copy)
        assert got is not None
        assert got.story_id == story
        assert await work.stories.get(story + 1) is None


async def test_pages_are_by_the_newest_report(storage: Storage) -> None:
    """The story with the latest article comes first, whenever it began."""
    a, b, c, d = await add(storage, article(), article(day=2), article(day=1), article(day=3))
    async with storage.write() as work:
        one, two, three = [await work.stories.start(each) for each in (a, b, c)]
        await work.stories.attach(d, one)
    async with storage.read() as work:
        assert [each.id for each in await work.stories.page(9)] == [one, two, three]
        assert [each.id for each in await work.stories.page(1, 1)] == [two]
        assert await work.stories.count() == 3


async def test_an_article_moves(storage: Storage) -> None:
    """Attached elsewhere, an article leaves its old story, which goes when nothing is left."""
    a, b = await add(storage, article(), article(day=1))
    async with storage.write() as work:
        one = await work.stories.start(a)
        two = await work.stories.start(b)
        await work.stories.attach(a, two)
        assert await work.stories.get(one) is None
        await work.articles.delete(b)
        assert await work.stories.get(two) == Story(id=two, articles=1, first=NOON, last=NOON)


async def test_a_merged_story_leads_on(storage: Storage) -> None:
    """Who asks for a story that went up in another gets that one, also when it goes up in a third."""
    a, b, c = await add(storage, article(), article(day=1), article(day=2))
    async with storage.write() as work:
        one, two, three = [await work.stories.start(each) for each in (a, b, c)]
        await work.stories.attach(a, two)
        await work.stories.merge(one, two)
        assert [each.id for each in await work.stories.articles(one)] == [a, b]
        for each in (a, b):
            await work.stories.attach(each, three)
        await work.stories.merge(two, three)
        assert [each.id for each in await work.stories.articles(one)] == [a, b, c]
        for each in (a, b, c):
            await work.articles.delete(each)
        assert await work.stories.articles(one) == []


async def test_signatures_of_originals_in_stories(storage: Storage) -> None:
    """Only those of originals in stories are given, and the newest one of a text that was replaced."""
    a, b, c = await add(storage, *(article(signature=f"of {n}") for n in "abc"))
    [copy] = await add(storage, copy_of(a, signature="of a copy"))
    async with storage.write() as work:
        story = await work.stories.start(a)
        await work.articles.replace(b, article(signature="of b, later"))
        await work.stories.attach(b, story)
        await work.stories.attach(copy, story)
        told = [(each.article_id, each.signature) for each in await work.stories.tellings([a, b, c, copy])]
    assert told == [(a, "of a"), (b, "of b, later")]


async def test_moves_are_undone(storage: Storage, database_url: str) -> None:
    """Stories merged, split and passed through on the way are as they were, and so are the links to them."""
    a, b, c = await add(storage, article(), article(day=1), article(day=2))
    async with storage.write() as work:
        one, two, three = [await work.stories.start(each) for each in (a, b, c)]
        await work.stories.merge(99, one)
    before = dump(database_url)
    async with storage.write() as work:
        passing = await work.stories.start(a)
        await work.stories.merge(one, passing)
        await work.stories.attach(a, two)
        await work.stories.merge(passing, two)
        await work.stories.start(c)
        moves = await work.stories.moves({})
        assert [each.id for each in await work.stories.articles(99)] == [a, b]
    async with storage.write() as work:
        await work.stories.move_back(moves, ())
    assert dump(database_url) == before
    assert {one, two, three} == {row[0] for row in before["story"]}


async def test_moves_on_are_not_undone(storage: Storage) -> None:
    """An article that was moved on since stays where it is, and the old story's links lead there."""
    a, b, c = await add(storage, article(), article(day=1), article(day=2))
    async with storage.write() as work:
        one, two, three = [await work.stories.start(each) for each in (a, b, c)]
    async with storage.write() as work:
        await work.stories.attach(a, two)
        await work.stories.merge(one, two)
        moves = await work.stories.moves({})
    async with storage.write() as work:
        for each in (a, b):
            await work.stories.attach(each, three)
        await work.stories.merge(two, three)
        await work.stories.move_back(moves, ())
        for story in (one, two, three):
            assert [each.id for each in await work.stories.articles(story)] == [a, b, c]
