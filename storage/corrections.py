"""The journal of corrections: what admins did to stored articles, and how these stood before.

It is kept for a day, so that a mistake can be taken back, and then forgotten.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.orm import defer
from sqlmodel import col

from storage.inbox_models import CorrectionRow
from storage.inbox_values import Correction, CorrectionKind, NewCorrection
from storage.kept import Kept, dump, load
from storage.repository import Repository

_LIGHT = defer(CorrectionRow.kept)  # type: ignore[arg-type]  # a column, as SQLModel makes them


class Corrections(Repository):
    """Corrections, newest last."""

    async def note(self, new: NewCorrection, kept: Kept) -> int:
        """Write a correction down; its number."""
        row = {
            **asdict(new),
            "kind": new.kind.value,
            "articles": json.dumps(new.articles),
            "kept": dump(kept),
        }
        statement = insert(CorrectionRow).values(row).returning(col(CorrectionRow.id))
        number = (await self._session.execute(statement)).scalar_one()
        assert number is not None  # noqa: S101  # the database has just numbered it
        return number

    async def get(self, correction_id: int) -> Correction | None:
        """The correction, or None."""
        return await self._first(select(CorrectionRow).where(col(CorrectionRow.id) == correction_id))

    async def asked_by(self, update_id: int) -> Correction | None:
        """The correction that this update asked for, or that it took back; None where it is a new one."""
        either = or_(
            col(CorrectionRow.update_id) == update_id, col(CorrectionRow.back_update_id) == update_id
        )
        return await self._first(select(CorrectionRow).where(either))

    async def last(self, admin_id: int, since: datetime) -> Correction | None:
        """An admin's newest one after a time that was not taken back, and took nothing back itself."""
        query = select(CorrectionRow).where(
            col(CorrectionRow.admin_id) == admin_id,
            col(CorrectionRow.at) > since,
            col(CorrectionRow.taken_back).is_(None),
            col(CorrectionRow.kind) != CorrectionKind.UNDO.value,
        )
        return await self._first(query.order_by(col(CorrectionRow.id).desc()).limit(1))

    async def undone(self, submission_id: int) -> list[Correction]:
        """All that undid a submission, each a part of it, and was not taken back; newest first."""
        query = select(CorrectionRow).where(
            col(CorrectionRow.submission_id) == submission_id, col(CorrectionRow.taken_back).is_(None)
        )
        rows = await self._session.scalars(query.order_by(col(CorrectionRow.id).desc()).options(_LIGHT))
        return [_correction(row) for row in rows]

    async def any(self) -> bool:
        """Whether there is one, which may be taken back by now."""
        return await self._session.scalar(select(col(CorrectionRow.id)).limit(1)) is not None

    async def kept(self, correction_id: int) -> Kept:
        """How things stood before. Raises LookupError when there is no such correction."""
        query = select(col(CorrectionRow.kept)).where(col(CorrectionRow.id) == correction_id)
        found = await self._session.scalar(query)
        if found is None:
            raise LookupError(f"there is no correction {correction_id}")
        return load(found)

    async def taken_back(self, correction_id: int, at: datetime, update_id: int | None) -> None:
        """It was, by this update; what it kept is needed no more."""
        this = update(CorrectionRow).where(col(CorrectionRow.id) == correction_id)
        await self._change(this.values(taken_back=at, back_update_id=update_id, kept=""))

    async def expire(self, before: datetime) -> set[int]:
        """Forget what was corrected up to a time; the people that nothing in the journal names any more."""
        old = col(CorrectionRow.at) <= before
        gone = await self._people(select(col(CorrectionRow.kept)).where(old))
        await self._change(delete(CorrectionRow).where(old))
        return gone - await self._people(select(col(CorrectionRow.kept))) if gone else gone

    async def _people(self, query: Select[str]) -> set[int]:
        found: set[int] = set()
        for kept in await self._session.scalars(query):
            if kept:
                found |= {row["id"] for row in load(kept).rows["person"]}
        return found

    async def forget_user(self, user_id: int) -> None:
        """Keep what was corrected, forget by whom."""
        these = col(CorrectionRow.admin_id) == user_id
        await self._change(update(CorrectionRow).where(these).values(admin_id=None))

    async def _first(self, query: Select[CorrectionRow]) -> Correction | None:
        row = await self._session.scalar(query.options(_LIGHT))
        return None if row is None else _correction(row)


def _correction(row: CorrectionRow) -> Correction:
    assert row.id is not None  # noqa: S101  # it was read
    return Correction(
        id=row.id,
        kind=CorrectionKind(row.kind),
        at=row.at,
        admin_id=row.admin_id,
        articles=tuple(json.loads(row.articles)),
        said=row.said,
        submission_id=row.submission_id,
        taken_back=row.taken_back,
    )
