"""From what an admin handed over to stored, analysed, sourced articles, and the receipt for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from newsroom import filing, receipts
from newsroom.answer import Answer, Text
from newsroom.offload import Offload
from newsroom.reading import Fetch, Reader, Reading, Unread
from newsroom.receipts import numbers
from storage.database import Storage, Work
from storage.values import NewSubmission, Submission

RENEWAL = timedelta(seconds=5)
_LEASE = 4 * RENEWAL  # after a crash it is taken up again that much later
_AT_ONCE = timedelta(minutes=5)  # the lease of what is worked on at once, longer than one can take
_PAUSES = (timedelta(seconds=10), timedelta(minutes=1))  # before a second and a third try
_ARRIVAL = timedelta(seconds=5)  # of what Telegram has kept meanwhile
_TRIES = len(_PAUSES) + 1


class Intake:
    """Takes submissions in. ``fetch`` gets pages, ``offload`` runs extraction and analysis.

    While :meth:`work_off` runs, :meth:`renew` is to be called every ``RENEWAL``.
    """

    def __init__(
        self, *, storage: Storage, offload: Offload, fetch: Fetch, clock: Callable[[], datetime], ranker: str
    ) -> None:
        self._storage = storage
        self._reader = Reader(offload=offload, fetch=fetch, ranker=ranker)
        self._clock = clock
        self._working: dict[int, Submission] = {}

    async def begin(self) -> None:
        """After a stop: parts of what came in before it may be on their way, and get time to arrive."""
        async with self._storage.write() as work:
            await work.inbox.unsettle(self._clock() + _ARRIVAL)

    async def hand_over(self, new: NewSubmission) -> Answer:
        """Stores a submission and processes it at once; the receipt is the answer."""
        async with self._storage.write() as work:
            submission_id, _ = await work.inbox.put(new)
            await work.inbox.hold(submission_id, until=self._clock() + _AT_ONCE)
            submission = await work.inbox.get(submission_id)
        if submission is None:
            raise LookupError(f"submission {submission_id} vanished between two statements")
        try:
            return await self._store(submission, await self._reader.read(submission))
        except Unread as error:
            return await self._refuse(submission, error.texts)

    async def work_off(self) -> bool:
        """Processes the oldest waiting submission; False if there was none.

        The receipt goes to the outbox in the transaction that stores the articles, so that a crash
        at any point neither loses nor repeats it.
        """
        async with self._storage.write() as work:
            claimed = await work.inbox.claim(self._clock(), lease=_LEASE)
        for submission in claimed:
            self._working[submission.id] = submission
            try:
                await self._attempt(submission)
            finally:
                del self._working[submission.id]
        return bool(claimed)

    async def renew(self) -> None:
        """Keeps the leases of what is being worked on, however long that takes."""
        if not self._working:
            return
        async with self._storage.write() as work:
            for submission in list(self._working.values()):
                await work.inbox.renew(submission, until=self._clock() + _LEASE)

    async def _attempt(self, submission: Submission) -> None:
        """One of a few tries. A crash or bug leaves the lease to run out, and counts as a try too."""
        if submission.tries > _TRIES:
            await self._refuse(submission, [Text.of("intake.gave_up", count=_TRIES)])
            return
        try:
            reading = await self._reader.read(submission)
        except Unread as error:
            if not error.passing or submission.tries == _TRIES:
                await self._refuse(submission, error.texts)
                return
            async with self._storage.write() as work:
                until = self._clock() + _PAUSES[submission.tries - 1]
                await work.inbox.release(submission, until)
        else:
            await self._store(submission, reading)

    async def _store(self, submission: Submission, reading: Reading) -> Answer:
        """Files what was read, unless the submission was taken back meanwhile."""
        # Digests rely on it that the time of arrival is taken while alone: newsroom.digest.
        async with self._storage.write(alone=True) as work:
            current = await work.inbox.done(submission)
            if current is None:
                return receipts.refusal([Text.of("undo.withdrawn")])
            now = self._clock()
            stored = await _filed(work, current, reading, now)
            answer = await receipts.receipt(work, stored, submission=current, failed=reading.failed)
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


async def _filed(work: Work, submission: Submission, reading: Reading, now: datetime) -> list[filing.Stored]:
    """What was read, stored; in the place of what was stored of an earlier version, if there was one."""
    before = await work.articles.of_submission(submission.id)
    last = filing.paired(before, reading.found)
    stored = [
        await filing.store(work, found, submission=submission, now=now, last=version)
        for found, version in zip(reading.found, last, strict=True)
    ]
    kept = {version.id for version in last if version is not None}
    if not reading.failed:  # a link that gave nothing this time takes nothing away
        await filing.drop(work, [article for article in before if article.id not in kept])
    return stored
