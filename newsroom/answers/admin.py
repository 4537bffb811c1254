"""What admins do to the archive: take back, delete, count."""

from __future__ import annotations

from newsroom import quoting, reach
from newsroom.answer import Action, Answer, Heading, Item, Notice, Text
from newsroom.errors import Refused
from newsroom.intents import Delete, ShowArticle, Stats, Undo
from newsroom.question import Asker
from storage.database import Work

_SHOWN = 5


async def undo(work: Work, intent: Undo, asker: Asker) -> Answer:
    """Deletes what a submission stored: the one of a receipt's button, or the asker's last."""
    submission_id = intent.submission_id
    if not submission_id:
        last = await work.inbox.last_of(asker.user_id) if asker.user_id is not None else None
        if last is None:
            raise Refused("undo.nothing")
        submission_id = last.id
    articles = await work.articles.of_submission(submission_id)
    if not articles:
        raise Refused("undo.gone")
    for article in articles:
        await work.articles.delete(article.id)
    numbers = ", ".join(f"#{article.id}" for article in articles[:_SHOWN])
    return Answer(blocks=(Notice(text=Text.of("undo.done", count=len(articles), numbers=numbers)),))


async def delete(work: Work, intent: Delete) -> Answer:
    """Deletes one article by its number, once that is confirmed."""
    words = intent.words.strip().lstrip("#")
    if not (words.isascii() and words.isdigit() and len(words) <= 18):
        raise Refused("delete.number", words=intent.words[:40])
    article = await work.articles.get(int(words))
    if article is None:
        raise Refused("article.gone", number=int(words))
    if not intent.confirmed:
        ask = Text.of("delete.ask", number=article.id)
        sure = Action.of(Text.of("button.delete_sure"), Delete(words=words, confirmed=1))
        keep = Action.of(Text.of("button.keep"), ShowArticle(article_id=article.id))
        return Answer(blocks=(Notice(text=ask), quoting.headline(article)), actions=(sure, keep))
    await work.articles.delete(article.id)
    return Answer(blocks=(Notice(text=Text.of("delete.done", number=article.id)),))


async def stats(work: Work, intent: Stats) -> Answer:
    """Numbers about the archive, its readers and what waits."""
    del intent
    outbox = await work.outbox.counts()
    items = (
        Item(text=Text.of("stats.stories", count=await work.stories.count())),
        Item(text=Text.of("stats.chats", count=await work.chats.count())),
        Item(text=Text.of("stats.subscribers", count=await work.chats.subscribers())),
        Item(
            text=Text.of("stats.outbox", pending=outbox.get("pending", 0), failed=outbox.get("failed", 0)),
        ),
    )
    return Answer(
        blocks=(Heading(text=Text.of("stats.heading")), *await reach.inventory(work), *items),
    )
