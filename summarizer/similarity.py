"""Whether two articles tell the same event: shared names and numbers, and shared rare words.

Names and numbers separate events better than any embedding tried; words help where names are few.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from summarizer.names import family

SAME_STORY = 0.22
"""At or above it two articles belong to one story.

Learned with ``_WORDS`` on half of ECB+'s topics, articles streaming in; high, since two events in
one story mislead more than one event in two.
"""

_WORDS = 0.7  # the share of the words; names and numbers have the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What of an article is compared: counts of its terms, its people's family names, its numbers."""

    terms: Mapping[str, int]
    names: frozenset[str]
    numbers: frozenset[str]


def features(terms: str, people: Iterable[str]) -> Features:
    """Features of an article from its search terms, separated by spaces, and its people's names."""
    counts = Counter(terms.split())
    numbers = frozenset(t for t in counts if t.isdecimal() and len(t) > 1)
    return Features(terms=counts, names=frozenset(map(family, people)) - {""}, numbers=numbers)


def similar(a: Features, b: Features, *, idf: Callable[[str], float]) -> float:
    """How alike two articles are, in [0, 1]; symmetric. See SAME_STORY.

    0.7 of the tf-idf cosine and 0.3 of the Jaccard overlap of names and numbers; where neither
    article has any, the cosine alone. ``idf`` gives a term's rarity, above 0: ln(1 + articles /
    articles that hold it).
    """
    cosine = _cosine(a.terms, b.terms, idf)
    shared, every = a.names & b.names | a.numbers & b.numbers, a.names | b.names | a.numbers | b.numbers
    if not every:
        return cosine
    return _WORDS * cosine + (1 - _WORDS) * len(shared) / len(every)


def _cosine(a: Mapping[str, int], b: Mapping[str, int], idf: Callable[[str], float]) -> float:
    """Cosine of the two bags with weights (1 + ln tf) idf."""
    one, two = _weighed(a, idf), _weighed(b, idf)
    if len(one) > len(two):
        one, two = two, one
    dot = math.fsum(weight * two[term] for term, weight in one.items() if term in two)
    norm = math.hypot(*one.values()) * math.hypot(*two.values())
    return min(1.0, dot / norm) if norm > 0 else 0.0


def _weighed(counts: Mapping[str, int], idf: Callable[[str], float]) -> dict[str, float]:
    return {term: (1 + math.log(count)) * idf(term) for term, count in counts.items()}
