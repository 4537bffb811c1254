"""Alerts: one for each story and chat, as it breaks, edited as it grows, and never a second one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsroom import alert_plans, parcels
from newsroom.alerts import Alerts
from newsroom.answer import Answer
from newsroom.parcels import Letter
from newsroom.question import Asker
from storage.chat_values import ChatKind, Parcel, ParcelKind
from tests.newsroom.house import READER, House, assert_verbatim, key
from tests.storage.making import taken

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
BRIDGE = (
    "Old bridge of Lindow falls\n\nThe old bridge of Lindow fell into the river on Monday morning. "
    "Engineers had warned of its pillars for years. Nobody stood on it, and no boat passed below. "
    "The town now wants a tunnel, a councillor of Lindow said."
)
AGAIN = (
    "Lindow bridge falls into river\n\nThe old bridge of Lindow fell into the river on Monday morning. "
    "Two fishermen were pulled from the water by the fire brigade. "
    "The railway has stopped all trains between Lindow and the coast until the pillars are examined."
)
FERRY = (
    "Ferries sail again at Tarnow\n\nFerries sail from the harbour of Tarnow again since noon. "
    "The strike of the pilots lasted nine days. Nobody was hurt in it."
)
WIRE = (
    "Wheat prices climb\n\nPrices of wheat climbed at the exchange of Sornia for the fourth day. "
    "Traders named the drought in the south as the reason. The ministry sees no lack of bread."
)
OTHER = Asker(chat_id=200, kind=ChatKind.PRIVATE, user_id=200)


@pytest.fixture
async def paper(empty_house: House) -> House:
    """It is noon; the reader follows a bridge and has alerts switched on."""
    empty_house.at = NOON
    await empty_house.ask('/follow "bridge"')
    await empty_house.ask("/alerts on")
    empty_house.later(minutes=1)
    return empty_house


async def files(paper: House, text: str, source: str = "Dock News", *, age: float = 0) -> None:
    """An article that came out so many hours ago arrives, and alerts are decided."""
    await paper.hand_over(text, source=source, sent=paper.at - timedelta(hours=age))
    await decided(paper)


async def decided(paper: House) -> None:
    """Decides until nothing is left."""
    while await paper.alerts.decide():
        pass


async def outbox(paper: House) -> list[tuple[Parcel, Letter]]:
    """All alerts that wait to be sent, taken out for good as if they had been."""
    async with paper.storage.write() as work:
        found = [each for each in await taken(work, paper.at) if each.kind is ParcelKind.ALERT]
        letters = [(each, parcels.load(each.payload)) for each in found]
        for parcel, letter in letters:
            if letter.alert is not None and not letter.edits:
                await work.alerts.sent(parcel.chat_id, letter.alert, 1000 + parcel.id)
    return letters


async def rings(paper: House) -> list[tuple[int, Answer]]:
    """The alerts that ring: to whom, and what."""
    return [(p.chat_id, letter.answer) for p, letter in await outbox(paper) if not letter.edits]


async def test_rings_for_what_is_followed(paper: House) -> None:
    """An alert has the headline, one or two sentences with their source, why it comes, and two buttons."""
    await files(paper, FERRY)
    assert await rings(paper) == []
    await files(paper, BRIDGE)
    [(chat_id, alert)] = await rings(paper)
    assert chat_id == READER.chat_id
    assert await assert_verbatim(paper.storage, alert) in {2, 3}
    assert paper.words(alert).splitlines()[0] == "Old bridge of Lindow falls"
    assert paper.words(alert).splitlines()[-1] == "You follow “bridge”."
    assert paper.labels(alert) == ["More", "Mute"]
    assert not (await paper.press(alert, "More")).refused


async def test_grown_story_is_edited_and_never_rings_again(paper: House) -> None:
    """A further account changes the alert that was sent; a copy, a repetition and the same outlet do not."""
    await files(paper, BRIDGE)
    assert len(await rings(paper)) == 1
    paper.later(minutes=5)
    await files(paper, BRIDGE, "Copy Post")
    assert await outbox(paper) == []
    await files(paper, AGAIN, "Lindow Post")
    [(_, letter)] = await outbox(paper)
    assert letter.edits
    assert await assert_verbatim(paper.storage, letter.answer) >= 3
    said = paper.words(letter.answer)
    assert said.index("Old bridge of Lindow falls") < said.index("New since") < said.index("fishermen")
    assert "3 outlets, 2 accounts" in said


@pytest.mark.parametrize("source", ["Dock News", "dock news"])
async def test_outlets_own_follow_up_changes_nothing(paper: House, source: str) -> None:
    """Another report of an outlet that told before is no independent account."""
    await files(paper, BRIDGE)
    assert len(await rings(paper)) == 1
    await files(paper, AGAIN, source)
    assert await outbox(paper) == []


async def test_restart_repeats_nothing(paper: House) -> None:
    """What was decided stays decided, for a process that begins anew and for two at once."""
    await files(paper, BRIDGE)
    paper.alerts = Alerts(storage=paper.storage, offload=paper.alerts._offload, clock=paper.now, zone="UTC")
    await decided(paper)
    assert len(await rings(paper)) == 1


@pytest.mark.parametrize("age", [13, 100])
async def test_old_articles_do_not_ring(paper: House, age: float) -> None:
    """What came out long ago is no news, however late it is filed; what came out this morning is."""
    await files(paper, BRIDGE, age=age)
    assert await rings(paper) == []
    await files(paper, AGAIN, "Lindow Post", age=4)
    assert len(await rings(paper)) == 1


async def test_undated_articles_do_not_ring(paper: House) -> None:
    """Nobody knows whether an article without a date is news."""
    await paper.hand_over(BRIDGE, source="Dock News")
    await paper.hand_over(AGAIN, sent=paper.at)
    await decided(paper)
    assert await rings(paper) == []


@pytest.mark.parametrize(
    "typed", ["/alerts off", "/mute 1", '/mute "river"', "/mute Dock News", "/unfollow all"]
)
async def test_who_does_not_want_it_is_not_alerted(paper: House, typed: str) -> None:
    """Alerts that are off, and things that are muted or followed no more, do not ring."""
    await paper.ask("/unfollow all")
    await paper.ask('/follow "bridge"')
    await paper.hand_over(BRIDGE, source="Dock News", sent=paper.at)
    assert not (await paper.ask(typed)).refused
    await decided(paper)
    assert await rings(paper) == []


async def test_blocked_chat_is_not_alerted(paper: House) -> None:
    """A chat that cannot be written to is passed over."""
    async with paper.storage.write() as work:
        await work.chats.stop(READER.chat_id, "blocked")
    await files(paper, BRIDGE)
    assert await rings(paper) == []


async def test_only_what_arrives_after_switching_on(empty_house: House) -> None:
    """Switched on, alerts tell what comes from then on."""
    empty_house.at = NOON
    await empty_house.ask('/follow "bridge"')
    await empty_house.hand_over(BRIDGE, source="Dock News", sent=NOON)
    empty_house.later(minutes=1)
    await empty_house.ask("/alerts on")
    await decided(empty_house)
    assert await rings(empty_house) == []


@pytest.mark.parametrize("hour", [22, 23, 3, 6])
async def test_quiet_hours_are_left_to_the_digest(paper: House, hour: int) -> None:
    """In quiet hours nothing rings, nor does it later, not even when the story grows."""
    paper.at = NOON.replace(day=5 if hour < 12 else 4, hour=hour)
    await files(paper, BRIDGE)
    paper.at = NOON.replace(day=5)
    await files(paper, AGAIN, "Lindow Post")
    assert await outbox(paper) == []


async def test_so_many_an_hour(paper: House) -> None:
    """Over the limit nothing rings, nor later; an hour on there is room again."""
    await paper.ask('/follow "ferries", "wheat"')
    await paper.ask("/alerts 1 an hour")
    await files(paper, BRIDGE)
    paper.later(minutes=30)
    await files(paper, FERRY)
    assert len(await rings(paper)) == 1
    paper.later(minutes=31)
    await files(paper, WIRE)
    [(_, alert)] = await rings(paper)
    assert "Wheat prices climb" in paper.words(alert)


async def test_pause_keeps_alerts_back(paper: House) -> None:
    """A pause is for alerts too, in a chat that has no digest as well."""
    assert "Paused until" in paper.words(await paper.ask("/pause 2h"))
    await files(paper, BRIDGE)
    assert "Paused" not in paper.words(await paper.ask("/resume"))
    await files(paper, AGAIN, "Lindow Post")
    assert await outbox(paper) == []
    await paper.ask('/follow "wheat"')
    await files(paper, WIRE)
    assert len(await rings(paper)) == 1


async def test_divided_and_merged_stories_do_not_ring_again(paper: House) -> None:
    """Whoever was alerted of a story was alerted of what comes of it; a merged one is edited on."""
    await files(paper, BRIDGE)
    assert len(await rings(paper)) == 1
    async with paper.storage.write() as work:
        other = await work.stories.start(1)
        assert await work.alerts.told(other, [READER.chat_id]) == {READER.chat_id}
        await work.stories.merge(1, other)
        alert = await work.alerts.get(READER.chat_id, other)
    assert alert is not None
    assert alert.message_id is not None
    paper.later(minutes=5)
    await files(paper, AGAIN, "Lindow Post")
    [(_, letter)] = await outbox(paper)
    assert (letter.edits, letter.alert) == (True, other)


async def test_alike_readers_share_what_is_composed(paper: House) -> None:
    """Chats that follow the same get the same; each is decided once, in however many transactions."""
    async with paper.storage.write() as work:
        plan = await work.alerts.plan(READER.chat_id)
        follow = (await work.follows.of_chat(READER.chat_id))[0]
        assert plan is not None
        for number in range(300, 300 + 900):
            await work.chats.touch(number, ChatKind.PRIVATE)
            await work.alerts.put(replace(plan, chat_id=number))
            await work.follows.put(number, follow.what, follow.stance)
    await files(paper, BRIDGE)
    async with paper.storage.read() as work:
        assert (await work.alerts.position()).article_id == 1
    found = await outbox(paper)
    assert len({parcel.chat_id for parcel, _ in found}) == len(found) == 901
    assert len({parcel.payload for parcel, _ in found}) == 1


async def test_words_are_named_as_their_reader_writes_them(paper: House) -> None:
    """Of the same words each reader sees their own spelling, in the alert and when it is edited."""
    await paper.ask('/follow "Bridges"', OTHER)
    await paper.ask("/alerts on", OTHER)
    paper.later(minutes=1)
    await files(paper, BRIDGE)
    rang = await outbox(paper)
    await files(paper, AGAIN, "Lindow Post")
    for found in (rang, await outbox(paper)):
        why = {
            parcel.chat_id: next(line for line in paper.words(letter.answer).splitlines() if "“" in line)
            for parcel, letter in found
        }
        assert "“bridge”" in why[READER.chat_id]
        assert "“Bridges”" in why[OTHER.chat_id]


async def test_crash_between_chats_loses_and_doubles_nothing(paper: House) -> None:
    """A process that dies after any transaction leaves the rest to the next one."""
    await paper.ask('/follow "bridge"', OTHER)
    await paper.ask("/alerts on", OTHER)
    paper.later(minutes=1)
    await paper.hand_over(BRIDGE, source="Dock News", sent=paper.at)

    class Killed(BaseException):
        """The process is no more."""

    batch = paper.alerts._batch
    from newsroom import alerts  # noqa: PLC0415

    alerts._BATCH, before = 1, alerts._BATCH
    try:
        calls = 0

        async def dying(*args: object) -> int | None:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise Killed
            return await batch(*args)  # type: ignore[arg-type]  # as given

        paper.alerts._batch = dying  # type: ignore[method-assign,assignment]  # it dies
        with pytest.raises(Killed):
            await decided(paper)
        paper.alerts = Alerts(
            storage=paper.storage, offload=paper.alerts._offload, clock=paper.now, zone="UTC"
        )
        await decided(paper)
    finally:
        alerts._BATCH = before
    assert sorted(chat_id for chat_id, _ in await rings(paper)) == [100, 200]


@pytest.mark.parametrize(
    ("zone", "at", "quiet"),
    [
        ("UTC", "2026-05-04T22:00", True),
        ("UTC", "2026-05-04T21:59", False),
        ("UTC", "2026-05-05T07:00", False),
        ("Asia/Kathmandu", "2026-05-04T16:15", True),
        ("Asia/Kathmandu", "2026-05-04T16:14", False),
        ("Europe/Kyiv", "2026-03-29T03:59", True),  # 06:59 by the summer clock, on its first day
        ("Europe/Kyiv", "2026-03-29T04:00", False),
        ("Europe/Kyiv", "2026-10-25T04:59", True),  # 06:59 by the winter clock
        ("Europe/Kyiv", "2026-10-25T05:00", False),
        ("Australia/Lord_Howe", "2026-04-04T20:29", True),
        ("Australia/Lord_Howe", "2026-04-04T20:30", False),
    ],
)
def test_quiet_hours_are_those_of_the_clock(zone: str, at: str, *, quiet: bool) -> None:
    """From 22:00 to before 07:00 by the chat's clock, on the days that it is changed too."""
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("UTC"))
    assert alert_plans.is_quiet(alert_plans.QUIET, now, zone) is quiet


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("on", "on: at most 3 an hour, none from 22:00 to 07:00"),
        ("5 an hour", "at most 5 an hour, none from 22:00"),
        ("max two per hour, quiet 11 pm to 6:30", "at most 2 an hour, none from 23:00 to 06:30"),
        ("quiet 22-7, 4/h", "at most 4 an hour, none from 22:00 to 07:00"),
        ("no quiet hours", "day and night"),
        ("quiet off", "day and night"),
        ("none between midnight and 8", "none from 00:00 to 08:00"),
        ("turn off", "Alerts are off"),
        ("5", "at most 5 an hour, none from 22:00"),
        ("up to 7 alerts", "at most 7 an hour, none from 22:00"),
        ("0", "1 to 20 times"),
        ("no alerts at night", "Alerts are off."),
        ("no alerts between 1 and 5 am", "none from 01:00 to 05:00"),
        ("bananas", "I do not understand"),
        ("quiet 25:00-07:00", "I do not understand"),
        ("quiet 22:00-22:00", "I do not understand"),
        ("0 an hour", "1 to 20 times"),
        ("21 an hour", "1 to 20 times"),
        ("x" * 500, "I do not understand"),
    ],
)
async def test_says_back_what_it_understood(empty_house: House, line: str, said: str) -> None:
    """A line sets how alerts come, or is refused with one that does."""
    assert said in empty_house.words(await empty_house.ask(f"/alerts {line}"))


