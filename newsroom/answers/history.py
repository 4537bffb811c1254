"""`/history`: the texts that an article had before, for admins, a stretch at a time."""

from __future__ import annotations

from dataclasses import replace

from newsroom import numbered
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Quote, QuoteKind, Source, Text
from newsroom.answers.paging import Page, turn
from newsroom.errands import History
from newsroom.errors import Refused
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.values import Article, Precision, Version

_KEPT = 50  # earlier texts that are shown
_STRETCH = 2_500  # characters of one message


async def history(work: Work, intent: History) -> Answer:
    """One stretch of an earlier text, the latest text first."""
    article = await numbered.typed(work, intent.words, "history.number")
    stretches = [
        (version, start, end)
        for version in await work.versions.of(article.id, _KEPT)
        for start, end in _stretches(version.body)
    ]
    if not stretches:
        raise Refused("history.none", number=article.id)
    page = Page.of(stretches[intent.page : intent.page + 2], 1)
    if not page.items:
        raise Refused("page.end")
    [(version, start, end)] = page.items
    replaced = Moment(at=version.replaced, precision=Precision.MINUTE)
    blocks: list[Block] = [
        Heading(text=Text.of("history.heading", number=article.id)),
        Notice(text=Text.of("history.replaced", at=replaced)),
    ]
    if start == 0:
        blocks.append(_quote(article, version, version.title, QuoteKind.HEADLINE))
    blocks.append(_quote(article, version, version.body[start:end], QuoteKind.SENTENCE))
    show = Action.of(Text.of("button.article", number=article.id), ShowArticle(article_id=article.id))
    turns = turn(page, intent.page, lambda number: History(words=str(article.id), page=number))
    return Answer(blocks=tuple(blocks), actions=(show, *turns))


def _quote(article: Article, version: Version, text: str, kind: QuoteKind) -> Quote:
    told = replace(
        article,
        source=version.source,
        published=version.published,
        precision=version.precision,
        arrived=version.arrived,
    )
    return Quote(kind=kind, text=text, source=Source.of(told))


def _stretches(body: str) -> list[tuple[int, int]]:
    """The body cut at ends of lines, or of words where lines are long."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(body):
        end = min(start + _STRETCH, len(body))
        if end < len(body):
            cut = max(body.rfind("\n", start + 1, end), start) or start
            cut = cut if cut > start else body.rfind(" ", start + 1, end)
            end = cut if cut > start else end
        found.append((start, end))
        start = end + (end < len(body) and body[end].isspace())
    return found
