"""Full-text search: which articles hold which terms. Nothing is ranked here.

A term is one casefolded word of ``\\w`` characters. The same normal form is stored and asked for, and
both databases compare it whole, so they find the same articles. User text never becomes an operator: what
is not such a word is in no article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlmodel import col

from storage.models import SearchDocumentRow
from storage.repository import Repository

# Bounds that PostgreSQL sets: 2 kB a lexeme and 1 MB a tsvector (manual, section 12.11). They hold on
# both, or the databases would differ.
LONGEST = 100  # characters of a term that count
MOST = 100_000  # terms of an article that are searchable
_BYTES = 500_000  # UTF-8, all terms of an article together


class Search(Repository):
    """The terms of the originals."""

    async def add(self, article_id: int, terms: str) -> None:
        """Make an article findable by its terms (words separated by spaces)."""
        document = " ".join(_bounded(re.findall(r"\w+", terms.casefold())))
        await self._add_missing(SearchDocumentRow, [{"article_id": article_id, "terms": document}])

    async def newest(self, terms: Collection[str], *, every: bool, limit: int) -> list[int]:
        """Ids of the latest stored articles that hold every term, or any; newest first."""
        words = {_word(term) for term in terms}
        if not every:
            words.discard(None)
        known = sorted(word for word in words if word is not None)
        if not known or len(known) < len(words):
            return []
        return list(await self._session.scalars(self._dialect.holding(known, every=every).limit(limit)))

    async def frequency(self, terms: Collection[str], ceiling: int = 1000) -> dict[str, int]:
        """In how many articles each term is; counting stops at ``ceiling``."""
        words = {term: word for term in terms if (word := _word(term)) is not None}
        counts: dict[str, int] = {}
        if words:
            found = await self._session.execute(self._dialect.counting(set(words.values()), ceiling))
            counts = {word: count for word, count in found}  # noqa: C416  # rows are not pairs to mypy
        return {term: counts.get(words.get(term, ""), 0) for term in terms}

    async def terms_of(self, article_ids: Collection[int]) -> dict[int, str]:
        """The stored terms of articles, where they have any."""
        query = select(SearchDocumentRow).where(col(SearchDocumentRow.article_id).in_(article_ids))
        return {row.article_id: row.terms for row in await self._session.scalars(query)}


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
