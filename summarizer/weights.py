"""The learned numbers of the chooser (data/weights.toml), and the chances of words they make."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from typing import TypeVar

Unit = TypeVar("Unit", str, tuple[str, str])

_DATA: dict[str, dict[str, float]] = tomllib.loads(
    (files("summarizer") / "data" / "weights.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How likely a person's summary holds a stem, or a pair of stems: a logistic function of two things.

    These are the natural logarithm of its weight (see ``weighed``) and whether the title has it.
    """

    base: float
    lead: float
    title: float

    def of(self, weights: Mapping[Unit, float], title: Iterable[Unit]) -> dict[Unit, float]:
        """The chance of each, in (0, 1)."""
        titled = frozenset(title)
        return {
            unit: 1.0 / (1.0 + exp(-(self.base + self.lead * log(weight) + self.title * (unit in titled))))
            for unit, weight in weights.items()
        }


def weighed(sentences: Iterable[Sequence[Unit]]) -> dict[Unit, float]:
    """The weight of each unit: of every sentence that holds it, one over the root of its number from 1."""
    found: defaultdict[Unit, float] = defaultdict(float)
    for number, units in enumerate(sentences, start=1):
        for unit in dict.fromkeys(units):
            found[unit] += number**-0.5
    return dict(found)


def pairs(stems: Sequence[str]) -> list[tuple[str, str]]:
    """Each two stems that follow one another."""
    return list(pairwise(stems))


WORDS = Chances(**_DATA["words"])
PAIRS = Chances(**_DATA["pairs"])
SET: Mapping[str, float] = _DATA["set"]
"""The weight of each feature of a set; see summarizer.worth."""
SEVERAL: Mapping[str, float] = _DATA["several"]
"""The weights for several documents; see summarizer.several."""
