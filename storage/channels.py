"""Channels in which the bot is an admin: those whose posts are taken, and those that wait for a word."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import col

from storage.inbox_models import ChannelRow
from storage.inbox_values import Channel
from storage.repository import Repository


class Channels(Repository):
    """Channels by their ids. Nothing is kept of one that the bot has left."""

    async def joined(
        self, channel_id: int, *, title: str, username: str | None, by: int | None, now: datetime
    ) -> bool:
        """The bot is an admin there; False if that was known, where only title and name are noted."""
        row = {"id": channel_id, "title": title, "username": username, "added_by": by, "added": now}
        statement = self._dialect.skip_existing(ChannelRow).values({**row, "approved": False, "posts": 0})
        found = await self._session.execute(statement.returning(col(ChannelRow.id)))
        if found.scalar_one_or_none() is not None:
            return True
        await self._set(channel_id, title=title, username=username)
        return False

    async def left(self, channel_id: int) -> None:
        """The bot is no admin there any more, or is not to listen: forget it."""
        await self._change(delete(ChannelRow).where(col(ChannelRow.id) == channel_id))

    async def get(self, channel_id: int) -> Channel | None:
        """The channel, or None."""
        row = await self._session.scalar(select(ChannelRow).where(col(ChannelRow.id) == channel_id))
        return None if row is None else _channel(row)

    async def page(self, limit: int, offset: int = 0) -> list[Channel]:
        """Those that wait for a word first, then the others by title."""
        query = select(ChannelRow).order_by(
            col(ChannelRow.approved), col(ChannelRow.title), col(ChannelRow.id)
        )
        return [_channel(row) for row in await self._session.scalars(query.limit(limit).offset(offset))]

    async def approve(self, channel_id: int, *, approved: bool) -> None:
        """Its posts are taken from now on, or no more."""
        await self._set(channel_id, approved=approved)

    async def posted(self, channel_id: int, title: str, username: str | None, at: datetime) -> None:
        """One more of its posts was taken."""
        posts = {"posts": ChannelRow.posts + 1}
        await self._set(channel_id, title=title, username=username, last_post=at, **posts)

    async def forget_user(self, user_id: int) -> None:
        """Forget that this user made the bot an admin anywhere."""
        these = update(ChannelRow).where(col(ChannelRow.added_by) == user_id)
        await self._change(these.values(added_by=None))

    async def _set(self, channel_id: int, **values: object) -> None:
        await self._change(update(ChannelRow).where(col(ChannelRow.id) == channel_id).values(values))


def _channel(row: ChannelRow) -> Channel:
    return Channel(
        id=row.id,
        title=row.title,
        username=row.username,
        approved=row.approved,
        added_by=row.added_by,
        added=row.added,
        posts=row.posts,
        last_post=row.last_post,
    )
