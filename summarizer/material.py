"""What a brief is chosen from: the sentences of one article or of several, as the chooser sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summarizer import centrality, eligible, quotations, same
from summarizer.eligible import Fitness
from summarizer.reference import anaphoric, caveat
from summarizer.weights import PAIRS, WORDS, Chances, pairs, weighed
from summarizer.words import words

Vector = NDArray[np.float64]
Stems = Callable[[Sequence[str]], list[str]]
"""Turns the words of a sentence into the stems of those that count."""

_TOLD_BY = 100
"""Sentences by which the weight of words is told; a later one would count under a tenth of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of one sentence before choosing.

    ``index`` counts the sentences before it in its document. ``repeat``: stands earlier already.
    ``leans``: cannot stand without the sentence before it. ``left_open``: its quotation goes on in the
    next sentence. ``figures`` and ``names`` are shares of its words; ``addresses``: it speaks to the reader.
    """

    text: str
    words: int
    stems: tuple[str, ...]
    index: int
    fitness: Fitness
    repeat: bool
    leans: bool
    left_open: bool
    figures: float
    names: float
    addresses: bool

    @property
    def caveat(self) -> bool:
        """Whether it limits the claim before it; worked out when asked, which few sentences are."""
        return caveat(self.text)


_READER = frozenset({"you", "your", "yours", "yourself"})
"""Words by which a sentence speaks to its reader."""


def candidates(
    sentences: Sequence[str],
    paragraphs: Sequence[int],
    *,
    language: str,
    stems: Stems,
    tokens: Sequence[Sequence[str]] | None = None,
    titles: frozenset[str] = frozenset(),
    seen: set[str] | None = None,
) -> list[Candidate]:
    """The sentences of one document. ``seen``, where given, holds sentences told before and gains these.

    ``tokens`` are the words of each, where they are known; a sentence that is one of ``titles`` is unfit.
    """
    seen = set() if seen is None else seen
    found = []
    tokens = [words(text) for text in sentences] if tokens is None else tokens
    fitness = eligible.fitness(sentences, paragraphs, tokens)
    standings = quotations.standings(sentences, paragraphs)
    for at, (text, standing) in enumerate(zip(sentences, standings, strict=True)):
        said = tokens[at]
        size = max(5, len(said))
        found.append(
            Candidate(
                text=text,
                words=len(text.split()),
                stems=tuple(stems(said)),
                index=at,
                fitness=Fitness.NEVER if text in titles else fitness[at],
                repeat=text in seen,
                leans=standing.inside or standing.bare or anaphoric(text, language),
                left_open=standing.left_open,
                figures=sum(word[:1].isdigit() for word in said) / size,
                names=sum(word[:1].isupper() for word in said[1:]) / size,
                addresses=any(word.lower() in _READER for word in said),
            )
        )
        seen.add(text)
    return found


@dataclass(frozen=True, kw_only=True)  # no slots: it caches what it works out
class Material:
    """Candidates in reading order, with the stems of the title (of all titles where there are several)."""

    candidates: Sequence[Candidate]
    title: tuple[str, ...] = ()
    words: Chances = WORDS
    pairs: Chances = PAIRS

    @cached_property
    def lengths(self) -> list[int]:
        """Characters of each candidate."""
        return [len(candidate.text) for candidate in self.candidates]

    @cached_property
    def likeness(self) -> Vector:
        """n x n cosines in [0, 1]."""
        return centrality.likeness([candidate.stems for candidate in self.candidates])

    @cached_property
    def centrality(self) -> Vector:
        """LexRank of each candidate, in [0, 1] with maximum 1."""
        return centrality.lexrank(self.likeness)

    @cached_property
    def told(self) -> list[int]:
        """Positions of the candidates that are no repeats."""
        return [at for at, candidate in enumerate(self.candidates) if not candidate.repeat]

    @cached_property
    def fit(self) -> list[int]:
        """Positions of the candidates that may be chosen for themselves."""
        return [at for at in self.told if self.candidates[at].fitness is Fitness.ALONE]

    @cached_property
    def telling(self) -> list[Candidate]:
        """The first candidates that are no furniture: by them the weight of words is told."""
        shown = (candidate for candidate in self.candidates if candidate.fitness is not Fitness.NEVER)
        return list(islice(shown, _TOLD_BY))

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """How many candidates that may be chosen stand before each."""
        fit = np.zeros(len(self.candidates), dtype=np.intp)
        fit[self.fit] = 1
        return np.cumsum(fit) - fit

    @cached_property
    def rarity(self) -> same.Rarity:
        """How rare each stem is among the candidates."""
        return same.rarity(candidate.stems for candidate in self.candidates)

    def prior(self) -> Vector:
        """A candidate's own rating, from centrality and position."""
        return self.centrality + 2.0 / (1.0 + self.order)

    @cached_property
    def word_chances(self) -> dict[str, float]:
        """How likely a person's summary is to hold each stem."""
        return self.words.of(weighed(c.stems for c in self.telling), self.title)

    @cached_property
    def pair_chances(self) -> dict[tuple[str, str], float]:
        """The same of two stems that follow one another."""
        return self.pairs.of(weighed(pairs(c.stems) for c in self.telling), pairs(self.title))
