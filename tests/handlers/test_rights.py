"""What is stored of a reader: shown on request, and gone on request, through the true desk."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import pytest
from sqlalchemy import inspect, text

from newsroom import mydata
from storage import schema
from storage.chat_values import Alert, AlertPlan, Follow, FollowKind
from storage.database import Storage
from storage.personal import OWNERS
from tests.botapi.people import Person
from tests.handlers.answers import answer, notice
from tests.handlers.stage import Stage, opened, playing, settled
from tests.newsroom.house import House
from tests.storage.making import NOON

READER, GROUP, MEMBER, CHIEF = 987_654_321, -1_005_123_456_789, 987_650_001, 987_650_002
WORDS = "zeppelin"


@pytest.fixture
async def live(storage: Storage) -> AsyncIterator[Stage]:
    """A stage on which the newsroom itself answers."""
    async with opened(storage, front=House(storage=storage).desk) as on, playing(on):
        on.api.methods.members |= {(GROUP, MEMBER): "member", (GROUP, CHIEF): "administrator"}
        yield on


async def does(person: Person, words: str) -> str:
    """What the bot says to somebody's words, the last of it."""
    before = len(person.sees)
    await person.says(words)
    return (await person.hears(before + 1))[-1].text


async def data(person: Person) -> dict[str, Any]:
    """The document that somebody gets."""
    before = len(person.sees)
    await person.says("/mydata")
    shown = (await person.hears(before + 2))[-1]
    assert shown.file is not None
    assert shown.file_name.endswith(".json")
    found: dict[str, Any] = json.loads(shown.file)
    return found


async def forgets(person: Person) -> None:
    """Somebody has the bot forget, and says yes."""
    await does(person, "/forgetme")
    asked = person.sees[-1]
    await person.presses(asked, "Yes, delete it")
    await person.api.until(lambda: "Done" in asked.text)


def everything(url: str) -> str:
    """All that all tables of the database hold."""
    with schema._connection(url) as connection:
        quoted = map(
            connection.dialect.identifier_preparer.quote,
            inspect(connection).get_table_names(),
        )
        return str([list(connection.execute(text(f"SELECT * FROM {name}"))) for name in quoted])  # noqa: S608  # from the database


async def test_all_is_shown_and_then_gone(live: Stage, database_url: str) -> None:
    """/mydata shows what was chosen, followed and asked; after /forgetme nothing of it is anywhere."""
    reader = live.person(READER)
    await does(reader, "/start")
    await does(reader, "/subscribe 08:00 20:00 weekdays Kyiv brief")
    await does(reader, f'/follow "{WORDS} crash"')
    async with live.storage.write() as work:
        what = Follow(kind=FollowKind.WORD, key=WORDS)
        await work.alerts.put(AlertPlan(chat_id=READER, hourly=2, quiet=(time(23), time(6)), since=NOON))
        await work.alerts.add([Alert(chat_id=READER, story_id=1, at=NOON, article_id=1, why=what)])
    await does(reader, f"Where did the {WORDS} land?")
    in_group = live.person(READER, group=GROUP)
    await does(in_group, f"@sitrep_bot Who built the {WORDS} there?")
    await live.post(READER, answer(notice(f"A {WORDS}.")))
    await settled(live)
    found = await data(reader)
    assert found["version"] == 1
    assert str(found["written"]).endswith("Z")
    assert found["chat"] == [{"id": READER, "kind": "private", "zone": "Europe/Kyiv", "stopped": None}]
    (digest,) = found["digests_subscribed"]
    assert digest["times"] == ["08:00", "20:00"]
    assert digest["days"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert digest["zone"] == "Europe/Kyiv"
    assert str(digest["due"]).endswith("Z")
    assert [each["name"] for each in found["followed_and_muted"]] == [f"{WORDS} crash"]
    assert [(each["hourly"], each["quiet"]) for each in found["alerts_wanted"]] == [(2, ["23:00", "06:00"])]
    assert [each["key"] for each in found["alerts_given_or_kept_back"]] == [WORDS]
    assert {READER, GROUP} == {each["chat_id"] for each in found["questions"]}
    assert WORDS in str(found["messages_to_be_sent_or_sent"][0]["message"])
    assert str(READER) in everything(database_url)
    await forgets(reader)
    await settled(live)
    left = everything(database_url)
    assert str(READER) not in left
    assert WORDS not in left
    for _ in range(2):
        assert await does(reader, "/mydata") == "Nothing about this chat is stored."
    assert await live.states() == {}


def test_every_table_has_a_section() -> None:
    """What /mydata reads it can also write, under a name that says what it is."""
    assert mydata.SECTIONS.keys() == OWNERS.keys()


async def test_a_groups_data_goes_to_its_admins(live: Stage) -> None:
    """An admin gets the group's, without anybody's number; a member is told how to get their own."""
    member, chief = live.person(MEMBER, group=GROUP), live.person(CHIEF, group=GROUP)
    await does(chief, "/subscribe 08:00 Kyiv")
    await does(member, f"@sitrep_bot Where did the {WORDS} land?")
    assert "write /mydata to me in a private chat" in await does(member, "/mydata")
    found = await data(chief)
    assert WORDS in str(found["questions"])
    assert str(MEMBER) not in str(found)
    await settled(live)
    own = await data(live.person(MEMBER))
    assert WORDS in str(own["questions"])
    assert "digests_subscribed" not in own


async def test_what_is_being_sent_ends_with_it(live: Stage, database_url: str) -> None:
    """Who is forgotten while a digest is sent gets no more of it, and nothing of it comes back."""
    reader = await live.known(READER)
    long = answer(*(notice(f"{WORDS} {number} " + "x" * 3000) for number in range(3)))
    await live.post(READER, long)

    async def forget() -> None:
        async with live.storage.write() as work:
            await work.chats.forget(READER)

    live.api.meanwhile.append(forget)
    await live.delivery().deliver_due()
    assert len(reader.sees) == 1
    left = everything(database_url)
    assert str(READER) not in left
    assert WORDS not in left
    assert await does(reader, "/mydata") == "Nothing about this chat is stored."


async def test_saying_yes_again_changes_nothing(live: Stage, database_url: str) -> None:
    """A press that comes again, after a kill before Telegram heard of the first, is answered the same."""
    reader = live.person(READER)
    await does(reader, "/subscribe 08:00 Kyiv")
    await does(reader, "/forgetme")
    asked = reader.sees[-1]
    pressed = live.api.methods.as_message(asked)
    for _ in range(2):
        await reader.calls_back(pressed, "forget:1")
        await settled(live)
        assert "nothing about this chat is stored any more" in asked.text
    assert str(READER) not in everything(database_url)
