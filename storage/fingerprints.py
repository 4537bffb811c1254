"""Which articles share wording with a new one: an index of the few numbers that stand for each text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache

from sqlalchemy import TextClause, delete, text
from sqlmodel import col

from storage.models import FingerprintRow
from storage.repository import Repository

_POSTINGS = 50  # latest articles with a number that are looked at, however many have it
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
        asked = {
            "numbers": json.dumps([mark - SIGNED for mark in sorted(set(marks))]),
            "before": _POSTINGS - 1,
        }
        shared = Counter((await self._run(_latest(self._dialect.NUMBERS), asked)).scalars())
        often = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        return [article_id for article_id, count in often[:limit] if count >= least]


@cache
def _latest(numbers: str) -> TextClause:
    """The latest articles with each of some numbers. As text: to build it takes longer than to run it."""
    return text(
        f"""WITH asked AS ({numbers}) SELECT held.article_id
        FROM asked JOIN fingerprint AS held ON held.mark = asked.number
        WHERE held.article_id >= coalesce(
            (SELECT article_id FROM fingerprint WHERE mark = asked.number
            ORDER BY article_id DESC LIMIT 1 OFFSET :before), 0)"""  # noqa: S608  # a constant of ours
    )
