"""Transactions: all or nothing, one at a time where it matters, and honest when there is no database."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import database, sqlite
from storage.chat_values import ChatKind
from storage.database import Storage
from storage.failures import Busy, Unavailable
from tests.storage.making import add, article


async def count(storage: Storage) -> int:
    """How many articles there are."""
    async with storage.read() as work:
        return (await work.articles.reach()).articles


async def test_an_exception_undoes_everything(storage: Storage) -> None:
    """What was written before an exception is not there after it, in no table."""

    async def fail() -> None:
        async with storage.write() as work:
            await work.articles.add(article(terms="fire"))
            await work.chats.touch(1, ChatKind.PRIVATE)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with storage.read() as work:
        assert await work.articles.newest() is None
        assert await work.search.newest(["fire"], every=True, limit=1) == []
        assert await work.chats.get(1) is None


async def test_a_cancelled_task_undoes_everything(storage: Storage) -> None:
    """A task cancelled in the middle leaves nothing half-written and nobody locked out."""
    begun = asyncio.Event()

    async def half() -> None:
        async with storage.write() as work:
            await work.articles.add(article())
            begun.set()
            await asyncio.sleep(60)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(half())
        await begun.wait()
        task.cancel()
    async with asyncio.timeout(5):
        assert await count(storage) == 0
        await add(storage, article())
    assert await count(storage) == 1


VICTIM = """
import asyncio, os, signal, sys
from storage.database import Storage
from tests.storage.making import article

async def main():
    async with Storage.open(sys.argv[1]).write() as work:
        number = await work.articles.add(article(terms="fire"))
        await work.stories.start(number)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_killed_process_leaves_nothing(storage: Storage, database_url: str) -> None:
    """A process killed in a transaction leaves no row and no lock."""
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", VICTIM, database_url], check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    async with asyncio.timeout(5):
        assert await count(storage) == 0
        await add(storage, article())
    async with storage.read() as work:
        assert await work.stories.count() == 0


async def test_a_reader_sees_one_state(storage: Storage) -> None:
    """What is written meanwhile does not show in a transaction that has begun to read."""
    async with storage.read() as work:
        assert await work.articles.newest() is None
        await add(storage, article())
        assert await work.articles.newest() is None
    assert await count(storage) == 1


async def test_a_reader_cannot_write(storage: Storage) -> None:
    """Writing in a transaction for reading is an error, not a loss."""
    with pytest.raises((DBAPIError, Unavailable), match=r"read-only|cannot be written"):
        async with storage.read() as work:
            await work.chats.touch(1, ChatKind.PRIVATE)
    async with storage.write() as work:
        assert await work.chats.get(1) is None
        await work.chats.touch(1, ChatKind.PRIVATE)


async def test_looking_first_and_adding_then_is_safe_alone(storage: Storage, database_url: str) -> None:
    """Processes that store the same article at the same time, alone, store it once."""
    other = Storage.open(database_url)

    async def file(at: Storage) -> None:
        async with at.write(alone=True) as work:
            if not await work.articles.by_hash("same"):
                await asyncio.sleep(0.01)
                await work.articles.add(article(content_hash="same"))

    try:
        await asyncio.gather(*(file(at) for at in (storage, other) * 3))
    finally:
        await other.close()
    assert await count(storage) == 1


async def test_many_tasks_write_and_read_at_once(storage: Storage) -> None:
    """Writers queue rather than fail, however many there are; readers go on meanwhile."""
    await asyncio.gather(*(add(storage, article()) for _ in range(30)), *(count(storage) for _ in range(30)))
    assert await count(storage) == 30


async def test_a_broken_rule_is_a_bug(storage: Storage) -> None:
    """A reference to nothing is refused by both databases, and not taken for a failure of theirs."""
    with pytest.raises(IntegrityError):
        await add(storage, article(submission_id=404))


async def test_errors_do_not_tell_what_was_stored(storage: Storage) -> None:
    """An error's message names no value: it may end in a log."""
    with pytest.raises(IntegrityError) as caught:
        await add(storage, article("A secret.", submission_id=404))
    assert "secret" not in str(caught.value)


