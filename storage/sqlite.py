"""SQLite: a file in WAL mode, searched by FTS5. Needs SQLite 3.35 (RETURNING), uses nothing after 3.40."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Integer,
    SQLColumnExpression,
    Text,
    cast,
    column,
    create_engine,
    event,
    func,
    select,
    table,
    text,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from storage.failures import Busy, Unavailable

READING: Mapping[str, Any] = {"sitrep_begin": ("PRAGMA query_only = ON", "BEGIN")}
# IMMEDIATE takes the write lock before anything is read, so that a transaction never has to be
# given up half-way because another one wrote first.
WRITING: Mapping[str, Any] = {"sitrep_begin": ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE")}
ONE_WRITER = True
PATIENCE = 10_000  # milliseconds that a connection waits for another process's write lock

BY_NUMBER = True
HURRY = "PRAGMA cache_size = -262144"  # KiB: pages that many rows change are written once
PAIRS = """SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS word
    FROM json_each(:pairs)"""
NUMBERS = "SELECT value AS number FROM json_each(:numbers)"
OWN = frozenset(
    {"search_index", "search_index_data", "search_index_idx", "search_index_docsize", "search_index_config"}
)

# The terms are folded and split already. The tokenizer "ascii" leaves them so: it takes every code point
# over 127 as part of a token. unicode61 would split some by an older Unicode than Python's.
# Only "which articles hold this term" is asked, never where or how often: detail=none, columnsize=0.
CREATE_SEARCH = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        terms, facets, content='search_document', content_rowid='article_id',
        tokenize="ascii tokenchars '_'", detail=none, columnsize=0)""",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, terms, facets)
        VALUES (new.article_id, new.terms, new.facets); END""",
    """CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, terms, facets)
        VALUES ('delete', old.article_id, old.terms, old.facets); END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, terms, facets)
        VALUES ('delete', old.article_id, old.terms, old.facets);
        INSERT INTO search_index(rowid, terms, facets)
        VALUES (new.article_id, new.terms, new.facets); END""",
)
DROP_SEARCH = (
    "DROP TRIGGER search_document_changed",
    "DROP TRIGGER search_document_gone",
    "DROP TRIGGER search_document_added",
    "DROP TABLE search_index",
)

_UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_READONLY: "the file cannot be written",
    sqlite3.SQLITE_IOERR: "the disk failed",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
}


def address(url: URL) -> URL:
    """The URL of a file; a database in memory would be a new one for every connection."""
    if url.database in {None, "", ":memory:"} or url.host:
        raise ValueError("the database URL must name a file: sqlite:///path/to/file")
    return url.set(drivername="sqlite+aiosqlite")


def engine(url: URL, *, blocking: bool = False) -> AsyncEngine:
    """Connections with foreign keys on, whose transactions we begin ourselves."""
    if blocking:
        made = create_async_engine(url, hide_parameters=True, creator=partial(_Blocking, str(url.database)))
    else:
        made = create_async_engine(url, hide_parameters=True, connect_args={"async_creator_fn": _connect})
    _prepare(made.sync_engine, "PRAGMA foreign_keys = ON", "PRAGMA synchronous = NORMAL")
    return made


async def _connect(*args: Any, **named: Any) -> Any:  # noqa: ANN401  # what SQLAlchemy passes on and takes
    """A connection. One that cannot be made is not left before its thread has ended.

    The thread reports its end to the event loop; a program that gives up meanwhile has closed that, and
    would end with the thread's traceback.
    """
    import aiosqlite  # noqa: PLC0415  # only once there is something to connect to

    connection = aiosqlite.connect(*args, **named)
    connection._thread.daemon = True  # noqa: SLF001  # as SQLAlchemy does
    try:
        return await connection
    except sqlite3.Error:
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001  # there is no public way
        raise


class _Blocking(sqlite3.Connection):
    """A connection whose statements run in the thread that asks: to hand each to another takes longer."""

    terminate = sqlite3.Connection.close


def migration_engine(url: URL) -> Engine:
    """One that makes the folder and the file, in WAL mode.

    Foreign keys stay off: a migration that rebuilds a table would set off its ON DELETE CASCADE. They
    are checked at its end.
    """
    assert url.database is not None  # noqa: S101  # address() has refused it
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise Unavailable("the folder of the database cannot be made") from exc
    made = create_engine(url.set(drivername="sqlite"), hide_parameters=True).execution_options(**WRITING)
    event.listen(made, "connect", _turn_to_wal)
    _prepare(made)
    return made


def present(url: URL) -> bool:
    """Whether the file is there, or else where its folder could be made."""
    assert url.database is not None  # noqa: S101  # address() has refused it
    path = Path(url.database)
    if path.exists():
        return True
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise Unavailable("the file of the database cannot be made")
    return False


def looking_engine(url: URL) -> Engine:
    """One that reads the file, makes none and leaves its mode as it is.

    It may write all the same (``mode=rw``): what may not would leave the files of a WAL behind it.
    """
    assert url.database is not None  # noqa: S101  # address() has refused it
    uri = f"{Path(url.database).absolute().as_uri()}?mode=rw"
    made = create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True), hide_parameters=True)
    made = made.execution_options(**READING)
    _prepare(made)
    return made


def _turn_to_wal(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """The file stays in WAL mode. Turning it takes the file alone, and SQLite does not wait for that."""
    until = time.monotonic() + PATIENCE / 1000
    cursor = connection.cursor()
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
    cursor.close()


def _prepare(engine: Engine, *pragmas: str) -> None:
    """Take transaction control from the driver, which would begin too late and never for a read."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"PRAGMA busy_timeout = {PATIENCE}", *pragmas):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        for statement in connection.get_execution_options().get("sitrep_begin", ("BEGIN",)):
            connection.exec_driver_sql(statement)


