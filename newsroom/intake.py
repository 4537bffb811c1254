"""From what an admin handed over to stored, analysed, sourced articles, and the receipt for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from ingest import canonical, files, page
from ingest.errors import Unfetchable, Unreadable
from ingest.fetch import Page
from ingest.model import Draft, Precision, Stamp
from newsroom import filing, receipts
from newsroom.answer import Answer, Text
from newsroom.errors import Refused, Trouble
from newsroom.offload import Offload
from newsroom.parcels import Letter, dump
from storage.database import Storage
from storage.values import NewSubmission, Submission
from summarizer import pipeline
from summarizer.model import Analysis

Fetch = Callable[[str], Awaitable[Page]]
_LEASE = timedelta(minutes=5)  # longer than one submission can take; after a crash it is taken up again
_TRIES = 3
_LINKS = 10


class Intake:
    """Takes submissions in. ``fetch`` gets pages, ``offload`` runs extraction and analysis."""

    def __init__(
        self, *, storage: Storage, offload: Offload, fetch: Fetch, clock: Callable[[], datetime], ranker: str
    ) -> None:
        self._storage = storage
        self._offload = offload
        self._fetch = fetch
        self._clock = clock
        self._ranker = ranker

    async def hand_over(self, new: NewSubmission) -> Answer:
        """Stores a submission and processes it at once; the receipt is the answer."""
        async with self._storage.write() as work:
            submission_id, _ = await work.inbox.put(new)
            await work.inbox.hold(submission_id, until=self._clock() + _LEASE)
            submission = await work.inbox.get(submission_id)
        if submission is None:
            raise LookupError(f"submission {submission_id} vanished between two statements")
        try:
            return await self._process(submission)
        except Trouble as error:
            return await self._refuse(submission, error.text)

    async def work_off(self) -> bool:
        """Processes the oldest waiting submission; False if there was none.

        The receipt goes to the outbox in the transaction that stores the articles, so that a crash
        at any point neither loses nor repeats it.
        """
        async with self._storage.write() as work:
            claimed = await work.inbox.claim(self._clock(), lease=_LEASE)
        for submission in claimed:
            await self._attempt(submission)
        return bool(claimed)

    async def _attempt(self, submission: Submission) -> None:
        """One of a few tries. A crash or bug leaves the lease to run out, and counts as a try too."""
        if submission.attempts > _TRIES:
            await self._refuse(submission, Text.of("intake.gave_up", count=_TRIES))
            return
        try:
            await self._process(submission)
        except Trouble as error:
            if submission.attempts == _TRIES:
                await self._refuse(submission, error.text)
                return
            async with self._storage.write() as work:
                await work.inbox.release(submission.id)

    async def _process(self, submission: Submission) -> Answer:
        try:
            drafts = await self._drafts(submission)
            filed = [await self._analysed(draft) for draft in drafts]
        except Refused as error:
            return await self._refuse(submission, error.text)
        async with self._storage.write(alone=True) as work:
            stored = [
                await filing.store(work, draft, analysis, submission=submission, now=self._clock())
                for draft, analysis in filed
            ]
            answer = await receipts.receipt(work, stored, submission.id)
            await work.inbox.done(submission.id)
            if submission.chat_id is not None:
                letter = dump(Letter(answer=answer, submission_id=submission.id))
                await work.outbox.add(submission.chat_id, letter, self._clock())
        return answer

    async def _refuse(self, submission: Submission, text: Text) -> Answer:
        answer = receipts.refusal(text)
        async with self._storage.write() as work:
            await work.inbox.refuse(submission.id, text.key)
            if submission.chat_id is not None:
                letter = dump(Letter(answer=answer, submission_id=submission.id))
                await work.outbox.add(submission.chat_id, letter, self._clock())
        return answer

    async def _analysed(self, draft: Draft) -> tuple[Draft, Analysis]:
        return draft, await self._offload(
            pipeline.analyze, draft.body, title=draft.title, language=None, ranker=self._ranker
        )

    async def _drafts(self, submission: Submission) -> list[Draft]:
        """The articles in a submission, with what the forward says where the text is silent."""
        try:
            if links := canonical.only_links(submission.text):
                if len(links) > _LINKS:
                    raise Refused("intake.too_many_links", count=_LINKS)
                found = [draft for link in links for draft in await self._linked(link)]
            else:
                found = list(await self._offload(files.drafts, submission.text))
        except Unreadable as error:
            raise Refused(f"unreadable.{error.reason}") from error
        return [_with_origin(draft, submission) for draft in found]

    async def _linked(self, link: str) -> Sequence[Draft]:
        try:
            fetched = await self._fetch(link)
        except Unfetchable as error:
            raise Refused(f"unfetchable.{error.reason}", url=link) from error
        if fetched.plain:
            return await self._offload(files.drafts, fetched.html, fetched.url)
        return [await self._offload(page.draft, fetched.html, fetched.url)]


def _with_origin(draft: Draft, submission: Submission) -> Draft:
    """A forward's channel is its source; its date and link fill in for what the text does not say."""
    published = draft.published
    if published is None and submission.sent is not None:
        published = Stamp(at=submission.sent, precision=Precision.MINUTE)
    return Draft(
        title=draft.title,
        body=draft.body,
        published=published,
        source=submission.source or draft.source,
        url=draft.url or (canonical.canonical(submission.url) if submission.url else None),
        dateline=draft.dateline,
        agency=draft.agency,
        byline=draft.byline,
    )
