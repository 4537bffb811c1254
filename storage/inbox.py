"""The inbox: what was handed over, kept before it is acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select, update
from sqlmodel import col

from storage.inbox_models import SubmissionRow
from storage.inbox_values import Lane, NewSubmission, Part, Submission
from storage.repository import Repository

GRACE = timedelta(seconds=5)  # for a chat's acknowledgement to go out before the work begins
WAITING, DONE, REFUSED, WITHDRAWN = "waiting", "done", "refused", "withdrawn"
JOINED = "joined"  # a further part of another
PARKED = "parked"  # set aside: tried often enough, kept for somebody to decide
_SAID = [each.name for each in fields(Submission) if each.name in {of.name for of in fields(NewSubmission)}]
_TRY = {"attempts": SubmissionRow.attempts + 1, "tries": SubmissionRow.tries + 1}


class Inbox(Repository):
    """Submissions. One that is claimed belongs to its worker until the lease ends.

    The number of the attempt tells claims apart: what a worker says about a submission that was
    withdrawn meanwhile, or that another worker has taken up, changes nothing.
    """

    async def put(self, new: NewSubmission) -> tuple[int, bool]:
        """Store a submission; its id, and whether its key was new. A known key changes nothing."""
        new_id = await self._add(new, state=WAITING)
        if new_id is not None:
            return new_id, True
        known = await self.known(new.key)
        assert known is not None  # noqa: S101  # its key is what kept the new one out
        return known, False

    async def note(self, new: NewSubmission) -> Submission | None:
        """Store a submission that is worked off in this transaction; None where its key is known."""
        new_id = await self._add(new, state=DONE)
        if new_id is None:
            return None
        said = {name: getattr(new, name) for name in _SAID}
        return Submission(**said, id=new_id, receipt_id=None, attempts=0, tries=0, failures=0, reason=None)

    async def known_of(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys under which something was handed over."""
        these = select(col(SubmissionRow.key)).where(col(SubmissionRow.key).in_(keys))
        return frozenset(await self._session.scalars(these))

    async def join(self, new: NewSubmission, head_id: int) -> None:
        """Store one more part of a submission, which is worked on anew, whatever became of it.

        One that was taken back stays so. A known key changes nothing.
        """
        if await self._add(new, state=JOINED, head_id=head_id) is not None:
            await self._reopen(head_id, settles=new.settles)

    async def revise(self, new: NewSubmission) -> int | None:
        """A message says something else now: what it is a part of is worked on anew; the id of that.

        None where nothing is known under its key, or it says what it said, or was taken back.
        """
        other = or_(
            col(SubmissionRow.text) != new.text, col(SubmissionRow.note).is_distinct_from(literal(new.note))
        )
        this = (col(SubmissionRow.key) == new.key, other)
        values = {"text": new.text, "url": new.url, "note": new.note, "host": new.host}
        if not await self._change(update(SubmissionRow).where(*this).values(values)):
            return None
        submission_id = await self.known(new.key)
        assert submission_id is not None  # noqa: S101  # its row was changed above
        return submission_id if await self._reopen(submission_id, settles=None) else None

    async def known(self, key: str) -> int | None:
        """The id of the submission that this key is a part of, or None."""
        query = select(func.coalesce(col(SubmissionRow.head_id), col(SubmissionRow.id)))
        found: int | None = await self._session.scalar(query.where(col(SubmissionRow.key) == key))
        return found

    async def newest(self, stream: str) -> Part | None:
        """The newest part in a stream, or None."""
        query = select(SubmissionRow).where(col(SubmissionRow.stream) == stream)
        row = await self._session.scalar(query.order_by(col(SubmissionRow.id).desc()).limit(1))
        if row is None:
            return None
        assert row.id is not None  # noqa: S101  # it was read
        return Part(
            submission_id=row.head_id or row.id,
            message_id=row.message_id,
            text=row.text,
            written=row.written,
        )

    async def _add(self, new: NewSubmission, **more: object) -> int | None:
        """The id of the new row, or None where its key is known."""
        row = {**asdict(new), "attempts": 0, "tries": 0, "failures": 0, **more}
        statement = self._dialect.skip_existing(SubmissionRow, telling="id")
        new_id: int | None = (await self._run(statement, row)).scalar_one_or_none()
        return new_id

    async def _reopen(self, submission_id: int, *, settles: datetime | None) -> bool:
        """To be worked on from the start; False for what was taken back.

        It counts as an attempt, so that whoever is at work on it now cannot end it.
        """
        these = (col(SubmissionRow.id) == submission_id, col(SubmissionRow.state) != WITHDRAWN)
        values = {"state": WAITING, "leased_until": None, "settles": settles, "tries": 0, "failures": 0}
        attempts = {"attempts": SubmissionRow.attempts + 1}
        return await self._change(update(SubmissionRow).where(*these).values({**values, **attempts})) > 0

    async def get(self, submission_id: int) -> Submission | None:
        """The submission, or None."""
        query = select(SubmissionRow).where(col(SubmissionRow.id) == submission_id)
        return next(iter(await self._read(query)), None)

    async def by_key(self, key: str) -> Submission | None:
        """What was handed over under this key, alone or as a part, or None."""
        submission_id = await self.known(key)
        return None if submission_id is None else await self.get(submission_id)

    async def hold(self, submission_id: int, until: datetime) -> None:
        """Lease this very one, for whoever put it in and works on it at once."""
        this = update(SubmissionRow).where(col(SubmissionRow.id) == submission_id)
        await self._change(this.values({"state": WAITING, "leased_until": until, **_TRY}))

    async def claim(
        self,
        now: datetime,
        *,
        lease: timedelta,
        limit: int = 1,
        lane: Lane | None = None,
        busy: Collection[str] = (),
    ) -> list[Submission]:
        """Lease what waits, oldest first. Nobody else gets it until the lease ends.

        Counts one more attempt each. One from a chat has time to be acknowledged there first, so that
        the receipt finds the message to replace. ``lane``: only what is of that; ``busy`` are servers that
        are to be left in peace.
        """
        host, file = col(SubmissionRow.host), col(SubmissionRow.file_id)
        lanes = {
            None: [],
            Lane.TEXTS: [host.is_(None), file.is_(None)],
            Lane.LINKS: [host.is_not(None), host.not_in(busy), file.is_(None)],
            Lane.FILES: [file.is_not(None)],
        }
        query = (
            select(SubmissionRow)
            .where(
                col(SubmissionRow.state) == WAITING,
                *lanes[lane],
                or_(
                    col(SubmissionRow.chat_id).is_(None),
                    col(SubmissionRow.receipt_id).is_not(None),
                    col(SubmissionRow.received) <= now - GRACE,
                ),
                or_(col(SubmissionRow.leased_until).is_(None), col(SubmissionRow.leased_until) <= now),
                or_(col(SubmissionRow.settles).is_(None), col(SubmissionRow.settles) <= now),
            )
            .order_by(col(SubmissionRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = [row.id for row in await self._session.scalars(query)]
        these = col(SubmissionRow.id).in_(ids)
        await self._change(update(SubmissionRow).where(these).values({"leased_until": now + lease, **_TRY}))
        return await self._read(select(SubmissionRow).where(these).order_by(col(SubmissionRow.id)))

    async def unsettle(self, until: datetime) -> None:
        """What may have further parts is not worked on before then."""
        waiting = (col(SubmissionRow.state) == WAITING, col(SubmissionRow.settles).is_not(None))
        await self._change(update(SubmissionRow).where(*waiting).values(settles=until))

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
        this = update(SubmissionRow).where(col(SubmissionRow.id) == submission_id)
        await self._change(this.values(receipt_id=receipt_id))

    async def renew(self, claimed: Submission, until: datetime) -> None:
        """Its worker is still at it."""
        await self._move(claimed, leased_until=until)

    async def advance(self, claimed: Submission, progress: str) -> Submission | None:
        """A part of it is worked through, so that this try was not in vain; gives what ``done`` gives."""
        return await self._move(claimed, progress=progress, tries=1)

    async def done(self, claimed: Submission) -> Submission | None:
        """Worked through: the submission as it is now, or None when it is no longer this worker's.

        Its chat may have got another id since it was claimed, or have been forgotten.
        """
        return await self._move(claimed, state=DONE, leased_until=None)

    async def refuse(self, claimed: Submission, reason: str) -> Submission | None:
        """Nothing can be made of it; gives what ``done`` gives."""
        return await self._move(claimed, state=REFUSED, leased_until=None, reason=reason)

    async def park(self, claimed: Submission, reason: str) -> Submission | None:
        """Set aside for somebody to decide; gives what ``done`` gives."""
        return await self._move(claimed, state=PARKED, leased_until=None, reason=reason)

    async def parked(self, limit: int, offset: int = 0) -> list[Submission]:
        """What was set aside, newest first."""
        query = select(SubmissionRow).where(col(SubmissionRow.state) == PARKED)
        return await self._read(query.order_by(col(SubmissionRow.id).desc()).limit(limit).offset(offset))

    async def waiting(self) -> int:
        """How many are to be read or being read."""
        query = select(func.count()).select_from(SubmissionRow).where(col(SubmissionRow.state) == WAITING)
        return await self._session.scalar(query) or 0

    async def retry(self, submission_id: int) -> bool:
        """What was set aside is read from the start again; False where that is over."""
        parked = (col(SubmissionRow.id) == submission_id, col(SubmissionRow.state) == PARKED)
        found = await self._session.scalar(select(col(SubmissionRow.id)).where(*parked))
        return found is not None and await self._reopen(submission_id, settles=None)

    async def drop(self, submission_id: int) -> Submission | None:
        """What was set aside is let go. None where that is over."""
        parked = (col(SubmissionRow.id) == submission_id, col(SubmissionRow.state) == PARKED)
        return await self._changed(*parked, state=WITHDRAWN)

    async def release(self, claimed: Submission, until: datetime) -> Submission | None:
        """This try failed; for anybody to try again from then on. Gives what ``done`` gives."""
        return await self._move(claimed, leased_until=until, failures=SubmissionRow.failures + 1)

    async def last_of(self, user_id: int) -> Submission | None:
        """The newest that the user handed over and did not take back, whatever became of it."""
        query = select(SubmissionRow).where(
            col(SubmissionRow.user_id) == user_id, col(SubmissionRow.state).not_in([WITHDRAWN, JOINED])
        )
        found = await self._read(query.order_by(col(SubmissionRow.id).desc()).limit(1))
        return next(iter(found), None)

    async def withdraw(self, submission_id: int) -> Submission | None:
        """Take back one that waits, is worked on or set aside: it is stored never. None when that is over."""
        states = col(SubmissionRow.state).in_([WAITING, PARKED])
        return await self._changed(
            col(SubmissionRow.id) == submission_id, states, state=WITHDRAWN, leased_until=None
        )

    async def taken_back(self, submission_id: int) -> bool:
        """What was stored of it is deleted; False where that was so before."""
        this = (col(SubmissionRow.id) == submission_id, col(SubmissionRow.state) != WITHDRAWN)
        return await self._changed(*this, state=WITHDRAWN) is not None

    async def give_back(self, submission_id: int, state: str) -> None:
        """What was taken back is not: it has this state again, and is read where that is to wait."""
        this = (col(SubmissionRow.id) == submission_id, col(SubmissionRow.state) == WITHDRAWN)
        anew = {"attempts": SubmissionRow.attempts + 1, "tries": 0, "failures": 0}
        await self._change(
            update(SubmissionRow).where(*this).values({"state": state, **(anew if state == WAITING else {})})
        )

    async def swap_chat(self, old_id: int, new_id: int) -> None:
        """A chat got a new id; messages of the old one cannot be edited any more."""
        these = update(SubmissionRow).where(col(SubmissionRow.chat_id) == old_id)
        await self._change(these.values(chat_id=new_id, receipt_id=None))

    async def forget_chat(self, chat_id: int) -> None:
        """Keep what articles came of or may, forget where and by whom. A private chat's id is its user's id.

        Of what nothing came the text goes too; so does what was written beside a link or file.
        """
        places = ("chat_id", "thread_id", "message_id", "user_id", "receipt_id", "stream", "note")
        nowhere = dict.fromkeys(places)
        key = literal("forgotten:") + cast(col(SubmissionRow.id), String)
        these = or_(col(SubmissionRow.chat_id) == chat_id, col(SubmissionRow.user_id) == chat_id)
        vain = (these, col(SubmissionRow.state).in_([REFUSED, WITHDRAWN]))
        await self._change(update(SubmissionRow).where(*vain).values(text="", url=None, file_name=""))
        read = (these, col(SubmissionRow.state) == DONE)
        await self._change(update(SubmissionRow).where(*read).values(file_name=""))
        await self._change(update(SubmissionRow).where(these).values({**nowhere, "key": key}))

    async def _move(self, claimed: Submission, **values: object) -> Submission | None:
        return await self._changed(
            col(SubmissionRow.id) == claimed.id,
            col(SubmissionRow.attempts) == claimed.attempts,
            col(SubmissionRow.state) == WAITING,
            **values,
        )

    async def _changed(self, *which: ColumnElement[bool], **values: object) -> Submission | None:
        """The one submission that meets the conditions, after the change."""
        this = update(SubmissionRow).where(*which).values(values).returning(col(SubmissionRow.id))
        found = await self._session.scalar(this, execution_options={"synchronize_session": False})
        return None if found is None else await self.get(found)

    async def _read(self, query: Select[SubmissionRow]) -> list[Submission]:
        rows = list(await self._session.scalars(query))
        parts: dict[int | None, list[SubmissionRow]] = {row.id: [row] for row in rows}
        further = select(SubmissionRow).where(col(SubmissionRow.head_id).in_([row.id for row in rows]))
        for row in await self._session.scalars(further) if rows else ():
            parts[row.head_id].append(row)
        return [_submission(row, sorted(parts[row.id], key=_place)) for row in rows]


def _place(part: SubmissionRow) -> tuple[int, int]:
    """Messages of a chat are numbered in the order in which they were written."""
    return part.message_id or 0, part.id or 0


def _joined(parts: Sequence[SubmissionRow]) -> str:
    """The text of all parts; nothing but glue stands between two of them."""
    text = ""
    for part in parts:
        if part.text.strip():
            text += f"{part.glue}{part.text}" if text else part.text
    return text


def _submission(row: SubmissionRow, parts: Sequence[SubmissionRow]) -> Submission:
    assert row.id is not None  # noqa: S101  # it was read
    told = next((part for part in parts if part.text.strip()), row)  # of an album, the one with a caption
    return Submission(
        id=row.id,
        key=row.key,
        text=_joined(parts) if len(parts) > 1 else row.text,
        received=row.received,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        message_id=row.message_id,
        user_id=row.user_id,
        source=told.source,
        url=told.url or next((part.url for part in parts if part.url), None),
        sent=told.sent,
        sample=row.sample,
        note=told.note,
        receipt_id=row.receipt_id,
        attempts=row.attempts,
        tries=row.tries,
        failures=row.failures,
        host=row.host,
        reason=row.reason,
        file_id=row.file_id,
        file_name=row.file_name,
        file_type=row.file_type,
        progress=row.progress,
    )
