"""Reading articles and their sentences; shared by all repositories that show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, Subquery, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import ArticleRow, SentenceRow
from storage.values import Article, Precision, Sentence


def article(row: ArticleRow) -> Article:
    """The plain value of a row."""
    assert row.id is not None  # noqa: S101  # it was read
    return Article(
        id=row.id,
        title=row.title,
        body=row.body,
        language=row.language,
        source=row.source,
        url=row.url,
        published=row.published,
        precision=Precision(row.precision) if row.precision is not None else None,
        arrived=row.arrived,
        dated=row.dated,
        dateline=row.dateline,
        agency=row.agency,
        byline=row.byline,
        sample=row.sample,
        submission_id=row.submission_id,
        original_id=row.original_id,
        story_id=row.story_id,
    )


async def articles(session: AsyncSession, query: Select[ArticleRow]) -> list[Article]:
    """The plain values of what a query finds, in its order."""
    return [article(row) for row in await session.scalars(query)]


async def articles_by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, Article]:
    """Those of the articles that exist."""
    if not ids:
        return {}
    found = await articles(session, select(ArticleRow).where(col(ArticleRow.id).in_(set(ids))))
    return {each.id: each for each in found}


async def articles_in_order(session: AsyncSession, ids: Iterable[int]) -> list[Article]:
    """The articles in the order of their ids as given; missing ones are left out."""
    order = list(ids)
    found = await articles_by_id(session, order)
    return [found[each] for each in order if each in found]


def sentence(row: SentenceRow, of: Article) -> Sentence:
    """The plain value of a row: the text is cut from the body here and nowhere else."""
    return Sentence(
        article=of,
        position=row.position,
        start=row.start,
        end=row.end,
        text=of.body[row.start : row.end],
        salience=row.salience,
        anaphoric=row.anaphoric,
        caveat=row.caveat,
    )


async def sentence_page(session: AsyncSession, places: Subquery) -> list[Sentence]:
    """The sentences at ``places`` (columns ``article_id`` and ``position``), newest article first."""
    query = select(SentenceRow).join(
        places,
        and_(
            col(SentenceRow.article_id) == places.c.article_id,
            col(SentenceRow.position) == places.c.position,
        ),
    )
    rows = (await session.scalars(query)).all()
    # Each body is read once, however many of its sentences are on the page.
    whole = await articles_by_id(session, {row.article_id for row in rows})
    found = [sentence(row, whole[row.article_id]) for row in rows]
    found.sort(key=lambda each: each.position)
    found.sort(key=lambda each: (each.article.dated, each.article.id), reverse=True)
    return found
