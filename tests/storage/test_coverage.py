"""What is kept about coverage equals what a count would give, whatever is stored and deleted."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.bulk import filling
from storage.database import Storage
from storage.values import Reach
from tests.storage.making import NOON, add, article, copy_of, span

SOURCES = st.sampled_from([None, "Courier", "courier", "Wire"])
TOLD = st.tuples(SOURCES, st.integers(-3, 3), st.sets(st.sampled_from(["a", "b"])), st.booleans())


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(TOLD, max_size=5), gone=st.lists(st.integers(0, 4), max_size=3))
async def test_kept_is_counted(
    storage: Storage, told: list[tuple[str | None, int, set[str], bool]], gone: list[int]
) -> None:
    """The reach of the archive, a topic and a person is that of the articles that are there."""
    ids = await add(storage, *(article(source=source, day=day) for source, day, _, _ in told))
    async with storage.write() as work:
        person = await work.people.add("Ann Example", [], ["n"])
        for article_id, (_, _, slugs, named) in zip(ids, told, strict=True):
            places = [(slug, position, 0.5) for slug in slugs for position in (0, 1)]
            for _ in range(2):
                await work.topics.record(article_id, places)
                mentions = [(person, span(0)), (person, span(1))] if named else []
                await work.people.record(article_id, mentions=mentions, roles=[])
    left = dict(zip(ids, told, strict=True))
    async with storage.write() as work:
        for number in gone:
            if number < len(ids) and left.pop(ids[number], None) is not None:
                await work.articles.delete(ids[number])
    async with storage.read() as work:
        found = [await work.articles.reach(), *[await work.topics.reach(slug) for slug in ("a", "b")]]
        found += [await work.people.reach(person)]
        sources = await work.articles.sources()
    all_left = list(left.values())
    expected = [all_left, *([each for each in all_left if slug in each[2]] for slug in ("a", "b"))]
    expected.append([each for each in all_left if each[3]])
    async with storage.write() as work:
        for article_id in left:
            await work.articles.delete(article_id)
    assert [(each.articles, each.sources) for each in found] == [
        (len(these), len({source for source, *_ in these} - {None})) for these in expected
    ]
    assert [(each.first, each.last) for each in found] == [
        (NOON + timedelta(days=min(these)), NOON + timedelta(days=max(these)))
        if (these := [day for _, day, *_ in each])
        else (None, None)
        for each in expected
    ]
    known = [source for source, *_ in expected[0] if source is not None]
    assert sources == {source: known.count(source) for source in set(known)}
    assert list(sources.values()) == sorted(sources.values(), reverse=True)


async def test_copies_are_not_covered(storage: Storage) -> None:
    """A copy counts nowhere, and its going takes nothing away."""
    [original] = await add(storage, article(source="Courier"))
    [copy] = await add(storage, copy_of(original, source="Wire"))
    async with storage.read() as work:
        before = await work.articles.reach()
    async with storage.write() as work:
        await work.articles.delete(copy)
        assert await work.articles.reach() == before
        assert (before.articles, before.sources) == (1, 1)
        await work.articles.delete(original)
        assert await work.articles.reach() == Reach(articles=0, sources=0, first=None, last=None)


async def test_counting_anew_changes_nothing(storage: Storage, database_url: str) -> None:
    """What a bulk load counts at its end is what the repositories have kept."""
    ids = await add(
        storage, *(article(source=source, day=n) for n, source in enumerate(["A", "B", "A", None]))
    )
    async with storage.write() as work:
        person = await work.people.add("Ann Example", [], ["n"])
        for article_id in ids[:3]:
            await work.people.record(article_id, mentions=[(person, span(0)), (person, span(1))], roles=[])
            await work.topics.record(article_id, [("x", 0, 1.0), ("x", 1, 1.0)])
            await work.stories.start(article_id)
        await work.stories.attach(ids[0], 2)

    async def kept() -> list[object]:
        async with storage.read() as work:
            reaches = [
                await work.articles.reach(),
                await work.people.reach(person),
                await work.topics.reach("x"),
            ]
            return [
                *reaches,
                await work.people.top(9),
                await work.topics.counts(9),
                await work.stories.page(9),
            ]

    before = await kept()
    with filling(database_url) as bulk:
        bulk.count()
    assert await kept() == before
