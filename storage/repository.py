"""What all repositories share: a session, a dialect, and running statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import SQLModel

from storage.dialect import Dialect

Row = Mapping[str, Any]


async def run(
    connection: AsyncConnection, statement: Executable, rows: Row | Sequence[Row] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """As ``connection.execute``, which refuses a connection that never awaits."""
    return await connection.run_sync(Connection.execute, statement, rows)


class Repository:
    """The rows of one group of tables, within one transaction."""

    def __init__(self, session: AsyncSession, dialect: Dialect) -> None:
        self._session = session
        self._dialect = dialect
        self._connection: AsyncConnection | None = None

    async def _run(
        self, statement: Executable, rows: Row | Sequence[Row] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement past the session, which makes objects of rows; once for each row of parameters.

        For what is run very often: a statement that is built once, and bound here, takes a third of the time.
        """
        if self._connection is None:
            self._connection = await self._session.connection()
        return await run(self._connection, statement, rows)

    async def _add_missing(self, model: type[SQLModel], rows: Sequence[Row]) -> None:
        """Insert the rows whose key is not there yet."""
        if rows:
            await self._run(self._dialect.skip_existing(model), rows)

    async def _change(self, statement: Executable, row: Row | None = None) -> int:
        """Run an update or delete; how many rows it met."""
        return (await self._run(statement, row)).rowcount
