"""A text's wording as numbers: its runs of three words in one spelling, and a few that stand for it.

Light on purpose (the standard library alone), since the parent process compares texts, too. The numbers
are the same in every process and on every machine, so that they can be stored.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from importlib.resources import files

LONGEST = 60_000
"""Characters of a text that are compared; a long read has half of that."""
RUN = 3
"""Words of a run. Longer ones miss what an editor has gone over, shorter ones are in every article."""
MOST = 96
"""Prints of a text, however long it is."""

_WINDOW, _SHORT_WINDOW = 15, 5  # runs of which the smallest stands for all
_SHORT = 150  # words of a text that keeps more prints
_LEAD = 32  # prints of the beginning that a long text keeps in any case

_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s)")  # the initials of "U.S.", not a sentence's end
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
# What a few lines may begin and end with that says nothing: of twenty words it would be a fourth.
_DATELINE = re.compile(r"\A[^\n()]{0,60}\([A-Z][^()\n]{1,30}\)\s*[-\u2013\u2014]+\s*")
_LEFT_ON = re.compile(r"\s+(?:read more|continue reading|more to follow)\W*\Z", re.IGNORECASE)
# Scripts written without spaces (as in summarizer.terms) give one word a character.
_WORD = re.compile(
    r"\d[\d.,:\u00a0\u202f]*\d|[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+|%"
)
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"is(?=(?:e|ed|er|ers|es|ing|ation|ations)$)", "iz"),
        (r"ys(?=(?:e|ed|er|ers|es|ing)$)", "yz"),
        (r"(?<=\w\w)our", "or"),
        (r"(?<=[tb])re(?=s?$)", "er"),
        (r"ll", "l"),
        (r"ogue(?=s?$)", "og"),
        (r"[ao]e(?=\w)", "e"),
        (r"ence(?=s?$)", "ense"),
        (r"mme(?=s?$)", "m"),
        (r"dgement", "dgment"),
    )
)
_MASK = (1 << 64) - 1
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd, as xxHash mixes with
_CACHED = 100_000  # words kept, some 25 MiB at the very most
_LONGEST_WORD = 64  # characters; hostile input may have longer ones
_SEPARATOR = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text as it is compared: ``runs[n]`` stands for the three words from the nth on, 32 bits each.

    All figures are one word there, and so are the days of the week; ``figures`` and ``days`` are what
    they were, in one spelling ("1200"), by the number of the word. ``names`` are all other words with a
    capital, ``denials`` the numbers of words such as "not".
    """

    runs: Sequence[int]
    figures: dict[int, str]
    days: dict[int, str]
    names: dict[int, str]
    denials: frozenset[int]


def wording(text: str) -> Wording:
    """The wording of a text, of a very long one that of its beginning. Any string is accepted."""
    words = [_words.get(written) or _read(written) for written in _written(text)]
    special = [(at, word) for at, word in enumerate(words) if word.special]
    return Wording(
        runs=array("I", _runs([word.code for word in words])),
        figures={at: word.spelling for at, word in special if word.kind is _Kind.FIGURE},
        days={at: word.spelling for at, word in special if word.kind is _Kind.DAY},
        names={at: word.spelling for at, word in special if word.kind is _Kind.NAME},
        denials=frozenset(at for at, word in special if word.kind is _Kind.DENIAL),
    )


def prints(runs: Sequence[int]) -> tuple[int, ...]:
    """A few runs that stand for a text, in the order of first appearance, at most ``MOST``.

    Where two texts share a stretch of some twenty words, they share a print; a text that was cut shares
    those of what is left. Winnowing: Schleimer, Wilkerson and Aiken 2003, "Winnowing: Local Algorithms for
    Document Fingerprinting". A short text has more, among them those of a long window.
    """
    found = list(dict.fromkeys(_smallest(runs, _SHORT_WINDOW if len(runs) < _SHORT else _WINDOW)))
    if len(found) <= MOST:
        return tuple(found)
    return (*found[:_LEAD], *sorted(found[_LEAD:])[: MOST - _LEAD])


def _written(text: str) -> list[str]:
    plain = _DOTS.sub("", _LEFT_ON.sub("", _DATELINE.sub("", text[:LONGEST])))
    return _WORD.findall(_PER_CENT.sub("%", plain))


class _Kind(Enum):
    WORD = 0
    FIGURE = 1
    DAY = 2
    NAME = 3
    DENIAL = 4


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in the one spelling, and its number, which all figures share, and so do all days."""

    spelling: str
    kind: _Kind
    code: int
    special: bool = True


_words: dict[str, _Word] = {}


def _read(written: str) -> _Word:
    known = _words.get(written)
    if known is None:
        if len(_words) >= _CACHED:
            _words.clear()
        known = _words[written] = _word(written[:_LONGEST_WORD])
    return known


def _word(written: str) -> _Word:
    spelling = _spelt(written.casefold())
    if spelling[0].isdigit():
        return _Word(spelling, _Kind.FIGURE, _code("0"))
    if spelling in _data().days:
        return _Word(spelling, _Kind.DAY, _code("sunday"))
    if spelling in _data().denials:
        return _Word(spelling, _Kind.DENIAL, _code(spelling))
    if written[0].isupper() and written.isalpha():
        return _Word(spelling, _Kind.NAME, _code(spelling))
    return _Word(spelling, _Kind.WORD, _code(spelling), special=False)


def _code(spelling: str) -> int:
    return int.from_bytes(blake2b(spelling.encode("utf-8", "replace"), digest_size=8).digest())


def _spelt(written: str) -> str:
    """The word in the one spelling; figures without separators."""
    same = _data().same
    if written in same:
        return same[written]
    if written[0].isdigit():
        return _SEPARATOR.sub("", written)
    if len(written) > 4:
        for pattern, plain in _RULES:
            written = pattern.sub(plain, written)
    return same.get(written, written)


@dataclass(frozen=True, slots=True)
class _Data:
    same: dict[str, str]
    days: frozenset[str]
    denials: frozenset[str]


@cache
def _data() -> _Data:
    data = tomllib.loads((files("summarizer") / "data" / "spelling.toml").read_text(encoding="utf-8"))
    return _Data(
        same={**data["same"], **data["figures"]},
        days=frozenset(data["days"]["names"]),
        denials=frozenset(data["denials"]["words"]),
    )


def _runs(codes: list[int]) -> list[int]:
    """A number for each run of words; for all of a text that is shorter, one."""
    if 0 < len(codes) < RUN:
        codes = codes + [0] * (RUN - len(codes))
    one, two, three = _MIX
    return [
        ((((a * one + b * two + c * three) & _MASK) * one) & _MASK) >> 32
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    ]


def _smallest(runs: Sequence[int], window: int) -> list[int]:
    """The smallest of every so many runs that follow one another; of a text with fewer, of all."""
    found: list[int] = []
    place = -1  # of the smallest in the window that ends here
    for end in range(min(window, len(runs)), len(runs) + 1):
        start = end - window
        if place < start or not found:
            place = min(range(max(start, 0), end), key=runs.__getitem__, default=-1)
            if place < 0:
                return []
            found.append(runs[place])
        elif runs[end - 1] < runs[place]:
            place = end - 1
            found.append(runs[place])
    return found
