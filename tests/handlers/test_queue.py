"""Written before it is acknowledged: what Telegram forgets is in the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from handlers.queue import WriteAhead
from newsroom import intents as i
from storage.database import Storage, Work
from storage.failures import Busy
from tests.botapi.people import CHANNEL
from tests.botapi.server import Call
from tests.handlers.stage import Stage, opened, playing


class Failing(Storage):
    """An archive that cannot be written to for the next ``times`` transactions."""

    times = 0
    error: Exception = Busy("on purpose")

    @asynccontextmanager
    async def write(self, *, alone: bool = False) -> AsyncIterator[Work]:
        """Fails so many times, then works."""
        if self.times > 0:
            self.times -= 1
            raise self.error
        async with super().write(alone=alone) as work:
            yield work


@pytest.fixture
async def failing(archive: Storage) -> AsyncIterator[Failing]:
    """The test's archive, able to fail."""
    storage = Failing.open(archive._url)
    assert isinstance(storage, Failing)
    yield storage
    await storage.close()


async def test_offset_moves_after_the_write(failing: Failing) -> None:
    """While the database is away Telegram keeps the forward; then it is stored and acknowledged once.

    What came before it in the same batch is answered once, though it is fetched again.
    """
    async with opened(failing) as stage:
        await stage.person(100).says("/help")
        forwarded = await stage.admin.forwards("Words.", CHANNEL)
        failing.times = 2
        async with playing(stage):
            await stage.api.until(lambda: failing.times == 0)
            await stage.admin.hears()
            assert max(int(c.params.get("offset", 0)) for c in _polls(stage)[:-1]) == 0
            await stage.api.until(lambda: not stage.api.waiting)
            await stage.application.update_queue.join()
        async with failing.read() as work:
            stored = await work.inbox.get(1)
            assert await work.inbox.get(2) is None
    assert stored is not None
    assert stored.key == f"7:{forwarded}"
    assert [m.text for m in stage.admin.sees] == ["Got it, reading…"]
    assert len(stage.person(100).sees) == 1


async def test_redelivered_forward_is_stored_once(archive: Storage) -> None:
    """A forward that Telegram delivers again after a crash is one submission and one acknowledgement."""
    async with opened(archive) as stage:
        await stage.admin.forwards("Words.", CHANNEL)
        kept = list(stage.api._pending)
        async with playing(stage):
            await stage.admin.hears()
        stage.api._pending = kept
        stage.api.offset = 0
        async with opened(archive) as again:
            again.api.methods.chats = stage.api.methods.chats
            again.api._pending = kept
            async with playing(again):
                await again.api.until(lambda: not again.api.waiting)
                await again.application.update_queue.join()
            assert again.api.made("sendMessage") == []
        async with archive.read() as work:
            assert await work.inbox.get(2) is None


async def test_bug_does_not_end_the_polling(failing: Failing, caplog: pytest.LogCaptureFixture) -> None:
    """A bug while something is stored is told by a number, logged with it, and what follows is answered."""
    async with opened(failing) as stage:
        failing.times, failing.error = 1, RuntimeError("secret words")
        await stage.admin.forwards("Words.", CHANNEL)
        await stage.person(100).says("/help")
        async with playing(stage):
            await stage.person(100).hears()
            (told,) = await stage.admin.hears()
            await stage.api.until(lambda: not stage.api.waiting)
    number = told.text.removeprefix("Something went wrong, number ").removesuffix(".")
    assert f"bug {number}" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "text", ["Half a pair \ud83d here?", "\ud83dhttps://example.org/a", "A NUL \0 here?"]
)
async def test_strange_characters_do_not_end_the_polling(stage: Stage, text: str) -> None:
    """What no database stores is left out at the door, of an admin's words and a reader's, and answered."""
    for person in (stage.admin, stage.person(100)):
        await person.says(text)
        await person.hears()
    texts = [q.intent.text for q in stage.desk.asked if isinstance(q.intent, i.Ask)]
    assert all("\0" not in each and each.isprintable() for each in texts)


async def test_other_things_pass_through(archive: Storage) -> None:
    """What is no update, as the library's signal to stop, is queued as it is."""
    queue = WriteAhead(storage=archive, admins=frozenset(), clock=_never)
    signal = object()
    await queue.put(signal)
    async with asyncio.timeout(1):
        assert await queue.get() is signal


def _polls(stage: Stage) -> list[Call]:
    return stage.api.made("getUpdates")


def _never() -> datetime:
    raise AssertionError("nothing is received here")
