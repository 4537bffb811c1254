"""What follows and mutes do to /latest and to the digest."""

from __future__ import annotations

import pytest

from newsroom.answer import Answer, Quote
from storage.chat_values import Follow, FollowKind
from tests.newsroom.house import House

FERRY = (
    "Ferries sail again at Tarnow\n\nFerries sail from the harbour of Tarnow again since Monday. "
    "The strike of the pilots lasted nine days. Nobody was hurt in it."
)
BRIDGE = (
    "Old bridge of Lindow falls\n\nThe old bridge of Lindow fell into the river on Sunday night. "
    "Engineers had warned of its pillars for years. Nobody stood on it, and no boat passed below. "
    "Divers will look for the stones when the water is low again in the summer. "
    "The town now wants a tunnel, a councillor of Lindow said."
)


@pytest.fixture
async def paper(empty_house: House) -> House:
    """Two stories of one source each."""
    await empty_house.hand_over(FERRY, source="Dock News")
    empty_house.later(minutes=5)
    await empty_house.hand_over(BRIDGE, source="Lindow Post")
    empty_house.later(minutes=5)
    return empty_house


def titles(answer: Answer) -> set[str]:
    """The headlines of an answer."""
    return {block.text for block in answer.blocks if isinstance(block, Quote) and block.text.count(" ") < 6}


@pytest.mark.parametrize(
    "muted",
    ["Lindow Post", '"bridge"', '"old bridges"', '"engineers had warned"', "2"],
)
async def test_muted_is_in_neither(paper: House, muted: str) -> None:
    """A story of a muted source, about muted words, or muted itself is in neither; unmuted it is again."""
    both = {"Ferries sail again at Tarnow", "Old bridge of Lindow falls"}
    assert titles(await paper.ask("/latest")) == titles(await paper.ask("/digest")) == both
    assert not (await paper.ask(f"/mute {muted}")).refused
    for asked in ("/latest", "/digest"):
        assert titles(await paper.ask(asked)) == {"Ferries sail again at Tarnow"}
    await paper.ask("/unmute all")
    assert titles(await paper.ask("/latest")) == both


async def test_named_in_passing_is_not_muted(paper: House) -> None:
    """A mute meets what a story is about; a word that stands once, further down, is not that."""
    await paper.ask('/mute "councillor"')
    assert "Old bridge of Lindow falls" in titles(await paper.ask("/latest"))


async def test_asked_for_it_is_answered(paper: House) -> None:
    """Who asks about what is muted is answered: nothing is hidden from a question."""
    await paper.ask('/mute "bridge"')
    found = await paper.ask("/search bridge")
    assert any("Lindow" in block.text for block in found.blocks if isinstance(block, Quote))


async def test_all_muted_is_said(paper: House) -> None:
    """Where all there is is muted, that is said instead of nothing."""
    await paper.ask('/mute "bridge", Dock News')
    assert "2 stories are left out" in paper.words(await paper.ask("/latest"))


async def test_story_stays_without_the_muted_source(library: House) -> None:
    """Of a story that others tell as well, only the muted source's reports are kept from the reader."""
    await library.ask("/mute Sample Courier, Sample Wire, Sample Gazette")
    for asked in ("/latest", "/digest"):
        answer = await library.ask(asked)
        quoted = [block for block in answer.blocks if isinstance(block, Quote)]
        assert quoted
        assert {quote.source.name for quote in quoted} == {"Sample Herald"}


@pytest.mark.parametrize("followed", ['"ferries"', "Dock News", "1"])
async def test_followed_comes_first(paper: House, followed: str) -> None:
    """Words, sources and stories that are followed open the digest, as people and topics do."""
    await paper.ask(f"/follow {followed}")
    for asked in ("/latest", "/digest"):
        first = next(block for block in (await paper.ask(asked)).blocks if isinstance(block, Quote))
        assert first.text == "Ferries sail again at Tarnow"


async def test_merged_story_is_followed_on(paper: House) -> None:
    """Who follows a story that went up in another one follows that."""
    await paper.ask("/mute 2")
    async with paper.storage.write() as work:
        await work.stories.attach(2, 1)
        await work.stories.merge(2, 1)
        assert await work.stories.led_to([1]) == {1: [1, 2]}
        assert await work.follows.get(100, Follow(kind=FollowKind.STORY, key="2")) is not None
    assert titles(await paper.ask("/latest")) == set()
