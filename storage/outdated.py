"""Alerts whose articles were corrected since: which are to be told anew, and how far that is done."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, or_, select, update
from sqlmodel import col

from storage.alerts import FOLLOWED, alert
from storage.chat_models import AlertRow, FollowRow, OutdatedRow
from storage.chat_values import Alert, Outdated
from storage.repository import Repository


class OutdatedAlerts(Repository):
    """An article that alerts tell of is noted in the transaction that corrects it."""

    async def note(self, article_ids: Collection[int]) -> None:
        """Articles are corrected, or there again: alerts that tell of them are to be told anew."""
        rang, told = col(AlertRow.article_id), col(AlertRow.other_id)
        found: set[int | None] = set()
        for column in (rang, told):  # an index each; a union of the two fails where statements block the loop
            found.update(await self._session.scalars(select(column).where(column.in_(article_ids))))
        if found:
            rows = [{"article_id": each, "chat_id": None} for each in sorted(filter(None, found))]
            await self._session.execute(insert(OutdatedRow), rows)

    async def first(self, *, hold: bool = False) -> Outdated | None:
        """The first that is to be told anew, if any; with ``hold`` it is ours until this transaction ends."""
        query = select(OutdatedRow).order_by(col(OutdatedRow.id)).limit(1)
        row = await self._session.scalar(query.with_for_update() if hold else query)
        if row is None or row.id is None:
            return None
        return Outdated(id=row.id, article_id=row.article_id, chat_id=row.chat_id)

    async def seen_to(self, what: Outdated, until: int | None) -> None:
        """Chats up to that one are seen to; None: all are."""
        this = col(OutdatedRow.id) == what.id
        statement = delete(OutdatedRow) if until is None else update(OutdatedRow).values(chat_id=until)
        await self._change(statement.where(this))

    async def alerts(self, article_id: int, *, after: int | None, limit: int) -> list[Alert]:
        """Alerts that tell of an article, of chats beyond ``after``, all of each chat's, by chat.

        Those of stopped chats and of such as want none any more are among them. ``why`` is None where that
        is followed no more. ``limit`` is about how many.
        """
        query = (
            select(AlertRow, col(FollowRow.name))
            .outerjoin(FollowRow, FOLLOWED)
            .where(
                col(AlertRow.article_id).is_not(None),
                or_(col(AlertRow.article_id) == article_id, col(AlertRow.other_id) == article_id),
            )
            .order_by(col(AlertRow.chat_id), col(AlertRow.story_id))
            .limit(limit)
        )
        if after is not None:
            query = query.where(col(AlertRow.chat_id) > after)
        found = [alert(row, name) for row, name in await self._session.execute(query)]
        last = found[-1].chat_id if len(found) == limit else None
        return [each for each in found if each.chat_id != last] or found
