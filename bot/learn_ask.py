"""`sitrep bench learn-ask`: learns the weights of ``summarizer/data/answering.toml`` from labelled questions.

One linear score for each sentence, and one of zero for "none of these": the loss is the negative log-likelihood of the
right choice under a softmax over both (a conditional logit, McFadden 1974, whose outside option is to decline). Each
weight may only speak for or against, as its figure should. The same file gives the same weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from bot import questions as data
from bot.questions import OTHER, OWN, POOL, POOL_REMOVED, REMOVED, Case
from summarizer.evidence import FIGURES
from summarizer.retrieve import evidences

Array = npt.NDArray[np.float64]

# Found on the first half alone.
_STEPS, _RATE, _DECAY = 400, 0.05, 0.003
_COUNTS = {OWN: 1.0, POOL: 1.0, REMOVED: 0.7, OTHER: 0.7, POOL_REMOVED: 0.3}
_DECLINED = 0.08  # of the answerable questions, below the tenth that may be

_AGAINST = frozenset({"lacks_name", "question", "no_kind"})
# What few questions of a corpus tell of, but must count: the noun that a figure counts; that a question is no answer.
_LEAST = {"kind_head": 0.3, "question": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case in numbers: a row of figures and a label for each sentence that was looked at closely."""

    case: Case
    rows: Array
    good: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weight for each of FIGURES, and the case for a sentence before any figure."""

    figures: Array
    bias: float

    def of(self, rows: Array) -> Array:
        """The scores of sentences; 0 is as good as no answer."""
        return rows @ self.figures + self.bias


def learn(path: Path, out: Path | None) -> None:
    """Prints what weights learned from one half of the questions do on the other, and writes those
    learned from all to ``out``. Raises Refused for a file without labelled questions.
    """
    console = Console()
    found = [example(case) for case in track(list(data.cases(data.read(path))), console=console, transient=True)]
    halves = [[e for e in found if in_half(e.case) == half] for half in (True, False)]
    for train, test in (halves, halves[::-1]):
        weights = fitted(train)
        console.print(f"learned from {len(train)} cases, on {len(test)} others: {_figures(weights, test)}")
    weights = fitted(found)
    threshold = threshold_of(weights, found)
    console.print(f"learned from all, on all: {_figures(weights, found)}")
    text = written(weights, threshold)
    if out is not None:
        out.write_text(text, encoding="utf-8")
    else:
        console.print(text, markup=False, highlight=False)


def example(case: Case) -> Example:
    """The case in numbers."""
    found = evidences(case.question.text, case.sentences)
    kept = [n for n, figures in found.items() if figures]
    rows = [[found[n].get(name, 0.0) for name in FIGURES] for n in kept]
    return Example(
        case=case,
        rows=np.array(rows, dtype=np.float64).reshape(len(kept), len(FIGURES)),
        good=np.array([case.good[n] for n in kept], dtype=np.bool_),
    )


def in_half(case: Case) -> bool:
    """Which half a question is in; questions on one text ("text-1-who", "text-1-why") stay together."""
    text = re.sub(r"-[^\W\d]+$", "", case.question.name)
    return Random(text).random() < 0.5  # noqa: S311  # a split of test data, nothing secret


def fitted(examples: Sequence[Example]) -> Weights:
    """Weights of least regularised loss, by Adam (Kingma and Ba 2015) with the signs kept at every step."""
    signs = np.array([-1.0 if name in _AGAINST else 1.0 for name in FIGURES])
    least = np.array([_LEAST.get(name, 0.0) for name in FIGURES])
    weights = np.zeros(len(FIGURES) + 1)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    usable = [e for e in examples if len(e.rows) and (e.good.any() or not e.case.answerable)]
    total = sum(_COUNTS[e.case.kind] for e in usable)
    for step in range(1, _STEPS + 1):
        slope = np.append(_DECAY * weights[:-1], 0.0)
        for each in usable:
            slope += _COUNTS[each.case.kind] / total * _slope(each, weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights = weights - _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights[:-1] = signs * np.maximum(signs * weights[:-1], least)
    return Weights(figures=weights[:-1], bias=float(weights[-1]))


def _slope(each: Example, weights: Array) -> Array:
    """The gradient of one case's loss."""
    scores = each.rows @ weights[:-1] + weights[-1]
    top = max(float(scores.max()), 0.0)
    raised = np.exp(scores - top)
    chance = raised / (raised.sum() + np.exp(-top))
    if each.good.any():
        right = raised * each.good
        chance = chance - right / right.sum()
    slope: Array = np.append(chance @ each.rows, chance.sum())
    return slope


def threshold_of(weights: Weights, examples: Iterable[Example]) -> float:
    """The likelihood below which 8% of the answerable questions are declined."""
    best = [_best(weights, e) for e in examples if e.case.answerable]
    cut = quantiles(best, n=100, method="inclusive")[round(100 * _DECLINED) - 1]
    return float(1 / (1 + np.exp(-cut)))


def _best(weights: Weights, each: Example) -> float:
    return float(weights.of(each.rows).max()) if len(each.rows) else -99.0


def _figures(weights: Weights, examples: Sequence[Example]) -> str:
    """First-place precision, and how many of the unanswerable are declined where 10% of the others are."""
    cut = quantiles([_best(weights, e) for e in examples if e.case.answerable], n=10, method="inclusive")[0]
    parts = []
    for kind in (OWN, POOL):
        right = [_first(weights, e) for e in examples if e.case.kind == kind]
        parts.append(f"{kind} P@1 {np.mean(right):.1%}" if right else "")
    for kind in (REMOVED, OTHER, POOL_REMOVED):
        declined = [_best(weights, e) < cut for e in examples if e.case.kind == kind]
        parts.append(f"{kind} {np.mean(declined):.1%} declined" if declined else "")
    return ", ".join(filter(None, parts))


def _first(weights: Weights, each: Example) -> bool:
    return bool(len(each.rows) and each.good[int(np.argmax(weights.of(each.rows)))])


def written(weights: Weights, threshold: float) -> str:
    """The weights as the file that ``summarizer.retrieve`` reads."""
    lines = [
        "# Written by `sitrep bench learn-ask`: how much each figure of summarizer/evidence.py says for an answer. The sum and",
        "# the bias are the log-odds against no answer at all; below the threshold, a likelihood, a sentence is none.",
        f"bias = {weights.bias:.2f}",
        f"threshold = {threshold:.3f}",
        "",
        "[weights]",
        *(f"{name} = {value:.2f}" for name, value in zip(FIGURES, weights.figures, strict=True)),
    ]
    return "\n".join(lines) + "\n"
