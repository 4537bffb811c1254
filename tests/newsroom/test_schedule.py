"""When digests are due: clock times in zones, across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom import schedule
from storage.chat_values import Plan

ZONES = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("08:00", time(8)),
        ("8", time(8)),
        ("7.30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("9 pm", time(21)),
        ("0800", time(8)),
        ("2030", time(20, 30)),
        ("800", time(8)),
        ("8h", time(8)),
        ("19h", time(19)),
        ("2460", None),
        ("20260504", None),
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


def plan(zone: str, *times: time, days: tuple[int, ...] = tuple(range(7))) -> Plan:
    """Digests at some times."""
    return Plan(times=tuple(sorted(set(times))), days=days, zone=zone)


MINUTES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.sets(MINUTES, min_size=1, max_size=4),
    DAYS,
    st.sampled_from([2025, 2026, 2027]),
)
@example("Europe/Kyiv", {time(3), time(3, 30), time(4)}, (6,), 2026)
@example("America/New_York", {time(1, 30), time(2, 30), time(3, 30)}, (5, 6), 2026)
@example("Australia/Lord_Howe", {time(1, 45), time(2), time(2, 15)}, tuple(range(7)), 2026)
@example("Asia/Kathmandu", {time(0), time(23, 59)}, (0, 4), 2026)
def test_each_time_of_a_year_comes_once(
    zone: str, times: set[time], days: tuple[int, ...], year: int
) -> None:
    """Over a year each chosen time of each chosen day comes once, in order, on the reader's clock.

    A time that the clock skips comes as much later, and is the same digest as one chosen for then.
    """
    place, wanted = ZoneInfo(zone), plan(zone, *times, days=days)
    now = datetime(year, 1, 1, tzinfo=place).astimezone(UTC) - timedelta(seconds=1)
    end = datetime(year + 1, 1, 1, tzinfo=place)
    seen = []
    while (now := schedule.next_due(wanted, after=now)) < end:
        seen.append(now)
        assert schedule.last_due(wanted, until=now + timedelta(seconds=59)) == now
    expected = set()
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.year == year and day.weekday() in days:
            clocks = (datetime.combine(day, at, tzinfo=place) for at in times)
            expected |= {clock.astimezone(UTC) for clock in clocks}
    assert seen == sorted(expected)
    walls = [each.astimezone(place) for each in seen]
    skipped = [wall for wall in walls if wall.time() not in times]
    assert len(skipped) <= len(times)
    assert {wall.weekday() for wall in walls if wall not in skipped} <= set(days)


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_hour_stays_across_clock_changes(zone: str) -> None:
    """Over a year of digests, the reader's clock shows the same hour at each."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    seen = set()
    for _ in range(366):
        now = schedule.next_due(plan(zone, time(9)), after=now)
        seen.add(now.astimezone(ZoneInfo(zone)).time())
    assert seen == {time(9)}


def test_skipped_time_comes_later_the_same_day() -> None:
    """02:30 does not exist in New York on 8 March 2026; the digest comes at 03:30."""
    place = ZoneInfo("America/New_York")
    after = datetime(2026, 3, 8, 0, tzinfo=place)
    due = schedule.next_due(plan("America/New_York", time(2, 30)), after=after)
    assert due.astimezone(place).replace(tzinfo=None) == datetime(2026, 3, 8, 3, 30)  # noqa: DTZ001  # a wall clock


@given(st.sampled_from(ZONES), MINUTES, st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001  # made aware below
def test_due_is_the_next_one(zone: str, at: time, after: datetime) -> None:
    """The next digest is later than now, within a day and a clock change, and on the hour asked for."""
    now = after.replace(tzinfo=UTC)
    due = schedule.next_due(plan(zone, at), after=now)
    assert now < due <= now + timedelta(hours=26)
    assert schedule.last_due(plan(zone, at), until=now) <= now


def test_weekdays_pass_over_the_weekend() -> None:
    """After Friday's last digest comes Monday's first."""
    wanted = plan("Europe/Kyiv", time(8), time(20), days=(0, 1, 2, 3, 4))
    friday = datetime(2026, 5, 8, 20, tzinfo=ZoneInfo("Europe/Kyiv"))
    due = schedule.next_due(wanted, after=friday)
    assert due == datetime(2026, 5, 11, 8, tzinfo=ZoneInfo("Europe/Kyiv"))
