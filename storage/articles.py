"""Articles, their sentences and summaries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import facets, passages
from storage.coverage import Coverage, Subject
from storage.dialect import Dialect
from storage.fingerprints import Fingerprints
from storage.models import ArticleRow, SentenceRow
from storage.outdated import OutdatedAlerts
from storage.people import People
from storage.repository import Repository
from storage.search import Search
from storage.stories import Stories
from storage.topics import Topics
from storage.values import Article, Dated, Length, NewArticle, Reach, Sentence

BATCH = 100  # articles read at once by an export


class Articles(Repository):
    """The archive. A copy is an article whose ``original_id`` names the one it repeats."""

    def __init__(
        self,
        session: AsyncSession,
        dialect: Dialect,
        *,
        people: People,
        topics: Topics,
        stories: Stories,
        search: Search,
        coverage: Coverage,
        fingerprints: Fingerprints,
        outdated: OutdatedAlerts,
    ) -> None:
        super().__init__(session, dialect)
        self._people = people
        self._topics = topics
        self._stories = stories
        self._search = search
        self._coverage = coverage
        self._fingerprints = fingerprints
        self._outdated = outdated

    async def add(self, new: NewArticle) -> int:
        """Store an article with its sentences and terms; its id.

        Raises ValueError for a naive time or a span that does not lie within the body.
        """
        _check(new)
        article_id: int = (await self._run(_ADD, article_row(new))).scalar_one()
        await self._add_findings(article_id, new)
        return article_id

    async def replace(
        self, article_id: int, new: NewArticle, *, people: Collection[int] = (), stays: bool = False
    ) -> None:
        """Another text under the same number, as if nothing had been found in it yet; its copies stay.

        It is in no story then, unless it ``stays`` in its own. The time of its arrival stays the first.
        ``people`` are not let go, whoever mentions them. Raises LookupError when there is no such article,
        ValueError as :meth:`add` does.
        """
        _check(new)
        before = await self.get(article_id)
        if before is None:
            raise LookupError(f"article {article_id} is not there to be replaced")
        await self.forget_findings([article_id], keep=people)
        await self._search.remove(article_id)
        await self._fingerprints.forget(article_id)
        await self._stories.unsign(article_id)
        await self._change(delete(SentenceRow).where(col(SentenceRow.article_id) == article_id))
        story_id = before.story_id if stays else None
        kept = {"arrived": before.arrived, "dated": new.published or before.arrived, "story_id": story_id}
        this = update(ArticleRow).where(col(ArticleRow.id) == article_id)
        await self._change(this.values({**article_row(new), **kept}))
        if not stays:
            await self._outdated.note([article_id])
        if before.story_id is not None and not stays:
            await self._stories.refresh(before.story_id)
        await self._add_findings(article_id, new)

    async def _add_findings(self, article_id: int, new: NewArticle) -> None:
        """The rows of sentences and of what it is found and, as an original, counted by."""
        if rows := sentence_rows(article_id, new):
            await self._run(_ADD_SENTENCES, rows)
        if new.original_id is None or new.terms:
            await self._search.add(article_id, new.terms, article_facets(new))
        if new.original_id is None:
            await self.cover(new.source)
        await self._fingerprints.add(article_id, new.marks)
        if new.signature:
            await self._stories.sign(article_id, new.signature)

    async def cover(self, source: str | None) -> None:
        """An original of this source is in the archive, and counted there."""
        await self._coverage.add(Subject.ARCHIVE, [""], source or "")

    async def hand_copies(self, article_id: int, to: int) -> None:
        """File an article's copies under another one."""
        these = col(ArticleRow.original_id) == article_id
        await self._change(update(ArticleRow).where(these).values(original_id=to))

    async def forget_findings(self, ids: Sequence[int], *, keep: Collection[int] = ()) -> None:
        """Before the articles or their texts go: they are counted no more."""
        await self._people.forget_articles(ids, keep=keep)
        await self._topics.forget_articles(ids)
        await self._coverage.forget(Subject.ARCHIVE, [("", each) for each in await self._originals(ids)])

    async def get(self, article_id: int) -> Article | None:
        """The article, or None."""
        return (await passages.articles_by_id(self._session, [article_id])).get(article_id)

    async def many(self, ids: Iterable[int]) -> list[Article]:
        """The articles in the order of their ids as given; missing ones are left out."""
        return await passages.articles_in_order(self._session, ids)

    async def by_hash(self, content_hash: str) -> list[Article]:
        """All articles with this body, oldest first."""
        return passages.plain(await self._run(_BY_HASH, {"hash": content_hash}))

    async def by_url(self, url: str) -> Article | None:
        """The first article that came from this canonical URL."""
        return next(iter(passages.plain(await self._run(_BY_URL, {"url": url}))), None)

    async def sentences(self, article_id: int) -> list[Sentence]:
        """All its sentences in the order of the body; of a copy also those that it repeats."""
        return await self._sentences([article_id], None)

    async def sentences_of(self, article_ids: Collection[int]) -> list[Sentence]:
        """All sentences of some articles that none repeats: in the order of the ids, and of each body."""
        by_article = await passages.unrepeated(self._session, await self.many(article_ids))
        return [each for article_id in dict.fromkeys(article_ids) for each in by_article.get(article_id, ())]

    async def around(self, article_id: int, position: int, reach: int) -> list[Sentence]:
        """The sentence at a position with up to ``reach`` before and after it."""
        near = col(SentenceRow.position).between(position - reach, position + reach)
        found = await passages.sentences(self._session, await self.many([article_id]), near)
        return found.get(article_id, [])

    async def summary(self, article_id: int, length: Length = Length.NORMAL) -> list[Sentence]:
        """The sentences of one of its summaries, in the order of the body."""
        return await self._sentences([article_id], length)

    async def _sentences(
        self, ids: Collection[int], length: Length | None, *these: ColumnElement[bool]
    ) -> list[Sentence]:
        if length is not None:
            these = (*these, col(SentenceRow.lengths).bitwise_and(length.value) != 0)
        by_article = await passages.sentences(self._session, await self.many(ids), *these)
        return [each for article_id in dict.fromkeys(ids) for each in by_article.get(article_id, ())]

    async def copies(self, article_id: int) -> list[Article]:
        """Its copies, oldest arrival first."""
        query = select(ArticleRow).where(col(ArticleRow.original_id) == article_id)
        return await passages.articles(self._session, query.order_by(col(ArticleRow.id)))

    async def delete(self, article_id: int) -> bool:
        """Delete an article, its copies, and whatever only they told of; False if it was not there.

        A person whom no other article mentions goes too, and so does an empty story.
        """
        ids = await self._with_copies(article_id)
        if not ids:
            return False
        await self.forget_findings(ids)
        stories = await self._stories.of_articles(ids)
        await self._outdated.note(ids)
        await self._change(delete(ArticleRow).where(col(ArticleRow.id).in_(ids)))
        for story_id in stories:
            await self._stories.refresh(story_id)
        return True

    async def _with_copies(self, article_id: int) -> list[int]:
        """The article's id and those of its copies and theirs; empty when there is no such article."""
        query = select(col(ArticleRow.id)).where(col(ArticleRow.id) == article_id)
        found: list[int] = []
        while more := [each for each in await self._session.scalars(query) if each is not None]:
            found += more
            query = select(col(ArticleRow.id)).where(col(ArticleRow.original_id).in_(more))
        return found

    async def _originals(self, ids: Sequence[int]) -> list[int]:
        query = select(col(ArticleRow.id)).where(
            col(ArticleRow.id).in_(ids), col(ArticleRow.original_id).is_(None)
        )
        return [each for each in await self._session.scalars(query) if each is not None]

    async def arrived_since(self, after: datetime | None, until: datetime, limit: int) -> list[Article]:
        """Originals with ``after < arrived <= until``, newest arrival first."""
        query = select(ArticleRow).where(
            col(ArticleRow.original_id).is_(None), col(ArticleRow.arrived) <= until
        )
        if after is not None:
            query = query.where(col(ArticleRow.arrived) > after)
        # The first column is always null, but PostgreSQL walks the index only where the order names it too.
        order = (col(ArticleRow.original_id), col(ArticleRow.arrived), col(ArticleRow.id))
        query = query.order_by(*(each.desc() for each in order)).limit(limit)
        return await passages.articles(self._session, query)

    async def dated_since(self, after: datetime, limit: int) -> list[Dated]:
        """Originals dated later than that, newest first."""
        columns = (col(ArticleRow.id), col(ArticleRow.dated), col(ArticleRow.source))
        query = select(*columns).where(col(ArticleRow.original_id).is_(None), columns[1] > after)
        order = (col(ArticleRow.original_id).desc(), columns[1].desc())  # as above
        found = await self._session.execute(query.order_by(*order).limit(limit))
        return [Dated(id=each, dated=dated, source=source) for each, dated, source in found if each]

    async def of_submission(self, submission_id: int) -> list[Article]:
        """What was stored from a submission, in order."""
        query = select(ArticleRow).where(col(ArticleRow.submission_id) == submission_id)
        return await passages.articles(self._session, query.order_by(col(ArticleRow.id)))

    async def ids_of_submission(self, submission_id: int) -> list[int]:
        """The numbers of what was stored from a submission, ascending."""
        query = select(col(ArticleRow.id)).where(col(ArticleRow.submission_id) == submission_id)
        found = await self._session.scalars(query.order_by(col(ArticleRow.id)))
        return [each for each in found if each is not None]

    async def reach(self) -> Reach:
        """How much the archive holds; copies and unnamed sources are not counted."""
        return await self._coverage.reach(Subject.ARCHIVE)

    async def originals(self) -> int:
        """How many articles the archive holds, without copies."""
        return await self._coverage.originals()

    async def sources(self) -> dict[str, int]:
        """The named sources with their numbers of originals, most first."""
        return await self._coverage.sources()

    async def source_at(self, address: str) -> str | None:
        """The source of an article whose URL begins with an address, in any case, or None."""
        begins = col(ArticleRow.url).istartswith(address, autoescape=True)
        query = select(col(ArticleRow.source)).where(begins, col(ArticleRow.source).is_not(None))
        return await self._session.scalar(query.limit(1))

    async def newest(self) -> Article | None:
        """The original with the latest date."""
        query = select(ArticleRow).where(col(ArticleRow.original_id).is_(None))
        order = (col(ArticleRow.original_id), col(ArticleRow.dated), col(ArticleRow.id))  # as above
        query = query.order_by(*(each.desc() for each in order)).limit(1)
        return next(iter(await passages.articles(self._session, query)), None)

    async def export(self) -> AsyncIterator[Article]:
        """Every article, copies too, by id. Reads in batches, so memory does not grow with the archive."""
        after = 0
        while True:
            query = select(ArticleRow).where(col(ArticleRow.id) > after).order_by(col(ArticleRow.id))
            batch = await passages.articles(self._session, query.limit(BATCH))
            for each in batch:
                yield each
            if len(batch) < BATCH:
                return
            after = batch[-1].id
            self._session.expunge_all()


