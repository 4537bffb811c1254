"""What a set of sentences of one article is worth as its summary: a linear function of ten features.

Whole sets are weighed, not sentences one by one: a learned ranker of single sentences loses to the first
three of an article. The two features that tell most are how much of the words and of the pairs of words
that a person would use a set holds for its length: ROUGE as expected before the reference is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from summarizer.material import Material, Vector
from summarizer.model import Budget
from summarizer.weights import SET, Unit, pairs

Sets = NDArray[np.intp]

FEATURES = (
    "near",  # 1 / (1 + fit sentences before it)
    "centrality",  # LexRank
    "lede",  # likeness to the first fit sentence
    "figures",  # share of its words
    "names",  # share of its words
    "addresses",  # speaks to the reader: "you"
    "adjacent",  # share of neighbours that are neighbours in the text
    "words",  # expected F-measure of words
    "pairs",  # expected F-measure of pairs of words
    "length",  # ln of how far beyond the expected length it is
)
"""The features of a set, in order; the first six are means over its sentences."""

_WORDS_A_SENTENCE = 20.0
_CHARACTERS_A_WORD = 6.0
_CONTENT = 0.47
"""The share of words that are no stop words."""
_LENIENT = 1.25
"""Times the expected words that a set may have before its length counts against it."""


def expected_words(budget: Budget, fit: int) -> float:
    """Words of a summary that keeps to the budget, at most 20 a sentence; ``fit`` sentences may be chosen."""
    sentences = fit if budget.sentences is None else min(budget.sentences, max(fit, 1))
    words = _WORDS_A_SENTENCE * sentences
    return words if budget.characters is None else min(words, budget.characters / _CHARACTERS_A_WORD)


class Worth:
    """Weighs sets: an array of k sets, each m positions ascending, gives k numbers."""

    def __init__(self, material: Material, *, words: float, weights: Mapping[str, float] = SET) -> None:
        self.expected = max(words, 1.0)
        self._weights = np.array([weights[name] for name in FEATURES])
        candidates = material.candidates
        lede = material.fit[0] if material.fit else 0
        self._own = np.column_stack(
            [
                1.0 / (1.0 + material.order),
                material.centrality,
                material.likeness[lede],
                *(np.array([getattr(c, name) for c in candidates], float) for name in FEATURES[3:6]),
            ]
        )
        self._words = np.array([candidate.words for candidate in candidates], dtype=float)
        self._content = np.array([len(candidate.stems) for candidate in candidates], dtype=float)
        self._stems = _Held([c.stems for c in candidates], material.word_chances)
        self._pairs = _Held([pairs(c.stems) for c in candidates], material.pair_chances)

    def expecting(self, words: float) -> Worth:
        """The same for summaries of so many words, with what is known of the sentences."""
        other = copy(self)
        other.expected = max(words, 1.0)
        return other

    def __call__(self, sets: Sets) -> Vector:
        """The worth of each of k sets."""
        return np.asarray(self.features(sets) @ self._weights, dtype=float)

    def features(self, sets: Sets) -> Vector:
        """The k x 10 features of k sets."""
        size = sets.shape[1]
        adjacent = (sets[:, 1:] - sets[:, :-1] == 1).sum(axis=1) / max(1, size - 1)
        likely = _CONTENT * self.expected
        content = self._content[sets].sum(axis=1) + likely
        words = np.maximum(self._words[sets].sum(axis=1), 1.0)
        return np.column_stack(
            [
                self._own[sets].mean(axis=1),
                adjacent,
                2.0 * self._stems(sets) / content,
                2.0 * self._pairs(sets) / content,
                np.maximum(0.0, np.log(words / (_LENIENT * self.expected))),
            ]
        )


class _Held(Generic[Unit]):
    """The summed chances of the different units that sets of sentences hold."""

    def __init__(self, sentences: Sequence[Sequence[Unit]], chances: Mapping[Unit, float]) -> None:
        self._sentences: Sequence[Sequence[Unit]] = sentences
        self._chances: Mapping[Unit, float] = chances
        self._column: dict[Unit, int] = {}
        self._rows: dict[int, list[int]] = {}
        self._place = np.full(len(sentences), -1)
        self._held = np.zeros((0, 0), dtype=bool)
        self._worth = np.zeros(0)

    def __call__(self, sets: Sets) -> Vector:
        """The sum for each of k sets; only the sentences in one of them are ever looked at."""
        if (self._place[sets] < 0).any():
            self._take_in(np.unique(sets))
        places = self._place[sets]
        together = self._held[places[:, 0]]
        for place in places.T[1:]:
            together |= self._held[place]
        return np.asarray(together @ self._worth, dtype=float)

    def _take_in(self, sentences: NDArray[np.intp]) -> None:
        """Makes the tables anew, with further sentences."""
        column = self._column
        for at in map(int, sentences):
            if at not in self._rows:
                self._place[at] = len(self._rows)
                self._rows[at] = [column.setdefault(unit, len(column)) for unit in self._sentences[at]]
        self._held = np.zeros((len(self._rows), len(column)), dtype=bool)
        for row, own in enumerate(self._rows.values()):
            self._held[row, own] = True
        self._worth = np.array([self._chances.get(unit, 0.0) for unit in column], dtype=float)
