"""Taking back what was handed over: the articles that came of a submission go, or get their earlier texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsroom import filing, receipts
from newsroom.answer import Text
from newsroom.errors import Trouble
from storage.database import Work
from storage.values import Article, Version
from summarizer.model import Analysis

_LOOKED_AT = 100  # earlier texts, most of them edits by hand
Earlier = Mapping[int, tuple[Version, Analysis]]
"""The texts that return, by article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What to say, the articles that have an earlier text again, whether anything changed, and all of it."""

    texts: tuple[Text, ...]
    back: tuple[Article, ...]
    changed: bool
    whole: bool


async def earlier(work: Work, articles: Collection[Article]) -> list[Version]:
    """The texts that return: of each article that had one, the latest."""
    found = [await _before(work, article) for article in articles]
    return [version for version in found if version is not None]


async def _before(work: Work, article: Article) -> Version | None:
    """The text that an article had before the submission that it is of now; an edit by hand is none."""
    versions = await work.versions.of(article.id, _LOOKED_AT)
    return next((each for each in versions if each.submission_id != article.submission_id), None)


async def concerned(work: Work, articles: Sequence[Article]) -> list[int]:
    """The numbers of all articles that it can change: copies are filed with their original."""
    copies = [copy.id for article in articles for copy in await work.articles.copies(article.id)]
    return [*(article.id for article in articles), *copies]


async def undo(work: Work, articles: Sequence[Article], earlier: Earlier) -> Undone:
    """Takes back what was stored. An article that had an ``earlier`` text gets it back.

    What others carry too stays, since somebody else may have added it.
    """
    back = [article for article in articles if await _restored(work, article, earlier)]
    rest = [article for article in articles if article not in back]
    own = {article.id for article in rest}
    copies = {a.id: [c for c in await work.articles.copies(a.id) if c.id not in own] for a in rest}
    gone = [article for article in rest if not copies[article.id]]
    for article in gone:
        await work.articles.delete(article.id)
    texts = [Text.of("undo.restored", number=article.id) for article in back]
    if gone:
        texts.append(Text.of("undo.done", count=len(gone), numbers=receipts.numbers(gone)))
    texts += [
        Text.of("undo.kept", number=article_id, copies=receipts.numbers(others))
        for article_id, others in copies.items()
        if others
    ]
    changed = bool(back or gone)
    return Undone(texts=tuple(texts), back=tuple(back), changed=changed, whole=len(gone) == len(rest))


async def _restored(work: Work, article: Article, earlier: Earlier) -> bool:
    """Gives an article its earlier text back, where it had one."""
    version = await _before(work, article)
    if version is None:
        return False
    known, analysis = earlier.get(article.id, (None, None))
    if analysis is None or known != version:
        raise Trouble("undo.changed")
    await filing.restore(work, article, version, analysis)
    return True
