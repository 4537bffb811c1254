"""What is filled into a wording: figures, days and names that stand in like places of two texts.

A bulletin has the same words every day, and a market report those of any other share: an editor's copy
keeps the names and most figures, the next filling changes both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from summarizer.terms import stop_words
from summarizer.wording import RUN, Wording

_ANOTHER_DAY = timedelta(hours=18)
_OTHER_FIGURES = 0.4  # of those in like places, from which on a bulletin is another day's
_OTHER_NAMES = 0.4  # of all names, from which on it is another's, whatever the figures
_ONE_NAME = 0.7  # of the letters of two spellings are the same: "Zelensky", "Zelenskyy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the new text and what stood in its place in the old one."""

    new: str
    old: str


def figures(new: Wording, old: Wording) -> list[Figure]:
    """The figures that stand in like places and differ, in the order of the new text, each pair once."""
    _, differing = _compared(new, old, new.figures, old.figures)
    return list(dict.fromkeys(differing))


def another(new: Wording, old: Wording, apart: timedelta | None, *, short: bool) -> bool:
    """Whether two texts of like wording are one form, filled in anew: for another day, place or person.

    ``apart`` is the time between their publications, where it is known; ``short``: of a few lines.
    """
    same, differing = _compared(new, old, new.figures, old.figures)
    many = bool(differing) and len(differing) >= _OTHER_FIGURES * (same + len(differing))
    ours, theirs = set(new.figures.values()), set(old.figures.values())
    none = not (same or differing) and bool(ours and theirs) and ours.isdisjoint(theirs)  # amid other names
    if _others_named(new, old, 1 if many else 2 if none else None):
        return True
    if apart is not None:
        return many and abs(apart) >= _ANOTHER_DAY
    if short and not same and len(differing) > 1:
        return True  # a correction changes one figure
    kept, moved = _compared(new, old, new.days, old.days)
    return many and bool(moved) and not kept


def _others_named(new: Wording, old: Wording, enough: int | None) -> bool:
    """Whether names stand where the old text has others: so many, or, if None, two fifths of all and two.

    Only names of which the other text knows nothing count: a first name that is added is none, nor is
    another house's spelling.
    """
    ours, theirs = set(new.names.values()), set(old.names.values())
    known: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for at, name in old.names.items():
        for beside in _beside(old.runs, at):
            known[beside].add(name)
    replaced = {
        name
        for at, name in new.names.items()
        if name not in theirs and name not in stop_words("en")  # "When", "But" begin sentences
        for beside in _beside(new.runs, at)
        if any(not _spelt_alike(name, before) for before in known.get(beside, set()) - ours)
    }
    if enough is not None:
        return len(replaced) >= enough
    return len(replaced) > 1 and len(replaced) >= _OTHER_NAMES * (len(replaced) + len(ours & theirs))


def _spelt_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ONE_NAME


def _beside(runs: Sequence[int], at: int) -> Iterator[tuple[int, int]]:
    """The three words before a word and the three after it, told apart."""
    if at >= RUN:
        yield 0, runs[at - RUN]
    if at + 1 < len(runs):
        yield 1, runs[at + 1]


def _compared(
    new: Wording, old: Wording, ours: dict[int, str], theirs: dict[int, str]
) -> tuple[int, list[Figure]]:
    """How many of our figures stand in like places of the old text, and those in whose places others do."""
    known: defaultdict[int, list[str]] = defaultdict(list)
    for at, figure in theirs.items():
        for shift, run in _around(old.runs, at):
            known[run * 4 + shift].append(figure)
    same, differing = 0, []
    for at, figure in ours.items():
        before = [held for shift, run in _around(new.runs, at) for held in known.get(run * 4 + shift, ())]
        if figure in before:
            same += 1
        elif before:
            differing.append(Figure(new=figure, old=max(set(before), key=before.count)))
    return same, differing


def _around(runs: Sequence[int], at: int) -> list[tuple[int, int]]:
    """The runs that hold the word, and how far into each it stands."""
    return [(shift, runs[at - shift]) for shift in range(3) if 0 <= at - shift < len(runs)]
