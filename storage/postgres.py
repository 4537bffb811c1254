"""PostgreSQL 14 and later through psycopg 3; searched by a GIN index over tsvectors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    SQLColumnExpression,
    column,
    create_engine,
    func,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import SQLModel

from storage.failures import Busy, Unavailable

# One snapshot for all reads of a transaction, as SQLite has it.
READING: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITING: Mapping[str, Any] = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
ONE_WRITER = False
PATIENCE = 10_000  # milliseconds that a statement waits for a lock

BY_NUMBER = False
HURRY = "SET LOCAL synchronous_commit = off"
PAIRS = """SELECT CAST(value ->> 0 AS integer) AS number, value ->> 1 AS word
    FROM jsonb_array_elements(CAST(:pairs AS jsonb))"""
NUMBERS = "SELECT CAST(value AS bigint) AS number FROM jsonb_array_elements_text(CAST(:numbers AS jsonb))"
OWN = frozenset({"search_document_terms"})

# array_to_tsvector takes the terms as they are. to_tsvector would parse them once more, by rules that
# depend on the database's locale, and find other words than SQLite does. The function is there for its
# COST: the planner takes built-in ones for free and would rather build every article's vector than read
# the index. (A function in SQL would be inlined, and its cost with it.)
CREATE_SEARCH = (
    """CREATE FUNCTION search_vector(terms text, facets text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 2000
        AS $$ BEGIN
            RETURN array_to_tsvector(string_to_array(terms, ' ') || string_to_array(facets, ' '));
        END $$""",
    "CREATE INDEX search_document_terms ON search_document USING gin (search_vector(terms, facets))",
)
DROP_SEARCH = ("DROP INDEX search_document_terms", "DROP FUNCTION search_vector(text, text)")

# Any numbers will do that no other program on the same database uses: "sitr" and which lock.
_MIGRATION_LOCK = (0x73697472, 1)
_ALONE_LOCK = (0x73697472, 2)
_LOCK_NOT_AVAILABLE, _SERIALIZATION, _DEADLOCK = "55P03", "40001", "40P01"


def address(url: URL) -> URL:
    """The same database through psycopg; any driver that was named is not ours."""
    return url.set(drivername="postgresql+psycopg")


def engine(url: URL, *, blocking: bool = False) -> AsyncEngine:  # noqa: ARG001  # psycopg needs no thread
    """Connections that are tried before use, since a server may restart under us."""
    return create_async_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=_arguments(url))


def migration_engine(url: URL) -> Engine:
    """The same driver, blocking."""
    made = create_engine(url, hide_parameters=True, connect_args=_arguments(url))
    return made.execution_options(**WRITING)


def present(url: URL) -> bool:
    """Only a connection tells."""
    del url
    return True


def looking_engine(url: URL) -> Engine:
    """The same driver, blocking, in transactions that only read."""
    made = create_engine(url, hide_parameters=True, connect_args=_arguments(url))
    return made.execution_options(**READING)


def _arguments(url: URL) -> dict[str, Any]:
    """Times in UTC (Python cannot hold year 1 or 9999 in every zone), and an end to waiting.

    No query is long enough to be worth starting parallel workers for.
    """
    given = url.query.get("options", "")
    options = given if isinstance(given, str) else " ".join(given)
    ours = f"-c timezone=UTC -c lock_timeout={PATIENCE} -c max_parallel_workers_per_gather=0"
    arguments: dict[str, Any] = {"options": f"{options} {ours}".strip()}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = PATIENCE // 1000
    return arguments


def hold(connection: Connection) -> None:
    """An advisory lock until the transaction ends."""
    connection.execute(select(func.pg_advisory_xact_lock(*_MIGRATION_LOCK)))


def check(connection: Connection) -> None:
    """Nothing to do: PostgreSQL checks every reference itself."""


def settle(connection: Connection) -> None:
    """What autovacuum does: the index's pending entries and the planner's statistics."""
    connection.execute(select(func.gin_clean_pending_list(text("'search_document_terms'::regclass"))))
    connection.execute(text("ANALYZE"))


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
        more[latest] = func.greatest(table.c[latest], statement.excluded[latest])
    return statement.on_conflict_do_update(index_elements=key, set_=more)


def minute(at: SQLColumnExpression[datetime | None]) -> ColumnElement[Any]:
    """The time itself, cut off."""
    return func.date_trunc("minute", at)


def matching(terms: Collection[Collection[str]], without: Collection[str] = ()) -> str:
    """A tsquery."""
    expression = " & ".join(f"({_any(group)})" for group in terms)
    return f"{expression} & !({_any(without)})" if without else expression


def _any(terms: Collection[str]) -> str:
    return " | ".join(f"'{term}'" for term in terms)


# A cast to tsquery takes quoted lexemes as they are; to_tsquery would parse and fold them. The order
# stands outside: where it is known, the planner may rather walk all articles by number and make each
# one's vector, thinking that a match will come soon.
_DOCUMENT = table("search_document", column("article_id", BigInteger))
_HELD = (
    select(_DOCUMENT.c.article_id)
    .where(text("search_vector(terms, facets) @@ CAST(:match AS tsquery)"))
    .cte("held")
    .prefix_with("MATERIALIZED")
)
HOLDING = select(_HELD.c.article_id).order_by(_HELD.c.article_id.desc())

COUNTING = text(
    """SELECT asked.word, (SELECT count(*) FROM (
        SELECT 1 FROM search_document
        WHERE search_vector(terms, facets) @@ CAST(quote_literal(asked.word) || :part AS tsquery)
        LIMIT :ceiling) AS held)
    FROM unnest(CAST(:words AS text[])) AS asked(word)"""
)


def counting(words: Collection[str], ceiling: int, part: Collection[str]) -> dict[str, object]:
    """What ``COUNTING`` is bound to."""
    narrowed = f" & ({_any(part)})" if part else ""
    return {"words": list(words), "part": narrowed, "ceiling": ceiling}


async def alone(session: AsyncSession) -> None:
    """An advisory lock until the transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(*map(literal, _ALONE_LOCK))))


def unavailable(error: BaseException) -> Unavailable | None:
    """By the DB-API class, which psycopg derives from SQLSTATE (PostgreSQL, Appendix A)."""
    from psycopg import OperationalError  # noqa: PLC0415  # only who uses PostgreSQL loads its driver

    if not isinstance(error, OperationalError):
        return None
    if error.sqlstate in {_LOCK_NOT_AVAILABLE, _SERIALIZATION, _DEADLOCK}:
        return Busy("locked by another transaction")
    return Unavailable("the server cannot be reached or refuses to serve")
