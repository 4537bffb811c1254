"""How the words of sentences stand for the terms of a question, and what each of those weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

from summarizer import reading
from summarizer.asked import Asked

_AROUND = ".,;:!?\"'()[]"  # may stand around a word
_FLOOR = 2.0  # rarity that even a term of every sentence keeps
_NAMED = 1.5  # a name in the question weighs more than a word


class Matcher:
    """How the words of sentences stand for the terms of one question, each looked up once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.weights: dict[str, float] = dict.fromkeys(asked.terms, 1.0)
        self.unheard = False  # whether no sentence at all tells what an answer needs
        self._kin = frozenset(chain.from_iterable(map(reading.kin_of, asked.terms)))
        self._openings = reading.openings(self._kin)
        self._stems: dict[str, tuple[tuple[int, float], ...]] = {}
        self._seen: set[str] = set()  # pieces of sentences between spaces
        self._telling: set[str] = set()  # those that may stand for any term
        self._pieces: dict[str, tuple[tuple[int, float], ...]] = {}  # how far those do

    def of(self, stem: str) -> tuple[tuple[int, float], ...]:
        """The question's terms, by number, that a sentence's term stands for, and how far."""
        found = self._stems.get(stem)
        if found is None:
            kin = not self._kin.isdisjoint(reading.kin_of(stem))
            found = self._stems[stem] = self._standing(stem) if kin else ()
        return found

    def _standing(self, stem: str) -> tuple[tuple[int, float], ...]:
        levels = ((n, reading.kinship(term, stem)) for n, term in enumerate(self.asked.terms))
        return tuple((n, level) for n, level in levels if level)

    def rough(self, sentence: str) -> list[float]:
        """For each term of the question, how well the best word of the sentence stands for it.

        No word goes over a space, so a sentence is cut there, and each different piece is read once;
        not at all if it begins as no word does that could stand for any term.
        """
        pieces = set(sentence.split())
        for piece in pieces - self._seen:
            word = piece.strip(_AROUND)
            if word.isascii() and word.isalpha() and reading.opening(word) not in self._openings:
                continue
            if not self._kin.isdisjoint(reading.kin(piece)):
                stems = (stem for word in reading.TOKEN.findall(piece) for stem in reading.stemmed(word))
                self._pieces[piece] = tuple(each for stem in stems for each in self.of(stem))
                self._telling.add(piece)
        self._seen |= pieces
        found = [0.0] * len(self.asked.terms)
        for piece in pieces & self._telling:
            for number, level in self._pieces[piece]:
                found[number] = max(found[number], level)
        return found

    def weigh(self, counts: Mapping[str, int], among: int) -> None:
        """Sets what each term weighs: its rarity among so many texts, more for names."""
        for term in self.asked.terms:
            rarity = _FLOOR + _rarity(counts.get(term, 0), among)
            self.weights[term] = rarity * (_NAMED if term in self.asked.named else 1.0)

    def share(self, levels: Sequence[float], terms: frozenset[str] | None = None) -> float:
        """The share of the question's weight, or of these terms of it, that the levels cover."""
        total = covered = 0.0
        for term, level in zip(self.asked.terms, levels, strict=True):
            if terms is None or term in terms:
                total += self.weights[term]
                covered += self.weights[term] * level
        return covered / total if total else 0.0


def _rarity(count: int, among: int) -> float:
    """Inverse document frequency as in BM25, kept positive (Robertson and Zaragoza 2009, 3.3)."""
    return math.log(1 + (max(among, count) - count + 0.5) / (count + 0.5))
