"""When a daily digest is due: clock times in the reader's zone, instants in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE)


def clock(words: str) -> time | None:
    """The clock time in "08:00", "8", "7.30" or "9 pm"; None for anything else."""
    found = _CLOCK.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := (found["half"] or "").replace(".", "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def local_day(at: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant, as the reader's clock shows it."""
    return at.astimezone(zone).date()


def next_due(at: time, zone: tzinfo, *, after: datetime, told: date | None = None) -> datetime:
    """The first instant later than ``after`` at which the clock in ``zone`` shows ``at``, in UTC.

    ``told`` is the local day of the last digest, which is passed over: one digest a day. A time that
    the clock skips in spring falls as much later as the clock was put forward; a time that comes twice
    in autumn is the first of the two (PEP 495, fold=0).
    """
    day = local_day(after, zone)
    if told is not None and told >= day:
        day = told + timedelta(days=1)
    while (due := _instant(day, at, zone)) <= after:
        day += timedelta(days=1)
    return due


def day_told(at: time, zone: tzinfo, *, now: datetime) -> date:
    """The local day whose digest is made at ``now``: the last one on which the clock had shown ``at``.

    Just after midnight that is the day before; it takes nothing from the day that has begun.
    """
    day = local_day(now, zone)
    return day if _instant(day, at, zone) <= now else day - timedelta(days=1)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
