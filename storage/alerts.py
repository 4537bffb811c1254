"""Alerts: how chats want them, what each was alerted of, and how far that is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import and_, bindparam, delete, exists, func, select, update
from sqlmodel import col

from storage.chat_models import AlertPlanRow, AlertPositionRow, AlertRow, ChatRow, FollowRow
from storage.chat_values import Alert, AlertPlan, Follow, FollowKind, Position, Stance
from storage.models import StoryRow
from storage.repository import Repository

_KEYS = 500  # followed things that one statement looks for


class Alerts(Repository):
    """A chat is alerted of a story once. Wanting alerts needs a touched chat."""

    async def plan(self, chat_id: int) -> AlertPlan | None:
        """How the chat wants alerts; None where it never asked for any."""
        query = select(AlertPlanRow).where(col(AlertPlanRow.chat_id) == chat_id)
        row = await self._session.scalar(query)
        return None if row is None else _plan(row)

    async def put(self, plan: AlertPlan) -> None:
        """From now on the chat wants alerts so."""
        quiet = " ".join(f"{at:%H:%M}" for at in plan.quiet or ())
        values = {
            "chat_id": plan.chat_id,
            "thread_id": plan.thread_id,
            "hourly": plan.hourly,
            "quiet": quiet,
            "since": plan.since,
            "paused": plan.paused,
        }
        statement = self._dialect.replace_existing(AlertPlanRow, key=["chat_id"], values=values)
        await self._session.execute(statement)

    async def wanted(self) -> bool:
        """Whether any chat has alerts switched on."""
        query = select(exists().where(col(AlertPlanRow.since).is_not(None)))
        return bool(await self._session.scalar(query))

    async def position(self, *, hold: bool = False) -> Position:
        """How far alerts are decided; with ``hold`` nobody else moves that until this transaction ends."""
        query = select(AlertPositionRow).where(col(AlertPositionRow.id) == 1)
        row = await self._session.scalar(query.with_for_update() if hold else query)
        return (
            Position(article_id=0)
            if row is None
            else Position(article_id=row.article_id, chat_id=row.chat_id)
        )

    async def advance(self, to: Position) -> None:
        """Alerts are decided so far."""
        values = {"id": 1, "article_id": to.article_id, "chat_id": to.chat_id}
        await self._session.execute(
            self._dialect.replace_existing(AlertPositionRow, key=["id"], values=values)
        )

    async def followers(
        self, things: Sequence[Follow], *, arrived: datetime, after: int | None, limit: int
    ) -> dict[int, list[Follow]]:
        """Chats beyond ``after`` that follow one of the things, by number; and which, one at the least.

        Only those that had alerts before something ``arrived``, and are not stopped. There are no more up to
        the last one; where there are none, none are left. ``limit`` is about how many.
        """
        found: dict[int, list[Follow]] = {}
        last: int | None = None  # up to which every statement has told all
        query = (
            select(col(FollowRow.chat_id), col(FollowRow.kind), col(FollowRow.key), col(FollowRow.name))
            .join(AlertPlanRow, col(AlertPlanRow.chat_id) == col(FollowRow.chat_id))
            .join(ChatRow, col(ChatRow.id) == col(FollowRow.chat_id))
            .where(
                col(FollowRow.stance) == Stance.FOLLOW.value,
                col(AlertPlanRow.since) < arrived,
                col(ChatRow.stopped).is_(None),
            )
            .order_by(col(FollowRow.chat_id))
            .limit(limit)
        )
        if after is not None:
            query = query.where(col(FollowRow.chat_id) > after)
        for kind, keys in _chunks(things):
            these = and_(col(FollowRow.kind) == kind, col(FollowRow.key).in_(keys))
            rows = (await self._session.execute(query.where(these))).all()
            for chat_id, _, key, name in rows:
                found.setdefault(chat_id, []).append(Follow(kind=FollowKind(kind), key=key, name=name))
            if len(rows) == limit:
                last = rows[-1].chat_id if last is None else min(last, rows[-1].chat_id)
        return {each: found[each] for each in sorted(found) if last is None or each <= last}

    async def rung(self, story_id: int, *, since: datetime, after: int | None, limit: int) -> list[Alert]:
        """Alerts of a story that rang ``since``, of chats beyond ``after`` that still want them, by chat."""
        query = (
            select(AlertRow, func.coalesce(col(FollowRow.name), ""))
            .outerjoin(FollowRow, FOLLOWED)
            .join(AlertPlanRow, col(AlertPlanRow.chat_id) == col(AlertRow.chat_id))
            .join(ChatRow, col(ChatRow.id) == col(AlertRow.chat_id))
            .where(
                col(AlertRow.story_id) == story_id,
                col(AlertRow.article_id).is_not(None),
                col(AlertRow.at) > since,
                col(AlertPlanRow.since).is_not(None),
                col(ChatRow.stopped).is_(None),
            )
            .order_by(col(AlertRow.chat_id))
            .limit(limit)
        )
        if after is not None:
            query = query.where(col(AlertRow.chat_id) > after)
        return [alert(row, name) for row, name in await self._session.execute(query)]

    async def tells(self, story_id: int, chat_ids: Collection[int], article_id: int) -> None:
        """The alerts of a story tell some chats of another article from now on."""
        these = (col(AlertRow.story_id) == story_id, col(AlertRow.chat_id).in_(chat_ids))
        await self._change(update(AlertRow).where(*these).values(other_id=article_id))

    async def plans(self, chat_ids: Collection[int]) -> dict[int, tuple[AlertPlan, str | None]]:
        """How chats want alerts, and their zones."""
        query = (
            select(AlertPlanRow, col(ChatRow.zone))
            .join(ChatRow, col(ChatRow.id) == col(AlertPlanRow.chat_id))
            .where(col(AlertPlanRow.chat_id).in_(chat_ids))
        )
        return {row.chat_id: (_plan(row), zone) for row, zone in await self._session.execute(query)}

    async def told(self, story_id: int, chat_ids: Collection[int]) -> set[int]:
        """Which of the chats were alerted of a story, or are not to be."""
        query = select(col(AlertRow.chat_id)).where(
            col(AlertRow.story_id) == story_id, col(AlertRow.chat_id).in_(chat_ids)
        )
        return set(await self._session.scalars(query))

    async def lately(self, chat_ids: Collection[int], since: datetime) -> dict[int, int]:
        """How many alerts each of the chats got since a time, of those that got any."""
        query = (
            select(col(AlertRow.chat_id), func.count())
            .where(
                col(AlertRow.chat_id).in_(chat_ids),
                col(AlertRow.at) > since,
                col(AlertRow.article_id).is_not(None),
            )
            .group_by(col(AlertRow.chat_id))
        )
        return {chat_id: count for chat_id, count in await self._session.execute(query)}  # noqa: C416  # rows are not pairs to mypy

    async def add(self, alerts: Sequence[Alert]) -> None:
        """Note that chats are alerted of a story; who was before is left as they were."""
        await self._add_missing(AlertRow, [_row(each) for each in alerts])

    async def get(self, chat_id: int, story_id: int) -> Alert | None:
        """A chat's alert of a story, or None."""
        this = (col(AlertRow.chat_id) == chat_id, col(AlertRow.story_id) == story_id)
        row = await self._session.scalar(select(AlertRow).where(*this))
        return None if row is None else alert(row)

    async def sent(self, chat_id: int, story_id: int, message_id: int) -> None:
        """The alert is this message."""
        await self._set(chat_id, story_id, message_id=message_id)

    async def close(self, chat_id: int, story_id: int) -> None:
        """There is no message, and there will be none."""
        await self._set(chat_id, story_id, message_id=None, article_id=None)

    async def _set(self, chat_id: int, story_id: int, **values: object) -> None:
        this = (col(AlertRow.chat_id) == chat_id, col(AlertRow.story_id) == story_id)
        await self._change(update(AlertRow).where(*this).values(values))

    async def divide(self, story_id: int, into_id: int) -> None:
        """Some of a story is told in another one now: who was alerted of it is not alerted of that."""
        rows = await self._of_story(story_id)
        silent = {"article_id": None, "other_id": None, "message_id": None, "story_id": into_id}
        await self._add_missing(AlertRow, [row | silent for row in rows])

    async def lead(self, story_id: int, into_id: int) -> None:
        """A story goes on in another one: its alerts are those of that, where that has sent none itself.

        They stay noted under the story's own number, too, since a correction may be taken back.
        """
        rows = [row | {"story_id": into_id} for row in await self._of_story(story_id)]
        await self._add_missing(AlertRow, rows)
        names = ("at", "article_id", "other_id", "kind", "key", "message_id")
        silent = update(AlertRow).where(
            col(AlertRow.story_id) == into_id,
            col(AlertRow.chat_id) == bindparam("chat"),
            col(AlertRow.article_id).is_(None),
        )
        rang = [row for row in rows if row["article_id"] is not None]
        if rang:
            values = {name: bindparam(f"new_{name}", type_=_COLUMNS[name].type) for name in names}
            given = [{"chat": row["chat_id"], **{f"new_{n}": row[n] for n in names}} for row in rang]
            await self._run(silent.values(values), given)

    async def _of_story(self, story_id: int) -> list[dict[str, object]]:
        query = select(AlertRow).where(col(AlertRow.story_id) == story_id)
        return [row.model_dump() for row in await self._session.scalars(query)]

    async def expire(self, before: datetime) -> int:
        """Forget alerts of that time whose story is no more, or asleep since; how many."""
        awake = exists().where(col(StoryRow.id) == col(AlertRow.story_id), col(StoryRow.last) >= before)
        return await self._change(delete(AlertRow).where(col(AlertRow.at) < before, ~awake))

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id, where its messages have other numbers; what that one chose holds."""
        plans = await self._session.scalars(select(AlertPlanRow).where(col(AlertPlanRow.chat_id) == old_id))
        await self._add_missing(AlertPlanRow, [row.model_dump() | {"chat_id": new_id} for row in plans])
        query = select(AlertRow).where(col(AlertRow.chat_id) == old_id)
        rows = [row.model_dump() for row in await self._session.scalars(query)]
        gone = {"chat_id": new_id, "message_id": None}
        moved = [row | gone | ({} if row["message_id"] is None else {"article_id": None}) for row in rows]
        await self._add_missing(AlertRow, moved)


FOLLOWED = and_(
    col(FollowRow.chat_id) == col(AlertRow.chat_id),
    col(FollowRow.kind) == col(AlertRow.kind),
    col(FollowRow.key) == col(AlertRow.key),
)
_COLUMNS = AlertRow.__table__.c  # type: ignore[attr-defined]  # every table class has it


def _chunks(things: Sequence[Follow]) -> list[tuple[str, list[str]]]:
    """The keys of things by kind, at most so many together."""
    by_kind: dict[str, list[str]] = {}
    for each in things:
        by_kind.setdefault(each.kind.value, []).append(each.key)
    return [
        (kind, keys[at : at + _KEYS]) for kind, keys in by_kind.items() for at in range(0, len(keys), _KEYS)
    ]


def _row(alert: Alert) -> Mapping[str, object]:
    return {
        "chat_id": alert.chat_id,
        "story_id": alert.story_id,
        "at": alert.at,
        "article_id": alert.article_id,
        "other_id": alert.other_id,
        "kind": alert.why.kind.value if alert.why else "",
        "key": alert.why.key if alert.why else "",
        "message_id": alert.message_id,
    }


def alert(row: AlertRow, name: str | None = "") -> Alert:
    """The alert of a row; ``name`` is what is followed is called, None where it is followed no more."""
    followed = row.kind and name is not None
    return Alert(
        chat_id=row.chat_id,
        story_id=row.story_id,
        at=row.at,
        article_id=row.article_id,
        other_id=row.other_id,
        why=Follow(kind=FollowKind(row.kind), key=row.key, name=name or "") if followed else None,
        message_id=row.message_id,
    )


def _plan(row: AlertPlanRow) -> AlertPlan:
    begin, end = (time.fromisoformat(at) for at in row.quiet.split()) if row.quiet else (None, None)
    return AlertPlan(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        hourly=row.hourly,
        quiet=(begin, end) if begin is not None and end is not None else None,
        since=row.since,
        paused=row.paused,
    )
