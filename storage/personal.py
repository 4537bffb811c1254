"""Everything that is stored of one chat or person, whatever the table."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select

from storage import chat_models, inbox_models  # noqa: F401  # their tables belong to the metadata
from storage.models import Row as Table
from storage.repository import Repository, Row

OWNERS: Mapping[str, tuple[str, ...]] = {
    "chat": ("id",),
    "subscription": ("chat_id", "added_by"),
    "follow": ("chat_id",),
    "alert_plan": ("chat_id",),
    "alert": ("chat_id",),
    "digest": ("chat_id",),
    "outbox": ("chat_id",),
    "visit": ("chat_id",),
    "asked": ("chat_id", "user_id"),
    "inbox": ("chat_id", "user_id"),
    "channel": ("added_by",),
    "feed": ("added_by",),
    "correction": ("admin_id",),
    "broadcast": ("admin_id",),
}
"""Of every table that has a chat's or a user's number, the columns that do."""

_OTHERS = {
    "feed": {"seen", "etag", "modified"},  # the feed's own marks
    "correction": {"kept"},  # articles as they were
}
_USERS = {"user_id", "added_by", "admin_id"}


class Personal(Repository):
    """What is stored of somebody. Forgetting it is :meth:`storage.chats.Chats.forget`."""

    async def of(self, chat_id: int, *, person: bool) -> dict[str, list[Row]]:
        """The rows about a chat by table, those of tables that have any, in the order of their keys.

        ``person``: the chat is a private one, whose id is its user's; what they did elsewhere is theirs
        too. Of a group, the numbers of users are left out: they are not the group's.
        """
        found: dict[str, list[Row]] = {}
        for name, owners in OWNERS.items():
            table = Table.metadata.tables[name]
            left_out = _OTHERS.get(name, set()) | (set() if person else _USERS)
            theirs = [table.c[each] == chat_id for each in owners if person or each not in _USERS]
            if not theirs:
                continue
            columns = [column for column in table.columns if column.name not in left_out]
            query = select(*columns).where(or_(*theirs)).order_by(*table.primary_key)
            rows: list[Row] = [dict(row) for row in (await self._run(query)).mappings()]
            if rows:
                found[name] = rows
        return found
