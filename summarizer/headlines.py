"""Which of several reports' headlines stands best for the event that all of them tell of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarizer.terms import terms

_TOLD = 10
"""So many of an event's commonest terms are what a headline could tell at most."""
_FEWEST, _MOST = 5, 18  # words of a headline that says enough, and not too much
_LENGTH = 0.3  # the part that is taken off a headline of fewer or more
_TEASER = 0.6  # and off one that hides what it tells
_FIGURE = 1.1  # a headline with a figure is worth so many times one without
_NEWER = 0.02  # what the newest headline is worth more than the oldest

_LURES = re.compile(
    r"""
      \?\W*$ | (?:…|\.\.\.)\W*$
    | ^\W*(?:watch|live|video|listen|podcast|photos?|in\ pictures|gallery|quiz
        |opinion|analysis|editorial|column|comment|explain(?:er|ed)|factbox|timeline|fact[\ -]check|in\ brief
        |why|how|what|(?-i:[Ww]ho)|when|where|here(?:['’]s|\ is|\ are)|this\ is|these\ are|inside|meet)\b
    | \b(?:you|your|live\ (?:updates|blog)|as\ it\ happened|what\ we\ know|need\ to\ know|find\ out)\b
    | \b\d+\ (?:things|reasons|ways|takeaways|questions)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A report: its headline, its language, and the terms that it opens with, headline included."""

    title: str
    language: str | None
    opening: Collection[str]


def best(reports: Sequence[Headed]) -> int:
    """The place of the best headline. ``reports`` stand in the order of their dates, oldest first.

    Its words are those that the others open with too, and tell much of what they tell: one that few bear out
    is one report's angle, and one of few words is vague. A teaser is taken where there is nothing else.
    Of equals it is the newest. Raises ValueError for no reports.
    """
    if not reports:
        raise ValueError("no headlines")
    held = Counter(term for report in reports for term in set(report.opening))
    most = sum(count for _, count in held.most_common(_TOLD))
    worth = [_worth(report, held, most, len(reports)) for report in reports]
    worth = [each * (1 + _NEWER * at / len(reports)) for at, each in enumerate(worth)]
    return max(range(len(reports)), key=lambda at: (worth[at], at))


def teases(title: str) -> bool:
    """Whether a headline makes curious, or says what kind of piece it is, rather than what happened."""
    return _LURES.search(title) is not None


def _worth(report: Headed, held: Counter[str], most: int, reports: int) -> float:
    own = set(terms(report.title, report.language))
    borne = sum(held[term] for term in own)
    sure = borne / (len(own) * reports) if own else 0.0
    much = min(1.0, borne / most) if most else 0.0
    worth = 2 * sure * much / (sure + much) if sure + much else 0.0
    if not _FEWEST <= len(report.title.split()) <= _MOST or report.title.isupper():
        worth *= 1 - _LENGTH
    if teases(report.title):
        worth *= 1 - _TEASER
    return worth * (_FIGURE if any(letter.isdigit() for letter in report.title) else 1.0)
