"""Earlier texts of articles: what an address told before it told something else."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlmodel import col

from storage.models import VersionRow
from storage.repository import Repository
from storage.values import Article, Precision, Version

_FIELDS = [field.name for field in fields(Version)]
_KEPT = [name for name in _FIELDS if name in {field.name for field in fields(Article)} - {"id"}]


class Versions(Repository):
    """The texts that articles had, with what the page said of itself then."""

    async def keep(self, article: Article, replaced: datetime) -> None:
        """Keep an article as it is, before another text takes its place."""
        row = {name: getattr(article, name) for name in _KEPT}
        row |= {"article_id": article.id, "replaced": replaced}
        row["precision"] = article.precision.value if article.precision else None
        await self._session.execute(insert(VersionRow).values(row))

    async def of(self, article_id: int, limit: int, offset: int = 0) -> list[Version]:
        """An article's earlier texts, the latest first."""
        query = select(VersionRow).where(col(VersionRow.article_id) == article_id)
        rows = await self._session.scalars(
            query.order_by(col(VersionRow.id).desc()).limit(limit).offset(offset)
        )
        return [_version(row) for row in rows]

    async def drop(self, version_id: int) -> None:
        """Forget an earlier text, since it is the article's again."""
        await self._change(delete(VersionRow).where(col(VersionRow.id) == version_id))


def _version(row: VersionRow) -> Version:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Version(**{**values, "precision": Precision(row.precision) if row.precision else None})
