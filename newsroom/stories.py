"""Grouping articles on one event, online: each new article is compared with a bounded few."""

from __future__ import annotations

import math
from datetime import timedelta

from storage.database import Work
from storage.values import Article
from summarizer import similarity

_WINDOW = timedelta(days=4)  # reports further apart than this tell of different days' events
_COMPARED = 60
_RAREST = 32  # terms by which candidates are looked up
_CEILING = 1000


async def assign(work: Work, article: Article, terms: str) -> int:
    """Puts a stored article into the story it belongs to, or starts one; returns the story's id."""
    counts = await work.search.frequency(set(terms.split()), _CEILING)
    total = min((await work.articles.reach()).articles, _CEILING)
    rarity = {term: math.log(1 + total / max(count, 1)) for term, count in counts.items()}
    usual = sum(rarity.values()) / len(rarity) if rarity else 1.0
    candidates = await _candidates(work, article, counts)
    ids = [candidate.id for candidate in candidates]
    people = await work.people.names_in([article.id, *ids])
    their_terms = await work.search.terms_of(ids)
    own = similarity.features(terms, people[article.id])
    best, best_score = None, similarity.SAME_STORY
    for candidate in candidates:
        theirs = similarity.features(their_terms.get(candidate.id, ""), people[candidate.id])
        score = similarity.similar(own, theirs, idf=lambda term: rarity.get(term, usual))
        if score >= best_score:
            best, best_score = candidate, score
    if best is None or best.story_id is None:
        return await work.stories.start(article.id)
    await work.stories.attach(article.id, best.story_id)
    return best.story_id


async def _candidates(work: Work, article: Article, counts: dict[str, int]) -> list[Article]:
    """Articles of about the same days that share one of the rarest terms, newest arrivals first."""
    shared = sorted((term for term, count in counts.items() if count > 1), key=lambda term: counts[term])
    ids = await work.search.newest(shared[:_RAREST], every=False, limit=_COMPARED)
    return [
        other
        for other in await work.articles.many(ids)
        if other.id != article.id
        and other.original_id is None
        and abs(other.dated - article.dated) <= _WINDOW
    ]
