"""Taking back what was handed over: the articles that came of a submission go, or get their earlier texts.

Those of a file of many go some at a time, so that nobody waits for all of them. Each time is a correction of
its own, written down with what it changed; so an undo that ended anywhere is gone on with when it is asked
for again, and taking it back puts back all of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsroom import corrected, filing, parcels, receipts
from newsroom.answer import Answer, Notice, Text
from newsroom.errors import Refused, Trouble
from newsroom.importing import REST
from newsroom.journal import Journal
from newsroom.question import Asker
from newsroom.refiling import Analyse
from storage.database import Storage, Work
from storage.inbox_values import CorrectionKind, NewCorrection, Submission
from storage.values import Article, Version
from summarizer.model import Analysis

_AT_ONCE = 20  # articles of one transaction
_FEW = 5  # articles that are told one by one
_LOOKED_AT = 100  # earlier texts, most of them edits by hand
_Earlier = Mapping[int, tuple[Version, Analysis]]
"""The texts that return, by article."""


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What became of a submission's articles: gone, with an earlier text ``back``, or kept, with why.

    ``withdrawn`` is the submission where it was not read to its end.
    """

    at: datetime
    withdrawn: Submission | None
    gone: set[int] = field(default_factory=set)
    back: set[int] = field(default_factory=set)
    kept: dict[int, Text] = field(default_factory=dict)
    _noted: bool = False

    @property
    def changed(self) -> bool:
        """Whether there is something to be taken back."""
        return bool(self.gone or self.back)

    def state(self, submission_id: int) -> tuple[int, str] | None:
        """That the submission waited: for the first of the corrections, the last to be taken back."""
        first, self._noted = self.withdrawn is not None and not self._noted, True
        return (submission_id, "waiting") if first else None

    def texts(self) -> list[Text]:
        """What to say; of many how many there are."""
        said = [Text.of("undo.restored", number=number) for number in sorted(self.back)]
        if len(self.back) > _FEW:
            said = [_many("undo.restored_many", "undo.restored_many_between", self.back)]
        if len(self.gone) > _FEW:
            said.append(_many("undo.done_many", "undo.done_many_between", self.gone))
        elif self.gone:
            listed = ", ".join(f"#{number}" for number in sorted(self.gone))
            said.append(Text.of("undo.done", count=len(self.gone), numbers=listed))
        said += list(self.kept.values())[:_FEW]
        if len(self.kept) > _FEW:
            said.append(Text.of("undo.kept_more", count=len(self.kept) - _FEW))
        return said


def _many(key: str, gaps: str, numbers: Collection[int]) -> Text:
    first, last = min(numbers), max(numbers)
    row = last - first + 1 == len(numbers)
    return Text.of(key if row else gaps, count=len(numbers), first=first, last=last)


