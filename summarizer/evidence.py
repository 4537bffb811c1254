"""What speaks for a sentence as the answer to a question: figures in about [0, 1], to be weighed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from summarizer import expected, reading, topics
from summarizer.asked import Asked
from summarizer.reading import KIN, SAME, Read

_FLOOR = 2.0  # rarity that even a term of every sentence keeps
_NAMED = 1.5  # a name in the question weighs more than a word
_LONG = 22.0  # terms of a long sentence; shorter ones lose nothing
_SHORT = 5  # words that a sentence needs to say something
_REACH = 12.0  # words within which an answer stands near what is asked

_LOOSE = re.compile(r"\W*(?:he|she|it|they|his|her|their|this|that|these|those|we|i|you)\b", re.IGNORECASE)
_ASKING = re.compile(r"\?\W*$")
_IS = re.compile(r"^(?:,? (?:is|was|are|were|(?:who|which) (?:is|was)|an?|the|one of)\b|,|\s*[(–—-])")


@dataclass(slots=True, kw_only=True)
class Matcher:
    """How the words of sentences stand for the terms of one question."""

    asked: Asked
    weights: Mapping[str, float] = field(default_factory=dict)
    known: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    def of(self, stem: str) -> tuple[tuple[int, float], ...]:
        """The question's terms, by number, that a sentence's term stands for, and how far."""
        found = self.known.get(stem)
        if found is None:
            levels = ((n, reading.kinship(term, stem)) for n, term in enumerate(self.asked.terms))
            found = self.known[stem] = tuple((n, level) for n, level in levels if level)
        return found

    def weigh(self, counts: Mapping[str, int], among: int) -> None:
        """Sets what each term weighs: its rarity among so many texts, more for names."""
        self.weights = {
            term: (_FLOOR + _rarity(counts.get(term, 0), among)) * (_NAMED if term in self.asked.named else 1.0)
            for term in self.asked.terms
        }

    def levels(self, stems: Sequence[str]) -> list[float]:
        """For each term of the question, how well the best of these stands for it."""
        found = [0.0] * len(self.asked.terms)
        for stem in stems:
            for number, level in self.of(stem):
                found[number] = max(found[number], level)
        return found

    def share(self, levels: Sequence[float], terms: frozenset[str] | None = None) -> float:
        """The share of the question's weight, or of these terms of it, that the levels cover."""
        pairs = [
            (self.weights[term], level)
            for term, level in zip(self.asked.terms, levels, strict=True)
            if terms is None or term in terms
        ]
        total = sum(weight for weight, _ in pairs)
        return sum(weight * level for weight, level in pairs) / total if total else 0.0


def _rarity(count: int, among: int) -> float:
    """Inverse document frequency as in BM25, kept positive (Robertson and Zaragoza 2009, 3.3)."""
    return math.log(1 + (max(among, count) - count + 0.5) / (count + 0.5))


def evidence(match: Matcher, sentence: str) -> dict[str, float]:
    """The figures of one sentence, by name; those that are 0 may be left out."""
    asked = match.asked
    read = reading.read(sentence)
    levels = match.levels(read.stems)
    for slug in topics.named(sentence) & asked.topics.keys():
        for number, term in enumerate(asked.terms):
            if term in asked.topics[slug]:
                levels[number] = max(levels[number], KIN)
    soft = match.share(levels)
    if not soft:
        return {}
    plain = frozenset(asked.terms) - asked.named
    found = {
        "exact": match.share([float(level == SAME) for level in levels]),
        "soft": soft,
        "squared": soft * soft,
        "named": match.share(levels, asked.named) if asked.named else soft,
        "plain": match.share(levels, plain) if plain else soft,
        "whole": float(all(levels)),
        "lacks_name": float(any(not level and t in asked.named for t, level in zip(asked.terms, levels, strict=True))),
        "pairs": _paired(match, read),
        "close": _closeness(match, read) * soft,
        "dense": min(1.0, _LONG / max(len(read.stems), 1)),
        "short": float(read.tokens < _SHORT),
        "question": float(bool(_ASKING.search(sentence))),
        "loose": float(bool(_LOOSE.match(sentence))),
        "quoted": float(any(_holds(read.stems, phrase) for phrase in asked.quoted)),
    }
    found |= _answering(match, sentence, read, soft)
    if asked.truth or asked.doing:
        found |= _doing(match, read, levels)
    return found


def _paired(match: Matcher, read: Read) -> float:
    """The share of the question's neighbouring terms that are neighbours in the sentence, in order."""
    if not match.asked.pairs:
        return 0.0
    near = {
        (a, b)
        for i, j in pairwise(range(len(read.stems)))
        if read.at[j] - read.at[i] <= 3
        for a, _ in match.of(read.stems[i])
        for b, _ in match.of(read.stems[j])
    }
    number = {term: n for n, term in enumerate(match.asked.terms)}
    total = kept = 0.0
    for a, b in match.asked.pairs:
        weight = match.weights[a] + match.weights[b]
        total += weight
        kept += weight * ((number[a], number[b]) in near)
    return kept / total


