"""Edited copies and new texts of pages: how they are filed, what admins are told, and how it is undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from newsroom.answer import Answer, Quote
from newsroom.errors import Trouble
from newsroom.reading import Reader
from storage.values import Article
from tests.newsroom.house import ADMIN, House, assert_verbatim
from tests.newsroom.test_intake import page

P = ParamSpec("P")
T = TypeVar("T")
WIRE = [
    "Three people were killed and 12 wounded in a strike on the port of Exampleton on Monday, doctors said.",
    "The blast damaged two warehouses and a ferry terminal, according to the emergency service.",
    "Rescuers worked through the night to clear the rubble from the quay.",
    "Governor Anna Stone said that the port would stay closed for a week.",
    "Ships are being sent to Sampleville, which lies forty kilometres to the north.",
    "Nobody has claimed responsibility for the attack on the port.",
]
NEWER = [
    WIRE[0].replace("Three", "Five"),
    *WIRE[1:4],
    "Foreign Minister Mark Lavender flew to the town on Tuesday to meet the crews.",
    "Grain prices rose sharply on the exchange in the capital.",
]
OTHER = [
    "The council of Sampleville bought a second ferry for the northern islands on Tuesday.",
    "It carries three hundred passengers and sails from March, the harbour master told reporters.",
    "Fishermen complained that the new pier leaves them no room for their boats.",
]
PORT = "https://news.example/port"


def _text(title: str, sentences: list[str]) -> str:
    return "\n".join([title, "", *sentences])


async def _wire(house: House) -> Answer:
    receipt = await house.hand_over(_text("Strike on the port", WIRE), source="Sample Wire")
    house.later(hours=2)
    return receipt


async def _copy(house: House) -> Answer:
    receipt = await house.hand_over(_text("Port attack kills five", NEWER), source="Sample Courier")
    house.later(minutes=5)
    return receipt


async def _articles(house: House) -> list[Article]:
    async with house.storage.read() as work:
        return [article async for article in work.articles.export()]


async def _told(house: House) -> list[str]:
    typed = (
        "/latest",
        "/who Stone",
        "/search Sampleville",
        "/search warehouses",
        "What did the blast damage?",
    )
    words = [house.words(await house.ask(each)) for each in typed]
    return [re.sub(r"Story \d+", "Story", each) for each in words]


def _quotes(answer: Answer) -> list[str]:
    return [block.text for block in answer.blocks if isinstance(block, Quote)]


class TestCopies:
    """A text that another source has gone over."""

    async def test_a_copy_of_something_long_past(self, empty_house: House) -> None:
        """How old the original is, is told by its day: "400 days ago" could be when it came in."""
        house = empty_house
        await _wire(house)
        house.later(days=9)
        assert "the same as #1 (Sample Wire, 4 May 2026): filed as a copy" in house.words(await _copy(house))

    async def test_receipt(self, empty_house: House) -> None:
        """The receipt tells what it is a copy of, how near, and what it adds."""
        house = empty_house
        await _wire(house)
        receipt = await _copy(house)
        assert house.words(receipt).splitlines()[0] == (
            "Stored #2. 70% the same as #1 (Sample Wire, 2 h ago): filed as a copy; "
            "adds 2 sentences, 1 new name (Mark Lavender), 1 different number (5, before 3)."
        )
        assert house.labels(receipt) == ["Article #2", "Keep separate", "Undo"]
        assert [article.original_id for article in await _articles(house)] == [None, 1]
        await assert_verbatim(house.storage, receipt)

    async def test_another_number_alone_is_not_all_the_same(self, empty_house: House) -> None:
        """A text that differs in a number only is no hundred percent the same."""
        house = empty_house
        await _wire(house)
        counted = [sentence.replace("12 wounded", "14 wounded") for sentence in WIRE]
        receipt = await house.hand_over(_text("Strike on the port", counted), source="Sample Courier")
        assert "99% the same as #1" in house.words(receipt)

    async def test_counted_and_never_shown_twice(self, empty_house: House) -> None:
        """A copy is "also in" its original, and what both say is shown once, from the original."""
        house = empty_house
        await _wire(house)
        await _copy(house)
        latest = await house.ask("/latest")
        [headline, *_] = [block for block in latest.blocks if isinstance(block, Quote)]
        assert [other.article_id for other in headline.others] == [2]
        for typed in ("What did the blast damage?", "/search warehouses", "/who Stone"):
            shown = [text for text in _quotes(await house.ask(typed)) if "Lavender" not in text]
            assert len(shown) == len(set(shown)), typed
            assert all("Grain" not in text for text in shown)

    async def test_what_only_the_copy_says_is_found(self, empty_house: House) -> None:
        """Its own sentences, names and figures are findable, as the copy's, in its words."""
        house = empty_house
        await _wire(house)
        await _copy(house)
        for typed, said in (
            ("/who Lavender", NEWER[4]),
            ("/search grain", NEWER[5]),
            ("How many people were killed?", NEWER[0]),
            ("What rose on the exchange in the capital?", NEWER[5]),
        ):
            answer = await house.ask(typed)
            assert said in _quotes(answer), typed
            await assert_verbatim(house.storage, answer)
        shown = await house.ask("/search grain")
        copy = await house.press(shown, "Article #2")
        assert "What it says beyond #1" in house.words(copy)
        assert "\n".join(NEWER[4:]) in _quotes(copy)
        await assert_verbatim(house.storage, copy)

    async def test_a_copy_of_a_copy_is_filed_under_the_original(self, empty_house: House) -> None:
        """A third source's version of the second's adds nothing, and is the first one's copy."""
        house = empty_house
        await _wire(house)
        await _copy(house)
        receipt = await house.hand_over(_text("Five killed", NEWER[:-1]), source="Sample Herald")
        assert "filed as a copy; it adds nothing." in house.words(receipt)
        assert [article.original_id for article in await _articles(house)] == [None, 1, 1]
        assert len(_quotes(await house.ask("/who Lavender"))) == 2  # the role, and one sentence

    async def test_other_reports_stay_apart(self, empty_house: House) -> None:
        """Another report is no copy, and its receipt has nothing to keep separate."""
        house = empty_house
        await _wire(house)
        receipt = await house.hand_over(_text("A second ferry", [*OTHER, WIRE[2]]), source="Sample Courier")
        assert "Keep separate" not in house.labels(receipt)
        assert [article.original_id for article in await _articles(house)] == [None, None]

    async def test_two_copies_in_one_submission(self, empty_house: House) -> None:
        """Of several links in one message each is compared with those before it."""
        house = empty_house
        urls = [PORT, "https://other.example/port"]
        house.pages = {urls[0]: page("Strike", *WIRE), urls[1]: page("Attack", *NEWER)}
        receipt = await house.hand_over("\n".join(urls))
        assert [article.original_id for article in await _articles(house)] == [None, 1]
        assert "Keep #2 separate" in house.labels(receipt)


