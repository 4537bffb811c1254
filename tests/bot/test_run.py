"""The true `sitrep run` against the double of the Bot API: dialogs, faults, crashes, and its end."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from storage.chat_values import ChatKind, Plan
from storage.database import Storage
from tests.bot.running import ADMIN, Bot, running
from tests.botapi import BotApi, Fault
from tests.botapi.methods import Shown
from tests.botapi.people import CHANNEL, Person
from tests.newsroom.house import House

READER = 100
TITLE = "Harbour town reopens its ferry line after two winters"
ARTICLE = f"""{TITLE}

The ferry between the harbour town and the northern island sailed again on Tuesday, the port authority \
said. It had lain idle for two winters because the channel was mined. Navy divers cleared the last of \
nineteen mines in September.

"We counted every one of them," said harbour master Ilse Brandt. The authority expects 300 passengers a \
day until spring. A second ship is to follow in March, according to the regional council.
"""


def sqlite(path: Path) -> Storage:
    """The archive in a file."""
    return Storage.open(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def samples(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the bundled samples, made once."""
    path: Path = tmp_path_factory.mktemp("samples") / "samples.db"
    shutil.copyfile(sqlite_template, path)

    async def fill() -> None:
        storage = sqlite(path)
        await House(storage=storage, at=datetime.now(UTC)).fill()
        await storage.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def database(samples: Path, tmp_path: Path) -> Path:
    """The test's own copy of the sample archive."""
    path = tmp_path / "sitrep.db"
    shutil.copyfile(samples, path)
    return path


async def known(database: Path, *chats: int) -> None:
    """Puts chats on record before the bot starts."""
    storage = sqlite(database)
    async with storage.write() as work:
        for chat_id in chats:
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
    await storage.close()


async def stopped(database: Path, chat_id: int) -> str | None:
    """Why nothing is sent to a chat."""
    storage = sqlite(database)
    async with storage.read() as work:
        chat = await work.chats.get(chat_id)
    await storage.close()
    assert chat is not None
    return chat.stopped


async def titles(database: Path) -> list[str]:
    """The titles of all articles."""
    storage = sqlite(database)
    async with storage.read() as work:
        found = [article.title async for article in work.articles.export()]
    await storage.close()
    return found


async def test_reader_is_answered(database: Path) -> None:
    """A reader starts the bot, sees the latest with sources, pages there and back, follows a deep link."""
    async with running(database) as (_, api):
        reader = Person(api, READER)
        await reader.says("/start")
        (welcome,) = await reader.hears()
        assert "/who" in welcome.text
        await reader.says("/latest")
        latest = (await reader.hears(2))[1]
        assert "(sample data), " in latest.text
        assert latest.links
        await reader.says("/who Rutte")
        page = (await reader.hears(3))[2]
        first = page.text
        await reader.presses(page, "More")
        await api.until(lambda: page.text != first)
        await reader.presses(page, "Back")
        await api.until(lambda: page.text == first)
        await reader.says("/start article_1")
        assert "#1" in (await reader.hears(4))[3].text


async def test_admin_forwards_and_stranger_does_not(database: Path) -> None:
    """An admin's forward is acknowledged, and that becomes the receipt; a stranger's is declined.

    The same post again gives a receipt that says so, and one article.
    """
    async with running(database) as (_, api):
        reader, admin = Person(api, READER), Person(api, ADMIN)
        await reader.forwards(ARTICLE, CHANNEL)
        (declined,) = await reader.hears()
        assert "admins" in declined.text
        forwarded = await admin.forwards(ARTICLE, CHANNEL)
        (receipt,) = await admin.hears()
        assert receipt.reply_to == forwarded
        await api.until(lambda: receipt.history, patience=60)
        assert receipt.history == ["Got it, reading…"]
        assert TITLE in receipt.text
        assert "— Sample Channel, 23 Oct 2024" in receipt.text
        assert "https://t.me/sample_channel/77" in receipt.links
        assert "Undo" in receipt.buttons
        await admin.forwards(ARTICLE, CHANNEL)
        again = (await admin.hears(2))[1]
        await api.until(lambda: again.history, patience=60)
        assert "Already stored" in again.text
        assert (await titles(database)).count(TITLE) == 1
        await admin.presses(receipt, "Undo")
        assert "Taken back" in (await admin.hears(3))[2].text
        assert TITLE not in await titles(database)