def hold(connection: Connection) -> None:
    """Nothing to do: the transaction began IMMEDIATE."""


def check(connection: Connection) -> None:
    """Foreign keys were off; see that they hold."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise ValueError(f"the migration left {broken[0]} with a reference to nothing in {broken[2]}")


def settle(connection: Connection) -> None:
    """Nothing to do: no plan depends on statistics."""


@cache
def skip_existing(model: type[SQLModel], telling: str | None = None) -> Insert:
    """``INSERT ... ON CONFLICT DO NOTHING``."""
    statement = insert(model).on_conflict_do_nothing()
    return statement if telling is None else statement.returning(statement.table.c[telling])


def replace_existing(model: type[SQLModel], *, key: Collection[str], values: Mapping[str, object]) -> Insert:
    """``INSERT ... ON CONFLICT (key) DO UPDATE``."""
    return (
        insert(model)
        .values(values)
        .on_conflict_do_update(
            index_elements=list(key), set_={name: value for name, value in values.items() if name not in key}
        )
    )


@cache
def adding_up(model: type[SQLModel], column: str, latest: str | None = None) -> Insert:
    """``INSERT ... ON CONFLICT (key) DO UPDATE SET column = column + new``."""
    statement = insert(model)
    table = statement.table
    key = [each.name for each in table.primary_key]
    more = {column: table.c[column] + statement.excluded[column]}
    if latest is not None:
        more[latest] = func.max(table.c[latest], statement.excluded[latest])
    return statement.on_conflict_do_update(index_elements=key, set_=more)


def minute(at: SQLColumnExpression[datetime | None]) -> ColumnElement[Any]:
    """Times are stored as text."""
    return func.substr(cast(at, Text), 1, len("2024-10-23 09:41"))


def matching(terms: Collection[Collection[str]], without: Collection[str] = ()) -> str:
    """An expression of FTS5."""
    expression = " AND ".join(f"({_any(group)})" for group in terms)
    return f"({expression}) NOT ({_any(without)})" if without else expression


def _any(terms: Collection[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)


_INDEX = table("search_index", column("rowid", Integer))
# FTS5 walks the articles of a term from either end, so a LIMIT bounds the work.
HOLDING = select(_INDEX.c.rowid).where(text("search_index MATCH :match")).order_by(_INDEX.c.rowid.desc())

# One statement for all words: making one a word would cost more than running it.
COUNTING = text(
    """SELECT asked.value, (SELECT count(*) FROM (
        SELECT 1 FROM search_index WHERE search_index MATCH '"' || asked.value || '"' || :part
        LIMIT :ceiling))
    FROM json_each(:words) AS asked"""
)


def counting(words: Collection[str], ceiling: int, part: Collection[str]) -> dict[str, object]:
    """What ``COUNTING`` is bound to."""
    narrowed = f" AND ({_any(part)})" if part else ""
    return {"words": json.dumps(list(words)), "part": narrowed, "ceiling": ceiling}


async def alone(session: AsyncSession) -> None:
    """Nothing to do: who writes is alone."""


def unavailable(error: BaseException) -> Unavailable | None:
    """By SQLite's primary result code (https://www.sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    code &= 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Busy("locked by another process")
    return Unavailable(_UNREACHABLE[code]) if code in _UNREACHABLE else None
