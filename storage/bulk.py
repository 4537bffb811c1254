"""Filling an archive quickly, for measurements: the rows that the repositories write, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Select,
    SQLColumnExpression,
    cast,
    delete,
    func,
    insert,
    join,
    literal,
    select,
    update,
)
from sqlmodel import SQLModel, col

from storage import dialect
from storage.articles import article_facets, article_row, sentence_rows
from storage.coverage import Subject
from storage.dialect import Exact
from storage.events import event_rows
from storage.failures import translated
from storage.models import (
    ArticleRow,
    CoverageRow,
    EventRow,
    MentionRow,
    PersonFormRow,
    PersonKeyRow,
    PersonRow,
    PlaceMentionRow,
    RoleRow,
    SearchDocumentRow,
    SentenceRow,
    StoryRow,
    TopicMentionRow,
    TopicRow,
)
from storage.naming import key_rows
from storage.search import document
from storage.values import Happening, NewArticle, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An original with what was found in it, under numbers that the caller gives.

    ``mentions`` and ``roles`` are a person's number and a place; ``topics`` a slug, a sentence and a weight;
    ``happenings`` what was done, with the people and topics that the sentence names; ``located`` a place's
    number and where it is named.
    """

    id: int
    article: NewArticle
    story_id: int
    mentions: tuple[tuple[int, Span], ...]
    roles: tuple[tuple[int, Span], ...]
    topics: tuple[tuple[str, int, float], ...]
    happenings: tuple[tuple[Happening, tuple[int, ...], tuple[str, ...]], ...] = ()
    located: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person under a number that the caller gives."""

    id: int
    name: str
    keys: frozenset[str]


class Bulk:
    """Fills one migrated database. Blocking. Nothing else may write to it meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people(self, people: Sequence[Person]) -> None:
        """Add people, before the articles that mention them."""
        self._insert(PersonRow, [{"id": p.id, "name": p.name, "articles": 0} for p in people])
        self._insert(PersonFormRow, [{"person_id": p.id, "form": p.name, "rank": 0} for p in people])
        self._insert(PersonKeyRow, [row for p in people for row in key_rows(p.id, [p.name], p.keys)])

    def articles(self, filed: Sequence[Filed]) -> None:
        """Add articles; a story begins with the first that names it."""
        known = set(
            self._connection.scalars(
                select(col(StoryRow.id)).where(col(StoryRow.id).in_({each.story_id for each in filed}))
            )
        )
        begun = {each.story_id: _dated(each) for each in reversed(filed) if each.story_id not in known}
        stories = [{"id": number, "articles": 0, "first": at, "last": at} for number, at in begun.items()]
        self._insert(StoryRow, stories)
        rows = [{**article_row(each.article), "id": each.id, "story_id": each.story_id} for each in filed]
        self._insert(ArticleRow, rows)
        self._insert(SentenceRow, [row for each in filed for row in sentence_rows(each.id, each.article)])
        documents = [document(each.id, each.article.terms, article_facets(each.article)) for each in filed]
        self._insert(SearchDocumentRow, documents)
        self._insert(MentionRow, [row for each in filed for row in _places(each, each.mentions)])
        self._insert(RoleRow, [row for each in filed for row in _places(each, each.roles)])
        self._insert(
            TopicMentionRow,
            [
                {"article_id": each.id, "slug": slug, "position": at, "weight": weight, "dated": _dated(each)}
                for each in filed
                for slug, at, weight in each.topics
            ],
        )

        told = [row for each in filed for one in each.happenings for row in event_rows(each.id, *one)]
        self._insert(EventRow, told)
        located = [
            {"article_id": each.id, "position": at.position, "start": at.start, "end": at.end, "place": place}
            for each in filed
            for place, at in each.located
        ]
        self._insert(PlaceMentionRow, located)

    def count(self) -> None:
        """Count anew all that is kept rather than counted."""
        self._connection.execute(delete(CoverageRow))
        originals = col(ArticleRow.original_id).is_(None)
        self._cover(
            Subject.ARCHIVE, select(literal(""), _SOURCE, func.count()).where(originals).group_by(_SOURCE)
        )
        self._cover(Subject.PERSON, _by_source(MentionRow, cast(col(MentionRow.person_id), Exact)))
        self._cover(Subject.TOPIC, _by_source(TopicMentionRow, col(TopicMentionRow.slug)))
        self._connection.execute(delete(TopicRow))
        slug, dated = col(TopicMentionRow.slug), col(TopicMentionRow.dated)
        count = func.count(col(TopicMentionRow.article_id).distinct())
        topics = select(slug, count, func.max(dated)).group_by(slug)
        self._connection.execute(insert(TopicRow).from_select(["slug", "articles", "last"], topics))
        people = select(func.count(col(MentionRow.article_id).distinct())).where(
            col(MentionRow.person_id) == col(PersonRow.id)
        )
        self._connection.execute(update(PersonRow).values(articles=people.scalar_subquery()))
        self._count_stories()
        dialect.of(self._connection).settle(self._connection)

    def _count_stories(self) -> None:
        told = col(ArticleRow.story_id) == col(StoryRow.id)
        dated = col(ArticleRow.dated)
        found = {
            "articles": select(func.count()).where(told).scalar_subquery(),
            "first": select(func.min(dated)).where(told).scalar_subquery(),
            "last": select(func.max(dated)).where(told).scalar_subquery(),
        }
        self._connection.execute(update(StoryRow).values(found))

    def _cover(self, kind: Subject, counted: Select[str, str, int]) -> None:
        rows = select(literal(kind.value), *counted.subquery().c)
        self._connection.execute(insert(CoverageRow).from_select(["kind", "key", "source", "articles"], rows))

    def _insert(self, model: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(model), rows)


@contextmanager
def filling(url: str) -> Iterator[Bulk]:
    """A transaction that fills a migrated database."""
    kind, address = dialect.choose(url)
    engine = kind.migration_engine(address)
    try:
        with translated(kind.unavailable), engine.begin() as connection:
            connection.exec_driver_sql(kind.HURRY)
            yield Bulk(connection)
    finally:
        engine.dispose()


_SOURCE = func.coalesce(col(ArticleRow.source), "")


def _by_source(
    model: type[MentionRow | TopicMentionRow], key: SQLColumnExpression[str]
) -> Select[str, str, int]:
    article = col(ArticleRow.id)
    told = join(model, ArticleRow, article == col(model.article_id))
    return select(key, _SOURCE, func.count(article.distinct())).select_from(told).group_by(key, _SOURCE)


def _dated(filed: Filed) -> datetime:
    return filed.article.published or filed.article.arrived


def _places(filed: Filed, places: Sequence[tuple[int, Span]]) -> list[dict[str, object]]:
    article = {"article_id": filed.id, "dated": _dated(filed)}
    return [
        {**article, "person_id": who, "position": at.position, "start": at.start, "end": at.end}
        for who, at in places
    ]
