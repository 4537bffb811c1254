"""The time zone, asked so that people can answer: by a place, a clock or their location."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect, text

from storage import schema
from storage.database import Storage
from tests.botapi.people import Person
from tests.handlers.stage import Stage, opened, playing, settled
from tests.newsroom.house import House

READER, GROUP, CHIEF, MEMBER = 100, -1005, 101, 102


@pytest.fixture
async def house(archive: Storage) -> House:
    """The newsroom."""
    return House(storage=archive)


@pytest.fixture
async def live(house: House) -> AsyncIterator[Stage]:
    """A stage on which the newsroom itself answers."""
    async with opened(house.storage, front=house.desk) as on, playing(on):
        on.api.methods.members |= {(GROUP, CHIEF): "administrator", (GROUP, MEMBER): "member"}
        yield on


async def zone(house: House, chat_id: int) -> str | None:
    """The zone on record of a chat."""
    async with house.storage.read() as work:
        chat = await work.chats.get(chat_id)
    return chat.zone if chat else None


async def subscribed(live: Stage) -> Person:
    """A reader who is asked for the zone, since they named none."""
    reader = live.person(READER)
    await reader.says("/subscribe 08:00")
    plan, asked = await reader.hears(2)
    assert "08:00 (UTC" in plan.text
    assert "Stop the digest" in plan.buttons
    assert "Is that your clock?" in asked.text
    return reader


async def test_a_location_is_looked_up_and_not_kept(live: Stage, house: House) -> None:
    """A button shares it, the zone is set and the digest moves there; the place itself is stored nowhere."""
    reader = await subscribed(live)
    assert reader.menu == {"Share my location": True, "Keep UTC": False}
    await reader.shares(49.842957, 24.031111)
    said = await reader.hears(3)
    assert "Your time zone is Europe/Kyiv" in said[2].text
    await settled(live)
    assert "every day at 08:00 (Europe/Kyiv" in reader.sees[-1].text
    assert reader.menu == {}
    assert await zone(house, READER) == "Europe/Kyiv"
    with schema._connection(house.storage._url) as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608  # our own names
            assert not [row for row in rows if "49.8429" in str(row) or "24.0311" in str(row)]


async def test_at_sea_nobody_has_a_clock(live: Stage, house: House) -> None:
    """A place without a zone is told so, and the question stays open."""
    reader = await subscribed(live)
    await reader.shares(30.0, -40.0)
    assert "I find no time zone at that place" in (await reader.hears(3))[2].text
    assert True in reader.menu.values()
    await reader.says("Lviv")
    await reader.hears(4)
    assert await zone(house, READER) == "Europe/Kyiv"


async def test_a_live_location_is_read_once(live: Stage, house: House) -> None:
    """Where somebody goes while they share it is not followed."""
    reader = await subscribed(live)
    sent = await reader.shares(49.84, 24.03)
    await settled(live)
    count = len(reader.sees)
    moved = {**reader.sent[sent], "edit_date": 1, "location": {"latitude": 35.7, "longitude": 139.7}}
    await live.api.push("edited_message", moved)
    await settled(live)
    assert len(reader.sees) == count
    assert await zone(house, READER) == "Europe/Kyiv"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kyiv", "Europe/Kyiv"),
        ("I'm in Odesa.", "Europe/Kyiv"),
        ("New York", "America/New_York"),
        ("London, UK", "Europe/London"),
        ("it's {tokyo} here", "Asia/Tokyo"),
        ("{tokyo}", "Asia/Tokyo"),
        ("Keep UTC", "UTC"),
    ],
)
async def test_plain_words_answer_it(live: Stage, house: House, typed: str, found: str) -> None:
    """Right after the question a place or time in the next message is the answer."""
    reader = await subscribed(live)
    tokyo = house.at.astimezone(ZoneInfo("Asia/Tokyo"))
    await reader.says(typed.format(tokyo=f"{tokyo:%H:%M}"))
    await settled(live)
    assert await zone(house, READER) == found
    assert reader.menu == {}


@pytest.mark.parametrize("typed", ["Who is Rutte?", "Rutte", "thanks", "Kyiv?"])
async def test_other_words_are_what_they_always_are(live: Stage, house: House, typed: str) -> None:
    """A question is answered, not taken for a place."""
    reader = await subscribed(live)
    await reader.says(typed)
    await reader.hears(3)
    assert await zone(house, READER) is None


async def test_slips_are_told(live: Stage, house: House) -> None:
    """A misspelt city and a time that no clock shows are answered as what they are."""
    reader = await subscribed(live)
    await reader.says("Kyyiv")
    assert "Did you mean Europe/Kyiv?" in (await reader.hears(3))[2].text
    await reader.says("09:10")
    assert "Nowhere do clocks show 09:10 now" in (await reader.hears(4))[3].text
    assert await zone(house, READER) is None


async def test_the_question_is_open_for_a_while(live: Stage, house: House) -> None:
    """Later, and once it is answered, a city's name is a question to the archive."""
    reader = await subscribed(live)
    house.later(minutes=11)
    await reader.says("Kyiv")
    await reader.hears(4)
    assert await zone(house, READER) is None
    await reader.says("/zone")
    await reader.says("Kyiv")
    await settled(live)
    await reader.says("Tokyo")
    await settled(live)
    assert await zone(house, READER) == "Europe/Kyiv"


