"""Full-text search: which articles hold which terms, in which part of the archive. Nothing is ranked here.

A term is one casefolded word of ``\\w`` characters. The same normal form is stored and asked for, and
both databases compare it whole, so they find the same articles. User text never becomes an operator: what
is not such a word is in no article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage import facets
from storage.dialect import Dialect, Utc
from storage.models import ArticleRow, SearchDocumentRow
from storage.repository import Repository
from storage.values import Precision, Within

# Bounds that PostgreSQL sets: 2 kB a lexeme and 1 MB a tsvector (manual, section 12.11). They hold on
# both, or the databases would differ.
LONGEST = 100  # characters of a term that count
MOST = 100_000  # terms of an article that are searchable
_BYTES = 500_000  # UTF-8, all terms of an article together

MANY = 1000
"""Articles that hold a term, from which on it does not matter how many more do."""
_KEPT = 50_000  # such terms that are kept in mind, some 5 MB

ANYWHERE = Within()
_NEWEST = tuple(facets.STRETCH * size for size in (1, 8, 64))  # articles whose words are counted first
_TOGETHER = (8, 6, 5, 4, 3, 2, 1)  # terms that are looked for in one article


class Search(Repository):
    """The terms of the originals.

    ``common`` are terms that were found in ``MANY`` articles: counts end there, so they are counted no more.
    """

    def __init__(self, session: AsyncSession, dialect: Dialect, *, common: set[str]) -> None:
        super().__init__(session, dialect)
        self._common = common

    async def add(self, article_id: int, terms: str, filtered_by: str) -> None:
        """Make an article findable by its terms (words separated by spaces) and its facets."""
        await self._add_missing(SearchDocumentRow, [document(article_id, terms, filtered_by)])

    async def remove(self, article_id: int) -> None:
        """Find an article no more."""
        await self._change(delete(SearchDocumentRow).where(col(SearchDocumentRow.article_id) == article_id))

    async def newest(
        self,
        terms: Collection[str],
        *,
        every: bool,
        limit: int,
        within: Within = ANYWHERE,
        below: int | None = None,
    ) -> list[int]:
        """Ids of the latest stored articles that hold every term, or any; newest first.

        ``within`` says in which part of the archive; without terms, all that is there is found.
        ``below``: only ids smaller than this, for the page that follows.
        """
        groups = _groups(terms, every=every, within=within)
        if groups is None:
            return []
        if not self._dialect.BY_NUMBER:
            end = below if below is not None else await self._end()
            return await self._read(groups, within, limit, facets.down(end), downwards=True)
        return await self._holding(groups, within, limit, below=below)

    async def oldest(
        self, terms: Collection[str], *, every: bool, limit: int, within: Within = ANYWHERE, above: int
    ) -> list[int]:
        """The other way: the earliest of those with greater ids than ``above``, earliest first."""
        groups = _groups(terms, every=every, within=within)
        if groups is None:
            return []
        if not self._dialect.BY_NUMBER:
            stretches = facets.up(above + 1, await self._end())
            return await self._read(groups, within, limit, stretches, downwards=False)
        return await self._holding(groups, within, limit, above=above, downwards=False)

    async def _read(
        self,
        groups: Sequence[Sequence[str]],
        within: Within,
        limit: int,
        stretches: Iterable[tuple[int, int]],
        *,
        downwards: bool,
    ) -> list[int]:
        """The ids stretch by stretch, for an index that would give all of them before the first."""
        found: list[int] = []
        for first, end in stretches:
            these = [*groups, facets.places(first, end)]
            more = limit - len(found)
            found += await self._holding(these, within, more, above=first - 1, below=end, downwards=downwards)
            if len(found) == limit:
                break
        return found

    async def _end(self) -> int:
        """The number after the newest one."""
        newest = await self._session.scalar(select(func.max(col(SearchDocumentRow.article_id))))
        return (newest or 0) + 1

    async def likeliest(self, rarest: Sequence[str], *, limit: int, within: Within = ANYWHERE) -> list[int]:
        """Ids of articles that hold the most of some terms, which come rarest first.

        Those that hold all, then all of fewer and fewer of the rarest, then any; among equals the newest.
        Only so many terms are asked for together as keep the work in bounds: to find that no article
        holds a dozen common ones, the index would read all articles of each.
        """
        found: dict[int, None] = {}
        for size in sorted({min(size, len(rarest)) for size in _TOGETHER}, reverse=True):
            if size and len(found) < limit:
                ids = await self.newest(rarest[:size], every=True, limit=limit, within=within)
                found |= dict.fromkeys(ids)
        if rarest and len(found) < limit:
            found |= dict.fromkeys(await self.newest(rarest, every=False, limit=limit, within=within))
        return list(found)[:limit]

    async def count(
        self, terms: Collection[str], *, every: bool, within: Within = ANYWHERE, ceiling: int = 1000
    ) -> int:
        """How many articles that would be; counting stops at ``ceiling``."""
        return len(await self.newest(terms, every=every, within=within, limit=ceiling))

    async def frequency(self, terms: Collection[str], ceiling: int = MANY) -> dict[str, int]:
        """In how many articles each term is; counting stops at ``ceiling``, which is at most ``MANY``.

        A term that was in so many is taken to be in as many still, though some may have been deleted since.
        """
        words = {term: word for term in terms if (word := _word(term)) is not None}
        counts = dict.fromkeys(self._common.intersection(words.values()), ceiling)
        for part in await self._parts() if words else ():
            if rest := {word for word in words.values() if counts.get(word, 0) < ceiling}:
                asked = self._dialect.counting(rest, ceiling, part)
                found = await self._run(self._dialect.COUNTING, asked)
                counts |= {word: count for word, count in found}  # noqa: C416  # rows are not pairs to mypy
        if len(self._common) < _KEPT:
            self._common.update(word for word, count in counts.items() if count >= MANY)
        return {term: counts.get(words.get(term, ""), 0) for term in terms}

    async def _parts(self) -> list[list[str]]:
        """Facets of the parts of the archive in which to count, the last one all of it.

        Where the index does not stop at a ceiling, what is common is known from the newest articles.
        """
        if self._dialect.BY_NUMBER:
            return [[]]
        end = await self._end()
        return [*(facets.places(max(0, end - size), end) for size in _NEWEST if size < end), []]

    async def terms_of(self, article_ids: Collection[int]) -> dict[int, str]:
        """The stored terms of articles, where they have any."""
        query = select(SearchDocumentRow).where(col(SearchDocumentRow.article_id).in_(article_ids))
        return {row.article_id: row.terms for row in await self._session.scalars(query)}

    async def _holding(
        self,
        groups: Sequence[Sequence[str]],
        within: Within,
        limit: int,
        *,
        above: int | None = None,
        below: int | None = None,
        downwards: bool = True,
    ) -> list[int]:
        """Ids of articles with one term of each group, greater than ``above`` and smaller than ``below``."""
        without = sorted(word for term in within.without if (word := _word(term)) is not None)
        bounds = {"after": within.after, "before": within.before}
        numbers = {"above": above, "below": below}
        given = {name: value for name, value in {**bounds, **numbers}.items() if value is not None}
        given |= {f"{name}_day": at.replace(tzinfo=UTC) for name, at in bounds.items() if at is not None}
        query = _holding(self._dialect.HOLDING, frozenset(given), downwards=downwards)
        match = self._dialect.matching(groups, without)
        return list((await self._run(query, {**given, "match": match, "limit": limit})).scalars())


@cache
def _holding(holding: Select[int], given: frozenset[str], *, downwards: bool) -> Select[int]:
    """The query with those of its bounds that are given; built once, since every article filed asks it."""
    article_id = holding.selected_columns[0]
    query = holding.limit(bindparam("limit"))
    if "above" in given:
        query = query.where(article_id > bindparam("above"))
    if "below" in given:
        query = query.where(article_id < bindparam("below"))
    if given & {"after", "before"}:
        query = query.where(exists().where(col(ArticleRow.id) == article_id, _dated(given)))
    return query if downwards else query.order_by(None).order_by(article_id)


def _groups(terms: Collection[str], *, every: bool, within: Within) -> list[list[str]] | None:
    """Terms and facets of which an article holds one of each group; None where none can, or all do."""
    words = {_word(term) for term in terms}
    if not every:
        words.discard(None)
    known = sorted(word for word in words if word is not None)
    parts = facets.wanted(within)
    if len(known) < len(words) or (terms and not known) or not all(parts):
        return None
    groups = [[word] for word in known] if every else [known] * bool(known)
    return [*groups, *parts] or None


def document(article_id: int, terms: str, filtered_by: str) -> dict[str, object]:
    """The row by which an article is found."""
    words = _bounded(re.findall(r"\w+", terms.casefold()))
    return {
        "article_id": article_id,
        "terms": " ".join(words),
        "facets": f"{filtered_by} {facets.place(article_id)}",
    }


def _dated(given: frozenset[str]) -> ColumnElement[bool]:
    """The facets know days in UTC; this tells apart what is dated on the first and the last of them."""
    to_the_day = col(ArticleRow.precision).is_not_distinct_from(Precision.DAY.value)
    exact, by_day = [~to_the_day], [to_the_day]
    dated = col(ArticleRow.dated)
    for name, compared in (("after", dated.__ge__), ("before", dated.__lt__)):
        if name in given:
            exact.append(compared(bindparam(name, type_=Utc())))
            by_day.append(compared(bindparam(f"{name}_day", type_=Utc())))
    return or_(and_(*exact), and_(*by_day))


def _word(term: str) -> str | None:
    folded = term.casefold()
    return folded[:LONGEST] if re.fullmatch(r"\w+", folded) else None


def _bounded(words: Iterable[str]) -> Iterable[str]:
    size = 0
    for count, word in enumerate(words):
        short = word[:LONGEST]
        size += len(short.encode()) + 1
        if count == MOST or size > _BYTES:
            return
        yield short
