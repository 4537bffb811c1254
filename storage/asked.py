"""Questions: for the buttons under their answers, for what is asked next, and for those edited later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlmodel import col

from storage import chat_values
from storage.chat_models import AskedRow
from storage.chat_values import Replied
from storage.repository import Repository


class Asked(Repository):
    """What was asked lately, by whom, and which message answered it."""

    async def remember(
        self,
        chat_id: int,
        text: str,
        now: datetime,
        *,
        user_id: int | None = None,
        thread_id: int | None = None,
        message_id: int | None = None,
        page: int = 0,
        person: str | None = None,
    ) -> int:
        """Keep a question; its number. ``page`` is the one shown, ``person`` whom it is about."""
        asker = {"chat_id": chat_id, "user_id": user_id, "thread_id": thread_id, "message_id": message_id}
        row = {**asker, "text": text, "at": now, "page": page, "person": person}
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

    async def last(
        self, chat_id: int, user_id: int | None, since: datetime, *, thread_id: int | None = None
    ) -> chat_values.Asked | None:
        """What a user asked last in a chat, of a forum in that topic, unless it was before ``since``."""
        query = (
            select(AskedRow)
            .where(
                col(AskedRow.chat_id) == chat_id,
                col(AskedRow.user_id) == user_id,  # None becomes IS NULL
                col(AskedRow.thread_id) == thread_id,
                col(AskedRow.message_id).is_(None),  # what a message said is kept for its edits alone
                col(AskedRow.at) >= since,
            )
            .order_by(col(AskedRow.id).desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        return None if row is None else _asked(row)

    async def open(
        self, chat_id: int, user_id: int | None, texts: Collection[str]
    ) -> tuple[chat_values.Asked, datetime] | None:
        """The newest of these that a user asked in a chat and that was not dropped, and when."""
        query = (
            select(AskedRow)
            .where(
                col(AskedRow.chat_id) == chat_id,
                col(AskedRow.user_id) == user_id,
                col(AskedRow.message_id).is_(None),
                col(AskedRow.text).in_(texts),
            )
            .order_by(col(AskedRow.id).desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        return None if row is None else (_asked(row), row.at)

    async def drop(self, chat_id: int, text: str) -> None:
        """Forget that a chat asked this, but for what a message said."""
        these = (col(AskedRow.chat_id) == chat_id, col(AskedRow.text) == text)
        await self._change(delete(AskedRow).where(*these, col(AskedRow.message_id).is_(None)))

    async def answered(self, chat_id: int, message_id: int, answer_ids: Sequence[int]) -> None:
        """Note which messages, one or more, answer a question's message."""
        first, *rest = answer_ids
        these = (col(AskedRow.chat_id) == chat_id, col(AskedRow.message_id) == message_id)
        await self._change(
            update(AskedRow).where(*these).values(answer_id=first, further=" ".join(map(str, rest)))
        )

    async def answer_to(self, chat_id: int, message_id: int) -> Replied | None:
        """What a question's message said and which messages answer it; None where none does."""
        query = (
            select(AskedRow)
            .where(
                col(AskedRow.chat_id) == chat_id,
                col(AskedRow.message_id) == message_id,
                col(AskedRow.answer_id).is_not(None),
            )
            .order_by(col(AskedRow.id).desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        if row is None or row.answer_id is None:
            return None
        return Replied(text=row.text, answer_ids=(row.answer_id, *map(int, row.further.split())))

    async def expire(self, before: datetime) -> int:
        """Forget the questions asked before a time; how many."""
        return await self._change(delete(AskedRow).where(col(AskedRow.at) < before))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; its messages begin to be numbered anew."""
        these = update(AskedRow).where(col(AskedRow.chat_id) == old_id)
        await self._change(these.values(chat_id=new_id, message_id=None, answer_id=None, further=""))

    async def forget_chat(self, chat_id: int) -> None:
        """Delete what was asked in a chat, and by its user in groups: a private chat has its user's id."""
        these = or_(col(AskedRow.chat_id) == chat_id, col(AskedRow.user_id) == chat_id)
        await self._change(delete(AskedRow).where(these))


def _asked(row: AskedRow) -> chat_values.Asked:
    assert row.id is not None  # noqa: S101  # it was read
    return chat_values.Asked(id=row.id, text=row.text, page=row.page, person=row.person)
