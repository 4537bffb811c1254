"""What needs a stored text to be analysed anew: keep a copy separate, file it again.

The analysis runs before the transaction, which then looks whether all is still as it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from newsroom import filing, numbered, quoting
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.errands import Rejoin, Separate
from newsroom.errors import Refused
from newsroom.intents import ShowArticle
from storage.database import Storage, Work
from storage.values import Article
from summarizer.model import Analysis

Analyse = Callable[[str, str, datetime | None], Awaitable[Analysis]]
"""Analyses a body with its title and time of publication, off the event loop."""


class Refiling:
    """Changes how stored articles are filed."""

    def __init__(self, *, storage: Storage, analyse: Analyse) -> None:
        self._storage = storage
        self._analyse = analyse

    async def answer(self, intent: Separate | Rejoin) -> Answer:
        """Does what is asked. Raises SitrepError where it cannot be."""
        match intent:
            case Separate():
                return await self._separate(intent)
            case Rejoin():
                return await self._rejoin(intent)

    async def _separate(self, intent: Separate) -> Answer:
        """Makes a copy an article of its own, with findings and a story. Raises Refused for no copy."""
        async with self._storage.read() as work:
            article = await _copy(work, intent.article_id)
        analysis = await self._analyse(article.body, article.title, article.stated)
        async with self._storage.write(alone=True) as work:
            article = await _copy(work, intent.article_id)
            original_id = article.original_id or 0
            kept = await filing.refile(work, article, analysis, None)
        again = Rejoin(article_id=kept.id, original_id=original_id)
        return _done(Text.of("separate.done", number=kept.id), kept, "button.rejoin", again)

    async def _rejoin(self, intent: Rejoin) -> Answer:
        """Files an article under an original again. Raises Refused where either is not what it was."""
        async with self._storage.read() as work:
            article, _ = await _pair(work, intent)
        analysis = await self._analyse(article.body, article.title, article.stated)
        async with self._storage.write(alone=True) as work:
            article, original = await _pair(work, intent)
            filed = await filing.refile(work, article, analysis, original)
        done = Text.of("separate.undone", number=filed.id, original=original.id)
        return _done(done, filed, "button.separate", Separate(article_id=filed.id))


def _done(text: Text, article: Article, label: str, back: Separate | Rejoin) -> Answer:
    blocks: tuple[Block, ...] = (Notice(text=text), quoting.headline(article))
    show = Action.of(Text.of("button.article", number=article.id), ShowArticle(article_id=article.id))
    return Answer(blocks=blocks, actions=(show, Action.of(Text.of(label), back)))


async def _copy(work: Work, article_id: int) -> Article:
    article = await numbered.article(work, article_id)
    if article.original_id is None:
        raise Refused("separate.already", number=article_id)
    return article


async def _pair(work: Work, intent: Rejoin) -> tuple[Article, Article]:
    """The article and the original under which it is to be filed."""
    article = await numbered.article(work, intent.article_id)
    original = await numbered.article(work, intent.original_id)
    if article.original_id is not None or original.original_id is not None or article.id == original.id:
        raise Refused("separate.changed", number=article.id)
    return article, original
