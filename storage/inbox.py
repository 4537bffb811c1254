"""The inbox: what was handed over, kept before it is acknowledged."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Select, String, cast, exists, literal, or_, select, update
from sqlmodel import col

from storage.models import ArticleRow, SubmissionRow
from storage.repository import Repository
from storage.values import NewSubmission, Submission

GRACE = timedelta(seconds=5)  # for a chat's acknowledgement to go out before the work begins
WAITING, DONE, REFUSED = "waiting", "done", "refused"


class Inbox(Repository):
    """Submissions. One that is claimed belongs to its worker until the lease ends."""

    async def put(self, new: NewSubmission) -> tuple[int, bool]:
        """Store a submission; its id, and whether its key was new. A known key changes nothing."""
        row = {**asdict(new), "state": WAITING, "attempts": 0}
        statement = self._dialect.skip_existing(SubmissionRow).values(row)
        found = await self._session.execute(statement.returning(col(SubmissionRow.id)))
        new_id = found.scalar_one_or_none()
        if new_id is not None:
            return new_id, True
        known = select(col(SubmissionRow.id)).where(col(SubmissionRow.key) == new.key)
        old_id = (await self._session.execute(known)).scalar_one()
        assert old_id is not None  # noqa: S101  # it was read
        return old_id, False

    async def get(self, submission_id: int) -> Submission | None:
        """The submission, or None."""
        query = select(SubmissionRow).where(col(SubmissionRow.id) == submission_id)
        return next(iter(await self._read(query)), None)

    async def by_key(self, key: str) -> Submission | None:
        """What was handed over under this key, or None."""
        query = select(SubmissionRow).where(col(SubmissionRow.key) == key)
        return next(iter(await self._read(query)), None)

    async def hold(self, submission_id: int, until: datetime) -> None:
        """Lease this very one, for whoever put it in and works on it at once."""
        await self._set(submission_id, leased_until=until, attempts=SubmissionRow.attempts + 1)

    async def claim(self, now: datetime, *, lease: timedelta, limit: int = 1) -> list[Submission]:
        """Lease what waits, oldest first. Nobody else gets it until the lease ends.

        Counts one more attempt each. One from a chat has time to be acknowledged there first, so that
        the receipt finds the message to replace.
        """
        query = (
            select(SubmissionRow)
            .where(
                col(SubmissionRow.state) == WAITING,
                or_(
                    col(SubmissionRow.chat_id).is_(None),
                    col(SubmissionRow.receipt_id).is_not(None),
                    col(SubmissionRow.received) <= now - GRACE,
                ),
                or_(col(SubmissionRow.leased_until).is_(None), col(SubmissionRow.leased_until) <= now),
            )
            .order_by(col(SubmissionRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = [row.id for row in await self._session.scalars(query)]
        these = col(SubmissionRow.id).in_(ids)
        values = {"leased_until": now + lease, "attempts": SubmissionRow.attempts + 1}
        await self._change(update(SubmissionRow).where(these).values(values))
        return await self._read(select(SubmissionRow).where(these).order_by(col(SubmissionRow.id)))

    async def unreceipted(self, limit: int) -> list[Submission]:
        """From a chat, waiting, and not yet acknowledged there; oldest first."""
        query = select(SubmissionRow).where(
            col(SubmissionRow.state) == WAITING,
            col(SubmissionRow.chat_id).is_not(None),
            col(SubmissionRow.receipt_id).is_(None),
        )
        return await self._read(query.order_by(col(SubmissionRow.id)).limit(limit))

    async def receipt(self, submission_id: int, receipt_id: int) -> None:
        """Acknowledged by this message."""
        await self._set(submission_id, receipt_id=receipt_id)

    async def done(self, submission_id: int) -> None:
        """Worked through."""
        await self._set(submission_id, state=DONE, leased_until=None)

    async def refuse(self, submission_id: int, reason: str) -> None:
        """Nothing can be made of it."""
        await self._set(submission_id, state=REFUSED, leased_until=None, reason=reason)

    async def release(self, submission_id: int) -> None:
        """Back to waiting, for anybody."""
        await self._set(submission_id, state=WAITING, leased_until=None)

    async def last_of(self, user_id: int) -> Submission | None:
        """The user's newest finished submission of which articles are stored."""
        stored = exists().where(col(ArticleRow.submission_id) == col(SubmissionRow.id))
        query = select(SubmissionRow).where(
            col(SubmissionRow.user_id) == user_id, col(SubmissionRow.state) == DONE, stored
        )
        found = await self._read(query.order_by(col(SubmissionRow.id).desc()).limit(1))
        return next(iter(found), None)

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; messages of the old one cannot be edited any more."""
        these = update(SubmissionRow).where(col(SubmissionRow.chat_id) == old_id)
        await self._change(these.values(chat_id=new_id, receipt_id=None))

    async def forget_chat(self, chat_id: int) -> None:
        """Keep what was submitted, forget where and by whom. A private chat's id is its user's id."""
        places = ("chat_id", "thread_id", "message_id", "user_id", "receipt_id")
        nowhere = dict.fromkeys(places)
        key = literal("forgotten:") + cast(col(SubmissionRow.id), String)
        these = or_(col(SubmissionRow.chat_id) == chat_id, col(SubmissionRow.user_id) == chat_id)
        await self._change(update(SubmissionRow).where(these).values({**nowhere, "key": key}))

    async def _set(self, submission_id: int, **values: object) -> None:
        this = update(SubmissionRow).where(col(SubmissionRow.id) == submission_id)
        await self._change(this.values(values))

    async def _read(self, query: Select[SubmissionRow]) -> list[Submission]:
        return [_submission(row) for row in await self._session.scalars(query)]


def _submission(row: SubmissionRow) -> Submission:
    assert row.id is not None  # noqa: S101  # it was read
    return Submission(
        id=row.id,
        key=row.key,
        text=row.text,
        received=row.received,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        message_id=row.message_id,
        user_id=row.user_id,
        source=row.source,
        url=row.url,
        sent=row.sent,
        sample=row.sample,
        receipt_id=row.receipt_id,
        attempts=row.attempts,
    )
