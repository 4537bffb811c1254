"""When a digest is due: clock times in the reader's zone, instants in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.chat_values import Plan

_ALIKE = 1024  # plans whose times are kept: thousands of readers share a few
_WEEK = 9  # days in which every weekday comes, whichever way the clock is changed
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?h?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)


def clock(words: str) -> time | None:
    """The clock time in "08:00", "8", "7.30", "0800" or "9 pm"; None for anything else."""
    found = _CLOCK.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := (found["half"] or "").replace(".", "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


@lru_cache(_ALIKE)
def next_due(plan: Plan, *, after: datetime) -> datetime:
    """The first instant later than ``after`` at which a reader's clock shows a time of the plan, in UTC.

    A time that the clock skips in spring falls as much later as the clock was put forward; a time that
    comes twice in autumn is the first of the two (PEP 495, fold=0).
    """
    day = local_day(after, plan.zone)
    return min(slot for slot in _slots(plan, day, range(-1, _WEEK)) if slot > after)


@lru_cache(_ALIKE)
def last_due(plan: Plan, *, until: datetime) -> datetime:
    """The last such instant that is not later than ``until``."""
    day = local_day(until, plan.zone)
    return max(slot for slot in _slots(plan, day, range(-_WEEK, 2)) if slot <= until)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant, as the clock in an IANA zone shows it."""
    return at.astimezone(ZoneInfo(zone)).date()


def _slots(plan: Plan, day: date, offsets: Iterable[int]) -> Iterator[datetime]:
    zone = ZoneInfo(plan.zone)
    for offset in offsets:
        there = day + timedelta(days=offset)
        if there.weekday() in plan.days:
            yield from (datetime.combine(there, at, tzinfo=zone).astimezone(UTC) for at in plan.times)
