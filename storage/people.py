"""People: where articles mention them, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import passages
from storage.coverage import Coverage, Subject
from storage.dialect import Dialect
from storage.follows import Follows
from storage.models import (
    EventRow,
    MentionRow,
    MergedPersonRow,
    PersonRow,
    PlaceMentionRow,
    RoleRow,
    StatementRow,
)
from storage.naming import MOST_ARTICLES, PERSON, Names
from storage.values import Article, KnownPerson, Phrase, Reach, Sentence, Span


class People(Names):
    """The people of the archive and their mentions, newest first wherever there is an order."""

    def __init__(
        self, session: AsyncSession, dialect: Dialect, *, follows: Follows, coverage: Coverage
    ) -> None:
        super().__init__(session, dialect)
        self._follows = follows
        self._coverage = coverage
        self._follows_stay = False

    def keep_follows(self) -> None:
        """From here on, follows of who is let go stay: they may come back."""
        self._follows_stay = True
        self.note_names()

    async def missing(self, person_ids: Collection[int]) -> set[int]:
        """Those of the ids that are nobody's."""
        known = await self._session.scalars(
            select(col(PersonRow.id)).where(col(PersonRow.id).in_(person_ids))
        )
        return set(person_ids).difference(known)

    async def record(
        self,
        article_id: int,
        *,
        mentions: Sequence[tuple[int, Span]],
        roles: Sequence[tuple[int, Span]],
    ) -> None:
        """Note whom an article mentions, and as what; pairs of a person's id and a place in the body.

        Raises ValueError when there is no such article.
        """
        told = await self._coverage.article(article_id)
        article = {"article_id": article_id, "dated": told.dated}
        before: set[int] = set()
        if told.people:
            before.update((await self._run(_PEOPLE_OF, {"article": article_id})).scalars())
        for model, places in ((MentionRow, mentions), (RoleRow, roles)):
            await self._add_missing(
                model,
                [
                    {**article, "person_id": who, "position": at.position, "start": at.start, "end": at.end}
                    for who, at in places
                ],
            )
        if new := sorted({who for who, _ in mentions} - before):
            await self._run(_ONE_MORE, {"ids": new})
            await self._coverage.add(Subject.PERSON, map(str, new), told.source)

    async def sentences(self, person_id: int, limit: int, offset: int = 0) -> list[Sentence]:
        """Sentences that name the person, each once; newest article first, within it in order."""
        order = (
            col(MentionRow.dated).desc(),
            col(MentionRow.article_id).desc(),
            col(MentionRow.position),
        )
        places = (
            select(col(MentionRow.dated), col(MentionRow.article_id), col(MentionRow.position))
            .where(col(MentionRow.person_id) == person_id)
            .distinct()
            .order_by(*order)
            .limit(limit)
            .offset(offset)
        )
        return await passages.sentence_page(self._session, places.subquery())

    async def roles(self, person_id: int, limit: int) -> list[Phrase]:
        """What articles call the person, newest first."""
        query = select(RoleRow).where(col(RoleRow.person_id) == person_id)
        order = (col(RoleRow.dated).desc(), col(RoleRow.article_id).desc(), col(RoleRow.position))
        rows = (await self._session.scalars(query.order_by(*order, col(RoleRow.start)).limit(limit))).all()
        whole = await passages.articles_by_id(self._session, {row.article_id for row in rows})
        return [_phrase(row, whole[row.article_id]) for row in rows]

    async def articles(self, person_id: int, limit: int, offset: int = 0) -> list[Article]:
        """Articles that mention the person, newest first."""
        pages = (
            select(col(MentionRow.dated), col(MentionRow.article_id))
            .where(col(MentionRow.person_id) == person_id)
            .distinct()
            .order_by(col(MentionRow.dated).desc(), col(MentionRow.article_id).desc())
            .limit(limit)
            .offset(offset)
        )
        ids = [article_id for _, article_id in await self._session.execute(pages)]
        return await passages.articles_in_order(self._session, ids)

    async def reach(self, person_id: int) -> Reach:
        """How widely the person is covered."""
        return await self._coverage.reach(Subject.PERSON, str(person_id))

    async def of_article(self, article_id: int) -> list[KnownPerson]:
        """Whom an article mentions, in the order of the first mention."""
        first = (
            select(
                col(MentionRow.person_id),
                func.min(col(MentionRow.position)).label("position"),
                func.min(col(MentionRow.start)).label("start"),
            )
            .where(col(MentionRow.article_id) == article_id)
            .group_by(col(MentionRow.person_id))
            .subquery()
        )
        query = PERSON.join(first, col(PersonRow.id) == first.c.person_id)
        return await self._known(query.order_by(first.c.position, first.c.start, col(PersonRow.id)))

    async def in_sentence(self, article_id: int, position: int) -> list[KnownPerson]:
        """Whom a sentence names, in order."""
        query = PERSON.join(MentionRow, col(PersonRow.id) == col(MentionRow.person_id)).where(
            col(MentionRow.article_id) == article_id, col(MentionRow.position) == position
        )
        found = await self._known(query.order_by(col(MentionRow.start)))
        return list({person.id: person for person in found}.values())

    async def ids_in(self, article_ids: Collection[int]) -> dict[int, set[int]]:
        """The ids of everybody whom each of the articles mentions."""
        pair = (col(MentionRow.article_id), col(MentionRow.person_id))
        query = select(*pair).where(col(MentionRow.article_id).in_(article_ids)).distinct()
        found: dict[int, set[int]] = {article_id: set() for article_id in article_ids}
        for article_id, person_id in await self._session.execute(query):
            found[article_id].add(person_id)
        return found

    async def central(self, article_ids: Collection[int]) -> dict[int, set[int]]:
        """The ids of those whom one of the first two sentences of each article names, or three of all."""
        position, who = col(MentionRow.position), (col(MentionRow.article_id), col(MentionRow.person_id))
        often = (func.min(position) < 2) | (func.count(position.distinct()) >= 3)
        query = select(*who).where(who[0].in_(article_ids)).group_by(*who).having(often)
        found: dict[int, set[int]] = {article_id: set() for article_id in article_ids}
        for article_id, person_id in await self._session.execute(query):
            found[article_id].add(person_id)
        return found

    async def named_at(self, article_ids: Collection[int]) -> dict[int, dict[int, set[int]]]:
        """Whom each of the articles names, by the positions of its sentences."""
        query = select(col(MentionRow.article_id), col(MentionRow.position), col(MentionRow.person_id))
        found: dict[int, dict[int, set[int]]] = {}
        for article_id, position, who in await self._session.execute(
            query.where(col(MentionRow.article_id).in_(article_ids))
        ):
            found.setdefault(article_id, {}).setdefault(position, set()).add(who)
        return found

    async def names_in(self, article_ids: Collection[int]) -> dict[int, list[str]]:
        """The shown names of everybody whom each of the articles mentions."""
        query = (
            select(col(MentionRow.article_id), col(PersonRow.name))
            .join(PersonRow, col(PersonRow.id) == col(MentionRow.person_id))
            .where(col(MentionRow.article_id).in_(article_ids))
            .distinct()
            .order_by(col(MentionRow.article_id), col(PersonRow.name))
        )
        found: dict[int, list[str]] = {article_id: [] for article_id in article_ids}
        for article_id, name in await self._session.execute(query):
            found[article_id].append(name)
        return found

    async def top(self, limit: int) -> list[KnownPerson]:
        """Who is mentioned in most articles."""
        query = PERSON.where(col(PersonRow.articles) > 0)
        return await self._known(query.order_by(*MOST_ARTICLES).limit(limit))

    async def forget_articles(self, article_ids: Collection[int], *, keep: Collection[int] = ()) -> None:
        """Before articles are deleted: count them no more, and let go whom nothing else mentions.

        Those of ``keep`` stay, whoever mentions them.
        """
        found = await self._session.execute(
            select(col(MentionRow.person_id), col(MentionRow.article_id))
            .where(col(MentionRow.article_id).in_(article_ids))
            .distinct()
        )
        told = [(person_id, article_id) for person_id, article_id in found]
        await self._coverage.forget(Subject.PERSON, ((str(who), article_id) for who, article_id in told))
        for model in (MentionRow, RoleRow, StatementRow, EventRow, PlaceMentionRow):
            await self._change(delete(model).where(col(model.article_id).in_(article_ids)))
        lost = Counter(person_id for person_id, _ in told)
        for person_id, count in sorted(lost.items()):
            less = {"articles": PersonRow.articles - count}
            await self._change(update(PersonRow).where(col(PersonRow.id) == person_id).values(less))
        query = select(col(PersonRow.id)).where(
            col(PersonRow.id).in_(set(lost).difference(keep)), col(PersonRow.articles) <= 0
        )
        gone = [person_id for person_id in await self._session.scalars(query) if person_id is not None]
        await self._change(delete(PersonRow).where(col(PersonRow.id).in_(gone)))
        if not self._follows_stay:
            await self._follows.forget_people(gone)

    async def places(self, article_id: int) -> list[tuple[int, Span]]:
        """Where an article mentions whom, in order."""
        query = select(MentionRow).where(col(MentionRow.article_id) == article_id)
        rows = await self._session.scalars(query.order_by(col(MentionRow.position), col(MentionRow.start)))
        return [(row.person_id, Span(position=row.position, start=row.start, end=row.end)) for row in rows]

    async def hand_on(self, heirs: Mapping[int, int | None]) -> None:
        """Let go those of these people whom nothing mentions any more; what led to them leads to their heirs.

        That is old links, and whoever follows or mutes them.
        """
        query = select(col(PersonRow.id)).where(col(PersonRow.id).in_(heirs), col(PersonRow.articles) <= 0)
        gone = sorted(each for each in await self._session.scalars(query) if each is not None)
        for person_id in gone:
            if (heir := heirs[person_id]) is None:
                continue
            await self._follows.hand_over(person_id, heir)
            led = update(MergedPersonRow).where(col(MergedPersonRow.person_id) == person_id)
            await self._change(led.values(person_id=heir))
            await self._add_missing(MergedPersonRow, [{"id": person_id, "person_id": heir}])
        await self._change(delete(PersonRow).where(col(PersonRow.id).in_(gone)))
        await self._follows.forget_people(gone)


_PEOPLE_OF = (
    select(col(MentionRow.person_id)).where(col(MentionRow.article_id) == bindparam("article")).distinct()
)
_ONE_MORE = (
    update(PersonRow)
    .where(col(PersonRow.id).in_(bindparam("ids", expanding=True)))
    .values(articles=PersonRow.articles + 1)
)


def _phrase(row: RoleRow, of: Article) -> Phrase:
    text = of.body[row.start : row.end]
    return Phrase(article=of, position=row.position, start=row.start, end=row.end, text=text)