class TestSeparate:
    """Keep separate, and back."""

    async def test_there_and_back(self, empty_house: House) -> None:
        """Kept separate a copy is told of like any article; filed again, all is as it was before."""
        house = empty_house
        await _wire(house)
        receipt = await _copy(house)
        before = await _told(house)
        kept = await house.press(receipt, "Keep separate", ADMIN)
        assert "#2 is an article of its own now" in house.words(kept)
        _, article = await _articles(house)
        assert (article.original_id, article.story_id is not None) == (None, True)
        assert "Named in 2 articles, 2 sources" in house.words(await house.ask("/who Stone"))
        assert "2 articles" in house.words(await house.ask("/search warehouses"))
        again = await house.press(kept, "File as a copy again", ADMIN)
        assert "#2 is filed as a copy of #1 again." in house.words(again)
        assert await _told(house) == before
        assert "of its own now" in house.words(await house.press(again, "Keep separate", ADMIN))

    async def test_pressed_twice_or_too_late(self, empty_house: House) -> None:
        """A second press, and one after an undo, are refused in words and change nothing."""
        house = empty_house
        await _wire(house)
        receipt = await _copy(house)
        kept = await house.press(receipt, "Keep separate", ADMIN)
        assert "already" in house.words(await house.press(receipt, "Keep separate", ADMIN))
        await house.press(kept, "File as a copy again", ADMIN)
        assert (await house.press(kept, "File as a copy again", ADMIN)).refused
        await house.press(receipt, "Undo", ADMIN)
        for answer, label in ((receipt, "Keep separate"), (kept, "File as a copy again")):
            assert "no article #2" in house.words(await house.press(answer, label, ADMIN))

    async def test_admins_only(self, empty_house: House) -> None:
        """Whoever is no admin can press neither, nor read earlier texts."""
        house = empty_house
        await _wire(house)
        receipt = await _copy(house)
        for answer in (await house.press(receipt, "Keep separate"), await house.ask("/history 1")):
            assert "Only admins" in house.words(answer)
        assert (await _articles(house))[1].original_id == 1

    async def test_copies_go_along(self, empty_house: House) -> None:
        """What was filed meanwhile under an article kept separate goes with it when it is filed again."""
        house = empty_house
        await _wire(house)
        kept = await house.press(await _copy(house), "Keep separate", ADMIN)
        await house.hand_over(_text("Five killed", NEWER[:-1]), source="Sample Herald")
        assert [article.original_id for article in await _articles(house)] == [None, None, 2]
        await house.press(kept, "File as a copy again", ADMIN)
        assert [article.original_id for article in await _articles(house)] == [None, 1, 1]

    async def test_a_worker_that_fails_changes_nothing(self, empty_house: House) -> None:
        """Where the analysis fails, the admin is told and the copy stays one."""
        house = empty_house
        await _wire(house)
        receipt = await _copy(house)
        house.intake._reader = Reader(offload=_broken, fetch=house._fetch, ranker="sitrep")
        assert (await house.press(receipt, "Keep separate", ADMIN)).refused
        assert (await _articles(house))[1].original_id == 1


