"""Whether two articles tell the same event: what they are about stands in their titles and leads.

Names and numbers separate events better than any word or embedding tried; two events of the same people
are told apart by whether what the one opens with is in the other one at all, and two fillings of one form
("Shelling of Orlen killed 3") by the words being more alike than the names.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import mul, truediv
from statistics import fmean
from typing import Self

from summarizer.terms import terms

SAME_STORY = 0.22
"""On average at or above it, the articles of two groups belong to one story: decision 0013."""

_FORM = 1.5  # what counts against two articles whose other words are more alike than their names
_LEAD = 400  # characters of the body that count as its lead
_LONGEST = 20_000  # characters of the body that are looked at
_MOST = 120  # names and numbers of an article that are kept, the first ones
_CASED = re.compile(r"\b[^\W\d_][\w'’-]+")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What of an article is compared: counts of the terms of its title and lead, and of the names and
    numbers there, and the names and numbers of all of it. Terms are those of ``summarizer.terms``.
    """

    lead: Mapping[str, int]
    lead_names: Mapping[str, int]
    names: frozenset[str]

    def dump(self) -> str:
        """As three lines of terms, each as often as it counts. ``load`` reads them."""
        bags = (Counter(self.lead).elements(), Counter(self.lead_names).elements(), self.names)
        return "\n".join(" ".join(sorted(bag)) for bag in bags)

    @classmethod
    @lru_cache(200)  # of 9 kB; those of the latest articles are compared again and again
    def load(cls, dumped: str) -> Self:
        """The signature that was dumped. Raises ValueError for anything else."""
        lead, lead_names, names = (line.split() for line in dumped.split("\n"))
        return cls(lead=Counter(lead), lead_names=Counter(lead_names), names=frozenset(names))

    @property
    def terms(self) -> frozenset[str]:
        """All that is weighed by its rarity."""
        return self.names | self.lead.keys()


def signature(title: str, body: str, language: str | None = None) -> Signature:
    """The signature of an article. ``language`` is an ISO 639-1 code, as for ``summarizer.terms``."""
    body = body[:_LONGEST]
    text = body if body.startswith(title) else f"{title}\n{body}"
    lead = text[: len(title) + _LEAD]
    small = {word for word in _CASED.findall(text) if word[0].islower()}
    return Signature(
        lead=Counter(terms(lead, language)),
        lead_names=Counter(_names(lead, small, language)),
        names=frozenset(list(dict.fromkeys(_names(text, small, language)))[:_MOST]),
    )


def _names(text: str, small: set[str], language: str | None) -> Iterable[str]:
    """Terms of the words that are never written small, and of the numbers."""
    for word in _CASED.findall(text):
        if word[0].isupper() and word.lower() not in small:
            yield from terms(word, language)
    for number in _NUMBER.findall(text):
        yield from terms(number, language)


class Rarity:
    """How rare terms are: ln(1 + articles / articles that hold it), above 0.

    ``holding`` counts the articles, of so many, that hold each term of the new one; any other term is as
    rare as those usually are, so that the index is asked once.
    """

    def __init__(self, holding: Mapping[str, int], among: int) -> None:
        self._known = {term: math.log(1 + among / max(count, 1)) for term, count in holding.items()}
        self._usual = fmean(self._known.values()) if self._known else 1.0

    def of(self, terms: Iterable[str]) -> Iterator[float]:
        """The rarity of each term."""
        return map(self._known.get, terms, repeat(self._usual))  # dozens of articles are weighed for each new


class Weighed:
    """A signature with a weight for each term: how rare it is among the articles around."""

    def __init__(self, signature: Signature, rarity: Rarity) -> None:
        self._rarity = rarity
        self.names = signature.names
        self.lead_names = signature.lead_names.keys()
        self.lead = _Unit(signature.lead, rarity)
        self.opening = _Unit(signature.lead_names, rarity)
        self.words = signature.lead.keys() - self.names
        self.of_names, self.of_lead_names = self.sum(self.names), self.sum(self.lead_names)
        self.of_words = self.sum(self.words)
        self._alike: dict[Weighed, float] = {}

    def sum(self, terms: Iterable[str]) -> float:
        """The weights of some of its names and numbers together."""
        return math.fsum(self._rarity.of(terms))

    def like(self, other: Weighed) -> float:
        """How alike the two are, as ``similar`` tells; computed once."""
        alike = self._alike.get(other)
        if alike is None:
            alike = self._alike[other] = similar(self, other)
        return alike


def similar(a: Weighed, b: Weighed) -> float:
    """How alike two articles are, in [0, 1]; symmetric. See SAME_STORY.

    The mean of four: the cosine of the leads' words, and of their names and numbers; the weighted Jaccard
    overlap of all names and numbers; and how much of what the one opens with is in the other, the lesser
    of both ways. Off it comes, 1.5 times, by how much the overlap of the leads' other words exceeds that
    of the names: those are alike where a form was filled in for two places. Where one has neither names
    nor numbers (scripts without capitals), the first alone.
    """
    words = a.lead.dot(b.lead)
    if not a.names or not b.names:
        return words
    names = _overlap(a.sum(a.names & b.names), a.of_names, b.of_names)
    form = _overlap(a.sum(a.words & b.words), a.of_words, b.of_words)
    held = min(_held(a, b), _held(b, a))
    alike = (words + a.opening.dot(b.opening) + names + held) / 4
    return max(0.0, alike - _FORM * max(0.0, form - names))


def _overlap(shared: float, one: float, other: float) -> float:
    """What two have in common, of all that they have."""
    return shared / (one + other - shared) if shared else 0.0


def _held(a: Weighed, b: Weighed) -> float:
    least = min(a.of_lead_names, b.of_names)
    return a.sum(a.lead_names & b.names) / least if least else 0.0


class _Unit:
    """The weights of counted terms, as a vector of length 1. They are told when asked for: of dozens of
    articles that are compared with a new one, few share more than a few terms with it.
    """

    def __init__(self, counts: Mapping[str, int], rarity: Rarity) -> None:
        self._counts, self._rarity = counts, rarity
        self._length = math.hypot(*map(mul, map(_scaled, counts.values()), rarity.of(counts)))

    def dot(self, other: _Unit) -> float:
        """The cosine of the angle between two, in [0, 1]; 0 where one has no length."""
        shared = list(self._counts.keys() & other._counts.keys())
        if not shared or not self._length or not other._length:
            return 0.0
        return min(1.0, math.fsum(map(mul, self._of(shared), other._of(shared))))

    def _of(self, terms: Sequence[str]) -> Iterator[float]:
        scaled = map(_scaled, map(self._counts.__getitem__, terms))
        return map(truediv, map(mul, scaled, self._rarity.of(terms)), repeat(self._length))


@lru_cache(1000)
def _scaled(count: int) -> float:
    """What a term counts that is there so often."""
    return 1 + math.log(count)
