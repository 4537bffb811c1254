"""Channels as sources: an admin says whose posts are taken."""

from __future__ import annotations

from datetime import timedelta

from newsroom.answers import channels
from tests.newsroom.house import ADMIN, READER, House, key

NEWS, DESK = -1002000, -1003000


async def join(house: House, channel_id: int, title: str, username: str | None = None) -> bool:
    """The bot is made an admin of a channel."""
    async with house.storage.write() as work:
        return await work.channels.joined(channel_id, title=title, username=username, by=9, now=house.at)


async def test_sources_are_listed_and_approved(empty_house: House) -> None:
    """A channel waits until an admin approves it; then its posts are counted, and it can be removed."""
    house = empty_house
    assert key(await house.ask("/sources", ADMIN)) == {"sources.none"}
    assert await join(house, NEWS, "Sample News", "sample_news")
    assert not await join(house, NEWS, "Sample News", "sample_news")
    await join(house, DESK, "A desk")
    listed = await house.ask("/sources", ADMIN)
    words = house.words(listed)
    assert "Sample News (@sample_news): not approved, its posts are passed over; added by user 9" in words
    approved = await house.press(listed, "Approve Sample News", ADMIN)
    assert "Posts of Sample News become articles" in house.words(approved)
    async with house.storage.write() as work:
        await work.channels.posted(NEWS, "Sample News", "sample_news", house.at - timedelta(hours=1))
    listed = await house.ask("/sources", ADMIN)
    assert "Sample News (@sample_news): 1 post taken, the last of 4 May 2026, 05:00" in house.words(listed)
    assert house.labels(listed) == ["Approve A desk", "Remove Sample News"]
    await house.press(listed, "Remove Sample News", ADMIN)
    async with house.storage.read() as work:
        channel = await work.channels.get(NEWS)
    assert channel is not None
    assert not channel.approved


async def test_sources_are_the_admins(empty_house: House) -> None:
    """Nobody else sees the channels or decides about them."""
    house = empty_house
    await join(house, NEWS, "Sample News")
    assert key(await house.ask("/sources", READER)) == {"admin.only"}
    listed = await house.ask("/sources", ADMIN)
    assert key(await house.press(listed, "Approve Sample News", READER)) == {"admin.only"}


async def test_a_channel_that_was_left(empty_house: House) -> None:
    """Of a channel that the bot has left nothing is known, and its button says so."""
    house = empty_house
    await join(house, NEWS, "Sample News")
    listed = await house.ask("/sources", ADMIN)
    async with house.storage.write() as work:
        await work.channels.left(NEWS)
    assert key(await house.press(listed, "Approve Sample News", ADMIN)) == {"sources.gone"}
    assert await join(house, NEWS, "Sample News")


async def test_sources_have_pages(empty_house: House) -> None:
    """Five channels a page."""
    house = empty_house
    for number in range(6):
        await join(house, NEWS - number, f"Channel {number}")
    first = await house.ask("/sources", ADMIN)
    assert house.labels(first) == [*(f"Approve Channel {n}" for n in range(5)), "More"]
    assert house.labels(await house.press(first, "More", ADMIN)) == ["Approve Channel 5", "Back"]


async def test_admins_hear_who_added_the_bot(empty_house: House) -> None:
    """The message has the channel, who added the bot, and the button."""
    house = empty_house
    await join(house, NEWS, "Sample News")
    async with house.storage.read() as work:
        channel = await work.channels.get(NEWS)
    assert channel is not None
    told = channels.added(channel, "Ilse")
    assert house.words(told).startswith("Ilse made me an admin in the channel Sample News.")
    assert house.labels(told) == ["Approve Sample News"]


async def test_forgotten_with_the_person_who_added_it(empty_house: House) -> None:
    """Who is forgotten is not named beside a channel any more; the channel stays."""
    house = empty_house
    await join(house, NEWS, "Sample News")
    async with house.storage.write() as work:
        await work.chats.forget(9)
    assert "added by" not in house.words(await house.ask("/sources", ADMIN))
