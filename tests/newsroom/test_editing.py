"""Articles corrected and split: what is told of them then, and that it can be taken back to the row."""

from __future__ import annotations

import pytest

from newsroom.answer import Quote
from tests.dumping import counted, dump
from tests.newsroom.correcting import SOURCES, add, family, say, stored
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim
from tests.newsroom.test_copying import OTHER, PORT, WIRE
from tests.newsroom.test_intake import page


class TestEdit:
    """What an admin puts right."""

    async def test_there_and_back(self, house: House, database_url: str) -> None:
        """Headline, source, date, link and text are changed, each back to the row."""
        before = dump(database_url)
        for typed in (
            "/edit 1 title: Another headline",
            "/edit #2 source: Sample Times",
            "/edit 3 date: 25 October 2024",
            "/edit 4 link: https://times.sample.example/4?utm_source=x",
            "/edit 5 source: -\ndate: -\nlink: -",
            f"/edit 6 text: {' '.join(OTHER)}",
        ):
            receipt = await say(house, typed)
            assert "Corrected: article #" in house.words(receipt), typed
            counted(database_url)
            await assert_verbatim(house.storage, receipt)
            assert dump(database_url) != before
            await house.press(receipt, "Take back", ADMIN)
            assert dump(database_url) == before

    async def test_the_receipt_says_what_changed(self, empty_house: House) -> None:
        """Before and after of each field; the article is shown as it is now, and found by it."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        receipt = await say(
            house,
            "/edit 1\ntitle: Port of Exampleton hit\nsource: Sample Post\n"
            "date: 2 May 2026, 14:05 UTC\nlink: https://post.sample.example/port?utm_source=x",
        )
        assert house.words(receipt).splitlines() == [
            "Corrected: article #1.",
            "The headline is new.",
            "Source: Sample Post, before: Sample Wire",
            "Published: 2 May 2026, 14:05, before: not stated",
            "Link: https://post.sample.example/port, before: not stated",
            "Port of Exampleton hit",
        ]
        found = await house.ask("/search source:post after:2026-05-02 before:2026-05-03")
        assert "Port of Exampleton hit" in house.words(found)
        assert "Strike on the port" in house.words(await house.ask("/history 1", ADMIN))

    async def test_another_text(self, empty_house: House, database_url: str) -> None:
        """The new text is cleaned, told word for word and found; the old one is in the history."""
        house = empty_house
        await family(house)
        before = dump(database_url)
        told = "  The harbour   master,\tPeter Quay, said “all ferries” sail again. "
        receipt = await say(house, f"/edit 1 text:\nFerries sail again\n\n{OTHER[0]}\n{told}\nRead more\n")
        words = house.words(receipt)
        assert "2 sentences are new." in words
        assert "6 sentences are gone." in words
        assert "Ferries sail again" in words
        counted(database_url)
        person = await house.ask("/who Peter Quay")
        assert "The harbour   master,\tPeter Quay, said “all ferries” sail again." in house.words(person)
        assert await assert_verbatim(house.storage, person)
        assert WIRE[1] in house.words(await house.ask("/history 1", ADMIN))
        answer = await house.ask("/search warehouses")  # which a copy says still
        assert await assert_verbatim(house.storage, answer)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None]
        await house.ask("/undo", ADMIN)
        assert dump(database_url) == before

    async def test_names_that_a_text_taught(self, empty_house: House, database_url: str) -> None:
        """Forms of a known person's name that only the new text has go with it."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await add(house, "A second ferry", OTHER)
        before = dump(database_url)
        told = "Governor Anna Stone spoke to reporters. Stone returned to Exampleton on Thursday."
        receipt = await say(house, f"/edit 2 text: {told} {OTHER[1]}")
        learned = dump(database_url)["person_form"]
        assert len(learned) > len(before["person_form"])
        assert "Named in 2 articles" in house.words(await house.ask("/who Anna Stone"))
        await house.press(receipt, "Take back", ADMIN)
        assert dump(database_url) == before

    async def test_the_submissions_undo_still_deletes(self, empty_house: House) -> None:
        """An edit's earlier text is no earlier submission's: Undo under the first receipt takes all back."""
        house = empty_house
        first = await add(house, "Strike on the port", WIRE)
        await say(house, f"/edit 1 text: {' '.join(OTHER)}")
        assert "Taken back: article #1." in house.words(await house.press(first, "Undo", ADMIN))
        assert await stored(house) == []

    async def test_the_same_page_again(self, empty_house: House, database_url: str) -> None:
        """A page that is handed over again leaves a corrected headline, and renews a corrected text."""
        house = empty_house
        house.pages = {PORT: page("Strike on the port", *WIRE)}
        await house.hand_over(PORT)
        await say(house, "/edit 1 title: Port hit")
        house.later(hours=1)
        assert "Already stored as #1" in house.words(await house.hand_over(PORT))
        receipt = await say(house, f"/edit 1 text: {' '.join(WIRE[:4])}")
        house.later(hours=1)
        assert "Updated #1" in house.words(await house.hand_over(PORT))
        refused = await house.press(receipt, "Take back", ADMIN)
        assert "Article #1 has changed since" in house.words(refused)
        counted(database_url)

    async def test_a_receipt_leads_there(self, empty_house: House) -> None:
        """Where source or date are missing, the receipt has a button that shows how to give them."""
        house = empty_house
        receipt = await add(house, "Strike on the port", WIRE)
        assert "/edit 1 date:" in house.words(await house.press(receipt, "Add date", ADMIN))
        assert (await house.press(receipt, "Add date", READER)).refused
        house.later(hours=1)
        sent = house.at
        complete = await house.hand_over("\n".join(OTHER), source="Wire", sent=sent)
        assert not any(label.startswith("Add") for label in house.labels(complete))

    async def test_asks_for_the_text(self, empty_house: House) -> None:
        """A number alone shows the article and how to correct it, and can be left."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        shown = await say(house, "/edit #1")
        assert "/edit 1 title:" in house.words(shown)
        assert "Reply to this message" in house.words(shown)
        assert "Article #1" in house.words(await house.press(shown, "Leave its text", ADMIN))
        assert (await house.press(shown, "Leave its text", READER)).refused

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/edit", "needs something after it"),
            ("/edit one title: x", "does not begin with an article's number"),
            ("/edit 9", "no article #9"),
            ("/edit 9 title: x", "no article #9"),
            ("/edit 1 headline x", '"headline x" is not title:'),
            ("/edit 1 title:", "After title: nothing is written"),
            ("/edit 1 title: -", "Every article has a headline"),
            ("/edit 1 title: \u202e\u200b", "After title: nothing is written"),
            ("/edit 1 title: Port hit source: Sample Post", "source: stands in the middle of a line"),
            (f"/edit 1 source: {'x' * 201}", "longer than 200"),
            ("/edit 1 date: yesterday", "is not a day that exists"),
            ("/edit 1 date: 31 February 2024", "is not a day that exists, from 1980 on"),
            ("/edit 1 date: 2 May 1800", "from 1980 on"),
            ("/edit 1 date: 1 June 2026", "is yet to come"),
            ("/edit 1 link: javascript:alert(1)", "is not a web address"),
            ("/edit 1 link: https://a.example https://b.example", "is not a web address"),
            ("/edit 1 text:", "After text: nothing is written"),
            ("/edit 1 text: Share\nPrint", "No article was found in this"),
            (f"/edit 1 text: {' '.join(OTHER)}", "Article #2 has that very text"),
            ("/edit 1 source: Sample Wire", "is like that already"),
        ],
    )
    async def test_refusals(self, empty_house: House, database_url: str, typed: str, said: str) -> None:
        """What is no value of its field is refused in one sentence, and nothing changes."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        await add(house, "A second ferry", OTHER)
        before = dump(database_url, leave_out=[])
        answer = await say(house, typed)
        assert answer.refused
        assert said in house.words(answer)
        assert "Only admins" in house.words(await house.ask("/edit 1 title: x"))
        assert dump(database_url, leave_out=[]) == before


