"""Visits: when a chat opened a story, so that it can be told what is new since."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import col

from storage.chat_models import VisitRow
from storage.repository import Repository

_SITTING = timedelta(hours=1)  # within which opening a story again is the same visit


class Visits(Repository):
    """Of each chat and story the last visit, and the one before."""

    async def note(self, chat_id: int, story_id: int, now: datetime) -> datetime | None:
        """The chat opens the story; when it did before this visit, or None. An hour is one visit."""
        this = (col(VisitRow.chat_id) == chat_id, col(VisitRow.story_id) == story_id)
        row = await self._session.scalar(select(VisitRow).where(*this))
        if row is None:
            new = {"chat_id": chat_id, "story_id": story_id, "at": now, "before": None}
            await self._add_missing(VisitRow, [new])
            return None
        if row.at > now - _SITTING:
            return row.before
        await self._change(update(VisitRow).where(*this).values(before=row.at, at=now))
        return row.at

    async def expire(self, before: datetime) -> int:
        """Forget the stories that were opened last before a time; how many."""
        return await self._change(delete(VisitRow).where(col(VisitRow.at) < before))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; what is noted under that already holds."""
        old = await self._session.scalars(select(VisitRow).where(col(VisitRow.chat_id) == old_id))
        await self._add_missing(VisitRow, [{**row.model_dump(), "chat_id": new_id} for row in old])
        await self.forget_chat(old_id)

    async def forget_chat(self, chat_id: int) -> None:
        """Delete what a chat opened."""
        await self._change(delete(VisitRow).where(col(VisitRow.chat_id) == chat_id))
