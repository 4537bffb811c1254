"""Topics that editors defined by words, and how far the archive has been read for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlmodel import col

from storage.models import ArticleRow, DefinedTopicRow
from storage.repository import Repository
from storage.values import DefinedTopic


class Defined(Repository):
    """Their names and words; which sentences hold these is not known here."""

    async def every(self) -> list[DefinedTopic]:
        """Those that are there, by their slugs."""
        query = (
            select(DefinedTopicRow).where(~col(DefinedTopicRow.removed)).order_by(col(DefinedTopicRow.slug))
        )
        return [_value(row) for row in await self._session.scalars(query)]

    async def get(self, slug: str) -> DefinedTopic | None:
        """The one with this slug; also one that is ``removed`` and not yet forgotten."""
        row = await self._session.scalar(select(DefinedTopicRow).where(_this(slug)))
        return None if row is None else _value(row)

    async def add(self, topic: DefinedTopic) -> None:
        """A new one, for which the whole archive is yet to be read; whatever ``topic`` says of that."""
        newest = await self._session.scalar(select(func.max(col(ArticleRow.id))))
        values = {
            "slug": topic.slug,
            "name": topic.name,
            "words": "\n".join(topic.words),
            "below": (newest or 0) + 1,
            "removed": False,
        }
        await self._run(self._dialect.replace_existing(DefinedTopicRow, key=["slug"], values=values))

    async def waiting(self) -> DefinedTopic | None:
        """One for which there are articles to be read, or to forget it."""
        waits = or_(col(DefinedTopicRow.removed), col(DefinedTopicRow.below) > 0)
        row = await self._session.scalar(
            select(DefinedTopicRow).where(waits).order_by(col(DefinedTopicRow.slug)).limit(1)
        )
        return None if row is None else _value(row)

    async def reached(self, slug: str, below: int) -> None:
        """Only articles numbered ``below`` are yet to be read; 0 when all are."""
        await self._change(update(DefinedTopicRow).where(_this(slug)).values(below=below))

    async def remove(self, slug: str) -> None:
        """It is there no more; what names it is yet to be forgotten."""
        await self._change(update(DefinedTopicRow).where(_this(slug)).values(removed=True))

    async def forget(self, slug: str) -> None:
        """Nothing names it any more."""
        await self._change(delete(DefinedTopicRow).where(_this(slug)))


def _this(slug: str) -> ColumnElement[bool]:
    return col(DefinedTopicRow.slug) == slug


def _value(row: DefinedTopicRow) -> DefinedTopic:
    return DefinedTopic(
        slug=row.slug,
        name=row.name,
        words=tuple(row.words.split("\n")),
        below=row.below,
        removed=row.removed,
    )
