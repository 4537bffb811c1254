"""Feeds that are polled, and which of their entries are known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlmodel import col

from storage.inbox_models import FeedRow
from storage.inbox_values import Feed, FeedState
from storage.repository import Repository

_LOOK = 100  # due feeds among which those of different hosts are picked


class Feeds(Repository):
    """Feeds by number; each address once."""

    async def add(
        self, url: str, *, host: str, title: str, by: int | None, now: datetime, minutes: int
    ) -> int | None:
        """The number of a new feed, due at once; None where its address is known."""
        row = {"url": url, "host": host, "title": title, "added_by": by, "added": now, "due": now}
        more = {"state": FeedState.ACTIVE, "minutes": minutes, "failures": 0, "items": 0, "seen": ""}
        statement = self._dialect.skip_existing(FeedRow).values({**row, **more})
        found = await self._session.execute(statement.returning(col(FeedRow.id)))
        return found.scalar_one_or_none()

    async def get(self, feed_id: int) -> Feed | None:
        """The feed, or None."""
        return next(iter(await self._read(select(FeedRow).where(col(FeedRow.id) == feed_id))), None)

    async def by_url(self, url: str) -> Feed | None:
        """The feed at this very address, or None."""
        return next(iter(await self._read(select(FeedRow).where(col(FeedRow.url) == url))), None)

    async def page(self, limit: int | None = None, offset: int = 0) -> list[Feed]:
        """In the order of their numbers."""
        return await self._read(select(FeedRow).order_by(col(FeedRow.id)).limit(limit).offset(offset))

    async def claim(
        self, now: datetime, *, lease: timedelta, limit: int, busy: Collection[str] = ()
    ) -> list[Feed]:
        """Due feeds, longest due first, each of another host and none of a busy one.

        Each is due again when the lease ends, should its poll never come to an end.
        """
        query = (
            select(FeedRow)
            .where(col(FeedRow.state) == FeedState.ACTIVE, col(FeedRow.due) <= now)
            .where(col(FeedRow.host).not_in(busy))
            .order_by(col(FeedRow.due), col(FeedRow.id))
            .limit(_LOOK)
            .with_for_update(skip_locked=True)
        )
        hosts: dict[str, Feed] = {}
        for feed in await self._read(query):
            hosts.setdefault(feed.host, feed)
        picked = list(hosts.values())[:limit]
        these = col(FeedRow.id).in_([feed.id for feed in picked])
        await self._change(update(FeedRow).where(these).values(due=now + lease))
        return picked

    async def note(self, feed_id: int, **values: object) -> None:
        """What became of it: any columns by name."""
        await self._change(update(FeedRow).where(col(FeedRow.id) == feed_id).values(values))

    async def remove(self, feed_id: int) -> bool:
        """Forget it, not what was taken from it; False where it is unknown."""
        return await self._change(delete(FeedRow).where(col(FeedRow.id) == feed_id)) > 0

    async def forget_user(self, user_id: int) -> None:
        """Forget who added a feed."""
        these = update(FeedRow).where(col(FeedRow.added_by) == user_id)
        await self._change(these.values(added_by=None))

    async def _read(self, query: Select[FeedRow]) -> list[Feed]:
        return [_feed(row) for row in await self._session.scalars(query)]


def _feed(row: FeedRow) -> Feed:
    values = row.model_dump()
    return Feed(**{**values, "state": FeedState(row.state), "seen": tuple(row.seen.split())})
