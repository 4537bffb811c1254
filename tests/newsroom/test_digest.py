"""Digests: due from the database, each arrival once, one a chat and day, whatever happens between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event

from newsroom import parcels
from newsroom.answer import Answer, Heading, Quote, QuoteKind, Text
from newsroom.digest import Digests
from newsroom.intents import ShowStory
from newsroom.question import Asker, Question
from newsroom.tokens import decode
from storage.chat_values import ChatKind, Follow, FollowKind, Stance
from storage.database import Storage, Work
from tests.newsroom.house import READER, House, assert_verbatim, in_place, key
from tests.storage.making import article, subscribe, taken

LEASE = timedelta(minutes=1)


async def _outbox(house: House) -> list[Answer]:
    """Everything that waits to be sent, taken out for good."""
    async with house.storage.write() as work:
        found = await taken(work, house.at)
    return [parcels.load(parcel.payload).answer for parcel in found]


def _headlines(answer: Answer) -> set[str]:
    return {b.text for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.HEADLINE}


def _groups(answer: Answer) -> list[object]:
    """What stories are told for, as its headings name it."""
    texts = [block.text for block in answer.blocks if isinstance(block, Heading)]
    return [text.args["name"] for text in texts if text.key == "digest.group"]


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


async def _days(house: House, days: int) -> list[set[str]]:
    """The keys of what each of so many days' digests said, and of nothing where none came."""
    said = []
    for _ in range(days):
        await house.digests.compose_due()
        said.append({one for answer in await _outbox(house) for one in key(answer)})
        house.later(days=1)
    return said


async def test_quiet_is_said_once(house: House) -> None:
    """The first time in a row that nothing has arrived the digest says so, then it waits for news."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    told, quiet, nothing = await _days(house, 3)
    assert "digest.since" in told
    assert "digest.quiet" in quiet
    assert nothing == set()
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    told, quiet, nothing = await _days(house, 3)
    assert "digest.since" in told
    assert "digest.quiet" in quiet
    assert nothing == set()


@pytest.mark.parametrize(("chosen", "times"), [("say", 2), ("skip", 0)])
async def test_quiet_as_chosen(house: House, chosen: str, times: int) -> None:
    """Who wants it is told each time that there is nothing new, or never."""
    await house.ask(f"/subscribe 07:00 quiet {chosen}")
    house.later(hours=1)
    _, *quiet = await _days(house, 3)
    assert ["digest.quiet" in said for said in quiet].count(True) == times


async def test_about_nothing_else(house: House) -> None:
    """Who names topics is told of them alone, each under its name, in the order that they were named."""
    await house.ask("/subscribe 07:00 Rutte, gaza")
    house.later(hours=1)
    await house.digests.compose_due()
    (digest,) = await _outbox(house)
    assert _groups(digest) == [
        Text.of("thing.person", name="Mark Rutte"),
        Text.of("thing.topic", name="Gaza"),
    ]
    async with house.storage.read() as work:
        told = [b for b in digest.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE]
        assert told
        for article_id in {each.source.article_id for each in told}:
            names = [person.name for person in await work.people.of_article(article_id)]
            assert "gaza" in await work.topics.of_article(article_id) or "Mark Rutte" in names


async def test_a_followed_story_heads_its_group(house: House) -> None:
    """By its own number, which is no article's."""
    await house.ask("/follow 2")
    assert _groups(await house.ask("/digest")) == [Text.of("button.story", number=2)]


async def test_quiet_about_what_was_chosen(house: House) -> None:
    """News of other things is none for who named topics."""
    await house.ask("/subscribe 07:00 Bolivia")
    house.later(hours=1)
    (said,) = await _days(house, 1)
    assert "digest.quiet_about" in said


