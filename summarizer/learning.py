"""Learning the weights of data/weights.toml from articles with summaries by people.

Two convex problems, each solved by Newton's method, so that the same articles give the same numbers:
a logistic regression says which words of an article its summary holds, and a listwise softmax over
whole sets of sentences (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise
Approach", ListNet with top-one probabilities) how much each feature of a set counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np

from summarizer import select
from summarizer.material import Material, Vector
from summarizer.model import Budget
from summarizer.weights import Chances, Unit, pairs, weighed
from summarizer.worth import FEATURES, Sets, Worth, expected_words

TEMPERATURE = 4.0
"""Points of the score by which a set must be better to be e times as likely the one to choose."""
_KEPT_SMALL = 0.02
"""The share of the squared weights, of features in units of their spread, that counts against them."""
_STEPS = 30
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One article: the features of every set it may be summed up by, and each set's score in points."""

    features: Vector
    scores: Vector


def sets(material: Material, budget: Budget) -> Sets:
    """Every set of as many sentences as the budget allows that the chooser could make of its pool."""
    count = budget.sentences or 1
    groups = select.pool(material, budget, material.told, material.prior())
    found = {
        together
        for size in range(1, count + 1)
        for some in combinations(groups, size)
        if len(together := tuple(sorted({at for group in some for at in group}))) == count
    }
    return np.array(sorted(found), dtype=np.intp).reshape(-1, count)


def features(material: Material, budget: Budget, of: Sets) -> Vector:
    """The features of sets, as the chooser weighs them."""
    return Worth(material, words=expected_words(budget, len(material.fit))).features(of)


def chances(articles: Sequence[tuple[Material, Collection[str]]], *, of_pairs: bool = False) -> Chances:
    """How likely a summary holds a stem, from articles with the stems of their summaries in order."""
    rows: list[tuple[float, float, float]] = []
    held: list[float] = []
    for material, summary in articles:
        bags = [candidate.stems for candidate in material.telling]
        if of_pairs:
            _told(weighed(map(pairs, bags)), pairs(material.title), pairs(list(summary)), rows, held)
        else:
            _told(weighed(bags), material.title, summary, rows, held)
    facts, labels = np.array(rows), np.array(held)
    weights = np.zeros(3)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-facts @ weights))
        bend = (facts * (chance * (1.0 - chance))[:, None]).T @ facts + np.eye(3)
        step = np.linalg.solve(bend, facts.T @ (labels - chance) - weights)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    base, lead, title = map(float, weights)
    return Chances(base=base, lead=lead, title=title)


def _told(
    weights: dict[Unit, float],
    title: Collection[Unit],
    summary: Collection[Unit],
    rows: list[tuple[float, float, float]],
    held: list[float],
) -> None:
    titled, kept = frozenset(title), frozenset(summary)
    rows += [(1.0, log(weight), float(unit in titled)) for unit, weight in weights.items()]
    held += [float(unit in kept) for unit in weights]


def listwise(lessons: Sequence[Lesson]) -> dict[str, float]:
    """The weight of each feature under which the sets with high scores are likeliest."""
    every = np.concatenate([lesson.features for lesson in lessons])
    spread = every.std(axis=0) + 1e-9
    wanted = [_likely(lesson.scores / TEMPERATURE) for lesson in lessons]
    scaled = [lesson.features / spread for lesson in lessons]
    weights = np.zeros(len(FEATURES))
    for _ in range(_STEPS):
        slope = -_KEPT_SMALL * weights
        bend = _KEPT_SMALL * np.eye(len(weights))
        for facts, target in zip(scaled, wanted, strict=True):
            chance = _likely(facts @ weights)
            mean = chance @ facts
            slope += (target @ facts - mean) / len(lessons)
            bend += ((facts * chance[:, None]).T @ facts - np.outer(mean, mean)) / len(lessons)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    return dict(zip(FEATURES, map(float, weights / spread), strict=True))


def _likely(scores: Vector) -> Vector:
    """Softmax."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=float)
