"""Of which stored article a new text is a copy, and what it says that is not stored yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from storage.database import Work
from storage.values import Article
from summarizer import copies
from summarizer.changes import Changes, changes
from summarizer.copies import COMPARED, FEW, SHARED
from summarizer.wording import Wording, wording

_worded = lru_cache(32)(wording)  # many articles are compared with the same ones, and some twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The original of a text, how much of the text stands in it in percent, and what is the text's own."""

    original: Article
    same: int
    changes: Changes


async def original(
    work: Work, body: str, *, prints: Sequence[int], published: datetime | None, itself: int | None = None
) -> Article | None:
    """The article that a text is a copy of; of another copy of it, the same. None for a text of its own.

    ``itself`` is the article whose text it is, if it is stored.
    """
    least = SHARED if len(prints) >= FEW else 1
    best, sure = None, 0.0
    for candidate in await work.articles.many(
        await work.fingerprints.sharing(prints, least=least, limit=COMPARED + 1)
    ):
        if itself not in {candidate.id, candidate.original_id} or itself is None:
            score = copies.score(
                _worded(body), _worded(candidate.body), copies.apart(published, candidate.published)
            )
            if score > sure:
                best, sure = candidate, score
    if best is None or best.original_id is None:
        return best
    return await work.articles.get(best.original_id)


async def near(work: Work, of: Article, body: str, said: Sequence[str], *, itself: int | None = None) -> Near:
    """A text beside the original it copies: ``said`` are its sentences."""
    family = [each.id for each in await work.articles.copies(of.id) if each.id != itself]
    known = await work.articles.sentences_of([of.id, *family])
    own = changes(said, [sentence.text for sentence in known])
    same = percent(_worded(body), _worded(of.body))
    return Near(original=of, same=min(same, 99) if own.own else same, changes=own)


def percent(new: Wording, old: Wording) -> int:
    """How much of a new text stands in an old one; 100 only where all does."""
    share = copies.likeness(new, old).same
    return min(round(100 * share), 99) if share < 1 else 100
