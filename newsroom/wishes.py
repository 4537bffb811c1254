"""The words after ``/subscribe``: clock times, days, a time zone, a length, and what it shall be about.

``08:00``, ``07:30 weekdays Europe/Kyiv north-korea, Rutte`` and ``every morning at 7 in Seoul, brief`` are
such lines. A country's name is what the digest is about ("Ukraine") unless it is said as a place ("in
Ukraine"); a city's name is the place whose clock counts, the first time. What stands in quotation marks
is words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time

from rapidfuzz import fuzz, process

from newsroom import schedule, searching, zones
from storage.chat_values import DigestLength, Follow, FollowKind, Quiet
from summarizer import topics

EVERY_DAY = tuple(range(7))
WEEKDAYS, WEEKEND = EVERY_DAY[:5], EVERY_DAY[5:]
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SETS = {
    **dict.fromkeys(("daily", "everyday", "day", "days"), EVERY_DAY),
    **dict.fromkeys(("weekday", "weekdays", "workdays"), WEEKDAYS),
    **dict.fromkeys(("weekend", "weekends"), WEEKEND),
}
_LENGTHS = {
    **dict.fromkeys(("brief", "short", "headlines"), DigestLength.BRIEF),
    **dict.fromkeys(("normal", "medium"), DigestLength.NORMAL),
    **dict.fromkeys(("long", "full", "detailed"), DigestLength.LONG),
}
_HOURS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# The hour of a part of the day where none is said, and hours of it on a clock of twelve.
_PARTS = {
    **dict.fromkeys(("morning", "mornings"), (time(8), range(0))),
    **dict.fromkeys(("afternoon", "afternoons"), (time(15), range(1, 7))),
    **dict.fromkeys(("evening", "evenings", "night", "nights", "tonight"), (time(20), range(5, 12))),
}
_HALVES = {"am", "pm", "am.", "pm.", "a.m", "p.m", "a.m.", "p.m."}
_LINKS = {
    *(
        "at",
        "and",
        "&",
        "every",
        "each",
        "o'clock",
        "o’clock",
        "around",
        "time",
        "please",
        "to",
        "of",
        "a",
        "an",
    ),
    *("for", "with", "the", "digest", "digests", "news", "me", "my", "i", "want", "send", "get", "clock"),
    *("can", "could", "you", "would", "like", "have", "i'd", "i’d", "it", "is", "give", "start"),
}
_WITHIN = {"of", "the", "a", "an", "with", "for", "to", "on"}  # which a phrase may have among its words
_EVERYTHING = {"everything", "all", "anything", "any"}  # in place of what the digest was about
_RATES = {"hourly", "hour", "hours", "minutes", "twice", "times", "weekly", "monthly", "month"}
_WEEKS = {"week", "weeks"}
_SELDOM = re.compile(
    r"(?:(?:every|each) (?:other|alternate|few|two|three|four|second|third|fourth|\d+(?:nd|rd|th)?)"
    r"|alternat(?:e|ing)) (?P<days>\S+)",
    re.IGNORECASE,
)  # not each of those days
_ABOUT = {"about", "on"}  # before what the digest is about
_PLACED = {"in", "from"}  # before a place whose clock is meant
_NOT = {"not", "no", "except", "without", "excluding", "but"}  # before days on which it shall not come
_OF_DAYS = {"on", "at", "the", "for", "any", "and", "or", "&", ",", "not"}  # among those days
_QUIET = re.compile(
    r"\bquiet(?: days?)?\s*[:=]?\s*(?P<after>skip|say|once)\b"
    r"|\b(?P<before>skip|say) (?:the )?quiet\b(?: days?\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[,;]|[^\s,;]+")
_CLOCKLIKE = re.compile(r"(?:\d{1,2}(?:[:.h]\d*)?|\d{3,4}h?)(?:[ap]\.?m\.?)?", re.IGNORECASE)
_SLIP = 80  # per cent that a word is like the one that was meant
_SPAN = 4  # words of a place or topic ("Democratic Republic of Congo")


@dataclass(slots=True, kw_only=True)
class Wish:
    """What was understood of a line. In ``about`` topics have the name that was typed, all else is words."""

    times: list[time] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    zone: str | None = None
    fixed: bool = False  # the zone is a distance from Greenwich
    length: DigestLength | None = None
    quiet: Quiet | None = None
    about: list[Follow | list[str]] = field(default_factory=list)
    everything: bool = False
    rate: bool = False  # it is said how often, which clock times and days are to say
    wrong: str | None = None  # what looks like a time of day and is none
    off: set[int] = field(default_factory=set)  # days on which it shall not come
    unwanted: str | None = None  # what it shall not be about, and other exceptions than days
    halfless: set[time] = field(default_factory=set)  # times that may be meant on a clock of twelve
    parts: list[str] = field(default_factory=list)  # of the day


def read(line: str) -> Wish:
    """What a line asks for. Nothing is refused here."""
    wish = Wish()
    if found := _QUIET.search(line):
        wish.quiet = Quiet((found["after"] or found["before"]).lower())
        line = _QUIET.sub(" ", line)
    words = _words(line)
    at = 0
    run: list[str] | None = None
    while at < len(words):
        word = words[at]
        within = run is not None and word.casefold() in _WITHIN
        quoted = _is_quoted(word)
        known = not within and not quoted
        taken = _plain(wish, words, at) or _thing(wish, words, at, within=run is not None) if known else 0
        if taken or word in ",;":
            run = None
        elif quoted or word.startswith("@"):
            wish.about.append([word])
            run = None
        elif run is None:
            run = [word]
            wish.about.append(run)
        else:
            run.append(word)
        at += taken or 1
    _settle(wish)
    return wish


def _words(line: str) -> list[str]:
    """The words and commas of a line; what stands in quotation marks is one."""
    words, at = [], 0
    while found := _WORD.search(line, at):
        quoted = searching.in_quotes(line, found.start())
        at = quoted[1] if quoted is not None and quoted[0] else found.end()
        words.append(line[found.start() : at])
    return words


def _is_quoted(word: str) -> bool:
    quoted = searching.in_quotes(word, 0)
    return quoted is not None and quoted[1] == len(word)


def _settle(wish: Wish) -> None:
    """The days that are left, and the hours that parts of the day stand for, or which half they tell."""
    if wish.off:
        wish.days = (wish.days or set(EVERY_DAY)) - wish.off
    if not wish.times:
        wish.times += [_PARTS[part][0] for part in wish.parts]
    elif len(wish.parts) == 1:
        hours = _PARTS[wish.parts[0]][1]
        wish.times = [
            at.replace(hour=at.hour + 12) if at in wish.halfless and at.hour in hours else at
            for at in wish.times
        ]


def closest(word: str) -> str | None:
    """The day or length that was probably meant ("weekdays" by "weekdys"); None for none."""
    known = (*_SETS, *_NAMES, *_LENGTHS, *_HOURS, *_PARTS)
    found = process.extractOne(word.casefold(), known, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return None if found is None else found[0]


def _plain(wish: Wish, words: Sequence[str], at: int) -> int:
    """How many words from here are a time, days, a length, or nothing but a link; 0 for none of these."""
    word = words[at].casefold()
    following = words[at + 1].casefold() if at + 1 < len(words) else ""
    if taken := _seldom(words, at):
        wish.rate = True
        return taken
    first = not wish.times or _after_time(words, at)
    if taken := _clock(wish, word, following, first=first) or _part(wish, words, at):
        return taken
    days, taken = _week(words, at)
    wish.days |= days
    if taken or (taken := _not(wish, words, at)):
        return taken
    if word in _LENGTHS:
        wish.length = _LENGTHS[word]
        return 1
    wish.everything |= word in _EVERYTHING
    wish.rate |= word in _RATES
    return int(word in _LINKS | _ABOUT | _EVERYTHING | _RATES)


def _seldom(words: Sequence[str], at: int) -> int:
    """How many words from here ask for one in several days or weeks ("every other day"); 0 for none."""
    for size in (2, 3):
        found = _SELDOM.fullmatch(" ".join(words[at : at + size]))
        if found and (found["days"].casefold() in _WEEKS or _days(found["days"].casefold())):
            return size
    return 0


def _week(words: Sequence[str], at: int) -> tuple[set[int], int]:
    """The days that are named from here ("Mon to Fri"), and in how many words."""
    days = _days(words[at].casefold())
    if days is None:
        return set(), 0
    if len(days) == 1 and at + 2 < len(words) and words[at + 1].casefold() in {"to", "-", "–"}:
        last = _days(words[at + 2].casefold())
        if last is not None and len(last) == 1:
            return _range(days[0], last[0]), 3
    return set(days), 1


def _not(wish: Wish, words: Sequence[str], at: int) -> int:
    """How many words from here are an exception ("not on Sundays"), which is noted."""
    word, end, step = words[at].casefold(), at, at + 1
    if word not in _NOT:
        return 0
    off: set[int] = set()
    while step < len(words):
        days, taken = _week(words, step)
        if not taken and words[step].casefold() not in _OF_DAYS:
            break
        off |= days
        step += taken or 1
        end = step if taken else end
    if off and off != set(EVERY_DAY):
        wish.off |= off
        return end - at
    if step < len(words) and (word != "but" or wish.everything):
        wish.unwanted = wish.unwanted or " ".join(words[at : at + _SPAN])
        return 1
    return 0


def _part(wish: Wish, words: Sequence[str], at: int) -> int:
    """How many words from here name a part of the day ("morning"), or lead up to one ("in the")."""
    word, *following = (each.casefold() for each in words[at : at + 3])
    if word in _PARTS:
        wish.parts.append(word)
        return 1
    return 2 if word == "in" and following[:1] == ["the"] and following[-1] in _PARTS else 0


def _clock(wish: Wish, word: str, following: str, *, first: bool) -> int:
    if word in _HOURS:
        wish.times.append(_HOURS[word])
        return 1
    if _CLOCKLIKE.fullmatch(word) is None or (word.isdigit() and not first):
        return 0
    halved = following in _HALVES
    found = schedule.clock(f"{word} {following}" if halved else word)
    if found is None:
        wish.wrong = wish.wrong or word
    else:
        wish.times.append(found)
        if not halved and not word.endswith(("m", "m.")):
            wish.halfless.add(found)
    return 2 if halved else 1


def _after_time(words: Sequence[str], at: int) -> bool:
    """Whether a bare number follows a time, as in "8 and 20"."""
    before = words[at - 1].casefold() if at else ""
    if before in {",", "and", "&", "at"}:
        before = words[at - 2].casefold() if at > 1 else ""
    return _CLOCKLIKE.fullmatch(before) is not None or before in _HALVES


def _days(word: str) -> tuple[int, ...] | None:
    """The days of the week that a word names ("Mon", "Mondays", "Mon-Fri", "weekends")."""
    if word in _SETS:
        return _SETS[word]
    first, dash, last = re.sub("[–—]", "-", word).partition("-")
    begin, end = _day(first), _day(last)
    if begin is None or (dash and end is None):
        return None
    return (begin,) if end is None else tuple(sorted(_range(begin, end)))


def _day(word: str) -> int | None:
    word = word.rstrip(".").removesuffix("s") if len(word) > 5 else word.rstrip(".")  # "Mondays", not "Tues"
    starts = (number for number, name in enumerate(_NAMES) if len(word) >= 3 and name.startswith(word))
    return next(starts, None)


def _range(first: int, last: int) -> set[int]:
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _thing(wish: Wish, words: Sequence[str], at: int, *, within: bool) -> int:
    """How many words from here are a place whose clock counts or a topic; 0 for neither.

    ``within`` a phrase a place is what it is about ("war in Ukraine").
    """
    placed = words[at].casefold() in _PLACED
    named = at > 0 and words[at - 1].casefold() in _ABOUT
    start = at + placed
    for size in range(min(_SPAN, len(words) - start), 0, -1):
        phrase = " ".join(words[start : start + size])
        if "," in phrase or ";" in phrase or any(map(_is_quoted, words[start : start + size])):
            continue
        topic = topics.find(phrase)
        zone = zones.find(phrase) if wish.zone is None and not named else None
        own = topic is not None and _is_name(phrase, topic)
        if topic is not None and (own and within if placed else own or zone is None):
            wish.about.append(Follow(kind=FollowKind.TOPIC, key=topic.slug, name=phrase))
        elif zone is not None:
            wish.zone, wish.fixed = zone, zones.is_offset(phrase)
        else:
            continue
        return placed + size
    return 0


def is_topic(phrase: str) -> bool:
    """Whether a topic is called so itself ("Ukraine"), rather than a place within it ("Kyiv")."""
    topic = topics.find(phrase)
    return topic is not None and _is_name(phrase, topic)


def _is_name(phrase: str, topic: topics.Topic) -> bool:
    """Whether a topic is called so itself, rather than a city of it."""
    typed = phrase.casefold().replace("-", " ").replace("_", " ")
    return typed in {topic.name.casefold(), topic.slug.replace("-", " ")}
