"""Digests: due from the database, each arrival once, one a chat and day, whatever happens between."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from newsroom import parcels
from newsroom.answer import Answer, Quote, QuoteKind
from newsroom.intents import decode
from newsroom.question import Question
from storage.values import ChatKind
from tests.newsroom.house import READER, House, assert_verbatim, key

LEASE = timedelta(minutes=1)


async def _outbox(house: House) -> list[Answer]:
    """Everything that waits to be sent, claimed for good."""
    async with house.storage.write() as work:
        found = await work.outbox.claim(house.at, lease=timedelta(days=1000), limit=100)
    return [parcels.load(parcel.payload).answer for parcel in found]


def _headlines(answer: Answer) -> set[str]:
    return {b.text for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.HEADLINE}


async def test_due_at_the_local_hour(house: House) -> None:
    """A digest is made when the reader's clock shows the hour, and not before."""
    await house.ask("/subscribe 10:00 Kyiv")  # 06:00 UTC now; 10:00 in Kyiv is 07:00 UTC
    assert await house.digests.compose_due() == 0
    house.later(minutes=59)
    assert await house.digests.compose_due() == 0
    house.later(minutes=1)
    assert await house.digests.compose_due() == 1
    (digest,) = await _outbox(house)
    assert await assert_verbatim(house.storage, digest) >= 4


async def test_made_once(house: House) -> None:
    """However often the timer asks, and after a restart, a day's digest is made once."""
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    assert await house.digests.compose_due() == 1
    assert await house.digests.compose_due() == 0
    restarted = House(storage=house.storage, at=house.at + timedelta(minutes=5))
    assert await restarted.digests.compose_due() == 0
    assert len(await _outbox(restarted)) == 1


async def test_told_since_the_last_one(house: House) -> None:
    """The second digest holds what arrived after the first, and nothing of the first."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    (first,) = await _outbox(house)
    house.later(hours=5)
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    house.later(hours=19)
    await house.digests.compose_due()
    (second,) = await _outbox(house)
    assert _headlines(second) == {"Bridge reopens in Exampleton"}
    assert not _headlines(second) & _headlines(first)


async def test_quiet_day_is_said(house: House) -> None:
    """When nothing has arrived, the digest says so; silence would look like a failure."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    await _outbox(house)
    house.later(days=1)
    await house.digests.compose_due()
    (quiet,) = await _outbox(house)
    assert "digest.quiet" in key(quiet)


async def test_missed_hours_are_made_up_once(house: House) -> None:
    """After days without power there is one digest, and the next is due tomorrow."""
    await house.ask("/subscribe 07:00")
    house.later(days=3, hours=5)
    assert await house.digests.compose_due() == 1
    async with house.storage.read() as work:
        subscription = await work.chats.subscription(READER.chat_id)
    assert subscription is not None
    assert subscription.due == datetime(2026, 5, 8, 7, tzinfo=UTC)


async def test_first_digest_is_the_last_day(empty_house: House) -> None:
    """A new subscriber is told the last 24 hours' arrivals, not the archive's whole past."""
    house = empty_house
    await house.hand_over("An old report\n\nThe harbour of Exampleton was closed by a storm in April.")
    house.later(days=2)
    await house.hand_over("A new report\n\nThe market of Sampleville was opened by its mayor in May.")
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    await house.digests.compose_due()
    (digest,) = await _outbox(house)
    assert _headlines(digest) == {"A new report"}


async def test_followed_comes_first(house: House) -> None:
    """What the reader follows opens the digest."""
    page = await house.ask("/topic gaza")
    await house.press(page, next(label for label in house.labels(page) if label.startswith("Follow")))
    digest = await house.ask("/digest")
    first = next(b for b in digest.blocks if isinstance(b, Quote))
    async with house.storage.read() as work:
        assert "gaza" in await work.topics.of_article(first.source.article_id)


async def test_preview_tells_nothing_as_told(house: House) -> None:
    """/digest shows without using up: the true digest still holds all."""
    await house.ask("/subscribe 07:00")
    shown = _headlines(await house.ask("/digest"))
    house.later(hours=1)
    await house.digests.compose_due()
    (digest,) = await _outbox(house)
    assert _headlines(digest) == shown


async def test_new_hour_after_todays_digest_is_tomorrow(house: House) -> None:
    """Changing the hour after today's digest does not bring a second one today."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    house.later(minutes=1)
    await house.ask("/subscribe 20:00")
    async with house.storage.read() as work:
        subscription = await work.chats.subscription(READER.chat_id)
    assert subscription is not None
    assert subscription.at == time(20)
    assert subscription.due == datetime(2026, 5, 5, 20, tzinfo=UTC)


async def test_alike_readers_share_one_composition(house: House) -> None:
    """A hundred readers of one profile get the same letter, composed once; the rest differ."""
    async with house.storage.write() as work:
        for chat_id in range(1000, 1100):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await work.chats.subscribe(chat_id, time(6), "UTC", house.at)
    assert await house.digests.compose_due() == 100
    letters = await _outbox(house)
    assert len(letters) == 100
    assert all(letter == letters[0] for letter in letters)


async def test_digest_comes_back_from_the_outbox(house: House) -> None:
    """A letter survives its way through JSON, buttons included."""
    digest = await house.ask("/digest")
    loaded = parcels.load(parcels.dump(parcels.Letter(answer=digest, submission_id=3)))
    assert loaded == parcels.Letter(answer=digest, submission_id=3)
    for action in loaded.answer.actions:
        intent = decode(action.token)
        assert intent is not None
        assert (await house.desk.answer(Question(intent=intent, asker=READER))).blocks
