"""ROUGE, and how sure a mean is."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

_SAMPLES = 1_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rouge:
    """ROUGE-1, ROUGE-2 and ROUGE-L of one summary: F1, in percent."""

    one: float
    two: float
    longest: float


def rouge(summary: str, reference: str) -> Rouge:
    """ROUGE-N and sentence-level ROUGE-L on casefolded words without stemming.

    Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", sections 2 and 3.1.
    """
    ours, theirs = _WORD.findall(summary.casefold()), _WORD.findall(reference.casefold())
    sizes = len(ours), len(theirs)
    return Rouge(
        one=_f1((Counter(ours) & Counter(theirs)).total(), *sizes),
        two=_f1((_pairs(ours) & _pairs(theirs)).total(), sizes[0] - 1, sizes[1] - 1),
        longest=_f1(_common(ours, theirs), *sizes),
    )


def _pairs(words: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(words))


def _f1(matches: int, ours: int, theirs: int) -> float:
    return 200.0 * matches / (ours + theirs) if matches else 0.0


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel.

    Hyyrö 2004, "Bit-parallel LCS-length computation revisited".
    """
    places: dict[str, int] = {}
    for at, word in enumerate(left):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(left)) - 1
    row = full
    for word in right:
        hit = row & places.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(left) - row.bit_count()


def interval(differences: Sequence[float]) -> tuple[float, float, float]:
    """The 2.5th percentile, the mean and the 97.5th percentile of bootstrapped means; repeatable."""
    dice = random.Random(0)  # noqa: S311  # resampling, nothing secret
    size = len(differences)
    means = sorted(fmean(dice.choices(differences, k=size)) for _ in range(_SAMPLES))
    return means[int(0.025 * _SAMPLES)], fmean(differences), means[int(0.975 * _SAMPLES) - 1]
