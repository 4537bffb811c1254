"""Digests of channels: set in private by an admin who may post there, posted there, ended from afar."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from storage.chat_values import ChatKind
from storage.database import Storage
from tests.botapi.people import Person
from tests.handlers.stage import Stage, opened, playing, settled
from tests.newsroom.house import House

CHANNEL, GROUP = -1002000, -1005
CHIEF, OWNER, MUTE, READER = 101, 102, 103, 104
ARTICLE = "Flood closes bridge\n\nThe bridge in Exampleton was closed by flood water on Monday."


@pytest.fixture
async def house(archive: Storage) -> House:
    """The newsroom."""
    return House(storage=archive)


@pytest.fixture
async def live(house: House) -> AsyncIterator[Stage]:
    """A stage on which the newsroom itself answers; there is a channel, whose admin the bot is."""
    async with opened(house.storage, front=house.desk) as on, playing(on):
        methods = on.api.methods
        channel = {"id": CHANNEL, "type": "channel", "title": "Sample News", "username": "sample_news"}
        methods.chats |= {
            CHANNEL: channel,
            GROUP: {"id": GROUP, "type": "supergroup", "title": "G", "username": "sample_group"},
        }
        methods.members |= {
            (CHANNEL, methods.me["id"]): "administrator",
            (CHANNEL, CHIEF): "administrator",
            (CHANNEL, OWNER): "creator",
            (CHANNEL, MUTE): "administrator",
            (CHANNEL, READER): "member",
        }
        methods.silent.add((CHANNEL, MUTE))
        yield on


async def does(person: Person, words: str) -> str:
    """What the bot says to somebody's words."""
    before = len(person.sees)
    await person.says(words)
    return (await person.hears(before + 1))[-1].text


async def posted(live: Stage, house: House) -> int:
    """How many digests are composed and sent when an hour has passed."""
    house.later(hours=1)
    await house.digests.compose_due()
    return await live.delivery().deliver_due()


@pytest.mark.parametrize("user_id", [CHIEF, OWNER])
@pytest.mark.parametrize("name", ["@sample_news", "@Sample_News", "https://t.me/sample_news"])
async def test_it_is_posted_there(live: Stage, house: House, user_id: int, name: str) -> None:
    """An admin's or the owner's words are enough; its buttons lead readers into their own chats."""
    chief = live.person(user_id)
    said = await does(chief, f"/subscribe {name} 10:00 weekdays Kyiv")
    assert "in @" in said
    assert "comes on weekdays at 10:00 (Europe/Kyiv" in said
    assert chief.sees[-1].buttons == {}
    await house.hand_over(ARTICLE)
    assert await posted(live, house) == 1
    (digest,) = live.api.shown(CHANNEL)
    assert "The bridge in Exampleton was closed by flood water on Monday." in digest.text
    assert digest.buttons == {}
    assert digest.opens["Story 1"] == "https://t.me/sitrep_bot?start=story_1_0"
    assert "Settings" not in digest.opens
    assert len(chief.sees) == 1


async def test_a_group_keeps_its_buttons(live: Stage, house: House) -> None:
    """Where everybody can ask, a digest's buttons ask, and lead nowhere else."""
    live.api.methods.members[GROUP, CHIEF] = "administrator"
    await does(live.person(CHIEF, group=GROUP), "/subscribe 10:00 weekdays Kyiv")
    await house.hand_over(ARTICLE)
    assert await posted(live, house) == 1
    digest = live.api.shown(GROUP)[-1]
    assert "Story 1" in digest.buttons
    assert "Story 1" not in digest.opens