async def test_lengths(house: House) -> None:
    """A brief digest has at most five stories of a sentence, a usual one more, a long one the most."""
    sizes = []
    for length in ("brief", "normal", "long"):
        await house.ask(f"/subscribe 07:00 {length}")
        digest = await house.ask("/digest")
        quotes = [b for b in digest.blocks if isinstance(b, Quote)]
        headlines = [quote for quote in quotes if quote.kind is QuoteKind.HEADLINE]
        sizes.append((len(headlines), sum(len(quote.text) for quote in quotes)))
    assert sizes[0][0] <= 5
    assert sizes == sorted(sizes)
    assert sizes[0][1] < sizes[1][1] < sizes[2][1]


async def test_follow_up_tells_what_is_new(empty_house: House) -> None:
    """A story told before is a follow-up: its new sentences alone, and the earlier headline."""
    house = empty_house
    old = "The bridge in Exampleton was closed by flood water on Monday."
    await house.hand_over(
        f"Flood closes bridge in Exampleton\n\n{old} Mayor Ann Sample spoke of great damage."
    )
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    await house.digests.compose_due()
    (first,) = await _outbox(house)
    assert _headlines(first) == {"Flood closes bridge in Exampleton"}
    house.later(hours=3)
    new = "Engineers in Exampleton found two broken pillars under the bridge on Tuesday."
    await house.hand_over(f"Flood bridge in Exampleton has broken pillars\n\n{old} {new}")
    async with house.storage.read() as work:
        assert await work.stories.count() == 1
    house.later(days=1)
    await house.digests.compose_due()
    (second,) = await _outbox(house)
    assert "digest.follow_up" in key(second)
    sentences = [b.text for b in second.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE]
    assert sentences == [new]
    assert _headlines(second) == {
        "Flood closes bridge in Exampleton",
        "Flood bridge in Exampleton has broken pillars",
    }
    assert await assert_verbatim(house.storage, second) == 3


async def test_follow_up_has_the_news_for_a_headline(empty_house: House) -> None:
    """A headline that was told before heads no follow-up, even where another outlet prints it again."""
    house = empty_house
    title = "Flood closes bridge in Exampleton"
    closed = "The bridge in Exampleton was closed by flood water on Monday."
    await house.hand_over(f"{title}\n\n{closed} Mayor Ann Sample spoke of damage.", source="Dock News")
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    await house.digests.compose_due()
    await _outbox(house)
    house.later(hours=3)
    new = "Engineers in Exampleton found two broken pillars under the bridge on Tuesday."
    news = "Flood bridge in Exampleton has broken pillars"
    await house.hand_over(f"{news}\n\n{closed} {new}", source="Dock News")
    again = "Flood water closed the bridge in Exampleton on Monday, Mayor Ann Sample said."
    await house.hand_over(f"{title}\n\n{again}", source="Post")
    async with house.storage.read() as work:
        assert await work.stories.count() == 1
        assert len(await work.stories.articles(1)) == 3
    house.later(days=1)
    await house.digests.compose_due()
    (second,) = await _outbox(house)
    assert "digest.follow_up" in key(second)
    quotes = [block for block in second.blocks if isinstance(block, Quote)]
    assert quotes[0].text == news


async def test_follow_up_of_a_story_that_went_up_in_another(empty_house: House) -> None:
    """What was told under the number of a story that is no more was told."""
    house = empty_house
    old = "The bridge in Exampleton was closed by flood water on Monday."
    await house.hand_over(
        f"Flood closes bridge in Exampleton\n\n{old} Mayor Ann Sample spoke of great damage."
    )
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    await house.digests.compose_due()
    await _outbox(house)
    house.later(hours=3)
    async with house.storage.write() as work:
        other = await work.stories.start(1)
        await work.stories.merge(1, other)
    await house.hand_over(
        f"Flood bridge in Exampleton has broken pillars\n\n{old} Engineers found two broken pillars under it."
    )
    house.later(days=1)
    await house.digests.compose_due()
    (second,) = await _outbox(house)
    assert "digest.follow_up" in key(second)


