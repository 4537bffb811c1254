"""When digests are due: clock times in zones, across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import schedule

ZONES = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("08:00", time(8)),
        ("8", time(8)),
        ("7.30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("9 pm", time(21)),
        ("12 a.m.", time(0)),
        ("12pm", time(12)),
        ("24:00", None),
        ("8:61", None),
        ("13 pm", None),
        ("morning", None),
        ("", None),
        ("-1", None),
        ("٨", time(8)),
    ],
)
def test_clock(words: str, expected: time | None) -> None:
    """Times are read as people write them; what is none is refused."""
    assert schedule.clock(words) == expected


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_hour_stays_across_clock_changes(zone: str) -> None:
    """Over a year of digests, the reader's clock shows the same hour at each."""
    place = ZoneInfo(zone)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    seen = set()
    for _ in range(366):
        now = schedule.next_due(time(9), place, after=now)
        seen.add(now.astimezone(place).time())
    assert seen == {time(9)}


def test_skipped_time_comes_later_the_same_day() -> None:
    """02:30 does not exist in New York on 8 March 2026; the digest comes at 03:30."""
    place = ZoneInfo("America/New_York")
    due = schedule.next_due(time(2, 30), place, after=datetime(2026, 3, 8, 0, tzinfo=place))
    assert due.astimezone(place).replace(tzinfo=None) == datetime(2026, 3, 8, 3, 30)  # noqa: DTZ001  # a wall clock


@given(
    st.sampled_from(ZONES),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # made aware below
)
def test_due_is_the_next_one(zone: str, at: time, after: datetime) -> None:
    """The next digest is later than now, within a day and a clock change, and on the hour asked for."""
    now = after.replace(tzinfo=UTC)
    due = schedule.next_due(at, ZoneInfo(zone), after=now)
    assert now < due <= now + timedelta(hours=26)


def test_one_digest_a_day() -> None:
    """After a digest today, a later hour today waits until tomorrow."""
    place = ZoneInfo("Europe/Kyiv")
    now = datetime(2026, 5, 4, 9, tzinfo=place)
    due = schedule.next_due(time(20), place, after=now, told=now.date())
    assert due == datetime(2026, 5, 5, 20, tzinfo=place)


@pytest.mark.parametrize("zone", ZONES)
def test_digest_just_after_midnight_is_yesterdays(zone: str) -> None:
    """What was due at 23:59 and is made a minute later takes nothing from the day that has begun."""
    place = ZoneInfo(zone)
    now = datetime(2026, 5, 5, 0, 0, 30, tzinfo=place)
    told = schedule.day_told(time(23, 59), place, now=now)
    assert told == date(2026, 5, 4)
    assert schedule.day_told(time(0), place, now=now) == date(2026, 5, 5)
    due = schedule.next_due(time(23, 59), place, after=now, told=told)
    assert due == datetime(2026, 5, 5, 23, 59, tzinfo=place)
