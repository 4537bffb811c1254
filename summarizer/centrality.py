"""How alike sentences are, and how central: LexRank on tf-idf cosines.

Erkan and Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

_THRESHOLD = 0.1
_DAMPING = 0.15
_STEPS = 50
_CLOSE = 1e-4


def likeness(bags: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """The n x n cosines, each in [0, 1], of n bags of stems weighted by tf-idf within the document."""
    counts = [Counter(bag) for bag in bags]
    spread = Counter(stem for bag in counts for stem in bag)
    shared = [stem for stem, times in spread.items() if times > 1]  # a word of one sentence links nothing
    column = {stem: at for at, stem in enumerate(shared)}
    size = len(bags)
    matrix = np.zeros((size, len(column)), dtype=np.float32)
    lengths = np.zeros(size)
    for row, bag in enumerate(counts):
        for stem, times in bag.items():
            weight = times * log(1.0 + size / spread[stem])
            lengths[row] += weight * weight
            if spread[stem] > 1:
                matrix[row, column[stem]] = weight
    norms = np.sqrt(lengths)[:, None]
    np.divide(matrix, norms, out=matrix, where=norms > 0)
    cosines = np.asarray(np.clip(matrix @ matrix.T, 0.0, 1.0), dtype=np.float64)
    np.fill_diagonal(cosines, lengths > 0)
    return cosines


def lexrank(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each sentence's centrality in [0, 1], the most central 1; all 0 for an empty document."""
    size = len(cosines)
    if not size:
        return np.zeros(0)
    links = (cosines > _THRESHOLD).astype(np.float64)
    np.fill_diagonal(links, 1.0)
    links /= links.sum(axis=1, keepdims=True)
    rank = np.full(size, 1.0 / size)
    for _ in range(_STEPS):
        following = _DAMPING / size + (1.0 - _DAMPING) * (links.T @ rank)
        moved = np.abs(following - rank).max()
        rank = following
        if moved < _CLOSE / size:
            break
    return np.asarray(rank / rank.max(), dtype=np.float64)
