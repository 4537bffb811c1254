"""What a set of sentences of one article is worth as its summary: a linear function of ten features.

Whole sets are weighed, not sentences one by one: a learned ranker of single sentences loses to the first
three of an article. The two features that tell most are how much of the words and of the pairs of words
that a person would use a set holds for its length: ROUGE as expected before the reference is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self._expected = max(words, 1.0)
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

    def __call__(self, sets: Sets) -> Vector:
        """The worth of each of k sets."""
        return np.asarray(self.features(sets) @ self._weights, dtype=float)

    def features(self, sets: Sets) -> Vector:
        """The k x 10 features of k sets."""
        size = sets.shape[1]
        adjacent = (sets[:, 1:] - sets[:, :-1] == 1).sum(axis=1) / max(1, size - 1)
        likely = _CONTENT * self._expected
        content = self._content[sets].sum(axis=1) + likely
        words = np.maximum(self._words[sets].sum(axis=1), 1.0)
        return np.column_stack(
            [
                self._own[sets].mean(axis=1),
                adjacent,
                2.0 * self._stems(sets) / content,
                2.0 * self._pairs(sets) / content,
                np.maximum(0.0, np.log(words / (_LENIENT * self._expected))),
            ]
        )


class _Held(Generic[Unit]):
    """The summed chances of the different units that sets of sentences hold."""

    def __init__(self, sentences: Sequence[Sequence[Unit]], chances: Mapping[Unit, float]) -> None:
        self._sentences: Sequence[Sequence[Unit]] = sentences
        self._chances: Mapping[Unit, float] = chances
        self._column: dict[Unit, int] = {}
        self._rows: dict[int, list[int]] = {}

    def __call__(self, sets: Sets) -> Vector:
        """The sum for each of k sets; only the sentences in one of them are looked at."""
        used, places = np.unique(sets, return_inverse=True)
        columns = [self._row(int(at)) for at in used]
        held = np.zeros((len(used), len(self._column)), dtype=bool)
        for row, own in enumerate(columns):
            held[row, own] = True
        chances = np.array([self._chances.get(unit, 0.0) for unit in self._column])
        together = np.zeros((len(sets), len(self._column)), dtype=bool)
        for place in places.reshape(sets.shape).T:
            together |= held[place]
        return np.asarray(together @ chances, dtype=float)

    def _row(self, at: int) -> list[int]:
        if at not in self._rows:
            column = self._column
            self._rows[at] = [column.setdefault(unit, len(column)) for unit in self._sentences[at]]
        return self._rows[at]