async def test_a_story_not_told_before_is_no_follow_up(empty_house: House) -> None:
    """Who subscribed after the first report is told the story as a new one."""
    house = empty_house
    old = "The bridge in Exampleton was closed by flood water on Monday."
    await house.hand_over(
        f"Flood closes bridge in Exampleton\n\n{old} Mayor Ann Sample spoke of great damage."
    )
    house.later(days=2)
    await house.hand_over(
        f"Flood bridge in Exampleton has broken pillars\n\n{old} Engineers found two broken pillars under it."
    )
    await house.ask("/subscribe 07:00")
    house.later(hours=2)
    await house.digests.compose_due()
    (digest,) = await _outbox(house)
    assert "digest.follow_up" not in key(digest)
    assert len(_headlines(digest)) == 1


async def test_late_is_said(house: House) -> None:
    """A digest that is made hours after its time says when it was due; one in time does not."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1, minutes=5)
    (said,) = await _days(house, 1)
    assert "digest.late" not in said
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    house.later(hours=4)
    (said,) = await _days(house, 1)
    assert "digest.late" in said


async def test_too_late_is_left_to_the_next(house: House) -> None:
    """A digest that is over twelve hours late is not made; the next one tells what it would have told."""
    shown = _headlines(await house.ask("/digest"))
    await house.ask("/subscribe 07:00")
    house.later(hours=14)
    assert await house.digests.compose_due() == 0
    async with house.storage.read() as work:
        subscription = await work.subscriptions.get(READER.spot)
    assert subscription is not None
    assert subscription.due == datetime(2026, 5, 5, 7, tzinfo=UTC)
    assert subscription.covered is None
    house.later(hours=9, minutes=30)
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    house.later(hours=1, minutes=30)
    assert await house.digests.compose_due() == 1
    (digest,) = await _outbox(house)
    assert _headlines(digest) >= {"Bridge reopens in Exampleton"}
    assert shown


async def test_how_late_is_a_setting(house: House) -> None:
    """An operator can have later ones sent, or fewer."""
    await house.ask("/subscribe 07:00")
    house.later(hours=14)  # 20:00: thirteen hours late

    def digests(hours: int) -> Digests:
        too_late = timedelta(hours=hours)
        return Digests(storage=house.storage, offload=in_place, clock=house.now, too_late=too_late)

    assert await digests(13).compose_due() == 1
    assert "digest.late" in {one for answer in await _outbox(house) for one in key(answer)}
    house.later(hours=13)  # 09:00
    assert await digests(1).compose_due() == 0


async def test_paused_is_not_composed_for(house: House) -> None:
    """While a reader pauses nothing is made; the first digest after it tells what came since the last."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    await _outbox(house)
    house.later(minutes=1)
    await house.ask("/pause 3 days")
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    for _ in range(3):
        house.later(days=1)
        assert await house.digests.compose_due() == 0
    house.later(days=1)
    assert await house.digests.compose_due() == 1
    (digest,) = await _outbox(house)
    assert _headlines(digest) == {"Bridge reopens in Exampleton"}


async def test_missed_hours_are_made_up_once(house: House) -> None:
    """After days without power there is one digest, and the next is due tomorrow."""
    await house.ask("/subscribe 07:00")
    house.later(days=3, hours=5)
    assert await house.digests.compose_due() == 1
    async with house.storage.read() as work:
        subscription = await work.subscriptions.get(READER.spot)
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


async def test_stories_have_the_numbers_that_the_command_takes(house: House) -> None:
    """In the headings and on the buttons: whoever types the number gets that story."""
    digest = await house.ask("/digest")
    headings = [b.text for b in digest.blocks if isinstance(b, Heading)]
    numbers = [text.args["number"] for text in headings if text.key == "digest.story"]
    intents = [decode(action.token) for action in digest.actions]
    assert numbers == [intent.story_id for intent in intents if isinstance(intent, ShowStory)]
    shown = [a.label.args["number"] for a in digest.actions if a.label.key == "button.story"]
    assert numbers == shown
    assert numbers != sorted(numbers, key=str)  # they are not merely counted


