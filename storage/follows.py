"""What chats follow and mute."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import col

from storage.chat_models import FollowRow
from storage.chat_values import Follow, Followed, FollowKind, Stance, Tastes
from storage.repository import Repository

_PERSON = FollowKind.PERSON.value


class Follows(Repository):
    """A thing is followed or muted by a chat, never both. The chat must be a known one."""

    async def get(self, chat_id: int, what: Follow) -> Followed | None:
        """How the chat stands to a thing, or None."""
        row = await self._session.scalar(select(FollowRow).where(*_this(chat_id, what)))
        return None if row is None else _followed(row)

    async def put(self, chat_id: int, what: Follow, stance: Stance) -> None:
        """From now on the chat stands to it so."""
        key = {"chat_id": chat_id, "kind": what.kind.value, "key": what.key}
        values = {**key, "stance": stance.value, "name": what.name}
        await self._session.execute(self._dialect.replace_existing(FollowRow, key=[*key], values=values))

    async def drop(self, chat_id: int, what: Follow) -> bool:
        """The chat neither follows nor mutes it any more; False if it did not."""
        return await self._change(delete(FollowRow).where(*_this(chat_id, what))) > 0

    async def of_chat(self, chat_id: int) -> list[Followed]:
        """All that a chat follows or mutes, by kind and key."""
        query = select(FollowRow).where(col(FollowRow.chat_id) == chat_id)
        order = (col(FollowRow.kind), col(FollowRow.key))
        return [_followed(row) for row in await self._session.scalars(query.order_by(*order))]

    async def count(self, chat_id: int) -> int:
        """How much that is."""
        query = select(func.count()).select_from(FollowRow).where(col(FollowRow.chat_id) == chat_id)
        return await self._session.scalar(query) or 0

    async def tastes(self, chat_ids: Collection[int]) -> dict[int, Tastes]:
        """What each of the chats follows and mutes, in one order, so that those alike are equal."""
        row = (col(FollowRow.kind), col(FollowRow.key), col(FollowRow.name))
        found: dict[tuple[int, str], list[tuple[str, str, str]]] = {}
        for chat_id, stance, *thing in await self._session.execute(
            select(col(FollowRow.chat_id), col(FollowRow.stance), *row).where(
                col(FollowRow.chat_id).in_(chat_ids)
            )
        ):
            kind, key, name = thing
            found.setdefault((chat_id, stance), []).append((kind, key, name))

        def things(chat_id: int, stance: Stance) -> tuple[Follow, ...]:
            rows = sorted(found.get((chat_id, stance.value), ()))
            return tuple(Follow(kind=FollowKind(kind), key=key, name=name) for kind, key, name in rows)

        return {
            each: Tastes(follows=things(each, Stance.FOLLOW), mutes=things(each, Stance.MUTE))
            for each in chat_ids
        }

    async def mutes(self, chat_ids: Collection[int]) -> dict[int, tuple[Follow, ...]]:
        """What each of the chats mutes, in one order; without those that mute nothing."""
        row = (col(FollowRow.chat_id), col(FollowRow.kind), col(FollowRow.key))
        query = select(*row).where(
            col(FollowRow.chat_id).in_(chat_ids), col(FollowRow.stance) == Stance.MUTE.value
        )
        found: dict[int, list[Follow]] = {}
        for chat_id, kind, key in await self._session.execute(query.order_by(*row)):
            found.setdefault(chat_id, []).append(Follow(kind=FollowKind(kind), key=key))
        return {chat_id: tuple(things) for chat_id, things in found.items()}

    async def hand_over(self, person_id: int, other_id: int) -> None:
        """Whoever follows or mutes a person does so with another one instead."""
        these = (col(FollowRow.kind) == _PERSON, col(FollowRow.key) == str(person_id))
        rows = await self._session.scalars(select(FollowRow).where(*these))
        await self._add_missing(FollowRow, [{**row.model_dump(), "key": str(other_id)} for row in rows])
        await self._change(delete(FollowRow).where(*these))

    async def forget_people(self, person_ids: Collection[int]) -> None:
        """Nobody follows or mutes people who are gone."""
        keys = [str(person_id) for person_id in person_ids]
        these = delete(FollowRow).where(col(FollowRow.kind) == _PERSON, col(FollowRow.key).in_(keys))
        await self._change(these)

    async def merge_chat(self, old_id: int, new_id: int) -> None:
        """What a chat follows and mutes goes to another one; what that one chose holds."""
        query = select(FollowRow).where(col(FollowRow.chat_id) == old_id)
        rows = [{**row.model_dump(), "chat_id": new_id} for row in await self._session.scalars(query)]
        await self._add_missing(FollowRow, rows)


def _this(chat_id: int, what: Follow) -> tuple[ColumnElement[bool], ...]:
    same = (col(FollowRow.kind) == what.kind.value, col(FollowRow.key) == what.key)
    return (col(FollowRow.chat_id) == chat_id, *same)


def _followed(row: FollowRow) -> Followed:
    what = Follow(kind=FollowKind(row.kind), key=row.key, name=row.name)
    return Followed(what=what, stance=Stance(row.stance))