async def test_inline_edits_and_topics(database: Path) -> None:
    """Anywhere: a card for a name, one that says no; an edited question in place; a forum's own topic.

    What a card posts stands in the stored articles, and its link opens the page it is about.
    """
    async with running(database, SITREP_QUESTIONS_PER_MINUTE="30") as (bot, api):
        reader = Person(api, READER)
        offered = await reader.is_offered(await reader.types("Rutte"))
        person = offered.choices[0]
        assert person.title == "Mark Rutte"
        assert "(sample data), " in person.description
        await _assert_stored(database, person.text)
        await reader.says(f"/start {person.opens[0].partition('start=')[2]}")
        assert (await reader.hears())[0].text.startswith("Mark Rutte")
        declined = await reader.is_offered(await reader.types("xyzzy"))
        assert [choice.title for choice in declined.choices] == ["Not in my articles"]
        asked = await reader.says("/who Rutte")
        seen = (await reader.hears(2))[1]
        await reader.edits(asked, "/who Zelensky")
        await api.until(lambda: seen.text.startswith("Volodymyr Zelensky"))
        bot.kill()
        await bot.ended()
        await bot.start()
        await reader.edits(asked, "/topic nato")
        await api.until(lambda: seen.text.startswith("NATO"))
        member = Person(api, READER, group=-1006, topic=5)
        await member.says("/latest@sitrep_bot")
        assert (await member.hears())[0].thread == 5
        assert len(reader.sees) == 2


async def test_flood_is_one_persons_own(database: Path) -> None:
    """A person who floods is told once; another's question is answered meanwhile."""
    async with running(database, SITREP_QUESTIONS_PER_MINUTE="3") as (_, api):
        flooder, reader = Person(api, READER), Person(api, 101)
        for _n in range(12):
            await flooder.says("/latest")
        await reader.says("/who Rutte")
        assert (await reader.hears())[0].text.startswith("Mark Rutte")
        await flooder.hears(4)
        await api.until(lambda: not api.waiting)
        await asyncio.sleep(0.5)
        assert ["That is more" in m.text for m in flooder.sees] == [False, False, False, True]


async def _assert_stored(database: Path, text: str) -> None:
    """Every line of a card's message that credits nothing and is no heading is an article's."""
    storage = sqlite(database)
    async with storage.read() as work:
        held = "\n".join([f"{a.title}\n{a.body}" async for a in work.articles.export()])
    await storage.close()
    lines = [line for line in text.splitlines() if line.endswith((".", "?", "”", '"'))]
    quoted = [line for line in lines if not line.startswith("Named in ")]
    assert len(quoted) >= 2
    assert [line for line in quoted if line not in held] == []


async def test_faults_of_telegram(database: Path) -> None:
    """Blocked chats are stopped, floods waited out, unreadable markup sent plain, broken calls repeated."""
    await known(database, READER, 101, 102, 103, 104)
    async with running(database) as (_, api):
        api.faults += [
            Fault.blocked(READER),
            Fault.flood(2, chat_id=101),
            Fault(code=400, description="Bad Request: can't parse entities: x", chat_id=102),
            Fault(drop="before", chat_id=103),
            Fault(code=502, description="Bad Gateway", chat_id=104),
        ]
        for person in (people := [Person(api, n) for n in (READER, 101, 102, 103, 104)]):
            await person.says("/latest")
        for person in people[1:]:
            (seen,) = await person.hears()
            assert "(sample data), " in seen.text
        first, second = api.made("sendMessage", 101)
        assert second.at - first.at >= 2
        assert not people[2].sees[0].html
        assert people[0].sees == []
        await _until_stopped(database, READER)