@pytest.mark.parametrize(
    ("user_id", "typed", "says"),
    [
        (READER, "@sample_news 08:00", "Only admins of @sample_news who may post there"),
        (MUTE, "@sample_news 08:00", "Only admins of @sample_news who may post there"),
        (999, "@sample_news 08:00", "Only admins of @sample_news who may post there"),
        (CHIEF, "@another_one 08:00", "I find no channel @another_one"),
        (CHIEF, "@sample_group 08:00", "@sample_group is no channel"),
        (CHIEF, "@sample_news 25:00", "is not a time of day"),
        (CHIEF, "@sample_news", "At what time?"),
    ],
)
async def test_what_cannot_be_is_told(live: Stage, house: House, user_id: int, typed: str, says: str) -> None:
    """Each refusal says what is wrong, and nothing is set."""
    assert says in await does(live.person(user_id), f"/subscribe {typed}")
    async with house.storage.read() as work:
        assert await work.subscriptions.of_chat(CHANNEL) == []


@pytest.mark.parametrize("standing", ["none", "silent"])
async def test_the_bot_must_be_let_in(live: Stage, standing: str) -> None:
    """Where the bot is no admin, or one who may not post, it says what to do."""
    methods = live.api.methods
    if standing == "none":
        del methods.members[CHANNEL, methods.me["id"]]
    else:
        methods.silent.add((CHANNEL, methods.me["id"]))
    assert "I may not post in @sample_news. Make me an admin" in await does(
        live.person(CHIEF), "/subscribe @sample_news 08:00"
    )


async def test_in_a_group_it_is_told_where(live: Stage) -> None:
    """A channel's digest is nothing to be set before others."""
    live.api.methods.members[GROUP, CHIEF] = "administrator"
    chief = live.person(CHIEF, group=GROUP)
    assert "in a private chat with me" in await does(chief, "/subscribe @sample_news 08:00")


async def test_it_is_listed_paused_and_ended(live: Stage) -> None:
    """Its admin sees it among the settings; the admin's own digest is another matter."""
    chief = live.person(CHIEF)
    await does(chief, "/subscribe 09:00 Kyiv")
    await does(chief, "/subscribe @sample_news 08:00")
    told = await does(chief, "/settings")
    assert "Your digest comes every day at 09:00" in told
    assert "The digest in @sample_news comes every day at 08:00 (Europe/Kyiv" in told
    assert "Paused until" in await does(chief, "/pause @sample_news 2w")
    assert "Paused" not in await does(chief, "/settings")
    assert "The next one" in await does(chief, "/resume @sample_news")
    assert "ends all of it" in await does(chief, "/unsubscribe @sample_news 19:30")
    assert "no digest in @sample_news any more" in await does(chief, "/unsubscribe @sample_news")
    told = await does(chief, "/settings")
    assert "@sample_news" not in told
    assert "Your digest comes every day at 09:00" in told
    assert "@sample_news has no digest" in await does(chief, "/unsubscribe @sample_news")


async def test_its_clock_is_its_own(live: Stage, house: House) -> None:
    """It is that of the admin's chat at first, which is said; times are told by it, and it can be changed."""
    chief = live.person(CHIEF)
    await does(chief, "/zone Tokyo")
    said = await does(chief, "/subscribe @sample_news 08:00")
    assert "every day at 08:00 (Asia/Tokyo" in said
    assert "You named no time zone, so @sample_news has that of this chat, Asia/Tokyo." in said
    said = await does(chief, "/subscribe @sample_news Europe/Kyiv")
    assert "every day at 08:00 (Europe/Kyiv" in said
    assert ", 08:00." in said.split("The next one: ")[1].split("\n")[0]
    assert "You named" not in said
    said = await does(chief, "/zone @sample_news New York")
    assert "every day at 08:00 (America/New_York" in said
    assert ", 08:00." in said.split("The next one: ")[1].split("\n")[0]
    paused = await does(chief, "/pause @sample_news until Monday")
    assert ", 00:00." in paused.split("Paused until ")[1].split(" The next")[0]
    assert "for example /zone @sample_news Kyiv" in await does(chief, "/zone @sample_news 14:35")
    await settled(live)
    async with house.storage.read() as work:
        own = await work.chats.get(CHIEF)
    assert own is not None
    assert own.zone == "Asia/Tokyo"


