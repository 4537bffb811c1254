"""What was written to be delivered, as the articles stand when it is: corrections may come in between."""

from __future__ import annotations

from dataclasses import replace

from newsroom.answer import Answer, Block, Notice, Quote, QuoteKind, Source, Text
from storage.database import Work
from storage.values import Article


async def still(work: Work, answer: Answer) -> Answer:
    """The answer without quotes that stand in no article any more, and with sources as they are now.

    Nothing is looked up while the journal is empty: then nobody corrected anything.
    """
    quoted = [block for block in answer.blocks if isinstance(block, Quote)]
    if not quoted or not await work.corrections.any():
        return answer
    ids = {source.article_id for quote in quoted for source in (quote.source, *quote.others)}
    articles = {article.id: article for article in await work.articles.many(ids)}
    blocks: list[Block] = []
    for block in answer.blocks:
        if not isinstance(block, Quote):
            blocks.append(block)
        elif (article := articles.get(block.source.article_id)) is not None and _stands(block, article):
            others = tuple(
                Source.of(articles[o.article_id]) for o in block.others if o.article_id in articles
            )
            blocks.append(replace(block, source=Source.of(article), others=others))
    if len(blocks) < len(answer.blocks):
        blocks.append(Notice(text=Text.of("digest.corrected")))
    return replace(answer, blocks=tuple(blocks))


def _stands(quote: Quote, article: Article) -> bool:
    return quote.text == article.title if quote.kind is QuoteKind.HEADLINE else quote.text in article.body
