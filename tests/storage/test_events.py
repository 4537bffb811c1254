"""Events come by day, of a person, a topic or some articles, and the same sentence of a day once."""

from __future__ import annotations

from datetime import date

from storage.coverage import Subject
from storage.database import Storage
from storage.values import Event, Happening
from tests.storage.making import add, article

BODY = "One came. Two went. Three stayed."


def told(position: int, day: int, words: int = 0) -> Happening:
    """A happening of January 2026."""
    number = words or 100 * position + day
    return Happening(position=position, start=0, end=3, day=date(2026, 1, day), words=number)


def places(found: list[Event]) -> list[tuple[int, int, list[int]]]:
    """The article and position of each, and the other articles."""
    return [(e.sentence.article.id, e.sentence.position, [o.id for o in e.others]) for e in found]


async def test_events_by_day(storage: Storage) -> None:
    """The latest day first, in pages; the same words of the same day once, of the first article."""
    one, two, three = await add(storage, *(article(BODY) for _ in range(3)))
    async with storage.write() as work:
        whole = await work.articles.many([one, two, three])
        who = await work.people.add("Ann Lee", [], [])
        await work.events.record(whole[0], [(told(0, 5), [who], ["kyiv"]), (told(2, 3, words=9), [who], [])])
        await work.events.record(whole[1], [(told(1, 9), [], ["kyiv"]), (told(2, 3, words=9), [who], [])])
        await work.events.record(whole[2], [(told(2, 4, words=9), [who], ["kyiv"])])
    async with storage.read() as work:
        assert places(await work.events.of(Subject.PERSON, str(who), 9)) == [
            (one, 0, []),
            (three, 2, []),
            (one, 2, [two]),
        ]
        assert places(await work.events.of(Subject.PERSON, str(who), 1, 1)) == [(three, 2, [])]
        assert places(await work.events.of(Subject.TOPIC, "kyiv", 9)) == [
            (two, 1, []),
            (one, 0, []),
            (three, 2, []),
        ]
        assert places(await work.events.in_articles([one, two])) == [
            (two, 1, []),
            (one, 0, []),
            (one, 2, [two]),
        ]
        assert await work.events.in_articles([]) == []
        assert await work.events.any_in([one, two])
        assert not await work.events.any_in([three + 1])
        assert await work.events.any(Subject.TOPIC, "kyiv")
        assert not await work.events.any(Subject.TOPIC, "kursk")
        [event] = await work.events.of(Subject.PERSON, str(who), 1, 2)
        assert event.sentence.text == "Three stayed."
        assert event.happening == told(2, 3, words=9)


async def test_events_go_with_their_articles(storage: Storage) -> None:
    """A deleted article tells of no day any more, and one with another text has what that tells."""
    one, two = await add(storage, article(BODY), article(BODY))
    async with storage.write() as work:
        for each in await work.articles.many([one, two]):
            await work.events.record(each, [(told(0, 5, words=7), [], ["kyiv"])])
    async with storage.write() as work:
        await work.articles.delete(one)
        assert places(await work.events.of(Subject.TOPIC, "kyiv", 9)) == [(two, 0, [])]
        await work.articles.replace(two, article(BODY))
        assert await work.events.of(Subject.TOPIC, "kyiv", 9) == []
