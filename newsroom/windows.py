"""The time a question asks about: "last week", "since Tuesday", "in October 2024", in the reader's zone.

What is found is taken out of the question, so that the words of time do not have to stand in the
answer. A weekday or a month without a year is the latest one that has begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))  # noqa: SIM905  # reads better
_SPANS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}

_WEEKDAY = rf"(?:(?:last|this|on) )?(?P<weekday>{'|'.join(_DAYS)})"
_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS)}|sept)\.?"
_DATED = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?:the )?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?"
)
_AMERICAN = rf"{_MONTH} (?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?"
_MONTHLY = rf"(?:(?:last|this) )?{_MONTH}(?:,? (?P<year>\d{{4}}))?"
_YEARLY = r"(?P<year>(?:19|20)\d{2})"
_RELATIVE = r"(?P<word>the day before yesterday|yesterday|today|this morning|tonight)"
_UNIT = r"(?P<unit>hour|day|week|month|year)"
_CURRENT = rf"(?P<which>this|last|past) {_UNIT}"
_FORMS = tuple(
    re.compile(rf"{form}(?![\w-])", re.IGNORECASE)
    for form in (_RELATIVE, _DATED, _AMERICAN, _WEEKDAY, _MONTHLY, _YEARLY, _CURRENT)
)
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_AGO = re.compile(
    rf"(?:(?:in|over|during|within|for) )?(?:the )?(?:last|past) {_COUNT} {_UNIT}s?(?!\w)", re.IGNORECASE
)
_LEADS = re.compile(
    r"(?:^|(?<=[\s,(]))(?:(?P<lead>since|from|after|before|until|till|by|between|in|during|on|over|of|for)\s+)?"
    r"(?:the\s+)?(?=\w)",
    re.IGNORECASE,
)
_TO = re.compile(r"\s+(?:to|and|until|till|-|–)\s+", re.IGNORECASE)
# A month or a year alone may be anything ("may", "2,000 men"): it needs a word of time before it.
_NEEDS_LEAD = frozenset({"month", "year"})
_LOOSE = frozenset({"on", "over", "of", "for"})  # "of the 2024 men"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From ``after`` up to, and not including, ``before``: aware, in the reader's zone; None: open."""

    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """The first day, and the first day that is no longer meant."""

    first: date
    end: date


def find(text: str, *, now: datetime, zone: tzinfo) -> tuple[str, Window | None]:
    """The text without its words of time, and the window that they name; the text as it is where none do."""
    today = now.astimezone(zone).date()
    if found := _AGO.search(text):
        return _without(text, found.start(), found.end()), _ago(found, now, today, zone)
    for lead in _LEADS.finditer(text):
        word = (lead["lead"] or "on").lower()
        read = _days(text, lead.end(), today, led=word not in _LOOSE)
        if read is None:
            continue
        days, end = read
        if word in {"from", "between"} and (to := _TO.match(text, end)):
            upper = _days(text, to.end(), today, led=True)
            if upper is not None and upper[0].end > days.first:
                days, end = _Days(first=days.first, end=upper[0].end), upper[1]
                word = "on"
        return _without(text, lead.start(), end), _window(word, days, zone)
    return text, None


def _without(text: str, start: int, end: int) -> str:
    rest = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return re.sub(r"\s+([?!.,])", r"\1", rest).strip(" ,")


def _ago(found: re.Match[str], now: datetime, today: date, zone: tzinfo) -> Window:
    count = _NUMBERS.get(found["count"].lower()) or int(found["count"])
    if found["unit"].lower() == "hour":
        return Window(after=now - timedelta(hours=count), before=None)
    return Window(
        after=_start(today - timedelta(days=count * _SPANS[found["unit"].lower()]), zone), before=None
    )


def _window(word: str, days: _Days, zone: tzinfo) -> Window:
    first, end = _start(days.first, zone), _start(days.end, zone)
    match word:
        case "since" | "from":
            return Window(after=first, before=None)
        case "after":
            return Window(after=end, before=None)
        case "before":
            return Window(after=None, before=first)
        case "until" | "till" | "by":
            return Window(after=None, before=end)
        case _:
            return Window(after=first, before=end)


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _days(text: str, at: int, today: date, *, led: bool) -> tuple[_Days, int] | None:
    """The days that the words at ``at`` name, and where those words end."""
    for form in _FORMS:
        found = form.match(text, at)
        if found is None:
            continue
        fields = {name: value.lower() for name, value in found.groupdict().items() if value}
        if (
            not led
            and set(fields) <= _NEEDS_LEAD
            and not re.match(r"(?:last|this) ", found[0], re.IGNORECASE)
        ):
            continue
        try:
            return _read(fields, today), found.end()
        except (ValueError, OverflowError):  # 31 February, the year 0
            continue
    return None


def _read(fields: dict[str, str], today: date) -> _Days:
    readers: tuple[tuple[str, Callable[[dict[str, str], date], _Days]], ...] = (
        ("word", _relative),
        ("which", _current),
        ("weekday", _weekday),
        ("iso", lambda f, _: _day(date.fromisoformat(f["iso"]))),
        ("dom", _dated),
        ("month", _month),
        ("year", lambda f, _: _Days(first=date(int(f["year"]), 1, 1), end=date(int(f["year"]) + 1, 1, 1))),
    )
    return next(reader for name, reader in readers if name in fields)(fields, today)


def _day(day: date) -> _Days:
    return _Days(first=day, end=day + timedelta(days=1))


def _relative(fields: dict[str, str], today: date) -> _Days:
    back = {"yesterday": 1, "the day before yesterday": 2}.get(fields["word"], 0)
    return _day(today - timedelta(days=back))


def _current(fields: dict[str, str], today: date) -> _Days:
    """ "This week" is the calendar's; "last week" the one before; "the past week" the last seven days."""
    unit, which = fields["unit"], fields["which"]
    if which == "past" or unit in {"hour", "day"}:
        return _Days(first=today - timedelta(days=_SPANS[unit]), end=today + timedelta(days=1))
    back = which == "last"
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return _Days(first=monday, end=monday + timedelta(days=7))
    if unit == "year":
        return _Days(first=date(today.year - back, 1, 1), end=date(today.year - back + 1, 1, 1))
    months = today.year * 12 + today.month - 1 - back
    return _calendar_month(months // 12, months % 12 + 1)


def _weekday(fields: dict[str, str], today: date) -> _Days:
    return _day(today - timedelta(days=(today.weekday() - _DAYS.index(fields["weekday"])) % 7))


def _dated(fields: dict[str, str], today: date) -> _Days:
    month, day = _number(fields["month"]), int(fields["dom"])
    year = int(fields.get("year", today.year))
    found = date(year, month, day)
    return _day(found if "year" in fields or found <= today else date(year - 1, month, day))


def _month(fields: dict[str, str], today: date) -> _Days:
    month = _number(fields["month"])
    latest = today.year if month <= today.month else today.year - 1
    return _calendar_month(int(fields.get("year", latest)), month)


def _calendar_month(year: int, month: int) -> _Days:
    return _Days(first=date(year, month, 1), end=date(year + month // 12, month % 12 + 1, 1))


def _number(month: str) -> int:
    return next(at for at, name in enumerate(_MONTHS, start=1) if name[:3] == month[:3])
