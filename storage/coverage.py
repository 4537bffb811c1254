"""How widely the archive and its subjects are covered.

Kept and not counted, so that it costs the same at any size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ScalarSelect, Select, bindparam, delete, func, select
from sqlmodel import col

from storage.models import ArticleRow, CoverageRow, MentionRow, TopicMentionRow
from storage.repository import Repository
from storage.values import Reach


class Subject(StrEnum):
    """What is covered. The archive's key is ""; a person's is their id in decimal, a topic's its slug."""

    ARCHIVE = "archive"
    PERSON = "person"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When an article is dated, its source ("": not stated), and whether it names people and topics yet."""

    dated: datetime
    source: str
    people: bool
    topics: bool


class Coverage(Repository):
    """Numbers of originals by subject and source. Who stores or deletes an article says so here."""

    async def article(self, article_id: int) -> Told:
        """An article that tells of subjects. Raises ValueError when it is not there."""
        found = (await self._run(_ARTICLE, {"article": article_id})).one_or_none()
        if found is None:
            raise ValueError("no such article")
        return Told(
            dated=found.dated,
            source=found.source or "",
            people=found.person_id is not None,
            topics=found.slug is not None,
        )

    async def add(self, kind: Subject, keys: Iterable[str], source: str) -> None:
        """An original from this source came to tell of these subjects."""
        await self._change_by(kind, {(key, source): 1 for key in keys})

    async def forget(self, kind: Subject, told: Iterable[tuple[str, int]]) -> None:
        """Before articles are deleted: pairs of a subject and an article that told of it, each once."""
        pairs = list(told)
        sources = await self._sources({article_id for _, article_id in pairs})
        lost = Counter((key, sources[article_id]) for key, article_id in pairs)
        await self._change_by(kind, {each: -count for each, count in lost.items()})
        these = (col(CoverageRow.kind) == kind.value, col(CoverageRow.key).in_({key for key, _ in lost}))
        await self._change(delete(CoverageRow).where(*these, col(CoverageRow.articles) <= 0))

    async def reach(self, kind: Subject, key: str = "") -> Reach:
        """How many originals, of how many named sources, from when to when."""
        these = (col(CoverageRow.kind) == kind.value, col(CoverageRow.key) == key)
        first, last = _ends(kind, key)
        query = select(
            func.coalesce(func.sum(col(CoverageRow.articles)), 0),
            func.count(func.nullif(col(CoverageRow.source), "")),
            first,
            last,
        ).where(*these)
        count, sources, earliest, latest = (await self._session.execute(query)).one()
        return Reach(articles=count, sources=sources, first=earliest, last=latest)

    async def originals(self) -> int:
        """How many originals the archive holds."""
        return int((await self._run(_ORIGINALS)).scalar_one())

    async def sources(self) -> dict[str, int]:
        """All named sources of the archive with their numbers of originals, most first."""
        query = select(col(CoverageRow.source), col(CoverageRow.articles)).where(
            col(CoverageRow.kind) == Subject.ARCHIVE.value, col(CoverageRow.source) != ""
        )
        order = (col(CoverageRow.articles).desc(), col(CoverageRow.source))
        return {source: count for source, count in await self._session.execute(query.order_by(*order))}  # noqa: C416  # rows are not pairs to mypy

    async def _sources(self, article_ids: Collection[int]) -> dict[int | None, str]:
        query = select(col(ArticleRow.id), col(ArticleRow.source)).where(col(ArticleRow.id).in_(article_ids))
        return {article_id: source or "" for article_id, source in await self._session.execute(query)}

    async def _change_by(self, kind: Subject, counts: Mapping[tuple[str, str], int]) -> None:
        rows = [
            {"kind": kind.value, "key": key, "source": source, "articles": count}
            for (key, source), count in sorted(counts.items())
        ]
        if rows:
            await self._run(self._dialect.adding_up(CoverageRow, "articles"), rows)


_ORIGINALS = select(func.coalesce(func.sum(col(CoverageRow.articles)), 0)).where(
    col(CoverageRow.kind) == Subject.ARCHIVE.value, col(CoverageRow.key) == ""
)
_ARTICLE = select(
    col(ArticleRow.dated),
    col(ArticleRow.source),
    *(
        select(named)
        .where(col(row.article_id) == bindparam("article"))
        .limit(1)
        .scalar_subquery()
        .label(name)
        for row, name in ((MentionRow, "person_id"), (TopicMentionRow, "slug"))
        for named in [col(getattr(row, name))]
    ),
).where(col(ArticleRow.id) == bindparam("article"))


def _ends(kind: Subject, key: str) -> tuple[ScalarSelect[datetime], ScalarSelect[datetime]]:
    """The first and the last date, each one step from an end of an index."""
    match kind:
        case Subject.ARCHIVE:
            dated = col(ArticleRow.dated)
            query = select(dated).where(col(ArticleRow.original_id).is_(None))
        case Subject.PERSON:
            dated = col(MentionRow.dated)
            query = select(dated).where(col(MentionRow.person_id) == int(key))
        case Subject.TOPIC:
            dated = col(TopicMentionRow.dated)
            query = select(dated).where(col(TopicMentionRow.slug) == key)
    if kind is Subject.ARCHIVE:  # PostgreSQL walks an index only where the order names its first column
        null = col(ArticleRow.original_id)
        return _one(query.order_by(null, dated)), _one(query.order_by(null.desc(), dated.desc()))
    return _one(query.order_by(dated)), _one(query.order_by(dated.desc()))


def _one(query: Select[datetime]) -> ScalarSelect[datetime]:
    return query.limit(1).scalar_subquery()
