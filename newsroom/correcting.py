"""What a correction does to the archive.

A plan says which articles are filed how, and which go. It is made before their texts are analysed, and made
again in the transaction that carries it out: where the two differ, the archive changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsroom import copying, filing, parcels, receipts
from newsroom.answer import Text
from newsroom.journal import Journal
from newsroom.question import Asker
from storage.database import Work
from storage.inbox_values import CorrectionKind, NewCorrection
from storage.values import Article
from summarizer.model import Analysis
from summarizer.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An article as it is to be filed: under an original, or (None) as one of its own."""

    article: Article
    under: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """First some articles are filed anew, then some go or are new, then others are filed that this concerns.

    Copies of what goes are those of the ``heir``. ``said`` is what the receipt says, ``shown`` the articles
    that it shows. Of the ``aged`` the text is kept among the earlier ones; of one that is ``compared`` the
    receipt says how many sentences are new and gone. A new one has no number yet; ``said`` gets it.
    """

    kind: CorrectionKind
    said: Text
    shown: tuple[int, ...] = ()
    aged: tuple[Article, ...] = ()
    first: tuple[Step, ...] = ()
    gone: tuple[Article, ...] = ()
    heir: int | None = None
    new: Article | None = None
    then: tuple[Step, ...] = ()
    compared: int | None = None

    @property
    def filed(self) -> tuple[Article, ...]:
        """The articles whose texts are to be analysed; a new one has the number 0."""
        new = () if self.new is None else (self.new,)
        return (*(step.article for step in (*self.first, *self.then)), *new)

    @property
    def articles(self) -> dict[int, Article]:
        """All that are stored and change, by number."""
        steps = (step.article for step in (*self.first, *self.then))
        return {each.id: each for each in (*steps, *self.gone)}


async def left(work: Work, article: Article) -> tuple[Article | None, tuple[Step, ...]]:
    """Who takes an article's place when it leaves its copies, and how the others are to be filed then.

    That is the copy that holds most of it. What a copy says and the article, or it, said first, is
    found in another copy from then on, so these are filed anew.
    """
    copies = await work.articles.copies(article.id)
    if article.original_id is None:
        if not copies:
            return None, ()
        words = wording(article.body)
        heir = max(copies, key=lambda each: (copying.percent(words, wording(each.body)), -each.id))
        return heir, tuple(Step(article=each, under=heir.id) for each in copies if each != heir)
    others = [each for each in await work.articles.copies(article.original_id) if each.id != article.id]
    if not await work.articles.sentences_of([article.id]):
        return None, ()  # it said nothing first
    return None, tuple(Step(article=each, under=article.original_id) for each in others)


async def carry_out(
    work: Work,
    plan: Plan,
    analyses: Mapping[int, Analysis],
    *,
    asker: Asker,
    update_id: int | None,
    now: datetime,
) -> int:
    """Does what the plan says; the correction's number. ``analyses`` are of the texts that are filed."""
    journal = await Journal.begin(work, plan.articles)
    for article in plan.aged:
        await work.versions.keep(article, now)
    said, before = plan.said, await _sentences(work, plan.compared)
    for step in plan.first:
        await _file(work, step, analyses)
    for article in plan.gone:
        if plan.heir is not None:
            await work.articles.hand_copies(article.id, plan.heir)
            journal.heirs[article.id] = plan.heir
        await work.articles.delete(article.id)
    shown = plan.shown
    if plan.new is not None:
        made = await filing.arrive(work, plan.new, analyses[plan.new.id])
        journal.made.add(made.id)
        said, shown = Text.of(said.key, **said.args, made=made.id), (*shown, made.id)
    for step in plan.then:
        await _file(work, step, analyses)
    if plan.compared is not None:
        said = receipts.together([said, *_compared(before, await _sentences(work, plan.compared))])
    new = NewCorrection(
        kind=plan.kind,
        at=now,
        admin_id=asker.user_id,
        update_id=update_id,
        articles=shown,
        said=parcels.dump_reason(said),
    )
    return await journal.end(new)


async def _file(work: Work, step: Step, analyses: Mapping[int, Analysis]) -> None:
    under = None if step.under is None else await work.articles.get(step.under)
    await filing.refile(work, step.article, analyses[step.article.id], under)


async def _sentences(work: Work, article_id: int | None) -> list[str]:
    found = [] if article_id is None else await work.articles.sentences(article_id)
    return [sentence.text for sentence in found]


def _compared(before: Collection[str], now: Collection[str]) -> list[Text]:
    """How many sentences are new, and how many are gone."""
    new, gone = len(set(now).difference(before)), len(set(before).difference(now))
    return [
        Text.of(key, count=count)
        for key, count in (("receipt.new_sentences", new), ("receipt.gone_sentences", gone))
        if count
    ]
