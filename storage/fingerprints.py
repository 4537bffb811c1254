"""Which articles share wording with a new one: an index of the few numbers that stand for each text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from sqlalchemy import TextClause, delete, text
from sqlmodel import col

from storage.models import FingerprintRow
from storage.repository import Repository

_POSTINGS = 50  # latest articles with a number that are looked at, however many have it
_AT_ONCE = 100  # numbers asked for in one statement; SQLite joins up to 500 selects
SIGNED = 1 << 31  # the numbers have 32 bits and no sign, the column has one


class Fingerprints(Repository):
    """The fingerprints of all articles, copies too."""

    async def add(self, article_id: int, marks: Sequence[int]) -> None:
        """Make an article findable by its numbers of 32 bits."""
        rows = [{"mark": mark - SIGNED, "article_id": article_id} for mark in sorted(set(marks))]
        await self._add_missing(FingerprintRow, rows)

    async def forget(self, article_id: int) -> None:
        """Before an article gets another text."""
        await self._change(delete(FingerprintRow).where(col(FingerprintRow.article_id) == article_id))

    async def sharing(self, marks: Sequence[int], *, least: int, limit: int) -> list[int]:
        """Ids of articles that share at least so many of the numbers, those with most first.

        However many share one, only the latest are looked at.
        """
        shared: Counter[int] = Counter()
        wanted = sorted(set(marks))
        for start in range(0, len(wanted), _AT_ONCE):
            some = {f"mark{n}": mark - SIGNED for n, mark in enumerate(wanted[start : start + _AT_ONCE])}
            shared.update(await self._session.scalars(_latest(len(some)), some))
        often = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        return [article_id for article_id, count in often[:limit] if count >= least]


@cache
def _latest(count: int) -> TextClause:
    """The latest articles with each of so many numbers. As text: to build it takes longer than to run it."""
    one = (
        "SELECT article_id FROM (SELECT article_id FROM fingerprint WHERE mark = :mark{n}"
        " ORDER BY article_id DESC LIMIT {most}) AS anon_{n}"
    )
    return text(" UNION ALL ".join(one.format(n=n, most=_POSTINGS) for n in range(count)))
