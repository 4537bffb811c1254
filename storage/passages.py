"""Reading articles and their sentences; shared by all repositories that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import ArticleRow, SentenceRow
from storage.repository import run
from storage.values import Article, Precision, Report, Sentence

# The fields of an Article, in the order in which they are read.
_FIELDS = [field.name for field in fields(Article)]
_ARTICLE = [col(getattr(ArticleRow, name)) for name in _FIELDS]
ARTICLES = select(*_ARTICLE)
"""A query whose rows ``plain`` reads; to build it takes longer than to run it."""
_REPORT = [field.name for field in fields(Report)]
REPORTS = select(*(col(getattr(ArticleRow, name)) for name in _REPORT))
"""The same without the texts, for ``reports``."""
_BY_ID = ARTICLES.where(col(ArticleRow.id).in_(bindparam("ids", expanding=True)))


def _article(row: Sequence[Any]) -> Article:
    """The plain value of a row."""
    return Article(**_values(_FIELDS, row))


def _values(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    values = dict(zip(names, row, strict=True))
    precision = values["precision"]
    return {**values, "precision": Precision(precision) if precision is not None else None}


async def articles(session: AsyncSession, query: Select[ArticleRow]) -> list[Article]:
    """The plain values of what a query finds, in its order.

    Columns are read and not rows: that takes a third of the time.
    """
    return plain(await session.execute(query.with_only_columns(*_ARTICLE)))


def plain(rows: Iterable[Sequence[Any]]) -> list[Article]:
    """The plain values of rows of ``ARTICLES``."""
    return [_article(row) for row in rows]


def reports(rows: Iterable[Sequence[Any]]) -> list[Report]:
    """The plain values of rows of ``REPORTS``."""
    return [Report(**_values(_REPORT, row)) for row in rows]


async def articles_by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, Article]:
    """Those of the articles that exist."""
    if not ids:
        return {}
    rows = await run(await session.connection(), _BY_ID, {"ids": list(set(ids))})
    return {each.id: each for each in plain(rows)}


async def articles_in_order(session: AsyncSession, ids: Iterable[int]) -> list[Article]:
    """The articles in the order of their ids as given; missing ones are left out."""
    order = list(ids)
    found = await articles_by_id(session, order)
    return [found[each] for each in order if each in found]


_SENTENCE = (
    col(SentenceRow.article_id),
    col(SentenceRow.position),
    col(SentenceRow.start),
    col(SentenceRow.end),
    col(SentenceRow.salience),
    col(SentenceRow.anaphoric),
    col(SentenceRow.caveat),
)
_ORDER = (col(SentenceRow.article_id), col(SentenceRow.position))
_UNREPEATED = (
    select(*_SENTENCE)
    .where(
        col(SentenceRow.article_id).in_(bindparam("ids", expanding=True)),
        col(SentenceRow.repeated).is_(False),
    )
    .order_by(*_ORDER)
)


def _sentence(of: Article, row: Row[int, int, int, int, float, bool, bool]) -> Sentence:
    """The plain value of a row: the text is cut from the body here and nowhere else."""
    _, position, start, end, salience, anaphoric, caveat = row
    return Sentence(
        article=of,
        position=position,
        start=start,
        end=end,
        text=of.body[start:end],
        salience=salience,
        anaphoric=anaphoric,
        caveat=caveat,
    )


async def sentences(
    session: AsyncSession, of: Collection[Article], *these: ColumnElement[bool]
) -> dict[int, list[Sentence]]:
    """The sentences of some articles, by article and in order, as far as they fulfil the conditions.

    Columns are read and not rows: of many sentences, that takes a third of the time.
    """
    query = select(*_SENTENCE).where(col(SentenceRow.article_id).in_({each.id for each in of}), *these)
    return _by_article((await session.execute(query.order_by(*_ORDER))).all(), of)


async def unrepeated(session: AsyncSession, of: Collection[Article]) -> dict[int, list[Sentence]]:
    """The same, of those that no original or other copy has; by a query that is built once."""
    if not of:
        return {}
    rows = await run(await session.connection(), _UNREPEATED, {"ids": [each.id for each in of]})
    return _by_article(rows.all(), of)  # one by one they take twice as long


def _by_article(rows: Iterable[Any], of: Collection[Article]) -> dict[int, list[Sentence]]:
    whole = {each.id: each for each in of}
    found: dict[int, list[Sentence]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(_sentence(whole[row[0]], row))
    return found


async def sentence_page(session: AsyncSession, places: Subquery) -> list[Sentence]:
    """The sentences at ``places`` (columns ``article_id`` and ``position``), newest article first."""
    query = select(*_SENTENCE).join(
        places,
        and_(
            col(SentenceRow.article_id) == places.c.article_id,
            col(SentenceRow.position) == places.c.position,
        ),
    )
    rows = (await session.execute(query)).all()
    # Each body is read once, however many of its sentences are on the page.
    whole = await articles_by_id(session, {row[0] for row in rows})
    found = [_sentence(whole[row[0]], row) for row in rows]
    found.sort(key=lambda each: each.position)
    found.sort(key=lambda each: (each.article.dated, each.article.id), reverse=True)
    return found
