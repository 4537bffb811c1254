"""`/delete`: one article goes, and the copy that holds most of it takes its place."""

from __future__ import annotations

from newsroom import correcting, quoting, receipts
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.correcting import Plan, Step
from newsroom.errands import Delete
from newsroom.errors import Refused
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.values import Article, CorrectionKind

_SHOWN = 5


async def ask(work: Work, intent: Delete) -> Answer:
    """What would go and what would stay, to be confirmed. Raises Refused for no article's number."""
    article = await _article(work, intent)
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
    article = await _article(work, intent)
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


async def _article(work: Work, intent: Delete) -> Article:
    words = intent.words.strip().lstrip("#")
    if not (words.isascii() and words.isdigit() and len(words) <= 18):
        raise Refused("delete.number", words=intent.words[:40])
    article = await work.articles.get(int(words))
    if article is None:
        raise Refused("article.gone", number=int(words))
    return article
