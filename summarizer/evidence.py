"""What speaks for a sentence as the answer to a question: figures in [0, 1], to be weighed.

The answer is looked for where the question's words stand, weighed by their rarity; a word of the same
family or meaning counts in part. What kind of answer is wanted, and which noun it is one of, decides more
than one word more or less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from summarizer import essential, expected, reading, topics
from summarizer.asked import Asked
from summarizer.matching import Matcher
from summarizer.reading import KIN, SAME, Read

# What a figure of something else, and one such as "hundreds", is worth to "how many".
_UNCOUNTED, _VAGUE = 0.5, 0.7
_MOST = 40  # expressions of a sentence that are looked at
_REACH = 12.0  # words within which an answer stands near what is asked

_ANYTHING = frozenset({"", "truth", "event"})
_COUNTED = frozenset({"count", "amount"})
_HEADED = _COUNTED | {"place"}
# Kinds whose expressions are all known.
_SURE = _COUNTED - {"amount"} | {"money", "measure", "number", "place", "span", "time", "year"}
_NAMES = frozenset({"person", "organisation"})
_ROUND = re.compile(r"dozens|hundreds|thousands|millions|scores|several|couple|half", re.IGNORECASE)
_ASKING = re.compile(r"\?\W*$")


FIGURES = (
    "exact", "soft", "named", "plain", "lacks_name", "nameless", "pairs", "close", "quoted", "question",
    "kind", "no_kind", "kind_soft", "kind_near", "kind_head", "full_name", "around", "deed",
    "deed_near", "acts_near", "unmet", "deedless", "unrelated",
)  # fmt: skip
"""Names of the figures, in the order in which weights are learned."""


def evidence(match: Matcher, sentence: str) -> dict[str, float]:
    """The figures of one sentence, by name; those that are 0 may be left out."""
    asked = match.asked
    read = reading.read(sentence)
    levels = match.rough(sentence)
    named = topics.named(sentence)
    for slug in named & asked.topics.keys():
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
        "named": match.share(levels, asked.named) if asked.named else soft,
        "plain": match.share(levels, plain) if plain else soft,
        "lacks_name": float(
            any(not level and t in asked.named for t, level in zip(asked.terms, levels, strict=True))
        ),
        "nameless": float(bool(asked.named) and not match.share(levels, asked.named)),
        "pairs": _paired(match, read),
        "close": _closeness(match, read) * soft,
        "question": float(bool(_ASKING.search(sentence))),
        "quoted": float(any(_holds(read.stems, phrase) for phrase in asked.quoted)),
    }
    best = nearest(match, sentence, read)
    unmet = match.unheard or _without(asked, best) or essential.unmet(match, sentence, read, levels, named)
    held = {term for term, level in zip(asked.terms, levels, strict=True) if level}
    found["unmet"] = float(unmet)
    found["deedless"] = float(essential.deedless(asked, held))
    found["unrelated"] = float(essential.unrelated(asked, held))
    found |= _answering(match, sentence, read, soft, best)
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


def _without(asked: Asked, best: Nearest | None) -> bool:
    """Whether a figure, time or place is asked for and none is there, or none of what "how many" counts."""
    if best is None:
        return asked.kind in _SURE
    return asked.kind == "count" and bool(asked.head) and not best.head


def _answering(
    match: Matcher, sentence: str, read: Read, soft: float, best: Nearest | None
) -> dict[str, float]:
    """Whether the asked kind of answer stands here (at its best place), and near what is asked."""
    asked = match.asked
    if best is None:
        return {"no_kind": float(asked.kind not in _ANYTHING)}
    fits = _fitting(asked, sentence[best.start : best.end], best.head)
    near = max(0.0, 1 - best.distance / _REACH)
    return {
        "kind": fits,
        "kind_soft": fits * soft,
        "kind_near": fits * near * soft,
        "kind_head": best.head if asked.kind in _HEADED else 0.0,
        "full_name": float(asked.kind in _NAMES and " " in sentence[best.start : best.end]),
        "around": fits * match.share(_around(match, sentence, read, best.start, best.end)),
    }


def _fitting(asked: Asked, words: str, head: float) -> float:
    """How far a figure says how many: less for another noun's ("two units" are no troops) or "hundreds"."""
    if asked.kind != "count" or not asked.head:
        return 1.0
    return (_UNCOUNTED + (1 - _UNCOUNTED) * head) * (_VAGUE if _ROUND.fullmatch(words) else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """An expression of the asked kind: its span, how many words it stands from what is asked, and
    how well the asked noun stands beside it, in [0, 1].
    """

    start: int
    end: int
    distance: int
    head: float


def nearest(match: Matcher, sentence: str, read: Read) -> Nearest | None:
    """The expression of the asked kind that stands nearest to what is asked; None where there is none.

    What the question itself says is no answer.
    """
    asked = match.asked
    hits = [span for stem, span in zip(read.stems, read.spans, strict=True) if match.of(stem)]
    best: tuple[float, Nearest | None] = (-math.inf, None)
    for start, end in islice(expected.spans(asked.kind, sentence, asked.words), _MOST):
        inner = reading.read(sentence[start:end]).stems
        if inner and asked.words.issuperset(inner):
            continue
        distance = min(
            (_gap(sentence, start, end, a, b) for a, b in hits if b <= start or a >= end), default=99
        )
        head = _headed(match, sentence, start, end)
        if head - distance / _REACH > best[0]:
            best = head - distance / _REACH, Nearest(start=start, end=end, distance=distance, head=head)
    return best[1]


def _gap(sentence: str, start: int, end: int, a: int, b: int) -> int:
    """Spaces between two spans."""
    return sentence.count(" ", b, start) if b <= start else sentence.count(" ", end, a)


def _around(match: Matcher, sentence: str, read: Read, start: int, end: int) -> list[float]:
    """How well each of the question's terms is found around the answer: less, the farther away."""
    found = [0.0] * len(match.asked.terms)
    for stem, (a, b) in zip(read.stems, read.spans, strict=True):
        for number, level in match.of(stem):
            near = max(0.0, 1 - _gap(sentence, start, end, a, b) / _REACH)
            found[number] = max(found[number], level * near)
    return found


def _headed(match: Matcher, sentence: str, start: int, end: int) -> float:
    """How well the asked noun stands with the span: inside it or after it, best; after a figure, at once."""
    asked = match.asked
    if not asked.head:
        return 0.0
    inner = reading.read(sentence[start:end]).stems
    before = reading.read(sentence[max(0, start - 40) : start])
    near = [(stem, 1.0) for stem in inner] + list(_following(match, sentence[end : end + 40]))
    near += [(s, 0.7) for s, at in zip(before.stems, before.at, strict=True) if at >= before.tokens - 4]
    return max((reading.kinship(asked.head, stem) * factor for stem, factor in near), default=0.0)


def _following(match: Matcher, rest: str) -> Iterator[tuple[str, float]]:
    """The terms after an expression with what each is worth as its noun.

    In "two statements concern troops" other words lie between; in "12,000 North Korean troops" none does.
    """
    read = reading.read(rest)
    known = 0
    for stem, (start, _), at in zip(read.stems, read.spans, read.at, strict=True):
        yield stem, max(0.0, 1 - (at - known) * (0.3 if match.asked.kind in _COUNTED else 0.1))
        known += bool(match.of(stem)) or rest[start].isupper()


def _doing(match: Matcher, read: Read, levels: Sequence[float]) -> dict[str, float]:
    """For "did X do Y": how well the deed is told, and how near to who did it; for "did X do
    anything", how near X stands to any deed.
    """
    terms = match.asked.terms
    told = {n for n, term in enumerate(terms) if n and term not in match.asked.named} or set(
        range(1, len(terms))
    )
    deed = max((levels[n] for n in told), default=0.0)
    who, what = _places(match, read, {0}), _places(match, read, told)
    found = {"deed": deed, "deed_near": _near(who, what), "no_kind": float(bool(told) and not deed)}
    if match.asked.doing:
        deeds = reading.words("related", "deeds")
        found["acts_near"] = _near(who, [n for n, stem in enumerate(read.stems) if stem in deeds])
    return found


def _places(match: Matcher, read: Read, numbers: set[int]) -> list[int]:
    """Where words stand for any of these terms of the question."""
    return [n for n, stem in enumerate(read.stems) if any(number in numbers for number, _ in match.of(stem))]


def _near(these: Sequence[int], those: Sequence[int]) -> float:
    """1 beside each other, 0 from eight terms apart or where there is nothing."""
    return max((max(0.0, 1 - abs(a - b) / 8) for a in these for b in those if a != b), default=0.0)