class TestSplit:
    """One stored article that is two."""

    async def _both(self, house: House) -> None:
        """Two articles stored as one, #1, with the second's headline in it."""
        await add(house, "Strike on the port", WIRE)
        await add(house, "Port attack", WIRE[:5], SOURCES[1])
        await say(house, "/edit 1 text: " + "\n".join([*WIRE, *OTHER]))

    @pytest.mark.parametrize("where", ["#7", "the council of  SAMPLEVILLE bought"])
    async def test_there_and_back(self, empty_house: House, database_url: str, where: str) -> None:
        """The first keeps its number and copies, the rest is an article of its own; and back to the row."""
        house = empty_house
        await self._both(house)
        before = dump(database_url)
        receipt = await say(house, f"/split 1 {where}")
        assert "Split: #1 ends before what is #3 now." in house.words(receipt)
        await assert_verbatim(house.storage, receipt)
        first, copy, second = await stored(house)
        assert (first.body, second.body) == ("\n".join(WIRE), "\n".join(OTHER))
        assert (copy.original_id, second.original_id, second.source) == (1, None, first.source)
        assert second.title == OTHER[0]
        counted(database_url)
        assert first.story_id != second.story_id
        await house.press(receipt, "Take back", ADMIN)
        assert dump(database_url) == before

    async def test_what_was_filed_meanwhile(self, empty_house: House, database_url: str) -> None:
        """A copy that came of the second half is the whole one's when they are one again."""
        house = empty_house
        await self._both(house)
        receipt = await say(house, "/split 1 7")
        await add(house, "A ferry", OTHER, SOURCES[2])
        assert [each.original_id for each in await stored(house)] == [None, 1, None, 3]
        await house.press(receipt, "Take back", ADMIN)
        assert [each.original_id for each in await stored(house)] == [None, 1, 1]
        counted(database_url)

    async def test_undo_takes_both(self, empty_house: House) -> None:
        """Both halves are of the submission that brought the whole."""
        house = empty_house
        receipt = await add(house, "Two reports", [*WIRE, *OTHER])
        await say(house, "/split 1 7")
        assert "Taken back: 2 articles (#1, #2)." in house.words(await house.press(receipt, "Undo", ADMIN))

    async def test_shows_where(self, empty_house: House) -> None:
        """A number alone shows how paragraphs begin, by number."""
        house = empty_house
        await self._both(house)
        shown = await say(house, "/split 1")
        assert OTHER[0] in house.words(shown)
        zone = house.at.tzinfo
        assert zone is not None
        notes = [house.texts.say(b.note, zone) for b in shown.blocks if isinstance(b, Quote) and b.note]
        assert notes == [f"sentence {n}" for n in range(2, 10)]
        assert await assert_verbatim(house.storage, shown)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/split", "needs something after it"),
            ("/split one 2", "does not begin with an article's number"),
            ("/split 9 2", "no article #9"),
            ("/split 1 1", "has the sentences 1 to 6"),
            ("/split 1 7", "has the sentences 1 to 6"),
            ("/split 1 Nowhere", "begins with"),
            ("/split 1 Three people", "#1 itself begins with"),
        ],
    )
    async def test_refusals(self, empty_house: House, typed: str, said: str) -> None:
        """Where there is nothing to split is said in one sentence, and nothing changes."""
        house = empty_house
        await add(house, "Strike on the port", WIRE)
        answer = await say(house, typed)
        assert answer.refused
        assert said in house.words(answer)
        assert "Only admins" in house.words(await house.ask("/split 1 2"))
        assert len(await stored(house)) == 1
