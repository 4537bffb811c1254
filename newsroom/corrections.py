"""What admins correct in stored articles: delete, merge, edit, split, undo; and taking that back for a day.

The analysis of a text runs before the transaction, which then looks whether all is still as it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from newsroom import correcting, parcels, quoting, receipts, undoing
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.answers import deleting, editing, merging, splitting
from newsroom.correcting import Plan
from newsroom.errands import Delete, Edit, Merge, Split, TakeBack, Undo
from newsroom.errors import Refused, Trouble
from newsroom.intents import ShowArticle
from newsroom.journal import Journal, take_back
from newsroom.question import Asker
from newsroom.refiling import Analyse
from storage.database import Storage, Work
from storage.inbox_values import Correction, CorrectionKind, NewCorrection
from storage.values import Article, Version
from summarizer.model import Analysis

KEPT = timedelta(days=1)
"""For how long a correction can be taken back."""
_TRIES = 3  # where the archive changes between the analysis and the transaction
_SHOWN = 3

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
            if (before := await _asked_before(work, update_id)) is not None:
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
            if (before := await _asked_before(work, update_id)) is not None:
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
                if (before := await _asked_before(work, update_id)) is not None:
                    return before
                plan = await planned(work)
            analyses = {each.id: await self._analysed(each) for each in plan.filed}
            async with self._storage.write(alone=True) as work:
                if (before := await _asked_before(work, update_id)) is not None:
                    return before
                if await planned(work) == plan:
                    now = self._clock()
                    number = await correcting.carry_out(
                        work, plan, analyses, asker=asker, update_id=update_id, now=now
                    )
                    return await _receipt(work, number)
        raise Trouble("undo.changed")

    async def _analysed(self, article: Article) -> Analysis:
        return await self._analyse(article.body, article.title, article.stated)

    async def _take_back(self, correction_id: int, update_id: int | None) -> Answer:
        async with self._storage.write(alone=True) as work:
            if (before := await _asked_before(work, update_id)) is not None:
                return before
            correction = await work.corrections.get(correction_id)
            now = self._clock()
            if correction is None or correction.at <= now - KEPT:
                raise Refused("correction.over")
            if correction.taken_back is not None:
                raise Refused("undo.gone")
            await take_back(work, correction, now, update_id)
            return await _told_back(work, correction)

    async def _undo(self, intent: Undo, asker: Asker, update_id: int | None) -> Answer:
        """Takes a submission back: the one of a receipt's button; or what the asker did last."""
        async with self._storage.read() as work:
            if (before := await _asked_before(work, update_id)) is not None:
                return before
            last = await self._last(work, intent, asker)
            articles = [] if isinstance(last, Correction) else await work.articles.of_submission(last)
            versions = await undoing.earlier(work, articles)
        if isinstance(last, Correction):
            return await self._take_back(last.id, update_id)
        earlier: dict[int, tuple[Version, Analysis]] = {}
        for version in versions:
            analysis = await self._analyse(version.body, version.title, version.stated)
            earlier[version.article_id] = version, analysis
        async with self._storage.write(alone=True) as work:
            if (before := await _asked_before(work, update_id)) is not None:
                return before
            if await self._last(work, intent, asker) != last:
                raise Trouble("undo.changed")
            return await self._undone(work, last, earlier, asker, update_id, named=bool(intent.submission_id))

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

    async def _undone(
        self,
        work: Work,
        submission_id: int,
        earlier: undoing.Earlier,
        asker: Asker,
        update_id: int | None,
        *,
        named: bool,
    ) -> Answer:
        """One that is not stored yet never will be; of others what came of them goes."""
        now = self._clock()

        async def noted(journal: Journal, texts: tuple[Text, ...], state: str | None) -> Answer:
            said = parcels.dump_reason(receipts.together(texts))
            new = NewCorrection(
                kind=CorrectionKind.UNDO,
                at=now,
                admin_id=asker.user_id,
                update_id=update_id,
                articles=(),
                said=said,
            )
            number = await journal.end(new, None if state is None else (submission_id, state))
            return await _receipt(work, number)

        withdrawn = await work.inbox.withdraw(submission_id)
        articles = await work.articles.of_submission(submission_id)
        if withdrawn is not None and not articles:
            journal = await Journal.begin(work, ())
            answer = await noted(journal, (Text.of("undo.withdrawn"),), "waiting")
            await receipts.send(work, withdrawn, answer, now)
            return answer
        if not articles:
            raise Refused("undo.gone" if named else "undo.nothing_stored")
        journal = await Journal.begin(work, await undoing.concerned(work, articles))
        undone = await undoing.undo(work, articles, earlier)
        if not undone.changed:
            return Answer(blocks=tuple(Notice(text=text) for text in undone.texts))
        if undone.whole:
            await work.inbox.taken_back(submission_id)
        before = "done" if withdrawn is None else "waiting"  # a file of many, part of which is stored
        return await noted(journal, undone.texts, before if undone.whole or withdrawn else None)


async def _asked_before(work: Work, update_id: int | None) -> Answer | None:
    """What was said to this very update when it came first; None where it is a new one."""
    known = None if update_id is None else await work.corrections.asked_by(update_id)
    if known is None:
        return None
    return await (_receipt(work, known.id) if known.taken_back is None else _told_back(work, known))


async def _receipt(work: Work, correction_id: int) -> Answer:
    """What was corrected, the articles as they are now, and the button that takes it back."""
    correction = await work.corrections.get(correction_id)
    if correction is None:
        raise LookupError(f"correction {correction_id} vanished within its transaction")
    said = parcels.reason(correction.said)
    blocks: list[Block] = [Notice(text=said)] if said else []
    shown = (await work.articles.many(correction.articles))[:_SHOWN]
    back = Action.of(Text.of("button.take_back"), TakeBack(correction_id=correction_id))
    return _answer(blocks, shown, back)


async def _told_back(work: Work, correction: Correction) -> Answer:
    """That a correction was taken back, and the articles as they are again."""
    blocks: list[Block] = [Notice(text=Text.of(f"correction.back_{correction.kind}"))]
    shown = (await work.articles.many(correction.articles))[:_SHOWN]
    return _answer(blocks, shown)


def _answer(blocks: list[Block], shown: list[Article], *more: Action) -> Answer:
    headlines = [quoting.headline(article) for article in shown]
    actions = [
        Action.of(Text.of("button.article", number=article.id), ShowArticle(article_id=article.id))
        for article in shown
    ]
    return Answer(blocks=(*blocks, *headlines), actions=(*actions, *more))