async def test_followed_comes_first(house: House) -> None:
    """What the reader follows opens the digest."""
    page = await house.ask("/topic gaza")
    await house.press(page, next(label for label in house.labels(page) if label.startswith("Follow")))
    digest = await house.ask("/digest")
    first = next(b for b in digest.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE)
    async with house.storage.read() as work:
        assert "gaza" in await work.topics.of_article(first.source.article_id)


async def test_a_story_has_one_headline(house: House) -> None:
    """The digest tells a story under the headline that /latest and its card have, whatever came last."""
    latest = await house.ask("/latest")
    digest = await house.ask("/digest")
    for number in range(1, 5):
        card = await house.ask(f"/story {number}")
        headline = next(b for b in card.blocks if isinstance(b, Quote))
        assert headline in latest.blocks
        at = next(
            at
            for at, block in enumerate(digest.blocks)
            if isinstance(block, Heading) and block.text.args.get("number") == number
        )
        assert digest.blocks[at + 1] == headline
    await assert_verbatim(house.storage, digest)


async def test_no_headline_of_a_muted_source(house: House) -> None:
    """Who mutes the source whose headline a story goes by is told it under another's."""
    before = next(b for b in (await house.ask("/digest")).blocks if isinstance(b, Quote))
    await house.ask(f"/mute source: {before.source.name}")
    digest = await house.ask("/digest")
    quotes = [block for block in digest.blocks if isinstance(block, Quote)]
    assert quotes
    assert before.source.name not in {quote.source.name for quote in quotes}


async def test_words_are_named_as_their_reader_writes_them(house: House) -> None:
    """Readers who follow the same words, each in their own spelling, see their own."""
    for chat_id, spelling in ((1000, "Soldiers"), (1001, "soldier")):
        asker = Asker(chat_id=chat_id, kind=ChatKind.PRIVATE, user_id=chat_id)
        await house.ask(f'/follow "{spelling}"', asker)
        await house.ask("/subscribe 07:00", asker)
    house.later(hours=1)
    assert await house.digests.compose_due() == 2
    first, second = await _outbox(house)
    assert _groups(first) == [Text.of("thing.word", name="Soldiers")]
    assert _groups(second) == [Text.of("thing.word", name="soldier")]


async def test_preview_tells_nothing_as_told(house: House) -> None:
    """/digest shows without using up: the true digest still holds all."""
    await house.ask("/subscribe 07:00")
    shown = _headlines(await house.ask("/digest"))
    house.later(hours=1)
    await house.digests.compose_due()
    (digest,) = await _outbox(house)
    assert _headlines(digest) == shown


async def test_new_hour_today_is_kept_and_repeats_nothing(house: House) -> None:
    """Who chooses a later hour after today's digest gets one then, with what came in between alone."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    (first,) = await _outbox(house)
    house.later(minutes=1)
    await house.ask("/subscribe 20:00")
    await house.hand_over("Bridge reopens in Exampleton\n\nThe bridge in Exampleton reopened on Monday.")
    house.later(hours=13)
    await house.digests.compose_due()
    (second,) = await _outbox(house)
    assert _headlines(second) == {"Bridge reopens in Exampleton"}
    assert not _headlines(second) & _headlines(first)


async def test_alike_readers_share_one_composition(house: House) -> None:
    """A hundred readers of one profile get the same letter, composed once; the rest differ."""
    async with house.storage.write() as work:
        for chat_id in range(1000, 1100):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await subscribe(work, chat_id, house.at, time(6))
    assert await house.digests.compose_due() == 100
    letters = await _outbox(house)
    assert len(letters) == 100
    assert all(letter == letters[0] for letter in letters)


async def _following(house: House, readers: int) -> None:
    """So many readers whose digest is due, each of whom follows somebody else."""
    async with house.storage.write() as work:
        for chat_id in range(1000, 1000 + readers):
            person = await work.people.add(f"Person {chat_id}", [], [])
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await work.follows.put(chat_id, Follow(kind=FollowKind.PERSON, key=str(person)), Stance.FOLLOW)
            await subscribe(work, chat_id, house.at, time(6))


class Reading(Storage):
    """An archive that cannot be read from within a transaction that writes, and that counts statements."""

    statements = 0

    @asynccontextmanager
    async def write(self, *, alone: bool = False) -> AsyncIterator[Work]:
        """A transaction without the archive's repositories."""
        async with super().write(alone=alone) as work:
            del work.articles, work.people, work.topics, work.stories
            yield work


