"""Places come with the newest sentences of a person, a topic, articles or a place."""

from __future__ import annotations

from storage.database import Storage
from storage.values import PlaceAt, Span
from tests.storage.making import add, article

BODY = "One came. Two went. Three stayed."


def at(position: int, start: int = 0) -> Span:
    """A span of three letters in a sentence."""
    return Span(position=position, start=start, end=start + 3)


def told(found: list[PlaceAt]) -> list[tuple[int, int, int]]:
    """Article, sentence and place of each."""
    return [(each.article_id, each.position, each.place) for each in found]


async def test_places_of_something(storage: Storage) -> None:
    """Each place in a sentence that names it, once, the newest first; a copy of a record changes nothing."""
    one, two = await add(storage, article(BODY), article(BODY))
    async with storage.write() as work:
        who = await work.people.add("Ann Lee", [], [])
        await work.people.record(one, mentions=[(who, at(0)), (who, at(0, 4)), (who, at(2))], roles=[])
        await work.people.record(two, mentions=[(who, at(1))], roles=[])
        await work.topics.record(two, [("kyiv", 0, 0.5)])
        for _ in range(2):
            await work.places.record(one, [(7, at(0)), (-9, at(0, 4)), (7, at(1))])
            await work.places.record(two, [(7, at(0)), (8, at(1))])
    async with storage.read() as work:
        assert told(await work.places.with_person(who, 9)) == [(two, 1, 8), (one, 0, 7), (one, 0, -9)]
        assert told(await work.places.with_person(who, 1)) == [(two, 1, 8)]
        assert told(await work.places.with_topic("kyiv", 9)) == [(two, 0, 7)]
        assert told(await work.places.with_places([-9], 9)) == [(one, 0, 7), (one, 0, -9)]
        assert told(await work.places.in_articles([one])) == [(one, 0, 7), (one, 0, -9), (one, 1, 7)]
        assert await work.places.in_articles([]) == []
        assert await work.places.named([-9, 8, 5]) == {-9, 8}
        (sentence,) = await work.places.sentences(await work.places.with_topic("kyiv", 9))
        assert sentence.text == "One came."


async def test_places_go_with_their_article(storage: Storage) -> None:
    """Of what is deleted nothing is left."""
    (one,) = await add(storage, article(BODY))
    async with storage.write() as work:
        await work.places.record(one, [(7, at(0))])
        await work.articles.delete(one)
    async with storage.read() as work:
        assert await work.places.named([7]) == set()
