"""Spells of calendar days: a day, week, weekend, month, year or decade as its first and last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Spell(NamedTuple):
    """Calendar days from the first to the last, both included."""

    first: date
    last: date


def day(year: int, month: int, number: int, to: int | None = None) -> Spell | None:
    """One day of a month, or the days up to ``to``; None where the calendar has none such."""
    last = number if to is None else to
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= number <= last <= monthrange(year, month)[1]):
        return None
    return Spell(date(year, month, number), date(year, month, last))


def month(year: int, number: int) -> Spell:
    """A whole month of a year up to 9998."""
    return Spell(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def years(first: int, count: int = 1) -> Spell:
    """So many whole years."""
    return Spell(date(first, 1, 1), date(first + count - 1, 12, 31))


def shifted(today: date, days: int) -> Spell | None:
    """The day so many days after ``today``; None beyond the calendar."""
    try:
        found = today + timedelta(days=days)
    except OverflowError:
        return None
    return Spell(found, found)


def weekday(today: date, number: int, *, way: int) -> Spell | None:
    """The nearest day of that number, Monday is 0: up to ``today`` for ``way`` -1, from it on for 1."""
    apart = (number - today.weekday()) % 7
    return shifted(today, apart if way > 0 or not apart else apart - 7)


def unit(today: date, name: str, count: int) -> Spell | None:
    """The day, week (from Monday), weekend, month or year that lies ``count`` of them after today's."""
    if name == "day":
        return shifted(today, count)
    if name in {"week", "weekend"}:
        monday = shifted(today, 7 * count - today.weekday())
        if monday is None:
            return None
        first, last = shifted(monday.first, 5 if name == "weekend" else 0), shifted(monday.first, 6)
        return Spell(first.first, last.last) if first and last else None
    if name == "month":
        index = today.year * 12 + today.month - 1 + count
        year, number = divmod(index, 12)
        return month(year, number + 1) if 1 <= year <= 9998 else None
    year = today.year + count
    return years(year) if 1 <= year <= 9998 else None