async def test_plain_words_follow_and_switch_on(empty_house: House) -> None:
    """Who says of what to be told at once follows it and has alerts; of what is nothing, neither."""
    refused = await empty_house.ask("alert me about the")
    assert refused.refused
    assert key(await empty_house.ask("/alerts")) >= {"alerts.off", "alerts.nothing"}
    said = await empty_house.ask('notify me about "bridge"')
    assert key(said) == {"follow.nowhere", "alerts.on"}
    assert "Alert me at once" not in empty_house.labels(said)
    await empty_house.ask("/alerts quiet off")
    assert "none from 22:00 to 07:00" in empty_house.words(await empty_house.ask("no alerts at night"))
    assert key(await empty_house.ask("stop alerts")) >= {"alerts.off", "follow.in_short"}


async def test_off_until_asked_for(empty_house: House) -> None:
    """Alerts are off; following nothing is said, with how to begin; a button switches them on."""
    shown = await empty_house.ask("/alerts")
    assert key(shown) >= {"alerts.off", "alerts.nothing"}
    followed = await empty_house.ask('/follow "bridge"')
    on = await empty_house.press(followed, "Alert me at once")
    assert key(on) >= {"alerts.on", "follow.in_short"}
    assert "Alert me at once" not in empty_house.labels(await empty_house.ask("/following"))
    assert "alerts.off" in key(await empty_house.press(on, "Alerts off"))
    assert "Alert me at once" in empty_house.labels(await empty_house.ask("/following"))


async def test_forgotten_with_the_rest(paper: House) -> None:
    """Nothing of alerts is left of a chat that is forgotten."""
    await files(paper, BRIDGE)
    async with paper.storage.write() as work:
        await work.chats.forget(READER.chat_id)
        assert await work.alerts.plan(READER.chat_id) is None
        assert await work.alerts.told(1, [READER.chat_id]) == set()
        assert (await work.outbox.counts())["pending"] == 0
