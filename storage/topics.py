"""Topics: which sentences name one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Subquery, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import passages
from storage.coverage import Coverage, Subject
from storage.dialect import Dialect
from storage.models import EventRow, MentionRow, TopicMentionRow, TopicRow
from storage.repository import Repository
from storage.values import Article, Reach, Sentence, TopicCount

_CENTRAL = 0.3  # weight of a topic in an article whose first sentence names it (summarizer.topics)


class Topics(Repository):
    """Topics by their slugs; what a slug means is not known here."""

    def __init__(self, session: AsyncSession, dialect: Dialect, *, coverage: Coverage) -> None:
        super().__init__(session, dialect)
        self._coverage = coverage

    async def record(self, article_id: int, mentions: Sequence[tuple[str, int, float]]) -> None:
        """Note which sentences name which topic: slug, sentence position, weight.

        Raises ValueError when there is no such article.
        """
        told = await self._coverage.article(article_id)
        before: set[str] = set()
        if told.topics:
            before.update((await self._run(_SLUGS_OF, {"article": article_id})).scalars())
        rows = [
            {"article_id": article_id, "dated": told.dated, "slug": slug, "position": at, "weight": weight}
            for slug, at, weight in mentions
        ]
        await self._add_missing(TopicMentionRow, rows)
        if new := sorted({slug for slug, _, _ in mentions} - before):
            counted = [{"slug": slug, "articles": 1, "last": told.dated} for slug in new]
            await self._run(self._dialect.adding_up(TopicRow, "articles", latest="last"), counted)
            await self._coverage.add(Subject.TOPIC, new, told.source)

    async def sentences(self, slug: str, limit: int, offset: int = 0) -> list[Sentence]:
        """Sentences that name the topic; newest article first, within it in order."""
        order = (
            col(TopicMentionRow.dated).desc(),
            col(TopicMentionRow.article_id).desc(),
            col(TopicMentionRow.position),
        )
        places = (
            select(col(TopicMentionRow.article_id), col(TopicMentionRow.position))
            .where(col(TopicMentionRow.slug) == slug)
            .order_by(*order)
            .limit(limit)
            .offset(offset)
        )
        return await passages.sentence_page(self._session, places.subquery())

    async def articles(self, slug: str, limit: int, offset: int = 0) -> list[Article]:
        """Articles that name the topic, newest first."""
        pages = (
            select(col(TopicMentionRow.dated), col(TopicMentionRow.article_id))
            .where(col(TopicMentionRow.slug) == slug)
            .distinct()
            .order_by(col(TopicMentionRow.dated).desc(), col(TopicMentionRow.article_id).desc())
            .limit(limit)
            .offset(offset)
        )
        ids = [article_id for _, article_id in await self._session.execute(pages)]
        return await passages.articles_in_order(self._session, ids)

    async def beside(self, slug: str, newest: int) -> list[str]:
        """Topics that its newest sentences, so many, name too: those of most articles first."""
        told = _newest(slug, newest)
        other = col(TopicMentionRow.slug)
        same = (
            col(TopicMentionRow.article_id) == told.c.article_id,
            col(TopicMentionRow.position) == told.c.position,
        )
        articles = func.count(col(TopicMentionRow.article_id).distinct())
        query = select(other).join(told, and_(*same)).where(other != slug)
        return list(await self._session.scalars(query.group_by(other).order_by(articles.desc(), other)))

    async def people_beside(self, slug: str, newest: int, limit: int) -> list[int]:
        """The people whom its newest sentences, so many, name: those of most articles first."""
        told, who = _newest(slug, newest), col(MentionRow.person_id)
        same = (
            col(MentionRow.article_id) == told.c.article_id,
            col(MentionRow.position) == told.c.position,
        )
        articles = func.count(col(MentionRow.article_id).distinct())
        query = select(who).select_from(MentionRow).join(told, and_(*same)).group_by(who)
        return list(await self._session.scalars(query.order_by(articles.desc(), who).limit(limit)))

    async def reach(self, slug: str) -> Reach:
        """How widely the topic is covered."""
        return await self._coverage.reach(Subject.TOPIC, slug)

    async def counts(self, limit: int, offset: int = 0) -> list[TopicCount]:
        """Topics with their numbers of articles, most first."""
        query = select(TopicRow).order_by(col(TopicRow.articles).desc(), col(TopicRow.slug))
        rows = await self._session.scalars(query.limit(limit).offset(offset))
        return [TopicCount(slug=row.slug, articles=row.articles, last=row.last) for row in rows]

    async def of_article(self, article_id: int) -> list[str]:
        """The slugs that an article names: weightiest first."""
        weight = func.max(col(TopicMentionRow.weight))
        query = (
            select(col(TopicMentionRow.slug))
            .where(col(TopicMentionRow.article_id) == article_id)
            .group_by(col(TopicMentionRow.slug))
            .order_by(weight.desc(), col(TopicMentionRow.slug))
        )
        return list(await self._session.scalars(query))

    async def of_articles(self, article_ids: Collection[int]) -> dict[int, set[str]]:
        """The slugs that each of the articles names."""
        pair = (col(TopicMentionRow.article_id), col(TopicMentionRow.slug))
        query = select(*pair).where(col(TopicMentionRow.article_id).in_(article_ids)).distinct()
        found: dict[int, set[str]] = {article_id: set() for article_id in article_ids}
        for article_id, slug in await self._session.execute(query):
            found[article_id].add(slug)
        return found

    async def central(self, article_ids: Collection[int]) -> dict[int, set[str]]:
        """The slugs that each of the articles names in its headline, its first sentence, or often."""
        pair = (col(TopicMentionRow.article_id), col(TopicMentionRow.slug))
        these = (pair[0].in_(article_ids), col(TopicMentionRow.weight) >= _CENTRAL)
        found: dict[int, set[str]] = {article_id: set() for article_id in article_ids}
        for article_id, slug in await self._session.execute(select(*pair).where(*these).distinct()):
            found[article_id].add(slug)
        return found

    async def forget(self, slug: str, limit: int) -> bool:
        """Take the topic away from some articles, in whatever tells of it; False where none names it."""
        query = select(col(TopicMentionRow.article_id)).where(col(TopicMentionRow.slug) == slug)
        ids = list(await self._session.scalars(query.distinct().limit(limit)))
        if not ids:
            return False
        await self._coverage.forget(Subject.TOPIC, [(slug, article_id) for article_id in ids])
        for row, these in (
            (TopicMentionRow, col(TopicMentionRow.slug) == slug),
            (EventRow, and_(col(EventRow.kind) == Subject.TOPIC.value, col(EventRow.key) == slug)),
        ):
            await self._change(delete(row).where(col(row.article_id).in_(ids), these))
        await self._count(slug, by=-len(ids))
        return True

    async def forget_articles(self, article_ids: Collection[int]) -> None:
        """Before articles are deleted: count them no more, and drop topics that none names then."""
        these = col(TopicMentionRow.article_id).in_(article_ids)
        found = await self._session.execute(
            select(col(TopicMentionRow.slug), col(TopicMentionRow.article_id)).where(these).distinct()
        )
        told = [(slug, article_id) for slug, article_id in found]
        await self._coverage.forget(Subject.TOPIC, told)
        await self._change(delete(TopicMentionRow).where(these))
        for slug, count in sorted(Counter(slug for slug, _ in told).items()):
            await self._count(slug, by=-count)

    async def _count(self, slug: str, *, by: int) -> None:
        """Correct the topic's own row after its mentions changed; one step down its index."""
        last = await self._session.scalar(
            select(func.max(col(TopicMentionRow.dated))).where(col(TopicMentionRow.slug) == slug)
        )
        this = col(TopicRow.slug) == slug
        if last is None:
            await self._change(delete(TopicRow).where(this))
        else:
            change = {"articles": TopicRow.articles + by, "last": last}
            await self._change(update(TopicRow).where(this).values(change))


def _newest(slug: str, limit: int) -> Subquery:
    """Where the newest sentences are that name a topic."""
    query = select(col(TopicMentionRow.article_id), col(TopicMentionRow.position))
    order = (col(TopicMentionRow.dated).desc(), col(TopicMentionRow.article_id).desc())
    return query.where(col(TopicMentionRow.slug) == slug).order_by(*order).limit(limit).subquery()


_SLUGS_OF = (
    select(col(TopicMentionRow.slug))
    .where(col(TopicMentionRow.article_id) == bindparam("article"))
    .distinct()
)