@pytest.fixture
async def reading(house: House) -> AsyncIterator[Reading]:
    """The test's archive, which counts."""
    storage = Reading.open(house.storage._url)
    assert isinstance(storage, Reading)

    @event.listens_for(storage._engine.sync_engine, "before_cursor_execute")
    def count(*_: object) -> None:
        storage.statements += 1

    yield storage
    await storage.close()


async def test_composing_locks_nobody_out(house: House, reading: Reading) -> None:
    """What a digest tells is read and composed in no transaction that writes."""
    await _following(house, 3)
    assert await Digests(storage=reading, offload=in_place, clock=house.now).compose_due() == 3


async def test_readers_cost_no_reading(house: House, reading: Reading) -> None:
    """Ten times the profiles are composed with the same statements: the period is read once for all."""
    digests = Digests(storage=reading, offload=in_place, clock=house.now)
    await _following(house, 9)
    assert await digests.compose_due() == 9
    few, reading.statements = reading.statements, 0
    async with house.storage.write() as work:
        for chat_id in range(1000, 1009):
            await work.chats.forget(chat_id)
    await _following(house, 90)
    assert await digests.compose_due() == 90
    assert reading.statements <= few + 5


async def test_more_readers_than_fit_one_batch(house: House) -> None:
    """Every reader of several batches gets a digest, and each what they follow first."""
    await _following(house, 230)
    async with house.storage.write() as work:
        followed = {article.id for article in await work.topics.articles("north-korea", 99)}
        for chat_id in (1000, 1229):
            await work.follows.put(chat_id, Follow(kind=FollowKind.TOPIC, key="north-korea"), Stance.FOLLOW)
    assert await house.digests.compose_due() == 230
    assert await house.digests.compose_due() == 0
    async with house.storage.write() as work:
        parcels_ = await work.outbox.claim(house.at, lease=LEASE, limit=999)
    assert sorted(parcel.chat_id for parcel in parcels_) == list(range(1000, 1230))
    first = {
        parcel.chat_id: next(b for b in parcels.load(parcel.payload).answer.blocks if isinstance(b, Quote))
        for parcel in parcels_
    }
    assert first[1000] == first[1229] != first[1100]
    assert first[1000].source.article_id in followed
    assert first[1100].source.article_id not in followed


