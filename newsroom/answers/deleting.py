"""`/delete`: one article goes, and the copy that holds most of it takes its place."""

from __future__ import annotations

from newsroom import correcting, numbered, quoting, receipts
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.correcting import Plan, Step
from newsroom.errands import Delete
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.inbox_values import CorrectionKind

_SHOWN = 5


async def ask(work: Work, intent: Delete) -> Answer:
    """What would go and what would stay, to be confirmed. Raises Refused for no article's number."""
    article = await numbered.typed(work, intent.words, "delete.number")
    heir, then = await correcting.left(work, article)
    blocks: list[Block] = [Notice(text=Text.of("delete.ask", number=article.id)), quoting.headline(article)]
    if heir is not None:
        copies = [heir, *(step.article for step in then)]
        text = Text.of("delete.copies", numbers=receipts.numbers(copies), heir=heir.id)
        blocks += [Notice(text=text), *(quoting.headline(copy) for copy in copies[:_SHOWN])]
    sure = Action.of(Text.of("button.delete_sure"), Delete(words=str(article.id), confirmed=1))
    keep = Action.of(Text.of("button.keep"), ShowArticle(article_id=article.id))
    return Answer(blocks=tuple(blocks), actions=(sure, keep))


async def plan(work: Work, intent: Delete) -> Plan:
    """The article goes; its copies stay, one of them as their original. Raises Refused as ``ask`` does."""
    article = await numbered.typed(work, intent.words, "delete.number")
    heir, then = await correcting.left(work, article)
    said = Text.of("delete.done", number=article.id)
    if heir is not None:
        said = Text.of("delete.done_copies", number=article.id, heir=heir.id)
    return Plan(
        kind=CorrectionKind.DELETE,
        said=said,
        shown=(article.id,) if heir is None else (article.id, heir.id),
        first=() if heir is None else (Step(article=heir, under=None),),
        gone=(article,),
        heir=None if heir is None else heir.id,
        then=then,
    )
