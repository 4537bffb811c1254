"""Whether one sentence says what others have said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from math import log

COVERED = 0.75
"""The share of what a sentence says, by rarity of its words, from which on another has said it."""
ALIKE = 0.6
"""The cosine from which on two sentences say the same."""

Rarity = Callable[[str], float]


def rarity(sentences: Iterable[Collection[str]]) -> Rarity:
    """How rare a stem is among sentences, above 0: ln(1 + sentences / those that hold it)."""
    held: Counter[str] = Counter()
    size = 0
    for stems in sentences:
        held.update(set(stems))
        size += 1
    return lambda stem: log(1.0 + size / max(1, held[stem]))


def covered(stems: Collection[str], by: Collection[str], rare: Rarity) -> float:
    """The share of ``stems`` that ``by`` holds too, weighed by rarity, in [0, 1]; 1 for no stems."""
    different = set(stems)
    total = sum(map(rare, different))
    return sum(map(rare, different.intersection(by))) / total if total > 0 else 1.0


def told(stems: Sequence[str], by: Sequence[Collection[str]], rare: Rarity) -> bool:
    """Whether one sentence of ``by``, or all of them together, say what ``stems`` say, figures too."""
    together = set().union(*by) if by else set()
    if any(stem[0].isdigit() and stem not in together for stem in stems):
        return False
    if any(covered(stems, each, rare) >= COVERED for each in by):
        return True
    return bool(by) and covered(stems, together, rare) >= (1.0 + COVERED) / 2.0