async def test_kill_after_the_acknowledgement_loses_nothing(database: Path) -> None:
    """Killed after an acknowledgement and started again, the bot stores the article and tells so, once.

    The acknowledgement itself, in flight at the kill, may come a second time.
    """
    async with running(database) as (bot, api):
        admin = Person(api, ADMIN)
        await admin.forwards(ARTICLE, CHANNEL)
        await admin.hears()
        bot.kill()
        await bot.ended()
        await bot.start()
        await api.until(lambda: _receipts(admin), patience=60)
        seen = len(admin.sees)
        assert seen <= 2
        await admin.says("/help")
        await admin.hears(seen + 1)
        await asyncio.sleep(1)
        assert len(admin.sees) == seen + 1
        assert len(_receipts(admin)) == 1
        assert (await titles(database)).count(TITLE) == 1


async def test_digest_is_sent_once(database: Path) -> None:
    """A subscriber whose digest is due gets it, and not again after a kill and a new start."""
    await known(database, READER)
    storage = sqlite(database)
    now = datetime.now(UTC)
    async with storage.write() as work:
        plan = Plan(times=(time(now.hour, now.minute),), zone="UTC")
        await work.subscriptions.put((READER, None), plan, now - timedelta(minutes=1))
    await storage.close()
    async with running(database) as (bot, api):
        reader = Person(api, READER)
        await reader.hears()
        await api.until(lambda: any("Latest" in m.buttons for m in reader.sees))
        await _until_delivered(database)
        parts = len(reader.sees)
        bot.kill()
        await bot.ended()
        await bot.start()
        await reader.says("/help")
        await reader.hears(parts + 1)
        await asyncio.sleep(1)
        assert len(reader.sees) == parts + 1


async def test_ends_when_told(database: Path) -> None:
    """SIGTERM ends the process with 0, what it received is confirmed, and the log has no token in it."""
    async with running(database) as (bot, api):
        reader = Person(api, READER)
        await reader.says("/help")
        await reader.hears()
        bot.terminate()
        assert await bot.ended() == 0
        assert api.waiting == 0
        log = bot.log.read_text()
        assert "is running" in log
        assert api.token.partition(":")[2] not in log
        assert "Traceback" not in log


async def test_log_has_nobodys_words(database: Path) -> None:
    """At the finest level of logging neither the token nor any text of articles and people is in the log."""
    async with BotApi() as api:
        bot = Bot(api, database)
        try:
            await bot.start(SITREP_LOG_LEVEL="debug")
            admin, reader = Person(api, ADMIN), Person(api, READER)
            await reader.says("Who feeds the walrus of Exampleton?")
            await reader.hears()
            await admin.forwards(ARTICLE, CHANNEL)
            (receipt,) = await admin.hears()
            await api.until(lambda: receipt.history, patience=60)
            bot.terminate()
            assert await bot.ended() == 0
        finally:
            await bot.close()
        log = bot.log.read_text()
    assert "is running" in log
    words = ["walrus", "ferry", "Brandt", "mined", "Sample Channel", "SELECT", "INSERT", "Update("]
    assert [word for word in words if word in log] == []
    assert api.token.partition(":")[2] not in log


async def test_unknown_token_is_one_line(database: Path) -> None:
    """A token that Telegram does not know ends the process with 2 and one line that does not show it."""
    async with BotApi() as api:
        api.revoked = True
        bot = Bot(api, database)
        await bot.launch()
        assert await bot.ended() == 2
        log = bot.log.read_text()
    assert len([line for line in log.splitlines() if "token" in line]) == 1
    assert api.token.partition(":")[2] not in log
    assert "Traceback" not in log


def _receipts(admin: Person) -> list[Shown]:
    return [message for message in admin.sees if TITLE in message.text]


async def _until_stopped(database: Path, chat_id: int) -> None:
    async with asyncio.timeout(10):
        while await stopped(database, chat_id) is None:  # noqa: ASYNC110  # another process does it
            await asyncio.sleep(0.1)


async def _until_delivered(database: Path) -> None:
    storage = sqlite(database)
    async with asyncio.timeout(10):
        while True:
            async with storage.read() as work:
                if not (await work.outbox.counts())["pending"]:
                    break
            await asyncio.sleep(0.1)
    await storage.close()