async def test_its_admin_sees_it_before_it_comes(live: Stage, house: House) -> None:
    """The preview is that of its plan; nothing is posted there, and the next one tells it all the same."""
    chief = live.person(CHIEF)
    assert "@sample_news has no digest" in await does(chief, "/digest @sample_news")
    await does(chief, '/subscribe @sample_news 10:00 Kyiv about "bridge"')
    await house.hand_over(ARTICLE)
    house.later(seconds=1)
    shown = await does(chief, "/digest @sample_news")
    assert shown.startswith("The digest in @sample_news as it would come now:")
    assert "The bridge in Exampleton was closed by flood water on Monday." in shown
    assert "Only admins of @sample_news" in await does(live.person(READER), "/digest @sample_news")
    assert live.api.shown(CHANNEL) == []
    assert await posted(live, house) == 1


async def test_who_set_it_can_always_end_it(live: Stage, house: House) -> None:
    """Also when no admin any more; others cannot."""
    chief, reader = live.person(CHIEF), live.person(READER)
    await does(chief, "/subscribe @sample_news 08:00")
    assert "You have set no digest in @sample_news" in await does(reader, "/unsubscribe @sample_news")
    live.api.methods.members[CHANNEL, CHIEF] = "member"
    assert "Only admins" in await does(chief, "/subscribe @sample_news 09:00")
    assert "no digest in @sample_news any more" in await does(chief, "/unsubscribe @Sample_News")
    async with house.storage.read() as work:
        assert await work.subscriptions.of_chat(CHANNEL) == []


async def becomes(live: Stage, status: str) -> None:
    """The bot's standing in the channel changes."""
    methods = live.api.methods
    bot = {**methods.me}
    methods.members[CHANNEL, bot["id"]] = status
    member = {"user": bot, "status": status}
    if status == "administrator":
        rights = live.api.methods.call("getChatMember", {"chat_id": str(CHANNEL), "user_id": str(bot["id"])})
        assert isinstance(rights, dict)
        member |= rights
    content = {
        "chat": methods.chats[CHANNEL],
        "from": live.person(OWNER).user,
        "date": int(time.time()),
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": member,
    }
    await live.api.push("my_chat_member", content)
    await settled(live)


async def test_out_and_in_again(live: Stage, house: House) -> None:
    """A bot that is put out posts nothing more, and goes on when it is let in again."""
    await does(live.person(CHIEF), "/subscribe @sample_news 07:00")
    await house.hand_over(ARTICLE)
    await becomes(live, "left")
    assert await posted(live, house) == 0
    await becomes(live, "administrator")
    await posted(live, house)
    assert len(live.api.shown(CHANNEL)) == 1


async def test_a_right_that_is_taken_stops_it(live: Stage, house: House) -> None:
    """Telegram's refusal stops the channel alone."""
    await does(live.person(CHIEF), "/subscribe @sample_news 07:00")
    await house.hand_over(ARTICLE)
    live.api.methods.silent.add((CHANNEL, live.api.methods.me["id"]))
    assert await posted(live, house) == 1
    async with house.storage.read() as work:
        chat = await work.chats.get(CHANNEL)
    assert chat is not None
    assert chat.kind is ChatKind.CHANNEL
    assert chat.stopped is not None


async def test_forgotten_admins_leave_the_channel_its_digest(live: Stage, house: House) -> None:
    """It goes on, and nothing says any longer who set it."""
    chief = live.person(CHIEF)
    await does(chief, "/subscribe @sample_news 07:00")
    await does(chief, "/forgetme")
    asked = chief.sees[-1]
    await chief.presses(asked, "Yes, delete it")
    await live.api.until(lambda: "Done" in asked.text)
    async with house.storage.read() as work:
        (left,) = await work.subscriptions.of_chat(CHANNEL)
        assert await work.subscriptions.of_channels(CHIEF) == []
    assert left.added_by is None
