"""From what an admin handed over to stored, analysed, sourced articles, and the receipt for it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from ingest import kinds
from ingest.errors import NoArticle
from ingest.model import Draft
from newsroom import entries, filing, parcels, receipts, spool
from newsroom.answer import Answer, Text
from newsroom.collection import Collections
from newsroom.errors import Refused, SitrepError, Trouble
from newsroom.offload import Offload
from newsroom.outcome import Stored
from newsroom.reading import Fetch, Reader, Reading, Unread
from newsroom.receipts import numbers
from newsroom.traces import trace
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.inbox_values import Lane, NewSubmission, Submission
from storage.values import Article
from summarizer.model import Analysis

Download = Callable[[str, Path], Awaitable[None]]
"""Puts the file of an id into a path. Raises SitrepError where it cannot be had."""
_Read = Callable[[Submission], Awaitable[None]]
_log = logging.getLogger(__name__)
RENEWAL = timedelta(seconds=5)
_LEASE = 4 * RENEWAL  # after a crash it is taken up again that much later
_AT_ONCE = timedelta(minutes=5)  # the lease of what is worked on at once, longer than one can take
_PAUSES = (timedelta(seconds=10), timedelta(minutes=1))  # before a second and a third try
_ARRIVAL = timedelta(seconds=5)  # of what Telegram has kept meanwhile
_FILES_AT_ONCE = 4  # each may take 20 MB on the disk, and as much again
_FEW = 5  # articles of a file that are told one by one
_LINKS_AT_ONCE = 16  # submissions that wait for servers; each holds a connection and little else
_TRIES = len(_PAUSES) + 1
_STARTS = 10  # a crash may be anybody's fault; one at whose reading the process ends so often is set aside


class Intake:
    """Takes submissions in. ``fetch`` gets pages, ``offload`` runs extraction and analysis.

    Texts are worked off one after the other, in their order; links beside each other, since servers may
    be slow, but one server is asked for one submission at a time. ``admins`` are told of what nobody
    handed over and could not be read, but of no feed's entry: /inbox lists those. While :meth:`work_off`
    and :meth:`fetch_links` run, :meth:`renew` is to be called every ``RENEWAL``.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        offload: Offload,
        fetch: Fetch,
        clock: Callable[[], datetime],
        ranker: str,
        parse: Offload,
        admins: Collection[int] = (),
    ) -> None:
        self._storage = storage
        self._reader = Reader(offload=offload, fetch=fetch, ranker=ranker)
        self._collections = Collections(storage=storage, reader=self._reader, clock=clock)
        self._parse = parse
        self._clock = clock
        self._admins = admins
        self._working: dict[int, Submission] = {}

    async def begin(self) -> None:
        """After a stop: parts of what came in before it may be on their way, and get time to arrive."""
        async with self._storage.write() as work:
            await work.inbox.unsettle(self._clock() + _ARRIVAL)

    async def hand_over(self, new: NewSubmission, file: Path | None = None) -> Answer:
        """Stores a submission, or a ``file``, and processes it at once; the receipt is the answer.

        Of a file that is not read to its end, because this process ended, the rest is not stored.
        """
        async with self._storage.write() as work:
            submission_id, first = await work.inbox.put(new)
            await work.inbox.hold(submission_id, until=self._clock() + _AT_ONCE)
            submission = await work.inbox.get(submission_id)
        if submission is None:
            raise LookupError(f"submission {submission_id} vanished between two statements")
        try:
            if file is not None:
                return await self._store_file(submission, file)
            return await self._store(submission, await self._reader.read(submission), again=not first)
        except Unread as error:
            return await self._refuse(submission, error.texts)
        except SitrepError as error:
            return await self._refuse(submission, [error.text])

    async def analyse(self, body: str, title: str, published: datetime | None) -> Analysis:
        """The analysis of a stored text. Raises SitrepError where the worker fails."""
        return await self._reader.analyse(body, title, published)

    async def drafts(self, text: str) -> Sequence[Draft]:
        """The articles in a text, cleaned. Raises SitrepError where there is none."""
        return await self._reader.drafts(text)

    async def work_off(self) -> bool:
        """Processes the oldest waiting text; False if there was none.

        The receipt goes to the outbox in the transaction that stores the articles, so that a crash
        at any point neither loses nor repeats it.
        """
        claimed = await self._claim(Lane.TEXTS)
        if claimed is None:
            return False
        await self._work_on(claimed, self._read)
        return True

    async def fetch_links(self, stop: asyncio.Event, *, pause: float) -> None:
        """Processes what is links, several at a time, until ``stop`` is set."""
        await self._several(Lane.LINKS, _LINKS_AT_ONCE, self._read, stop, pause)

    async def take_files(self, stop: asyncio.Event, *, download: Download, pause: float) -> None:
        """Processes files, several at a time, until ``stop`` is set."""
        spool.sweep()
        await self._several(Lane.FILES, _FILES_AT_ONCE, partial(self._take_file, download), stop, pause)

    async def _several(
        self, lane: Lane, at_once: int, read: _Read, stop: asyncio.Event, pause: float
    ) -> None:
        """After a look at nothing new it waits for ``pause`` seconds, or the end of one of those at work."""
        running: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                while len(running) < at_once and (claimed := await self._claim(lane)):
                    task = group.create_task(self._work_on(claimed, read))
                    running.add(task)
                    task.add_done_callback(running.discard)
                try:
                    await asyncio.wait_for(stop.wait(), pause)
                except TimeoutError:
                    continue
            if lane is Lane.FILES:
                for task in running:  # which may go on for an hour, and is read on from where it is
                    task.cancel()

    async def _claim(self, lane: Lane) -> Submission | None:
        """The next of its kind, marked as being worked on; links of a busy server wait."""
        busy = {each.host for each in self._working.values() if each.host is not None}
        async with self._storage.write() as work:
            claimed = await work.inbox.claim(self._clock(), lease=_LEASE, lane=lane, busy=busy)
        for submission in claimed:
            self._working[submission.id] = submission
            return submission
        return None

    async def _work_on(self, submission: Submission, read: _Read) -> None:
        try:
            await self._attempt(submission, read)
        finally:
            self._working.pop(submission.id, None)

    async def _read(self, submission: Submission) -> None:
        await self._store(submission, await self._reader.read(submission))

    async def _take_file(self, download: Download, submission: Submission) -> None:
        """A file; where nothing can be made of it, the words under it, if these are more than a note."""
        try:
            await self._file(download, submission)
        except Unread as error:
            if error.passing or error.cut_off or not submission.text.strip():
                raise
            reading = await self._reader.read(submission)
            await self._store(submission, replace(reading, failed=(*reading.failed, *error.texts)))

    async def _file(self, download: Download, submission: Submission) -> None:
        try:
            said = kinds.told(submission.file_name, submission.file_type)
            if isinstance(said, NoArticle):
                raise Refused(f"unreadable.{said}")
            async with spool.folder() as folder:
                path = folder / "given"
                await download(submission.file_id or "", path)
                await self._store_file(submission, path)
        except SitrepError as error:
            raise Unread([error]) from error

    async def _store_file(self, submission: Submission, path: Path) -> Answer:
        """The articles of a file: a few are told one by one, of many it is told how many there are."""
        given = spool.Given(path=path, name=submission.file_name, media_type=submission.file_type)
        spooled = await spool.spooled(self._parse, given)
        await asyncio.to_thread(path.unlink)  # what it holds is written down
        if spooled.count <= _FEW and submission.progress is None:
            return await self._store(submission, await self._reader.entries(submission, spooled))
        return await self._collections.store(submission, spooled)

    async def renew(self) -> None:
        """Keeps the leases of what is being worked on, however long that takes."""
        if not self._working:
            return
        async with self._storage.write() as work:
            for submission in list(self._working.values()):
                await work.inbox.renew(submission, until=self._clock() + _LEASE)

    async def _attempt(self, submission: Submission, read: _Read) -> None:
        """One of a few tries. A crash leaves the lease to run out, and counts as a start alone."""
        if submission.tries > _STARTS:
            await self._park(submission, [Text.of("intake.gave_up", count=_STARTS)])
            return
        try:
            await read(submission)
        except Unread as error:
            await self._failed(submission, error)
        except Unavailable:
            raise  # nothing is wrong with the submission
        except Exception as error:  # noqa: BLE001  # a bug that one submission meets must not hold up the others
            number = secrets.token_hex(4)
            _log.error("bug %s in submission %d\n%s", number, submission.id, trace(error))
            await self._failed(submission, Unread([Trouble("error.bug", id=number)]))

    async def _failed(self, submission: Submission, error: Unread) -> None:
        """Tries again later, sets aside what may be read yet, and refuses the rest."""
        if error.passing and submission.failures + 1 < _TRIES:
            async with self._storage.write() as work:
                until = self._clock() + _PAUSES[submission.failures]
                current = await work.inbox.release(submission, until)
                if current is not None and current.failures == 1:  # "reading…" would stand there for long
                    await receipts.send(work, current, receipts.put_off(), self._clock())
        elif error.passing or error.cut_off:
            await self._park(submission, error.texts)
        else:
            await self._refuse(submission, error.texts)

    async def _park(self, submission: Submission, texts: Sequence[Text]) -> None:
        """Sets it aside, and tells who handed it over; where nobody did, the admins."""
        async with self._storage.write() as work:
            parked = await work.inbox.park(submission, parcels.dump_reason(texts[0]))
            if parked is None:
                return
            answer = receipts.set_aside(parked, texts)
            await receipts.send(work, parked, answer, self._clock())
            if parked.chat_id is None and not parked.key.startswith(entries.KEY):
                await receipts.tell(work, self._admins, answer, self._clock())

    async def _store(self, submission: Submission, reading: Reading, *, again: bool = False) -> Answer:
        """Files what was read, unless the submission was taken back meanwhile.

        ``again``: the very same was handed over before; what stands as it stood is nothing new.
        """
        # Digests rely on it that the time of arrival is taken while alone: newsroom.digest.
        async with self._storage.write(alone=True) as work:
            current = await work.inbox.done(submission)
            if current is None:
                return receipts.refusal([Text.of("undo.withdrawn")])
            now = self._clock()
            before = await work.articles.of_submission(current.id)
            stored = await _filed(work, current, reading, before, now)
            if again:
                stored = [replace(each, fresh=each.fresh and each.article not in before) for each in stored]
            answer = await receipts.receipt(work, stored, submission=current, reading=reading, now=now)
            await receipts.send(work, current, answer, now)
        return answer

    async def _refuse(self, submission: Submission, texts: Sequence[Text]) -> Answer:
        async with self._storage.write() as work:
            current = await work.inbox.refuse(submission, texts[0].key)
            stays = await work.articles.of_submission(submission.id)
            kept = [Text.of("receipt.stays", count=len(stays), numbers=numbers(stays))] if stays else []
            answer = receipts.refusal([*texts, *kept])
            if current is not None:
                await receipts.send(work, current, answer, self._clock())
        return answer


async def _filed(
    work: Work, submission: Submission, reading: Reading, before: Sequence[Article], now: datetime
) -> list[Stored]:
    """What was read, stored; in the place of what was stored ``before`` of an earlier version."""
    last = filing.paired(before, reading.found)
    stored = [
        await filing.store(work, found, submission=submission, now=now, last=version)
        for found, version in zip(reading.found, last, strict=True)
    ]
    kept = {version.id for version in last if version is not None}
    if not reading.failed:  # a link that gave nothing this time takes nothing away
        await filing.drop(work, [article for article in before if article.id not in kept])
    return stored
