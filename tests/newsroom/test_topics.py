"""`/topics`: what the archive is about, in groups."""

from __future__ import annotations

from newsroom.intents import ShowTopic, Topics
from tests.newsroom.correcting import add, say
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim


async def test_groups_and_their_pages(library: House) -> None:
    """A few of each group, a button to all of one, pages, and the way back; old links show a page of all."""
    answer = await library.ask("/topics")
    words = library.words(answer).splitlines()
    assert words.index("Kinds of events") < words.index("Conflicts") < words.index("Countries and places")
    assert "Russo-Ukrainian war: 4 articles" in words
    places = await library.press(answer, "All places")
    assert library.words(places).startswith("Countries and places\nRussia: 16 articles")
    assert len(library.words(places).splitlines()) > 6
    assert "Military aid" not in library.words(places)
    assert library.words(await library.press(places, "Topics")) == library.words(answer)
    old = library.words(await say(library, Topics(page=1), asker=READER))
    assert old.startswith("Topics in the archive\n")
    assert "Russia: 16 articles" not in old
    for gone in (Topics(page=9), Topics(page=9, kind="places")):
        assert "page.end" in {block.text.key for block in (await say(library, gone)).blocks}  # type: ignore[union-attr]  # notices alone
    assert library.words(await say(library, Topics(kind="qwxzk"))) == library.words(answer)


async def test_a_kind_has_a_page(library: House) -> None:
    """What is new, who, where, numbers; it is followed, and a digest is about it."""
    page = await library.ask("/topic sanctions")
    words = library.words(page)
    assert "Named in 1 article" in words
    assert "Where: Russia" in words
    assert "Who: Vladimir Putin" in words
    assert "frozen Russian assets" in words
    assert await assert_verbatim(library.storage, page) == 1
    assert "frozen Russian assets" in library.words(await library.press(page, "In brief"))
    assert "Following Sanctions" in library.words(await library.press(page, "Follow Sanctions"))
    assert "Sanctions (kind of event)" in library.words(await library.ask("/following"))
    plan = library.words(await library.ask("/subscribe 08:00 Kyiv sanctions"))
    assert "Sanctions" in plan
    assert "“sanctions”" not in plan
    assert "Russo-Ukrainian war" in library.words(await library.ask('/topic "war in Ukraine"'))


async def test_a_kind_leads_on_less_well_than_a_place(empty_house: House) -> None:
    """Under an article stand places and organisations, whatever happened there."""
    await add(empty_house, "Strikes", ["Air strikes hit Syria.", "Heavy fighting raged; shelling went on."])
    labels = empty_house.labels(await empty_house.ask("/topic air-strikes"))
    assert "Follow Air and drone strikes" in labels
    answer = await say(empty_house, ShowTopic(slug="syria"), asker=ADMIN)
    brief = empty_house.labels(await empty_house.press(answer, "In brief", ADMIN))
    assert "Syria" in brief
    assert not [label for label in brief if "strike" in label.lower() or "fighting" in label.lower()]
