"""Articles that are asked for by their numbers."""

from __future__ import annotations

from newsroom.errors import Refused
from storage.database import Work
from storage.values import Article

_DIGITS = 18  # of a number that databases take


def number(words: str, *, digits: int = _DIGITS) -> int | None:
    """The number that the words are, with or without a # before it; None for anything else."""
    bare = words.strip().lstrip("#")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= digits else None


async def article(work: Work, article_id: int) -> Article:
    """The article of a number. Raises Refused where it is not stored, or no more."""
    found = await work.articles.get(article_id)
    if found is None:
        raise Refused("article.gone", number=article_id)
    return found


async def story(work: Work, words: str) -> int | None:
    """The story whose number the words are, or with a # before it the article's; None where there is none.

    Raises Refused for an article that is not stored.
    """
    found = number(words)
    if found is not None and words.strip().startswith("#"):
        told = await article(work, found)
        if told.original_id is not None:
            told = await article(work, told.original_id)
        found = told.story_id
    current = await work.stories.current(found) if found is not None else None
    return None if current is None else current.id


async def typed(work: Work, words: str, otherwise: str) -> Article:
    """The article whose number the words are. Raises Refused, for no number with the text ``otherwise``."""
    found = number(words)
    if found is None:
        raise Refused(otherwise, words=words[:40])
    return await article(work, found)