async def test_what_is_being_filed_is_in_a_digest(house: House, storage: Storage) -> None:
    """An article whose transaction is still open when a digest is made is in that one or in the next."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    async with asyncio.TaskGroup() as group, storage.write(alone=True) as work:
        await work.articles.add(article(title="Filed late", published=None, precision=None, arrived=house.at))
        house.later(seconds=1)
        composing = group.create_task(house.digests.compose_due())
        await asyncio.wait([composing], timeout=0.3)
    house.later(days=1)
    await house.digests.compose_due()
    told = [headline for digest in await _outbox(house) for headline in _headlines(digest)]
    assert told.count("Filed late") == 1


async def test_changed_meanwhile_is_left_for_the_next_look(house: House) -> None:
    """A chat that unsubscribes, moves or is forgotten while its digest is composed gets none of that."""
    await _following(house, 4)

    async def change(work: Work) -> None:
        await work.subscriptions.end((1000, None))
        await work.chats.forget(1001)
        await subscribe(work, 1002, house.at + timedelta(hours=14), time(20))

    storage = Meddled.open(house.storage._url)
    assert isinstance(storage, Meddled)
    storage.change = change
    assert await Digests(storage=storage, offload=in_place, clock=house.now).compose_due() == 1
    await storage.close()
    async with house.storage.write() as work:
        parcels_ = await work.outbox.claim(house.at, lease=LEASE, limit=9)
        assert [parcel.chat_id for parcel in parcels_] == [1003]
        moved = await work.subscriptions.get((1002, None))
        assert moved is not None
        assert moved.covered is None


class Meddled(Storage):
    """An archive in which something is changed right before digests are written down."""

    change: Callable[[Work], Awaitable[None]] | None = None

    @asynccontextmanager
    async def write(self, *, alone: bool = False) -> AsyncIterator[Work]:
        """Changes something before the first transaction that writes rows."""
        if not alone and self.change is not None:
            async with super().write() as work:
                await self.change(work)
            self.change = None
        async with super().write(alone=alone) as work:
            yield work


async def test_late_digest_takes_no_day(house: House) -> None:
    """A digest due at 23:59 that is made after midnight is followed by the next the same evening."""
    await house.ask("/subscribe 23:59")
    house.at = datetime(2026, 5, 5, 0, 1, tzinfo=UTC)
    assert await house.digests.compose_due() == 1
    await house.ask("/subscribe 23:59")
    house.at = datetime(2026, 5, 5, 23, 59, tzinfo=UTC)
    assert await house.digests.compose_due() == 1
    assert len(await _outbox(house)) == 2


async def test_coming_back_repeats_nothing(house: House) -> None:
    """Who unsubscribes after a digest and comes back is told what arrived since that digest."""
    await house.ask("/subscribe 07:00")
    house.later(hours=1)
    await house.digests.compose_due()
    at = house.at
    await house.ask("/unsubscribe")
    await house.ask("/subscribe 20:00")
    async with house.storage.read() as work:
        subscription = await work.subscriptions.get(READER.spot)
    assert subscription is not None
    assert subscription.due == datetime(2026, 5, 4, 20, tzinfo=UTC)
    assert subscription.covered == at


async def test_one_time_does_not_end_the_others(house: House) -> None:
    """A time to unsubscribe from ends nothing while the digest comes at others, too, which is told."""
    await house.ask("/subscribe 08:00 19:30")
    for typed in ("/unsubscribe 19:30", "/unsubscribe 09:00", "/stop 8"):
        assert "comes at 08:00, 19:30" in house.words(await house.ask(typed))
    assert "no digest any more" in house.words(await house.ask("/unsubscribe 8 and 19:30"))
    await house.ask("/subscribe 08:00")
    assert "no digest any more" in house.words(await house.ask("/unsubscribe please"))


@pytest.mark.parametrize(
    "words", ["sample_news", "Gaza", "Kyiv", "Rutte please", "25:00", "08:00 sample_news"]
)
async def test_what_is_no_time_ends_nothing(house: House, words: str) -> None:
    """A channel's name without its @ is not this chat's digest, which stays; it is said what to write."""
    await house.ask("/subscribe 08:00")
    said = await house.ask(f"/unsubscribe {words}")
    assert said.refused
    assert "/unsubscribe @channel" in house.words(said)
    assert "Your digest comes every day at 08:00" in house.words(await house.ask("/settings"))
    assert "no digest any more" in house.words(await house.ask("/unsubscribe from the daily digest please"))


async def test_digest_comes_back_from_the_outbox(house: House) -> None:
    """A letter survives its way through JSON, buttons included."""
    digest = await house.ask("/digest")
    loaded = parcels.load(parcels.dump(parcels.Letter(answer=digest, submission_id=3)))
    assert loaded == parcels.Letter(answer=digest, submission_id=3)
    for action in loaded.answer.actions:
        intent = decode(action.token)
        assert intent is not None
        assert (await house.desk.answer(Question(intent=intent, asker=READER))).blocks