_ADD = insert(ArticleRow).returning(col(ArticleRow.id))
_ADD_SENTENCES = insert(SentenceRow)
_BY_ID = col(ArticleRow.id)
_BY_HASH = passages.ARTICLES.where(col(ArticleRow.content_hash) == bindparam("hash")).order_by(_BY_ID)
_BY_URL = passages.ARTICLES.where(col(ArticleRow.url) == bindparam("url")).order_by(_BY_ID).limit(1)


def article_row(new: NewArticle) -> dict[str, object]:
    """The row of an article that is yet to be numbered."""
    return {
        "title": new.title,
        "body": new.body,
        "language": new.language,
        "source": new.source,
        "url": new.url,
        "published": new.published,
        "precision": new.precision.value if new.precision else None,
        "arrived": new.arrived,
        "dated": new.published or new.arrived,
        "dateline": new.dateline,
        "agency": new.agency,
        "byline": new.byline,
        "sample": new.sample,
        "content_hash": new.content_hash,
        "analysis_version": new.analysis_version,
        "submission_id": new.submission_id,
        "original_id": new.original_id,
    }


def article_facets(new: NewArticle) -> str:
    """What an article is filtered by."""
    return facets.of(new.source, new.language, new.published or new.arrived)


def sentence_rows(article_id: int, new: NewArticle) -> list[dict[str, object]]:
    """The rows of an article's sentences."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "start": each.start,
            "end": each.end,
            "salience": each.salience,
            "anaphoric": each.anaphoric,
            "caveat": each.caveat,
            "repeated": each.repeated,
            "lengths": sum(length for length, chosen in new.summaries.items() if position in chosen),
        }
        for position, each in enumerate(new.sentences)
    ]


def _check(new: NewArticle) -> None:
    if (new.published is None) != (new.precision is None):
        raise ValueError("published and precision are set together")
    spans: Sequence[tuple[int, int]] = [(each.start, each.end) for each in new.sentences]
    if any(not 0 <= start <= end <= len(new.body) for start, end in spans):
        raise ValueError("a sentence lies outside the body")
    if any(not 0 <= position < len(spans) for chosen in new.summaries.values() for position in chosen):
        raise ValueError("a summary names a sentence that is not there")
