"""The one choice of a database dialect, and the column types that differ between them.

Only this file, ``sqlite.py`` and ``postgres.py`` name a dialect. Everything that the two databases do
differently stands in the :class:`Dialect` that both modules fulfil.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Insert,
    Integer,
    Select,
    SQLColumnExpression,
    Text,
    TextClause,
    make_url,
)
from sqlalchemy.engine.interfaces import Dialect as Engineering
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from storage import postgres, sqlite
from storage.failures import Unavailable


class Dialect(Protocol):
    """What the two databases do each in its own way."""

    @property
    def READING(self) -> Mapping[str, Any]:  # noqa: N802  # a constant of the module that fulfils this
        """Execution options of a transaction that only reads: one snapshot, writing is an error."""

    @property
    def WRITING(self) -> Mapping[str, Any]:  # noqa: N802  # as above
        """Execution options of a transaction that writes."""

    @property
    def ONE_WRITER(self) -> bool:  # noqa: N802  # as above
        """Whether the database lets one transaction write at a time."""

    @property
    def BY_NUMBER(self) -> bool:  # noqa: N802  # as above
        """Whether the search index gives articles in the order of their numbers, and stops where told."""

    @property
    def HURRY(self) -> str:  # noqa: N802  # as above
        """A statement that makes a connection quicker at writing very many rows."""

    @property
    def PAIRS(self) -> str:  # noqa: N802  # as above
        """A query for the columns ``number`` and ``word`` of the parameter ``pairs``, pairs in JSON."""

    @property
    def NUMBERS(self) -> str:  # noqa: N802  # as above
        """A query for the column ``number`` of the parameter ``numbers``, a list in JSON."""

    @property
    def OWN(self) -> frozenset[str]:  # noqa: N802  # as above
        """Tables and indices of the search that the models do not know."""

    @property
    def CREATE_SEARCH(self) -> tuple[str, ...]:  # noqa: N802  # as above
        """Statements that index ``search_document``, as the first migration runs them."""

    @property
    def DROP_SEARCH(self) -> tuple[str, ...]:  # noqa: N802  # as above
        """Statements that undo ``CREATE_SEARCH``."""

    def address(self, url: URL) -> URL:
        """The same database with the driver we use; ValueError where it cannot be served."""

    def engine(self, url: URL, *, blocking: bool = False) -> AsyncEngine:
        """The engine of the running program; no I/O yet. ``blocking``: statements may hold up the loop."""

    def migration_engine(self, url: URL) -> Engine:
        """A blocking engine for migrations; creates what a first connection needs (a folder)."""

    def present(self, url: URL) -> bool:
        """False where there is no file yet. Raises Unavailable where none can be made either."""

    def looking_engine(self, url: URL) -> Engine:
        """A blocking engine that changes nothing, of a database that is there."""

    def hold(self, connection: Connection) -> None:
        """Keep every other migration out until this transaction ends."""

    def check(self, connection: Connection) -> None:
        """Raise ValueError when a migration left a reference to nothing behind."""

    def settle(self, connection: Connection) -> None:
        """After very many rows came in: what the database otherwise does by itself, some time later."""

    def skip_existing(self, model: type[SQLModel], telling: str | None = None) -> Insert:
        """An insert that leaves rows alone that are there already. It returns ``telling``."""

    def replace_existing(
        self, model: type[SQLModel], *, key: Collection[str], values: Mapping[str, object]
    ) -> Insert:
        """An insert of one row that overwrites the row of the same key with ``values``."""

    def adding_up(self, model: type[SQLModel], column: str, latest: str | None = None) -> Insert:
        """An insert that adds ``column`` to that of the row of the same key, where there is one.

        Of the column ``latest`` the greater of both is kept.
        """

    def minute(self, at: SQLColumnExpression[datetime | None]) -> ColumnElement[Any]:
        """The minute of the clock in which a time lies."""

    @property
    def HOLDING(self) -> Select[int]:  # noqa: N802  # as above
        """Ids of the articles that match the parameter ``match``, newest first."""

    def matching(self, terms: Collection[Collection[str]], without: Collection[str] = ()) -> str:
        """What matches articles that hold one term of each group, and none ``without``.

        There is a group, none is empty, and no term holds a space, a quote or a backslash.
        """

    @property
    def COUNTING(self) -> TextClause:  # noqa: N802  # as above
        """Words with the numbers of articles that hold them, for the parameters of ``counting``."""

    def counting(self, words: Collection[str], ceiling: int, part: Collection[str]) -> dict[str, object]:
        """Parameters to count the articles that hold each of the words, up to ``ceiling``.

        Where ``part`` is not empty, only articles that hold one of its terms are counted. Words and terms
        are as those of ``matching``.
        """

    async def alone(self, session: AsyncSession) -> None:
        """Wait until no other transaction is alone, and be alone until this one ends."""

    def unavailable(self, error: BaseException) -> Unavailable | None:
        """What a driver's error means to the outside, or None when it is a bug of ours."""


SQLITE: Dialect = sqlite
POSTGRESQL: Dialect = postgres

_BY_NAME: Mapping[str, Dialect] = {
    "sqlite": SQLITE,
    "postgresql": POSTGRESQL,
    "postgres": POSTGRESQL,
}


def choose(url: str) -> tuple[Dialect, URL]:
    """The dialect of a database URL, and the URL with its driver.

    Raises ValueError, without quoting the URL (it may hold a password), for any other URL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("not a database URL") from None
    dialect = _BY_NAME.get(parsed.get_backend_name())
    if dialect is None:
        raise ValueError("the database URL must begin with sqlite:// or postgresql://")
    return dialect, dialect.address(parsed)


def of(connection: Connection) -> Dialect:
    """The dialect of an open connection."""
    return _BY_NAME[connection.dialect.name]


class Utc(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Engineering) -> datetime | None:  # noqa: ARG002
        """Turn any aware time into UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without its zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Engineering) -> datetime | None:  # noqa: ARG002
        """Give back aware UTC, from databases with and without zones."""
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


class Key(TypeDecorator[int]):
    """A 64-bit number of a row. SQLite numbers rows itself only where the type reads INTEGER."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Engineering) -> TypeEngine[int]:
        """INTEGER (64 bits as well) on SQLite."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Exact(TypeDecorator[str]):
    """Text compared by code point, so that a prefix is a range and order is the same everywhere."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Engineering) -> TypeEngine[str]:
        """PostgreSQL orders by the database's language unless told; SQLite never does."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())
