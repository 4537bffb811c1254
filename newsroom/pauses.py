"""For how long a reader wants no digest: "2w", "3 days", "tomorrow", "until Monday", "until 5 Dec"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_UNITS = {"h": 1, "d": 24, "w": 24 * 7, "f": 24 * 14, "m": 24 * 30}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SPAN = re.compile(
    rf"(?:for )?(?:the next )?(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*"
    r"(?P<unit>h|hours?|d|days?|w|weeks?|fortnights?|months?)"  # "30m" may be minutes
)
_UNTIL = re.compile(r"(?:until|till?|to)\s+(?:the\s+)?(?P<day>.+)")
_SHORT = re.compile(r"(?P<dom>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED = re.compile(
    r"(?:(?P<dom>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<dom2>\d{1,2})(?:st|nd|rd|th)?)(?:,? (?P<year>\d{4}))?"
)


def until(words: str, now: datetime, zone: str) -> datetime | None:
    """The instant at which a pause ends; None where the words name none.

    "Tomorrow" alone is the whole of that day. The instant is past where they name a day that is over, or
    "until today". A day begins at midnight in the IANA zone; without a year it is today or the next one.
    """
    typed = " ".join(words.casefold().split())
    if span := _SPAN.fullmatch(typed):
        count = _NUMBERS.get(span["count"]) or int(span["count"])
        return now + timedelta(hours=count * _UNITS[span["unit"][0]]) if count else None
    today = now.astimezone(ZoneInfo(zone)).date()
    if typed in _NEAR:
        day: date | None = today + timedelta(days=_NEAR[typed] + 1)
    else:
        found = _UNTIL.fullmatch(typed)
        day = _day(found["day"], today) if found else None
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _day(words: str, today: date) -> date | None:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    words = words.removeprefix("next ")
    for number, name in enumerate(_DAYS):
        if words in {name, name[:3]}:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(words) if _ISO.fullmatch(words) else _dated(words, today)
    except ValueError:  # no such day
        return None


def _dated(words: str, today: date) -> date | None:
    if short := _SHORT.fullmatch(words):
        return _on(int(short["dom"]), int(short["month"]), short["year"], today)
    found = _DATED.fullmatch(words)
    month = (found["month"] or found["month2"])[:3] if found else ""
    if found is None or month not in _MONTHS:
        return None
    return _on(int(found["dom"] or found["dom2"]), _MONTHS.index(month) + 1, found["year"], today)


def _on(dom: int, month: int, year: str | None, today: date) -> date:
    """The day of a month and year; without one the first that is not over. Raises ValueError for none."""
    day = date(int(year or today.year), month, dom)
    return day if year or day >= today else day.replace(year=day.year + 1)
