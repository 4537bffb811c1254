"""What is said of a correction: that it was made, or taken back."""

from __future__ import annotations

from newsroom import parcels, quoting
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.errands import TakeBack
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.inbox_values import Correction
from storage.values import Article

_SHOWN = 3


async def asked_before(work: Work, update_id: int | None) -> Answer | None:
    """What was said to this very update when it came first; None where it is a new one."""
    known = None if update_id is None else await work.corrections.asked_by(update_id)
    if known is None:
        return None
    return await (receipt(work, known.id) if known.taken_back is None else told_back(work, known))


async def receipt(work: Work, correction_id: int) -> Answer:
    """What was corrected, the articles as they are now, and the button that takes it back."""
    correction = await work.corrections.get(correction_id)
    if correction is None:
        raise LookupError(f"correction {correction_id} vanished within its transaction")
    said = parcels.reason(correction.said)
    blocks: list[Block] = [Notice(text=said)] if said else []
    shown = (await work.articles.many(correction.articles))[:_SHOWN]
    back = Action.of(Text.of("button.take_back"), TakeBack(correction_id=correction_id))
    return _answer(blocks, shown, back)


async def told_back(work: Work, correction: Correction) -> Answer:
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
