"""What is stored of somebody: all of it is shown, and all of it is forgotten, whatever table comes next."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, inspect, select, text

from storage import schema
from storage.chat_values import ChatKind, NewDigest
from storage.database import Storage, Work
from storage.dialect import Key, Utc
from storage.models import Row
from storage.personal import OWNERS
from tests.storage.making import NOON, subscribe

SOMEBODY, OTHER = 987_654_321, 123_456_789
SECRET = "Qwertzuiop"
# Columns of 64 bits that are no row's key and name neither chat nor user: messages, topics, updates, files.
NOBODYS = {
    *("thread_id", "message_id", "answer_id", "receipt_id", "head_id", "update_id", "back_update_id"),
    "correction.submission_id",  # of what was handed over, whose own row says by whom
    "channel.id",
    "alert_position.chat_id",  # of the chat that is looked at
    "outdated.chat_id",  # the same
    "broadcast.after",  # the same
}
# What stays, since it is an article's, a channel's or a feed's; it no longer says whose.
STAYS = {
    "inbox": {"state", "source", "url", "reason", "glue", "host", "file_id", "file_type", "progress", "text"},
    "channel": {"title", "username"},
    "subscription": {"times", "days", "zone", "length", "quiet", "about", "title"},
    "feed": {"url", "host", "title", "state", "reason", "etag", "modified", "seen"},
    "correction": {"kind", "articles", "said", "kept"},
}
_numbers = count(1)


def columns() -> Iterator[Column[Any]]:
    """Those of every table that could hold a chat's or user's number."""
    for table in Row.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, BigInteger):  # a row's own key is of another type
                yield column


def test_no_table_is_left_out() -> None:
    """A column that may hold a chat's or user's number is shown by /mydata, or known to hold none."""
    owned = {f"{table}.{name}" for table, names in OWNERS.items() for name in names}
    found = {str(column) for column in columns()}
    assert len(found) > len(OWNERS)
    assert owned <= found
    unknown = {each for each in found - owned if not NOBODYS & {each, each.split(".")[1]}}
    assert unknown == set(), "add it to storage.personal.OWNERS and to Chats.forget, or to NOBODYS"


def value(column: Column[Any], owner: int) -> object:
    """Something to put into a column: numbers nobody else has, secret words, times."""
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, (Utc, DateTime)):
        return NOON
    if isinstance(column.type, (Integer, BigInteger, Key)):
        return next(_numbers)
    return f"{SECRET}-{column.table.name}-{column.name}-{owner}-{next(_numbers)}"


async def furnish(work: Work, owner: int) -> None:
    """A row of every table that is somebody's, in which every column is filled."""
    await work.chats.touch(OTHER + 1, ChatKind.CHANNEL)  # a chat's rows that are another's, too
    for name, names in OWNERS.items():
        table = Row.metadata.tables[name]
        for owned in names:
            row = {column.name: value(column, owner) for column in table.columns}
            row |= dict.fromkeys(names, OTHER + 1) | {owned: owner}
            await work.personal._run(table.insert(), row)


def everything(url: str) -> dict[str, str]:
    """All that each table of the database holds, the search index and Alembic's own included."""
    with schema._connection(url) as connection:
        tables = inspect(connection).get_table_names()
        quoted = connection.dialect.identifier_preparer.quote
        return {
            name: str(list(connection.execute(text(f"SELECT * FROM {quoted(name)}"))))  # noqa: S608  # from the database
            for name in tables
        }


