"""Files of many articles: each is analysed and filed by itself, so that nobody waits for all of them.

What became of each is counted in the transaction that stores it. So a file whose reading ended anywhere is
read on from there: nothing of it comes twice, and nothing is missing.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from newsroom import believable, filing, receipts
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.errands import Undo
from newsroom.errors import SitrepError
from newsroom.importing import REST, Fate, fate
from newsroom.outcome import Stored
from newsroom.reading import Found, Reader
from newsroom.spool import Entry, Spool, told
from newsroom.traces import trace
from storage.database import Storage
from storage.failures import Unavailable
from storage.inbox_values import Submission

_log = logging.getLogger(__name__)
_SHOWN = 8  # parts that are not stored; more do not fit a message that is read on a phone


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the entries up to a place ``at``; of those stored the ``first`` and ``last`` number."""

    at: tuple[int, int] = (0, 0)
    counts: dict[Fate, int] = field(default_factory=dict)
    cut: int = 0
    failed: int = 0
    failures: list[Text] = field(default_factory=list)
    doubted: int = 0
    doubts: list[Text] = field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def file(self, entry: Entry, stored: Stored, found: Found) -> None:
        """One more is in the archive, or was."""
        self.at = entry.at
        became = fate(stored)
        self.counts[became] = self.counts.get(became, 0) + 1
        self.cut += found.cut
        if stored.fresh:
            self.doubted += len(found.draft.doubts)
            said = [told(replace(entry, why=believable.told(doubt))) for doubt in found.draft.doubts]
            self.doubts = [*self.doubts, *said][:_SHOWN]
        if became in {Fate.STORED, Fate.COPY}:
            self.first = self.first or stored.article.id
            self.last = stored.article.id

    def take_back(self, was: Tally) -> None:
        """The last one is not in the archive after all."""
        self.counts, self.cut, self.first, self.last = was.counts, was.cut, was.first, was.last
        self.doubted, self.doubts = was.doubted, was.doubts

    def refuse(self, entry: Entry) -> None:
        """One more is no article."""
        self.at = entry.at
        self.failed += 1
        if len(self.failures) < _SHOWN:
            self.failures.append(told(entry))


class Collections:
    """Stores the articles of files of many."""

    def __init__(self, *, storage: Storage, reader: Reader, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._reader = reader
        self._clock = clock
        self._turn = asyncio.Lock()  # several files take turns, so that a text waits for one article at most

    async def store(self, submission: Submission, spool: Spool) -> Answer:
        """Files what is not filed yet, and the receipt with the last of it. Raises SitrepError."""
        tally = _tallies().validate_json(submission.progress) if submission.progress else Tally()
        for entry in spool.entries(tally.at):
            found = await self._analysed(submission, entry, alone=spool.count == 1)
            if isinstance(found, Entry):
                tally.refuse(found)
            elif not await self._filed(submission, entry, found, tally):
                return receipts.refusal([Text.of("undo.withdrawn")])
        async with self._storage.write() as work:
            current = await work.inbox.done(submission)
            if current is None:
                return receipts.refusal([Text.of("undo.withdrawn")])
            answer = _receipt(current, tally)
            await receipts.send(work, current, answer, self._clock())
        return answer

    async def _analysed(self, submission: Submission, entry: Entry, *, alone: bool) -> Found | Entry:
        """The article; or the entry with why there is none, at the second try."""
        if entry.draft is None:
            return entry
        try:
            async with self._turn:
                return await self._reader.entry(submission, entry, alone=alone)
        except SitrepError as first:
            _log.info("an entry of a file failed: %s", first.text.key)
        try:
            async with self._turn:
                return await self._reader.entry(submission, entry, alone=alone)
        except SitrepError as error:
            return Entry(at=entry.at, part=entry.part, why=error.text)

    async def _filed(self, submission: Submission, entry: Entry, found: Found, tally: Tally) -> bool:
        """Files one; False where the submission was taken back meanwhile."""
        before = _tallies().dump_json(tally)
        try:
            # Digests rely on it that the time of arrival is taken while alone: newsroom.digest.
            async with self._storage.write(alone=True) as work:
                current = await work.inbox.advance(submission, before.decode())
                if current is None:
                    return False
                stored = await filing.store(work, found, submission=current, now=self._clock())
                tally.file(entry, stored, found)
                await work.inbox.advance(submission, _tallies().dump_json(tally).decode())
        except Unavailable:
            raise  # nothing is wrong with the entry
        except Exception as error:  # noqa: BLE001  # a bug that one entry meets must not hold up the others
            number = secrets.token_hex(4)
            _log.error("bug %s in an entry of a file\n%s", number, trace(error))
            was = _tallies().validate_json(before)
            tally.take_back(was)
            tally.refuse(Entry(at=entry.at, part=entry.part, why=Text.of("error.bug", id=number)))
        await asyncio.sleep(REST)
        return True


def _receipt(submission: Submission, tally: Tally) -> Answer:
    """How many articles were stored and how, which parts were not and why."""
    stored, name = tally.counts.get(Fate.STORED, 0), submission.file_name
    new = stored + tally.counts.get(Fate.COPY, 0)
    head = Text.of("file.stored", name=name, count=stored) if new else Text.of("file.nothing", name=name)
    blocks: list[Block] = [Heading(text=head)]
    if new:
        blocks.append(Notice(text=_numbers(new, tally)))
    blocks += [
        Notice(text=Text.of(f"import.{each}", count=tally.counts[each]))
        for each in (Fate.COPY, Fate.UPDATED, Fate.HELD)
        if tally.counts.get(each)
    ]
    if tally.cut:
        blocks.append(Notice(text=Text.of("import.cut", count=tally.cut)))
    blocks += _listed("file.doubted", tally.doubted, tally.doubts)
    blocks += _listed("file.refused", tally.failed, tally.failures)
    blocks += receipts.beside_file(submission)
    changed = new or tally.counts.get(Fate.UPDATED)
    undo = (Action.of(Text.of("button.undo"), Undo(submission_id=submission.id)),) if changed else ()
    return Answer(blocks=tuple(blocks), actions=undo, refused=not tally.counts)


def _numbers(new: int, tally: Tally) -> Text:
    """The numbers of the new articles; others may have come in between."""
    first, last = tally.first or 0, tally.last or 0
    key = "file.numbers" if last - first + 1 == new else "file.numbers_between"
    return Text.of(key, count=new, first=first, last=last)


def _listed(key: str, count: int, texts: Sequence[Text]) -> list[Block]:
    """How many there are, and some of them."""
    if not count:
        return []
    rest = count - len(texts)
    more = [Item(text=Text.of("file.more", count=rest))] if rest else []
    return [Notice(text=Text.of(key, count=count)), *(Item(text=text) for text in texts), *more]


@cache
def _tallies() -> TypeAdapter[Tally]:
    return TypeAdapter(Tally)
