"""People: names, the forms and keys they are found by, and where articles mention them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import passages
from storage.chats import Chats
from storage.coverage import Coverage, Subject
from storage.dialect import Dialect
from storage.models import ArticleRow, MentionRow, PersonFormRow, PersonKeyRow, PersonRow, RoleRow
from storage.repository import Repository
from storage.values import Article, KnownPerson, Phrase, Reach, Sentence, Span

_LAST = "\U0010ffff"  # sorts after whatever can follow a prefix
_LOOKED_AT = 500  # people of whom a name may be one, however many the archive knows
_SELECTIVE = 3  # letters with which few words begin


class People(Repository):
    """The people of the archive and their mentions, newest first wherever there is an order."""

    def __init__(self, session: AsyncSession, dialect: Dialect, *, chats: Chats, coverage: Coverage) -> None:
        super().__init__(session, dialect)
        self._chats = chats
        self._coverage = coverage
        self._follows_stay = False

    def keep_follows(self) -> None:
        """From here on, follows of who is let go stay: they may come back."""
        self._follows_stay = True

    async def add(self, name: str, forms: Iterable[str], keys: Iterable[str]) -> int:
        """A new person with a shown name; the id."""
        statement = insert(PersonRow).values(name=name, articles=0).returning(col(PersonRow.id))
        person_id = (await self._session.execute(statement)).scalar_one()
        assert person_id is not None  # noqa: S101  # the database has just numbered it
        await self.learn(person_id, [name, *forms], keys)
        return person_id

    async def learn(self, person_id: int, forms: Iterable[str], keys: Iterable[str]) -> None:
        """Add forms of the name and keys to find it by; what is known already stays as it is."""
        new = list(dict.fromkeys(forms))
        of_person = col(PersonFormRow.person_id) == person_id
        rank = await self._session.scalar(select(func.count()).select_from(PersonFormRow).where(of_person))
        rows = [{"person_id": person_id, "form": form, "rank": (rank or 0) + i} for i, form in enumerate(new)]
        await self._add_missing(PersonFormRow, rows)
        await self._add_missing(PersonKeyRow, key_rows(person_id, new, keys))

    async def candidates(self, keys: Collection[str], limit: int = 50) -> list[KnownPerson]:
        """Who shares a key: most matching keys first, then most articles.

        Of very many who share as many keys, those longest known are looked at.
        """
        shared = func.count().label("shared")
        matches = (
            select(col(PersonKeyRow.person_id), shared)
            .where(col(PersonKeyRow.key).in_(set(keys)), col(PersonKeyRow.word).is_(False))
            .group_by(col(PersonKeyRow.person_id))
            .order_by(shared.desc(), col(PersonKeyRow.person_id))
            .limit(_LOOKED_AT)
            .subquery()
        )
        query = _PERSON.join(matches, col(PersonRow.id) == matches.c.person_id)
        order = (matches.c.shared.desc(), col(PersonRow.articles).desc(), col(PersonRow.id))
        return await self._known(query.order_by(*order).limit(limit)) if keys else []

    async def near(self, prefixes: Collection[str], limit: int = 300) -> list[KnownPerson]:
        """Who has a key, or a word of a name, that starts with a prefix; most articles first.

        Words are compared casefolded and without diacritics; so are the prefixes. A prefix of one or two
        letters is looked for among the most mentioned people alone: too many others have it.
        """
        starts = {start for prefix in prefixes for start in (prefix, _folded(prefix)) if start}
        if not starts:
            return []
        known = col(PersonKeyRow.person_id)
        famous = _PERSON.order_by(*_MOST_ARTICLES).limit(_LOOKED_AT).subquery()
        theirs = select(known).where(known == famous.c.id, _starts(starts)).exists()
        found = await self._known(select(famous.c.id, famous.c.name, famous.c.articles).where(theirs))
        if selective := [start for start in starts if len(start) >= _SELECTIVE]:
            ids = select(known).where(_starts(selective)).distinct().limit(_LOOKED_AT)
            found += await self._known(_PERSON.where(col(PersonRow.id).in_(ids)))
        once = {each.id: each for each in found}.values()
        return sorted(once, key=lambda each: (-each.articles, each.id))[:limit]

    async def missing(self, person_ids: Collection[int]) -> set[int]:
        """Those of the ids that are nobody's."""
        known = await self._session.scalars(
            select(col(PersonRow.id)).where(col(PersonRow.id).in_(person_ids))
        )
        return set(person_ids).difference(known)

    async def get(self, person_id: int) -> KnownPerson | None:
        """The person, or None."""
        query = _PERSON.where(col(PersonRow.id) == person_id)
        return next(iter(await self._known(query)), None)

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
        dated = await self._session.scalar(
            select(col(ArticleRow.dated)).where(col(ArticleRow.id) == article_id)
        )
        if dated is None:
            raise ValueError("no such article")
        article = {"article_id": article_id, "dated": dated}
        before = set(await self._session.scalars(_people_of(article_id)))
        for model, places in ((MentionRow, mentions), (RoleRow, roles)):
            await self._add_missing(
                model,
                [
                    {**article, "person_id": who, "position": at.position, "start": at.start, "end": at.end}
                    for who, at in places
                ],
            )
        new = {who for who, _ in mentions} - before
        await self._change(
            update(PersonRow).where(col(PersonRow.id).in_(new)).values(articles=PersonRow.articles + 1)
        )
        await self._coverage.add(Subject.PERSON, map(str, new), article_id)

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
        query = _PERSON.join(first, col(PersonRow.id) == first.c.person_id)
        return await self._known(query.order_by(first.c.position, first.c.start, col(PersonRow.id)))

    async def in_sentence(self, article_id: int, position: int) -> list[KnownPerson]:
        """Whom a sentence names, in order."""
        query = _PERSON.join(MentionRow, col(PersonRow.id) == col(MentionRow.person_id)).where(
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
        query = _PERSON.where(col(PersonRow.articles) > 0)
        return await self._known(query.order_by(*_MOST_ARTICLES).limit(limit))

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
        for model in (MentionRow, RoleRow):
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
            await self._chats.unfollow_people(gone)

    async def _known(self, query: Select[int | None, str, int]) -> list[KnownPerson]:
        rows = (await self._session.execute(query)).all()
        forms: dict[int, list[str]] = {person_id: [] for person_id, _, _ in rows if person_id is not None}
        spelt = select(col(PersonFormRow.person_id), col(PersonFormRow.form)).where(
            col(PersonFormRow.person_id).in_(list(forms))
        )
        by_rank = (col(PersonFormRow.rank), col(PersonFormRow.form))
        for person_id, form in await self._session.execute(spelt.order_by(*by_rank)):
            forms[person_id].append(form)
        return [
            KnownPerson(id=person_id, name=name, forms=tuple(forms[person_id]), articles=articles)
            for person_id, name, articles in rows
            if person_id is not None
        ]


_PERSON = select(col(PersonRow.id), col(PersonRow.name), col(PersonRow.articles))
_MOST_ARTICLES = (col(PersonRow.articles).desc(), col(PersonRow.id).desc())


def _starts(prefixes: Iterable[str]) -> ColumnElement[bool]:
    """Whether a key starts with one of the prefixes."""
    key = col(PersonKeyRow.key)
    return or_(*((key >= start) & (key < start + _LAST) for start in sorted(prefixes)))


def key_rows(person_id: int, forms: Iterable[str], keys: Iterable[str]) -> list[dict[str, object]]:
    """The rows by which a person is found: the keys, and the words of the forms."""
    found = [(key, False) for key in set(keys)] + [(word, True) for word in _words(forms)]
    return [{"key": key, "word": word, "person_id": person_id} for key, word in sorted(found)]


def _people_of(article_id: int) -> Select[int]:
    return select(col(MentionRow.person_id)).where(col(MentionRow.article_id) == article_id).distinct()


def _phrase(row: RoleRow, of: Article) -> Phrase:
    text = of.body[row.start : row.end]
    return Phrase(article=of, position=row.position, start=row.start, end=row.end, text=text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _words(forms: Iterable[str]) -> set[str]:
    return {word for form in forms for word in re.findall(r"\w+", _folded(form))}
