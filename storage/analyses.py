"""Which articles were read by an older analyser, and wait to be read again."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlmodel import col

from storage import passages, schema
from storage.models import ArticleRow
from storage.repository import Repository
from storage.values import Article

_NONE = 0
"""The version of an article whose findings are to be made anew, whichever analyser made them."""


def outdated(url: str, version: int) -> int:
    """The same as :meth:`Analyses.outdated`, of a database that is only looked at. Blocking.

    It must be migrated. Raises :class:`~storage.failures.Unavailable` where it cannot be reached.
    """
    with schema.looking(url) as connection:
        return connection.execute(_count(version)).scalar_one()


class Analyses(Repository):
    """The versions of the analyser by which articles were read, copies too."""

    async def outdated(self, version: int) -> int:
        """How many articles a version before this one has read."""
        return (await self._session.execute(_count(version))).scalar_one()

    async def next(self, version: int, limit: int, *, after: int, copies: bool) -> list[Article]:
        """Originals, or copies, that a version before this one has read, with numbers above one, in order."""
        original = col(ArticleRow.original_id)
        kind = original.is_not(None) if copies else original.is_(None)
        query = select(ArticleRow).where(_before(version), kind, col(ArticleRow.id) > after)
        return await passages.articles(self._session, query.order_by(col(ArticleRow.id)).limit(limit))

    async def waiting(self, article_id: int, version: int) -> Article | None:
        """The article, if it is there and still waits to be read by this version."""
        query = select(ArticleRow).where(col(ArticleRow.id) == article_id, _before(version))
        return next(iter(await passages.articles(self._session, query)), None)

    async def outdate(self) -> None:
        """Have all read again. Those that wait from an earlier time go on waiting, and no others do."""
        begun = select(col(ArticleRow.id)).where(col(ArticleRow.analysis_version) == _NONE).limit(1)
        if await self._session.scalar(begun) is None:
            await self._change(update(ArticleRow).values(analysis_version=_NONE))


def _count(version: int) -> Select[int]:
    return select(func.count()).select_from(ArticleRow).where(_before(version))


def _before(version: int) -> ColumnElement[bool]:
    return col(ArticleRow.analysis_version) < version
