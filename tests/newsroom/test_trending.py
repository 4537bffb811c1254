"""What stands out in the last week, against the weeks before."""

from __future__ import annotations

from newsroom.trending import Trend
from storage.database import Storage
from storage.values import Span
from tests.newsroom.house import MORNING, House, assert_verbatim
from tests.storage.making import NOON, add, article

SPAN = Span(position=1, start=9, end=12)


def trend(now: int, before: int, of_now: int = 100, of_before: int = 400) -> Trend:
    """Articles of the last week and of the weeks before."""
    return Trend(what="gaza", now=now, of_now=of_now, before=before, of_before=of_before)


def test_what_chance_explains_does_not_stand_out() -> None:
    """A few more, the same share of more articles, or three articles alone are nothing."""
    assert trend(20, 10).stands_out
    assert not trend(3, 0, 20, 2000).stands_out
    assert not trend(25, 100).stands_out
    assert not trend(5, 10).stands_out
    assert not trend(60, 150).stands_out
    assert round(trend(20, 10).likelihood, 1) == 30.6  # 2 (20 ln 20/6 + 10 ln 10/24)


async def filled(storage: Storage, recent: list[str | None]) -> House:
    """Thirty articles of the weeks before and thirty of the last; ten of these name Gaza and Ann Lee."""
    house = House(storage=storage)
    days = [*(-20 + number % 10 for number in range(30)), *(-2 for _ in range(30))]
    age = (MORNING - NOON).days
    told = [article(day=age + day, source=recent[at % len(recent)]) for at, day in enumerate(days)]
    ids = await add(storage, *told)
    async with storage.write() as work:
        ann = await work.people.add("Ann Lee", ["Ann Lee"], ["nl"])
        for each in ids[40:50]:
            await work.topics.record(each, [("gaza", 1, 0.5)])
            await work.people.record(each, mentions=[(ann, SPAN)], roles=[])
        for each in ids:
            await work.topics.record(each, [("russia", 0, 0.5)])
    return house


async def test_what_stands_out_has_its_sentence(storage: Storage) -> None:
    """Topics and people with their numbers; what is always named does not stand out."""
    house = await filled(storage, ["Sample Wire", "Sample Herald"])
    answer = await house.ask("/topics trending")
    words = house.words(answer)
    assert "Gaza: in 10 of 30 articles, before in 0 of 30" not in words  # 13.9: chance gives that
    assert "Nothing stands out" in words
    async with storage.write() as work:
        for each in range(31, 41):
            await work.topics.record(each, [("gaza", 1, 0.5)])
    answer = await house.ask("/topics trending")
    words = house.words(answer)
    assert "Gaza: in 20 of 30 articles, before in 0 of 30" in words
    assert "Two went." in words
    assert "Russia" not in words
    assert await assert_verbatim(storage, answer) == 1
    house.later(days=10)
    assert "Too few articles are dated" in house.words(await house.ask("/topics trending"))


async def test_one_source_is_no_trend(storage: Storage) -> None:
    """However often one outlet writes of it."""
    house = await filled(storage, ["Sample Wire"])
    async with storage.write() as work:
        for each in range(31, 61):
            await work.topics.record(each, [("kyiv", 1, 0.5)])
    assert "Nothing stands out" in house.words(await house.ask("/topics trending"))


async def test_a_small_archive_cannot_tell(empty_house: House) -> None:
    """It says so, and the list of topics has the button."""
    await empty_house.fill()
    answer = await empty_house.press(await empty_house.ask("/topics"), "Trending")
    assert "Too few articles are dated in the last 7 days" in empty_house.words(answer)