async def test_all_of_it_is_shown(storage: Storage) -> None:
    """Every table's rows are in it, whoever they are for, with every word in them; others' are not."""
    async with storage.write() as work:
        await furnish(work, SOMEBODY)
        await furnish(work, OTHER)
        found = await work.personal.of(SOMEBODY, person=True)
        group = await work.personal.of(SOMEBODY, person=False)
        assert await work.personal.of(5, person=True) == {}
    assert {name: len(rows) for name, rows in found.items()} == {
        name: len(names) for name, names in OWNERS.items()
    }
    assert str(OTHER) not in str(found).replace(str(OTHER + 1), "")
    for table in map(Row.metadata.tables.__getitem__, OWNERS):
        bulk = {"seen", "etag", "modified", "kept"}
        words = [c.name for c in table.columns if isinstance(value(c, 0), str) and c.name not in bulk]
        for name in words:
            assert f"{SECRET}-{table.name}-{name}-{SOMEBODY}" in str(found[table.name])
    assert {"channel", "feed", "correction", "broadcast"}.isdisjoint(group)
    assert not any("user_id" in row for rows in group.values() for row in rows)
    assert set(group["asked"][0]) == set(found["asked"][0]) - {"user_id"}


async def test_nothing_is_left(storage: Storage, database_url: str) -> None:
    """After it is forgotten no table of the database holds the number or the words; others' stay."""
    async with storage.write() as work:
        await furnish(work, SOMEBODY)
        await furnish(work, OTHER)
    before = everything(database_url)
    assert {name for name, rows in before.items() if str(SOMEBODY) in rows} == set(OWNERS)
    async with storage.write() as work:
        await work.personal._run(text("UPDATE inbox SET state = 'done'"))
        await work.chats.forget(SOMEBODY)
        assert await work.personal.of(SOMEBODY, person=True) == {}
    after = everything(database_url)
    assert {name for name, rows in after.items() if str(OTHER) in rows} == set(OWNERS)
    for name, rows in after.items():
        for column in STAYS.get(name, ()):
            rows = re.sub(rf"{SECRET}-{name}-{column}-{SOMEBODY}-\d+", "", rows)  # noqa: PLW2901
        assert str(SOMEBODY) not in rows, name


@pytest.mark.parametrize("state", ["refused", "withdrawn", "done", "waiting"])
async def test_of_what_was_handed_over_only_articles_stay(storage: Storage, state: str) -> None:
    """What nothing came of is gone with its words; a note beside it always; a text that was stored stays."""
    async with storage.write() as work:
        await furnish(work, SOMEBODY)
        await work.personal._run(text(f"UPDATE inbox SET state = '{state}'"))  # noqa: S608  # a constant
        await work.chats.forget(SOMEBODY)
        rows = [
            dict(row) for row in (await work.personal._run(select(Row.metadata.tables["inbox"]))).mappings()
        ]
    assert len(rows) == 2
    for row in rows:
        kept = state in {"done", "waiting"}
        assert (SECRET in row["text"]) is kept
        assert (SECRET in (row["url"] or "")) is kept
        assert (SECRET in row["file_name"]) is (state == "waiting")
        assert row["note"] is None
        assert str(SOMEBODY) not in str({k: v for k, v in row.items() if SECRET not in str(v)})


async def test_forgetting_and_composing_do_not_wait_for_each_other(
    storage: Storage, database_url: str
) -> None:
    """Whoever is forgotten while a digest is composed or sent is gone, whichever comes first."""
    other = Storage.open(database_url)

    async def compose() -> None:
        async with other.write() as work:
            if await work.subscriptions.held([(SOMEBODY, None)]):
                await asyncio.sleep(0)
                new = NewDigest(chat_id=SOMEBODY, slot=NOON, payload="x", covered=NOON, due=NOON)
                await work.outbox.digests([new], NOON)

    async def forget() -> None:
        async with storage.write() as work:
            await work.chats.forget(SOMEBODY)

    try:
        for _ in range(5):
            async with storage.write() as work:
                await work.chats.touch(SOMEBODY, ChatKind.PRIVATE)
                await subscribe(work, SOMEBODY, NOON)
            await asyncio.gather(compose(), forget())
            async with storage.read() as work:
                assert await work.personal.of(SOMEBODY, person=True) == {}
    finally:
        await other.close()