async def _broken(_: Callable[P, T], /, *__: P.args, **___: P.kwargs) -> T:
    raise Trouble("error.worker")


class TestVersions:
    """A page that tells something new."""

    async def test_a_new_text_takes_the_old_ones_place(self, empty_house: House) -> None:
        """The article keeps its number, tells the new text alone, and the receipt says what changed."""
        house = empty_house
        house.pages = {PORT: page("Strike on the port", *WIRE)}
        await house.hand_over(PORT)
        house.later(hours=1)
        house.pages = {PORT: page("Strike on the port kills five", *NEWER)}
        receipt = await house.hand_over(PORT)
        assert house.words(receipt).splitlines()[0] == (
            "Updated #1, which came from the same address: the new text adds 2 sentences, "
            "1 different number (5, before 3); lacks 2 sentences. The old one is kept."
        )
        [article] = await _articles(house)
        assert (article.id, article.title) == (1, "Strike on the port kills five")
        assert "Nothing found" in house.words(await house.ask("/search Sampleville"))
        assert NEWER[4] in _quotes(await house.ask("/who Lavender"))
        earlier = house.words(await house.press(receipt, "Earlier text", ADMIN))
        assert "Strike on the port\n" in earlier
        assert WIRE[4] in earlier
        assert earlier == house.words(await house.ask("/history #1", ADMIN))

    async def test_undo_brings_the_old_text_back(self, empty_house: House) -> None:
        """Undone, all is as it was: text, people, search; nothing is left of the new one but the inbox."""
        house = empty_house
        house.pages = {PORT: page("Strike on the port", *WIRE)}
        await house.hand_over(PORT)
        before = await _told(house)
        [was] = await _articles(house)
        house.later(hours=1)
        house.pages = {PORT: page("Strike on the port kills five", *NEWER)}
        await house.hand_over(PORT)
        undone = await house.ask("/undo", ADMIN)
        assert "article #1 has its earlier text again" in house.words(undone)
        [now] = await _articles(house)
        assert replace(now, story_id=was.story_id) == was
        assert await _told(house) == before
        assert not (await house.ask(f"/story {was.story_id}")).refused
        assert "no other text" in house.words(await house.ask("/history 1", ADMIN))
        assert "Taken back: article #1." in house.words(await house.ask("/undo", ADMIN))

    async def test_versions_pile_up(self, empty_house: House) -> None:
        """Each text is kept and undone in its turn; a long history is read stretch by stretch."""
        house = empty_house
        for count in (3, 4, 5, 6):
            house.pages = {PORT: page("Strike on the port", *WIRE[:count])}
            await house.hand_over(PORT)
            house.later(hours=1)
        first = await house.ask("/history 1", ADMIN)
        assert WIRE[4] in house.words(first)
        second = await house.press(first, "More", ADMIN)
        assert WIRE[4] not in house.words(second)
        assert WIRE[3] in house.words(second)
        for count in (5, 4, 3):
            await house.ask("/undo", ADMIN)
            [article] = await _articles(house)
            assert article.body == "\n".join(WIRE[:count])

    async def test_quite_another_text_is_another_article(self, empty_house: House) -> None:
        """Where an address tells quite another story, both are kept, and the receipt names the first."""
        house = empty_house
        house.pages = {PORT: page("Strike on the port", *WIRE)}
        await house.hand_over(PORT)
        house.later(hours=1)
        house.pages = {PORT: page("A second ferry", *OTHER)}
        receipt = await house.hand_over(PORT)
        assert "Article #1 came from the same address with quite another text" in house.words(receipt)
        assert len(await _articles(house)) == 2

    async def test_a_copys_new_text(self, empty_house: House) -> None:
        """A copy whose page changes stays a copy, with what it says now; its undo works as well."""
        house = empty_house
        await _wire(house)
        house.pages = {PORT: page("Port attack", *WIRE[:5])}
        await house.hand_over(PORT)
        house.later(hours=1)
        house.pages = {PORT: page("Port attack kills five", *NEWER)}
        await house.hand_over(PORT)
        assert [article.original_id for article in await _articles(house)] == [None, 1]
        assert NEWER[4] in _quotes(await house.ask("/who Lavender"))
        await house.ask("/undo", ADMIN)
        assert "I know nobody" in house.words(await house.ask("/who Lavender"))
        assert [article.original_id for article in await _articles(house)] == [None, 1]
