"""Dates are those that stand there, and no others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import dates
from ingest.model import Precision, Stamp

DAY = Stamp(at=datetime(2024, 10, 23, tzinfo=UTC), precision=Precision.DAY)


def minute(hour: int, minute: int, *, day: int = 23) -> Stamp:
    """A time of one October day, known to the minute."""
    return Stamp(at=datetime(2024, 10, day, hour, minute, tzinfo=UTC), precision=Precision.MINUTE)


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Updated 23 October 2024", DAY),
        ("Wednesday, October 23rd, 2024", DAY),
        ("Oct. 23, 2024", DAY),
        ("2024-10-23", DAY),
        ("23/10/2024", DAY),
        ("10/23/2024", DAY),
        ("23.10.2024", DAY),
        ("Опубликовано 23 октября 2024", DAY),
        ("Оновлено 23 жовтня 2024", DAY),
        ("23. Oktober 2024", DAY),
        ("23 de octubre de 2024", DAY),
        ("2024年10月23日", DAY),
        ("Oct 23, 2024 14:05 GMT", minute(14, 5)),
        ("23 October 2024 at 2:05 pm BST", minute(13, 5)),
        ("October 23, 2024, 10:05 AM ET", minute(14, 5)),
        ("2024-10-23T14:05:00Z", minute(14, 5)),
        ("2024-10-23T01:05+03:00", minute(22, 5, day=22)),
        ("14:05 UTC, 23 October 2024", minute(14, 5)),
        ("23 October 2024 14:05", DAY),
        ("23 October 2024 14:05 IST", DAY),
        ("04/03/2024", None),
        ("23 October", None),
        ("October 2024", None),
        ("31 February 2024", None),
        ("3 hours ago", None),
        ("may 2024 be good", None),
        ("23 October 20245", None),
        ("123/10/2024", None),
    ],
)
def test_a_date_is_found_as_written(text: str, stamp: Stamp | None) -> None:
    """A complete date is found in its precision; a clock time counts with its zone only; else None."""
    found = dates.find(text)
    assert (found[0] if found else None) == stamp


@pytest.mark.parametrize(
    ("value", "stamp"),
    [
        ("2024-10-23T14:05:59+00:00", minute(14, 5)),
        ("2024-10-23T14:05:59.123Z", minute(14, 5)),
        ("2024-10-23T14:05:59", DAY),
        ("2024-10-23", DAY),
        ("20241023", DAY),
        ("Wed, 23 Oct 2024 14:05:00 GMT", minute(14, 5)),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_machines_timestamp(value: str, stamp: Stamp | None) -> None:
    """Metadata gives the minute where it has time and zone, the day where not, None for nonsense."""
    assert dates.iso(value) == stamp


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    """No text makes the reading of dates fail or run on."""
    dates.find(text)
    dates.iso(text)
    assert dates.find(dates.without_dates(text)) is None
