"""From what an admin handed over to stored, analysed, sourced articles, and the receipt for it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ingest.model import Draft
from newsroom import entries, filing, parcels, receipts
from newsroom.answer import Answer, Text
from newsroom.errors import Trouble
from newsroom.offload import Offload
from newsroom.outcome import Stored
from newsroom.reading import Fetch, Reader, Reading, Unread
from newsroom.receipts import numbers
from newsroom.traces import trace
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.inbox_values import NewSubmission, Submission
from storage.values import Article
from summarizer.model import Analysis

_log = logging.getLogger(__name__)
RENEWAL = timedelta(seconds=5)
_LEASE = 4 * RENEWAL  # after a crash it is taken up again that much later
_AT_ONCE = timedelta(minutes=5)  # the lease of what is worked on at once, longer than one can take
_PAUSES = (timedelta(seconds=10), timedelta(minutes=1))  # before a second and a third try
_ARRIVAL = timedelta(seconds=5)  # of what Telegram has kept meanwhile
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
        admins: Collection[int] = (),
    ) -> None:
        self._storage = storage
        self._reader = Reader(offload=offload, fetch=fetch, ranker=ranker)
        self._clock = clock
        self._admins = admins
        self._working: dict[int, Submission] = {}

    async def begin(self) -> None:
        """After a stop: parts of what came in before it may be on their way, and get time to arrive."""
        async with self._storage.write() as work:
            await work.inbox.unsettle(self._clock() + _ARRIVAL)

    async def hand_over(self, new: NewSubmission) -> Answer:
        """Stores a submission and processes it at once; the receipt is the answer."""
        async with self._storage.write() as work:
            submission_id, first = await work.inbox.put(new)
            await work.inbox.hold(submission_id, until=self._clock() + _AT_ONCE)
            submission = await work.inbox.get(submission_id)
        if submission is None:
            raise LookupError(f"submission {submission_id} vanished between two statements")
        try:
            return await self._store(submission, await self._reader.read(submission), again=not first)
        except Unread as error:
            return await self._refuse(submission, error.texts)

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
        claimed = await self._claim(linked=False)
        if claimed is None:
            return False
        await self._work_on(claimed)
        return True

    async def fetch_links(self, stop: asyncio.Event, *, pause: float) -> None:
        """Processes what is links, several at a time, until ``stop`` is set.

        After a look at nothing new it waits for ``pause`` seconds, or the end of one of those at work.
        """
        running: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                while len(running) < _LINKS_AT_ONCE and (claimed := await self._claim(linked=True)):
                    task = group.create_task(self._work_on(claimed))
                    running.add(task)
                    task.add_done_callback(running.discard)
                try:
                    await asyncio.wait_for(stop.wait(), pause)
                except TimeoutError:
                    continue

    async def _claim(self, *, linked: bool) -> Submission | None:
        """The next of its kind, marked as being worked on; links of a busy server wait."""
        busy = {each.host for each in self._working.values() if each.host is not None}
        async with self._storage.write() as work:
            claimed = await work.inbox.claim(self._clock(), lease=_LEASE, linked=linked, busy=busy)
        for submission in claimed:
            self._working[submission.id] = submission
            return submission
        return None

    async def _work_on(self, submission: Submission) -> None:
        try:
            await self._attempt(submission)
        finally:
            self._working.pop(submission.id, None)

    async def renew(self) -> None:
        """Keeps the leases of what is being worked on, however long that takes."""
        if not self._working:
            return
        async with self._storage.write() as work:
            for submission in list(self._working.values()):
                await work.inbox.renew(submission, until=self._clock() + _LEASE)

    async def _attempt(self, submission: Submission) -> None:
        """One of a few tries. A crash leaves the lease to run out, and counts as a start alone."""
        if submission.tries > _STARTS:
            await self._park(submission, [Text.of("intake.gave_up", count=_STARTS)])
            return
        try:
            await self._store(submission, await self._reader.read(submission))
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
                await work.inbox.release(submission, self._clock() + _PAUSES[submission.failures])
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
