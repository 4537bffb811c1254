"""What admins correct in stored articles: delete, merge, edit, split, undo; and taking that back for a day.

The analysis of a text runs before the transaction, which then looks whether all is still as it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from newsroom import correcting
from newsroom.answer import Answer
from newsroom.answers import deleting, editing, merging, splitting
from newsroom.corrected import asked_before, receipt, told_back
from newsroom.correcting import Plan
from newsroom.errands import Delete, Edit, Merge, Split, TakeBack, Undo
from newsroom.errors import Refused, Trouble
from newsroom.importing import REST
from newsroom.journal import take_back
from newsroom.question import Asker
from newsroom.refiling import Analyse
from newsroom.undoing import Undoing
from storage.database import Storage, Work
from storage.inbox_values import Correction
from storage.values import Article
from summarizer.model import Analysis

KEPT = timedelta(days=1)
"""For how long a correction can be taken back."""
_TRIES = 3  # where the archive changes between the analysis and the transaction

Correcting = Delete | Merge | Edit | Split | TakeBack | Undo


class Corrections:
    """Corrects stored articles. ``update_id`` tells a redelivered request from a new one."""

    def __init__(
        self, *, storage: Storage, analyse: Analyse, drafts: editing.Drafts, clock: Callable[[], datetime]
    ) -> None:
        self._storage = storage
        self._analyse = analyse
        self._drafts = drafts
        self._clock = clock
        self._undoing = Undoing(storage=storage, analyse=analyse, clock=clock)

    async def answer(self, intent: Correcting, asker: Asker, update_id: int | None) -> Answer:
        """Does what is asked. Raises SitrepError where it cannot be."""
        match intent:
            case Delete():
                return await self._delete(intent, asker, update_id)
            case Merge():
                return await self._merge(intent, asker, update_id)
            case Edit():
                return await self._edit(intent, asker, update_id)
            case Split():
                return await self._split(intent, asker, update_id)
            case TakeBack():
                return await self._take_back(intent.correction_id, update_id)
            case Undo():
                return await self._undo(intent, asker, update_id)

    async def expire(self) -> None:
        """Forgets corrections too old to be taken back, and follows of people who are gone with them."""
        async with self._storage.write(alone=True) as work:
            people = await work.corrections.expire(self._clock() - KEPT)
            await work.follows.forget_people(await work.people.missing(people))

    async def _delete(self, intent: Delete, asker: Asker, update_id: int | None) -> Answer:
        """Asks first."""
        if intent.confirmed:
            return await self._correct(lambda work: deleting.plan(work, intent), asker, update_id)
        async with self._storage.read() as work:
            return await deleting.ask(work, intent)

    async def _merge(self, intent: Merge, asker: Asker, update_id: int | None) -> Answer:
        """Asks first, where the two share little."""
        async with self._storage.read() as work:
            if (before := await asked_before(work, update_id)) is not None:
                return before
            if (asked := await merging.ask(work, intent)) is not None:
                return asked
        return await self._correct(lambda work: merging.plan(work, intent), asker, update_id)

    async def _edit(self, intent: Edit, asker: Asker, update_id: int | None) -> Answer:
        """Shows how, where the words say no more than a number."""
        if editing.asks_for_more(intent):
            async with self._storage.read() as work:
                return await editing.show(work, intent)
        changes = await editing.changes(intent, self._drafts, self._clock())
        return await self._correct(lambda work: editing.plan(work, changes), asker, update_id)

    async def _split(self, intent: Split, asker: Asker, update_id: int | None) -> Answer:
        """Shows where it could be, where the words do not say."""
        async with self._storage.read() as work:
            if (before := await asked_before(work, update_id)) is not None:
                return before
            article = await splitting.article(work, intent)
        analysis = await self._analysed(article)
        halves = splitting.halves(intent, article, analysis)
        if halves is None:
            return splitting.show(article, analysis)
        return await self._correct(lambda work: splitting.plan(work, halves), asker, update_id)

    async def _correct(
        self, planned: Callable[[Work], Awaitable[Plan]], asker: Asker, update_id: int | None
    ) -> Answer:
        """Carries a plan out, made anew where the archive changes meanwhile."""
        for _ in range(_TRIES):
            async with self._storage.read() as work:
                if (before := await asked_before(work, update_id)) is not None:
                    return before
                plan = await planned(work)
            analyses = {each.id: await self._analysed(each) for each in plan.filed}
            async with self._storage.write(alone=True) as work:
                if (before := await asked_before(work, update_id)) is not None:
                    return before
                if await planned(work) == plan:
                    now = self._clock()
                    number = await correcting.carry_out(
                        work, plan, analyses, asker=asker, update_id=update_id, now=now
                    )
                    return await receipt(work, number)
        raise Trouble("undo.changed")

    async def _analysed(self, article: Article) -> Analysis:
        return await self._analyse(article.body, article.title, article.stated)

    async def _take_back(self, correction_id: int, update_id: int | None) -> Answer:
        """Puts back what stood before; of a submission that was undone in parts, each part, the last first.

        One that ends in between goes on where it was when it is asked for again.
        """
        async with self._storage.read() as work:
            if (before := await asked_before(work, update_id)) is not None:
                return before
            parts = await self._parts(work, correction_id)
        for part in parts:
            last = part is parts[-1]
            async with self._storage.write(alone=True) as work:
                if (before := await asked_before(work, update_id)) is not None:
                    return before
                now = await work.corrections.get(part.id)
                if now is None or now.taken_back is not None:
                    raise Refused("undo.gone")
                await take_back(work, part, self._clock(), update_id if last else None)
                if last:
                    return await told_back(work, part)
            await asyncio.sleep(REST)
        raise LookupError("a correction without parts")

    async def _parts(self, work: Work, correction_id: int) -> list[Correction]:
        """The correction, with all that undid the same submission. Raises Refused where it is over."""
        correction = await work.corrections.get(correction_id)
        if correction is None or correction.at <= self._clock() - KEPT:
            raise Refused("correction.over")
        parts = [] if correction.taken_back is not None else [correction]
        if correction.submission_id is not None:
            parts = await work.corrections.undone(correction.submission_id)
        if not parts:
            raise Refused("undo.gone")
        return parts

    async def _undo(self, intent: Undo, asker: Asker, update_id: int | None) -> Answer:
        """Takes a submission back: the one of a receipt's button; or what the asker did last."""
        async with self._storage.read() as work:
            if (before := await asked_before(work, update_id)) is not None:
                return before
            last = await self._last(work, intent, asker)
        if isinstance(last, Correction):
            return await self._take_back(last.id, update_id)

        async def still(work: Work) -> bool:
            return await self._last(work, intent, asker) == last

        return await self._undoing.undo(last, asker, update_id, still=still, named=bool(intent.submission_id))

    async def _last(self, work: Work, intent: Undo, asker: Asker) -> Correction | int:
        """The submission that is named, or what the asker did last: a correction or a submission."""
        if intent.submission_id:
            return intent.submission_id
        if asker.user_id is None:
            raise Refused("undo.nothing")
        correction = await work.corrections.last(asker.user_id, self._clock() - KEPT)
        submission = await work.inbox.last_of(asker.user_id)
        if correction is not None and (submission is None or correction.at >= submission.received):
            return correction
        if submission is None:
            raise Refused("undo.nothing")
        return submission.id
