"""On which days what articles tell was done: the sentences of a person, a topic or some articles, by day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage import passages
from storage.coverage import Subject
from storage.models import EventRow, SentenceRow
from storage.repository import Repository, Row
from storage.values import Article, Event, Happening, Sentence

_LATEST = (col(EventRow.day).desc(), col(EventRow.article_id).desc(), col(EventRow.position).desc())
_ARTICLE = ""  # the kind of the rows that are the article's own
# So put that no index of kinds serves it: a database that has not counted might walk through all articles.
_OWN = col(EventRow.kind) + "" == _ARTICLE
_OTHERS = 5  # further articles with the same sentence that are named


class _Row(NamedTuple):
    """A row as it is read. Columns are read and not rows: of many, that takes a fraction of the time."""

    article_id: int
    position: int
    day: date
    start: int
    end: int
    words: int


_COLUMNS = [col(getattr(EventRow, name)) for name in _Row._fields]


class Events(Repository):
    """Dated sentences, the latest day first; of the same one on the same day the article stored first."""

    async def record(
        self, article: Article, told: Sequence[tuple[Happening, Collection[int], Collection[str]]]
    ) -> None:
        """Note what an article tells of which days, each with the people and topics that it names."""
        await self._add_missing(EventRow, [row for each in told for row in event_rows(article.id, *each)])

    async def also(self, article_id: int, topics: Sequence[tuple[str, int]]) -> None:
        """Note that sentences of an article name these topics, too: slugs and positions."""
        query = select(EventRow).where(col(EventRow.article_id) == article_id, _OWN)
        own = {row.position: row for row in await self._read(query)}
        kind = Subject.TOPIC.value
        rows = [{**own[at]._asdict(), "kind": kind, "key": slug} for slug, at in topics if at in own]
        await self._add_missing(EventRow, rows)

    async def of(self, kind: Subject, key: str, limit: int, offset: int = 0) -> list[Event]:
        """Those that name a person or topic."""
        these = _of(kind, key)
        first = aliased(EventRow)
        before = select(col(first.article_id)).where(
            *(
                col(getattr(first, name)) == col(getattr(EventRow, name))
                for name in ("kind", "key", "day", "words")
            ),
            col(first.article_id) < col(EventRow.article_id),
        )
        query = select(EventRow).where(*these, ~before.exists())
        rows = await self._read(query.order_by(*_LATEST).limit(limit).offset(offset))
        alike = await self._alike(rows, *these)
        return await self._whole(rows, alike)

    async def any(self, kind: Subject, key: str) -> bool:
        """Whether there is one that names a person or topic."""
        these = _of(kind, key)
        return await self._session.scalar(select(col(EventRow.position)).where(*these).limit(1)) is not None

    async def any_in(self, article_ids: Collection[int]) -> bool:
        """Whether one of some articles has one."""
        query = select(col(EventRow.position)).where(col(EventRow.article_id).in_(article_ids)).limit(1)
        return await self._session.scalar(query) is not None

    async def in_articles(
        self, article_ids: Collection[int], limit: int | None = None, offset: int = 0
    ) -> list[Event]:
        """Those of some articles."""
        query = select(EventRow).where(col(EventRow.article_id).in_(article_ids), _OWN)
        folded: dict[tuple[object, int], list[_Row]] = {}
        for row in await self._read(query.order_by(col(EventRow.article_id), col(EventRow.position))):
            folded.setdefault((row.day, row.words), []).append(row)
        firsts = sorted(folded.values(), key=lambda same: _place(same[0]), reverse=True)
        firsts = firsts[offset:] if limit is None else firsts[offset : offset + limit]
        alike = {_place(same[0]): [row.article_id for row in same] for same in firsts}
        return await self._whole([same[0] for same in firsts], alike)

    async def _read(self, query: Select[EventRow]) -> list[_Row]:
        return [_Row(*row) for row in await self._session.execute(query.with_only_columns(*_COLUMNS))]

    async def _alike(
        self, rows: Sequence[_Row], *these: ColumnElement[bool]
    ) -> dict[tuple[object, int, int], list[int]]:
        """Of each row the articles that have the same sentence of the same day."""
        days, words = {row.day for row in rows}, {row.words for row in rows}
        query = select(EventRow).where(*these, col(EventRow.day).in_(days), col(EventRow.words).in_(words))
        found: dict[tuple[object, int], list[int]] = {}
        for row in await self._read(query.order_by(col(EventRow.article_id))):
            found.setdefault((row.day, row.words), []).append(row.article_id)
        return {_place(row): found[row.day, row.words] for row in rows}

    async def _whole(
        self, rows: Sequence[_Row], alike: dict[tuple[object, int, int], list[int]]
    ) -> list[Event]:
        others = {at: list(dict.fromkeys(ids))[1 : 1 + _OTHERS] for at, ids in alike.items()}
        ids = {row.article_id for row in rows}.union(*others.values())
        articles = await passages.articles_by_id(self._session, ids)
        own = [articles[each] for each in {row.article_id for row in rows}]
        near = col(SentenceRow.position).in_({row.position for row in rows})
        places = _sentences(await passages.sentences(self._session, own, near))
        return [
            Event(
                sentence=places[row.article_id, row.position],
                happening=Happening(
                    position=row.position, start=row.start, end=row.end, day=row.day, words=row.words
                ),
                others=tuple(articles[each] for each in others[_place(row)]),
            )
            for row in rows
        ]


def _of(kind: Subject, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(EventRow.kind) == kind.value, col(EventRow.key) == key


def _sentences(found: dict[int, list[Sentence]]) -> dict[tuple[int, int], Sentence]:
    return {(each.article.id, each.position): each for several in found.values() for each in several}


def _place(row: _Row) -> tuple[object, int, int]:
    return row.day, row.article_id, row.position


def event_rows(
    article_id: int, told: Happening, people: Collection[int], topics: Collection[str]
) -> Iterator[Row]:
    """The rows of what an article tells of a day: its own, and one for each whom and what it names there."""
    keys = [(_ARTICLE, ""), *((Subject.PERSON.value, str(who)) for who in people)]
    for kind, key in [*keys, *((Subject.TOPIC.value, slug) for slug in topics)]:
        yield {
            "article_id": article_id,
            "position": told.position,
            "kind": kind,
            "key": key,
            "day": told.day,
            "start": told.start,
            "end": told.end,
            "words": told.words,
        }
