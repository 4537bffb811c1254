"""What each language writes for days, from data/times.toml, as patterns that summarizer.times reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.patterns import alternatives, data

_DAY = r"(?P<d>[12]\d|3[01]|0?[1-9])"
_TO = r"(?:\s?[-–]\s?(?P<d_to>[12]\d|3[01]|0?[1-9]))?"
_YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d)"
COUNTS = tuple("zero one two three four five six seven eight nine ten eleven twelve".split())  # noqa: SIM905  # a list of words
"""Number words by their number; "a" is one."""
_COUNT = rf"(?P<n>\d{{1,3}}|(?i:an?|{'|'.join(COUNTS[1:])}))"
_NO_DATE = r"(?![\w:]|[.,]\d| ?(?:%|percent|million|billion))"

_EVERYWHERE = (
    rf"(?<![\w.-])(?P<all>{_YEAR}-(?P<m>0[1-9]|1[0-2])-{_DAY})(?!\w)",
    rf"(?<![\w.])(?P<all>{_DAY}\.(?P<m>0?[1-9]|1[0-2])\.{_YEAR})(?!\w)",
    (
        rf"(?<![\w.,])(?P<all>{_DAY}{_TO}(?:st|nd|rd|th|er|\.)?,? @of@(?P<m>@months@)(?!\w)"
        rf"(?:,? (?:de )?{_YEAR})?)"
    ),
    rf"\b(?P<all>(?P<m>@months@)(?!\w),? (?:de )?{_YEAR})",
    r"(?<!\w)(?P<all>(?P<near>@near@))(?!\w)",
    r"(?<!\w)(?P<all>(?P<wd>@weekdays@))(?!\w)",
)
_ENGLISH = (
    rf"\b(?P<all>(?P<m>@months@) {_DAY}(?:st|nd|rd|th)?{_TO}{_NO_DATE}(?:,? {_YEAR})?)",
    (
        r"\b(?P<all>(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: coming| past)?|[Ee]arly|[Ll]ate)"
        r" (?P<wd>@weekdays@)(?!\w)@part@)"
    ),
    r"\b(?P<all>(?P<wd>@weekdays@)(?!\w)@part@)",
    r"\b(?P<all>(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id)[ -](?P<m>@months@)(?!\w|,? \d))",
    (
        r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Dd]uring|[Ff]rom|[Bb]ack in)"
        r" (?P<all>(?P<m>@months@)(?!\w|,? \d| (?:said|says|told|was|and|had|has)\b))"
    ),
    r"(?<!\w)(?P<all>@count@ (?P<ago_unit>day|week|month|year)s? (?P<to>ago|earlier|later))\b",
    r"\b(?P<all>[Tt]he (?P<step>previous|following|next|same) day)\b",
    r"\b(?P<all>[Tt]he day (?P<step>before|after))(?=[.,;]| (?:in|at|on|near)\b)",
    r"\b(?P<all>(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year|weekend)(?![\w’'-]))",
    r"\b(?P<all>(?P<which>[Tt]he) (?P<unit>weekend)(?![\w’'-]))",
    (
        r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Bb]y|[Oo]f|[Ff]rom|[Bb]efore|[Aa]fter|[Bb]etween|the year)"
        rf" (?P<all>(?:early |late |mid-)?{_YEAR})(?![\w%]|[.,]\d|[-–]\d| [a-z]+s\b(?! (?:ago|later)))"
    ),
    r"\b(?P<all>(?P<decade>(?:1[5-9]|20)\d0)s)\b",
)
_FIGURE = re.compile(r"\d")
_PART = r"(?: (?:morning|afternoon|evening|night|noon)\b)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's patterns. Every match has the group "all"; the other groups say what it is.

    "y", "m", "d", "d_to": the parts of a date; "wd": a weekday; "near": a word for a day near by;
    "which": last, this or next; "unit", "n", "ago_unit", "to", "step", "decade": as in English.
    """

    patterns: tuple[re.Pattern[str], ...]
    months: tuple[re.Pattern[str], ...]
    weekdays: tuple[re.Pattern[str], ...]
    near: tuple[tuple[re.Pattern[str], int], ...]
    future: re.Pattern[str]
    hints: tuple[str, ...]

    def hinted(self, sentence: str) -> bool:
        """Whether the sentence can hold a time expression at all; quick."""
        if not self.hints or _FIGURE.search(sentence):
            return True
        lowered = sentence.lower()
        return any(hint in lowered for hint in self.hints)

    def days(self, written: str) -> int:
        """How many days after today a near day lies."""
        return next(days for name, days in self.near if name.fullmatch(written))

    def month(self, written: str) -> int:
        """The month's number from 1."""
        if written.isdecimal():
            return int(written)
        return next(n for n, name in enumerate(self.months, start=1) if name.fullmatch(written))

    def weekday(self, written: str) -> int:
        """The weekday's number, Monday is 0."""
        return next(n for n, name in enumerate(self.weekdays) if name.fullmatch(written))


@cache
def words(language: str) -> Words | None:
    """The words of a language; English ones where it is "und", None where there are none."""
    found = data("times").get("en" if language == "und" else language)
    return None if found is None else _built(found, english=language in {"en", "und"})


def _built(listed: dict[str, Any], *, english: bool) -> Words:
    flags = re.NOFLAG if listed.get("capitals") else re.IGNORECASE
    months, weekdays = _names(listed["months"]), _names(listed["weekdays"])
    near = [each.rpartition("=") for each in _names(listed["near"])]
    values = {
        "@months@": f"(?:{'|'.join(months)})",
        "@weekdays@": f"(?:{'|'.join(weekdays)})",
        "@near@": "(?i:" + "|".join(name for name, _, _ in near) + ")",
        "@of@": listed["of"],
        "@count@": _COUNT,
        "@part@": _PART,
    }
    filled = [*(_ENGLISH if english else ()), *_EVERYWHERE]
    for name, value in values.items():
        filled = [pattern.replace(name, value) for pattern in filled]
    return Words(
        patterns=tuple(re.compile(pattern, flags) for pattern in filled),
        months=tuple(re.compile(name, flags) for name in months),
        weekdays=tuple(re.compile(name, flags) for name in weekdays),
        near=tuple((re.compile(name, re.IGNORECASE), int(days)) for name, _, days in near),
        future=re.compile(rf"(?<!\w){alternatives(listed['future'])}(?!\w)", re.IGNORECASE),
        hints=tuple(listed.get("hints", "").split()),
    )


def _names(written: str) -> list[str]:
    return [name.replace("_", " ") for name in written.split()]