async def test_a_locked_file_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another process keeps locked is Busy, after some patience, and works again later."""
    monkeypatch.setattr(sqlite, "PATIENCE", 50)
    storage = Storage.open(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            await add(storage, article())
        assert await count(storage) == 0
        other.rollback()
    await add(storage, article())
    assert await count(storage) == 1
    await storage.close()


async def test_a_wait_for_the_lock_can_be_given_up(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled while it waits for a locked file, a task takes no lock with it."""
    monkeypatch.setattr(sqlite, "PATIENCE", 400)
    storage = Storage.open(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await add(storage, article())
        other.rollback()
    async with asyncio.timeout(5):
        await add(storage, article())
    assert await count(storage) == 1
    await storage.close()


async def test_a_writer_in_the_way_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that never ends keeps others of the process waiting for so long, not for ever."""
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    storage = Storage.open(sqlite_url)
    async with storage.write():
        with pytest.raises(Busy):
            await add(storage, article())
    await add(storage, article())
    await storage.close()


async def test_what_may_block_does_the_same_in_its_own_thread(sqlite_url: str, tmp_path: Path) -> None:
    """A database that may hold up the event loop starts no thread; it keeps, undoes and fails as any."""
    before = threading.active_count()
    storage = Storage.open(sqlite_url, blocking=True)
    try:
        [kept] = await add(storage, article(terms="fire"))
        with suppress(LookupError):
            async with storage.write() as work:
                await work.articles.add(article(terms="flood"))
                raise LookupError
        async with storage.read() as work:
            assert [each.text for each in await work.articles.sentences(kept)] == [
                "One came.",
                "Two went.",
                "Three stayed.",
            ]
            assert await work.search.newest(["flood"], every=True, limit=1) == []
            assert [each.id for each in await work.articles.copies(kept)] == []
        assert threading.active_count() == before
    finally:
        await storage.close()
    nowhere = Storage.open(f"sqlite:///{tmp_path}/nowhere/sitrep.db", blocking=True)
    with pytest.raises(Unavailable):
        await count(nowhere)
    await nowhere.close()


async def test_a_lost_connection_is_unavailable(postgres_url: str) -> None:
    """When the server ends our connection the error says so, and the next transaction connects anew."""
    storage = Storage.open(postgres_url)

    async def lose() -> None:
        async with storage.write() as work:
            me = await work.articles._session.scalar(text("SELECT pg_backend_pid()"))
            async with storage.write() as killer:
                kill = text("SELECT pg_terminate_backend(:me)").bindparams(me=me)
                await killer.articles._session.execute(kill)
            await work.articles.newest()

    with pytest.raises(Unavailable):
        await lose()
    async with storage.read() as work:
        await work.articles.newest()
    await storage.close()


async def test_the_servers_zone_does_not_matter(postgres_url: str) -> None:
    """The last hours that Python can hold are read back from a server that lives in another zone."""
    storage = Storage.open(postgres_url + "%20-ctimezone%3DAsia%2FTokyo")
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    try:
        async with storage.write() as work:
            number = await work.articles.add(article(published=last))
            got = await work.articles.get(number)
            await work.articles.delete(number)
    finally:
        await storage.close()
    assert got is not None
    assert got.published == last


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://root:hush-hush@127.0.0.1:1/test",
        "postgresql://root:hush-hush@127.0.0.1:5432/no_such_database",
        "sqlite:////proc/nowhere/sitrep.db",
    ],
)
async def test_no_database_is_unavailable(url: str) -> None:
    """A database that cannot be reached is Unavailable, for migrations and transactions alike."""
    storage = Storage.open(url)
    for attempt in (storage.migrate, lambda: count(storage)):
        with pytest.raises(Unavailable) as caught:
            await attempt()
        assert "hush" not in str(caught.value)
    await storage.close()


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    """Neither migrated over nor read as empty."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Not a database, but somebody's notes.\n" * 50)
    storage = Storage.open(f"sqlite:///{path}")
    with pytest.raises(Unavailable):
        await storage.migrate()
    with pytest.raises(Unavailable):
        await count(storage)
    await storage.close()
    assert path.read_bytes().startswith(b"Not a database")


@pytest.mark.parametrize(
    "url", ["", "news", "mysql://hush:hush@host/db", "sqlite://", "sqlite:///:memory:", "http://hush", "://"]
)
def test_other_urls_are_refused(url: str) -> None:
    """What is neither a SQLite file nor PostgreSQL is a ValueError that does not repeat the URL."""
    with pytest.raises(ValueError, match="database URL") as caught:
        Storage.open(url)
    assert "hush" not in str(caught.value)


LOADED = """
import sys, storage.values
heavy = {"sqlmodel", "sqlalchemy", "alembic", "pydantic", "aiosqlite", "psycopg"} & set(sys.modules)
import storage.database
late = {"alembic", "aiosqlite", "psycopg"} & set(sys.modules)
print(heavy | late or "none")
"""


def test_values_come_without_the_machinery() -> None:
    """Importing the values loads neither SQLModel nor Alembic, importing the database no driver."""
    command = [sys.executable, "-c", LOADED]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own script
    assert run.stdout.strip() == "none"


def test_a_database_that_is_not_there_leaves_no_thread() -> None:
    """A program that gives up on a missing file ends quietly, without a thread that outlives its loop."""

    async def give_up() -> None:
        storage = Storage.open("sqlite:////no such folder/file.db")
        with pytest.raises(Unavailable):
            async with storage.read() as work:
                await work.articles.newest()
        await storage.close()

    for _ in range(10):
        before = threading.active_count()
        asyncio.run(give_up())
        assert threading.active_count() == before
