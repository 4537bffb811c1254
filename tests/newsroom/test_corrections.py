"""Articles deleted and merged, submissions undone: taking that back puts everything just as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

import pytest

from newsroom import spool
from newsroom.corrections import Corrections
from newsroom.errands import Delete, Separate, TakeBack
from newsroom.errors import Refused, Trouble
from newsroom.refiling import Analyse
from newsroom.tokens import decode
from storage.inbox_values import NewSubmission
from summarizer.model import Analysis
from tests.dumping import counted, dump
from tests.newsroom.correcting import (
    OTHER_ADMIN,
    SOURCES,
    add,
    back_of,
    delete,
    family,
    merge,
    say,
    stored,
)
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim
from tests.newsroom.test_copying import NEWER, OTHER, WIRE
from tests.newsroom.test_files import lines


class TestDelete:
    """What is deleted, and what stands in its place."""

    async def test_there_and_back(self, house: House, database_url: str) -> None:
        """A sample article is deleted and brought back: not a row of the database differs."""
        before = dump(database_url)
        for article in (await stored(house))[3::6]:
            receipt = await delete(house, article.id)
            assert f"Deleted: article #{article.id}." in house.words(receipt)
            assert (await house.ask(f"/delete {article.id}", ADMIN)).refused
            counted(database_url)
            back = await house.press(receipt, "Take back", ADMIN)
            assert "in the archive again" in house.words(back)
            await assert_verbatim(house.storage, back)
            assert dump(database_url) == before

    @pytest.mark.parametrize("number", [1, 2, 3, 4])
    async def test_of_a_family(self, empty_house: House, database_url: str, number: int) -> None:
        """An original's or a copy's deletion leaves the others' words findable, and is undone to the row."""
        house = empty_house
        await family(house)
        before = dump(database_url)
        receipt = await delete(house, number)
        counted(database_url)
        rest = [1, 2, 3, 4, 5]
        rest.remove(number)
        assert [each.id for each in await stored(house)] == rest
        for typed in ("/search warehouses", "/search kitchens", "/who Carver", "/search ferry"):
            answer = await house.ask(typed)
            assert await assert_verbatim(house.storage, answer), typed
        assert "in the archive again" in house.words(await house.ask("/undo", ADMIN))
        assert dump(database_url) == before
        assert (await say(house, back_of(receipt))).refused

    async def test_the_copy_that_holds_most_takes_its_place(self, empty_house: House) -> None:
        """It is told of as an original, with the others as its copies, and old links to the story lead on."""
        house = empty_house
        await family(house)
        async with house.storage.read() as work:
            story = (await work.stories.places([1]))[1]
        asked = await house.ask("/delete 1", ADMIN)
        assert "Its copies stay (#4, #2, #3), and #4 takes its place." in house.words(asked)
        receipt = await house.press(asked, "Yes, delete it", ADMIN)
        assert "Its copy #4 takes its place." in house.words(receipt)
        assert [(each.id, each.original_id) for each in await stored(house)] == [
            *((2, 4), (3, 4)),
            *((4, None), (5, None)),
        ]
        async with house.storage.read() as work:
            assert story is not None
            assert [each.id for each in await work.stories.articles(story)] == [4]

    async def test_nobody_is_shown_it(self, empty_house: House) -> None:
        """From then on no page, search, answer or digest has a word of it; who follows a person goes on."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await house.press(await house.ask("/who Stone"), "Follow Anna Stone")
        receipt = await delete(house, 1)
        for typed in ("/latest", "/who Stone", "/search warehouses", "/digest", "/settings", "Who is Stone?"):
            assert "Stone" not in house.words(await house.ask(typed)).replace('"Stone"', ""), typed
        assert "Following: somebody whom no article names now" in house.words(await house.ask("/settings"))
        await house.press(receipt, "Take back", ADMIN)
        assert "Following: Anna Stone" in house.words(await house.ask("/settings"))


class TestTakeBack:
    """When it can be, and when not."""

    async def test_after_other_articles_arrived(self, empty_house: House, database_url: str) -> None:
        """Others may be stored meanwhile, of the same story and people: it comes back beside them."""
        house = empty_house
        await family(house)
        receipt = await delete(house, 1)
        told = (
            "Governor Anna Stone visited the port of Exampleton and its damaged ferry terminal on Wednesday."
        )
        await add(house, "Governor visits the port", [told, "She spoke to doctors and rescuers at the quay."])
        await add(house, "Five killed", NEWER[:-1], "Sample Post")
        copy = (await stored(house))[-1]
        assert copy.original_id == 4
        assert "in the archive again" in house.words(await house.press(receipt, "Take back", ADMIN))
        counted(database_url)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None, None, 1]
        person = await house.ask("/who Stone")
        assert "Named in 2 articles" in house.words(person)

    async def test_a_person_who_came_back_by_another_article(
        self, empty_house: House, database_url: str
    ) -> None:
        """Who was let go and is named again is one person still, and is followed still."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await house.press(await house.ask("/who Stone"), "Follow Anna Stone")
        receipt = await delete(house, 1)
        told = ["The opera of Sampleville opens its season on Friday, its director Anna Stone said."]
        await add(house, "The opera opens", told)
        await house.press(receipt, "Take back", ADMIN)
        counted(database_url)
        assert "Named in 2 articles" in house.words(await house.ask("/who Anna Stone"))
        assert "Following: Anna Stone" in house.words(await house.ask("/settings"))

    @pytest.mark.parametrize("sentences", [WIRE, WIRE[:5]])
    async def test_not_after_the_same_was_stored_again(
        self, empty_house: House, database_url: str, sentences: list[str]
    ) -> None:
        """The same report, stored anew, keeps the deleted one out, in one sentence."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        receipt = await delete(house, 1)
        await add(house, "Strike on the port", sentences)
        before = dump(database_url)
        refused = await house.press(receipt, "Take back", ADMIN)
        assert refused.refused
        assert "Article #2, stored since, is the same report as #1" in house.words(refused)
        assert dump(database_url) == before

    async def test_not_after_its_heir_changed(self, empty_house: House, database_url: str) -> None:
        """What it rests on is as it left it, or it stays: the later correction is taken back first."""
        house = empty_house
        await family(house)
        before = dump(database_url)
        first = await delete(house, 1)
        second = await delete(house, 4, OTHER_ADMIN)
        refused = await house.press(first, "Take back", ADMIN)
        assert "has changed since; nothing was taken back." in house.words(refused)
        await house.press(second, "Take back", ADMIN)
        await house.press(first, "Take back", ADMIN)
        assert dump(database_url) == before

    async def test_a_day(self, empty_house: House) -> None:
        """After a day it is too late, said in a sentence; what was kept is gone, and so are the follows."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await house.press(await house.ask("/who Stone"), "Follow Anna Stone")
        receipt = await delete(house, 1)
        house.later(hours=24)
        assert "no longer be taken back" in house.words(await house.press(receipt, "Take back", ADMIN))
        async with house.storage.read() as work:
            assert len(await work.follows.of_chat(READER.chat_id)) == 1
        await house.desk.expire()
        assert "no longer be taken back" in house.words(await house.press(receipt, "Take back", ADMIN))
        async with house.storage.read() as work:
            assert await work.corrections.get(back_of(receipt).correction_id) is None
            assert await work.follows.of_chat(READER.chat_id) == []

    async def test_admins_only(self, empty_house: House, database_url: str) -> None:
        """A reader can press no button that was passed on to them, and a made-up number does nothing."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        receipt = await delete(house, 1)
        before = dump(database_url, leave_out=["asked"])
        for asker, number in ((READER, back_of(receipt).correction_id), (ADMIN, 10**15)):
            answer = await say(house, TakeBack(correction_id=number), asker=asker)
            assert answer.refused
        assert dump(database_url, leave_out=["asked"]) == before

    async def test_tapped_twice(self, empty_house: House, database_url: str) -> None:
        """Two taps at once, by two admins, bring it back once; the other hears that it is done."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        before = dump(database_url)
        receipt = await delete(house, 1)
        answers = await asyncio.gather(
            *(say(house, back_of(receipt), n, asker) for n, asker in enumerate((ADMIN, OTHER_ADMIN)))
        )
        assert sorted(answer.refused for answer in answers) == [False, True]
        assert dump(database_url) == before

    async def test_what_admins_forget(self, empty_house: House) -> None:
        """/forgetme leaves the correction, without whose it was."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        receipt = await delete(house, 1)
        await house.press(await house.ask("/forgetme", ADMIN), "Yes, delete it", ADMIN)
        async with house.storage.read() as work:
            correction = await work.corrections.get(back_of(receipt).correction_id)
        assert correction is not None
        assert correction.admin_id is None


class TestTwice:
    """What is delivered again does nothing again."""

    async def test_an_update(self, empty_house: House, database_url: str) -> None:
        """A redelivered update corrects once, and says again what it said."""
        house = empty_house
        await family(house)
        confirmed = decode((await house.ask("/delete 2", ADMIN)).actions[0].token)
        assert confirmed is not None
        first = await say(house, confirmed, 31)
        after = dump(database_url, leave_out=[])
        assert await say(house, confirmed, 31) == first
        assert dump(database_url, leave_out=[]) == after
        back = await say(house, back_of(first), 32)
        after = dump(database_url, leave_out=[])
        assert await say(house, back_of(first), 32) == back
        assert dump(database_url, leave_out=[]) == after

    async def test_an_undo(self, empty_house: House) -> None:
        """A redelivered /undo takes no second thing back."""
        house = empty_house
        await family(house)
        await say(house, "/undo", 41)
        await say(house, "/undo", 41)
        assert [each.id for each in await stored(house)] == [1, 2, 3, 4]
        await say(house, "/undo", 42)
        assert [each.id for each in await stored(house)] == [1, 2, 3]

    async def test_two_admins_at_once(self, empty_house: House, database_url: str) -> None:
        """Of two admins who delete one article one is told that it is gone; of two articles both go."""
        house = empty_house
        await family(house)
        one, other = await asyncio.gather(delete(house, 1), delete(house, 1, OTHER_ADMIN))
        assert sorted((one.refused, other.refused)) == [False, True]
        await asyncio.gather(delete(house, 2), delete(house, 3, OTHER_ADMIN))
        counted(database_url)
        assert [each.id for each in await stored(house)] == [4, 5]


class TestMeanwhile:
    """The archive may change while texts are analysed."""

    async def test_a_plan_is_made_anew(self, empty_house: House, database_url: str) -> None:
        """An arrival in between is taken into account, and the receipt says how things are now."""
        house = empty_house
        await family(house)

        async def analyse(body: str, title: str, published: datetime | None) -> Analysis:
            if len(await stored(house)) == 5:
                await add(house, "Strike on a port", [*WIRE, OTHER[0]], "Sample Post")
            return await house.intake.analyse(body, title, published)

        answer = await _with(house, analyse).answer(Delete(words="1", confirmed=1), ADMIN, None)
        assert "Its copy #4 takes its place." in house.words(answer)
        assert [each.original_id for each in await stored(house)] == [4, 4, None, None, 4]
        counted(database_url)

    async def test_an_archive_that_never_rests(self, empty_house: House, database_url: str) -> None:
        """Where it changes each time, nothing is done, and the admin is asked to try again."""
        house = empty_house
        await family(house)

        async def analyse(body: str, title: str, published: datetime | None) -> Analysis:
            count = len(await stored(house))
            await add(house, f"Strike {count}", [*WIRE[:3], *WIRE[count % 3 + 3 :]], f"Sample {count}")
            return await house.intake.analyse(body, title, published)

        with pytest.raises(Trouble) as raised:
            await _with(house, analyse).answer(Delete(words="1", confirmed=1), ADMIN, None)
        assert raised.value.text.key == "undo.changed"
        assert (await stored(house))[0].id == 1
        counted(database_url)


def _with(house: House, analyse: Analyse) -> Corrections:
    return Corrections(storage=house.storage, analyse=analyse, drafts=house.intake.drafts, clock=house.now)


class TestUndo:
    """Taking back what was handed over can be taken back, too."""

    async def test_there_and_back(self, empty_house: House, database_url: str) -> None:
        """The submission's articles are as they were, and it can be undone again."""
        house = empty_house
        await family(house)
        before = dump(database_url)
        receipt = await house.ask("/undo", ADMIN)
        assert "Taken back: article #5." in house.words(receipt)
        back = await house.press(receipt, "Take back", ADMIN)
        assert "is there again" in house.words(back)
        assert dump(database_url) == before
        assert "Taken back: article #5." in house.words(await house.ask("/undo", ADMIN))

    async def test_the_last_thing_first(self, empty_house: House) -> None:
        """/undo takes back what came last, an addition or a correction, and then what came before that."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await delete(house, 1)
        await add(house, "A second ferry", OTHER)
        assert "Taken back: article #2." in house.words(await house.ask("/undo", ADMIN))
        assert "in the archive again" in house.words(await house.ask("/undo", ADMIN))
        assert "Taken back: article #1." in house.words(await house.ask("/undo", ADMIN))
        assert (await house.ask("/undo", ADMIN)).refused

    async def test_of_many(self, empty_house: House, database_url: str) -> None:
        """What came of a file of many goes some at a time; one button brings all of it back, to the row."""
        house = empty_house
        await family(house)
        await hand_over_many(house, 25)
        before = dump(database_url)
        receipt = await house.ask("/undo", ADMIN)
        assert house.words(receipt) == "Undone: 25 articles, #6 to #30."
        assert [each.id for each in await stored(house)] == [1, 2, 3, 4, 5]
        counted(database_url)
        back = await house.press(receipt, "Take back", ADMIN)
        assert "is there again" in house.words(back)
        assert dump(database_url) == before

    async def test_that_broke_off(self, empty_house: House, database_url: str) -> None:
        """Asked for again it goes on, both ways; redelivered it does nothing again; all is told and kept."""
        house = empty_house
        await hand_over_many(house, 45)
        before = dump(database_url)
        await broken_off(house, say(house, "/undo", 41))
        last = await say(house, "/undo", 41)
        assert house.words(last) == "Undone: 45 articles, #1 to #45."
        assert await say(house, "/undo", 41) == last
        assert await stored(house) == []
        await broken_off(house, say(house, back_of(last), 42))
        assert "is there again" in house.words(await say(house, back_of(last), 42))
        assert dump(database_url) == before
        assert "is there again" in house.words(await say(house, back_of(last), 42))
        with pytest.raises(Refused):
            await _with(house, house.intake.analyse).answer(back_of(last), ADMIN, 43)


async def hand_over_many(house: House, count: int) -> None:
    """A file of so many articles."""
    async with spool.folder() as folder:
        file = folder / "given"
        file.write_bytes(lines(count))
        new = NewSubmission(
            key="7:99", text="", received=house.at, user_id=7, file_id="f", file_name="wire.jsonl"
        )
        await house.intake.hand_over(new, file)


async def broken_off(house: House, work: Coroutine[Any, Any, object]) -> None:
    """Does something until some of the articles changed, and ends there."""
    count = len(await stored(house))
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        while True:
            await asyncio.sleep(0.01)
            if len(await stored(house)) != count:
                break
        task.cancel()
    assert task.cancelled()


class TestMerge:
    """Two articles that are one report."""

    async def test_there_and_back(self, house: House, database_url: str) -> None:
        """Any two sample articles are merged, and parted again to the row; old links to the story lead on."""
        before = dump(database_url)
        for numbers in ("1 2", "#16 #3", "9 and 10"):
            receipt = await merge(house, numbers)
            counted(database_url)
            assert "is filed as a copy of" in house.words(receipt)
            await assert_verbatim(house.storage, receipt)
            await house.press(receipt, "Take back", ADMIN)
            assert dump(database_url) == before

    async def test_a_report_with_its_copies(self, empty_house: House, database_url: str) -> None:
        """Copies go along; what only one of them says is found still; /undo parts them."""
        house = empty_house
        await add(house, "A second ferry", OTHER)
        await add(house, "Strike on the port", WIRE)
        await add(house, "Port attack kills five", NEWER, SOURCES[1])
        assert [each.original_id for each in await stored(house)] == [None, None, 2]
        before = dump(database_url)
        receipt = await merge(house, "1 2")
        assert "#2 is filed as a copy of #1; 0% of it stands there." in house.words(receipt)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1]
        for typed in ("/search warehouses", "/who Lavender", "/search ferry"):
            assert await assert_verbatim(house.storage, await house.ask(typed)), typed
        counted(database_url)
        await house.ask("/undo", ADMIN)
        assert dump(database_url) == before

    async def test_a_copy_of_another(self, empty_house: House, database_url: str) -> None:
        """A copy under the wrong original goes over, and what it said first is its sibling's."""
        house = empty_house
        await add(house, "A second ferry", OTHER)
        await add(house, "Strike on the port", WIRE)
        own = "Mayor Paul Carver asked the army for two field kitchens on Tuesday."
        await add(house, "Port attack", [*WIRE[:5], own], SOURCES[2])
        await add(house, "Attack on a port", [*WIRE, own], SOURCES[3])
        before = dump(database_url)
        await merge(house, "1 3")
        assert [each.original_id for each in await stored(house)] == [None, None, 1, 2]
        counted(database_url)
        assert "Named in 2 articles" in house.words(await house.ask("/who Carver"))
        await house.ask("/undo", ADMIN)
        assert dump(database_url) == before

    async def test_two_that_share_little_are_asked_about(self, empty_house: House) -> None:
        """A wrong number files nothing: both headlines are shown, and one of two buttons does it."""
        house = empty_house
        await family(house)
        asked = await say(house, "/merge 5 1")
        assert "They share little: 0%" in house.words(asked)
        assert "A second ferry" in house.words(asked)
        assert "Strike on the port" in house.words(asked)
        await assert_verbatim(house.storage, asked)
        await house.press(asked, "No, keep both", ADMIN)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None]
        receipt = await house.press(asked, "Yes, they are one report", ADMIN)
        assert "#5 is filed as a copy of #1" in house.words(receipt)
        assert (await house.press(asked, "Yes, they are one report", ADMIN)).refused

    async def test_two_that_share_much_are_not_asked_about(self, empty_house: House) -> None:
        """What is a copy anyway is filed at once, also when the request is delivered twice."""
        house = empty_house
        await family(house)
        await say(house, Separate(article_id=2))
        first = await say(house, "/merge 1 2", update_id=7)
        assert "#2 is filed as a copy of #1" in house.words(first)
        assert house.words(await say(house, "/merge 1 2", update_id=7)) == house.words(first)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/merge", "needs something after it"),
            ("/merge 1", "does not name two articles"),
            ("/merge one two", "does not name two articles"),
            ("/merge 1 2 3", "does not name two articles"),
            ("/merge 1 1", "Both numbers are #1"),
            ("/merge 1 99", "no article #99"),
            ("/merge 99 98", "no article #98"),
            ("/merge 2 1", "are filed as one report already"),
            ("/merge 2 3", "are filed as one report already"),
        ],
    )
    async def test_refusals(self, empty_house: House, typed: str, said: str) -> None:
        """What cannot be merged is refused in one sentence, and nothing changes."""
        house = empty_house
        await family(house)
        answer = await say(house, typed)
        assert answer.refused
        assert said in house.words(answer)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None]
        assert "Only admins" in house.words(await house.ask("/merge 1 5"))
