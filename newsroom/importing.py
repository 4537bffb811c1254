"""Filing many analysed articles at once, as if each had been handed over; what was filed is known for ever.

A record has a key of its own, which is stored in the transaction that stores its article. So an import
that ended anywhere is begun again from its start: what is known is passed over.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from time import perf_counter

from newsroom import filing
from newsroom.answer import Text
from newsroom.outcome import Stored
from newsroom.reading import Found
from newsroom.traces import trace
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.inbox_values import NewSubmission

_log = logging.getLogger(__name__)
TURN = 0.04  # seconds of one transaction, after which others may write; a person waits for their answer
REST = 0.02  # seconds from one transaction to the next, for those who wait to write


class Fate(StrEnum):
    """What became of a record."""

    STORED = "stored"
    COPY = "copy"
    UPDATED = "updated"
    HELD = "held"  # the archive had the same text
    KNOWN = "known"  # this very record was filed before


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article to be filed, and what identifies it."""

    key: str
    found: Found


class Importing:
    """Files records in their order, in short transactions."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock
        self._rested = 0.0

    async def known(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys whose records were filed before."""
        async with self._storage.read() as work:
            return await work.inbox.known_of(keys)

    async def file(self, records: Sequence[Record]) -> list[Fate | Text]:
        """Files the first of the records, as many as one short transaction takes; what became of each.

        A Text is why one that a bug met is not stored; it is the only one then.
        """
        try:
            return await self._filed(records)
        except Unavailable:
            raise  # nothing is wrong with the records
        except Exception as error:  # noqa: BLE001  # a bug that one record meets must not hold up the others
            if len(records) > 1:
                return await self.file(records[:1])
            number = secrets.token_hex(4)
            _log.error("bug %s in an imported record\n%s", number, trace(error))
            return [Text.of("corpus.bug", id=number)]

    async def _filed(self, records: Sequence[Record]) -> list[Fate | Text]:
        fates: list[Fate | Text] = []
        await asyncio.sleep(max(0.0, self._rested - perf_counter()))
        # Digests rely on it that the time of arrival is taken while alone: newsroom.digest.
        async with self._storage.write(alone=True) as work:
            now, until = self._clock(), perf_counter() + TURN
            for record in records:
                fates.append(await _file(work, record, now))
                await asyncio.sleep(0)  # for what else this process does
                if perf_counter() > until:
                    break
        self._rested = perf_counter() + REST
        return fates


async def _file(work: Work, record: Record, now: datetime) -> Fate:
    submission = await work.inbox.note(NewSubmission(key=record.key, text="", received=now))
    if submission is None:
        return Fate.KNOWN
    return fate(await filing.store(work, record.found, submission=submission, now=now))


def fate(stored: Stored) -> Fate:
    """What became of an article."""
    if not stored.fresh:
        return Fate.HELD
    if stored.update is not None:
        return Fate.UPDATED
    return Fate.STORED if stored.near is None else Fate.COPY
