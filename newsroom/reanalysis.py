"""Reading stored articles again, where an older analyser read them: what is found in them is found anew.

An article's findings are replaced in one transaction, which also notes who found them. So a run that
ended anywhere is begun again by asking what still waits. Stories are not divided anew, and what admins
corrected is part of the articles, which stay as they are.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

from newsroom import filing
from newsroom.answer import Text
from newsroom.importing import TURN
from newsroom.traces import trace
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.values import Article
from summarizer.model import Analysis
from summarizer.pipeline import VERSION

_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of an article that was read again."""

    RENEWED = "renewed"
    LEFT = "left"  # changed or deleted meanwhile, or read again by somebody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """An article as it was read, and what is found in it now."""

    article: Article
    analysis: Analysis


class Reanalysis:
    """Finds the articles that wait, and files what is found in them, in short transactions."""

    def __init__(self, *, storage: Storage) -> None:
        self._storage = storage

    async def everything(self) -> None:
        """Have all articles wait; where that was asked for before and is not done, those that still do."""
        async with self._storage.write(alone=True) as work:
            await work.analyses.outdate()

    async def count(self) -> int:
        """How many articles wait."""
        async with self._storage.read() as work:
            return await work.analyses.outdated(VERSION)

    async def next(self, limit: int, *, after: int, copies: bool) -> list[Article]:
        """Some of them: originals or copies, with numbers above one, in order."""
        async with self._storage.read() as work:
            return await work.analyses.next(VERSION, limit, after=after, copies=copies)

    async def file(self, found: Sequence[Again]) -> list[Outcome | Text]:
        """Files the first of these, as many as one short transaction takes; what became of each.

        A Text is why one that a bug met is as it was; it is the only one then.
        """
        try:
            return await self._filed(found)
        except Unavailable:
            raise  # nothing is wrong with the articles
        except Exception as error:  # noqa: BLE001  # a bug that one article meets must not hold up the others
            if len(found) > 1:
                return await self.file(found[:1])
            number = secrets.token_hex(4)
            _log.error("bug %s in article %s read again\n%s", number, found[0].article.id, trace(error))
            return [Text.of("corpus.bug", id=number)]

    async def _filed(self, found: Sequence[Again]) -> list[Outcome | Text]:
        outcomes: list[Outcome | Text] = []
        async with self._storage.write(alone=True) as work:
            until = perf_counter() + TURN
            for each in found:
                outcomes.append(await _file(work, each))
                await asyncio.sleep(0)  # for what else this process does
                if perf_counter() > until:
                    break
        return outcomes


async def _file(work: Work, found: Again) -> Outcome:
    article = await work.analyses.waiting(found.article.id, VERSION)
    if article is None or _read(article) != _read(found.article):
        return Outcome.LEFT
    await filing.renew(work, article, found.analysis)
    return Outcome.RENEWED


def _read(article: Article) -> tuple[object, ...]:
    """What of an article is analysed."""
    return article.body, article.title, article.stated, article.language
