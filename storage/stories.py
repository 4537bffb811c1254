"""Stories: groups of articles on one event, and what they are told by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import passages
from storage.alerts import Alerts
from storage.dialect import Dialect, Utc
from storage.models import ArticleRow, MergedRow, SignatureRow, StoryRow
from storage.repository import Repository
from storage.values import Article, MergedStory, Moves, Story, Telling


class Stories(Repository):
    """Stories hold originals; a story's row keeps what its line on a page says.

    What is moved and merged is remembered as long as the transaction lasts, for :meth:`moves`.
    """

    def __init__(self, session: AsyncSession, dialect: Dialect, *, alerts: Alerts) -> None:
        super().__init__(session, dialect)
        self._alerts = alerts
        self._moved: dict[int, int | None] = {}
        self._merged: list[MergedStory] = []

    async def start(self, article_id: int) -> int:
        """A new story that begins with this article; its id. Raises ValueError when it is not there."""
        before = (await self._run(_PLACE, {"article": article_id})).one_or_none()
        if before is None:
            raise ValueError("no such article")
        row = {"articles": 0, "first": before.dated, "last": before.dated}
        story_id: int = (await self._run(_START, row)).scalar_one()
        await self._move(article_id, before, story_id)
        return story_id

    async def attach(self, article_id: int, story_id: int) -> None:
        """Put an article into a story, out of the one it was in."""
        before = (await self._run(_PLACE, {"article": article_id})).one_or_none()
        if before is not None:
            await self._move(article_id, before, story_id)

    async def _move(self, article_id: int, before: Row[*tuple[Any, ...]], story_id: int) -> None:
        """Put an article into a story; ``before`` is what ``_PLACE`` finds."""
        self._moved.setdefault(article_id, before.story_id)
        if before.story_id == story_id:
            return
        await self._run(_ATTACH, {"article": article_id, "story": story_id})
        if before.original_id is None:
            await self._run(_ONE_MORE, {"story": story_id, "dated": before.dated})
        if before.story_id is not None:
            await self._alerts.divide(before.story_id, story_id)
            await self.refresh(before.story_id)

    async def sign(self, article_id: int, signature: str) -> None:
        """Keep what tells whether another article is about the same event."""
        await self._run(_SIGN, {"article_id": article_id, "dumped": signature})

    async def unsign(self, article_id: int) -> None:
        """Before an article gets another text."""
        await self._change(delete(SignatureRow).where(col(SignatureRow.article_id) == article_id))

    async def newest(self, story_id: int, limit: int) -> list[int]:
        """Its newest originals."""
        return list((await self._run(_NEWEST, {"story": story_id, "limit": limit})).scalars())

    async def tellings(self, article_ids: Collection[int]) -> list[Telling]:
        """What stories the originals among some articles are in, and by what signature."""
        if not article_ids:
            return []
        return [
            Telling(article_id=article_id, story_id=story_id, signature=dumped)
            for article_id, story_id, dumped in await self._run(_TELLINGS, {"ids": list(article_ids)})
        ]

    async def merge(self, gone_id: int, story_id: int) -> None:
        """Whoever asks for a story that is no more gets this one, as do those sent on to it before."""
        leading = col(MergedRow.story_id) == gone_id
        led = sorted(await self._session.scalars(select(col(MergedRow.id)).where(leading)))
        self._merged.append(MergedStory(id=gone_id, into=story_id, led=tuple(led)))
        await self._change(update(MergedRow).where(leading).values(story_id=story_id))
        await self._add_missing(MergedRow, [{"id": gone_id, "story_id": story_id}])
        await self._alerts.lead(gone_id, story_id)

    async def current(self, story_id: int) -> Story | None:
        """The story, or the one that it went up in; None where there is neither."""
        return await self.get(await self._current(story_id))

    async def _current(self, story_id: int) -> int:
        query = select(col(MergedRow.story_id)).where(col(MergedRow.id) == story_id)
        return await self._session.scalar(query) or story_id

    async def led_to(self, story_ids: Collection[int]) -> dict[int, list[int]]:
        """Of each story its number, and those of stories that went up in it."""
        found = {story_id: [story_id] for story_id in story_ids}
        query = select(MergedRow).where(col(MergedRow.story_id).in_(story_ids)).order_by(col(MergedRow.id))
        for row in await self._session.scalars(query):
            found[row.story_id].append(row.id)
        return found

    async def page(
        self,
        limit: int,
        offset: int = 0,
        *,
        after: datetime | None = None,
        before: datetime | None = None,
    ) -> list[Story]:
        """Stories by their newest report, newest first; only those last told of in the window."""
        query = select(StoryRow).order_by(col(StoryRow.last).desc(), col(StoryRow.id).desc())
        if after is not None:
            query = query.where(col(StoryRow.last) >= after)
        if before is not None:
            query = query.where(col(StoryRow.last) < before)
        rows = await self._session.scalars(query.limit(limit).offset(offset))
        return [_story(row) for row in rows]

    async def get(self, story_id: int) -> Story | None:
        """The story, or None."""
        row = await self._session.scalar(select(StoryRow).where(col(StoryRow.id) == story_id))
        return _story(row) if row is not None else None

    async def articles(self, story_id: int) -> list[Article]:
        """Its originals, oldest report first; those of the story that it went up in."""
        query = select(ArticleRow).where(
            col(ArticleRow.story_id) == await self._current(story_id), col(ArticleRow.original_id).is_(None)
        )
        order = (col(ArticleRow.dated), col(ArticleRow.id))
        return await passages.articles(self._session, query.order_by(*order))

    async def places(self, article_ids: Collection[int]) -> dict[int, int | None]:
        """The story of each article that is there, or None."""
        query = select(col(ArticleRow.id), col(ArticleRow.story_id)).where(
            col(ArticleRow.id).in_(article_ids)
        )
        return {article_id: story for article_id, story in await self._session.execute(query) if article_id}

    async def moves(self, before: Mapping[int, int | None]) -> Moves:
        """What this transaction did to stories. ``before``: where other articles were that it changed."""
        was = {**self._moved, **before}
        now = await self.places(was)
        return Moves(
            articles={each: (story, now.get(each)) for each, story in was.items()}, merged=tuple(self._merged)
        )

    async def move_back(self, moves: Moves, anew: Collection[int]) -> None:
        """Undoes moves, but of articles that were moved on since; those ``anew`` are in no story yet.

        A story that is no more is there again, unless it went up in another one since.
        """
        now = await self.places(moves.articles)
        back = {
            each: before
            for each, (before, after) in moves.articles.items()
            if each in now and (each in anew or now[each] == after)
        }
        stays = {before for each, (before, _) in moves.articles.items() if each not in back}
        for merged in reversed(moves.merged):
            if merged.id not in stays or merged.id in back.values():
                await self._part(merged)
        changed = {story for each in back if (story := now[each]) is not None}
        for article_id, story in sorted(back.items()):
            target = story and await self._standing(story, article_id)
            this = update(ArticleRow).where(col(ArticleRow.id) == article_id)
            await self._change(this.values(story_id=target))
            changed |= {target} if target else set()
        for story in sorted(changed):
            await self.refresh(story)

    async def _part(self, merged: MergedStory) -> None:
        """A story that was merged leads to itself again, as do those that led to it."""
        into = col(MergedRow.story_id) == merged.into
        await self._change(delete(MergedRow).where(col(MergedRow.id) == merged.id, into))
        led = update(MergedRow).where(col(MergedRow.id).in_(merged.led), into)
        await self._change(led.values(story_id=merged.id))

    async def _standing(self, story_id: int, article_id: int) -> int:
        """The story, or the one that it went up in; there again if it was no more."""
        current = await self._current(story_id)
        dated = select(col(ArticleRow.dated)).where(col(ArticleRow.id) == article_id)
        at = await self._session.scalar(dated)
        await self._add_missing(StoryRow, [{"id": current, "articles": 0, "first": at, "last": at}])
        return current

    async def count(self) -> int:
        """How many stories there are."""
        return await self._session.scalar(select(func.count()).select_from(StoryRow)) or 0

    async def of_articles(self, article_ids: Collection[int]) -> list[int]:
        """The stories that articles are in."""
        query = select(col(ArticleRow.story_id)).where(col(ArticleRow.id).in_(article_ids)).distinct()
        return sorted(story_id for story_id in await self._session.scalars(query) if story_id is not None)

    async def refresh(self, story_id: int) -> None:
        """Count a story's originals anew after a change; a story without any is deleted."""
        query = select(func.count(), func.min(col(ArticleRow.dated)), func.max(col(ArticleRow.dated))).where(
            col(ArticleRow.story_id) == story_id, col(ArticleRow.original_id).is_(None)
        )
        count, first, last = (await self._session.execute(query)).one()
        this = col(StoryRow.id) == story_id
        if count:
            values = {"articles": count, "first": first, "last": last}
            await self._change(update(StoryRow).where(this).values(values))
        else:
            await self._change(delete(StoryRow).where(this))


