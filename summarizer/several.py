"""What a set of sentences from several dated reports of one event is worth.

Central sentences, the newest reports first, nothing twice. The weights were set on timelines of six events
and tried on each with those of the others; see docs/decisions/0006-choosing-sentences.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from summarizer.material import Material, Vector
from summarizer.weights import SEVERAL
from summarizer.worth import Sets

_RECENT_DAYS = 30.0
_NEW_DAYS = 3.0
_INDEX = 3.0
_WORDS = 25.0
_MOST_LENGTH = 0.3
_MOST_WORDS = 50.0


class SeveralWorth:
    """Weighs sets as ``summarizer.worth.Worth`` does.

    ``ages`` is the age of each candidate's report in days, ``behind`` the number of later days on which
    there were reports.
    """

    def __init__(self, material: Material, *, ages: Sequence[float], behind: Sequence[float]) -> None:
        self._likeness = material.likeness
        days, later = np.asarray(ages, dtype=float), np.asarray(behind, dtype=float)
        index = np.array([candidate.index for candidate in material.candidates], dtype=float)
        words = np.array([candidate.words for candidate in material.candidates], dtype=float)
        weigh = SEVERAL
        self.own = weigh["centroid"] * _central(material.likeness, np.ones(len(index)))
        self.own += weigh["recent"] * _central(material.likeness, np.exp(-days / _RECENT_DAYS))
        self.own += weigh["day"] * np.exp(-days / _NEW_DAYS) + weigh["newest"] * np.exp(-later)
        self.own += weigh["index"] * np.exp(-index / _INDEX)
        fuller = np.log(np.clip(words, 3.0, None) / _WORDS)
        self.own += weigh["length"] * np.minimum(fuller, _MOST_LENGTH)
        self.own[words > _MOST_WORDS] -= weigh["length"]
        self._redundancy = weigh["redundancy"]

    def __call__(self, sets: Sets) -> Vector:
        """The worth of each of k sets."""
        value = self.own[sets].sum(axis=1)
        for later in range(1, sets.shape[1]):
            before = self._likeness[sets[:, later][:, None], sets[:, :later]]
            value -= self._redundancy * before.max(axis=1)
        return np.asarray(value, dtype=float)


def _central(likeness: Vector, weights: Vector) -> Vector:
    """Each sentence's cosine with the weighted sum of all, from their mutual cosines alone."""
    drawn = likeness @ weights
    length = float(np.sqrt(weights @ drawn))
    return np.asarray(drawn / length if length > 0 else drawn, dtype=float)
