"""Which time zone is meant by what people type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import tzfpy

from newsroom import zones

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, 12, tzinfo=UTC)
FIXED = [f"{sign}{hours}" for sign, most in (("+", 14), ("-", 12)) for hours in range(1, most + 1)]
UNEVEN = ["+3:30", "+4:30", "+5:30", "+5:45", "+6:30", "+8:45", "+9:30", "-9:30"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Kyiv", "Europe/Kyiv"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("UTC", "UTC"),
        ("Odesa", "Europe/Kyiv"),
        ("Харків", "Europe/Kyiv"),
        ("Lviv", "Europe/Kyiv"),
        ("Beijing", "Asia/Shanghai"),
        ("Washington", "America/New_York"),
        ("Delhi", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("Tel Aviv", "Asia/Jerusalem"),
        ("Ankara", "Europe/Istanbul"),
        ("münchen", "Europe/Berlin"),
        ("Geneva", "Europe/Zurich"),
        ("Barcelona", "Europe/Madrid"),
        ("Milan", "Europe/Rome"),
        ("San Francisco", "America/Los_Angeles"),
        ("Boston", "America/New_York"),
        ("Miami", "America/New_York"),
        ("Москва", "Europe/Moscow"),
        ("القاهرة", "Africa/Cairo"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("Japan", "Asia/Tokyo"),
        ("Ukraine", "Europe/Kyiv"),
        ("EST", "America/New_York"),
        ("eastern time", "America/New_York"),
        ("US Eastern", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("central time", "America/Chicago"),
        ("Mountain Daylight Time", "America/Denver"),
        ("CET", "Europe/Paris"),
        ("Eastern European Summer Time", "Europe/Kyiv"),
        ("Eastern", None),
        ("Etc/GMT+3", None),
        ("GMT0", None),
        ("EST5EDT", None),
        ("West", None),
        ("Georgia", None),
        ("Atlantis", None),
        ("/", None),
        ("", None),
    ],
)
def test_find(words: str, expected: str | None) -> None:
    """A zone is found by its name, a large city or a country with one; nothing is guessed."""
    assert zones.find(words) == expected


@pytest.mark.parametrize("distance", FIXED + UNEVEN)
@pytest.mark.parametrize("before", ["UTC", "GMT", "gmt ", ""])
def test_distance_is_what_it_says(before: str, distance: str) -> None:
    """ "UTC+3" is a clock three hours before Greenwich's, in summer and in winter."""
    name = zones.find(f"{before}{distance}")
    assert name is not None
    hours, _, minutes = distance[1:].partition(":")
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if distance[0] == "+" else -1)
    assert {ZoneInfo(name).utcoffset(at) for at in (SUMMER, WINTER)} == {ahead}


@pytest.mark.parametrize("words", ["UTC+15", "GMT-13", "+5:20", "UTC-3:30", "UTC+99"])
def test_unused_distance(words: str) -> None:
    """A distance that no place keeps is known as one, and not found."""
    assert zones.is_offset(words)
    assert zones.find(words) is None
    assert zones.closest(words) is None


@pytest.mark.parametrize("words", ["UTC+0", "+0", "UTC-00:00", "GMT", "utc"])
def test_greenwich(words: str) -> None:
    """Greenwich's own time is UTC in every spelling."""
    assert zones.find(words) == "UTC"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("GMT+3", "UTC+3"), ("UTC-11", "UTC-11"), ("UTC", "UTC"), ("Odesa", "Europe/Kyiv")],
)
def test_shown_as_typed(typed: str, shown: str) -> None:
    """A reader never sees IANA's reversed sign."""
    name = zones.find(typed)
    assert name is not None
    assert zones.shown(name) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kyyiv", "Europe/Kyiv"),
        ("Dehli", "Asia/Kolkata"),
        ("Odesssa", "Europe/Kyiv"),
        ("Berlim", "Europe/Berlin"),
        ("xqzzw", None),
        ("Atlantis", None),
        ("west", None),
        ("Delft", None),
    ],
)
def test_closest(typed: str, meant: str | None) -> None:
    """A slip of the finger is understood, as an offer; a place that is not known is no other one."""
    assert zones.closest(typed) == meant


def test_every_name_leads_to_a_zone() -> None:
    """Whatever can be typed is a zone that this machine has."""
    names = set(zones._named().values())
    assert len(names) > 400
    assert all(ZoneInfo(name).key == name for name in names)


@pytest.mark.parametrize("now", [SUMMER, WINTER])
def test_every_clock_that_is_kept_can_be_told(now: datetime) -> None:
    """Whatever an inhabited place's clock shows, a zone is found that shows the same."""
    places = zones._places()
    assert len(places) > 300
    for place in places:
        at = now.astimezone(ZoneInfo(place)).time()
        found = zones.showing(at, now)
        assert found, place
        assert {zones.clock_in(each, now) for each in found} == {f"{at:%H:%M}"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (50.45, 30.52, "Europe/Kyiv"),
        (44.95, 34.10, "Europe/Simferopol"),
        (31.95, 35.20, "Asia/Hebron"),
        (-31.55, 159.08, "Australia/Lord_Howe"),
        (27.72, 85.32, "Asia/Kathmandu"),
        (30.0, -40.0, None),
        (91.0, 0.0, None),
    ],
)
def test_a_place_has_a_clock(latitude: float, longitude: float, name: str | None) -> None:
    """The zone of a point on land; none at sea and nowhere on earth."""
    assert zones.covering(latitude, longitude) == name


def test_every_zone_on_the_map_is_known() -> None:
    """No place on land has a clock whose name cannot be read."""
    names = [name for name in tzfpy.timezonenames() if not name.startswith("Etc/")]
    assert len(names) > 300
    assert [name for name in names if zones.find(name) is None] == []
