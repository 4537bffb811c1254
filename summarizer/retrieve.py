"""The sentences that answer a question, best first, or none: figures of evidence and learned weights.

A score is how likely the sentence answers, rather than nothing at all does, so scores compare across
questions and can decline. No language model: rules, word lists, and one weight for each figure.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from summarizer import essential, marking, reading
from summarizer.asked import question_terms, sayer, understood
from summarizer.essential import pronoun_speaks
from summarizer.evidence import FIGURES, evidence, nearest
from summarizer.matching import Matcher
from summarizer.reading import SAME

__all__ = [
    "answered",
    "answering_spans",
    "asks_for_number",
    "evidences",
    "passes",
    "pronoun_speaks",
    "question_terms",
    "sayer",
    "score",
]

_BESIDE = 0.15  # of the best one's score, for what is shown beside it: docs/decisions/0007
_DEPTH = 40  # sentences that are looked at closely, however many there are
_NOT_WORDS = frozenset({"", "truth", "event", "speech", "reason", "manner"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """What ``sitrep bench learn-ask`` wrote: ``bias`` is the case for no answer at all."""

    figures: Mapping[str, float]
    bias: float
    threshold: float


def score(
    question: str,
    sentences: Sequence[str],
    *,
    frequency: Mapping[str, int] | None = None,
    total: int = 0,
) -> list[float]:
    """How well each sentence answers, in [0, 1], comparable across questions; see ``answered``.

    ``frequency`` counts the articles that hold each term of the question, of ``total``; without it
    the sentences themselves are counted. Beyond the 40 sentences that cover the question best, the
    rest follow in order of that alone.
    """
    match, shares = _covered(question, sentences, frequency, total)
    close = _closest(shares)
    weights = _weights()
    scores = {n: _likely(weights, evidence(match, sentences[n])) for n in close}
    floor = min(scores.values(), default=0.0)
    return [scores[n] if n in scores else floor * share for n, share in enumerate(shares)]


def passes(value: float, best: float = 0.0) -> bool:
    """Whether a sentence of this score is an answer, beside one of the score ``best``.

    What is declined so is in docs/decisions/0007.
    """
    return value >= max(_weights().threshold, _BESIDE * best)


def answered(scores: Sequence[float]) -> bool:
    """Whether the best of the scores is an answer, or the honest one is that there is none."""
    return passes(max(scores, default=0.0))


def answering_spans(question: str, sentence: str) -> list[tuple[int, int]]:
    """Where the answering words stand in an answer: the figure with its noun, the name, the place, the date.

    Empty where the question wants no such words ("Did they meet?", "Why?") or the sentence has none for sure.
    """
    asked = understood(question)
    if asked.kind in _NOT_WORDS or not asked.terms:
        return []
    found = nearest(Matcher(asked), sentence, reading.read(sentence))
    if found is None:
        return []
    marked = marking.span(asked, sentence, found)
    return [] if marked is None else [marked]


def asks_for_number(question: str) -> bool:
    """Whether a question wants a count."""
    return understood(question).kind == "count"


def evidences(question: str, sentences: Sequence[str]) -> dict[int, dict[str, float]]:
    """The figures of the sentences that are looked at closely, by number: what weights are learned from."""
    match, shares = _covered(question, sentences, None, 0)
    return {n: evidence(match, sentences[n]) for n in _closest(shares)}


def _covered(
    question: str, sentences: Sequence[str], frequency: Mapping[str, int] | None, total: int
) -> tuple[Matcher, list[float]]:
    """The question's words weighed, and the share of it that each sentence covers."""
    match = Matcher(understood(question))
    levels = [match.rough(sentence) for sentence in sentences]
    if frequency is None or total <= 0:
        pairs = (
            term
            for each in levels
            for term, level in zip(match.asked.terms, each, strict=True)
            if level == SAME
        )
        frequency, total = Counter(pairs), len(sentences)
    match.weigh(frequency, total)
    told = frozenset(t for n, t in enumerate(match.asked.terms) if any(each[n] for each in levels))
    match.unheard = essential.unheard(match.asked, told, sentences)
    return match, [match.share(each) if any(each) else 0.0 for each in levels]


def _closest(shares: Sequence[float]) -> list[int]:
    order = sorted((n for n, share in enumerate(shares) if share > 0), key=lambda n: -shares[n])
    return order[:_DEPTH]


def _likely(weights: _Weights, figures: Mapping[str, float]) -> float:
    total = weights.bias + sum(weights.figures[name] * value for name, value in figures.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> _Weights:
    path = files("summarizer") / "data" / "answering.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    figures = {name: float(data["weights"][name]) for name in FIGURES}
    return _Weights(figures=figures, bias=float(data["bias"]), threshold=float(data["threshold"]))
