"""Time expressions and the days that they mean: "on Tuesday" in an article of a Wednesday is yesterday.

The kinds are those of TIMEX3 dates (Pustejovsky et al. 2003, "TimeML"), resolved to calendar days
against the day of publication. Whether a weekday lies before or after that is told by the verb and
the preposition beside it. Where the day cannot be told nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from summarizer import spells
from summarizer.model import TimeExpression
from summarizer.spells import Spell
from summarizer.time_words import COUNTS, Words, words

_PAST = re.compile(
    r"\b(?:was|were|had|did|\w{2,}ed|said|says|told|met|came|went|took|made|began|held|left|struck|hit|fell|won"
    r"|lost|gave|sent|saw|got|shot|flew|spoke|wrote|became|ran|rose|broke|drove|found|brought|since|last)\b"
)
_REPORTED = re.compile(
    r"\b(?:said|told|says|announced|reported|added|wrote|confirmed|warned|tweeted|posted)(?: \w+){0,3}? "
    r"(?:on |late |early )?$"
)
_CLAUSE = re.compile(r"[,;:—“”\"()]")
_VAGUE = re.compile(
    r"\b(?:every|each|an?|any|most|one|mail on|black|good|bloody|super|ash|palm|easter|cyber) $",
    re.IGNORECASE,
)
_NAME = re.compile(r" (?:Times|Telegraph|Mirror|Express|Post|School|Night Live|Night Football)\b")
_WINDOW = 120
"""Characters before an expression in which the verb that places it is looked for."""
_NEAR_DAYS = 60
"""A date without a year may lie so many days ahead though no verb says so ("the Nov. 5 election")."""


class Reader:
    """Reads an article's sentences in order; "two days earlier" counts from the day named last.

    ``published`` is the day that "today" means; without it only absolute dates are told.
    """

    def __init__(self, published: date | None, language: str) -> None:
        self._today = published
        self._words = words(language)
        self._anchor: date | None = None
        self._age = 0

    def read(self, sentence: str, *, quoted: bool = False) -> tuple[TimeExpression, ...]:
        """The time expressions of a sentence that could be told, in order, none within another.

        Offsets are the sentence's. ``quoted`` says that it begins within a quotation: what
        "yesterday" means there depends on when it was said, so that is left alone.
        """
        self._age += 1
        if self._words is None or not self._words.hinted(sentence):
            return ()
        found: list[TimeExpression] = []
        reached = 0
        for match in self._matches(sentence, self._words):
            start, end = match.span("all")
            if start < reached:
                continue
            spell = self._spell(match, sentence, reached, self._words, quoted=quoted)
            if spell is None:
                continue
            found.append(TimeExpression(start=start, end=end, first=spell.first, last=spell.last))
            reached = end
            if spell.first == spell.last:
                self._anchor, self._age = spell.first, 0
        return tuple(found)

    @staticmethod
    def _matches(sentence: str, known: Words) -> Sequence[re.Match[str]]:
        every = [match for pattern in known.patterns for match in pattern.finditer(sentence)]
        return sorted(every, key=lambda match: (match.start("all"), -match.end("all")))

    def _spell(
        self, match: re.Match[str], text: str, reached: int, known: Words, *, quoted: bool
    ) -> Spell | None:
        part = match.groupdict()
        if part.get("y") or part.get("decade"):
            return _absolute(part, known)
        start, end = match.span("all")
        named = part.get("wd") or part.get("m")
        misread = (
            _is_name(text, start, end) if part.get("wd") else not named and _open(text[:start], quoted=quoted)
        )
        if self._today is None or misread:
            return None
        way = self._way(text, reached, start, end, known)
        if part.get("wd"):
            return self._weekday(part, way, known)
        if part.get("m"):
            return self._dated(part, way, known)
        near = part.get("near")
        return spells.shifted(self._today, known.days(near)) if near else self._relative(part, way)

    def _way(self, text: str, reached: int, start: int, end: int, known: Words) -> int:
        """1 for a day ahead, -1 for one gone by, 0 where no verb says which."""
        before = text[max(reached, start - _WINDOW) : start]
        if _REPORTED.search(before):
            return -1
        clauses = _CLAUSE.split(before)
        for clause in reversed(clauses):
            if known.future.search(clause):
                return 1
            if _PAST.search(clause):
                return -1
        after = _CLAUSE.split(text[end : end + _WINDOW].lstrip(", "))[0]
        ahead, gone = known.future.search(after), _PAST.search(after)
        if ahead and (gone is None or ahead.start() < gone.start()):
            return 1
        return -1 if gone else 0

    def _weekday(self, part: dict[str, str | None], way: int, known: Words) -> Spell | None:
        if self._today is None:
            return None
        which, number = (part.get("which") or "").lower(), known.weekday(part["wd"] or "")
        if which == "next":
            week = spells.unit(self._today, "week", 1)
            return spells.shifted(week.first, number) if week else None
        if which == "last" or "past" in which:
            yesterday = spells.shifted(self._today, -1)
            return spells.weekday(yesterday.first, number, way=-1) if yesterday else None
        return spells.weekday(self._today, number, way=1 if way > 0 or "coming" in which else -1)

    def _dated(self, part: dict[str, str | None], way: int, known: Words) -> Spell | None:
        """A day or month without its year: the last one, or the next where the verb says so."""
        if self._today is None:
            return None
        number, which = known.month(part["m"] or ""), (part.get("which") or "").lower()
        this, today = self._today.year, self._today
        found = [s for year in (this - 1, this, this + 1) if (s := _of_year(part, year, number)) is not None]
        gone = [s for s in found if s.first <= today]
        ahead = [s for s in found if s.last >= today]
        if which == "last":
            gone = [s for s in gone if s.last < today]
        elif which == "next" or way > 0 or not gone:
            return ahead[0] if ahead else None
        elif way == 0 and part.get("d") and ahead and (ahead[0].first - today).days <= _NEAR_DAYS:
            return ahead[0]
        return gone[-1] if gone else None

    def _relative(self, part: dict[str, str | None], way: int) -> Spell | None:
        if self._today is None:
            return None
        if unit := part.get("unit"):
            return self._unit((part.get("which") or "").lower(), unit, way)
        if step := part.get("step"):
            return self._stepped({"previous": -1, "before": -1, "same": 0}.get(step, 1))
        count, unit = _count((part["n"] or "").lower()), part["ago_unit"] or ""
        if part["to"] == "ago":
            return spells.unit(self._today, unit, -count)
        if unit not in {"day", "week"}:
            return None
        return self._stepped(count * (7 if unit == "week" else 1) * (-1 if part["to"] == "earlier" else 1))

    def _unit(self, which: str, unit: str, way: int) -> Spell | None:
        if self._today is None:
            return None
        count = {"last": -1, "this": 0, "next": 1}.get(which, 0)
        weekend = self._today.weekday() >= 5
        if unit == "weekend" and which in {"this", "the"} and way <= 0 and not weekend:
            count = -1  # "over the weekend" in a text of a Monday
        return spells.unit(self._today, unit, count)

    def _stepped(self, days: int) -> Spell | None:
        """Days from the day named last, if that was in this sentence or the one before."""
        return spells.shifted(self._anchor, days) if self._anchor and self._age <= 1 else None


def _absolute(part: dict[str, str | None], known: Words) -> Spell | None:
    if decade := part.get("decade"):
        return spells.years(int(decade), 10)
    year = int(part["y"] or 0)
    if not part.get("m"):
        return spells.years(year)
    return _of_year(part, year, known.month(part["m"] or ""))


def _of_year(part: dict[str, str | None], year: int, number: int) -> Spell | None:
    if not part.get("d"):
        return spells.month(year, number) if 1 <= year <= 9998 else None
    to = part.get("d_to")
    return spells.day(year, number, int(part["d"] or 0), int(to) if to else None)


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return 1 if word in {"a", "an"} else COUNTS.index(word)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a weekday is no day of a date: every Monday, Black Friday, the Sunday Times."""
    return bool(_VAGUE.search(text[max(0, start - 12) : start]) or _NAME.match(text, end))


def _open(before: str, *, quoted: bool) -> bool:
    """Whether a quotation stands open at the end of ``before``; ``quoted``: one did at its beginning."""
    curly = quoted + before.count("“") + before.count("«") - before.count("”") - before.count("»")
    return (curly > 0) != (before.count('"') % 2 == 1)
