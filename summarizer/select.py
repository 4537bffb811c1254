"""Which sentences make the summary: whole sets are weighed, not sentences one by one.

A learned ranker of single sentences loses to the first three sentences of an article; weighing every
set of a small pool beats them. The formula is hand-made, its weights were set on halves of two
public news sets (CNN/DailyMail and inshorts) and are held in ``WEIGHTS``.
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

    ``eligible``: may be chosen at all. ``leans``: cannot stand without the sentence before it.
    ``left_open``: its quotation goes on in the next sentence. ``caveat``: it limits the claim before it.
    """

    words: int
    eligible: bool
    leans: bool
    left_open: bool
    caveat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each quality of a set counts; the starting values are the prototype's."""

    position: float = 1.0
    centrality: float = 0.5
    coverage: float = 1.0
    title: float = 0.0
    redundancy: float = 0.3
    length: float = 0.5
    words: float = 20.0
    """Words that a sentence should have on average."""
    leaning: float = 4.0
    """Fault: a sentence that leans on one which is not chosen. Outweighs everything else."""
    left_open: float = 0.3
    caveat: float = 0.3


WEIGHTS = Weights()
_MOST_SETS = 2_000
"""Sets weighed exhaustively; beyond it, sentences are added one by one."""
_COVERED = 100
"""Sentences whose coverage counts; the weight of a later one is under a tenth of the first's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """An article as the chooser sees it: n candidates in order, with their mutual likeness.

    ``likeness`` is n x n cosines in [0, 1], ``centrality`` is in [0, 1] with maximum 1, ``title`` is
    the cosine with the title (all 0 without one).
    """

    candidates: Sequence[Candidate]
    likeness: NDArray[np.float64]
    centrality: Vector
    title: Vector

    def prior(self) -> Vector:
        """A sentence's own rating, from centrality and position."""
        return self.centrality + 2.0 / (np.arange(len(self.candidates)) + 1.0)


def choose(graph: Graph, count: int, weights: Weights = WEIGHTS) -> tuple[int, ...]:
    """The positions of at most ``count`` sentences, ascending; fewer where fewer are eligible.

    Where no sentence at all is eligible the first ones are taken, so that no text is without a summary.
    """
    eligible = [at for at, candidate in enumerate(graph.candidates) if candidate.eligible]
    if len(eligible) <= count:
        return tuple(eligible or range(min(count, len(graph.candidates))))
    pool = _pool(graph, eligible, count)
    worth = _Worth(graph, weights)
    if comb(len(pool), count) <= _MOST_SETS:
        sets = np.array(list(combinations(pool, count)), dtype=np.intp)
        return tuple(int(at) for at in sets[int(np.argmax(worth(sets)))])
    return _grown(pool, count, worth)


def _pool(graph: Graph, eligible: Sequence[int], count: int) -> list[int]:
    """The first and the best sentences, and those before and after that they need."""
    prior = graph.prior()
    best = sorted(eligible, key=lambda at: (-prior[at], at))[: count + 1]
    pool = {*eligible[: count + 2], *best}
    allowed = set(eligible)
    for at in tuple(pool):
        if graph.candidates[at].leans and at - 1 in allowed:
            pool.add(at - 1)
        if at + 1 in allowed and graph.candidates[at + 1].caveat:
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
        value += weigh.title * graph.title[sets].max(axis=1)
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
        faults = self.weights.leaning * (self.leans[sets] & ~before).sum(axis=1)
        faults = faults + self.weights.left_open * (self.left_open[sets] & ~after).sum(axis=1)
        return np.asarray(
            faults - self.weights.caveat * (self.caveat[sets] & before).sum(axis=1), dtype=float
        )