@pytest.mark.parametrize("typed", ["14:77", "25:10", "13 pm", "7.345"])
async def test_an_impossible_time_is_told(live: Stage, house: House, typed: str) -> None:
    """It is no question to the archive; the question for the zone stays open, and its buttons stay."""
    reader = await subscribed(live)
    await reader.says(typed)
    assert f'No clock shows "{typed}"' in (await reader.hears(3))[2].text
    assert reader.menu
    await reader.says("Lviv")
    await settled(live)
    assert await zone(house, READER) == "Europe/Kyiv"
    assert reader.menu == {}


async def test_what_is_asked_in_between_does_not_end_it(live: Stage, house: House) -> None:
    """Questions and commands are answered; a city is the answer still, a country's name is none."""
    reader = await subscribed(live)
    for said, typed in enumerate(("Who is Rutte?", "/latest", "Ukraine", "Kyyiv"), start=3):
        await reader.says(typed)
        await reader.hears(said)
        assert await zone(house, READER) is None
        assert reader.menu
    await reader.says("I am in Ukraine")
    await settled(live)
    assert await zone(house, READER) == "Europe/Kyiv"
    assert reader.menu == {}


async def test_left_open_it_is_over_some_time(live: Stage, house: House) -> None:
    """With the next answer after ten minutes it is said once that it is, and the buttons go."""
    reader = await subscribed(live)
    house.later(minutes=11)
    await reader.says("/latest")
    said = await reader.hears(4)
    assert said[2].text == "Your clock stays UTC; /zone asks for it again."
    assert reader.menu == {}
    await reader.says("/latest")
    assert len(await reader.hears(5)) == 5


async def test_a_digest_with_a_zone_answers_it(live: Stage, house: House) -> None:
    """Who writes the zone into another line is asked no more."""
    reader = await subscribed(live)
    await reader.says("/subscribe 09:00 Kyiv")
    await settled(live)
    assert reader.menu == {}
    assert await zone(house, READER) == "Europe/Kyiv"


async def test_asked_once(live: Stage) -> None:
    """Who did not answer is not asked again with each change; /zone asks when it is told to."""
    reader = await subscribed(live)
    await reader.says("/subscribe 09:00")
    await settled(live)
    assert "Not your clock? /zone" in reader.sees[-1].text
    assert len(reader.sees) == 3
    await reader.says("/zone")
    said = await reader.hears(5)
    assert "Your time zone is UTC" in said[3].text
    assert "Is that your clock?" in said[4].text


async def test_in_a_group_a_reply_answers(live: Stage, house: House) -> None:
    """There nobody's location is asked for, and only an admin's reply to the question is the answer."""
    chief, member = live.person(CHIEF, group=GROUP), live.person(MEMBER, group=GROUP)
    await chief.says("/subscribe 08:00")
    _, asked = await chief.hears(2)
    assert "reply to this message" in asked.text
    assert asked.buttons == {"Keep UTC": "zone:UTC"}
    assert chief.menu == {}

    def reply() -> dict[str, Any]:
        return {"reply_to_message": live.api.methods.as_message(asked)}

    await chief.says("Kyiv")
    await member.says("Tokyo", **reply())
    await settled(live)
    assert await zone(house, GROUP) is None
    assert "Only this group's admins" in chief.sees[-1].text
    await chief.says("Kyiv", **reply())
    await settled(live)
    assert await zone(house, GROUP) == "Europe/Kyiv"


async def test_when_is_asked_and_answered(live: Stage, house: House) -> None:
    """Who asks for a digest without a time is asked when, and the next message may say it."""
    reader = live.person(READER)
    await reader.says("/subscribe")
    assert "At what time?" in (await reader.hears())[0].text
    await reader.says("every weekday at 7 kyiv time")
    assert "on weekdays at 07:00 (Europe/Kyiv" in (await reader.hears(2))[1].text
    await reader.says("8 in the evening")
    await reader.hears(3)
    async with house.storage.read() as work:
        (found,) = await work.subscriptions.of_chat(READER)
    assert [f"{at:%H:%M}" for at in found.plan.times] == ["07:00"]
