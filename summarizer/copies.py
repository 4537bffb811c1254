"""Whether one text is another's copy, however an editor has gone over it; and what it changes.

Two articles on one event share names, phrases and often a paragraph; a copy shares its whole course. So
what counts is not only how much of a text is held by the other one, but that nearly every stretch of
it is, if only in part, and that its beginning is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from difflib import SequenceMatcher

from summarizer import forms
from summarizer.wording import RUN, Wording

COMPARED = 8
"""Candidates that are compared with a text, those that share most of its prints."""
SHARED = 2
"""Prints that a candidate shares at least, where the text has so many."""
FEW = 8
"""Prints of a text of which one in common makes a candidate."""

# Learned on edited copies of public news and on different articles on one event (ECB+), one half for
# the other: docs/decisions/0010-near-copies.md.
_ENOUGH = 1.15  # of spread and, by the next, of how much of the longer text the shorter one is
_BACK = 0.9
_STRETCH = 12  # runs
_MET = 2  # of a stretch, that it counts
_LEAD = 20  # runs of the beginning
_LEAD_MET = 0.15
_HELD, _LEAST = 0.8, 0.28  # where less of the one is held, so much of the other has to be
_SHORT, _SHORT_HELD = 40, 0.6  # of so few runs, more have to be held
_WORDS = 3  # places at which one of so few runs says something else; more are an editor's work
_TINY, _TINY_HELD = 8, 0.9  # and of these nearly all, in both texts
_CUT_HELD, _CUT_LEAD = 0.85, 0.6  # of a text that is another's beginning, however little of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike a new text and an old one are; all but the last are shares, in [0, 1].

    ``same`` and ``back``: of the new text's runs that the old one holds, and the reverse. ``spread``
    and ``lead`` are of the text that is held more: of its stretches that are met in the other, and
    of its beginning; ``other_lead`` is of the other's beginning. ``runs``: those of the shorter text.
    """

    same: float
    back: float
    spread: float
    lead: float
    other_lead: float
    runs: int

    @property
    def score(self) -> float:
        """How surely they are copies; 0 where they are not."""
        held, least = max(self.same, self.back), min(self.same, self.back)
        if self.runs < _TINY:
            return 1.0 + least if least >= _TINY_HELD else 0.0
        if self.runs < _SHORT and held < _SHORT_HELD:
            return 0.0
        if held >= _CUT_HELD and min(self.lead, self.other_lead) >= _CUT_LEAD:
            return 1.0 + held
        if self.lead < _LEAD_MET or (held < _HELD and least < _LEAST):
            return 0.0
        score = self.spread + _BACK * least
        return score if score >= _ENOUGH else 0.0


def likeness(new: Wording, old: Wording) -> Likeness:
    """How alike two texts are. Either may be empty."""
    here, there = set(new.runs), set(old.runs)
    ours, theirs = _Met.of(new.runs, there), _Met.of(old.runs, here)
    held, other = (ours, theirs) if ours.share >= theirs.share else (theirs, ours)
    return Likeness(
        same=ours.share,
        back=theirs.share,
        spread=held.spread,
        lead=held.lead,
        other_lead=other.lead,
        runs=min(len(here), len(there)),
    )


def score(new: Wording, old: Wording, apart: timedelta | None = None) -> float:
    """How surely the new text is a copy of the old one; 0 where it is not.

    ``apart`` is the time between their publications, where it is known: a bulletin with the same words
    and other figures on another day is no copy.
    """
    here, there = set(new.runs), set(old.runs)
    if len(here & there) < _LEAST * min(len(here), len(there)):
        return 0.0  # most candidates: whatever their course, too little is shared
    sure = likeness(new, old).score
    if not sure:
        return 0.0
    short = min(len(here), len(there)) < _SHORT
    if short and (_says_otherwise(new.runs, old.runs) or _denies(new, old) or _denies(old, new)):
        return 0.0
    return 0.0 if forms.another(new, old, apart, short=short) else sure


def _says_otherwise(new: Sequence[int], old: Sequence[int]) -> bool:
    """Whether one text has other words where the other has some, and not only more or fewer.

    In a report of a few lines one word is the news: "the town was taken" and "the town was lost". A word
    that is only added breaks up the two runs around it, one that is replaced a third.
    """
    replaced = 0
    for tag, begin, end, start, stop in SequenceMatcher(None, new, old, autojunk=False).get_opcodes():
        inside = begin > 0 and end < len(new) and start > 0 and stop < len(old)
        replaced += tag == "replace" and min(end - begin, stop - start) >= (RUN if inside else 1)
    return 0 < replaced <= _WORDS


def _denies(new: Wording, old: Wording) -> bool:
    """Whether one text has a "not" between words that follow one another in the other one."""
    follows = {(old.runs[at - RUN], old.runs[at]) for at in range(RUN, len(old.runs))}
    return any(
        (new.runs[at - RUN], new.runs[at + 1]) in follows
        for at in new.denials
        if RUN <= at < len(new.runs) - 1
    )


def apart(one: datetime | None, other: datetime | None) -> timedelta | None:
    """The time between two publications, None where either is not known; midnight stands for a whole day."""
    if one is None or other is None:
        return None
    if time() in (one.time(), other.time()):
        return one.date() - other.date()
    return one - other


@dataclass(frozen=True, slots=True)
class _Met:
    """How much of a text is met in another."""

    share: float
    spread: float
    lead: float

    @classmethod
    def of(cls, runs: Sequence[int], other: Collection[int]) -> _Met:
        met = [run in other for run in runs]
        again = set(_repetitions(runs, met))
        hits = [hit for at, hit in enumerate(met) if at not in again]
        if not hits:
            return cls(0.0, 0.0, 0.0)
        stretches = [hits[at : at + _STRETCH] for at in range(0, len(hits), _STRETCH)]
        spread = sum(sum(stretch) * _STRETCH >= _MET * len(stretch) for stretch in stretches)
        lead = hits[:_LEAD]
        return cls(sum(hits) / len(hits), spread / len(stretches), sum(lead) / len(lead))


def _repetitions(runs: Sequence[int], met: Sequence[bool]) -> Iterator[int]:
    """Places of runs that a text says elsewhere, too, amid more that is met; each run is to count once.

    Else a paragraph that both texts end in would be met a second time by whatever else one of them says
    of the same matter, and a text that repeats itself would be like all that say it once.
    """
    often = {run for run, count in Counter(runs).items() if count > 1}
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(runs) if often else ():
        if run in often:
            places[run].append(at)
    for found in places.values():
        best = max(found, key=lambda at: sum(met[max(0, at - _STRETCH) : at + _STRETCH]))
        yield from (at for at in found if at != best)
