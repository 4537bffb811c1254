"""`/stats`: what an operator sees of readers and of what was delivered to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsroom.answer import Chart
from newsroom.undelivered import KEPT
from storage.chat_values import ChatKind, Follow, FollowKind, ParcelKind, Stance
from tests.newsroom.house import ADMIN, House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def deliver(house: House, chat_id: int, ended: datetime, *, parts: int = 1, failed: str = "") -> None:
    """Something that was sent to a chat, or could not be."""
    async with house.storage.write() as work:
        await work.chats.touch(chat_id, ChatKind.PRIVATE)
        await work.outbox.add(chat_id, "news", ended, kind=ParcelKind.DIGEST)
        [parcel] = await work.outbox.claim(ended, lease=HOUR, limit=1)
        if failed:
            await work.outbox.fail(parcel.id, ended, failed)
        else:
            await work.outbox.done(parcel.id, ended, parts)


def values(chart: Chart | None) -> dict[str, list[int]]:
    """The panels of a chart: what they show of its last days."""
    assert chart is not None
    assert all(len(panel.values) == len(chart.days) == KEPT.days for panel in chart.panels)
    return {panel.text.key: list(panel.values) for panel in chart.panels}


async def test_an_empty_archive_has_numbers_too(empty_house: House) -> None:
    """Where nothing was ever sent it says so in noughts, and the chart is flat."""
    answer = await empty_house.ask("/stats", ADMIN)
    words = empty_house.words(answer)
    assert "Last 7 days: 0 messages to 0 chats" in words
    assert "Busiest" not in words
    assert set(values(answer.chart)) == {"stats.messages_a_day", "stats.readers_a_day"}


async def test_readers_and_deliveries_are_counted(house: House) -> None:
    """Chats by whether they can be written to, what they want, what went out when, and why not."""
    for number in range(3):
        await deliver(house, 101 + number, house.at - HOUR, parts=30)
    await deliver(house, 101, house.at - 3 * DAY, parts=2)
    await deliver(house, 104, house.at - 2 * DAY, failed="blocked")
    await deliver(house, 101, house.at - 10 * DAY, failed="refused: message is too odd")
    async with house.storage.write() as work:
        await work.chats.stop(104, "blocked")
        await work.follows.put(101, Follow(kind=FollowKind.TOPIC, key="ukraine"), Stance.FOLLOW)
    await house.ask("/subscribe 08:00")
    await house.ask("/pause 2d")
    answer = await house.ask("/stats", ADMIN)
    words = house.words(answer)
    for line in (
        "5 chats: 3 active, 1 paused, 1 that cannot be written to",
        "1 chat blocked the bot",
        "Digests subscribed: 1; chats with alerts: 0",
        "Things followed: 1; muted: 0",
        "Last 24 hours: 90 messages to 3 chats; 0 took several tries, 0 failed",
        "Last 7 days: 92 messages to 3 chats; 0 took several tries, 1 failed",
        "Busiest minute of the week: 1.5 messages a second, 5% of the 30 that may be sent",
        "Waiting to be sent now: 0",
    ):
        assert line in words
    assert "too odd" not in words
    shown = values(answer.chart)
    assert shown["stats.messages_a_day"][-4:] == [2, 0, 0, 90]
    assert shown["stats.readers_a_day"][-4:] == [1, 0, 0, 3]
    assert (shown["stats.failed_a_day"][-11], shown["stats.failed_a_day"][-3]) == (1, 1)


async def test_days_begin_at_midnight_of_the_chat(empty_house: House) -> None:
    """What was sent late in the evening in Greenwich counts for the next day in Kathmandu."""
    house = empty_house
    await deliver(house, 101, datetime(2026, 5, 3, 18, 20, tzinfo=UTC))
    greenwich = values((await house.ask("/stats", ADMIN)).chart)
    await house.ask("/zone Asia/Kathmandu", ADMIN)
    kathmandu = values((await house.ask("/stats", ADMIN)).chart)
    assert greenwich["stats.messages_a_day"][-2:] == [1, 0]
    assert kathmandu["stats.messages_a_day"][-2:] == [0, 1]