class Undoing:
    """Takes submissions back."""

    def __init__(self, *, storage: Storage, analyse: Analyse, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._analyse = analyse
        self._clock = clock

    async def undo(
        self,
        submission_id: int,
        asker: Asker,
        update_id: int | None,
        *,
        still: Callable[[Work], Awaitable[bool]],
        named: bool,
    ) -> Answer:
        """One that is not stored yet never will be; of others what came of them goes.

        ``still`` says whether this is what is to be undone. Raises SitrepError where nothing is.
        """
        tally: _Tally | None = None
        while True:
            batch, earlier = await self._planned(submission_id, tally)
            async with self._storage.write(alone=True) as work:
                if (before := await corrected.asked_before(work, update_id)) is not None:
                    return before
                if tally is None:
                    if not await still(work):
                        raise Trouble("undo.changed")
                    tally = await self._begun(work, submission_id, named=named)
                articles = await work.articles.many(batch)
                left = set(await work.articles.ids_of_submission(submission_id)) - {*batch, *tally.kept}
                journal = await Journal.begin(work, await _concerned(work, articles))
                changed = await _undo(work, articles, earlier, tally)
                new = NewCorrection(
                    kind=CorrectionKind.UNDO,
                    at=tally.at,
                    admin_id=asker.user_id,
                    update_id=None if left else update_id,
                    articles=tuple(sorted(changed)) if left else (),
                    said="",
                    submission_id=submission_id,
                )
                if not left:
                    return await self._ended(work, journal, new, tally)
                if changed:
                    await journal.end(new, tally.state(submission_id))
            await asyncio.sleep(REST)

    async def _planned(self, submission_id: int, tally: _Tally | None) -> tuple[list[int], _Earlier]:
        """The newest that are left, since a copy goes before its original; and the texts that return."""
        async with self._storage.read() as work:
            ids = await work.articles.ids_of_submission(submission_id)
            batch = [each for each in ids if tally is None or each not in tally.kept][-_AT_ONCE:]
            versions = [await _before(work, article) for article in await work.articles.many(batch)]
        found = [version for version in versions if version is not None]
        return batch, {
            each.article_id: (each, await self._analyse(each.body, each.title, each.stated)) for each in found
        }

    async def _begun(self, work: Work, submission_id: int, *, named: bool) -> _Tally:
        """Nothing more of it comes; what was undone of it before an undo broke off is counted in."""
        withdrawn = await work.inbox.withdraw(submission_id)
        parts = [each for each in await work.corrections.undone(submission_id) if not each.said]
        tally = _Tally(at=self._clock(), withdrawn=withdrawn)
        tally.gone = {number for part in parts for number in part.articles}
        if withdrawn is None and not tally.gone and not await work.articles.ids_of_submission(submission_id):
            raise Refused("undo.gone" if named else "undo.nothing_stored")
        return tally

    async def _ended(self, work: Work, journal: Journal, new: NewCorrection, tally: _Tally) -> Answer:
        """Writes the last of the corrections down, which has the receipt of all."""
        submission_id, withdrawn = new.submission_id or 0, tally.withdrawn
        only_withdrawn = withdrawn is not None and not (tally.changed or tally.kept)
        texts = [Text.of("undo.withdrawn")] if only_withdrawn else tally.texts()
        if not (tally.changed or only_withdrawn):
            return Answer(blocks=tuple(Notice(text=text) for text in texts))
        state = tally.state(submission_id)
        if not tally.kept and await work.inbox.taken_back(submission_id):
            state = (submission_id, "done")
        said = parcels.dump_reason(receipts.together(texts))
        answer = await corrected.receipt(work, await journal.end(replace(new, said=said), state))
        if only_withdrawn and withdrawn is not None:
            await receipts.send(work, withdrawn, answer, tally.at)
        return answer


async def _before(work: Work, article: Article) -> Version | None:
    """The text that an article had before the submission that it is of now; an edit by hand is none."""
    versions = await work.versions.of(article.id, _LOOKED_AT)
    return next((each for each in versions if each.submission_id != article.submission_id), None)


async def _concerned(work: Work, articles: Sequence[Article]) -> list[int]:
    """The numbers of all articles that it can change: copies are filed with their original."""
    copies = [copy.id for article in articles for copy in await work.articles.copies(article.id)]
    return [*(article.id for article in articles), *copies]


async def _undo(work: Work, articles: Sequence[Article], earlier: _Earlier, tally: _Tally) -> set[int]:
    """Takes back some of what was stored; the numbers of what changed.

    An article that had an ``earlier`` text gets it back. What others carry too stays, since somebody else may
    have added it.
    """
    back = {article.id for article in articles if await _restored(work, article, earlier)}
    gone: set[int] = set()
    for article in articles:
        if article.id in back or article.id in gone:
            continue
        copies = await work.articles.copies(article.id)
        others = [copy for copy in copies if copy.submission_id != article.submission_id]
        if others:
            listed = receipts.numbers(others)
            tally.kept[article.id] = Text.of("undo.kept", number=article.id, copies=listed)
            continue
        await work.articles.delete(article.id)
        gone |= {article.id, *(copy.id for copy in copies)}
    tally.gone |= gone
    tally.back |= back
    return gone | back


async def _restored(work: Work, article: Article, earlier: _Earlier) -> bool:
    """Gives an article its earlier text back, where it had one."""
    version = await _before(work, article)
    if version is None:
        return False
    known, analysis = earlier.get(article.id, (None, None))
    if analysis is None or known != version:
        raise Trouble("undo.changed")
    await filing.restore(work, article, version, analysis)
    return True
