"""A sentence read for matching: its terms with their places, and words that are kin to each other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from summarizer.terms import terms

# A number with its separators, initials with their stops, a word with its apostrophe.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)?")

_SHORTEST = 4  # letters that stay when a suffix is taken off
_LONGEST_SUFFIX = 7  # letters

SAME, KIN, LIKE = 1.0, 0.8, 0.5
"""How much a word counts for another: its own stem; its family ("invent", "inventor"); its group."""

_NONE: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text's terms in order; ``spans`` are where their words stand, ``tokens`` counts all words."""

    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    at: tuple[int, ...]
    tokens: int


def read(text: str) -> Read:
    """The terms of a text with the span of each one's word and its number among all words."""
    stems: list[str] = []
    spans: list[tuple[int, int]] = []
    at: list[int] = []
    number = -1
    for number, match in enumerate(TOKEN.finditer(text)):
        for stem in stemmed(match[0]):
            stems.append(stem)
            spans.append(match.span())
            at.append(number)
    return Read(stems=tuple(stems), spans=tuple(spans), at=tuple(at), tokens=number + 1)


@lru_cache(maxsize=20_000)
def stemmed(word: str) -> tuple[str, ...]:
    """The terms of one word: none for a stop word, several in scripts without spaces."""
    return tuple(terms(word))


def kinship(term: str, other: str) -> float:
    """How much another term stands for an asked one, from 1.0 (the same) to 0.0.

    A kind stands for its general word ("drone" for "weapon"), not the other way round.
    """
    if term == other:
        return SAME
    if root(term) == root(other):
        return KIN
    if not groups(term).isdisjoint(groups(other)):
        return LIKE
    return 0.0 if _kinds().get(root(term), _NONE).isdisjoint(_one_of().get(root(other), _NONE)) else LIKE


@lru_cache(maxsize=20_000)
def root(term: str) -> str:
    """What the words of one family share: "founder" and "found", "flew" and "fly", "Korean" and "Korea"."""
    known = _forms().get(term)
    if known is not None:
        return known
    suffixes = _suffixes()
    for size in range(min(_LONGEST_SUFFIX, len(term) - _SHORTEST), 0, -1):
        if term[-size:] in suffixes:
            stem = term[:-size]
            return _forms().get(stem, stem)
    return term


@lru_cache(maxsize=20_000)
def groups(term: str) -> frozenset[int]:
    """The numbers of the groups of like meaning that the term, or its family, is in."""
    return _table().get(term, frozenset()) | _table().get(root(term), frozenset())


@lru_cache(maxsize=50_000)
def kin(text: str) -> frozenset[str | int]:
    """Two texts of a few words without anything of this in common stand for each other in no way."""
    return frozenset().union(*(kin_of(stem) for word in TOKEN.findall(text) for stem in stemmed(word)))


def kin_of(term: str) -> frozenset[str | int]:
    """The same of a term: its root, and the numbers of its groups."""
    family = root(term)
    return groups(term) | _kinds().get(family, _NONE) | _one_of().get(family, _NONE) | {family}


def openings(kinds: Iterable[str | int]) -> frozenset[str]:
    """How words of plain letters begin that have any of this in common; none begins otherwise."""
    return frozenset().union(*(_openings().get(each, _NONE) | {opening(str(each))} for each in kinds))


def opening(word: str) -> str:
    """The first two letters, as far as stemming keeps them ("dying" gives "die")."""
    return word[:2].lower().replace("y", "i")


@cache
def _openings() -> Mapping[str | int, frozenset[str]]:
    """What the listed words of a family, by root, or of a group, by number, begin with."""
    families: dict[str, set[str]] = {}
    for stem, first in _forms().items():
        families.setdefault(first, set()).add(opening(stem))
    found: dict[str | int, set[str]] = dict(families.items())
    for table in (_table(), _kinds(), _one_of()):
        for stem, numbers in table.items():
            for number in numbers:
                found.setdefault(number, set()).update({opening(stem)}, families.get(root(stem), ()))
    return {each: frozenset(words) for each, words in found.items()}


@cache
def _suffixes() -> frozenset[str]:
    return plain("related", "suffixes")


@cache
def _forms() -> Mapping[str, str]:
    """Stem to the first form of its line."""
    found: dict[str, str] = {}
    for line in data("related")["forms"].strip().splitlines():
        stems = terms(line, "en")
        for stem in stems:
            found.setdefault(stem, stems[0])
    return found


@cache
def _table() -> Mapping[str, frozenset[int]]:
    """Stem, and the root of a stem, to the numbers of its groups."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(data("related")["groups"].strip().splitlines()):
        for stem in terms(line, "en"):
            found.setdefault(stem, set()).add(number)
            found.setdefault(root(stem), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@cache
def _kinds() -> Mapping[str, frozenset[int]]:
    """Root of a general word to the numbers of its lines, below 0."""
    return _lines(lambda line: line.split(":")[0])


@cache
def _one_of() -> Mapping[str, frozenset[int]]:
    """Root of a word to the numbers of the lines of the general words that it is one of, below 0."""
    return _lines(lambda line: line.replace(":", " "))


def _lines(part: Callable[[str], str]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(data("related")["kinds"].strip().splitlines(), start=1):
        for stem in terms(part(line), "en"):
            found.setdefault(root(stem), set()).add(-number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@cache
def words(table: str, key: str) -> frozenset[str]:
    """The stems of a word list of ``summarizer/data``."""
    return frozenset(terms(data(table)[key], "en"))


@cache
def plain(table: str, key: str) -> frozenset[str]:
    """The words of a word list of ``summarizer/data`` as they stand."""
    return frozenset(data(table)[key].split())


@cache
def data(table: str) -> Mapping[str, str]:
    """A file of word lists of ``summarizer/data``."""
    found: dict[str, str] = tomllib.loads(_text(table))
    return found


@cache
def grammar(key: str) -> frozenset[str]:
    """The words of a list of grammar of ``data/asking.toml``."""
    return frozenset(tables("asking")["grammar"][key].split())


@cache
def grammar_stems(key: str) -> frozenset[str]:
    """The stems of a list of grammar of ``data/asking.toml``."""
    return frozenset(terms(tables("asking")["grammar"][key], "en"))


@cache
def tables(table: str) -> Mapping[str, Mapping[str, str]]:
    """A file of named tables of word lists of ``summarizer/data``."""
    found: dict[str, dict[str, str]] = tomllib.loads(_text(table))
    return found


def _text(table: str) -> str:
    return (files("summarizer") / "data" / f"{table}.toml").read_text(encoding="utf-8")
