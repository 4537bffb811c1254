"""Questions as they were typed, for the buttons under their answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from storage.models import AskedRow
from storage.repository import Repository


class Asked(Repository):
    """A button carries a number; the question's text is kept here for a while."""

    async def remember(self, chat_id: int, text: str, now: datetime) -> int:
        """Keep a question; its number."""
        row = {"chat_id": chat_id, "text": text, "at": now}
        asked_id = await self._session.execute(insert(AskedRow).values(row).returning(col(AskedRow.id)))
        number = asked_id.scalar_one()
        assert number is not None  # noqa: S101  # the database has just numbered it
        return number

    async def recall(self, asked_id: int, chat_id: int) -> str | None:
        """The text, if this chat asked it and it was not forgotten."""
        query = select(col(AskedRow.text)).where(
            col(AskedRow.id) == asked_id, col(AskedRow.chat_id) == chat_id
        )
        return await self._session.scalar(query)

    async def expire(self, before: datetime) -> int:
        """Forget the questions asked before a time; how many."""
        return await self._change(delete(AskedRow).where(col(AskedRow.at) < before))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id."""
        these = update(AskedRow).where(col(AskedRow.chat_id) == old_id)
        await self._change(these.values(chat_id=new_id))

    async def forget_chat(self, chat_id: int) -> None:
        """Delete what a chat asked."""
        await self._change(delete(AskedRow).where(col(AskedRow.chat_id) == chat_id))
