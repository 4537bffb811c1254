"""Articles as they stand, row by row: read before a correction, and put back just so.

The rows are plain JSON, so that they can wait in the journal. What is counted (people, topics, coverage) is
no row's own: it is counted anew when rows are put back, by the repositories that count it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from storage.articles import Articles
from storage.coverage import Subject
from storage.dialect import Dialect, Utc
from storage.kept import Rows
from storage.models import (
    ArticleRow,
    EventRow,
    FingerprintRow,
    MentionRow,
    PersonFormRow,
    PersonKeyRow,
    PersonRow,
    PlaceMentionRow,
    RoleRow,
    SearchDocumentRow,
    SentenceRow,
    SignatureRow,
    StatementRow,
    TopicMentionRow,
    VersionRow,
)
from storage.outdated import OutdatedAlerts
from storage.people import People
from storage.repository import Repository
from storage.topics import Topics
from storage.values import Span

_OWN = (SentenceRow, FingerprintRow, SignatureRow, VersionRow, SearchDocumentRow)  # of an article alone
_FOUND = (
    MentionRow,
    RoleRow,
    TopicMentionRow,
    StatementRow,
    EventRow,
    PlaceMentionRow,
)  # and what is counted elsewhere as well
_NAMES = (PersonFormRow, PersonKeyRow)
_UNMARKED = {"story_id": None, "analysis_version": None, "language": None}
KEPT = (ArticleRow, *_OWN, *_FOUND, PersonRow, *_NAMES)


class Snapshots(Repository):
    """Reads and writes whole articles with all that hangs on them, but for their places in stories."""

    def __init__(
        self,
        session: AsyncSession,
        dialect: Dialect,
        *,
        articles: Articles,
        people: People,
        topics: Topics,
        outdated: OutdatedAlerts,
    ) -> None:
        super().__init__(session, dialect)
        self._articles = articles
        self._people = people
        self._topics = topics
        self._outdated = outdated

    async def take(self, article_ids: Collection[int]) -> dict[str, list[dict[str, Any]]]:
        """The articles among these ids, and everybody whom they name."""
        rows = {"article": await self._rows(ArticleRow, "id", article_ids)}
        for model in (*_OWN, *_FOUND):
            rows[_name(model)] = await self._rows(model, "article_id", article_ids)
        return rows | await self.names({row["person_id"] for row in (*rows["mention"], *rows["role"])})

    async def names(self, person_ids: Collection[int]) -> dict[str, list[dict[str, Any]]]:
        """The people among these ids, with their forms and keys."""
        rows = {"person": await self._rows(PersonRow, "id", person_ids)}
        for model in _NAMES:
            rows[_name(model)] = await self._rows(model, "person_id", person_ids)
        return rows

    async def clear(self, article_ids: Collection[int], rows: Rows) -> None:
        """Before the rows are put back: what hangs on these articles goes, and those that were not there.

        Whom the rows name stays known, whoever else mentions them.
        """
        ids = sorted(article_ids)
        await self._outdated.note(ids)
        await self._articles.forget_findings(ids, keep={row["id"] for row in rows["person"]})
        for model in _OWN:
            await self._change(delete(model).where(col(model.article_id).in_(ids)))
        lasting = {row["id"] for row in rows["article"]}
        new = [each for each in ids if each not in lasting]
        await self._change(delete(ArticleRow).where(col(ArticleRow.id).in_(new)))

    async def put(self, rows: Rows, people: Mapping[int, int]) -> None:
        """Puts rows that were taken back, after :meth:`clear`; the articles are in no story then.

        ``people`` are those who meanwhile have another number.
        """
        there = await self._existing(row["id"] for row in rows["article"])
        # Originals first, since copies refer to them.
        for row in sorted(rows["article"], key=lambda each: (each["original_id"] is not None, each["id"])):
            values = {**_values(ArticleRow, row), "story_id": None}
            this = update(ArticleRow).where(col(ArticleRow.id) == row["id"])
            if row["id"] in there:
                await self._change(this.values(values))
            else:
                await self._session.execute(insert(ArticleRow).values(values))
        for model in _OWN:
            if found := [_values(model, row) for row in rows[_name(model)]]:
                await self._session.execute(insert(model), found)
        for names in (PersonRow, *_NAMES):
            kept = (row for row in rows[_name(names)] if row.get("person_id", row.get("id")) not in people)
            await self._add_missing(names, [_values(names, row) | _uncounted(names) for row in kept])
        for row in rows["article"]:
            await self._count(row, rows, people)

    async def _count(self, article: Mapping[str, Any], rows: Rows, people: Mapping[int, int]) -> None:
        """Whom and what the article names, and that the archive has it."""
        article_id = article["id"]

        def places(table: str) -> list[tuple[int, Span]]:
            return [
                (
                    people.get(row["person_id"], row["person_id"]),
                    Span(position=row["position"], start=row["start"], end=row["end"]),
                )
                for row in rows[table]
                if row["article_id"] == article_id
            ]

        await self._people.record(article_id, mentions=places("mention"), roles=places("role"))
        named = [row for row in rows["topic_mention"] if row["article_id"] == article_id]
        topics = [(row["slug"], row["position"], row["weight"]) for row in named]
        await self._topics.record(article_id, topics)
        said = [_values(StatementRow, row) for row in rows["statement"] if row["article_id"] == article_id]
        who = [{"person_id": people.get(row["person_id"], row["person_id"])} for row in said]
        await self._add_missing(StatementRow, [row | of for row, of in zip(said, who, strict=True)])
        told = [_values(EventRow, row) for row in rows["event"] if row["article_id"] == article_id]
        await self._add_missing(EventRow, [_of_people(row, people) for row in told])
        located = [row for row in rows["place_mention"] if row["article_id"] == article_id]
        await self._add_missing(PlaceMentionRow, [_values(PlaceMentionRow, row) for row in located])
        if article["original_id"] is None:
            await self._articles.cover(article["source"])

    def fits(self, rows: Rows) -> bool:
        """Whether rows are as the tables have them; after an update of Sitrep they may not be."""
        columns = {_name(model): {c.name for c in _table(model).columns} for model in KEPT}
        return rows.keys() == columns.keys() and all(
            row.keys() == columns[name] for name, found in rows.items() for row in found
        )

    async def marks(self, article_ids: Collection[int]) -> dict[int, str]:
        """What stands for each article as it is: its own row, and its earlier texts.

        Its story does not count, nor which analyser read it, and as what language.
        """
        articles = await self._rows(ArticleRow, "id", article_ids)
        versions = await self._rows(VersionRow, "article_id", article_ids)
        found = {}
        for row in articles:
            earlier = [each["id"] for each in versions if each["article_id"] == row["id"]]
            told = json.dumps([{**row, **_UNMARKED}, earlier], sort_keys=True)
            found[row["id"]] = hashlib.sha256(told.encode()).hexdigest()
        return found

    async def relearn(self, known: Rows, taught: Rows) -> None:
        """Forgets forms of names that only a text taught which is gone, unless more were learned since."""
        ids = {row["id"] for row in taught["person"]}
        for model in _NAMES:
            name = _name(model)
            for person_id in sorted(ids):
                now = await self._rows(model, "person_id", [person_id])
                if now == [row for row in taught[name] if row["person_id"] == person_id]:
                    await self._change(delete(model).where(col(model.person_id) == person_id))
                    before = [_values(model, row) for row in known[name] if row["person_id"] == person_id]
                    await self._add_missing(model, before)

    async def _existing(self, article_ids: Iterable[int]) -> set[int | None]:
        query = select(col(ArticleRow.id)).where(col(ArticleRow.id).in_(list(article_ids)))
        return set(await self._session.scalars(query))

    async def _rows(self, model: type[SQLModel], column: str, ids: Collection[int]) -> list[dict[str, Any]]:
        table = _table(model)
        query = select(table).where(table.c[column].in_(sorted(ids))).order_by(*table.primary_key)
        return [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row._mapping.items()  # noqa: SLF001  # the documented way to a row's names
            }
            for row in await self._session.execute(query)
        ]


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # what every model of a table has
    return table


def _name(model: type[SQLModel]) -> str:
    return _table(model).name


def _values(model: type[SQLModel], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values as its columns take them."""
    read: dict[str, Callable[[str], date]] = {}
    for column in _table(model).columns:
        if isinstance(column.type, Utc):
            read[column.name] = datetime.fromisoformat
        elif isinstance(column.type, Date):
            read[column.name] = date.fromisoformat
    return {
        name: read[name](value) if name in read and value is not None else value
        for name, value in row.items()
    }


def _of_people(row: dict[str, Any], people: Mapping[int, int]) -> dict[str, Any]:
    """A row about a person, or something else, with the number that the person has now."""
    if row["kind"] != Subject.PERSON.value:
        return row
    return row | {"key": str(people.get(int(row["key"]), int(row["key"])))}


def _uncounted(model: type[SQLModel]) -> dict[str, int]:
    return {"articles": 0} if model is PersonRow else {}
