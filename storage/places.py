"""Places: which sentences name one. What a number stands for is not known here (summarizer.gazetteer)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, Subquery, select
from sqlmodel import col

from storage import passages
from storage.models import MentionRow, PlaceMentionRow, SentenceRow, TopicMentionRow
from storage.repository import Repository
from storage.values import PlaceAt, Sentence, Span

_COLUMNS = [
    col(getattr(PlaceMentionRow, name)) for name in ("article_id", "position", "start", "end", "place")
]


class Places(Repository):
    """Reads are of the newest sentences of something, so that they cost the same in any archive."""

    async def record(self, article_id: int, found: Sequence[tuple[int, Span]]) -> None:
        """Note which places an article names where."""
        rows = [
            {
                "article_id": article_id,
                "position": at.position,
                "start": at.start,
                "end": at.end,
                "place": place,
            }
            for place, at in found
        ]
        await self._add_missing(PlaceMentionRow, rows)

    async def with_person(self, person_id: int, limit: int) -> list[PlaceAt]:
        """The places in the newest sentences that name a person, newest first."""
        return await self._within(_newest(MentionRow, col(MentionRow.person_id) == person_id, limit))

    async def with_topic(self, slug: str, limit: int) -> list[PlaceAt]:
        """The places in the newest sentences that name a topic, newest first."""
        return await self._within(_newest(TopicMentionRow, col(TopicMentionRow.slug) == slug, limit))

    async def with_places(self, places: Collection[int], limit: int) -> list[PlaceAt]:
        """The places in the sentences stored last that name one of some places, last first."""
        order = col(PlaceMentionRow.article_id).desc(), col(PlaceMentionRow.position)
        these = (
            select(col(PlaceMentionRow.article_id), col(PlaceMentionRow.position))
            .where(col(PlaceMentionRow.place).in_(places))
            .order_by(*order)
            .limit(limit)
            .subquery()
        )
        return await self._read(_joined(these).distinct().order_by(*order, col(PlaceMentionRow.start)))

    async def in_articles(self, article_ids: Sequence[int]) -> list[PlaceAt]:
        """The places that some articles name, in the articles' order."""
        query = select(*_COLUMNS).where(col(PlaceMentionRow.article_id).in_(article_ids))
        found = await self._read(query.order_by(col(PlaceMentionRow.position), col(PlaceMentionRow.start)))
        order = {article_id: number for number, article_id in enumerate(article_ids)}
        return sorted(found, key=lambda each: order[each.article_id])

    async def named(self, places: Collection[int]) -> set[int]:
        """Those of some places that an article names."""
        found: set[int] = set()
        for place in places:
            query = select(col(PlaceMentionRow.place)).where(col(PlaceMentionRow.place) == place).limit(1)
            found.update(await self._session.scalars(query))
        return found

    async def sentences(self, found: Sequence[PlaceAt]) -> list[Sentence]:
        """The sentence that each stands in."""
        articles = await passages.articles_by_id(self._session, {each.article_id for each in found})
        near = col(SentenceRow.position).in_({each.position for each in found})
        read = await passages.sentences(self._session, list(articles.values()), near)
        at = {(each.article.id, each.position): each for several in read.values() for each in several}
        return [at[each.article_id, each.position] for each in found]

    async def _within(self, these: Subquery) -> list[PlaceAt]:
        place = col(PlaceMentionRow.position), col(PlaceMentionRow.start)
        order = these.c.dated.desc(), col(PlaceMentionRow.article_id).desc(), *place
        return await self._read(_joined(these).add_columns(these.c.dated).distinct().order_by(*order))

    async def _read(self, query: Select[*tuple[Any, ...]]) -> list[PlaceAt]:
        rows = await self._session.execute(query)
        return [
            PlaceAt(article_id=row[0], position=row[1], start=row[2], end=row[3], place=row[4])
            for row in rows
        ]


def _newest(model: type[MentionRow | TopicMentionRow], these: object, limit: int) -> Subquery:
    columns = col(model.article_id), col(model.position), col(model.dated)
    order = columns[2].desc(), columns[0].desc(), columns[1]
    return select(*columns).where(these).order_by(*order).limit(limit).subquery()  # type: ignore[arg-type]  # a condition


def _joined(these: Subquery) -> Select[*tuple[Any, ...]]:
    same = (
        col(PlaceMentionRow.article_id) == these.c.article_id,
        col(PlaceMentionRow.position) == these.c.position,
    )
    return select(*_COLUMNS).join(these, same[0] & same[1])