def _closeness(match: Matcher, read: Read) -> float:
    """How close together the question's terms stand: 1 side by side, towards 0 far apart."""
    at = [(read.at[n], {t for t, _ in match.of(stem)}) for n, stem in enumerate(read.stems) if match.of(stem)]
    gaps = [b[0] - a[0] for a, b in pairwise(at) if a[1] != b[1]]
    if not gaps:
        return float(len(match.asked.terms) == 1)
    return sum(1 / max(gap, 1) for gap in gaps) / len(gaps)


def _holds(stems: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return size > 0 and any(tuple(stems[n : n + size]) == tuple(phrase) for n in range(len(stems) - size + 1))


def _answering(match: Matcher, sentence: str, read: Read, soft: float) -> dict[str, float]:
    """Whether the asked kind of answer stands here, and near what is asked."""
    asked = match.asked
    best = nearest(match, sentence, read)
    if best is None:
        return {"no_kind": float(bool(asked.kind) and asked.kind not in {"truth", "event"})}
    start, end, distance, head = best
    near = max(0.0, 1 - distance / _REACH)
    found = {
        "kind": 1.0,
        "kind_soft": soft,
        "kind_near": near * soft,
        "kind_head": head,
        f"kind_{asked.kind}": soft,
        f"near_{asked.kind}": near * soft,
    }
    if asked.kind in {"person", "organisation", "thing"}:
        found["full_name"] = float(" " in sentence[start:end])
    return found


def nearest(match: Matcher, sentence: str, read: Read) -> tuple[int, int, int, float] | None:
    """The expression of the asked kind that stands nearest to what is asked: its span, the
    distance in words, and how well the asked noun stands beside it. None where there is none.

    What the question itself says is no answer.
    """
    asked = match.asked
    hits = [
        (*read.spans[n], max(match.weights.get(asked.terms[t], 1.0) * level for t, level in match.of(stem)))
        for n, stem in enumerate(read.stems)
        if match.of(stem)
    ]
    best: tuple[float, int, int, int, float] | None = None
    for start, end in expected.spans(asked.kind, asked.head, sentence):
        inner = reading.read(sentence[start:end]).stems
        if inner and all(stem in asked.words for stem in inner):
            continue
        distance = _distance(sentence, start, end, hits)
        head = _headed(asked, sentence, start, end)
        order = (head - distance / _REACH, start, end, distance, head)
        if best is None or order[0] > best[0]:
            best = order
    return best[1:] if best else None


def _distance(sentence: str, start: int, end: int, hits: Sequence[tuple[int, int, float]]) -> int:
    """Words between the span and the nearest matched term outside it."""
    gaps = [
        sentence.count(" ", b, start) if b <= start else sentence.count(" ", end, a)
        for a, b, _ in hits
        if b <= start or a >= end
    ]
    return min(gaps, default=99)


def _headed(asked: Asked, sentence: str, start: int, end: int) -> float:
    """How well the asked noun stands with the span: inside it or right after a figure, best."""
    if not asked.head:
        return 0.0
    after = reading.read(sentence[end : end + 40])
    before = reading.read(sentence[max(0, start - 40) : start])
    inner = reading.read(sentence[start:end]).stems
    following = [stem for stem, at in zip(after.stems, after.at, strict=True) if at < 4]
    preceding = [stem for stem, at in zip(before.stems, before.at, strict=True) if at >= before.tokens - 4]
    return max(
        (
            reading.kinship(asked.head, stem) * factor
            for stems, factor in ((inner, 1.0), (following, 1.0), (preceding, 0.7))
            for stem in stems
        ),
        default=0.0,
    )


def _doing(match: Matcher, read: Read, levels: Sequence[float]) -> dict[str, float]:
    """For "did X do Y": whether the deed is there, after the one who did it, or any deed at all."""
    asked = match.asked
    deeds = reading.words("related", "deeds")
    who = [n for n, stem in enumerate(read.stems) if any(t == 0 for t, _ in match.of(stem))]
    what = [n for n, stem in enumerate(read.stems) if any(t > 0 for t, _ in match.of(stem))]
    found = {
        "agent": levels[0] if levels else 0.0,
        "deed": max(levels[1:], default=0.0),
        "acts": float(any(stem in deeds for stem in read.stems)) if asked.doing else 0.0,
    }
    if who and what:
        gap = min(abs(a - b) for a in who for b in what if a != b) if set(who) != set(what) else 9
        found["deed_near"] = max(0.0, 1 - gap / 8)
        found["in_order"] = float(min(who) < max(what))
    if asked.doing and who:
        deed = [n for n, stem in enumerate(read.stems) if stem in deeds]
        found["acts_near"] = max((max(0.0, 1 - abs(a - b) / 8) for a in who for b in deed if a != b), default=0.0)
        found["agents"] = min(1.0, len(who) / 3)
    return found