_THIS = col(ArticleRow.id) == bindparam("article")
_PLACE = select(col(ArticleRow.story_id), col(ArticleRow.original_id), col(ArticleRow.dated)).where(_THIS)
_START = insert(StoryRow).returning(col(StoryRow.id))
_ATTACH = update(ArticleRow).where(_THIS).values(story_id=bindparam("story"))
_AT = bindparam("dated", type_=Utc())
_ONE_MORE = (
    update(StoryRow)
    .where(col(StoryRow.id) == bindparam("story"))
    .values(
        articles=StoryRow.articles + 1,
        first=case(
            ((col(StoryRow.articles) > 0) & (col(StoryRow.first) < _AT), col(StoryRow.first)), else_=_AT
        ),
        last=case(((col(StoryRow.articles) > 0) & (col(StoryRow.last) > _AT), col(StoryRow.last)), else_=_AT),
    )
)
_SIGN = insert(SignatureRow)
_NEWEST = (
    select(col(ArticleRow.id))
    .where(col(ArticleRow.story_id) == bindparam("story"), col(ArticleRow.original_id).is_(None))
    .order_by(col(ArticleRow.dated).desc(), col(ArticleRow.id).desc())
    .limit(bindparam("limit"))
)
_TELLINGS = (
    select(col(ArticleRow.id), col(ArticleRow.story_id), col(SignatureRow.dumped))
    .join(SignatureRow, col(SignatureRow.article_id) == col(ArticleRow.id))
    .where(
        col(ArticleRow.id).in_(bindparam("ids", expanding=True)),
        col(ArticleRow.original_id).is_(None),
        col(ArticleRow.story_id).is_not(None),
    )
    .order_by(col(ArticleRow.id))
)


def _story(row: StoryRow) -> Story:
    assert row.id is not None  # noqa: S101  # it was read
    return Story(id=row.id, articles=row.articles, first=row.first, last=row.last)
