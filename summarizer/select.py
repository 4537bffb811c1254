"""Which sentences make the summary: whole sets are weighed, not sentences one by one.

A learned ranker of single sentences loses to the first three sentences of an article; weighing every
set of a small pool beats them. The formula is hand-made. Its weights were set by hand on public news
(CNN/DailyMail and inshorts, ROUGE against human summaries); searching better ones on one half of 591
articles gained there and lost on the other, so they stay as they were. The weights of faults and
caveats are set by what a reader needs, not by ROUGE, which they do not lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Sets = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of one sentence before choosing.

    ``eligible``: may be chosen at all. ``repeat``: stands earlier already. ``leans``: cannot stand
    without the sentence before it. ``left_open``: its quotation goes on in the next sentence.
    ``caveat``: it limits the claim before it.
    """

    words: int
    eligible: bool
    repeat: bool
    leans: bool
    left_open: bool
    caveat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each quality of a set counts."""

    position: float = 1.0
    centrality: float = 0.5
    coverage: float = 1.0
    redundancy: float = 0.3
    length: float = 0.5
    words: float = 20.0
    """Words that a sentence should have on average."""
    fault: float = 4.0
    """A sentence that leans on one which is not chosen, or opens a quotation that is not carried on."""
    caveat: float = 0.6
    """A caveat kept with the claim before it."""


WEIGHTS = Weights()
_MOST_SETS = 2_000
"""Sets weighed exhaustively; beyond it, sentences are added one by one."""
_COVERED = 100
"""Sentences whose coverage counts; the weight of a later one is under a tenth of the first's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """An article as the chooser sees it: n candidates in order, with their mutual likeness.

    ``likeness`` is n x n cosines in [0, 1], ``centrality`` is in [0, 1] with maximum 1.
    """

    candidates: Sequence[Candidate]
    likeness: NDArray[np.float64]
    centrality: Vector

    def prior(self) -> Vector:
        """A sentence's own rating, from centrality and position."""
        return self.centrality + 2.0 / (np.arange(len(self.candidates)) + 1.0)


def choose(graph: Graph, count: int, weights: Weights = WEIGHTS) -> tuple[int, ...]:
    """The positions of at most ``count`` sentences, ascending; fewer where fewer are fit.

    Where no sentence at all is eligible the first ones are taken, so that no text is without a summary.
    """
    told = [at for at, candidate in enumerate(graph.candidates) if not candidate.repeat]
    eligible = [at for at in told if graph.candidates[at].eligible]
    if len(eligible) <= count:
        return _standing(graph, eligible) or tuple(told[:count])
    pool = _pool(graph, eligible, count)
    worth = _Worth(graph, weights)
    if comb(len(pool), count) > _MOST_SETS:
        return _standing(graph, _grown(pool, count, worth))
    sets = np.array(list(combinations(pool, count)), dtype=np.intp)
    return _standing(graph, sets[int(np.argmax(worth(sets)))].tolist())


def _standing(graph: Graph, chosen: Sequence[int]) -> tuple[int, ...]:
    """The chosen without those that lean on a sentence left out, unless nothing remains."""
    kept: list[int] = []
    for at in chosen:
        if not graph.candidates[at].leans or at - 1 in kept:
            kept.append(at)
    return tuple(kept or chosen)


def _pool(graph: Graph, eligible: Sequence[int], count: int) -> list[int]:
    """The first and the best sentences, the first that stand alone, and neighbours that they need."""
    prior, candidates = graph.prior(), graph.candidates
    best = sorted(eligible, key=lambda at: (-prior[at], at))[: count + 1]
    alone = [at for at in eligible if not (candidates[at].leans or candidates[at].left_open)]
    pool = {*eligible[: count + 2], *best, *alone[:count]}
    allowed = set(eligible)
    for at in tuple(pool):
        if candidates[at].leans and at - 1 in allowed:
            pool.add(at - 1)
        if at + 1 in allowed and (candidates[at + 1].caveat or candidates[at].left_open):
            pool.add(at + 1)
    return sorted(pool)


def _grown(pool: Sequence[int], count: int, worth: _Worth) -> tuple[int, ...]:
    chosen: list[int] = []
    while len(chosen) < min(count, len(pool)):
        left = [at for at in pool if at not in chosen]
        sets = np.array([sorted((*chosen, at)) for at in left], dtype=np.intp)
        chosen.append(left[int(np.argmax(worth(sets)))])
    return tuple(sorted(chosen))


class _Worth:
    """Weighs sets of sentences: an array of k sets with m positions each gives k numbers."""

    def __init__(self, graph: Graph, weights: Weights) -> None:
        self.graph, self.weights = graph, weights
        size = len(graph.candidates)
        covered = min(size, _COVERED)
        importance = 1.0 / np.sqrt(1.0 + np.arange(covered))
        self.rows = graph.likeness[:covered] * importance[:, None]
        self.near = 1.0 / (1.0 + np.arange(size))
        self.words = np.array([candidate.words for candidate in graph.candidates], dtype=float)
        self.leans = np.array([candidate.leans for candidate in graph.candidates])
        self.left_open = np.array([candidate.left_open for candidate in graph.candidates])
        self.caveat = np.array([candidate.caveat for candidate in graph.candidates])

    def __call__(self, sets: Sets) -> Vector:
        weigh, graph = self.weights, self.graph
        length = np.abs(np.log(np.maximum(self.words[sets].sum(axis=1), 1.0) / (weigh.words * sets.shape[1])))
        value = weigh.position * self.near[sets].sum(axis=1)
        value += weigh.centrality * graph.centrality[sets].mean(axis=1)
        value += weigh.coverage * self.rows[:, sets].max(axis=2).sum(axis=0)
        value -= weigh.redundancy * self._closest(sets) + weigh.length * length
        return np.asarray(value - self._faults(sets), dtype=float)

    def _closest(self, sets: Sets) -> Vector:
        closest = np.zeros(len(sets))
        for left, right in combinations(range(sets.shape[1]), 2):
            np.maximum(closest, self.graph.likeness[sets[:, left], sets[:, right]], out=closest)
        return closest

    def _faults(self, sets: Sets) -> Vector:
        """Leaning sentences and open quotations whose neighbour is missing, less caveats that are kept."""
        before = np.zeros(sets.shape, dtype=bool)
        before[:, 1:] = sets[:, 1:] == sets[:, :-1] + 1
        after = np.zeros(sets.shape, dtype=bool)
        after[:, :-1] = before[:, 1:]
        broken = (self.leans[sets] & ~before) | (self.left_open[sets] & ~after)
        kept = self.caveat[sets] & before
        faults = self.weights.fault * broken.sum(axis=1) - self.weights.caveat * kept.sum(axis=1)
        return np.asarray(faults, dtype=float)
