"""The sentences that answer a question: word overlap weighed by rarity, and the kind of answer asked for.

No model: stems, a small table of related words, and rules for who, where, when, how many, how much.
A score is a share of what the question asks, so it compares across questions and can decline.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from summarizer.terms import terms

THRESHOLD = 0.35
"""Below it a sentence does not answer: it declines a tenth of the answerable questions tuned on."""

# Found by a small grid on half of two public question sets (TREC newswire, police events).
_FLOOR = 2.0  # rarity that even a term of every sentence keeps
_NAMED = 1.5  # a name in the question weighs more than a word
_RELATED = 0.5  # a related word's share of the term itself
_KIND, _NEAR, _DENSITY = 0.4, 0.15, 0.1  # shares of the score; the rest is plain overlap
_AVERAGE = 22.0  # terms of a long sentence; shorter ones lose nothing

_NUMBER = re.compile(
    r"(?<![\w.])\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?"
    r"|thousands?|millions?|billions?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|scores|several|half)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₴₽]|\b(?:dollars?|euros?|pounds?|yen|rubles?|roubles?|hryvnias?|per ?cent|percent|cents?)\b|%",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may \d|june|july|august"
    r"|september|october|november|december|yesterday|today|tomorrow|tonight|(?:1[5-9]|20)\d\d"
    r"|\d{1,2}(?::\d\d)? ?[ap]\.?m|(?:last|next|this) (?:week|month|year|night)"
    r"|(?:days?|weeks?|months?|years?|hours?) ago|centur(?:y|ies))\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|miles?|km|feet"
    r"|(?:kilo)?met(?:er|re)s?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+)*")
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|across|of) (?:the )?[A-Z][\w’'-]+")
_REASON = re.compile(
    r"\b(?:because|due to|since|after|over|in order to|so that|as a result|in response|amid"
    r"|for (?:his|her|its|their)|accus\w+|to \w+)\b",
    re.IGNORECASE,
)

_KINDS: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), found)
    for asked, found in (
        (r"\bhow many\b|\bwhat (?:number|percentage)\b", (_NUMBER,)),
        (r"\bhow (?:much)\b|\bwhat (?:price|cost|salary)\b|\bworth\b", (_MONEY,)),
        (r"\bhow (?:long|far|old|tall|high|deep|large|big|fast|often)\b", (_NUMBER, _SPAN)),
        (r"\bwhen\b|\b(?:what|which) (?:year|day|date|month|time|century)\b", (_TIME,)),
        (
            r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|state|town|place|region|province|river)\b",
            (_PLACE,),
        ),
        (
            r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?(?:man|woman|person|president|leader|company)\b",
            (_NAME,),
        ),
        (r"\bwhy\b", (_REASON,)),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question read: its terms with their weights, and what kind of answer it wants."""

    weights: Mapping[str, float]
    total: float
    kinds: tuple[re.Pattern[str], ...]
    words: frozenset[str]


def question_terms(question: str) -> list[str]:
    """The content terms of a question, in order, each once; what only frames it ("how many") is left out."""
    found = terms(question)
    kept = [term for term in found if term not in _frame()]
    return list(dict.fromkeys(kept or found))


def score(
    question: str,
    sentences: Sequence[str],
    *,
    frequency: Mapping[str, int] | None = None,
    total: int = 0,
) -> list[float]:
    """How well each sentence answers, in [0, 1], comparable across questions; see THRESHOLD.

    The share of the question's terms, by inverse document frequency, that the sentence holds (half
    for a related word), raised by the asked-for kind of answer and by terms that stand close
    together. ``frequency`` counts the articles that hold each term, of ``total``; without it the
    sentences themselves are counted.
    """
    stems = [terms(sentence) for sentence in sentences]
    wanted = question_terms(question)
    if not wanted:
        return [0.0] * len(sentences)
    if frequency is None or total <= 0:
        frequency, total = Counter(t for each in stems for t in set(each)), len(stems)
    counts, among = frequency, total
    names = _named(question)
    weights = {
        t: (_FLOOR + _rarity(counts.get(t, 0), among)) * (_NAMED if t in names else 1.0) for t in wanted
    }
    asked = _Asked(
        weights=weights, total=sum(weights.values()), kinds=_kinds(question), words=frozenset(terms(question))
    )
    return [_scored(asked, sentence, each) for sentence, each in zip(sentences, stems, strict=True)]


def _named(question: str) -> frozenset[str]:
    """The terms of words in capitals after the first: what the question is about."""
    return frozenset(terms(" ".join(re.findall(r"(?<=\W)[A-Z0-9][\w’'.-]*", question))))


def _rarity(count: int, among: int) -> float:
    """Inverse document frequency as in BM25, kept positive (Robertson and Zaragoza 2009, 3.3)."""
    return math.log(1 + (max(among, count) - count + 0.5) / (count + 0.5))


def _scored(asked: _Asked, sentence: str, stems: Sequence[str]) -> float:
    present = set(stems)
    groups = {number for stem in present for number in _related().get(stem, ())}
    exact = sum(weight for term, weight in asked.weights.items() if term in present)
    if exact == 0 and not groups:
        return 0.0
    loose = sum(
        weight
        for term, weight in asked.weights.items()
        if term not in present and not groups.isdisjoint(_related().get(term, ()))
    )
    covered = (exact + _RELATED * loose) / asked.total
    if covered == 0:
        return 0.0
    value = covered * (1 - _KIND - _DENSITY - _NEAR)
    value += covered * _KIND * _holds(asked, sentence)
    value += covered * _NEAR * _closeness(asked, stems)
    value += covered * _DENSITY * min(1.0, _AVERAGE / max(len(stems), 1))
    return min(1.0, value)


def _closeness(asked: _Asked, stems: Sequence[str]) -> float:
    """How close together the question's terms stand: 1 side by side, towards 0 far apart."""
    at = [n for n, stem in enumerate(stems) if stem in asked.weights]
    if len(at) < 2:
        return float(len(asked.weights) == 1)
    gaps = [b - a for a, b in pairwise(at) if stems[a] != stems[b]]
    return sum(1 / gap for gap in gaps) / len(gaps) if gaps else 0.0


def _holds(asked: _Asked, sentence: str) -> float:
    """Whether the asked-for kind of answer stands in the sentence and not only what the question says."""
    if not asked.kinds:
        return 0.5
    return float(all(_new(pattern, asked, sentence) for pattern in asked.kinds))


def _new(pattern: re.Pattern[str], asked: _Asked, sentence: str) -> bool:
    return any(not asked.words.issuperset(terms(m[0])) or not terms(m[0]) for m in pattern.finditer(sentence))


def _kinds(question: str) -> tuple[re.Pattern[str], ...]:
    for asked, found in _KINDS:
        if asked.search(question):
            return found
    return ()


@cache
def _related() -> dict[str, frozenset[int]]:
    """Stem to the numbers of its groups."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_data()["groups"].strip().splitlines()):
        for stem in terms(line, "en"):
            found.setdefault(stem, set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@cache
def _frame() -> frozenset[str]:
    return frozenset(terms(_data()["frame"], "en"))


@cache
def _data() -> dict[str, str]:
    path = files("summarizer") / "data" / "related.toml"
    data: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data


def passes(value: float) -> bool:
    """Temporary."""
    return value >= THRESHOLD


def answering_spans(question: str, sentence: str) -> list[tuple[int, int]]:
    """Temporary."""
    return [m.span() for pattern in _kinds(question) for m in pattern.finditer(sentence)][:3]


def asks_for_number(question: str) -> bool:
    """Temporary."""
    return _kinds(question) == (_NUMBER,)
