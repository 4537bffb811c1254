"""What all repositories share: a session, a dialect, and inserting many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage.dialect import Dialect


class Repository:
    """The rows of one group of tables, within one transaction."""

    def __init__(self, session: AsyncSession, dialect: Dialect) -> None:
        self._session = session
        self._dialect = dialect

    async def _add_missing(self, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert the rows whose key is not there yet."""
        if rows:
            await self._session.execute(self._dialect.skip_existing(model), rows)

    async def _each(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run an update once for each row of parameters, all in one round."""
        if rows:
            await (await self._session.connection()).execute(statement, rows)

    async def _change(self, statement: Executable) -> int:
        """Run an update or delete; how many rows it met."""
        # Rows are read, never edited, so there is nothing in the session to keep in step.
        result = await self._session.execute(statement, execution_options={"synchronize_session": False})
        assert isinstance(result, CursorResult)  # noqa: S101  # what every update and delete gives
        return result.rowcount
