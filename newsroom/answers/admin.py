"""What admins do to the archive: take back, delete, count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsroom import filing, quoting, reach, receipts
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.errors import Refused, Trouble
from newsroom.intents import Delete, ShowArticle, Stats, Undo
from newsroom.question import Asker
from storage.database import Work
from storage.values import Article, Version
from summarizer.model import Analysis

_SHOWN = 5


async def earlier(work: Work, intent: Undo, asker: Asker) -> list[Version]:
    """The texts that return when a submission is taken back: of each article that had one, the latest."""
    submission_id = intent.submission_id or await _last(work, asker)
    articles = await work.articles.of_submission(submission_id)
    return [version for article in articles for version in await work.versions.of(article.id, 1)]


async def undo(
    work: Work,
    intent: Undo,
    *,
    asker: Asker,
    now: datetime,
    earlier: Mapping[int, tuple[Version, Analysis]],
) -> Answer:
    """Takes a submission back: the one of a receipt's button, or the asker's last.

    One that is not stored yet never will be. An article that had an ``earlier`` text gets it back. What
    others carry too stays, since their articles, which somebody else may have added, would go with it.
    """
    submission_id = intent.submission_id or await _last(work, asker)
    withdrawn = await work.inbox.withdraw(submission_id)
    if withdrawn is not None:
        answer = Answer(blocks=(Notice(text=Text.of("undo.withdrawn")),))
        await receipts.send(work, withdrawn, answer, now)
        return answer
    articles = await work.articles.of_submission(submission_id)
    if not articles:
        raise Refused("undo.gone" if intent.submission_id else "undo.nothing_stored")
    back = [article for article in articles if await _restored(work, article, earlier)]
    articles = [article for article in articles if article not in back]
    own = {article.id for article in articles}
    copies = {a.id: [c for c in await work.articles.copies(a.id) if c.id not in own] for a in articles}
    gone = [article for article in articles if not copies[article.id]]
    for article in gone:
        await work.articles.delete(article.id)
    if len(gone) == len(articles):
        await work.inbox.taken_back(submission_id)
    kept = [
        Text.of("undo.kept", number=article_id, copies=receipts.numbers(others))
        for article_id, others in copies.items()
        if others
    ]
    done = [Text.of("undo.restored", number=article.id) for article in back]
    if gone:
        done.append(Text.of("undo.done", count=len(gone), numbers=receipts.numbers(gone)))
    return Answer(blocks=tuple(Notice(text=text) for text in (*done, *kept)))


async def _restored(work: Work, article: Article, earlier: Mapping[int, tuple[Version, Analysis]]) -> bool:
    """Gives an article its earlier text back, where it had one."""
    version = next(iter(await work.versions.of(article.id, 1)), None)
    if version is None:
        return False
    known, analysis = earlier.get(article.id, (None, None))
    if analysis is None or known != version:
        raise Trouble("undo.changed")
    await filing.restore(work, article, version, analysis)
    return True


async def _last(work: Work, asker: Asker) -> int:
    last = await work.inbox.last_of(asker.user_id) if asker.user_id is not None else None
    if last is None:
        raise Refused("undo.nothing")
    return last.id


async def delete(work: Work, intent: Delete) -> Answer:
    """Deletes one article by its number with its copies, once that is confirmed."""
    words = intent.words.strip().lstrip("#")
    if not (words.isascii() and words.isdigit() and len(words) <= 18):
        raise Refused("delete.number", words=intent.words[:40])
    article = await work.articles.get(int(words))
    if article is None:
        raise Refused("article.gone", number=int(words))
    copies = await work.articles.copies(article.id)
    if not intent.confirmed:
        blocks: list[Block] = [
            Notice(text=Text.of("delete.ask", number=article.id)),
            quoting.headline(article),
        ]
        if copies:
            blocks.append(Notice(text=Text.of("delete.copies", numbers=receipts.numbers(copies))))
            blocks += [quoting.headline(copy) for copy in copies[:_SHOWN]]
        sure = Action.of(Text.of("button.delete_sure"), Delete(words=words, confirmed=1))
        keep = Action.of(Text.of("button.keep"), ShowArticle(article_id=article.id))
        return Answer(blocks=tuple(blocks), actions=(sure, keep))
    await work.articles.delete(article.id)
    key = "delete.done_copies" if copies else "delete.done"
    return Answer(blocks=(Notice(text=Text.of(key, number=article.id, numbers=receipts.numbers(copies))),))


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
