"""`sitrep bench learn-ask`: learns the weights of ``summarizer/data/answering.toml`` from labelled questions.

One linear score for each sentence, and zero for "none of these": the loss is the negative log-likelihood of
the right choice under a softmax over both (a conditional logit, McFadden 1974, whose outside option is to
decline). Each weight may only speak for or against, as its figure should. The same file gives the same
weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from statistics import fmean, quantiles

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from bot import questions as data
from bot.bench_ask import first
from bot.questions import OTHER, OWN, POOL, POOL_REMOVED, REMOVED, Case
from bot.rouge import interval
from newsroom.errors import Refused
from summarizer.evidence import FIGURES
from summarizer.retrieve import evidences

Array = npt.NDArray[np.float64]

# Found on the first half alone.
_STEPS, _RATE, _DECAY = 400, 0.05, 0.003
_COUNTS = {OWN: 1.0, POOL: 1.0, REMOVED: 0.7, OTHER: 0.7, POOL_REMOVED: 0.3}
_DECLINED = 0.09  # of the answerable questions, below the tenth that may be

_AGAINST = frozenset({"lacks_name", "nameless", "question", "no_kind", "unmet", "deedless", "unrelated"})
# What few questions of a corpus tell, but must count: the noun of a figure; that a question is no answer;
# that a sentence is on something else.
_LEAST = {"kind_head": 1.0, "question": 0.5, "unmet": 9.0, "deedless": 1.0, "unrelated": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    learned from all to ``out``. Raises Refused for no such file, or for fewer than two questions in a half.
    """
    console = Console()
    found = [
        example(case) for case in track(list(data.cases(data.read(path))), console=console, transient=True)
    ]
    halves = [[e for e in found if in_half(e.case) == half] for half in (True, False)]
    if any(sum(e.case.answerable for e in half) < 2 for half in halves):
        raise Refused("cli.few_questions", path=str(path))
    apart = [*judged(*halves), *judged(*halves[::-1])]
    console.print(f"learned from the other half each, {len(apart)} cases:\n{_figures(apart)}")
    alike = judged(found, found)
    console.print(f"learned from all, on the same (too good to be true):\n{_figures(alike)}")
    weights = fitted(found)
    threshold = threshold_of(weights, found)
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
    """The likelihood below which 8% of the questions put to their own sentences are declined."""
    best = [_best(weights, e) for e in examples if e.case.kind == OWN]
    cut = quantiles(best, n=100, method="inclusive")[round(100 * _DECLINED) - 1]
    return float(1 / (1 + np.exp(-cut)))


def _log_odds(likelihood: float) -> float:
    return math.log(likelihood / (1 - likelihood))


def _best(weights: Weights, each: Example) -> float:
    return float(weights.of(each.rows).max()) if len(each.rows) else -99.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What weights do with a case: whether a right sentence is first, and whether the case is declined."""

    example: Example
    right: bool
    declined: bool


def judged(train: Sequence[Example], test: Sequence[Example]) -> list[Judged]:
    """The cases of ``test`` judged by the weights and the threshold that ``train`` teaches."""
    weights = fitted(train)
    least = _log_odds(threshold_of(weights, train))
    return [Judged(example=e, right=_first(weights, e), declined=_best(weights, e) < least) for e in test]


def _figures(found: Sequence[Judged]) -> str:
    """By set and kind: first-place precision, its distance from BM25, what is declined; with intervals."""
    lines = []
    for group, kind in sorted({(each.example.case.question.group, each.example.case.kind) for each in found}):
        ours = [j for j in found if (j.example.case.question.group, j.example.case.kind) == (group, kind)]
        if ours[0].example.case.answerable:
            right = [100.0 * each.right for each in ours]
            plain = [_plain(each.example) for each in ours]
            low, mean, high = interval([a - b for a, b in zip(right, plain, strict=True)])
            said = f"P@1 {fmean(right):.1f}, BM25 {mean:+.1f} ({low:+.1f}..{high:+.1f}), "
        else:
            said = ""
        low, mean, high = interval([100.0 * each.declined for each in ours])
        said += f"{mean:.1f}% declined ({low:.1f}..{high:.1f})"
        lines.append(f"  {group}, {kind} ({len(ours)}): {said}")
    return "\n".join(lines)


def _first(weights: Weights, each: Example) -> bool:
    return bool(len(each.rows) and each.good[int(np.argmax(weights.of(each.rows)))])


@cache
def _plain(each: Example) -> float:
    """Whether BM25 puts a right sentence first, in percent."""
    scores = data.bm25(each.case.question.text, each.case.sentences)
    return 100.0 * (first(scores, each.case.good) == 1)


def written(weights: Weights, threshold: float) -> str:
    """The weights as the file that ``summarizer.retrieve`` reads."""
    lines = [
        "# Written by `sitrep bench learn-ask`: what each figure of summarizer/evidence.py says for an",
        "# answer. Their sum and the bias are the log-odds against no answer at all; a sentence less",
        "# likely than the threshold is none.",
        f"bias = {weights.bias:.2f}",
        f"threshold = {threshold:.3f}",
        "",
        "[weights]",
        *(f"{name} = {value:.2f}" for name, value in zip(FIGURES, weights.figures, strict=True)),
    ]
    return "\n".join(lines) + "\n"
